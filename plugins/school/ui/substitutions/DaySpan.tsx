import { TextInput, useTexts } from '@regiso/core/ui';
import { substitutionTexts } from './texts';

type Props = { from: string; to: string; onChange: (span: { from?: string; to?: string }) => void };

/** From which day to which; the last day follows a first one that is later. */
export function DaySpan({ from, to, onChange }: Props) {
  const t = useTexts(substitutionTexts);
  return (
    <>
      <TextInput
        type="date"
        label={t('from')}
        value={from}
        onChange={({ currentTarget: { value } }) =>
          value && onChange({ from: value, ...(value > to && { to: value }) })
        }
      />
      <TextInput
        type="date"
        label={t('to')}
        value={to}
        onChange={({ currentTarget: { value } }) => value && onChange({ to: value })}
      />
    </>
  );
}
