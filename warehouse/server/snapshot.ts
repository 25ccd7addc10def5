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
const lanes = 2;

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
    await copyLanes(tableId, run);
    return true;
  });
}

async function copyLanes(tableId: number, run: Run): Promise<void> {
  const stop = new AbortController();
  const inHand = new Set<number>();
  const stopping = (error: unknown) => {
    stop.abort();
    throw error;
  };
  const ended = await Promise.allSettled(
    Array.from({ length: lanes }, () => copyLane(tableId, inHand, run, stop.signal).catch(stopping)),
  );
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

/** One chunk after another that no other lane has in hand, until none is left or another lane has failed. */
async function copyLane(tableId: number, inHand: Set<number>, { signal, onChunk }: Run, stopped: AbortSignal) {
  while (!stopped.aborted) {
    if (signal?.aborted) throw new Error('The snapshot was stopped; it goes on from its last chunk');
    const taken = await nextChunk(tableId, inHand);
    if (!taken) return;
    const progress = await copyChunk(taken).finally(() => inHand.delete(taken.chunk.number));
    if (progress) await onChunk?.(progress.done, progress.of);
  }
}

const nextChunk = (tableId: number, inHand: Set<number>) =>
  writing(async (): Promise<Taken | undefined> => {
    // Locked: of two lanes that find the blocks laid anew one lists them, and no two take the same chunk.
    const [table] = await sql<Table & { storage: string }>`SELECT id, fact, generation, shape, storage
      FROM warehouse.tables WHERE id = ${tableId} AND state = 'building' FOR NO KEY UPDATE`;
    if (!table) return undefined;
    const storage = await storageOf(table.shape);
    if (storage !== table.storage) await startOver(table, storage);
    const [chunk] = await sql<Chunk>`SELECT number, relation, first_block::float8 AS first, after_block::float8 AS after
      FROM warehouse.snapshot_chunks WHERE table_id = ${tableId} AND finished_at IS NULL
        AND number <> ALL (${[...inHand]}::int[]) ORDER BY number LIMIT 1`;
    if (!chunk) return undefined;
    inHand.add(chunk.number);
    // The version comes before the read: the rows hold at least everything up to this tick.
    return { ...table, storage, chunk, version: (await lastTick())?.id ?? 0 };
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
