import { averageOf } from './average';
import { tenths } from './standing';

/** What the marks of a period are counted by, the best first. */
export const markCounts = ['fives', 'fours', 'threes', 'twos', 'unattested', 'waiting'] as const;
export type MarkCounts = Record<'pupils' | (typeof markCounts)[number], number>;

/** Shares in per cents of those who have a mark or are not attested, to tenths; the average of marks to hundredths; `null`: of none. */
export function ratesOf({ fives, fours, threes, twos, unattested }: MarkCounts) {
  const given = fives + fours + threes + twos;
  return {
    quality: tenths(fives + fours, given + unattested),
    success: tenths(given - twos, given + unattested),
    average: averageOf([
      { value: 5, weight: fives },
      { value: 4, weight: fours },
      { value: 3, weight: threes },
      { value: 2, weight: twos },
    ]),
  };
}

/** Lines that share a key, together: the first of them with the counts of all. */
export function sumBy<T extends MarkCounts>(lines: readonly T[], keyOf: (line: T) => string): T[] {
  const sums = new Map<string, T>();
  for (const line of lines) {
    const sum = sums.get(keyOf(line));
    if (!sum) sums.set(keyOf(line), { ...line });
    else
      for (const count of ['pupils', ...markCounts] as const) Object.assign(sum, { [count]: sum[count] + line[count] });
  }
  return [...sums.values()];
}
