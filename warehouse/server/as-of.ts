import { sql } from '@regiso/core';
import { reading } from './reading';
import { rolledFacts } from './rollups';
import { hasUntickedNews } from './ticks';

/** `at` is null while a table is still being filled for the first time. */
export type AsOf = { tick: number; at: Date | null };

/**
 * The moment up to which figures over these facts hold everything: the smallest applied tick of their tables. When
 * nothing has changed since, that is now. Give it to the reader beside every figure.
 */
export function asOf(facts: readonly string[]): Promise<AsOf> {
  return reading(async () => {
    const tables = await sql<{ fact: string; source: number; applied: number }>`
      SELECT fact, source, warehouse.applied(t)::float8 AS applied FROM warehouse.tables t
      WHERE state = 'live' AND fact = ANY(${[...facts]}::text[])`;
    const missing = facts.some((fact) => !tables.some((table) => table.fact === fact));
    if (missing || !tables.length) return { tick: 0, at: null };
    // Large facts answer from their rollups, which have a moment of their own.
    const rolled = await rolledFacts();
    const tick = Math.min(...tables.map(({ fact, applied }) => Math.min(applied, rolled.get(fact) ?? applied)));
    const [row] = await sql<{ at: Date; latest: number; now: Date }>`
      SELECT at, (SELECT max(id) FROM warehouse.ticks)::float8 AS latest, clock_timestamp() AS now
      FROM warehouse.ticks WHERE id = ${tick}`;
    if (!row) return { tick, at: null };
    const isCurrent = row.latest === tick && !(await hasUntickedNews(tables.map(({ source }) => source)));
    return { tick, at: isCurrent ? row.now : row.at };
  });
}
