import { useState } from 'react';
import { NumberInput, useLanguage } from '@regiso/core/ui';

type Props = {
  label: string;
  hours: number;
  disabled: boolean;
  set: (hours: number) => void;
  w?: number;
  className?: string | undefined;
};

/** Hours a week, with halves. While somebody types, «0,» is not yet a number and stays as it is. */
export function HoursInput({ label, hours, disabled, set, ...looks }: Props) {
  const { language } = useLanguage();
  const [typed, setTyped] = useState<string | number | null>(null);
  return (
    <NumberInput
      {...looks}
      aria-label={label}
      min={0.5}
      max={12}
      step={0.5}
      decimalScale={1}
      decimalSeparator={language === 'ru' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      disabled={disabled}
      value={typed ?? hours}
      onChange={(value) => {
        setTyped(value);
        if (typeof value === 'number' && value > 0) set(value);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
