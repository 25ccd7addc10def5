import { useFormats, useTexts, VisuallyHidden } from '@regiso/core/ui';
import type { Counts, MonthReportView } from './model';
import styles from './Report.module.css';
import { reportTexts } from './texts';

type Props = { title: string; counts: readonly (keyof Counts)[]; figures: MonthReportView['figures'] };

/** Some of the counts of a month, a row a group, the kindergarten last. */
export function CountTable({ title, counts, figures: { groups, total } }: Props) {
  const t = useTexts(reportTexts);
  const { number } = useFormats();
  const cells = (row: Counts) => counts.map((count) => <td key={count}>{number(row[count])}</td>);
  return (
    /* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */
    <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
      <table>
        <caption>
          <VisuallyHidden>{title}</VisuallyHidden>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('group')}</th>
            {counts.map((count) => (
              <th scope="col" key={count}>
                {t(`count.${count}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row">{group.name}</th>
              {cells(group)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            {cells(total)}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
