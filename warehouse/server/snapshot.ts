import { inTransaction, sql } from '@regiso/core';
import { physicalName } from './engine-tables';
import { listChunks, storageOf, type Table } from './generations';
import { chunkQuery } from './move-sql';
import { explain } from './moves';
import { forgetMover, mover } from './mover';
import { locks, writing } from './reading';
import { lastTick } from './ticks';

type Run = { signal?: AbortSignal; onChunk?: (done: number, of: number) => Promise<void> | void };
type Taken = Table & { storage: string; chunk: Chunk; version: number };
type Chunk = { number: number; relation: string; first: number; after: number };

/** While ClickHouse writes one chunk down, PostgreSQL reads the next; a third would wait for both. */
const lanes = [0, 1];

/**
 * Copies a table's rows chunk by chunk while the system writes; goes on where an earlier run stopped. False when
 * another process is at it. Stops between two chunks when the signal is aborted.
 */
export function takeSnapshot(tableId: number, run: Run = {}): Promise<boolean> {
  // The lock ends with its transaction, and so with the process that held it.
  return inTransaction({ process: 'warehouse' }, async () => {
    await sql`SET LOCAL idle_in_transaction_session_timeout = 0`;
    const [lock] = await sql<{
      mine: boolean;
    }>`SELECT pg_try_advisory_xact_lock(${locks.snapshot}, ${tableId}) AS mine`;
    if (!lock?.mine) return false;
    // Blocks laid anew at the end of one lane leave chunks to the other, which may have ended.
    do await copyLanes(tableId, run);
    while (await isUnfinished(tableId));
    return true;
  });
}

async function copyLanes(tableId: number, run: Run): Promise<void> {
  const stop = new AbortController();
  const stopping = (error: unknown) => {
    stop.abort();
    throw error;
  };
  const ended = await Promise.allSettled(
    lanes.map((lane) => copyLane(tableId, lane, run, stop.signal).catch(stopping)),
  );
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

const isUnfinished = (tableId: number) =>
  writing(async () => {
    const [chunk] = await sql`SELECT FROM warehouse.snapshot_chunks c JOIN warehouse.tables t ON t.id = c.table_id
      WHERE t.id = ${tableId} AND t.state = 'building' AND c.finished_at IS NULL LIMIT 1`;
    return chunk !== undefined;
  });

/** Every other chunk, until none is left or the other lane has failed. */
async function copyLane(tableId: number, lane: number, { signal, onChunk }: Run, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    if (signal?.aborted) throw new Error('The snapshot was stopped; it goes on from its last chunk');
    const taken = await nextChunk(tableId, lane);
    if (!taken) return;
    const progress = await copyChunk(taken);
    if (progress) await onChunk?.(progress.done, progress.of);
  }
}

const nextChunk = (tableId: number, lane: number) =>
  writing(async (): Promise<Taken | undefined> => {
    // Locked: of two lanes that find the blocks laid anew, one lists them.
    const [table] = await sql<Table & { storage: string }>`SELECT id, fact, generation, shape, storage
      FROM warehouse.tables WHERE id = ${tableId} AND state = 'building' FOR NO KEY UPDATE`;
    if (!table) return undefined;
    const storage = await storageOf(table.shape);
    if (storage !== table.storage) await startOver(table, storage);
    const [chunk] = await sql<Chunk>`SELECT number, relation, first_block::float8 AS first, after_block::float8 AS after
      FROM warehouse.snapshot_chunks WHERE table_id = ${tableId} AND finished_at IS NULL
        AND number % ${lanes.length}::int = ${lane}::int ORDER BY number LIMIT 1`;
    // The version comes before the read: the rows hold at least everything up to this tick.
    return chunk && { ...table, storage, chunk, version: (await lastTick())?.id ?? 0 };
  });

// The blocks were laid anew: what stood in a later chunk may stand in an earlier one now.
async function startOver(table: Table, storage: string) {
  await sql`DELETE FROM warehouse.snapshot_chunks WHERE table_id = ${table.id}`;
  await sql`UPDATE warehouse.tables SET storage = ${storage} WHERE id = ${table.id}`;
  await listChunks(table.id, table.shape);
}

/** Copies a chunk and gives how many of all are done; nothing where the blocks were laid anew meanwhile: it is no chunk any more. */
async function copyChunk(taken: Taken) {
  const { id, fact, generation, shape, storage, version } = taken;
  const { number, relation, first, after } = taken.chunk;
  try {
    const way = await mover();
    await way.move(physicalName(fact, generation), shape, chunkQuery(shape, relation, first, after), version);
  } catch (error) {
    forgetMover();
    const message = explain(error);
    await writing(
      () => sql`UPDATE warehouse.snapshot_chunks SET error = ${message} WHERE table_id = ${id} AND number = ${number}`,
    ).catch(() => undefined);
    throw error;
  }
  return writing(async () => {
    const [progress] = await sql<{ done: number; of: number }>`WITH finished AS (
        UPDATE warehouse.snapshot_chunks SET finished_at = clock_timestamp(), tick = ${version}, error = NULL
        WHERE table_id = ${id} AND number = ${number}
          AND EXISTS (SELECT FROM warehouse.tables WHERE id = ${id} AND storage = ${storage}) RETURNING number)
      SELECT count(c.finished_at)::int + 1 AS done, count(*)::int AS of
      FROM warehouse.snapshot_chunks c, finished WHERE c.table_id = ${id} GROUP BY finished.number`;
    return progress;
  });
}
