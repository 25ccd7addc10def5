import { useMemo } from 'react';
import type { Formats } from '@regiso/core/ui';
import type { Freshness } from '../../shared';
import { useSpeech } from '../figures';
import type { BoardStatus } from './context';

/** Today without its date: «14:05», else «24 ноября 2026, 14:05». */
function wordsOf(at: string, today: string, formats: Formats): string {
  const whole = formats.instant(at);
  return whole.startsWith(`${today},`) ? formats.time(at) : whole;
}

/** The moment of an answer in words. One of the newest tick holds up to now, so its words move on by the minute. */
export function useMoment(fresh: Freshness | undefined): BoardStatus['moment'] {
  const { formats } = useSpeech();
  const today = fresh ? (formats.instant(fresh.now).split(',')[0] ?? '') : '';
  const newest = fresh?.at ? wordsOf(fresh.at, today, formats) : '';
  const tick = fresh?.tick;
  return useMemo(
    () => (asOf) => {
      if (asOf.tick === tick && newest) return newest;
      return asOf.at ? wordsOf(asOf.at, today, formats) : '';
    },
    [tick, newest, today, formats],
  );
}
