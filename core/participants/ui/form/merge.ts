import { differing, type FieldName, type Values } from './values';

export type Merged = {
  values: Values;
  /** Changed by the other hand only: taken from the register. */
  taken: FieldName[];
  /** Changed by both to different values: one's own stays, until one decides. */
  clashes: FieldName[];
};

/** Brings one's own changes, made on `base`, over to what the register holds now. Loses nothing that was typed. */
export function merge(base: Values, own: Values, theirs: Values): Merged {
  const theirChanges = differing(base, theirs);
  const ownChanges = new Set(differing(base, own));
  const taken = theirChanges.filter((name) => !ownChanges.has(name));
  const clashes = theirChanges.filter((name) => ownChanges.has(name) && own[name] !== theirs[name]);
  const values = { ...own, ...Object.fromEntries(taken.map((name) => [name, theirs[name]])) } as Values;
  return { values, taken, clashes };
}
