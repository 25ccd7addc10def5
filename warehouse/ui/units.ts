import { useFormats, useTexts } from '@regiso/core/ui';
import { texts } from './texts';

/** Durations and sizes in the unit a person would choose. */
export function useUnits() {
  const t = useTexts(texts);
  const { number } = useFormats();
  const rounded = (value: number) => number(value, value > 0 && value < 10 ? 1 : 0);
  return {
    duration: (seconds: number) => {
      if (seconds < 120) return t('seconds', { value: rounded(seconds) });
      if (seconds < 7200) return t('minutes', { value: rounded(seconds / 60) });
      return t('hours', { value: rounded(seconds / 3600) });
    },
    size: (bytes: number) => {
      if (bytes < 2 ** 20) return t('bytes.kb', { value: number(Math.ceil(bytes / 1024), 0) });
      if (bytes < 2 ** 30) return t('bytes.mb', { value: rounded(bytes / 2 ** 20) });
      return t('bytes.gb', { value: rounded(bytes / 2 ** 30) });
    },
  };
}
