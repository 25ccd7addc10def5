import type { PlainFigure } from '../../shared';
import type { Difference, DifferenceRow, DifferenceTable } from '../../shared/snapshots';
import { markOf, type Speech } from '../figures';

export type Moved = Omit<DifferenceRow, 'key' | 'titles'>;

/** A difference that rounds to nothing is none; null where one of the figures is not shown. */
const roundedOf = ({ difference }: Moved, { indicator }: DifferenceTable): number | null =>
  difference === null ? null : Number(difference.toFixed(indicator.decimals));

export const isMoved = (row: Moved, table: DifferenceTable): boolean => Boolean(roundedOf(row, table));

const has = (flag: PlainFigure['flags'][number], { was, is }: Moved) =>
  was.flags.includes(flag) || is.flags.includes(flag);

/** «+12», «−1,5 п. п.», «[c]». */
export function differenceWords(row: Moved, table: DifferenceTable, { formats, t }: Speech): string {
  const rounded = roundedOf(row, table);
  if (rounded === null)
    return has('c', row) ? markOf({ flags: ['c'] }) : has('x', row) ? markOf({ flags: ['x'] }) : '—';
  const sign = rounded > 0 ? '+' : rounded < 0 ? '−' : '';
  const number = sign + formats.number(Math.abs(rounded), table.indicator.decimals);
  return table.indicator.unit === 'percent' ? `${number}\u00a0${t('unit.points')}` : number;
}

/** How many figures have moved of those that can be compared, and how many cannot. */
export function countsOf({ tables }: Difference) {
  const rows = tables.flatMap((table) => table.rows.map((row) => ({ row, table })));
  const known = rows.filter(({ row }) => row.difference !== null);
  return {
    changed: known.filter(({ row, table }) => isMoved(row, table)).length,
    all: known.length,
    hidden: rows.length - known.length,
  };
}
