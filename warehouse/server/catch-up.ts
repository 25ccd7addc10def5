import { setTimeout as pause } from 'node:timers/promises';
import { part, sql } from '@regiso/core';
import { replaceEmptied } from './align';
import { activeTables, promoteReady } from './generations';
import { move, planMoves } from './moves';
import { reading } from './reading';
import { takeSnapshot } from './snapshot';
import { lastTick, tick } from './ticks';

type Run = {
  signal?: AbortSignal;
  progress?: (share: number, step: string) => Promise<void> | void;
  /** Only this live table; what else there is to do is left to others. */
  table?: number;
};

/**
 * Ticks and moves in this process until every change committed before the call is seen in the `…_current` views, and no
 * table is left unfilled. For tests and commands; beside running workers it does no harm.
 */
export async function catchUp({ signal, progress, table }: Run = {}): Promise<{ tick: number; moves: number }> {
  await tick();
  const goal = (await reading(lastTick))?.id ?? 0;
  for (let moves = 0; ;) {
    signal?.throwIfAborted();
    if (table === undefined) await fillTables({ ...(signal && { signal }), ...(progress && { progress }) });
    const due = (await planMoves()).filter(({ tableId }) => table === undefined || tableId === table);
    for (const one of due) {
      signal?.throwIfAborted();
      await move(one);
    }
    moves += due.length;
    if (table === undefined) await promoteReady();
    if (await hasReached(goal, table)) return { tick: goal, moves };
  }
}

async function fillTables({ signal, progress }: Run) {
  await replaceEmptied();
  const building = (await activeTables()).filter(({ state }) => state === 'building');
  for (const { id, fact } of building) {
    const onChunk = (done: number, of: number) => progress?.(done / of, fact);
    if (!(await takeSnapshot(id, { ...(signal && { signal }), onChunk }))) await pause(100);
  }
}

// A table that goes no further because its source was emptied or its log dropped.
const stopped = part`(t.lost IS NOT NULL OR
  EXISTS (SELECT FROM warehouse.ticks k WHERE k.id > t.planned AND t.source = ANY(k.emptied)))`;

/** One table that waits for a snapshot is not waited for: it gets one in its own time. */
const hasReached = (goal: number, table: number | undefined) =>
  reading(async () => {
    const [row] = await sql<{ behind: boolean }>`SELECT EXISTS (SELECT FROM warehouse.tables t
      WHERE (${table ?? null}::int IS NULL AND state = 'building') OR
        (state = 'live' AND warehouse.applied(t) < ${goal} AND
          (${table ?? null}::int IS NULL OR (id = ${table ?? null} AND NOT ${stopped}))) ) AS behind`;
    return row?.behind === false;
  });
