import { useFormats, useTexts } from '@regiso/core/ui';
import type { ClassReport } from '../../shared/report';
import { subjectTotals } from '../../shared/standing';
import journal from '../journal/Journal.module.css';
import { useWords } from '../journal/words';
import styles from './Report.module.css';
import { reportTexts } from './texts';

const figures = ['average', 'quality', 'success'] as const;

/** Marks of the period by pupil and subject, lessons missed by code, and what each subject comes to. */
export function MarksTable({ report: { pupils, subjects, codes, isMarked } }: { report: ClassReport }) {
  const t = useTexts(reportTexts);
  const words = useWords();
  const { number, percent } = useFormats();
  const shown = isMarked ? subjects : [];
  return (
    <section aria-labelledby="marks">
      <h2 id="marks" className={styles.heading}>
        {t('marks')}
      </h2>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <div className={`${journal.scroll} ${styles.scroll}`} role="region" aria-labelledby="marks" tabIndex={0}>
        <table className={`${journal.grid} ${styles.table}`}>
          <thead>
            <tr>
              <th scope="col">{t('pupil')}</th>
              {[...shown, ...codes].map((one) => (
                <th key={one.code} scope="col">
                  <span>{words(one)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pupils.map(({ id, name, marks, absences }) => (
              <tr key={id}>
                <th scope="row">{name}</th>
                {shown.map(({ code }) => (
                  <td key={code} data-low={marks[code] === null || marks[code] === 2 || undefined}>
                    {marks[code] === null ? t('na') : marks[code]}
                  </td>
                ))}
                {codes.map(({ code }) => (
                  <td key={code}>{absences[code]}</td>
                ))}
              </tr>
            ))}
          </tbody>
          {isMarked && (
            <tfoot>
              {figures.map((figure) => (
                <tr key={figure}>
                  <th scope="row">{t(figure)}</th>
                  {shown.map(({ code }) => {
                    const value = subjectTotals(pupils, code)[figure];
                    const text = value === null ? '' : figure === 'average' ? number(value, 2) : percent(value, 0);
                    return <td key={code}>{text}</td>;
                  })}
                  <td colSpan={codes.length} />
                </tr>
              ))}
            </tfoot>
          )}
        </table>
      </div>
    </section>
  );
}
