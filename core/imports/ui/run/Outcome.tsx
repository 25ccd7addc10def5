import { useEffect, useRef, type ReactNode } from 'react';
import { Alert, Button, Link, useMe, useLanguage, useTexts } from '@regiso/core/ui';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconExternalLink } from '@tabler/icons-react';
import type { KindView, RunDetail } from '../model';
import { RefusedFile } from '../RefusedFile';
import { texts } from '../texts';
import { runTexts } from '../texts/run';
import { Counts } from './Counts';
import { headlineOf, readyRows } from './headline';
import { useTook } from './took';
import styles from './run.module.css';
import type { Starting } from './use-starting';

type Props = { run: RunDetail; kind: KindView; starting: Starting };

/** What a check or an import has come to, and the next step. */
export function Outcome({ run, kind, starting }: Props) {
  const t = useTexts(runTexts);
  const { key, count } = headlineOf(run);
  const said = key === 'done.all-staged' && kind.about === 'people' ? 'done.all-staged-people' : key;
  const isBad = key === 'done.checked-bad' || key === 'done.nothing';
  return (
    <End icon={isBad ? 'bad' : 'good'} title={t(said, { count })}>
      <Counts run={run} />
      {run.counts.staged > 0 && <Staged run={run} isPeople={kind.about === 'people'} />}
      {run.dryRun ? <Next run={run} starting={starting} /> : <Shown run={run} kind={kind} />}
    </End>
  );
}

type EndProps = { icon: 'good' | 'bad' | 'stopped'; title: string; children: ReactNode };
const icons = { good: IconCircleCheck, bad: IconAlertTriangle, stopped: IconCircleX };
const colours = { good: 'var(--success)', bad: 'var(--danger)', stopped: 'var(--muted)' };

// The end takes the focus when it comes while the reader waits, so that it is read aloud.
function End({ icon, title, children }: EndProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const Icon = icons[icon];
  return (
    <section className={styles.outcome} aria-labelledby="outcome">
      <h2 id="outcome" ref={heading} tabIndex={-1} className={styles.about}>
        <Icon size={24} color={colours[icon]} aria-hidden />
        {title}
      </h2>
      {children}
    </section>
  );
}

function Staged({ run: { counts, dryRun, kind }, isPeople }: { run: RunDetail; isPeople: boolean }) {
  const t = useTexts(runTexts);
  const key = dryRun ? 'done.staged-later' : 'done.staged';
  return (
    <p>
      {t(isPeople ? `${key}-people` : key, { count: counts.staged })}{' '}
      {!dryRun && (
        <Link to={'/imports/staged' as '/'} search={{ kind } as never}>
          {t('done.match')}
        </Link>
      )}
    </p>
  );
}

function Next({ run, starting }: { run: RunDetail; starting: Starting }) {
  const t = useTexts(runTexts);
  const ready = readyRows(run);
  if (ready === 0) return null;
  return (
    <>
      {starting.error !== null && <RefusedFile error={starting.error} />}
      <div className={styles.actions}>
        <Button loading={starting.isBusy} onClick={() => starting.start({ dryRun: false })}>
          {t('done.load', { count: ready })}
        </Button>
        {run.counts.rejected > 0 && <span className={styles.small}>{t('done.load-what')}</span>}
      </div>
    </>
  );
}

function Shown({ run, kind }: { run: RunDetail; kind: KindView }) {
  const t = useTexts(runTexts);
  const { language } = useLanguage();
  const { permissions } = useMe();
  const took = useTook();
  const links = kind.seeAlso.filter(({ permission }) => !permission || permissions.includes(permission));
  const time = took(run);
  return (
    <>
      {links.length > 0 && (
        <ul className={styles.links} aria-label={t('done.see')}>
          {links.map(({ title, titleEn, address }) => (
            <li key={address}>
              <See address={address}>{language === 'en' ? titleEn : title}</See>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.small}>
        {t('done.freshness')} {time && t('done.took', { time })}
      </p>
      <p>
        <Link to={'/imports' as '/'} search={{ kind: run.kind } as never}>
          {t('done.another')}
        </Link>
      </p>
    </>
  );
}

function See({ address, children }: { address: string; children: string }) {
  if (address.startsWith('/app/')) return <Link to={address.slice(4) as '/'}>{children}</Link>;
  return (
    <a href={address}>
      {children} <IconExternalLink size={16} aria-hidden />
    </a>
  );
}

/** A run that saved nothing: what happened, what is kept, how to go on. */
export function Ended({ run }: { run: RunDetail }) {
  const t = useTexts(runTexts);
  const own = useTexts(texts);
  const { language } = useLanguage();
  if (run.state === 'cancelled') {
    return (
      <End icon="stopped" title={t('cancelled.title')}>
        <p>{t('cancelled.what')}</p>
      </End>
    );
  }
  return (
    <End icon="bad" title={own('state.failed')}>
      {run.error && (
        <Alert color="red" icon={<IconAlertTriangle size={20} />}>
          {run.error[language]}
        </Alert>
      )}
      <p>{t('failed.kept')}</p>
      <p>
        <Link to={'/imports' as '/'} search={{ kind: run.kind } as never}>
          {t('failed.again')}
        </Link>
      </p>
    </End>
  );
}
