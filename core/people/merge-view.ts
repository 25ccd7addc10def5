import { z } from 'zod';
import { beyondReach } from '../server/database';
import { sql } from '../server/sql';
import { cardInReach, cardsBeyond } from './card';
import { likenesses, likenessOf } from './duplicates';
import { ownFields, PersonLine, personLines } from './person-view';
import { pointers, rowsAt, type Pointer } from './references';
import { open, placeOf } from './sealed';
import { mayOn } from './reach';
import { rowsSince, type Merge } from './unmerge';

const table = 'core.person_merges';
const Counted = z.object({ reference: z.string(), title: z.string(), titleEn: z.string(), rows: z.int() });

const Side = z.object({
  id: z.string(),
  version: z.string(),
  surname: z.string(),
  name: z.string(),
  patronymic: z.string().nullable(),
  birthDate: z.string().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  snils: z.string().nullable(),
  citizenship: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  address: z.string().nullable(),
  hasAccount: z.boolean(),
  isDemo: z.boolean(),
  source: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
  /** What would pass to the other card. */
  rows: z.array(Counted),
});
export const Comparison = z.object({ sides: z.array(Side).length(2), likeness: z.array(z.enum(likenesses)) });

/** Two cards side by side with what hangs on each. Throws 404 unless both are in reach. */
export async function compareCards(ids: readonly [string, string]) {
  const cards = [await cardInReach(ids[0], 'people.merge'), await cardInReach(ids[1], 'people.merge')] as const;
  const sides = [];
  for (const card of cards) {
    sides.push({ ...ownFields(card, await mayOn(card.id, 'people.documents')), rows: await countRows(card.id) });
  }
  return { sides, likeness: likenessOf(cards[0], cards[1]) };
}

const countRows = (personId: string) =>
  beyondReach('what hangs on a card that was in reach', async () => {
    const counted = [];
    for (const pointer of pointers()) {
      const rows = (await rowsAt(pointer, personId)).length;
      if (rows) counted.push({ ...titled(pointer), rows });
    }
    return counted;
  });

const titled = ({ name: reference, title, titleEn }: Pointer) => ({ reference, title, titleEn });

export const MergeView = z.object({
  id: z.string(),
  survivor: PersonLine,
  loser: PersonLine,
  reason: z.string(),
  documents: z.string(),
  fields: z.array(z.string()),
  mergedBy: z.string().nullable(),
  mergedAt: z.string(),
  undoneAt: z.string().nullable(),
  /** Rows that came from the lost card and would go back. */
  moved: z.array(Counted),
  /** Rows written since: who takes the merge back deals them out. */
  since: z.array(
    z.object({
      reference: z.string(),
      title: z.string(),
      titleEn: z.string(),
      rows: z.array(z.object({ key: z.string(), text: z.string() })),
    }),
  ),
});

/** A merge with its proof, and with what taking it back would do. The merge was in reach. */
export async function mergeView(merge: Merge) {
  const lines = await personLines(await cardsBeyond([merge.survivor_id, merge.loser_id]));
  const line = (id: string) => lines.find((one) => one.id === id);
  return {
    id: merge.id,
    survivor: line(merge.survivor_id),
    loser: line(merge.loser_id),
    reason: open(merge.reason, placeOf(table, 'reason', merge.id)),
    documents: open(merge.documents, placeOf(table, 'documents', merge.id)),
    fields: merge.fields,
    mergedAt: merge.merged_at.toISOString(),
    undoneAt: merge.undone_at?.toISOString() ?? null,
    ...(await beyondReach('the merge was in reach', async () => ({
      mergedBy: await nameOf(merge.merged_by),
      moved: await movedBy(merge),
      since: merge.undone_at ? [] : await sinceWithLines(merge),
    }))),
  };
}

async function nameOf(accountId: string | null) {
  if (!accountId) return null;
  const [row] = await sql<{ name: string }>`SELECT name FROM core.accounts WHERE id = ${accountId}`;
  return row?.name ?? null;
}

async function movedBy({ id }: Merge) {
  const rows = await sql<{
    reference: string;
    rows: number;
  }>`SELECT reference, count(*)::int AS rows FROM core.person_merge_rows
    WHERE merge_id = ${id} AND side = 'loser' GROUP BY reference ORDER BY reference`;
  const known = new Map(pointers().map((pointer) => [pointer.name, pointer]));
  return rows.map(({ reference, rows: count }) => {
    const { title = reference, titleEn = reference } = known.get(reference) ?? {};
    return { reference, title, titleEn, rows: count };
  });
}

const shownRows = 500;

async function sinceWithLines(merge: Merge) {
  const since = [];
  for (const { pointer, keys } of await rowsSince(merge)) {
    const shown = keys.slice(0, shownRows);
    const texts = new Map((await pointer.describe?.(shown))?.map(({ key, text }) => [key, text]));
    since.push({ ...titled(pointer), rows: shown.map((key) => ({ key, text: texts.get(key) ?? `№ ${key}` })) });
  }
  return since;
}
