import { select } from './engine-tables';

export type Parts = { parts: number; unmergedShare: number };

/** How well every table of the warehouse is merged: what is not merged costs time in every question. */
export async function partsOf(): Promise<Map<string, Parts>> {
  const rows = await select<Parts & { table: string }>(`
    SELECT table, toFloat64(sum(n)) AS parts, if(sum(total) = 0, 0, sum(total - largest) / sum(total)) AS unmergedShare
    FROM (SELECT table, partition_id, count() AS n, sum(rows) AS total, max(rows) AS largest FROM system.parts
          WHERE database = currentDatabase() AND active GROUP BY table, partition_id)
    GROUP BY table`);
  return new Map(rows.map(({ table, ...parts }) => [table.replace(/_local$/, ''), parts]));
}
