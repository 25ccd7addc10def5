import { sql } from '@regiso/core';
import { command, name, onCluster, select, standingTables, text } from './engine-tables';
import { activeTables } from './generations';
import { reading, writing } from './reading';
import { rollupName, rollupsHash, rollupTable, viewOfMark } from './rollup-tables';
import type { Shape } from './shape';

/** Longer than any question to a rollup may take. */
const graceSeconds = 120;

/** Drops passes that were replaced a while ago, and those that came to nothing because their process ended. */
export async function dropUnusedPasses(tableId: number, tables: readonly string[]) {
  const kept = await writing(async () => {
    await sql`DELETE FROM warehouse.rollup_slices WHERE table_id = ${tableId}
      AND superseded_at < clock_timestamp() - make_interval(secs => ${graceSeconds})`;
    return sql<{ slice: string; pass: string }>`SELECT slice, pass::text FROM warehouse.rollup_slices
      WHERE table_id = ${tableId}`;
  });
  const known = new Set(kept.map(({ slice, pass }) => `(${text(slice)},${pass})`));
  for (const table of tables) {
    const standing = await select<{ part: string }>(`SELECT DISTINCT partition AS part FROM system.parts
      WHERE database = currentDatabase() AND table = ${text(table)} AND active`);
    for (const { part } of standing)
      if (!known.has(part)) await command(`ALTER TABLE ${name(table)} DROP PARTITION ${part}`);
  }
}

/** Drops rollups that no fact declares, and those of older tables once the newer ones are shown. */
export async function dropUnusedRollups(shapes: readonly Shape[]) {
  const standing = [...(await standingTables())].flatMap(([table, comment]) => {
    const view = viewOfMark(comment);
    return view ? [{ table, view }] : [];
  });
  if (!standing.length) return;
  const wanted = await wantedTables(shapes);
  for (const { table, view } of standing) {
    const tables = wanted.get(view);
    if (tables === 'unknown' || tables?.has(table)) continue;
    if (!tables) await command(`DROP VIEW IF EXISTS ${name(view)}${onCluster()}`);
    await command(`DROP TABLE IF EXISTS ${name(table)}${onCluster()} SYNC`);
  }
}

/** Which table every view stands on; unknown while the rollups of the live table are not filled yet. */
async function wantedTables(shapes: readonly Shape[]) {
  const filled = await reading(
    () => sql<{ id: number; hash: string }>`SELECT table_id AS id, hash FROM warehouse.rollups WHERE tick IS NOT NULL`,
  );
  const live = (await activeTables()).filter(({ state }) => state === 'live');
  const wanted = new Map<string, Set<string> | 'unknown'>();
  for (const shape of shapes) {
    const hash = rollupsHash(shape);
    const table = live.find(({ fact }) => fact === shape.fact);
    const isShown = table && filled.some((one) => one.id === table.id && one.hash === hash);
    for (const { name: own } of shape.rollups)
      wanted.set(rollupName(shape.fact, own), isShown ? new Set([rollupTable(table, own, hash)]) : 'unknown');
  }
  return wanted;
}
