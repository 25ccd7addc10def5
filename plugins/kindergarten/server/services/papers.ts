import {
  beyondReach,
  conflict,
  filesOf,
  notFound,
  sendFile,
  sql,
  storeFile,
  type FileRules,
  type SentFile,
} from '@regiso/core';
import type { part } from '@regiso/core';
import { mostPapers } from '../../shared';

type Piece = ReturnType<typeof part>;

/** Scans and photographs; judged by content. */
const rules: FileRules = { types: ['pdf', 'jpeg', 'png'], maxBytes: 10 * 1024 * 1024, isPersonal: true };
export const upload = { maxBytes: rules.maxBytes + 65_536 };

const ownerOf = (id: string) => ({ plugin: 'kindergarten', type: 'application', id });

async function demand(readable: Piece): Promise<{ id: string; personId: string }> {
  const [row] = await sql<{ id: string; personId: string }>`SELECT a.id, a.child_id AS "personId"
    FROM kindergarten.applications a WHERE ${readable}`;
  if (!row) throw notFound('Заявление не найдено');
  return row;
}

/** Puts a scan beside an application that the condition on `a` finds. Throws 400, 404 and 409. */
export async function addPaper(readable: Piece, sent: SentFile): Promise<{ id: string }> {
  const { id, personId } = await demand(readable);
  await beyondReach(
    'the application itself was in reach; two scans at once are counted one after another',
    () => sql`SELECT 1 FROM kindergarten.applications WHERE id = ${id} FOR UPDATE`,
  );
  if ((await filesOf(ownerOf(id))).length >= mostPapers)
    throw conflict(`К заявлению прикладывают не больше ${mostPapers} файлов`);
  const { id: file } = await storeFile(sent, rules, ownerOf(id), { personId });
  return { id: file };
}

/** Scans of an application, the newest first. */
export async function papersOf(readable: Piece) {
  const { id } = await demand(readable);
  return (await filesOf(ownerOf(id))).map(({ id: file, name, bytes, isGivenOut, storedAt }) => ({
    ...{ id: file, name, bytes, isGivenOut, storedAt },
  }));
}

/** Gives a scan out; the reading is recorded. */
export async function sendPaper(h: Parameters<typeof sendFile>[0], readable: Piece, file: string) {
  const { id } = await demand(readable);
  return sendFile(h, file, ownerOf(id));
}
