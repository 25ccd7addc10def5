import { apiAddress, Button, DataTable, useFormats, useLanguage, useTexts, type Column } from '@regiso/core/ui';
import { IconDownload } from '@tabler/icons-react';
import type { RunDetail } from '../model';
import { SendFile } from '../send/SendFile';
import { runTexts } from '../texts/run';
import styles from './run.module.css';

type Problem = RunDetail['problems'][number] & { at: number };

/** Rows with errors: by column, one by one, and as a workbook to correct and send again. */
export function Problems({ run }: { run: RunDetail }) {
  const t = useTexts(runTexts);
  if (run.counts.rejected === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="problems">
      <h2 id="problems">{t('problems.title')}</h2>
      {run.problemLines === 0 ? <p>{t('problems.gone')}</p> : <Found run={run} />}
    </section>
  );
}

function Found({ run }: { run: RunDetail }) {
  const t = useTexts(runTexts);
  const formats = useFormats();
  const { language } = useLanguage();
  const rows = run.problems.map((problem, at): Problem => ({ ...problem, at }));
  const nameOf = (column: string | null) => column ?? t('problems.whole-row');
  const columns: Column<Problem>[] = [
    { key: 'line', title: t('problems.line'), value: ({ line }) => line, numeric: true, cell: ({ line }) => line },
    { key: 'column', title: t('problems.column'), value: ({ column }) => nameOf(column) },
    { key: 'message', title: t('problems.message'), value: ({ message }) => message, isName: true },
  ];
  return (
    <>
      <p className={styles.hint}>
        {t('problems.lead', { count: run.problemLines })} {t('problems.how')}
      </p>
      <div>
        <Button
          component="a"
          variant="default"
          href={apiAddress(`/imports/runs/${run.id}/problems.xlsx`, { language })}
          download
          leftSection={<IconDownload size={20} aria-hidden />}
        >
          {t('problems.download')}
        </Button>
      </div>
      {run.problemColumns.length > 1 && (
        <ul className={styles.columns} aria-label={t('problems.by-column')}>
          {run.problemColumns.map(({ column, lines }) => (
            <li key={column ?? ''}>
              {nameOf(column)}: <strong>{formats.number(lines)}</strong>
            </li>
          ))}
        </ul>
      )}
      <DataTable
        caption={t('problems.title')}
        columns={columns}
        rows={rows}
        rowKey={({ at }) => String(at)}
        initialSort="line"
        {...(run.problemLines > rows.length && { total: run.problemLines })}
      />
      {run.problems.length >= 100 && (
        <p className={styles.small}>{t('problems.first', { shown: run.problems.length })}</p>
      )}
      <h3>{t('problems.send')}</h3>
      <SendFile kind={run.kind} participantId={run.participantId} />
    </>
  );
}
