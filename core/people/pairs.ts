import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { beyondReach } from '../server/database';
import { conflict, notFound } from '../server/errors';
import { part, sql } from '../server/sql';
import { cardInReach, cardsBeyond, standing } from './card';
import { likenesses } from './duplicates';
import { PersonLine, personLines } from './person-view';
import { personInReach } from './reach';
import { placeOf, seal } from './sealed';
import { tellMergers } from './twins';

const table = 'core.person_duplicates';

const PairView = z.object({
  first: PersonLine,
  second: PersonLine,
  reasons: z.array(z.enum(likenesses)),
  state: z.enum(['open', 'different', 'merged']),
  foundAt: z.string(),
  judgedAt: z.string().nullable(),
});
export const PairPage = z.object({ items: z.array(PairView), next: z.string().nullable() });
export const PairState = z.enum(['open', 'different', 'merged']);
export const Judgement = z.strictObject({
  firstId: z.uuid(),
  secondId: z.uuid(),
  reason: z.string().trim().min(5, 'Объясните, почему это разные люди').max(1_000),
});

export const Report = z.strictObject({ firstId: z.uuid(), secondId: z.uuid() });

/** Somebody who works with cards says that two of them are one person; who judges pairs is told, and decides. Throws 404 beyond reach, 409. */
export async function reportPair({ firstId, secondId }: z.output<typeof Report>) {
  if (firstId === secondId) throw conflict('Это одна и та же карточка');
  const [first = '', second = ''] = [firstId, secondId].sort();
  await cardInReach(first, 'people.report-twin');
  await cardInReach(second, 'people.report-twin');
  const [row] = await beyondReach(
    'both cards were in reach',
    () => sql<{
      state: string;
    }>`INSERT INTO core.person_duplicates (first_id, second_id, reasons) VALUES (${first}, ${second}, '{reported}')
      ON CONFLICT (first_id, second_id) DO UPDATE SET reasons = CASE WHEN 'reported' = ANY (person_duplicates.reasons)
        THEN person_duplicates.reasons ELSE person_duplicates.reasons || '{reported}' END, state = 'open'
      WHERE person_duplicates.state <> 'merged' RETURNING state`,
  );
  if (!row) throw conflict('Эти карточки уже объединены');
  await audit('people.duplicate-reported', { type: 'person', id: first }, { other: second });
  await audit('people.duplicate-reported', { type: 'person', id: second }, { other: first });
  await tellMergers(first, second);
}

type Row = {
  first_id: string;
  second_id: string;
  reasons: z.infer<typeof PairView>['reasons'];
  state: z.infer<typeof PairState>;
  found_at: Date;
  judged_at: Date | null;
};

/** Pairs of cards that look alike, both in reach, the oldest first. */
export async function listPairs({
  state,
  limit,
  after,
}: {
  state: z.infer<typeof PairState>;
  limit: number;
  after?: string | undefined;
}) {
  const [firstId, secondId] = after?.split('~') ?? [];
  const beyond = firstId ? part`AND (d.first_id, d.second_id) > (${firstId}::uuid, ${secondId}::uuid)` : part``;
  const living = state === 'open' ? part`AND a.merged_into IS NULL AND b.merged_into IS NULL` : part``;
  const inReach = (alias: 'a' | 'b') =>
    part`EXISTS (SELECT FROM core.persons p WHERE p.id = ${standing(alias)} AND ${personInReach('people.merge')})`;
  const rows = await beyondReach(
    'pairs are filtered by the reach of both cards',
    () => sql<
      Row & { cards: string[] }
    >`SELECT d.*, ARRAY[coalesce(a.merged_into, a.id), coalesce(b.merged_into, b.id)] AS cards FROM core.person_duplicates d JOIN core.persons a ON a.id = d.first_id JOIN core.persons b ON b.id = d.second_id
      WHERE d.state = ${state} ${living} ${beyond} AND ${inReach('a')} AND ${inReach('b')}
      ORDER BY d.first_id, d.second_id LIMIT ${limit + 1}`,
  );
  const page = rows.slice(0, limit);
  const shown = await alsoByPolicies(page);
  const last = page.at(-1);
  return {
    items: await pairViews(shown),
    next: rows.length > limit && last ? `${last.first_id}~${last.second_id}` : null,
  };
}

// Pairs themselves are shown by the database to nobody; their cards are.
async function alsoByPolicies<R extends { cards: string[] }>(rows: readonly R[]): Promise<R[]> {
  const ids = rows.flatMap(({ cards }) => cards);
  const seen = await sql<{ id: string }>`SELECT id FROM core.persons WHERE id = ANY (${ids}::uuid[])`;
  const known = new Set(seen.map(({ id }) => id));
  return rows.filter(({ cards }) => cards.every((id) => known.has(id)));
}

async function pairViews(rows: readonly Row[]) {
  const lines = await personLines(await cardsBeyond(rows.flatMap(({ first_id: a, second_id: b }) => [a, b])));
  const byId = new Map(lines.map((line) => [line.id, line]));
  return rows.flatMap((row) => {
    const first = byId.get(row.first_id);
    const second = byId.get(row.second_id);
    if (!first || !second) return [];
    const { reasons, state } = row;
    return [
      {
        first,
        second,
        reasons,
        state,
        foundAt: row.found_at.toISOString(),
        judgedAt: row.judged_at?.toISOString() ?? null,
      },
    ];
  });
}

/** Two cards are two people; the judgement is kept, so that the pair is not offered again. Throws 404. */
export async function judgeDifferent({ firstId, secondId, reason }: z.output<typeof Judgement>) {
  const [first = '', second = ''] = [firstId, secondId].sort();
  await cardInReach(first, 'people.merge');
  await cardInReach(second, 'people.merge');
  const [row] = await beyondReach(
    'both cards were in reach',
    () => sql`UPDATE core.person_duplicates SET state = 'different', judged_by = ${context().actor?.accountId ?? null},
      judged_at = now(), judgement = ${seal(reason, placeOf(table, 'judgement', `${first}/${second}`))}
      WHERE first_id = ${first} AND second_id = ${second} AND state = 'open' RETURNING 1`,
  );
  if (!row) throw notFound('Такой нерешённой пары нет');
  await audit('people.duplicate-judged', { type: 'person', id: first }, { other: second, state: 'different' });
}
