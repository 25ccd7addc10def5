import { refused } from './refused';

export const mostPixels = 100_000_000;
const startOfScan = 0xda;
const endOfImage = 0xd9;
const frames = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
const standsAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/**
 * A JPEG without what tells about its author (EXIF with the place, XMP, IPTC, remarks) and without anything after its end.
 * The picture, its colours and its orientation stay. Throws when it is damaged or has too many pixels.
 */
export function cleanJpeg(file: Buffer): Buffer {
  if (file.readUInt16BE(0) !== 0xffd8) throw refused('damaged');
  const kept: Buffer[] = [];
  let orientation = 1;
  let scans = 0;
  for (let at = 2; ;) {
    const { marker, next } = markerAt(file, at);
    if (marker === endOfImage) break;
    if (standsAlone(marker)) {
      at = next;
      continue;
    }
    const end = segmentEnd(file, next);
    const body = file.subarray(next + 2, end);
    if (frames.has(marker)) demandSize(body);
    if (marker === 0xe1 && orientation === 1) orientation = orientationOf(body);
    at = marker === startOfScan ? scanEnd(file, end) : end;
    if (marker === startOfScan) scans += 1;
    if (isKept(marker, body)) kept.push(Buffer.from([0xff, marker]), file.subarray(next, at));
  }
  if (!scans) throw refused('damaged');
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(orientation === 1 ? [] : [orientationSegment(orientation)]),
    ...kept,
    Buffer.from([0xff, endOfImage]),
  ]);
}

function markerAt(file: Buffer, at: number) {
  if (file[at] !== 0xff) throw refused('damaged');
  let next = at + 1;
  while (file[next] === 0xff) next += 1;
  const marker = file[next];
  if (marker === undefined || marker === 0x00 || marker === 0xd8) throw refused('damaged');
  return { marker, next: next + 1 };
}

function segmentEnd(file: Buffer, at: number): number {
  if (at + 2 > file.length) throw refused('damaged');
  const length = file.readUInt16BE(at);
  if (length < 2 || at + length > file.length) throw refused('damaged');
  return at + length;
}

/** Where the compressed data of a scan ends: at the first marker that is neither a stuffed byte nor a restart. */
function scanEnd(file: Buffer, from: number): number {
  for (let at = file.indexOf(0xff, from); at >= 0; at = file.indexOf(0xff, at + 1)) {
    const follows = file[at + 1];
    if (follows === undefined) break;
    if (follows !== 0x00 && follows !== 0xff && !standsAlone(follows)) return at;
  }
  throw refused('damaged');
}

// JFIF, the colour profile and Adobe's colour transform are the picture's; other APPn and remarks are about it.
function isKept(marker: number, body: Buffer): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  const says = (name: string) => body.subarray(0, name.length).toString('latin1') === name;
  return (
    (marker === 0xe0 && says('JFIF\0'))
    || (marker === 0xe2 && says('ICC_PROFILE\0'))
    || (marker === 0xee && says('Adobe'))
  );
}

function demandSize(frame: Buffer) {
  if (frame.length < 6) throw refused('damaged');
  if (frame.readUInt16BE(1) * frame.readUInt16BE(3) > mostPixels) throw refused('too-many-pixels');
}

/** How the camera was held, 1 to 8; 1 when nothing trustworthy is said. */
function orientationOf(body: Buffer): number {
  if (body.length < 14 || body.subarray(0, 6).toString('latin1') !== 'Exif\0\0') return 1;
  const tiff = body.subarray(6);
  const order = tiff.subarray(0, 2).toString('latin1');
  if (order !== 'II' && order !== 'MM') return 1;
  const short = (at: number) =>
    at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = Math.min(short(directory), 500);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + 12 * entry;
    if (short(at) !== 0x0112) continue;
    const value = short(at + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

function orientationSegment(orientation: number): Buffer {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  return Buffer.from([0xff, 0xe1, 0, 2 + 6 + tiff.length, ...Buffer.from('Exif\0\0', 'latin1'), ...tiff]);
}
