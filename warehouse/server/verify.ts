import type { Client } from 'pg';
import { inTransaction, log, sql } from '@regiso/core';
import type { Verified } from '../shared';
import { catchUp } from './catch-up';
import { name, physicalName, select } from './engine-tables';
import { activeTables, type Table } from './generations';
import { loaderClient } from './mover';
import { writing } from './reading';
import { lastTick, tick, type Tick } from './ticks';
import { clickhouseText, literal, postgresText, quoted } from './values';

type Run = { signal?: AbortSignal; progress?: (share: number, step: string) => Promise<void> | void };
export type Verification = Verified & { fact: string; ok: boolean; keys: string[] };
type Sums = Map<string, string>;

const keysPerBucket = 5_000;
/** Buckets looked into row by row; more would mean that the table is plainly wrong. */
const bucketsLookedInto = 200;

/**
 * Compares every row of the live tables with PostgreSQL by checksums. Rows that change meanwhile are left out, so it
 * may run while the system writes; what it names is wrong for certain.
 */
export async function verify(fact?: string, { signal, progress }: Run = {}): Promise<Verification[]> {
  const tables = (await activeTables()).filter((table) => table.state === 'live' && (!fact || table.fact === fact));
  if (fact && !tables.length)
    throw new Error(`The warehouse has no live table ${fact}; see \`regiso warehouse status\``);
  const results: Verification[] = [];
  for (const [at, table] of tables.entries()) {
    signal?.throwIfAborted();
    await progress?.(at / tables.length, table.fact);
    results.push(await verifyTable(table));
  }
  return results;
}

async function verifyTable(table: Table): Promise<Verification> {
  const from = await tickNow();
  await catchUp();
  const client = await loaderClient();
  try {
    const found = await compare(client, table, from);
    const verified: Verified = { at: new Date().toISOString(), tick: from.id, ...found.counts };
    await writing(
      () => sql`UPDATE warehouse.tables SET verified = ${JSON.stringify(verified)}::jsonb WHERE id = ${table.id}`,
    );
    const ok = !verified.missing && !verified.extra && !verified.different;
    if (!ok) log.error('a table of the warehouse differs from its source', { fact: table.fact, ...found.counts });
    return { fact: table.fact, ok, ...verified, keys: found.keys };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function tickNow(): Promise<Tick> {
  const made = (await tick({ force: true })) ?? (await inTransaction({ process: 'warehouse' }, lastTick));
  if (!made) throw new Error('No tick could be written');
  return made;
}

async function compare(client: Client, table: Table, from: Tick) {
  const [{ rows = 0 } = {}] = (
    await client.query<{ rows: number }>(`SELECT count(*)::float8 AS rows FROM ${sourceOf(table)}`)
  ).rows;
  const buckets = Math.max(1, Math.ceil(rows / keysPerBucket));
  // ClickHouse first: what is read later in PostgreSQL can only be newer, and newer rows stand in the log.
  const there = await clickhouseSums(
    table,
    `toString(${clickhouseBucket(buckets)})`,
    'toString(count()), toString(sum(toInt128(h)))',
  );
  const here = await postgresSums(
    client,
    table,
    `${postgresBucket(table, buckets)}::text`,
    "count(*) || ',' || sum(h)",
  );
  const suspects = differing(here, there).slice(0, bucketsLookedInto);
  const counts = { rows, missing: 0, extra: 0, different: 0 };
  if (!suspects.length) return { counts, keys: [] };
  const list = suspects.map(literal).join(',');
  const rowsThere = await clickhouseSums(
    table,
    'toString(_key)',
    'toString(any(h))',
    `toString(${clickhouseBucket(buckets)}) IN (${list})`,
  );
  const rowsHere = await postgresSums(
    client,
    table,
    `${keyText(table)}`,
    'min(h)::text',
    `${postgresBucket(table, buckets)}::text IN (${list})`,
  );
  const changed = await changedSince(client, table, from);
  const keys = differing(rowsHere, rowsThere).filter((key) => !changed.has(key) && !changed.has(''));
  for (const key of keys) counts[!rowsThere.has(key) ? 'missing' : !rowsHere.has(key) ? 'extra' : 'different'] += 1;
  return { counts, keys: keys.slice(0, 20) };
}

const differing = (here: Sums, there: Sums) =>
  [...new Set([...here.keys(), ...there.keys()])].filter((key) => here.get(key) !== there.get(key));

const sourceOf = ({ shape }: Table) => `${quoted(shape.schema)}.${quoted(shape.table)}`;
const keyText = ({ shape }: Table) => `t.${quoted(shape.key.column)}::text`;

const postgresBucket = (table: Table, buckets: number) =>
  `(('x' || substr(md5(${keyText(table)}), 1, 8))::bit(32)::bigint % ${buckets})`;
const clickhouseBucket = (buckets: number) =>
  `reinterpretAsUInt32(reverse(substring(MD5(toString(_key)), 1, 4))) % ${buckets}`;

async function postgresSums(client: Client, table: Table, group: string, value: string, where = 'true'): Promise<Sums> {
  const row = [keyText(table), ...table.shape.columns.map((column) => postgresText(column, 't'))].join(" || '|' || ");
  const { rows } = await client.query<{ g: string; v: string }>(
    `SELECT g, ${value} AS v FROM (SELECT ${group} AS g, ('x' || substr(md5(${row}), 1, 16))::bit(64)::bigint AS h
       FROM ${sourceOf(table)} t WHERE ${where}) r GROUP BY g`,
  );
  return new Map(rows.map(({ g, v }) => [g, v]));
}

async function clickhouseSums(table: Table, group: string, value: string, where = '1'): Promise<Sums> {
  const row = ['toString(_key)', ...table.shape.columns.map(clickhouseText)].join(", '|', ");
  const rows = await select<{ g: string; v: string }>(
    `SELECT g, arrayStringConcat([${value}], ',') AS v FROM (
       SELECT ${group} AS g, reinterpretAsInt64(reverse(substring(MD5(concat(${row}, '')), 1, 8))) AS h
       FROM ${name(physicalName(table.fact, table.generation))} FINAL WHERE ${where}) GROUP BY g`,
  );
  return new Map(rows.map(({ g, v }) => [g, v]));
}

/** Keys changed after a tick; an empty key when the whole table was emptied. */
async function changedSince(client: Client, table: Table, { snapshot }: Tick): Promise<Set<string>> {
  const { rows } = await client.query<{ key: string | null }>(
    `SELECT DISTINCT key FROM warehouse.changes WHERE source = $1 AND (xid >= $2::xid8 OR xid = ANY($3::xid8[]))`,
    [table.source, snapshot.xmax, snapshot.running],
  );
  return new Set(rows.map(({ key }) => key ?? ''));
}
