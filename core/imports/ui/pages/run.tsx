import { useState } from 'react';
import { Button, Page, useApi, useFormats, useParam, useTexts } from '@regiso/core/ui';
import { IconAdjustments } from '@tabler/icons-react';
import { isWorking, useRun, type KindView, type RunDetail } from '../model';
import { Ended, Outcome } from '../run/Outcome';
import { Problems } from '../run/Problems';
import { Recognised } from '../run/Recognised';
import { Setup } from '../run/Setup';
import { Steps, type Step } from '../run/Steps';
import { useStarting } from '../run/use-starting';
import { Working } from '../run/Working';
import styles from '../run/run.module.css';
import { StateBadge } from '../StateBadge';
import { texts } from '../texts';
import { setupTexts } from '../texts/setup';

/** `/app/imports/runs/<id>`: one file on its way from columns over a check to the saved rows. */
export default function RunPage() {
  const t = useTexts(texts);
  const id = useParam('id');
  const run = useRun(id);
  const kinds = useApi<KindView[]>('/imports/kinds');
  const kind = kinds.data?.find((one) => one.kind === run.data?.kind);
  const isReady = run.data !== undefined && kind !== undefined;
  return (
    <Page
      title={run.data?.fileName ?? t('run')}
      breadcrumbs={[
        { title: t('imports'), to: '/imports' },
        { title: t('runs'), to: '/imports/runs' },
      ]}
      loading={!isReady && !run.error && !kinds.error}
      error={isReady ? undefined : (run.error ?? kinds.error)}
      retry={() => void Promise.all([run.refetch(), kinds.refetch()])}
    >
      {isReady && run.data && <Run run={run.data} kind={kind} isOffline={run.error !== null} />}
    </Page>
  );
}

type Props = { run: RunDetail; kind: KindView; isOffline: boolean };

function Run({ run, kind, isOffline }: Props) {
  const starting = useStarting(run.id);
  const canStart = run.hasFile && run.shape !== null && !isWorking(run) && !(run.state === 'done' && !run.dryRun);
  return (
    <>
      <About run={run} />
      {run.hasFile && <Steps current={stepOf(run)} />}
      <div className={styles.parts}>
        {isWorking(run) && <Working run={run} isOffline={isOffline} />}
        {run.state === 'done' && <Outcome key={run.endedAt} run={run} kind={kind} starting={starting} />}
        {(run.state === 'failed' || run.state === 'cancelled') && <Ended key={run.endedAt} run={run} />}
        {run.state === 'done' && <Problems run={run} />}
        {run.shape && <Recognised run={run} shape={run.shape} />}
        {canStart && run.shape && (
          <Editable key={`${run.state}-${run.endedAt}`} isOpen={run.state !== 'done'}>
            <Setup kind={kind} run={run} shape={run.shape} starting={starting} />
          </Editable>
        )}
      </div>
    </>
  );
}

function About({ run }: { run: RunDetail }) {
  const formats = useFormats();
  const { kindTitle, participant, createdAt, startedBy } = run;
  return (
    <div className={styles.about}>
      <span className={styles.hint}>
        {[kindTitle, participant, formats.instant(createdAt), startedBy].filter(Boolean).join(' · ')}
      </span>
      {!isWorking(run) && <StateBadge run={run} />}
    </div>
  );
}

function stepOf({ state, dryRun }: RunDetail): Step {
  if (state === 'waiting' || state === 'failed' || state === 'cancelled') return 'columns';
  if (state === 'done') return dryRun ? 'load' : 'end';
  return dryRun ? 'check' : 'load';
}

// After a check the result is the page; the choices stay one press away.
function Editable({ isOpen, children }: { isOpen: boolean; children: React.ReactNode }) {
  const t = useTexts(setupTexts);
  const [isShown, setShown] = useState(isOpen);
  if (isShown) return children;
  return (
    <div>
      <Button variant="default" leftSection={<IconAdjustments size={20} aria-hidden />} onClick={() => setShown(true)}>
        {t('setup.edit')}
      </Button>
    </div>
  );
}
