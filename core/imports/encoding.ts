import { decode } from 'iconv-lite';

export type Encoding = 'utf8' | 'utf16le' | 'utf16be' | 'win1251' | 'cp866' | 'koi8-r';

/** The encoding said by a byte order mark. */
export function encodingByMark(head: Buffer): Encoding | undefined {
  if (head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return 'utf8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf16be';
  return undefined;
}

/** UTF-16 without a mark shows by its zero bytes, which stand on one side only. */
export function encodingByZeros(head: Buffer): Encoding | undefined {
  const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  const odd = head.reduce((count, byte, at) => count + (byte === 0 && at % 2 ? 1 : 0), 0);
  const even = zeros - odd;
  const half = head.length / 2;
  if (odd > half * 0.2 && even < half * 0.01) return 'utf16le';
  if (even > half * 0.2 && odd < half * 0.01) return 'utf16be';
  return undefined;
}

/** True when the bytes hold signs that no text has. */
export function looksBinary(head: Buffer): boolean {
  let strange = 0;
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) strange += 1;
  return strange > Math.max(2, head.length * 0.002);
}

// About two thirds of Russian text are these ten letters; read in a wrong encoding they become rare ones.
const common = new Set('оеаинтсрвл');

function russianness(text: string) {
  const letters = text.toLowerCase().match(/[^\p{ASCII}]/gu) ?? [];
  if (!letters.length) return 0;
  return letters.filter((letter) => common.has(letter)).length / letters.length;
}

/** The one-byte encoding in which the bytes read most like Russian; undefined when in none. */
export function russianEncoding(sample: Buffer): Encoding | undefined {
  const scores = (['win1251', 'cp866', 'koi8-r'] as const).map((encoding) => ({
    encoding,
    score: russianness(decode(sample, encoding)),
  }));
  const [best] = scores.sort((a, b) => b.score - a.score);
  return best && best.score >= 0.4 ? best.encoding : undefined;
}
