import { statfs } from 'node:fs/promises';
import { isBoom } from '@hapi/boom';
import type { Request } from '@hapi/hapi';
import { ProblemError, tooLarge } from './errors';

const mebibyte = 1_048_576;
// What stays free for the database and the logs.
const reserve = 64 * mebibyte;

/** 507: nothing was saved, nothing is lost. */
export const diskFull = () =>
  new ProblemError({
    status: 507,
    code: 'disk-full',
    title: { ru: 'На диске сервера кончилось место', en: 'The disk of the server is full' },
    detail: 'Ничего не сохранено, прежние данные целы. Сообщите оператору, чтобы он освободил место, и повторите',
  });

const overLimit = (maxBytes: number) =>
  tooLarge(
    `Файл больше ${Math.round(maxBytes / mebibyte)} МБ: сожмите его в .gz, разделите на части или передайте оператору для команды regiso import`,
  );

/**
 * Refuses a file that is too large, or does not fit on the disk, before a byte of it is read. One that comes without its
 * length, or packed on the way, counts as the largest that may come.
 */
export async function refuseLargeUpload({ headers }: Request, maxBytes: number, folder: string) {
  const announced = Number(headers['content-length'] ?? 0);
  if (announced > maxBytes) throw overLimit(maxBytes);
  const isKnown = headers['content-length'] !== undefined && headers['content-encoding'] === undefined;
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < (isKnown ? announced : maxBytes) + reserve) throw diskFull();
}

/** What is answered when the payload could not be read: a file that grew over the limit while it came is named as one. */
export function uploadProblem(error: unknown, maxBytes: number) {
  const isOver = isBoom(error) && [error, error.data].some((one) => isBoom(one) && one.output.statusCode === 413);
  return isOver ? overLimit(maxBytes) : error;
}
