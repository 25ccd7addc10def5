import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { beyondReach } from '../server/database';
import { conflict, notFound } from '../server/errors';
import { emit } from '../server/events';
import { sql } from '../server/sql';
import { cardInReach, openCard, type Card, type StoredPerson } from './card';
import { ownCards } from './own-cards';
import { fieldNames, type FieldName } from './person-input';
import { changedMeanwhile, writeFields } from './persons';
import { indexPerson } from './person-keys';
import { keepReach } from './reach';
import { passRows, pointers, rowsAt, type Pointer } from './references';
import { placeOf, seal } from './sealed';

const table = 'core.person_merges';

export const MergeInput = z.strictObject({
  survivorId: z.uuid(),
  loserId: z.uuid(),
  /** Of the cards as they were compared. */
  survivorVersion: z.string().max(40),
  loserVersion: z.string().max(40),
  /** Fields whose values come from the card that is given up. */
  fromLoser: z
    .array(z.enum(fieldNames as [FieldName, ...FieldName[]]))
    .max(20)
    .default([]),
  reason: z.string().trim().min(10, 'Объясните, почему это один человек').max(1_000),
  documents: z.string().trim().min(3, 'Назовите документы, по которым сверено').max(1_000),
});
export type MergeInput = z.output<typeof MergeInput>;

/**
 * Makes two cards one: rows of all subsystems pass to the surviving card, the other one keeps its values and points at it.
 * One transaction; what moved is kept so that the merge can be taken back. Throws 404 beyond reach and 409.
 */
export async function mergePersons(input: MergeInput): Promise<{ id: string; moved: number }> {
  const { survivor, loser } = await bothInReach(input);
  await refuseFamily(survivor, loser);
  const mergeId = await beyondReach('rows of every subsystem follow the card', async () => {
    const id = await writeMerge(survivor, loser, input);
    await retire(survivor, loser);
    return id;
  });
  const fields = chosen(input.fromLoser, survivor, loser);
  if (fields.length) await writeFields(survivor, Object.fromEntries(fields.map((field) => [field, loser[field]])));
  const moved = await beyondReach('rows of every subsystem follow the card', () =>
    moveAll(mergeId, survivor.id, loser.id),
  );
  await keepReach([survivor.id, loser.id]);
  await settlePair(survivor.id, loser.id);
  await tell({ mergeId, survivor: survivor.id, loser: loser.id, fields, moved });
  return { id: mergeId, moved: sum(moved) };
}

// Locked in one order, so that two merges of the same cards wait for each other instead of for ever.
async function bothInReach({ survivorId, loserId, survivorVersion, loserVersion }: MergeInput) {
  if (survivorId === loserId) throw conflict('Это одна и та же карточка');
  const cards = new Map<string, Card>();
  for (const id of [survivorId, loserId].sort()) cards.set(id, await cardInReach(id, 'people.merge', true));
  const survivor = cards.get(survivorId);
  const loser = cards.get(loserId);
  if (!survivor || !loser) throw notFound('Карточка не найдена');
  if (survivor.version !== survivorVersion || loser.version !== loserVersion) throw changedMeanwhile();
  return { survivor, loser };
}

const refuseFamily = (a: Card, b: Card) =>
  beyondReach('a guardian and the child are two people, wherever they are', async () => {
    const [row] = await sql`SELECT 1 AS one FROM core.guardianships
      WHERE (guardian_id = ${a.id} AND child_id = ${b.id}) OR (guardian_id = ${b.id} AND child_id = ${a.id}) LIMIT 1`;
    if (row) throw conflict('Один из них представляет другого: это два человека');
  });

async function writeMerge(survivor: Card, loser: Card, { reason, documents, fromLoser }: MergeInput): Promise<string> {
  const [made] = await sql<{ id: string }>`SELECT uuidv7() AS id`;
  const id = made?.id ?? '';
  const fields = chosen(fromLoser, survivor, loser);
  const before = Object.fromEntries(fields.map((field) => [field, { before: survivor[field], merged: loser[field] }]));
  await sql`INSERT INTO core.person_merges (id, survivor_id, loser_id, reason, documents, fields, before, merged_by)
    VALUES (${id}, ${survivor.id}, ${loser.id}, ${seal(reason, placeOf(table, 'reason', id))},
      ${seal(documents, placeOf(table, 'documents', id))}, ${fields}::text[],
      ${seal(JSON.stringify(before), placeOf(table, 'before', id))}, ${context().actor?.accountId ?? null})`;
  return id;
}

// Equal values need no choice, and the name goes as a whole into what the card is found by.
const chosen = (fields: readonly FieldName[], survivor: Card, loser: Card) =>
  [...new Set(fields)].filter((field) => survivor[field] !== loser[field]);

// The lost card is still found by its numbers, and leads to the surviving one; they are no longer its own.
async function retire(survivor: Card, loser: Card) {
  await sql`UPDATE core.persons SET merged_into = ${survivor.id}, changed_at = now() WHERE id = ${loser.id}`;
  await ownCards.changed();
  await indexPerson(loser.id, loser, { live: false });
}

type Moved = { title: string; reference: string; rows: number }[];

async function moveAll(mergeId: string, survivorId: string, loserId: string): Promise<Moved> {
  const moved: Moved = [];
  for (const pointer of pointers()) {
    const own = (await rowsAt(pointer, survivorId)).filter(
      (key) => key !== loserId || pointer.table !== 'core.persons',
    );
    const given = await rowsAt(pointer, loserId);
    const gone = await passRows(pointer, given, loserId, survivorId);
    const stayed = given.filter((key) => !gone.includes(key));
    await remember(mergeId, pointer, { survivor: own, loser: gone, twin: stayed });
    if (gone.length) moved.push({ title: pointer.title, reference: pointer.name, rows: gone.length });
  }
  return moved;
}

async function remember(
  mergeId: string,
  { name }: Pointer,
  sides: Record<'survivor' | 'loser' | 'twin', readonly string[]>,
) {
  for (const [side, keys] of Object.entries(sides)) {
    if (!keys.length) continue;
    await sql`INSERT INTO core.person_merge_rows (merge_id, reference, row_key, side)
      SELECT ${mergeId}, ${name}, key, ${side} FROM unnest(${[...keys]}::text[]) AS key`;
  }
}

const settlePair = (a: string, b: string) =>
  beyondReach('a pair belongs to two cards', () => {
    const [first, second] = [a, b].sort();
    return sql`INSERT INTO core.person_duplicates (first_id, second_id, reasons, state, judged_by, judged_at)
      VALUES (${first}, ${second}, '{}', 'merged', ${context().actor?.accountId ?? null}, now())
      ON CONFLICT (first_id, second_id) DO UPDATE SET state = 'merged', judged_by = excluded.judged_by, judged_at = now()`;
  });

type Told = { mergeId: string; survivor: string; loser: string; fields: readonly string[]; moved: Moved };

// Two rows: whoever asks about either person finds the merge.
async function tell({ mergeId, survivor, loser, fields, moved }: Told) {
  const rows = Object.fromEntries(moved.map(({ reference, rows: count }) => [reference, count]));
  await audit('people.merged', { type: 'person', id: survivor }, { merge: mergeId, loser, fields, rows });
  await audit('people.merged-away', { type: 'person', id: loser }, { merge: mergeId, survivor });
  await emit('people.merged', { merge: mergeId, survivor, loser });
}

const sum = (moved: Moved) => moved.reduce((total, { rows }) => total + rows, 0);

/** A card whatever its state, for the pages of merges. */
export const anyCard = (id: string) =>
  beyondReach('a merge that was in reach names both cards', async () => {
    const [row] = await sql<StoredPerson>`SELECT p.*, p.xmin::text AS version FROM core.persons p WHERE p.id = ${id}`;
    return row && openCard(row);
  });
