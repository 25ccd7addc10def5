import type { Answer, AnswerRow } from '../../shared';
import type { Pivot } from '../../shared/boards';
import { isTime } from '../../shared/pivot';
import type { TrendLine } from '../charts/trend-option';
import type { Figure } from '../figures';

export type PivotColumn = { key: string; title: string };
export type PivotLine = { key: string; title: string; total: Figure | undefined; cells: ReadonlyMap<string, Figure> };

export const mostColumns = 24;

const keyOf = (value: string | null | undefined) => JSON.stringify(value ?? null);

/** The columns of a crossing in the order of their own totals: by time, else by title. */
export const columnsOf = (cross: Answer, totals: Answer | undefined): PivotColumn[] => {
  const known = new Map<string, PivotColumn>();
  const put = (value: string | null | undefined, title = '') => known.set(keyOf(value), { key: keyOf(value), title });
  for (const { key, titles } of totals?.rows ?? []) put(key[0], titles[0]);
  for (const { key, titles } of cross.rows) if (!known.has(keyOf(key[1]))) put(key[1], titles[1]);
  return [...known.values()];
};

/** A row a value of the first division, with its own total beside the cells. */
export function linesOf(cross: Answer, totals: Answer | undefined): PivotLine[] {
  const lines = new Map<string, PivotLine & { cells: Map<string, Figure> }>();
  const lineOf = ({ key, titles }: AnswerRow) => {
    const name = keyOf(key[0]);
    const line = lines.get(name) ?? { key: name, title: titles[0] ?? '', total: undefined, cells: new Map() };
    lines.set(name, line);
    return line;
  };
  for (const row of totals?.rows ?? []) lineOf(row).total = row;
  if (cross.by.length > 1) for (const row of cross.rows) lineOf(row).cells.set(keyOf(row.key[1]), row);
  return [...lines.values()];
}

/** The line of the totals of the columns, and of the whole. */
export const totalOf = (columns: Answer | undefined, rows: Answer | undefined, title: string): PivotLine => ({
  key: 'total',
  title,
  total: rows?.total ?? undefined,
  cells: new Map((columns?.rows ?? []).map((row) => [keyOf(row.key[0]), row])),
});

/** Where between the least and the greatest cell a figure stands, 0 to 1; undefined without two to compare. */
export function heatOf(cross: Answer): (figure: Figure) => number | undefined {
  const values = cross.rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return ({ value }) => (value === null || !(most > least) ? undefined : (value - least) / (most - least));
}

/** A line a value of the division that is no time, the most observed first. */
export function trendLines(cross: Answer, { rows, columns }: Pivot, whole: string): TrendLine[] {
  const time = isTime(columns) ? 1 : isTime(rows) ? 0 : undefined;
  if (time === undefined) return [];
  if (!columns) return [{ name: whole, points: cross.rows }];
  const other = 1 - time;
  const lines = new Map<string, { name: string; points: AnswerRow[]; n: number }>();
  for (const row of cross.rows) {
    const key = keyOf(row.key[other]);
    const line = lines.get(key) ?? { name: row.titles[other] ?? '', points: [], n: 0 };
    line.points.push({ ...row, key: [row.key[time] ?? null], titles: [row.titles[time] ?? ''] });
    line.n += row.n ?? 0;
    lines.set(key, line);
  }
  return [...lines.values()].sort((a, b) => b.n - a.n);
}
