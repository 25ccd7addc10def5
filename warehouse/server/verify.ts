import type { Client } from 'pg';
import { log, sql } from '@regiso/core';
import type { Verified } from '../shared';
import { catchUp } from './catch-up';
import * as sums from './checksums';
import { activeTables, type Table } from './generations';
import { heartbeatFact } from './heartbeat';
import { loaderClient } from './mover';
import { reading, writing } from './reading';
import { lastTick, tick, type Tick } from './ticks';

export type Run = { signal?: AbortSignal; progress?: (share: number, step: string) => Promise<void> | void };
export type Verification = Verified & { fact: string; ok: boolean; keys: string[] };
type Found = Map<string, 'missing' | 'extra' | 'different'>;

const keysPerBucket = 5_000;
/** Buckets looked into row by row; more would mean that the table is plainly wrong. */
const bucketsLookedInto = 200;
const keysShown = 20;

/** The live table of a fact, or all. Throws when there is none of that name. */
export async function liveTables(fact?: string): Promise<Table[]> {
  const tables = (await activeTables()).filter(
    (table) => table.state === 'live' && (fact ? table.fact === fact : table.fact !== heartbeatFact.name),
  );
  if (fact && !tables.length)
    throw new Error(`The warehouse has no live table ${fact}; see \`regiso warehouse status\``);
  return tables;
}

/**
 * Compares every row of the live tables with PostgreSQL by checksums. Rows that change meanwhile are left out, so it
 * may run while the system writes; what it names is wrong for certain.
 */
export async function verify(fact?: string, { signal, progress }: Run = {}): Promise<Verification[]> {
  const tables = await liveTables(fact);
  const results: Verification[] = [];
  for (const [at, table] of tables.entries()) {
    await progress?.(at / tables.length, table.fact);
    results.push(await verifyTable(table, { ...(signal && { signal }) }));
  }
  return results;
}

/** Compares one table and notes the result. `keep` is given every wrong key, for a repair. */
export async function verifyTable(table: Table, run: Run & { keep?: string[] } = {}): Promise<Verification> {
  const from = await tickNow();
  await catchUp({ table: table.id, ...(run.signal && { signal: run.signal }) });
  const { rows, found } = await withLoader((client) => compare(client, table, from, run.signal));
  const counts = { missing: 0, extra: 0, different: 0 };
  for (const kind of found.values()) counts[kind] += 1;
  run.keep?.push(...found.keys());
  const verified: Verified = { at: new Date().toISOString(), tick: from.id, rows, ...counts };
  await writing(
    () => sql`UPDATE warehouse.tables SET verified = ${JSON.stringify(verified)}::jsonb WHERE id = ${table.id}`,
  );
  if (found.size) log.error('a table of the warehouse differs from its source', { fact: table.fact, ...counts });
  return { fact: table.fact, ok: !found.size, ...verified, keys: [...found.keys()].slice(0, keysShown) };
}

async function tickNow(): Promise<Tick> {
  const made = (await tick({ force: true })) ?? (await reading(lastTick));
  if (!made) throw new Error('No tick could be written');
  return made;
}

async function withLoader<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = await loaderClient();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function compare(client: Client, table: Table, from: Tick, signal?: AbortSignal) {
  const rows = await sums.countSource(client, table);
  const buckets = Math.max(1, Math.ceil(rows / keysPerBucket));
  // ClickHouse first: what is read later in PostgreSQL can only be newer, and newer rows stand in the log.
  const there = await sums.bucketsThere(table, buckets);
  signal?.throwIfAborted();
  const here = await sums.bucketsHere(client, table, buckets);
  signal?.throwIfAborted();
  const suspects = sums.differing(here, there).slice(0, bucketsLookedInto);
  if (!suspects.length) return { rows, found: new Map() as Found };
  const found = keysOf(
    await sums.keysHere(client, table, buckets, suspects),
    await sums.keysThere(table, buckets, suspects),
  );
  for (const key of await changedSince(client, table, from)) {
    if (key === '') found.clear();
    else found.delete(key);
  }
  return { rows, found: found.size ? await confirm(client, table, found, signal) : found };
}

// Not the log alone decides what changed meanwhile, since parts of it are emptied: what is wrong is still so afterwards.
async function confirm(client: Client, table: Table, suspected: Found, signal?: AbortSignal): Promise<Found> {
  let keys = [...suspected.keys()];
  let found = suspected;
  for (let round = 0; round < 2 && keys.length; round++) {
    signal?.throwIfAborted();
    const from = await tickNow();
    await catchUp({ table: table.id, ...(signal && { signal }) });
    const there = await sums.rowsThere(table, keys);
    found = keysOf(await sums.rowsHere(client, table, keys), there);
    for (const key of await changedSince(client, table, from)) found.delete(key);
    keys = [...found.keys()];
  }
  return found;
}

function keysOf(here: sums.Sums, there: sums.Sums): Found {
  const kind = (key: string) => (!there.has(key) ? 'missing' : !here.has(key) ? 'extra' : 'different');
  return new Map(sums.differing(here, there).map((key) => [key, kind(key)]));
}

/** Keys changed after a tick; an empty key when the whole table was emptied. */
async function changedSince(client: Client, table: Table, { snapshot }: Tick): Promise<Set<string>> {
  const { rows } = await client.query<{ key: string | null }>(
    `SELECT DISTINCT key FROM warehouse.changes WHERE source = $1 AND (xid >= $2::xid8 OR xid = ANY($3::xid8[]))`,
    [table.source, snapshot.xmax, snapshot.running],
  );
  return new Set(rows.map(({ key }) => key ?? ''));
}
