import { Button, TextInput, useTexts, useToday } from '@regiso/core/ui';
import styles from '../Audit.module.css';
import { daysOf, periods, type Days } from '../periods';
import { texts } from '../texts';

type Props = Days & { error: string | undefined; onChange: (days: Days) => void };

/** Days from and to, and the usual periods at one touch. */
export function Period({ from, to, error, onChange }: Props) {
  const t = useTexts(texts);
  const today = useToday();
  return (
    <div className={styles.period}>
      <TextInput
        type="date"
        label={t('from')}
        value={from}
        max={to || undefined}
        error={error}
        onChange={({ currentTarget: { value } }) => onChange({ from: value, to })}
      />
      <TextInput
        type="date"
        label={t('to')}
        value={to}
        min={from || undefined}
        onChange={({ currentTarget: { value } }) => onChange({ from, to: value })}
      />
      <div className={styles.usual} role="group" aria-label={t('period')}>
        {periods.map((period) => {
          const days = daysOf(period, today);
          const isChosen = days.from === from && days.to === to;
          return (
            <Button
              key={period}
              variant={isChosen ? 'light' : 'default'}
              aria-pressed={isChosen}
              onClick={() => onChange(days)}
            >
              {t(`period.${period}`)}
            </Button>
          );
        })}
      </div>
    </div>
  );
}
