import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { Zip, ZipPassThrough } from 'fflate';
import { beyondReach } from '../server/database';
import { notFound } from '../server/errors';
import { sql } from '../server/sql';
import { pathOf } from './disk';
import { asDownload, sizeOf } from './send';
import type { FileOwner } from './types';

type Wanted = FileOwner & { file: string };
type Found = { id: string; name: string };

/**
 * Answers with files of records that the system has made, together as one ZIP that is written as it is read and kept
 * nowhere. The caller has checked the right to each record and records the reading. Throws 404 when one is not there.
 */
export async function sendTogether(
  h: ResponseToolkit,
  wanted: readonly Wanted[],
  name: string,
): Promise<ResponseObject> {
  const of = <K extends keyof Wanted>(key: K) => wanted.map((one) => one[key]);
  const files = await beyondReach(
    'the subsystem has admitted the caller to the records',
    () => sql<Found>`SELECT f.id, f.name FROM unnest(${of('file')}::uuid[], ${of('plugin')}::text[], ${of('type')}::text[],
        ${of('id')}::text[]) WITH ORDINALITY AS u(id, plugin, type, owner, nth)
      JOIN core.files f ON f.id = u.id AND f.plugin = u.plugin AND f.owner_type = u.type AND f.owner_id = u.owner
      WHERE f.state = 'clean' ORDER BY u.nth LIMIT 5000`,
  );
  if (files.length < wanted.length || !files.length) throw notFound('Файл не найден');
  for (const { id } of files) await sizeOf(id);
  return asDownload(h.response(Readable.from(zipped(files), { objectMode: false })), name, 'application/zip');
}

// PDF is packed already: stored as it is, a piece at a time.
async function* zipped(files: readonly Found[]): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((problem, piece) => {
    if (problem) throw problem;
    pieces.push(piece);
  });
  const ready = () => pieces.splice(0);
  for (const { id, name } of files) {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    for await (const piece of createReadStream(pathOf(id))) {
      entry.push(piece as Uint8Array);
      yield* ready();
    }
    entry.push(new Uint8Array(), true);
    yield* ready();
  }
  zip.end();
  yield* ready();
}
