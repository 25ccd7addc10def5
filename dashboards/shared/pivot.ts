import type { AskedQuestion, IndicatorView } from '.';
import { mostFilters, mostValues, type Pivot } from './boards';

/** Dimensions that are time: lines may be drawn over them. */
const times = ['year', 'academic_year', 'school_year', 'month', 'day', 'held_on', 'week'];

export const isTime = (dimension: string | null): boolean =>
  dimension !== null && (times.includes(dimension) || /_(on|day)$/.test(dimension));

/** As what a table can be drawn too: bars of one division, lines where one of its divisions is time. */
export function drawsOf({ rows, columns }: Pick<Pivot, 'rows' | 'columns'>): Pivot['draw'][] {
  const hasTime = isTime(rows) || isTime(columns);
  return ['table', ...(columns ? [] : ['bars' as const]), ...(hasTime ? ['lines' as const] : [])];
}

export type PivotAsks = {
  cross: number;
  rows: number;
  columns: number | null;
  names: Readonly<Record<string, number>>;
};

/**
 * What a pivot asks, and where each answer stands: the crossing, and its totals as questions of their own, so that each is
 * counted by the formula and protected, and none is a sum of what is in sight.
 */
export function pivotQuestions({ indicator, rows, columns, filters }: Pivot): {
  questions: AskedQuestion[];
  at: PivotAsks;
} {
  const ask = (by: string[]): AskedQuestion => ({ indicator, by, filters });
  const tables = columns ? [ask([rows, columns]), ask([rows]), ask([columns])] : [ask([rows])];
  const names = Object.keys(filters);
  return {
    questions: [
      ...tables,
      ...names.map((name): AskedQuestion => ({ indicator, by: [name], filters: { [name]: filters[name] ?? [] } })),
    ],
    at: {
      cross: 0,
      rows: columns ? 1 : 0,
      columns: columns ? 2 : null,
      names: Object.fromEntries(names.map((name, nth) => [name, tables.length + nth])),
    },
  };
}

/** The sheets of a file of a pivot: the crossing, then its totals; without the questions that only give words. */
export const tablesOf = (pivot: Pivot) => pivotQuestions(pivot).questions.slice(0, pivot.columns ? 3 : 1);

export type PivotSearch = Record<'indicator' | 'rows' | 'columns' | 'filters' | 'draw', string>;
export const noSearch: PivotSearch = { indicator: '', rows: '', columns: '', filters: '', draw: '' };

const unknown = '~';
const written = (value: string | null) =>
  value === null ? unknown : encodeURIComponent(value).replaceAll('~', '%7E').replaceAll('!', '%21');

function read(text: string): string | null {
  if (text === unknown) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `subject!math,physics;year!2026`: filters as a text for the address. */
export const filtersText = (filters: Pivot['filters']): string =>
  Object.entries(filters)
    .map(([name, values]) => `${name}!${values.map(written).join()}`)
    .join(';');

/** The filters that a text names, of dimensions the indicator is divided by. */
export function filtersFrom(text: string, by: readonly string[]): Pivot['filters'] {
  const parts = text.split(';').flatMap((part): [string, (string | null)[]][] => {
    const [name = '', values = ''] = part.split('!');
    if (!by.includes(name) || !values) return [];
    return [[name, [...new Set(values.split(',').map(read))].slice(0, mostValues)]];
  });
  return Object.fromEntries(parts.slice(0, mostFilters));
}

/** The table that an address means, of this indicator; what it does not say, or says wrongly, is as the page opens. */
export function pivotFrom(search: PivotSearch, { id, by }: Pick<IndicatorView, 'id' | 'by'>): Pivot | undefined {
  const rows = by.includes(search.rows) ? search.rows : firstOf(by);
  if (!rows) return undefined;
  const columns = by.includes(search.columns) && search.columns !== rows ? search.columns : null;
  const draw = drawsOf({ rows, columns }).find((one) => one === search.draw) ?? 'table';
  return { indicator: id, rows, columns, filters: filtersFrom(search.filters, by), draw };
}

const firstOf = (by: readonly string[]) =>
  ['municipality', 'subject', 'year'].find((name) => by.includes(name)) ?? by[0];

export const searchOfPivot = ({ indicator, rows, columns, filters, draw }: Pivot): PivotSearch => ({
  indicator,
  rows,
  columns: columns ?? '',
  filters: filtersText(filters),
  draw: draw === 'table' ? '' : draw,
});
