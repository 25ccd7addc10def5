import { Text, useFormats, useTexts, VisuallyHidden } from '@regiso/core/ui';
import type { MonthTable } from '../../shared/attendance';
import styles from './Month.module.css';
import { monthTexts } from './texts';

type Row = MonthTable['rows'][number];
type Day = MonthTable['days'][number];

const signs = ['present', 'illness', 'family', 'holiday', 'quarantine', 'unknown'] as const;
type Sign = (typeof signs)[number];

/** The табель: children by days, with totals of each child and each day. Days before `until` without a mark stand out. */
export function MonthGrid({ table, until }: { table: MonthTable; until: string }) {
  const t = useTexts(monthTexts);
  const { days, rows } = table;
  const here = ({ day }: Day) => rows.filter(({ marks }) => marks[day] === 'present').length;
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <div className={styles.scroll} role="region" aria-label={table.group} tabIndex={0}>
        <table>
          <caption>
            <VisuallyHidden>{table.group}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <th scope="col">{t('child')}</th>
              <th scope="col" className={styles.sumHead}>
                {t('present')}
              </th>
              <th scope="col" className={styles.sumHead}>
                {t('absent')}
              </th>
              <th scope="col" className={styles.sumHead} title={t('excused.what')}>
                {t('excused')}
              </th>
              {days.map(({ day, isWorked }) => (
                <th key={day} scope="col" className={isWorked ? undefined : styles.free}>
                  {Number(day.slice(8))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.pupilId}>
                <th scope="row">{row.child}</th>
                <td className={styles.sum}>{row.present}</td>
                <td className={styles.sum}>{row.absent}</td>
                <td className={styles.sum}>{row.excused}</td>
                {days.map((day) => (
                  <DayCell key={day.day} day={day} row={row} until={until} />
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              {(['present', 'absent', 'excused'] as const).map((name) => (
                <td key={name} className={styles.sum}>
                  {rows.reduce((sum, row) => sum + row[name], 0)}
                </td>
              ))}
              {days.map((day) => (
                <td key={day.day} className={day.isWorked ? undefined : styles.free}>
                  {here(day) || ''}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <Key />
    </>
  );
}

function DayCell({ day: { day, isWorked }, row, until }: { day: Day; row: Row; until: string }) {
  const t = useTexts(monthTexts);
  const { day: written } = useFormats();
  const mark = row.marks[day] as Sign | undefined;
  const isMissing = !mark && isWorked && day >= row.from && day <= row.to && day < until;
  const said = t(`mark.${mark ?? (isWorked ? 'none' : 'free')}`);
  return (
    <td className={isMissing ? styles.missing : isWorked ? undefined : styles.free} title={`${written(day)}: ${said}`}>
      {mark ? (
        <>
          <span aria-hidden>{t(`letter.${mark}`)}</span>
          <VisuallyHidden>{said}</VisuallyHidden>
        </>
      ) : (
        isMissing && <VisuallyHidden>{said}</VisuallyHidden>
      )}
    </td>
  );
}

function Key() {
  const t = useTexts(monthTexts);
  return (
    <Text size="sm" c="dimmed">
      {t('key')}: {signs.map((sign) => `${t(`letter.${sign}`)} — ${t(`mark.${sign}`)}`).join('; ')}.
    </Text>
  );
}
