import { rm, stat } from 'node:fs/promises';
import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { afterCommit, beyondReach } from '../server/database';
import { invalidInput, notFound } from '../server/errors';
import { startJob } from '../server/events';
import { installed } from '../server/installed';
import { log } from '../server/log';
import { forIds, part, sql } from '../server/sql';
import { keepContent, removeContent } from './disk';
import { inspectFile } from './inspect';
import { demandRoom } from './quota';
import type { FileOwner, FilePlace, FileRules, FileState, MadeFile, SentFile, StoredFile } from './types';

const Sent = z.object({
  file: z.object({ path: z.string(), filename: z.string().max(1_000) }, { error: 'Выберите файл' }),
});

/** The file of a multipart payload under the name `file`; throws 400 without one. */
export function sentFile(payload: unknown): SentFile {
  const sent = Sent.safeParse(payload ?? {});
  if (!sent.success)
    throw invalidInput(sent.error.issues.map((issue) => ({ ...issue, path: ['payload', ...issue.path] })));
  return sent.data.file;
}

const scanned = () => installed().config.scanner !== undefined;

const view = () => part`id, name, type, bytes::float8 AS bytes, sha256, state, stored_at AS "storedAt",
  (state = 'clean' OR state = 'unchecked' AND NOT ${scanned()}) AS "isGivenOut"`;

/**
 * Stores a sent file of a record in the present transaction: judged by content against the rules, without what an image tells
 * about its author, counted against the room of the participant. The caller has checked the right to the record. With a
 * scanner the file waits until it was looked at.
 */
export async function storeFile(
  sent: SentFile,
  rules: FileRules,
  owner: FileOwner,
  place: FilePlace = {},
): Promise<StoredFile> {
  try {
    const found = await inspectFile(sent, rules);
    await demandRoom(found.bytes, place);
    const [made] = await sql<{ id: string }>`SELECT uuidv7() AS id`;
    const id = made?.id ?? '';
    const sha256 = await keepContent(id, found.cleaned ? { bytes: found.cleaned } : { path: sent.path });
    return await record(id, { ...found, sha256 }, rules, owner, place).catch(async (error: unknown) => {
      await removeContent(id);
      throw error;
    });
  } finally {
    await rm(sent.path, { force: true });
  }
}

/**
 * Stores a file that the system has made for a record, in the present transaction: nothing in it was sent, so nothing is
 * inspected, and it takes nobody's room. The caller sees to its end. Unless said to be personal, it names no person.
 */
export async function storeMade(
  { path, name, type, isPersonal = false }: MadeFile,
  owner: FileOwner,
): Promise<StoredFile> {
  const [made] = await sql<{ id: string }>`SELECT uuidv7() AS id`;
  const id = made?.id ?? '';
  const { size: bytes } = await stat(path);
  const sha256 = await keepContent(id, { path });
  try {
    return await record(id, { type, name, bytes, sha256, state: 'clean' }, { isPersonal }, owner, {});
  } catch (error) {
    await removeContent(id);
    throw error;
  }
}

type Content = { type: string; name: string; bytes: number; sha256: string; state?: FileState };

async function record(
  id: string,
  { type, name, bytes, sha256, state = 'unchecked' }: Content,
  { isPersonal }: Pick<FileRules, 'isPersonal'>,
  owner: FileOwner,
  { participantId, personId }: FilePlace,
): Promise<StoredFile> {
  const [stored] = await sql<StoredFile>`
    INSERT INTO core.files (id, plugin, owner_type, owner_id, participant_id, person_id, is_personal, name, type, bytes,
      sha256, state, stored_by)
    VALUES (${id}, ${owner.plugin}, ${owner.type}, ${owner.id}, ${participantId ?? null}, ${personId ?? null}, ${isPersonal},
      ${name}, ${type}, ${bytes}, ${sha256}, ${state},
      ${context().actor?.accountId ?? null}) RETURNING ${view()}`;
  if (!stored) throw new Error('nothing was inserted');
  if (state === 'unchecked' && scanned()) await startJob('files', 'check-file', { id });
  const object = { type: 'file', id, ...(personId && { personId }) };
  await audit('files.stored', object, {
    plugin: owner.plugin,
    owner: `${owner.type} ${owner.id}`,
    type,
    bytes,
    sha256,
  });
  return stored;
}

/** Files of a record, the newest first. The caller has checked the right to the record. */
export const filesOf = ({ plugin, type, id }: FileOwner): Promise<StoredFile[]> =>
  beyondReach(
    'the subsystem has admitted the caller to the record',
    () => sql<StoredFile>`SELECT ${view()} FROM core.files
      WHERE plugin = ${plugin} AND owner_type = ${type} AND owner_id = ${id} ORDER BY id DESC LIMIT 100`,
  );

/** Files of many records of one sort by the id of each, the newest first; a list of at most a thousand records. */
export const filesOfEach = (
  { plugin, type }: Pick<FileOwner, 'plugin' | 'type'>,
  ids: readonly string[],
): Promise<Map<string, StoredFile[]>> =>
  beyondReach('the subsystem has admitted the caller to the records', async () => {
    const rows = await forIds(ids)<StoredFile & { owner: string }>`SELECT ${view()}, owner_id AS owner FROM core.files
      WHERE plugin = ${plugin} AND owner_type = ${type} AND owner_id = ANY (${[...ids]}::text[]) ORDER BY id DESC LIMIT 10000`;
    const found = new Map<string, StoredFile[]>();
    for (const { owner, ...file } of rows) found.set(owner, [...(found.get(owner) ?? []), file]);
    return found;
  });

/** Removes a file of a record for good; its content goes when the transaction is kept. Throws 404. */
export async function deleteFile(id: string, owner: FileOwner, reason?: string): Promise<void> {
  const [gone] = await beyondReach(
    'the subsystem has admitted the caller to the record',
    () => sql<{ person_id: string | null; sha256: string }>`DELETE FROM core.files WHERE id = ${id}
      AND plugin = ${owner.plugin} AND owner_type = ${owner.type} AND owner_id = ${owner.id} RETURNING person_id, sha256`,
  );
  if (!gone) throw notFound('Файл не найден');
  const object = { type: 'file', id, ...(gone.person_id && { personId: gone.person_id }) };
  const details = { plugin: owner.plugin, owner: `${owner.type} ${owner.id}`, sha256: gone.sha256 };
  await audit('files.deleted', object, details, reason ? { purpose: reason } : {});
  afterCommit(
    () => void removeContent(id).catch((error: unknown) => log.warn('content left to the sweep', { id, error })),
  );
}
