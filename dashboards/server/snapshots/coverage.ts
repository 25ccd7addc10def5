import type { RowScope, Scopes } from '../compile';

/**
 * Whether somebody who may see the rows of `reader` may see what was counted and protected over those of `frozen`. Told by
 * the values of the rights alone: a right over a municipality does not cover one over a school in it.
 */
export const covers = (reader: Scopes, frozen: Scopes): boolean =>
  !reader || (frozen?.every((own) => reader.some((wide) => holds(wide, own))) ?? false);

const holds = (wide: RowScope, own: RowScope) =>
  Object.entries(wide).every(([name, values]) => own[name]?.every((value) => values.includes(value)) ?? false);
