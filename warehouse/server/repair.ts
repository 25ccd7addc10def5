import { log, sql } from '@regiso/core';
import { catchUp } from './catch-up';
import { name, physicalName, select } from './engine-tables';
import type { Table } from './generations';
import { literal } from './values';
import { rebuildFact } from './rebuild';
import { writing } from './reading';
import { placeOf } from './shape';
import { liveTables, verifyTable, type Run, type Verification } from './verify';

/** How a table was made right: nothing was wrong, its wrong rows were moved again, or it was built anew. */
export type Repair = Verification & { repaired: 'nothing' | 'rows' | 'table'; wrong: number };

const keysEach = 5_000;

/** Verifies the live tables and makes right what is wrong; gives what was wrong and how it stands now. */
export async function repair(fact?: string, { signal, progress }: Run = {}): Promise<Repair[]> {
  const tables = await liveTables(fact);
  const results: Repair[] = [];
  for (const [at, table] of tables.entries()) {
    await progress?.(at / tables.length, table.fact);
    results.push(await repairTable(table, signal ? { signal } : {}));
  }
  return results;
}

/**
 * Wrong rows are entered into the change log and go the way of every change. What is wrong even then (a version from
 * another life of the database) is made right by building the table anew.
 */
export async function repairTable(table: Table, run: Run = {}): Promise<Repair> {
  const keys: string[] = [];
  const first = await verifyTable(table, { ...run, keep: keys });
  if (first.ok) return { ...first, repaired: 'nothing', wrong: 0 };
  for (let at = 0; at < keys.length; at += keysEach) await enqueue(table, keys.slice(at, at + keysEach));
  await catchUp({ table: table.id, ...(run.signal && { signal: run.signal }) });
  const second = await verifyTable(table, run);
  const wrong = keys.length;
  if (second.ok) return reported({ ...second, repaired: 'rows', wrong });
  await rebuildFact(table.fact, run);
  const [anew] = await liveTables(table.fact);
  return reported({ ...(await verifyTable(anew ?? table, run)), repaired: 'table', wrong });
}

function reported(result: Repair): Repair {
  const { fact, ok, repaired, wrong } = result;
  if (ok) log.warn('a table of the warehouse was repaired', { fact, repaired, wrong });
  else log.error('a table of the warehouse could not be repaired', { fact, wrong });
  return result;
}

/** Logs keys as changed, and every place where ClickHouse holds a row of them, so that stray copies go. */
async function enqueue(table: Table, keys: string[]) {
  const place = placeOf(table.shape);
  const places = place.length ? await placesThere(table, keys) : [];
  await writing(async () => {
    await sql`INSERT INTO warehouse.changes (slot, source, key)
      SELECT s.slot, ${table.source}, k FROM warehouse.log_slot s, unnest(${keys}::text[]) k`;
    await sql`INSERT INTO warehouse.changes (slot, source, key, place)
      SELECT s.slot, ${table.source}, p ->> 'key', p -> 'place'
      FROM warehouse.log_slot s, jsonb_array_elements(${JSON.stringify(places)}::jsonb) p`;
  });
}

async function placesThere(table: Table, keys: string[]) {
  const place = placeOf(table.shape);
  const values = place.map(({ name: own, kind }) => {
    const text = kind === 'instant' ? `concat(toString(${name(own)}), 'Z')` : `toString(${name(own)})`;
    return `${text} AS ${name(`p_${own}`)}`;
  });
  const rows = await select<Record<string, string | null>>(
    `SELECT DISTINCT toString(_key) AS key, ${values.join(', ')}
     FROM ${name(physicalName(table.fact, table.generation))} FINAL WHERE _key IN (${keys.map(literal).join(',')})`,
  );
  return rows.map((row) => ({
    key: row.key,
    place: Object.fromEntries(place.map(({ name: own, column }) => [column, row[`p_${own}`]])),
  }));
}
