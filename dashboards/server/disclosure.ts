import type { Indicator } from '@regiso/core';
import type { Flag } from '../shared';

export type Audience = 'public' | 'internal';

/** One cell of a table. `parent` is the group whose total is published too, such as the municipality of a school. */
export type Cell = {
  key: readonly (string | null)[];
  parent?: string | null;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  n: number | null;
  flags: Flag[];
};

export type DisclosureRule = {
  /** Groups of 1 to `min − 1` are hidden. */
  min: number;
  /** Groups below this size show "<5 %" and ">95 %" instead of 0 and 100. */
  codeExtremesBelow: number;
};

const organisationThreshold = 3;
const extremesBelow = 20;

/** Persons: the definition's own threshold. Organisations are no secret inside and need three outside. */
export function ruleOf({ disclosure, unit }: Indicator, audience: Audience): DisclosureRule {
  const { minCellPublic, minCellInternal } = disclosure;
  if (disclosure.unit === 'organisation')
    return { min: audience === 'public' ? Math.min(minCellPublic, organisationThreshold) : 0, codeExtremesBelow: 0 };
  return {
    min: audience === 'public' ? minCellPublic : minCellInternal,
    codeExtremesBelow: unit === 'percent' ? extremesBelow : 0,
  };
}

/**
 * Hides small cells and, so that nobody can subtract them from a total, their complements. Every line of the table
 * (all cells that differ in one dimension only) counts as having a published total, and so does each parent group.
 */
export function protect(cells: readonly Cell[], rule: DisclosureRule): Cell[] {
  const hidden = hiddenCells(cells, rule.min);
  return cells.map((cell, at) => (hidden.has(at) ? concealed(cell) : coded(cell, rule)));
}

/** Hides a single figure whose group is small, such as a total. */
export const protectOne = (cell: Cell, rule: DisclosureRule): Cell =>
  isSmall(cell, rule.min) ? concealed(cell) : coded(cell, rule);

// A figure without a known size cannot be shown to be safe.
const isSmall = ({ n, value }: Cell, min: number) => min > 0 && (n === null ? value !== null : n > 0 && n < min);

const concealed = (cell: Cell): Cell => ({
  ...cell,
  value: null,
  numerator: null,
  denominator: null,
  n: null,
  flags: ['c'],
});

function coded(cell: Cell, { codeExtremesBelow }: DisclosureRule): Cell {
  if (cell.value === null) return { ...cell, flags: ['x'] };
  const isSmallGroup = (cell.n ?? 0) < codeExtremesBelow;
  if (!isSmallGroup || (cell.value > 0 && cell.value < 100)) return cell;
  return { ...cell, value: null, numerator: null, flags: [cell.value <= 0 ? 'low' : 'high'] };
}

/** Places of the cells to hide, small ones first, then complements until no line gives one away. */
export function hiddenCells(cells: readonly Cell[], min: number): Set<number> {
  const hidden = new Set<number>();
  cells.forEach((cell, at) => isSmall(cell, min) && hidden.add(at));
  if (!hidden.size) return hidden;
  const lines = linesOf(cells);
  const linesThrough = new Map<number, number[][]>();
  for (const line of lines) for (const at of line) linesThrough.set(at, [...(linesThrough.get(at) ?? []), line]);
  const waiting = new Set(lines.filter((line) => line.some((at) => hidden.has(at))));
  for (const line of waiting) {
    waiting.delete(line);
    for (let next = complementOf(line, cells, hidden, linesThrough, min); next !== undefined;) {
      hidden.add(next);
      linesThrough.get(next)?.forEach((other) => other !== line && waiting.add(other));
      next = complementOf(line, cells, hidden, linesThrough, min);
    }
  }
  return hidden;
}

/** Cells that add up to a published total: one dimension varies, the others stand still. */
export function linesOf(cells: readonly Cell[]): number[][] {
  const dimensions = cells[0]?.key.length ?? 0;
  const lines = new Map<string, number[]>();
  const put = (name: string, at: number) => {
    const line = lines.get(name);
    if (line) line.push(at);
    else lines.set(name, [at]);
  };
  cells.forEach(({ key, parent }, at) => {
    for (let varying = 0; varying < dimensions; varying += 1) {
      const rest = JSON.stringify(key.map((value, place) => (place === varying ? '*' : [value])));
      put(`${varying}:${rest}`, at);
      if (parent !== undefined) put(`${varying}:${rest}:${String(parent)}`, at);
    }
  });
  return [...lines.values()];
}

/** The cell to hide next in a line, or undefined when its hidden cells protect each other. */
function complementOf(
  line: readonly number[],
  cells: readonly Cell[],
  hidden: ReadonlySet<number>,
  linesThrough: ReadonlyMap<number, number[][]>,
  min: number,
): number | undefined {
  const sizeOf = (at: number) => cells[at]?.n ?? 0;
  const concealedHere = line.filter((at) => hidden.has(at) && sizeOf(at) > 0);
  if (!concealedHere.length) return undefined;
  const sum = concealedHere.reduce((total, at) => total + sizeOf(at), 0);
  if (concealedHere.length > 1 && sum >= min) return undefined;
  const visible = line.filter((at) => !hidden.has(at) && sizeOf(at) > 0);
  // A cell that is alone in another line equals that line's total: hiding it hides nothing.
  const isAlone = (at: number) =>
    (linesThrough.get(at) ?? []).some(
      (other) => other !== line && other.length < line.length && other.every((one) => one === at || sizeOf(one) === 0),
    );
  return visible.sort((a, b) => Number(isAlone(a)) - Number(isAlone(b)) || sizeOf(a) - sizeOf(b) || a - b)[0];
}
