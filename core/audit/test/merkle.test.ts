import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson, type Json } from '../canonical';
import { firstDifference } from '../difference';
import { hashSize, leafHash, pathOf, rootByPath, rootOf } from '../merkle';
import { comparePositions, cursorOf, readCursor, type Position } from '../rows';

const leavesOf = (texts: readonly string[]) => Buffer.concat(texts.map(leafHash));
const sha = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

// The definition of RFC 6962, 2.1, word by word.
function plainRoot(texts: readonly string[]): Buffer {
  if (texts.length === 1) return sha(Buffer.from([0]), Buffer.from(texts[0] ?? ''));
  let k = 1;
  while (k * 2 < texts.length) k *= 2;
  return sha(Buffer.from([1]), plainRoot(texts.slice(0, k)), plainRoot(texts.slice(k)));
}

describe('The tree of hashes', () => {
  it('has the root of RFC 6962', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 70 }), (texts) => {
        expect(rootOf(leavesOf(texts)).equals(plainRoot(texts))).toBe(true);
      }),
    );
  });

  it('proves each leaf of trees of every size to 70, and no other leaf or place', () => {
    for (let size = 1; size <= 70; size += 1) {
      const leaves = leavesOf(Array.from({ length: size }, (_, at) => `row ${at}`));
      const root = rootOf(leaves);
      for (let at = 0; at < size; at += 1) {
        const path = pathOf(leaves, at);
        expect(rootByPath(leafHash(`row ${at}`), at, size, path)?.equals(root)).toBe(true);
        expect(rootByPath(leafHash(`row ${at}!`), at, size, path)?.equals(root)).not.toBe(true);
        expect(rootByPath(leafHash(`row ${at}`), (at + 1) % (size + 1), size, path)?.equals(root) && size > 1).not.toBe(
          true,
        );
        expect(rootByPath(leafHash(`row ${at}`), at, size, [...path, root])).toBeUndefined();
        if (path.length) expect(rootByPath(leafHash(`row ${at}`), at, size, path.slice(1))).toBeUndefined();
      }
    }
  });

  it('does not take a node for a leaf', () => {
    const leaves = leavesOf(['a', 'b']);
    expect(rootOf(leaves).equals(sha(Buffer.from([0]), leaves))).toBe(false);
  });
});

describe('Canonical JSON', () => {
  it.each([
    // The examples of RFC 8785, 3.2.2 to 3.2.4.
    [
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    [
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","דּ":"Hebrew Letter Dalet With Dagesh"}',
    ],
  ])('writes %s as the RFC does', (given, wanted) => {
    expect(canonicalJson(JSON.parse(given) as Json)).toBe(wanted.replace('דּ', '\ufb33'));
  });

  it('is the same for the same value, and reads back as that value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json);
        expect(canonicalJson(JSON.parse(text) as Json)).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('The place of a row', () => {
  const position = fc.record<Position>({
    era: fc.integer({ min: 1, max: 32_767 }),
    xid: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
    id: fc.uuid(),
  });

  it('reads back from its cursor and orders transactions as numbers', () => {
    fc.assert(fc.property(position, (one) => expect(readCursor(cursorOf(one))).toEqual(one)));
    fc.assert(
      fc.property(position, position, (a, b) => {
        const byXid = BigInt(a.xid) < BigInt(b.xid) ? -1 : 1;
        if (a.era === b.era && a.xid !== b.xid) expect(Math.sign(comparePositions(a, b))).toBe(byXid);
      }),
    );
  });

  it.each([
    '',
    '1.2',
    '1.2.3',
    "1.2'.00000000-0000-0000-0000-000000000000",
    '1.2.00000000-0000-0000-0000-00000000000g',
  ])('refuses %s as a cursor', (text) => expect(() => readCursor(text)).toThrow('not a cursor'));
});

describe('The first difference', () => {
  const rows = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 });

  it('names the row that was changed, added or taken away', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (texts, seed) => {
        const at = seed % texts.length;
        const sealed = leavesOf(texts);
        const changed = leavesOf(texts.map((text, index) => (index === at ? `${text}\0new` : text)));
        const added = leavesOf([...texts.slice(0, at), '\0new', ...texts.slice(at)]);
        const missing = leavesOf(texts.filter((_, index) => index !== at));
        expect(firstDifference(sealed, sealed)).toBeUndefined();
        expect(firstDifference(sealed, changed)).toEqual({ kind: 'changed', index: at });
        expect(firstDifference(sealed, added)).toEqual({ kind: 'added', index: at });
        expect(firstDifference(sealed, missing)).toEqual({ kind: 'missing', index: at });
        expect(sealed.length).toBe(texts.length * hashSize);
      }),
    );
  });
});
