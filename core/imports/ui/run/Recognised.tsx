import type { ReactNode } from 'react';
import { Alert, Link, useFormats, useTexts } from '@regiso/core/ui';
import { IconFileSearch, IconHistory } from '@tabler/icons-react';
import type { RunDetail } from '../model';
import { setupTexts } from '../texts/setup';
import styles from './run.module.css';

const encodings: Readonly<Record<string, string>> = {
  utf8: 'UTF-8',
  utf16le: 'UTF-16 LE',
  utf16be: 'UTF-16 BE',
  win1251: 'windows-1251',
  cp866: 'CP866',
  'koi8-r': 'KOI8-R',
};

type Shape = NonNullable<RunDetail['shape']>;

/** What the server understood of the file, and whether it has seen it before. */
export function Recognised({ run, shape }: { run: RunDetail; shape: Shape }) {
  const t = useTexts(setupTexts);
  return (
    <section className={styles.part} aria-labelledby="recognised">
      <h2 id="recognised">{t('table.recognised')}</h2>
      <dl className={styles.facts}>
        <Facts run={run} shape={shape} />
      </dl>
      {run.sameFile && <SameFile {...run.sameFile} />}
      {run.otherKinds.map((other) => (
        <OtherKind key={other.kind} {...other} />
      ))}
    </section>
  );
}

function Facts({ run, shape }: { run: RunDetail; shape: Shape }) {
  const t = useTexts(setupTexts);
  const formats = useFormats();
  const { format, gzip, encoding, delimiter, sheet, otherSheets, rowsAbout, headings } = shape;
  const names = formats.list(otherSheets.map((name) => `«${name}»`));
  return (
    <>
      <Fact title={t('table.format')}>{`${format.toUpperCase()}${gzip ? '.GZ' : ''}`}</Fact>
      {encoding && <Fact title={t('table.encoding')}>{encodings[encoding] ?? encoding}</Fact>}
      {delimiter && (
        <Fact title={t('table.delimiter')}>{delimiter === '\t' ? t('table.delimiter-tab') : `«${delimiter}»`}</Fact>
      )}
      {sheet && (
        <Fact title={t('table.sheet')}>
          {`«${sheet}»`}
          {otherSheets.length > 0 && `, ${t('table.other-sheets', { count: otherSheets.length, names })}`}
        </Fact>
      )}
      {rowsAbout > 0 && (
        <Fact title={t('table.rows')}>{t('table.rows-about', { rows: formats.number(rowsAbout) })}</Fact>
      )}
      <Fact title={t('table.columns')}>{formats.number(headings.filter(Boolean).length)}</Fact>
      <Fact title={t('table.size')}>{formats.size(run.bytes)}</Fact>
    </>
  );
}

const Fact = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <dt>{title}</dt>
    <dd>{children}</dd>
  </div>
);

function SameFile({ id, endedAt }: { id: string; endedAt: string }) {
  const t = useTexts(setupTexts);
  const formats = useFormats();
  return (
    <Alert icon={<IconHistory size={20} />} title={t('same.title')}>
      {t('same.what', { when: formats.instant(endedAt) })}{' '}
      <Link to={`/imports/runs/${id}` as '/'}>{t('same.open')}</Link>
    </Alert>
  );
}

function OtherKind({ kind, title }: { kind: string; title: string }) {
  const t = useTexts(setupTexts);
  return (
    <Alert icon={<IconFileSearch size={20} />} color="yellow" title={t('other.title')}>
      {t('other.what', { title })}{' '}
      <Link to={'/imports' as '/'} search={{ kind } as never}>
        {t('other.open', { title })}
      </Link>
    </Alert>
  );
}
