import type { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { one } from './cluster';

export type Counts = Record<string, number>;

// Queues of jobs change while nobody works with the system, so that they prove nothing.
const tables = `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname NOT IN ('jobs', 'information_schema')
    AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1`;

const namesOf = async (client: Client) => (await client.query<{ name: string }>(tables)).rows.map(({ name }) => name);

/** How many rows every table has, in the present transaction of the client. */
export async function countRows(client: Client, onTable?: (share: number) => void): Promise<Counts> {
  const counts: Counts = {};
  const names = await namesOf(client);
  for (const [at, name] of names.entries()) {
    counts[name] = Number((await one<{ rows: string }>(client, `SELECT count(*) AS rows FROM ${name}`)).rows);
    onTable?.((at + 1) / names.length);
  }
  return counts;
}

/**
 * Marks a place in PostgreSQL's log and counts all rows as of exactly that place. Writers wait for some milliseconds, not
 * for the counting. Counts are null when the tables could not be held still within three attempts.
 */
export async function markAndCount(
  holder: Client,
  counter: Client,
  name: string,
): Promise<{ lsn: string; counts: Counts | null }> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const marked = await markStill(holder, counter, name);
    if (marked) return marked;
    await pause(attempt * 500);
  }
  const { lsn } = await one<{ lsn: string }>(holder, 'SELECT pg_create_restore_point($1)::text AS lsn', [name]);
  return { lsn, counts: null };
}

// A lock in SHARE mode lets readers through and waits for writers: while it is held, the snapshot and the mark are one moment.
async function markStill(holder: Client, counter: Client, name: string) {
  const names = await namesOf(holder);
  await holder.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  try {
    await holder.query(`SET LOCAL lock_timeout = '2s'`);
    await holder.query(`LOCK TABLE ${names.join(', ')} IN SHARE MODE`);
    const held = await one<{ snapshot: string; lsn: string }>(
      holder,
      'SELECT pg_export_snapshot() AS snapshot, pg_create_restore_point($1)::text AS lsn',
      [name],
    );
    await counter.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await counter.query(`SET TRANSACTION SNAPSHOT '${held.snapshot}'`);
    await holder.query('COMMIT');
    return { lsn: held.lsn, counts: await countRows(counter) };
  } catch (error) {
    if (!['55P03', '40P01'].includes((error as { code?: string }).code ?? '')) throw error;
    return undefined;
  } finally {
    await holder.query('ROLLBACK').catch(() => undefined);
    await counter.query('ROLLBACK').catch(() => undefined);
  }
}

/** Tables whose numbers differ, in words. */
export function differences(before: Counts, after: Counts): string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} has ${after[name] ?? 'no'} rows, and the backup had ${before[name] ?? 'none'}`);
}
