import { crc32, deflateSync } from 'node:zlib';
import { zip } from '../../imports/test/zip';
import { form } from '../../testing/form';

export const pdf = (body = '') =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n${body}\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
    'latin1',
  );

const segment = (marker: number, body: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

/** EXIF with an orientation and words that must not stay. */
export function exif(orientation: number, order: 'II' | 'MM' = 'II') {
  const tiff = Buffer.alloc(26);
  const little = order === 'II';
  const short = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at));
  const long = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at));
  tiff.write(order, 'latin1');
  short(42, 2);
  long(8, 4);
  short(1, 8);
  short(0x0112, 10);
  short(3, 12);
  long(1, 14);
  short(orientation, 18);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 57.15N 65.53E')]);
}

type Parts = { orientation?: number; order?: 'II' | 'MM'; width?: number; height?: number; after?: Buffer };

export function jpeg({ orientation = 6, order = 'II', width = 8, height = 8, after = Buffer.alloc(0) }: Parts = {}) {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, exif(orientation, order)),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Author</x:xmpmeta>')),
    segment(0xed, Buffer.from('Photoshop 3.0\0 By-line')),
    segment(0xfe, Buffer.from('a remark')),
    segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours')),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56, 0xff, 0xd9]),
    after,
  ]);
}

const chunk = (type: string, data: Buffer) => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

export function png({
  width = 1,
  height = 1,
  after = Buffer.alloc(0),
}: { width?: number; height?: number; after?: Buffer } = {}) {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('Author\0Somebody')),
    chunk('eXIf', exif(1).subarray(6)),
    chunk('IDAT', deflateSync(Buffer.alloc(2))),
    chunk('IEND', Buffer.alloc(0)),
    after,
  ]);
}

const part = (name: string, content: string | Buffer = '<x/>') => ({ name, content: Buffer.from(content) });

export const docx = (...more: { name: string; content: Buffer; deflated?: boolean; size?: number }[]) =>
  zip([part('[Content_Types].xml'), part('word/document.xml'), ...more]);
export const odt = () => zip([part('mimetype', 'application/vnd.oasis.opendocument.text'), part('content.xml')]);
export const archive = () => zip([part('readme.txt', 'hello')]);
export { part };

/** A file in a form that calls it a page, whatever it is. */
export const multipart = (name: string, content: Buffer) => form({}, { name, content, type: 'text/html' });
