import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { beyondReach } from '../server/database';
import { conflict } from '../server/errors';
import { emit } from '../server/events';
import { sql } from '../server/sql';
import { cardInReach, nobody, type Card } from './card';
import { anyCard } from './merge';
import { ownCards } from './own-cards';
import type { FieldName } from './person-input';
import { indexOrRefuse, writeFields } from './persons';
import { keepReach } from './reach';
import { passRows, pointers, rowsAt, type Pointer } from './references';
import { open, placeOf, seal } from './sealed';

const table = 'core.person_merges';

export const UnmergeInput = z.strictObject({
  reason: z.string().trim().min(10, 'Объясните, почему это два человека').max(1_000),
  /** Rows written since the merge that belong to the other person; all others stay with the surviving card. */
  toLoser: z
    .array(z.strictObject({ reference: z.string().max(200), key: z.string().max(100) }))
    .max(5_000)
    .default([]),
});
export type UnmergeInput = z.output<typeof UnmergeInput>;

export type Merge = {
  id: string;
  survivor_id: string;
  loser_id: string;
  reason: Buffer;
  documents: Buffer;
  fields: FieldName[];
  before: Buffer;
  merged_by: string | null;
  merged_at: Date;
  undone_at: Date | null;
};

/** A merge whose surviving card is in reach. Throws 404 otherwise. */
export async function mergeInReach(id: string, lock = false): Promise<Merge> {
  const [merge] = await beyondReach('looked up by id; its card is asked for below', () =>
    lock
      ? sql<Merge>`SELECT * FROM core.person_merges WHERE id = ${id} FOR UPDATE`
      : sql<Merge>`SELECT * FROM core.person_merges WHERE id = ${id}`,
  );
  // In the words of a card out of reach.
  if (!merge) throw nobody();
  const survivor = await anyCard(merge.survivor_id);
  if (!survivor?.merged_into) await cardInReach(merge.survivor_id, 'people.merge', lock);
  else await cardInReach(survivor.merged_into, 'people.merge');
  return merge;
}

/** Rows that came to the surviving card after the merge, from no other card: they are to be dealt out. */
export async function rowsSince(
  merge: Pick<Merge, 'id' | 'survivor_id'>,
): Promise<{ pointer: Pointer; keys: string[] }[]> {
  const known = await sql<{
    reference: string;
    row_key: string;
  }>`SELECT r.reference, r.row_key FROM core.person_merge_rows r
    WHERE r.merge_id = ${merge.id} AND r.side <> 'twin'
    UNION SELECT r.reference, r.row_key FROM core.person_merge_rows r JOIN core.person_merges m ON m.id = r.merge_id
      WHERE m.survivor_id = ${merge.survivor_id} AND m.undone_at IS NULL AND r.side = 'loser'`;
  const seen = new Set(known.map(({ reference, row_key: key }) => `${reference}|${key}`));
  const since: { pointer: Pointer; keys: string[] }[] = [];
  for (const pointer of pointers().filter(({ name }) => name !== 'core.persons.merged_into')) {
    const keys = (await rowsAt(pointer, merge.survivor_id)).filter((key) => !seen.has(`${pointer.name}|${key}`));
    if (keys.length) since.push({ pointer, keys });
  }
  return since;
}

/**
 * Takes a merge back: the lost card lives again with its own rows, the surviving one gets the values it had, unless somebody
 * has changed them since. Rows written since stay, but for those named. Throws 404 and 409.
 */
export async function unmergePersons(
  id: string,
  input: UnmergeInput,
): Promise<{ moved: number; keptFields: string[] }> {
  const merge = await mergeInReach(id, true);
  if (merge.undone_at) throw conflict('Это объединение уже отменено');
  if ((await anyCard(merge.survivor_id))?.merged_into)
    throw conflict('Карточка сама объединена с другой: сначала отмените то объединение');
  const survivor = await cardInReach(merge.survivor_id, 'people.merge', true);
  const keptFields = await giveValuesBack(merge, survivor);
  const moved = await beyondReach('rows of every subsystem follow the card', async () => {
    await revive(merge);
    const back = await giveRowsBack(merge);
    return back + (await dealOut(merge, input));
  });
  await finish(merge, input.reason);
  await keepReach([merge.survivor_id, merge.loser_id]);
  await tell(merge, { moved, dealt: input.toLoser.length, keptFields });
  return { moved, keptFields };
}

type Values = Partial<Record<FieldName, { before: string | null; merged: string | null }>>;
const valuesOf = (merge: Pick<Merge, 'id' | 'before'>) =>
  JSON.parse(open(merge.before, placeOf(table, 'before', merge.id))) as Values;

async function giveValuesBack(merge: Merge, survivor: Card): Promise<string[]> {
  const values = Object.entries(valuesOf(merge)) as [FieldName, { before: string | null; merged: string | null }][];
  const untouched = values.filter(([field, { merged }]) => survivor[field] === merged);
  const change = Object.fromEntries(untouched.map(([field, { before }]) => [field, before]));
  if (untouched.length) await writeFields(survivor, change);
  return values.filter(([field, { merged }]) => survivor[field] !== merged).map(([field]) => field);
}

async function revive({ loser_id: loserId }: Merge) {
  await sql`UPDATE core.persons SET merged_into = NULL, changed_at = now() WHERE id = ${loserId}`;
  await ownCards.changed();
  const loser = await anyCard(loserId);
  if (loser) await indexOrRefuse(loserId, loser);
}

async function giveRowsBack({ id, survivor_id: survivor, loser_id: loser }: Merge): Promise<number> {
  const rows = await sql<{ reference: string; row_key: string }>`SELECT reference, row_key FROM core.person_merge_rows
    WHERE merge_id = ${id} AND side = 'loser'`;
  let moved = 0;
  for (const pointer of pointers()) {
    const keys = rows.filter(({ reference }) => reference === pointer.name).map(({ row_key: key }) => key);
    moved += (await passRows(pointer, keys, survivor, loser)).length;
  }
  return moved;
}

async function dealOut(merge: Merge, { toLoser }: UnmergeInput): Promise<number> {
  if (!toLoser.length) return 0;
  let moved = 0;
  for (const { pointer, keys } of await rowsSince(merge)) {
    const wanted = toLoser
      .filter(({ reference, key }) => reference === pointer.name && keys.includes(key))
      .map(({ key }) => key);
    moved += (await passRows(pointer, wanted, merge.survivor_id, merge.loser_id)).length;
  }
  if (moved !== toLoser.length) throw conflict('Часть выбранных записей уже изменилась: откройте страницу заново');
  return moved;
}

const finish = ({ id, survivor_id: a, loser_id: b }: Merge, reason: string) =>
  beyondReach('the merge was in reach', async () => {
    const by = context().actor?.accountId ?? null;
    await sql`UPDATE core.person_merges SET undone_at = now(), undone_by = ${by},
      undo_reason = ${seal(reason, placeOf(table, 'undo_reason', id))} WHERE id = ${id}`;
    const [first, second] = [a, b].sort();
    await sql`UPDATE core.person_duplicates SET state = 'different', judged_by = ${by}, judged_at = now()
      WHERE first_id = ${first} AND second_id = ${second}`;
  });

async function tell(
  merge: Merge,
  { moved, dealt, keptFields }: { moved: number; dealt: number; keptFields: string[] },
) {
  const { id, survivor_id: survivor, loser_id: loser } = merge;
  await audit(
    'people.unmerged',
    { type: 'person', id: survivor },
    { merge: id, loser, rows: moved, dealt, keptFields },
  );
  await audit('people.revived', { type: 'person', id: loser }, { merge: id, survivor });
  await emit('people.unmerged', { merge: id, survivor, loser });
}
