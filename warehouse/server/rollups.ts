import { log, part, sql } from '@regiso/core';
import { shapes } from './capture';
import { command, commands, name, onCluster, presentCluster, select, standingTables } from './engine-tables';
import { activeTables, type Table } from './generations';
import { explain } from './moves';
import { fenced, locks, reading, writing } from './reading';
import {
  changedSlices,
  createRollup,
  fillRollup,
  rollupName,
  rollupsHash,
  rollupTable,
  rollupView,
} from './rollup-tables';
import { dropUnusedPasses, dropUnusedRollups } from './rollup-tidy';
import { hashOf, type Shape } from './shape';

/** Rollups of one table while they are worked on. */
type Work = { table: Table; shape: Shape; hash: string; tick: number | null };

/** Beyond so many slices the bulk is summed up before moves are held back, and only the rest while they are. */
const slicesAtOnce = 12;

const rolledShapes = () => shapes().filter(({ rollups }) => rollups.length);

/**
 * Brings the rollups of all facts up to what their tables hold: only slices (months, years) with rows moved since the
 * last time are summed up again. Gives the facts whose rollups were brought on. Safe to run side by side.
 */
export async function refreshRollups(): Promise<string[]> {
  const refreshed: string[] = [];
  for (const shape of rolledShapes()) if (await refreshAlone(shape)) refreshed.push(shape.fact);
  await dropUnusedRollups(rolledShapes());
  return refreshed;
}

const refreshAlone = (shape: Shape): Promise<boolean> =>
  writing(async () => {
    await sql`SELECT set_config('idle_in_transaction_session_timeout', '0', true)`;
    const [lock] = await sql<{ mine: boolean }>`
      SELECT pg_try_advisory_xact_lock(${locks.rollup}, hashtext(${shape.fact})) AS mine`;
    const table = lock?.mine && (await activeTables()).find((one) => isLive(one, shape));
    if (!table) return false;
    try {
      return await refresh(table, shape);
    } catch (error) {
      await writing(() => sql`UPDATE warehouse.rollups SET error = ${explain(error)} WHERE table_id = ${table.id}`);
      throw error;
    }
  });

// A table of an older shape may lack a column that the rollup wants; it is being replaced.
const isLive = ({ fact, state, hash }: Table, shape: Shape) =>
  fact === shape.fact && state === 'live' && hash === hashOf(shape);

async function refresh(table: Table, shape: Shape): Promise<boolean> {
  const began = performance.now();
  const hash = rollupsHash(shape);
  const work: Work = { table, shape, hash, tick: await standing(table, shape, hash) };
  const { tick, filled } = await sumUp(work);
  if (tick === null) return false;
  if (filled.size) await publish(work, filled);
  await writing(async () => {
    await supersede(table.id, filled);
    await sql`UPDATE warehouse.rollups SET tick = ${tick}, refreshed_at = clock_timestamp(), error = NULL,
      seconds = ${(performance.now() - began) / 1000} WHERE table_id = ${table.id}`;
  });
  if (filled.size) await dropUnusedPasses(table.id, tablesOf(work));
  return true;
}

const tablesOf = ({ table, shape, hash }: Pick<Work, 'table' | 'shape' | 'hash'>) =>
  shape.rollups.map((rollup) => rollupTable(table, rollup.name, hash));

/** The tick of the rollups that stand; null when they are to be filled from nothing, for which they are made ready. */
async function standing(table: Table, shape: Shape, hash: string): Promise<number | null> {
  const there = await standingTables();
  const names = [...tablesOf({ table, shape, hash }), ...shape.rollups.map((one) => rollupName(shape.fact, one.name))];
  const isWhole = names.every((one) => there.has(one));
  for (const rollup of isWhole ? [] : shape.rollups) {
    const own = rollupTable(table, rollup.name, hash);
    await commands([`DROP TABLE IF EXISTS ${name(own)}${onCluster()} SYNC`, createRollup(own, shape, rollup)]);
  }
  return writing(async () => {
    await sql`DELETE FROM warehouse.rollups WHERE table_id = ${table.id} AND (hash <> ${hash} OR NOT ${isWhole})`;
    await sql`INSERT INTO warehouse.rollups (table_id, hash) VALUES (${table.id}, ${hash}) ON CONFLICT DO NOTHING`;
    const [row] = await sql<{ tick: number | null }>`SELECT tick::float8 AS tick FROM warehouse.rollups
      WHERE table_id = ${table.id}`;
    return row?.tick ?? null;
  });
}

/** New passes by slice, and the tick they stand for; no tick when a move that was cut short has left its rows. */
async function sumUp(work: Work): Promise<{ tick: number | null; filled: Map<string, number> }> {
  const before = await appliedTo(work.table.id);
  const early = await slicesSince(work, work.tick);
  const filled = new Map<string, number>();
  if (!early.length && work.tick !== null) return { tick: before, filled };
  const inBulk = early.length > slicesAtOnce;
  for (let at = 0; inBulk && at < early.length; at += slicesAtOnce)
    await fill(work, early.slice(at, at + slicesAtOnce), filled);
  return fenced(work.table.id, 'alone', async () => {
    const tick = await appliedTo(work.table.id);
    const rest = await slicesSince(work, inBulk ? before : work.tick);
    if (rest.length) await fill(work, rest, filled);
    const isExact = !(await slicesSince(work, tick)).length;
    return { tick: isExact ? tick : null, filled };
  });
}

async function fill({ table, shape, hash }: Work, slices: string[], filled: Map<string, number>) {
  const pass = await nextPass();
  for (const rollup of shape.rollups)
    await command(fillRollup(rollupTable(table, rollup.name, hash), table, shape, rollup, slices, pass), fillSettings);
  if (presentCluster())
    for (const one of tablesOf({ table, shape, hash })) await command(`SYSTEM SYNC REPLICA${onCluster()} ${name(one)}`);
  for (const slice of slices) filled.set(slice, pass);
}

// All versions of a row stand in one partition, since what parts the table is part of its sorting key.
const fillSettings = { do_not_merge_across_partitions_select_final: 1, max_partitions_per_insert_block: '0' } as const;

const slicesSince = async ({ table, shape }: Work, since: number | null) =>
  (await select<{ slice: string }>(changedSlices(table, shape, since))).map(({ slice }) => slice);

const appliedTo = (tableId: number) =>
  reading(async () => {
    const [row] = await sql<{ tick: number }>`SELECT warehouse.applied(t)::float8 AS tick FROM warehouse.tables t
      WHERE id = ${tableId}`;
    return row?.tick ?? 0;
  });

// Never the same number twice: what a killed process still writes under its own is nobody's.
const nextPass = () =>
  writing(async () => {
    const [row] = await sql<{ pass: number }>`SELECT nextval('warehouse.rollup_pass')::float8 AS pass`;
    if (!row) throw new Error('No pass could be numbered');
    return row.pass;
  });

const shown = part`SELECT slice, pass::float8 AS pass FROM warehouse.rollup_slices WHERE superseded_at IS NULL`;

async function publish({ table, shape, hash }: Work, filled: ReadonlyMap<string, number>) {
  const old = await reading(() => sql<{ slice: string; pass: number }>`${shown} AND table_id = ${table.id}`);
  const slices = new Map([...old.map(({ slice, pass }) => [slice, pass] as const), ...filled]);
  const list = [...slices].sort(([a], [b]) => (a < b ? -1 : 1)).map(([slice, pass]) => ({ slice, pass }));
  for (const rollup of shape.rollups)
    await command(rollupView(rollupTable(table, rollup.name, hash), shape, rollup, list));
  log.debug('rollups are brought on', { fact: shape.fact, slices: filled.size });
}

async function supersede(tableId: number, filled: ReadonlyMap<string, number>) {
  const entries = [...filled].map(([slice, pass]) => ({ slice, pass }));
  await sql`UPDATE warehouse.rollup_slices SET superseded_at = clock_timestamp()
    WHERE table_id = ${tableId} AND superseded_at IS NULL AND slice = ANY(${[...filled.keys()]}::text[])`;
  await sql`INSERT INTO warehouse.rollup_slices (table_id, slice, pass)
    SELECT ${tableId}, slice, pass FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS e(slice text, pass bigint)`;
}

/** Facts whose rollups can be asked, with the tick up to which they hold everything. */
export const rolledFacts = (): Promise<Map<string, number>> =>
  reading(async () => {
    const hashes = rolledShapes().map(rollupsHash);
    if (!hashes.length) return new Map<string, number>();
    const rows = await sql<{ fact: string; tick: number }>`
      SELECT t.fact, warehouse.rolled(t, r.tick)::float8 AS tick FROM warehouse.rollups r
      JOIN warehouse.tables t ON t.id = r.table_id
      WHERE t.state = 'live' AND r.tick IS NOT NULL AND r.hash = ANY(${hashes}::text[])`;
    return new Map(rows.map(({ fact, tick }) => [fact, tick]));
  });
