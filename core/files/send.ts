import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import type { ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { notFound, unavailable } from '../server/errors';
import { installed } from '../server/installed';
import { log } from '../server/log';
import { sql } from '../server/sql';
import { pathOf } from './disk';
import { contentDisposition } from './name';
import { refused } from './refused';
import { fileTypes, type FileOwner, type FileState, type FileType } from './types';

type Found = {
  id: string;
  name: string;
  type: FileType;
  state: FileState;
  is_personal: boolean;
  person_id: string | null;
};

/**
 * Answers with a file of a record, as a download that no browser runs. The caller has checked the right to the record; a
 * personal file is recorded, so its route says `database: false` and calls this within `inTransaction({}, …)`. Throws 404
 * for a file of another record, 409 while a scanner has not looked at it.
 */
export async function sendFile(h: ResponseToolkit, id: string, owner: FileOwner): Promise<ResponseObject> {
  const [file] = await beyondReach(
    'the subsystem has admitted the caller to the record',
    () => sql<Found>`SELECT id, name, type, state, is_personal, person_id FROM core.files
      WHERE id = ${id} AND plugin = ${owner.plugin} AND owner_type = ${owner.type} AND owner_id = ${owner.id}`,
  );
  if (!file) throw notFound('Файл не найден');
  if (file.state === 'infected') throw refused('infected');
  if (file.state === 'unchecked' && installed().config.scanner) throw refused('unchecked');
  const bytes = await sizeOf(id);
  if (file.is_personal) {
    const object = { type: 'file', id, ...(file.person_id && { personId: file.person_id }) };
    await audit('files.read', object, { plugin: owner.plugin, owner: `${owner.type} ${owner.id}` });
  }
  return asDownload(h.response(createReadStream(pathOf(id))).bytes(bytes), file.name, fileTypes[file.type].mime);
}

/** Headers of an answer that is saved, never shown or run on this site; RFC 6266. */
export const asDownload = (response: ResponseObject, name: string, mime: string) =>
  response
    .type(mime)
    .header('Content-Disposition', contentDisposition(name))
    .header('Content-Security-Policy', "default-src 'none'; sandbox")
    .header('X-Content-Type-Options', 'nosniff')
    .header('Cache-Control', 'private, no-store');

export async function sizeOf(id: string): Promise<number> {
  try {
    await access(pathOf(id), constants.R_OK);
    return (await stat(pathOf(id))).size;
  } catch (error) {
    log.error('the content of a file is missing', { file: id, error });
    throw unavailable('Содержимое файла сейчас недоступно. Оператор уже знает об этом', 60);
  }
}
