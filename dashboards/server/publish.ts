import { invalidInput, type Indicator } from '@regiso/core';
import type { Question } from '../shared';
import { AnswerCache } from './cache';
import { nestedAt, readCells } from './cells';
import type { Scopes } from './compile';
import { protect, protectOne, type Cell, type DisclosureRule } from './disclosure';

type Asked = Pick<Question, 'by' | 'filters' | 'period'>;
type Reading = {
  indicator: Indicator;
  rule: DisclosureRule;
  scope: Scopes;
  tick: number;
  maxRows?: number | undefined;
};

const frames = new AnswerCache<Cell[]>(12);
const maxFrame = 300_000;
const maxCrossed = 4;

/** Cells for readers inside: the table as asked, protected by itself, the same whichever division is named first. */
export async function cellsInside({ indicator, rule, scope, tick, maxRows }: Reading, asked: Asked): Promise<Cell[]> {
  const dimensions = [...asked.by].sort();
  const cells = await readCells(indicator, { ...asked, by: dimensions }, { scope, tick, maxRows });
  return guarded(cells, rule, dimensions).map(asAsked(asked.by, dimensions));
}

const guarded = (cells: Cell[], rule: DisclosureRule, dimensions: readonly string[]): Cell[] =>
  dimensions.length ? protect(cells, rule, nestedAt(dimensions)) : cells.map((cell) => protectOne(cell, rule));

/** Puts the key of a cell in the order in which its divisions were asked for. */
function asAsked(by: readonly string[], dimensions: readonly string[]) {
  const places = by.map((name) => dimensions.indexOf(name));
  return (cell: Cell): Cell => ({ ...cell, key: places.map((at) => cell.key[at] ?? null) });
}

/**
 * Cells for the public. A filter is answered from the table crossed by all dimensions named, protected as a whole, so
 * that two questions with different filters never differ by a hidden cell.
 */
export async function cellsOutside(reading: Reading, asked: Asked): Promise<Cell[]> {
  checkPublic(reading.indicator, asked);
  const dimensions = [...new Set([...asked.by, ...Object.keys(asked.filters)])].sort();
  const { indicator, tick } = reading;
  const key = JSON.stringify([indicator.id, indicator.version, tick, dimensions, reading.scope]);
  const frame = await frames.get(key, () => readFrame(reading, dimensions));
  const wanted = Object.entries(asked.filters).map(
    ([name, values]) =>
      [dimensions.indexOf(name), new Set(values.map((value) => (value === null ? null : String(value))))] as const,
  );
  return frame
    .filter(({ key: own }) => wanted.every(([at, values]) => values.has(own[at] ?? null)))
    .map(asAsked(asked.by, dimensions));
}

async function readFrame({ indicator, rule, scope, tick }: Reading, dimensions: readonly string[]): Promise<Cell[]> {
  const cells = await readCells(indicator, { by: [...dimensions], filters: {} }, { scope, tick, maxRows: maxFrame });
  return guarded(cells, rule, dimensions);
}

function checkPublic(indicator: Indicator, { by, filters, period }: Asked) {
  if (!indicator.disclosure.public) throw invalidInput(`Показатель «${indicator.title}» не публикуется`);
  // Every further dimension is a further total to subtract from; two periods may differ by one day and one person.
  if (new Set([...by, ...Object.keys(filters)]).size > maxCrossed)
    throw invalidInput(`Открыто можно пересечь не больше ${maxCrossed} признаков`);
  if (period) throw invalidInput('Открытые данные делят по месяцам и годам, а не по произвольному периоду');
  const several = Object.entries(filters).find(([name, values]) => values.length > 1 && !by.includes(name));
  if (several) throw invalidInput(`Открыто по «${several[0]}» можно отобрать одно значение за раз`);
}
