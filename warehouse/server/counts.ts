import type { Client } from 'pg';
import type { TableStatus } from '../shared';
import { name, select, viewName } from './engine-tables';
import { loaderClient } from './mover';
import { quoted } from './values';

/** Adds how many rows stand on either side; null where one cannot be asked. */
export async function countBothSides(tables: TableStatus[], clickhouse: boolean): Promise<TableStatus[]> {
  const client = await loaderClient();
  try {
    const counted: TableStatus[] = [];
    for (const table of tables) {
      const rowsClickhouse = clickhouse ? await countRows(table.fact).catch(() => null) : null;
      const rowsPostgres = await rowsInPostgres(client, table.source).catch(() => null);
      counted.push({ ...table, rowsClickhouse, rowsPostgres });
    }
    return counted;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function countRows(fact: string): Promise<number> {
  const [row] = await select<{ n: string }>(`SELECT toString(count()) AS n FROM ${name(viewName(fact))}`);
  return Number(row?.n ?? 0);
}

/** Exact up to a million rows, PostgreSQL's own estimate above. */
async function rowsInPostgres(client: Client, relation: string): Promise<number | null> {
  const table = relation.split('.').map(quoted).join('.');
  const size = await client.query<{ rows: number }>(
    'SELECT reltuples::float8 AS rows FROM pg_class WHERE oid = $1::regclass',
    [table],
  );
  const estimate = size.rows[0]?.rows ?? 0;
  if (estimate > 1_000_000) return estimate;
  const counted = await client.query<{ rows: number }>(`SELECT count(*)::float8 AS rows FROM ${table}`);
  return counted.rows[0]?.rows ?? null;
}
