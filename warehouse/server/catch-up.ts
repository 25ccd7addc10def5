import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '@regiso/core';
import { replaceEmptied } from './align';
import { activeTables, promoteReady } from './generations';
import { move, planMoves } from './moves';
import { reading } from './reading';
import { takeSnapshot } from './snapshot';
import { lastTick, tick } from './ticks';

type Run = { signal?: AbortSignal; progress?: (share: number, step: string) => Promise<void> | void };

/**
 * Ticks and moves in this process until every change committed before the call is seen in the `…_current` views, and no
 * table is left unfilled. For tests and commands; beside running workers it does no harm.
 */
export async function catchUp({ signal, progress }: Run = {}): Promise<{ tick: number; moves: number }> {
  await tick();
  const goal = (await reading(lastTick))?.id ?? 0;
  for (let moves = 0; ;) {
    signal?.throwIfAborted();
    await replaceEmptied();
    for (const table of await buildingTables()) {
      const onChunk = (done: number, of: number) => progress?.(done / of, table.fact);
      if (!(await takeSnapshot(table.id, { ...(signal && { signal }), onChunk }))) await pause(100);
    }
    const due = await planMoves();
    for (const one of due) await move(one);
    moves += due.length;
    await promoteReady();
    if (await hasReached(goal)) return { tick: goal, moves };
  }
}

const buildingTables = async () => (await activeTables()).filter(({ state }) => state === 'building');

const hasReached = (goal: number) =>
  reading(async () => {
    const [row] = await sql<{ behind: boolean }>`SELECT EXISTS (SELECT FROM warehouse.tables t
      WHERE state = 'building' OR (state = 'live' AND warehouse.applied(t) < ${goal})) AS behind`;
    return row?.behind === false;
  });
