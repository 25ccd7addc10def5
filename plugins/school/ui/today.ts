import { useRegion } from '@regiso/core/ui';

/** Today in the region, `2026-09-01`. */
export function useToday(): string {
  const timeZone = useRegion()?.timeZone;
  return new Intl.DateTimeFormat('sv-SE', timeZone ? { timeZone } : {}).format(new Date());
}
