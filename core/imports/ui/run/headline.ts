import type { RunDetail } from '../model';

type Ended = Pick<RunDetail, 'counts' | 'dryRun'>;

/** Rows that an import in earnest would take in or stage. */
export const readyRows = ({ counts }: Pick<Ended, 'counts'>) => counts.rows - counts.rejected;

/** The sentence that says what a run has come to: the key of its text and the count in it. */
export function headlineOf({ counts, dryRun }: Ended) {
  const { rows, rejected, unchanged, created, updated, staged } = counts;
  if (rows > 0 && rejected === rows) {
    return { key: dryRun ? ('done.checked-bad' as const) : ('done.nothing' as const), count: rows };
  }
  if (unchanged + rejected === rows) {
    return { key: dryRun ? ('done.checked-same' as const) : ('done.same' as const), count: rows };
  }
  if (dryRun) return { key: 'done.checked' as const, count: rows };
  if (created + updated === 0) return { key: 'done.all-staged' as const, count: staged };
  return { key: 'done.saved' as const, count: created + updated };
}
