import { statfs } from 'node:fs/promises';
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

/** Refuses a file that is too large, or does not fit on the disk, before a byte of it is read. */
export async function refuseLargeUpload(request: Request, maxBytes: number, folder: string) {
  const bytes = Number(request.headers['content-length'] ?? 0);
  if (bytes > maxBytes) {
    throw tooLarge(
      `Файл больше ${Math.round(maxBytes / mebibyte)} МБ: сожмите его в .gz, разделите на части или передайте оператору для команды regiso import`,
    );
  }
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes + reserve) throw diskFull();
}
