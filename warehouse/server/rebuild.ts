import { setTimeout as pause } from 'node:timers/promises';
import { sql } from '@regiso/core';
import { shapes } from './capture';
import { catchUp } from './catch-up';
import { activeTables, beginGeneration } from './generations';
import { heartbeatFact } from './heartbeat';
import { reading, writing } from './reading';
import type { Run } from './verify';

/** Facts to work on: one, or all. Throws a sentence when there is none of that name. */
export function chosenFacts(fact?: string): string[] {
  const known = shapes()
    .map((shape) => shape.fact)
    .filter((one) => one !== heartbeatFact.name);
  const chosen = known.filter((one) => !fact || one === fact);
  if (chosen.length) return chosen;
  throw new Error(fact ? `There is no fact ${fact}. Known: ${known.join(', ')}` : 'No plugin declares a fact');
}

/** Builds a table, or all, anew from PostgreSQL beside the live one and puts it in its place. Gives the facts. */
export async function rebuild(fact?: string, run: Run = {}): Promise<string[]> {
  const chosen = chosenFacts(fact);
  for (const one of chosen) await begin(one);
  await catchUp(run);
  return chosen;
}

/** Builds one table anew and waits until it is live; goes on with a generation that an earlier run has begun. */
export async function rebuildFact(fact: string, run: Run & { generation?: number } = {}): Promise<number> {
  const id = run.generation ?? (await begin(fact));
  for (;;) {
    run.signal?.throwIfAborted();
    if ((await stateOf(id)) !== 'building') return id;
    await catchUp({ ...(run.signal && { signal: run.signal }), ...(run.progress && { progress: run.progress }) });
    await pause(20);
  }
}

export function begin(fact: string): Promise<number> {
  const shape = shapes().find((one) => one.fact === fact);
  if (!shape) throw new Error(`There is no fact ${fact}`);
  return beginGeneration(shape);
}

const stateOf = async (id: number) => (await activeTables()).find((table) => table.id === id)?.state ?? 'retired';

/** Gives up what is being built, save the first table of a fact: there would be no figures without it. */
export const giveUp = (facts: readonly string[]) =>
  writing(
    () => sql`UPDATE warehouse.tables t SET state = 'retired' WHERE fact = ANY(${facts}::text[]) AND state = 'building'
      AND EXISTS (SELECT FROM warehouse.tables l WHERE l.fact = t.fact AND l.state = 'live')`,
  );

/** Share of a building table's snapshot that is done. */
export const snapshotShare = (id: number) =>
  reading(async () => {
    const [row] = await sql<{
      share: number;
    }>`SELECT coalesce(count(finished_at)::float8 / nullif(count(*), 0), 1) AS share
      FROM warehouse.snapshot_chunks WHERE table_id = ${id}`;
    return row?.share ?? 1;
  });
