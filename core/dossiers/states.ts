import type { LineState } from './shapes';

type Paper = { validUntil: string | null; endedAs: 'returned' | 'withdrawn' | null };

export const isValidOn = ({ validUntil }: Pick<Paper, 'validUntil'>, day: string) =>
  validUntil === null || validUntil >= day;

/** How a line stands by its papers: one that is here and valid is enough; what was taken out by mistake counts as never there. */
export function stateOf(papers: readonly Paper[], day: string): LineState {
  const here = papers.filter(({ endedAs }) => endedAs === null);
  if (here.some((paper) => isValidOn(paper, day))) return 'present';
  if (here.length) return 'expired';
  return papers.some(({ endedAs }) => endedAs === 'returned') ? 'returned' : 'missing';
}
