import { log, part, sql } from '@regiso/core';
import {
  command,
  commands,
  createTables,
  createView,
  dropTables,
  dropView,
  physicalName,
  standingTables,
} from './engine-tables';
import { dropLookup, isLookup, makeLookup } from './lookups';
import { locks, reading, writing } from './reading';
import { hashOf, relationOf, type Shape } from './shape';
import { lastTick, tick } from './ticks';

export type Table = {
  id: number;
  fact: string;
  generation: number;
  source: number;
  hash: string;
  shape: Shape;
  state: 'building' | 'live' | 'retired';
  planned: number;
};

/** 64 MB of PostgreSQL's blocks: small enough for two lanes to end together. */
const blocksPerChunk = 8_192;

/** Tables that take part: live ones and those being built. */
export const activeTables = () =>
  reading(
    () => sql<Table>`SELECT id, fact, generation, source, hash, shape, state, planned::float8 AS planned
      FROM warehouse.tables WHERE state <> 'retired' ORDER BY fact, generation`,
  );

/**
 * Begins a new generation of a fact: an empty table, a tick from which it takes the changes, and the list of chunks of
 * its snapshot. Readers stay with the old one until the new one has caught up.
 */
export function beginGeneration(shape: Shape): Promise<number> {
  return withAlignLock(() => begin(shape));
}

/** Begins one only when no sound generation of this shape stands: two processes that find one missing make one. */
export function ensureGeneration(shape: Shape): Promise<number | undefined> {
  return withAlignLock(async () => {
    const [sound] = await sql`SELECT FROM warehouse.tables t WHERE fact = ${shape.fact} AND state <> 'retired'
      AND hash = ${hashOf(shape)} AND lost IS NULL
      AND NOT EXISTS (SELECT FROM warehouse.ticks k WHERE k.id > t.planned AND t.source = ANY(k.emptied))`;
    return sound ? undefined : begin(shape);
  });
}

async function begin(shape: Shape): Promise<number> {
  const forced = await tick({ force: true });
  const from = forced ?? (await reading(lastTick));
  if (!from) throw new Error('No tick could be written');
  const id = await insertGeneration(shape, from.id);
  if (!id) throw new Error(`Fact ${shape.fact}: changes of ${relationOf(shape)} are not captured`);
  return id;
}

/** One process at a time changes what tables there are. */
const withAlignLock = <T>(work: () => Promise<T>) =>
  writing(async () => {
    await sql`SELECT pg_advisory_xact_lock(${locks.align})`;
    return work();
  });

async function insertGeneration(shape: Shape, fromTick: number): Promise<number | undefined> {
  await sql`UPDATE warehouse.tables SET state = 'retired' WHERE fact = ${shape.fact} AND state = 'building'`;
  const [hash, storage] = [hashOf(shape), await storageOf(shape)];
  const [row] = await sql<{ id: number; generation: number; isFirst: boolean }>`
    INSERT INTO warehouse.tables (fact, generation, source, hash, shape, state, planned, storage)
    SELECT ${shape.fact}, coalesce((SELECT max(generation) FROM warehouse.tables WHERE fact = ${shape.fact}), 0) + 1,
           id, ${hash}, ${JSON.stringify(shape)}::jsonb, 'building', ${fromTick}, ${storage}
    FROM warehouse.sources WHERE relation = ${relationOf(shape)} AND capture IS NOT NULL
    RETURNING id, generation, NOT EXISTS
      (SELECT FROM warehouse.tables WHERE fact = ${shape.fact} AND state = 'live') AS "isFirst"`;
  if (!row) return undefined;
  await listChunks(row.id, shape);
  const table = physicalName(shape.fact, row.generation);
  await commands([...dropTables(table), ...createTables(table, shape, hash)]);
  // The first generation is shown while it fills: an empty figure with its state, not an error.
  if (row.isFirst) await command(createView(table, shape));
  if (row.isFirst && isLookup(shape.fact)) await makeLookup(shape);
  return row.id;
}

const regclass = ({ schema, table }: Shape) => `"${schema}"."${table}"`;

/** Changes when the blocks of the table are laid anew (VACUUM FULL, CLUSTER): then chunks by block start again. */
export async function storageOf(shape: Shape): Promise<string> {
  const [row] = await sql<{ storage: string }>`
    SELECT string_agg(oid || ':' || pg_relation_filenode(oid), ',' ORDER BY oid) AS storage FROM (${leaves(shape)}) l`;
  return row?.storage ?? '';
}

/** Lists the chunks of a table's snapshot. Blocks added later hold only logged changes. */
export const listChunks = (tableId: number, shape: Shape, blocksEach = blocksPerChunk) =>
  sql`INSERT INTO warehouse.snapshot_chunks (table_id, number, relation, first_block, after_block)
      SELECT ${tableId}, row_number() OVER (ORDER BY relation, first), relation, first,
             least(first + ${blocksEach}, blocks)
      FROM (SELECT format('%I.%I', relnamespace::regnamespace, relname) AS relation,
                   pg_relation_size(oid) / current_setting('block_size')::int AS blocks
            FROM (${leaves(shape)}) l) sized, generate_series(0, blocks - 1, ${blocksEach}) AS first`;

/** The tables that hold the rows: the table itself, or its partitions. */
const leaves = (shape: Shape) =>
  part`SELECT c.oid, c.relname, c.relnamespace FROM pg_class c WHERE c.relkind = 'r' AND
    (c.oid = ${regclass(shape)}::regclass OR c.oid IN (SELECT relid FROM pg_partition_tree(${regclass(shape)}::regclass)))`;

/** Lets every generation that is complete and has caught up take the place of the live one. Gives their facts. */
export async function promoteReady(): Promise<string[]> {
  const ready = await reading(
    () => sql<{ id: number }>`SELECT b.id FROM warehouse.tables b
      LEFT JOIN warehouse.tables l ON l.fact = b.fact AND l.state = 'live'
      WHERE b.state = 'building'
        AND NOT EXISTS (SELECT FROM warehouse.snapshot_chunks c WHERE c.table_id = b.id AND c.finished_at IS NULL)
        AND warehouse.applied(b) >= coalesce((SELECT max(tick) FROM warehouse.snapshot_chunks c WHERE c.table_id = b.id), 0)
        AND (l.id IS NULL OR warehouse.applied(b) >= warehouse.applied(l))`,
  );
  const promoted: string[] = [];
  for (const { id } of ready) promoted.push(...(await promote(id)));
  if (promoted.length) await dropRetired();
  return promoted;
}

const promote = (id: number) =>
  withAlignLock(async () => {
    const [table] = await sql<Table>`SELECT fact, generation, shape FROM warehouse.tables
      WHERE id = ${id} AND state = 'building'`;
    if (!table) return [];
    await command(createView(physicalName(table.fact, table.generation), table.shape));
    if (isLookup(table.fact)) await makeLookup(table.shape);
    await sql`UPDATE warehouse.tables SET state = 'retired' WHERE fact = ${table.fact} AND state = 'live'`;
    await sql`UPDATE warehouse.tables SET state = 'live' WHERE id = ${id}`;
    await sql`DELETE FROM warehouse.snapshot_chunks WHERE table_id = ${id}`;
    log.info('a table of the warehouse is live', { fact: table.fact, generation: table.generation });
    return [table.fact];
  });

/** Takes a fact out that no plugin declares any more. */
export const retireFact = (fact: string) =>
  withAlignLock(async () => {
    await dropLookup(fact);
    await command(dropView(fact));
    await sql`UPDATE warehouse.tables SET state = 'retired' WHERE fact = ${fact}`;
  });

/** Drops the tables of retired generations in ClickHouse, then forgets them, save the newest number of a fact. */
export async function dropRetired() {
  const retired = await reading(
    () => sql<Table>`SELECT id, fact, generation FROM warehouse.tables WHERE state = 'retired'`,
  );
  if (!retired.length) return;
  const standing = await standingTables();
  for (const { fact, generation } of retired) {
    const table = physicalName(fact, generation);
    if (standing.has(table)) await commands(dropTables(table));
  }
  await writing(
    () => sql`DELETE FROM warehouse.tables t WHERE t.id = ANY(${retired.map(({ id }) => id)}::int[])
      AND EXISTS (SELECT FROM warehouse.tables n WHERE n.fact = t.fact AND n.generation > t.generation)`,
  );
}
