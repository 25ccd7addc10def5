import { beyondReach, sql } from '@regiso/core';

export type Move = { at: string; cause: string; by: number; class: number; own: boolean };
type Row = {
  id: string;
  at: string;
  mine: boolean;
  class: number;
  from: string | null;
  to: string | null;
  cause: string;
};

const most = 2000;

/**
 * What moved an application in one list since a moment, the newest first: +1 for each who came to stand before it, −1 for
 * each who left from there. The sum is exactly the difference of its positions. Nobody is named. The caller has it in reach.
 */
export const movesSince = (applicationId: string, organisationId: string, since: string) =>
  beyondReach('the events of a list, without who they were', async () => {
    const [entry] = await sql<{ key: string; age: number }>`SELECT key, age FROM kindergarten.queue_entries
      WHERE application_id = ${applicationId} AND organisation_id = ${organisationId}`;
    if (!entry) return { moves: [], isWhole: true };
    const rows = await sql<Row>`
      SELECT id, at, application_id = ${applicationId} AS mine, class, from_key AS from, to_key AS to, cause
      FROM kindergarten.queue_moves WHERE organisation_id = ${organisationId} AND age = ${entry.age} AND at > ${since}::timestamptz
      ORDER BY id DESC LIMIT ${most + 1}`;
    const seen = rows.slice(0, most);
    const list = { applicationId, organisationId, age: entry.age };
    const before = await countBefore(list, ownKeys(entry.key, seen));
    return { moves: explain(entry.key, seen, before), isWhole: rows.length <= most };
  });

const ownKeys = (key: string, rows: readonly Row[]) => [
  ...new Set([key, ...rows.filter(({ mine }) => mine).flatMap(({ from, to }) => [from, to])]),
];

type List = { applicationId: string; organisationId: string; age: number };

/** How many others stand before each key now. */
async function countBefore({ applicationId, organisationId, age }: List, keys: readonly (string | null)[]) {
  const wanted = keys.filter((key) => key !== null);
  const rows = await sql<{
    key: string;
    n: number;
  }>`SELECT k.key, (SELECT count(*)::int FROM kindergarten.queue_entries e
      WHERE e.organisation_id = ${organisationId} AND e.age = ${age}
        AND e.application_id <> ${applicationId} AND e.key < k.key COLLATE "C") AS n
    FROM unnest(${wanted}::text[]) k(key)`;
  return new Map(rows.map(({ key, n }) => [key, n]));
}

const isBefore = (key: string | null, mine: string) => (key !== null && key < mine ? 1 : 0);
const shift = ({ from, to }: Row, mine: string) => isBefore(to, mine) - isBefore(from, mine);

// From now backwards: between two own moves the own key stands still, and every other row shifts it by a known step.
function explain(keyNow: string, rows: readonly Row[], before: ReadonlyMap<string, number>): Move[] {
  const moves: Move[] = [];
  let mine: string | null = keyNow;
  for (const [at, row] of rows.entries()) {
    if (row.mine) {
      const later = rows.slice(0, at).filter((one) => !one.mine);
      const stood = (key: string) => (before.get(key) ?? 0) - later.reduce((sum, one) => sum + shift(one, key), 0);
      if (row.from !== null && row.to !== null)
        moves.push({ ...said(row, stood(row.to) - stood(row.from)), own: true });
      else moves.push({ ...said(row, 0), own: true });
      mine = row.from;
      if (mine === null) break;
      continue;
    }
    const by = mine === null ? 0 : shift(row, mine);
    if (by) moves.push({ ...said(row, by), own: false });
  }
  return moves;
}

const said = ({ at, cause, class: rank }: Row, by: number) => ({ at, cause, by, class: rank });
