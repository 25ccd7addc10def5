import type { Indicator } from '@regiso/core';
import type { Flag } from '../shared';
import { hiddenPlaces, type Place } from './suppression';

export type Audience = 'public' | 'internal';

export type Cell = {
  key: readonly (string | null)[];
  /** The key without what follows from the rest of it; the key itself unless said. */
  place?: readonly (string | null)[];
  /** The group whose total is published too: a school's municipality. */
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

/** Hides small cells and, so that nobody can subtract them from a total, their complements. */
export function protect(cells: readonly Cell[], rule: DisclosureRule, nested?: number): Cell[] {
  const hidden = hiddenPlaces(sizes(cells), rule.min, nested);
  return cells.map((cell, at) => (hidden.has(at) ? concealed(cell) : coded(cell, rule)));
}

/** Hides a single figure whose group is small, such as a total. */
export const protectOne = (cell: Cell, rule: DisclosureRule): Cell =>
  hiddenPlaces(sizes([cell]), rule.min).size ? concealed(cell) : coded(cell, rule);

// A figure without a known size, or of rows whose persons are not known, cannot be shown to be safe: it counts as one person.
const sizes = (cells: readonly Cell[]): Place[] =>
  cells.map(({ key, place, parent, n, value }) => ({
    key: place ?? key,
    ...(parent !== undefined && { parent }),
    n: n === null ? Number(value !== null) : n || Number(Boolean(value)),
  }));

/** What leaves: the figures without the marks that the protection needed. */
export const figureOf = ({ value, numerator, denominator, n, flags }: Cell) => ({
  value,
  numerator,
  denominator,
  n,
  flags,
});

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
