import { useLanguage, useTexts, VisuallyHidden } from '@regiso/core/ui';
import styles from './Months.module.css';
import { isWeekend, weeksOf, type Day, type Kind } from './model';
import { calendarTexts } from './texts';

/** The twelve months of a year; days off, shortened and moved days differ by form and words, not by colour alone. */
export function Months({ year, days }: { year: number; days: readonly Day[] }) {
  const t = useTexts(calendarTexts);
  const { language } = useLanguage();
  const byDay = new Map(days.map((one) => [one.day, one]));
  const named = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', { month: 'long', timeZone: 'UTC' });
  return (
    <>
      <ul className={styles.legend} aria-label={t('legend')}>
        {(['free', 'short', 'worked'] as const).map((kind) => (
          <li key={kind}>
            <span className={styles[kind]} aria-hidden>
              {kind === 'free' ? 9 : kind === 'short' ? 30 : 1}
            </span>{' '}
            {t(`legend.${kind}`)}
          </li>
        ))}
      </ul>
      <div className={styles.months}>
        {Array.from({ length: 12 }, (_, month) => (
          <table key={month} className={styles.month}>
            <caption>{named.format(new Date(Date.UTC(year, month, 1)))}</caption>
            <thead>
              <tr>
                {t('week')
                  .split(' ')
                  .map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
              </tr>
            </thead>
            <tbody>
              {weeksOf(year, month).map((week, at) => (
                <tr key={at}>
                  {week.map((day, place) => (
                    <td key={day ?? place}>{day && <Cell day={day} special={byDay.get(day)} />}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </>
  );
}

function Cell({ day, special }: { day: string; special: Day | undefined }) {
  const t = useTexts(calendarTexts);
  const kind: Kind | undefined = special?.kind ?? (isWeekend(day) ? 'free' : undefined);
  return (
    <span className={kind && styles[kind]} title={special?.title || undefined}>
      {Number(day.slice(8))}
      {kind && <VisuallyHidden>, {[t(`legend.${kind}`), special?.title].filter(Boolean).join(', ')}</VisuallyHidden>}
    </span>
  );
}
