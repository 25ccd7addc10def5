import { crc32 } from 'node:zlib';
import { mostPixels } from './jpeg';
import { refused } from './refused';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
// The picture and its colours; what is written about it (tEXt, iTXt, eXIf, tIME, private chunks) goes.
const kept = new Set('IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs hIST cICP acTL fcTL fdAT'.split(' '));

/** A PNG without remarks and without anything after its end. Throws when it is damaged or has too many pixels. */
export function cleanPng(file: Buffer): Buffer {
  if (!file.subarray(0, 8).equals(signature)) throw refused('damaged');
  const parts: Buffer[] = [signature];
  for (let at = 8; ;) {
    const { type, data, end } = chunkAt(file, at);
    if ((at === 8) !== (type === 'IHDR')) throw refused('damaged');
    if (type === 'IHDR') demandSize(data);
    if (kept.has(type)) parts.push(file.subarray(at, end));
    if (type === 'IEND') break;
    at = end;
  }
  return Buffer.concat(parts);
}

function chunkAt(file: Buffer, at: number) {
  if (at + 12 > file.length) throw refused('damaged');
  const end = at + 12 + file.readUInt32BE(at);
  if (end > file.length || crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4))
    throw refused('damaged');
  return { type: file.subarray(at + 4, at + 8).toString('latin1'), data: file.subarray(at + 8, end - 4), end };
}

function demandSize(header: Buffer) {
  if (header.length !== 13) throw refused('damaged');
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (!width || !height) throw refused('damaged');
  if (width * height > mostPixels) throw refused('too-many-pixels');
}
