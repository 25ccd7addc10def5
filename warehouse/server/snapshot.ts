import { inTransaction, sql } from '@regiso/core';
import { physicalName } from './engine-tables';
import { listChunks, storageOf, type Table } from './generations';
import { chunkQuery } from './move-sql';
import { explain } from './moves';
import { forgetMover, mover } from './mover';
import { locks, reading, writing } from './reading';
import { lastTick } from './ticks';

type Run = { signal?: AbortSignal; onChunk?: (done: number, of: number) => Promise<void> | void };
type Chunk = { number: number; relation: string; first: number; after: number; done: number; of: number };

/**
 * Copies a table's rows chunk by chunk while the system writes; goes on where an earlier run stopped. False when
 * another process is at it. Stops between two chunks when the signal is aborted.
 */
export function takeSnapshot(tableId: number, { signal, onChunk }: Run = {}): Promise<boolean> {
  // The lock ends with its transaction, and so with the process that held it.
  return inTransaction({ process: 'warehouse' }, async () => {
    await sql`SET LOCAL idle_in_transaction_session_timeout = 0`;
    const [lock] = await sql<{
      mine: boolean;
    }>`SELECT pg_try_advisory_xact_lock(${locks.snapshot}, ${tableId}) AS mine`;
    if (!lock?.mine) return false;
    for (;;) {
      if (signal?.aborted) throw new Error('The snapshot was stopped; it goes on from its last chunk');
      const next = await nextChunk(tableId);
      if (!next) return true;
      const { table, chunk } = next;
      await copyChunk(table, chunk);
      await onChunk?.(chunk.done + 1, chunk.of);
    }
  });
}

const nextChunk = (tableId: number) =>
  writing(async () => {
    const [table] = await sql<Table & { storage: string }>`SELECT id, fact, generation, shape, storage
      FROM warehouse.tables WHERE id = ${tableId} AND state = 'building'`;
    if (!table) return undefined;
    const storage = await storageOf(table.shape);
    if (storage !== table.storage) await startOver(table, storage);
    const [chunk] =
      await sql<Chunk>`SELECT number, relation, first_block::float8 AS first, after_block::float8 AS after,
        (SELECT count(*) FROM warehouse.snapshot_chunks WHERE table_id = ${tableId})::int AS of,
        (SELECT count(finished_at) FROM warehouse.snapshot_chunks WHERE table_id = ${tableId})::int AS done
      FROM warehouse.snapshot_chunks WHERE table_id = ${tableId} AND finished_at IS NULL ORDER BY number LIMIT 1`;
    return chunk && { table, chunk };
  });

// The blocks were laid anew: what stood in a later chunk may stand in an earlier one now.
async function startOver(table: Table, storage: string) {
  await sql`DELETE FROM warehouse.snapshot_chunks WHERE table_id = ${table.id}`;
  await sql`UPDATE warehouse.tables SET storage = ${storage} WHERE id = ${table.id}`;
  await listChunks(table.id, table.shape);
}

async function copyChunk({ id, fact, generation, shape }: Table, { number, relation, first, after }: Chunk) {
  // The version comes before the read: the rows hold at least everything up to this tick.
  const version = (await reading(lastTick))?.id ?? 0;
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
  await writing(
    () => sql`UPDATE warehouse.snapshot_chunks SET finished_at = clock_timestamp(), tick = ${version}, error = NULL
      WHERE table_id = ${id} AND number = ${number}`,
  );
}
