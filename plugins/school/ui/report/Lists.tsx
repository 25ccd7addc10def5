import { useTexts } from '@regiso/core/ui';
import type { ClassReport } from '../../shared/report';
import { oneFrom, standingOf } from '../../shared/standing';
import { useWords } from '../journal/words';
import styles from './Report.module.css';
import { reportTexts } from './texts';

type Pupil = ClassReport['pupils'][number];

const lists = ['excellent', 'oneFour', 'good', 'oneThree', 'failing', 'waiting'] as const;

/** More subjects than these are counted, not named. */
const most = 3;

/** Who ends the period how, and whom one mark keeps from the better list. */
export function Lists({ report: { pupils, subjects } }: { report: ClassReport }) {
  const t = useTexts(reportTexts);
  const words = useWords();
  const titleOf = (code: string) => {
    const subject = subjects.find((one) => one.code === code);
    return subject ? words(subject) : code;
  };
  const named = (codes: readonly string[], { name }: Pupil) => {
    if (!codes.length) return name;
    const subject = codes.length > most ? t('subjects', { count: codes.length }) : codes.map(titleOf).join(', ');
    return t('in-subject', { name, subject });
  };
  const of = (list: (typeof lists)[number]): { id: string; said: string }[] => {
    if (list === 'oneFour' || list === 'oneThree')
      return pupils.flatMap((pupil) => {
        const subject = oneFrom(pupil, list === 'oneFour' ? 4 : 3);
        return subject ? [{ id: pupil.id, said: named([subject], pupil) }] : [];
      });
    return pupils
      .filter((pupil) => standingOf(pupil) === list)
      .map((pupil) => ({ id: pupil.id, said: named(reasons(list, pupil), pupil) }));
  };
  return (
    <section aria-labelledby="lists">
      <h2 id="lists" className={styles.heading}>
        {t('lists')}
      </h2>
      <div className={styles.lists}>
        {lists.map((list) => {
          const names = of(list);
          return (
            <section
              key={list}
              className={styles.list}
              aria-label={t(`list.${list}`)}
              data-wide={list === 'waiting' || undefined}
            >
              <h3>
                {t(`list.${list}`)}: {names.length}
              </h3>
              {names.length ? (
                <ul>
                  {names.map(({ id, said }) => (
                    <li key={id}>{said}</li>
                  ))}
                </ul>
              ) : (
                <p>{t('list.none')}</p>
              )}
            </section>
          );
        })}
      </div>
    </section>
  );
}

/** Which subjects put a pupil on the list. */
function reasons(list: string, { due, marks }: Pupil): string[] {
  if (list === 'failing') return Object.keys(marks).filter((code) => marks[code] === null || marks[code] === 2);
  return list === 'waiting' ? due.filter((code) => marks[code] === undefined) : [];
}
