import { hash } from 'node:crypto';

/** Bytes of one hash; leaves are kept one after another. */
export const hashSize = 32;

/** RFC 6962: a leaf is hashed behind 0x00 and a node behind 0x01, so that neither passes for the other. */
export const leafHash = (text: string): Buffer => hash('sha256', `\0${text}`, 'buffer');

const pair = Buffer.alloc(1 + 2 * hashSize, 1);
function nodeHash(left: Buffer, right: Buffer): Buffer {
  left.copy(pair, 1);
  right.copy(pair, 1 + hashSize);
  return hash('sha256', pair, 'buffer');
}

const leafAt = (leaves: Buffer, index: number) => leaves.subarray(index * hashSize, (index + 1) * hashSize);

/** The root over leaves first (included) to last (not included); the whole list by default. Throws for no leaves. */
export function rootOf(leaves: Buffer, first = 0, last = leaves.length / hashSize): Buffer {
  const size = last - first;
  if (size < 1) throw new Error('A tree needs a leaf');
  if (size === 1) return leafAt(leaves, first);
  const middle = first + leftSize(size);
  return nodeHash(rootOf(leaves, first, middle), rootOf(leaves, middle, last));
}

// The largest power of two below the size.
const leftSize = (size: number) => 2 ** (31 - Math.clz32(size - 1));

/** The hashes beside the way from a leaf up to the root, the lowest first. */
export function pathOf(leaves: Buffer, index: number, first = 0, last = leaves.length / hashSize): Buffer[] {
  if (last - first === 1) return [];
  const middle = first + leftSize(last - first);
  if (index < middle) return [...pathOf(leaves, index, first, middle), rootOf(leaves, middle, last)];
  return [...pathOf(leaves, index, middle, last), rootOf(leaves, first, middle)];
}

/** The root that a leaf and its path lead to; undefined when the path does not fit a tree of this size. */
export function rootByPath(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer | undefined {
  if (index < 0 || index >= size) return undefined;
  let [at, last, root] = [index, size - 1, leaf];
  for (const beside of path) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      root = nodeHash(beside, root);
      while (at % 2 === 0 && at > 0) [at, last] = [at >>> 1, last >>> 1];
    } else {
      root = nodeHash(root, beside);
    }
    [at, last] = [at >>> 1, last >>> 1];
  }
  return last === 0 ? root : undefined;
}
