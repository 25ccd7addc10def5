import { useFormats, useTexts } from '@regiso/core/ui';
import type { RunView } from '../model';
import { runTexts } from '../texts/run';

/** How long a run took: «4 с», «2 мин 5 с»; empty while that is not known. */
export function useTook() {
  const t = useTexts(runTexts);
  const formats = useFormats();
  return ({ beganAt, endedAt }: Pick<RunView, 'beganAt' | 'endedAt'>) => {
    if (!beganAt || !endedAt) return '';
    const seconds = Math.max((Date.parse(endedAt) - Date.parse(beganAt)) / 1_000, 0);
    if (seconds < 1) return t('took.moment');
    if (seconds < 60) return t('took.seconds', { seconds: formats.number(seconds, seconds < 10 ? 1 : 0) });
    return t('took.minutes', { minutes: Math.floor(seconds / 60), seconds: Math.round(seconds % 60) });
  };
}
