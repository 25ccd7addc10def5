import { hashSize } from './merkle';

export type Difference = { kind: 'changed' | 'added' | 'missing'; index: number };

/** The first place where hashes of rows differ from those that were sealed; undefined when they are the same. */
export function firstDifference(sealed: Buffer, found: Buffer): Difference | undefined {
  const [wanted, there] = [hexes(sealed), hexes(found)];
  const index = Array.from({ length: Math.max(wanted.length, there.length) }).findIndex(
    (_, at) => wanted[at] !== there[at],
  );
  if (index < 0) return undefined;
  return { index, kind: kindOf(wanted.slice(index), there.slice(index)) };
}

function kindOf([wanted, ...later]: string[], [there, ...after]: string[]): Difference['kind'] {
  if (wanted === undefined) return 'added';
  if (there === undefined || later.includes(there)) return 'missing';
  return after.includes(wanted) ? 'added' : 'changed';
}

const hexes = (hashes: Buffer) =>
  Array.from({ length: Math.floor(hashes.length / hashSize) }, (_, at) =>
    hashes.toString('hex', at * hashSize, (at + 1) * hashSize),
  );
