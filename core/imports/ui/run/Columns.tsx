import { Button, NativeSelect, useFormats, useTexts, VisuallyHidden } from '@regiso/core/ui';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { KindView, RunDetail } from '../model';
import { setupTexts } from '../texts/setup';
import { columnRows, leftOut, withChoice, type ColumnRow, type Mapping } from './mapping';
import styles from './run.module.css';

type Shape = NonNullable<RunDetail['shape']>;
type Props = {
  kind: KindView;
  run: RunDetail;
  shape: Shape;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
};

/** Which column of the file goes where. */
export function Columns({ kind, run, shape, mapping, onChange }: Props) {
  const t = useTexts(setupTexts);
  const formats = useFormats();
  const { inView, rest } = columnRows(kind.columns, shape, mapping);
  const ignored = leftOut(shape, mapping);
  const isChanged = JSON.stringify(mapping) !== JSON.stringify(run.mapping);
  const choose = (field: string, heading: string) => onChange(withChoice(mapping, field, heading));
  return (
    <section className={styles.part} aria-labelledby="columns">
      <h2 id="columns">{t('columns.title')}</h2>
      <p className={styles.hint}>{run.isRemembered && !isChanged ? t('columns.remembered') : t('columns.lead')}</p>
      <ColumnTable rows={inView} headings={shape.headings} onChoose={choose} />
      {rest.length > 0 && (
        <details>
          <summary>{t('columns.rest', { count: rest.length })}</summary>
          <ColumnTable rows={rest} headings={shape.headings} onChoose={choose} />
        </details>
      )}
      {ignored.length > 0 && (
        <p className={styles.hint}>
          {t('columns.ignored', {
            count: ignored.length,
            names: formats.list(ignored.map((heading) => `«${heading}»`)),
          })}
        </p>
      )}
      {isChanged && (
        <div>
          <Button
            variant="default"
            size="sm"
            leftSection={<IconArrowBackUp size={20} aria-hidden />}
            onClick={() => onChange(run.mapping)}
          >
            {t('columns.reset')}
          </Button>
        </div>
      )}
    </section>
  );
}

type TableProps = {
  rows: readonly ColumnRow[];
  headings: readonly string[];
  onChoose: (field: string, heading: string) => void;
};

function ColumnTable({ rows, headings, onChoose }: TableProps) {
  const t = useTexts(setupTexts);
  const choices = [...new Set(headings)].filter(Boolean);
  return (
    <div className={`${styles.box} ${styles.mapping}`}>
      <table>
        <caption>
          <VisuallyHidden>{t('columns.title')}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('columns.field')}</th>
            <th scope="col">{t('columns.heading')}</th>
            <th scope="col">{t('columns.example')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.field}>
              <th scope="row">
                {row.title} {row.isRequired && <span className={styles.required}>{t('columns.required')}</span>}
              </th>
              <td>
                <NativeSelect
                  aria-label={t('columns.choose', { title: row.title })}
                  value={row.heading}
                  error={problemOf(row, t)}
                  onChange={(event) => onChoose(row.field, event.currentTarget.value)}
                >
                  <option value="">{t('columns.none')}</option>
                  {choices.map((heading) => (
                    <option key={heading}>{heading}</option>
                  ))}
                </NativeSelect>
              </td>
              <td className={styles.example}>{row.example}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function problemOf({ problem }: ColumnRow, t: ReturnType<typeof useTexts<SetupKey>>) {
  if (!problem) return undefined;
  return problem.kind === 'missing' ? t('columns.missing') : t('columns.twice', { title: problem.title });
}
type SetupKey = keyof (typeof setupTexts)['ru'];
