import { log, sql } from '@regiso/core';
import { alignCapture, isWaiting, shapes } from './capture';
import { command, createView, physicalName, standingTables, viewName } from './engine-tables';
import { activeTables, ensureGeneration, dropRetired, retireFact, type Table } from './generations';
import { alignLookups } from './lookups';
import { reading, writing } from './reading';
import { hashOf, relationOf, type Shape } from './shape';

/**
 * Makes triggers, ClickHouse tables and `…_current` views equal to the installed facts. New and changed facts get a new
 * table that is filled by a snapshot; readers keep the old one until then. Safe to run at any time, in every process.
 */
export async function alignSchema(): Promise<{ begun: string[]; retired: string[] }> {
  await writing(alignCapture);
  const wanted = shapes();
  const captured = await capturedRelations();
  const known = await activeTables();
  const standing = await standingTables();
  const active = await withoutLost(known, standing);
  const begun: string[] = [];
  for (const shape of wanted) {
    if (!captured.has(relationOf(shape))) continue;
    const own = active.filter(({ fact }) => fact === shape.fact);
    if (await isSound(shape, own, standing)) continue;
    if (!(await ensureGeneration(shape))) continue;
    log.info('a table of the warehouse is built', { fact: shape.fact });
    begun.push(shape.fact);
  }
  const retired = await retireUnwanted(wanted, active);
  await dropRetired();
  await alignLookups(await standingTables());
  return { begun, retired };
}

const capturedRelations = async () => {
  const rows = await reading(
    () => sql<{ relation: string }>`SELECT relation FROM warehouse.sources WHERE capture IS NOT NULL`,
  );
  return new Set(rows.map(({ relation }) => relation));
};

/** Gives up tables that are gone from ClickHouse (a new server, a lost disk): they are built again. */
async function withoutLost(active: Table[], standing: Map<string, string>) {
  const isLost = (table: Table) => standing.get(physicalName(table.fact, table.generation)) !== table.hash;
  const lost = active.filter(isLost);
  if (!lost.length) return active;
  log.error('tables are gone from ClickHouse and will be built again', { facts: lost.map(({ fact }) => fact) });
  const ids = lost.map(({ id }) => id);
  await writing(() => sql`UPDATE warehouse.tables SET state = 'retired' WHERE id = ANY(${ids}::int[])`);
  return active.filter((table) => !isLost(table));
}

/** True when the newest generation has the wanted shape and stands in ClickHouse; brings a missing view back. */
async function isSound(shape: Shape, own: Table[], standing: Map<string, string>) {
  const newest = own.find(({ state }) => state === 'building') ?? own.find(({ state }) => state === 'live');
  if (newest?.hash !== hashOf(shape)) return false;
  if (!standing.has(viewName(shape.fact))) {
    const shown = own.find(({ state }) => state === 'live') ?? newest;
    await command(createView(physicalName(shown.fact, shown.generation), shown.shape));
  }
  return true;
}

async function retireUnwanted(wanted: Shape[], active: Table[]) {
  const known = new Set(wanted.map(({ fact }) => fact));
  const gone = new Set(active.map(({ fact }) => fact).filter((fact) => !known.has(fact) && !isWaiting(fact)));
  for (const fact of gone) {
    await retireFact(fact);
    log.info('a table of the warehouse is dropped: no plugin declares its fact', { fact });
  }
  return [...gone];
}

/** Begins anew every table whose source was emptied (TRUNCATE) or whose log was dropped. Gives their facts. */
export async function replaceEmptied(): Promise<string[]> {
  const emptied = await reading(
    () => sql<{ fact: string; shape: Shape }>`
      WITH active AS (
        SELECT t.*, t.lost IS NOT NULL OR
          EXISTS (SELECT FROM warehouse.ticks k WHERE k.id > t.planned AND t.source = ANY(k.emptied)) AS emptied
        FROM warehouse.tables t WHERE t.state <> 'retired'
      )
      SELECT DISTINCT ON (fact) fact, shape FROM active a
      WHERE emptied AND NOT EXISTS
        (SELECT FROM active b WHERE b.fact = a.fact AND b.state = 'building' AND NOT b.emptied)
      ORDER BY fact, generation DESC`,
  );
  const begun: string[] = [];
  for (const { fact, shape } of emptied) if (await ensureGeneration(shape)) begun.push(fact);
  return begun;
}
