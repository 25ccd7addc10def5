import { setTimeout as pause } from 'node:timers/promises';
import { replaceEmptied } from './align';
import { activeTables, promoteReady } from './generations';
import { move, planMoves } from './moves';
import { takeSnapshot } from './snapshot';
import { tick } from './ticks';

type Run = { signal?: AbortSignal; progress?: (share: number, step: string) => Promise<void> | void };

/**
 * Ticks and moves in this process until nothing is left to move: every change committed before the call is then seen
 * in the `…_current` views. For tests and commands; beside running workers it does no harm.
 */
export async function catchUp({ signal, progress }: Run = {}): Promise<{ tick: number; moves: number }> {
  let [ticks, moves] = [0, 0];
  for (;;) {
    signal?.throwIfAborted();
    ticks = (await tick())?.id ?? ticks;
    await replaceEmptied();
    const due = await planMoves();
    for (const one of due) await move(one);
    moves += due.length;
    const building = (await activeTables()).filter(({ state }) => state === 'building');
    for (const table of building) {
      const taken = await takeSnapshot(table.id, {
        ...(signal && { signal }),
        onChunk: (done, of) => progress?.(done / of, table.fact),
      });
      if (!taken) await pause(100);
    }
    await promoteReady();
    if (!due.length && !building.length) return { tick: ticks, moves };
  }
}
