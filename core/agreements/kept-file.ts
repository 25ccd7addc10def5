import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ResponseToolkit } from '@hapi/hapi';
import { z } from 'zod';
import { invalidInput, ProblemError } from '../server/errors';
import { contentDisposition, demandClean, fileTypes, inspectFile, type FileRules } from '../files/api';

export const maxFileBytes = 20 * 1024 * 1024;

export type SentFile = { path: string; filename: string };
export type KeptFile = { fileName: string; mediaType: string; size: number; sha256: string; bytes: Buffer };
export const SentFile = z.object(
  { path: z.string(), filename: z.string().min(1).max(300) },
  { error: 'Выберите файл' },
);

const rules: FileRules = { types: ['pdf', 'docx', 'xlsx', 'odt'], maxBytes: maxFileBytes, isPersonal: false };

/** Reads a sent file and says what it is. Throws 400 at the field for one that is none of the kinds, damaged, or hides something. */
export async function readSentFile(sent: SentFile): Promise<KeptFile> {
  const { type, name } = await inspectFile(sent, rules).catch(atField);
  await demandClean(sent.path).catch(atField);
  const bytes = await readFile(sent.path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { fileName: name, mediaType: fileTypes[type].mime, size: bytes.length, sha256, bytes };
}

const atField = (error: unknown): never => {
  if (!(error instanceof ProblemError) || error.problem.status >= 500) throw error;
  throw invalidInput([{ path: ['payload', 'file'], message: error.problem.title.ru }]);
};

/** Sends a kept file to be saved, never to be shown inside the site. */
export const sendFile = (h: ResponseToolkit, { fileName, mediaType, sha256, bytes }: Omit<KeptFile, 'size'>) =>
  h
    .response(bytes)
    .type(mediaType)
    .etag(sha256.slice(0, 22))
    .header('Content-Disposition', contentDisposition(fileName))
    .header('Content-Security-Policy', "sandbox; default-src 'none'");
