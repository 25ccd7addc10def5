import { open, readFile, stat } from 'node:fs/promises';
import { filetypeinfo } from 'magic-bytes.js';
import { cleanJpeg } from './jpeg';
import { shownName } from './name';
import { officeType } from './office';
import { checkPdf } from './pdf';
import { cleanPng } from './png';
import { refused } from './refused';
import type { FileRules, FileType, SentFile } from './types';

/** Images are cleaned in memory. */
const largestImage = 31_457_280;

export type Inspected = {
  type: FileType;
  name: string;
  bytes: number;
  /** What is stored instead of the sent bytes: an image without what it tells about its author. */
  cleaned?: Buffer;
};

/** Judges a sent file by its content, then its name. Throws a sentence for whatever the rules do not take. */
export async function inspectFile(sent: SentFile, rules: FileRules): Promise<Inspected> {
  const { size } = await stat(sent.path);
  if (size === 0) throw refused('empty');
  if (size > rules.maxBytes) throw refused('too-large', rules.maxBytes);
  const type = await typeOf(sent.path);
  if (!type || !rules.types.includes(type)) throw refused('unknown-type');
  const name = shownName(sent.filename, type);
  if (type === 'pdf') await checkPdf(sent.path);
  if (type !== 'jpeg' && type !== 'png') return { type, name, bytes: size };
  if (size > largestImage) throw refused('too-large', largestImage);
  const cleaned = (type === 'jpeg' ? cleanJpeg : cleanPng)(await readFile(sent.path));
  return { type, name, bytes: cleaned.length, cleaned };
}

async function typeOf(path: string): Promise<FileType | undefined> {
  const guesses = new Set(filetypeinfo(await headOf(path)).map(({ typename }) => typename));
  if (guesses.has('pdf')) return 'pdf';
  if (guesses.has('jpg') || guesses.has('jpeg')) return 'jpeg';
  if (guesses.has('png')) return 'png';
  return guesses.has('zip') ? officeType(path) : undefined;
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
