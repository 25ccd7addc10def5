import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ResponseToolkit } from '@hapi/hapi';
import { z } from 'zod';
import { invalidInput } from '../server/errors';

export const maxFileBytes = 20 * 1024 * 1024;

export type SentFile = { path: string; filename: string };
export type KeptFile = { fileName: string; mediaType: string; size: number; sha256: string; bytes: Buffer };
export const SentFile = z.object(
  { path: z.string(), filename: z.string().min(1).max(300) },
  { error: 'Выберите файл' },
);

const pdf = Buffer.from('%PDF-');
const zip = Buffer.from('PK\u0003\u0004');
const office = 'application/vnd.openxmlformats-officedocument';

// What a reader may open: by the ending, and by the first bytes, because an ending is only a promise.
const kinds: Readonly<Record<string, { type: string; begins: Buffer }>> = {
  '.pdf': { type: 'application/pdf', begins: pdf },
  '.docx': { type: `${office}.wordprocessingml.document`, begins: zip },
  '.xlsx': { type: `${office}.spreadsheetml.sheet`, begins: zip },
  '.odt': { type: 'application/vnd.oasis.opendocument.text', begins: zip },
};

/** Reads a sent file and says what it is. Throws 400 at the field for one that is none of the kinds. */
export async function readSentFile({ path, filename }: SentFile): Promise<KeptFile> {
  const kind = kinds[extname(filename).toLowerCase()];
  const bytes = await readFile(path);
  const wrong = (message: string) => invalidInput([{ path: ['payload', 'file'], message }]);
  if (!bytes.length) throw wrong('Файл пуст');
  if (!kind) throw wrong('Нужен файл PDF, DOCX, XLSX или ODT');
  if (!bytes.subarray(0, kind.begins.length).equals(kind.begins))
    throw wrong('Содержимое файла не соответствует его окончанию: сохраните его заново');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { fileName: plainName(filename), mediaType: kind.type, size: bytes.length, sha256, bytes };
}

const plainName = (name: string) =>
  name
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}"]/gu, '')
    .slice(-200);

/** Sends a kept file to be saved, never to be shown inside the site. */
export const sendFile = (h: ResponseToolkit, { fileName, mediaType, sha256, bytes }: Omit<KeptFile, 'size'>) =>
  h
    .response(bytes)
    .type(mediaType)
    .etag(sha256.slice(0, 22))
    .header(
      'Content-Disposition',
      `attachment; filename="file${extname(fileName)}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    )
    .header('Content-Security-Policy', "sandbox; default-src 'none'");
