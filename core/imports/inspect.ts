import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { countOf } from './count';
import { encodingByMark, encodingByZeros, looksBinary, russianEncoding, type Encoding } from './encoding';
import { fileProblem } from './file-problem';
import { limits, megabytes } from './shared/limits';
import { checkWorkbook } from './workbook-check';

export type FileForm = { sha256: string; bytes: number; rowsAbout: number } & (
  { format: 'csv'; gzip: boolean; encoding: Encoding } | { format: 'xlsx' }
);

/** What kind of table a file is, read once from end to end. Throws a sentence for a file that is none. */
export async function inspectFile(path: string, limit: number = limits.file): Promise<FileForm> {
  const about = await stat(path).catch(() => undefined);
  if (!about?.isFile()) throw fileProblem('missing', path);
  if (about.size === 0) throw fileProblem('empty');
  if (about.size > limit) throw fileProblem('too-large', megabytes(limit));
  const head = await firstBytes(path, 8);
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004') {
    const rowsAbout = await checkWorkbook(path);
    return { format: 'xlsx', bytes: about.size, rowsAbout, sha256: await digestOf(path) };
  }
  if (head.equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))) throw await oldExcel(path);
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  return { format: 'csv', gzip, bytes: about.size, ...(await scan(path, gzip)) };
}

async function firstBytes(path: string, count: number) {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

// A workbook with a password is wrapped into the container of old Excel.
async function oldExcel(path: string) {
  const start = await firstBytes(path, 65_536);
  const wrapped = start.includes(Buffer.from('EncryptedPackage', 'utf16le'));
  return fileProblem(wrapped ? 'protected' : 'old-excel');
}

async function digestOf(path: string) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const sampleBytes = 65_536;

type Scanned = { sha256: string; encoding: Encoding; rowsAbout: number };

async function scan(path: string, gzip: boolean): Promise<Scanned> {
  const hash = createHash('sha256');
  const raw = createReadStream(path, { highWaterMark: 262_144 });
  raw.on('data', (chunk) => hash.update(chunk));
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let valid = true;
  let total = 0;
  let rowsAbout = 0;
  let last = 10;
  let head = Buffer.alloc(0);
  let sample = Buffer.alloc(0);
  for await (const piece of unpacked(raw, gzip)) {
    const chunk = piece as Buffer;
    total += chunk.length;
    rowsAbout += countOf(chunk, 10);
    last = chunk.at(-1) ?? last;
    if (total > limits.unpacked) throw fileProblem('too-large-unpacked', megabytes(limits.unpacked));
    if (head.length < sampleBytes) head = Buffer.concat([head, chunk.subarray(0, sampleBytes - head.length)]);
    if (sample.length < sampleBytes) sample = Buffer.concat([sample, foreignPart(chunk)]);
    if (valid) valid = decodes(utf8, chunk);
  }
  if (total === 0) throw fileProblem('empty');
  if (valid) valid = decodes(utf8);
  if (last !== 10 && last !== 0) rowsAbout += 1;
  return { sha256: hash.digest('hex'), encoding: encodingOf(head, sample, valid), rowsAbout };
}

/** The bytes of a file, unpacked when it is gzip; a broken archive throws a sentence. */
export function unpacked(raw: Readable, gzip: boolean): Readable {
  if (!gzip) return raw;
  const out = createGunzip();
  pipeline(raw, out, () => undefined);
  return out;
}

/** The sentence for an error of zlib; other errors stay as they are. */
export function readableError(error: unknown): unknown {
  const { code } = error as { code?: string };
  if (code === 'Z_BUF_ERROR') return fileProblem('truncated');
  if (code === 'Z_DATA_ERROR' || code === 'ERR_STREAM_PREMATURE_CLOSE') return fileProblem('truncated');
  if (code === 'ENOSPC') return fileProblem('disk-full');
  return error;
}

const decodes = (decoder: TextDecoder, chunk?: Buffer) => {
  try {
    if (chunk) decoder.decode(chunk, { stream: true });
    else decoder.decode();
    return true;
  } catch {
    return false;
  }
};

// Letters beyond ASCII decide between encodings, and may come late in the file.
const foreignPart = (chunk: Buffer) => {
  const at = chunk.findIndex((byte) => byte > 127);
  return at < 0 ? Buffer.alloc(0) : chunk.subarray(at, at + sampleBytes);
};

function encodingOf(head: Buffer, sample: Buffer, validUtf8: boolean): Encoding {
  const marked = encodingByMark(head);
  if (marked === 'utf8' && !validUtf8) throw fileProblem('wrong-encoding');
  if (marked) return marked;
  const wide = encodingByZeros(head);
  if (wide) return wide;
  if (looksBinary(head)) throw fileProblem('binary');
  if (validUtf8) return 'utf8';
  const russian = russianEncoding(sample);
  if (!russian) throw fileProblem('wrong-encoding');
  return russian;
}
