import type { AnswerRow, Question } from '../shared';
import type { Protected } from './ask';
import { figureOf, type Audience, type Cell } from './disclosure';
import { hiddenPlaces } from './suppression';

/** How many values fall into each step; outside, a step with one or two organisations is hidden with a neighbour. */
export function distribution(known: Protected, step: number, audience: Audience): Protected {
  const counts = new Map<number, number>();
  for (const { value } of known.rows) {
    if (value === null) continue;
    const from = Math.floor(value / step);
    counts.set(from, (counts.get(from) ?? 0) + 1);
  }
  const places = [...counts.keys()];
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const bins = places.length ? Array.from({ length: Math.min(last - first + 1, 500) }, (_, at) => first + at) : [];
  const cells = bins.map((bin) => {
    const n = counts.get(bin) ?? 0;
    const flags: Cell['flags'] = [];
    return { key: [String(bin * step)], value: n, numerator: n, denominator: null, n, flags };
  });
  const hidden = hiddenPlaces(cells, audience === 'public' ? 3 : 0);
  const rows = cells.map((cell, at): AnswerRow => {
    const from = Number(cell.key[0]);
    const titles = [`${round(from)}–${round(from + step)}`];
    if (!hidden.has(at)) return { key: [...cell.key], titles, ...figureOf(cell) };
    return { key: [...cell.key], titles, value: null, numerator: null, denominator: null, n: null, flags: ['c'] };
  });
  return { rows, total: known.total, hidden: known.hidden + hidden.size };
}

const round = (value: number) => Number(value.toFixed(6));

/** Hidden and unknown figures come last, by title, so that their place says nothing. */
export function ordered(rows: readonly AnswerRow[], { order, limit, by, distribution: bins }: Question): AnswerRow[] {
  if (bins) return rows.slice(0, limit);
  const direction = order?.direction === 'asc' ? 1 : -1;
  const at = order ? by.indexOf(order.by) : 0;
  const byTitle = (a: AnswerRow, b: AnswerRow) => compareKeys(a, b, Math.max(at, 0));
  const sorted = [...rows].sort((a, b) => {
    if (!order) return byTitle(a, b);
    if (at >= 0) return direction * byTitle(a, b);
    const [left, right] = order.by === 'n' ? [a.n, b.n] : [a.value, b.value];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || byTitle(a, b);
    return direction * (left - right) || byTitle(a, b);
  });
  return sorted.slice(0, limit);
}

const collator = new Intl.Collator('ru', { numeric: true });

function compareKeys(a: AnswerRow, b: AnswerRow, first: number): number {
  const unknownLast = Number(a.key[first] === null) - Number(b.key[first] === null);
  const isTime = /^\d{4}(-\d\d)*$/.test(a.key[first] ?? '');
  const own = isTime
    ? collator.compare(a.key[first] ?? '', b.key[first] ?? '')
    : collator.compare(a.titles[first] ?? '', b.titles[first] ?? '');
  return unknownLast || own || collator.compare(a.titles.join('\u0001'), b.titles.join('\u0001'));
}
