import type { Client } from 'pg';
import { sql } from '@regiso/core';
import type { TableStatus, Verified, WarehouseStatus } from '../shared';
import { shapes } from './capture';
import { name, select, viewName } from './engine-tables';
import { loaderClient } from './mover';
import { reading } from './reading';
import { relationOf } from './shape';
import { quoted } from './values';

type Row = {
  fact: string;
  generation: number;
  relation: string;
  state: 'building' | 'live';
  applied: number;
  lagTicks: number;
  lagSeconds: number;
  logRows: number;
  problem: string | null;
  chunks: number;
  chunksDone: number;
  verified: Verified | null;
};

const rows = () => sql<Row>`
  SELECT t.fact, t.generation, s.relation, t.state, a.applied::float8 AS applied, t.verified,
    (SELECT count(*) FROM warehouse.ticks k WHERE k.id > a.applied)::int AS "lagTicks",
    coalesce((SELECT extract(epoch FROM clock_timestamp() - min(k.at)) FROM warehouse.ticks k
              WHERE k.id > a.applied AND (k.changes ? s.id::text OR s.id = ANY(k.emptied))), 0)::float8 AS "lagSeconds",
    coalesce((SELECT sum((k.changes ->> s.id::text)::bigint) FROM warehouse.ticks k WHERE k.id > a.applied), 0)::float8
      AS "logRows",
    coalesce((SELECT m.error FROM warehouse.moves m WHERE m.table_id = t.id AND m.finished_at IS NULL AND m.error IS NOT NULL
              LIMIT 1),
             (SELECT c.error FROM warehouse.snapshot_chunks c WHERE c.table_id = t.id AND c.error IS NOT NULL LIMIT 1))
      AS problem,
    (SELECT count(*) FROM warehouse.snapshot_chunks c WHERE c.table_id = t.id)::int AS chunks,
    (SELECT count(finished_at) FROM warehouse.snapshot_chunks c WHERE c.table_id = t.id)::int AS "chunksDone"
  FROM warehouse.tables t JOIN warehouse.sources s ON s.id = t.source, LATERAL (SELECT warehouse.applied(t) AS applied) a
  WHERE t.state <> 'retired' ORDER BY t.fact, t.generation`;

/** How far every table is. Rows are counted on both sides only when asked: that reads the tables. */
export function status({ counts = true } = {}): Promise<WarehouseStatus> {
  return reading(async () => {
    const [present, [whole]] = [await rows(), await wholeLog()];
    const tables = shapes().map((shape) => tableStatus(shape.fact, relationOf(shape), present));
    const counted = counts ? await countBothSides(tables) : { tables, clickhouse: await answers() };
    return {
      tick: whole?.tick ?? 0,
      tickAt: whole?.at?.toISOString() ?? null,
      logBytes: whole?.bytes ?? 0,
      ...counted,
    };
  });
}

const wholeLog = () => sql<{ tick: number; at: Date; bytes: number }>`
  SELECT (SELECT max(id) FROM warehouse.ticks)::float8 AS tick, (SELECT max(at) FROM warehouse.ticks) AS at,
         (SELECT sum(pg_total_relation_size(relid)) FROM pg_partition_tree('warehouse.changes'))::float8 AS bytes`;

function tableStatus(fact: string, source: string, present: Row[]): TableStatus {
  const own = present.filter((row) => row.fact === fact);
  const building = own.find(({ state }) => state === 'building');
  const live = own.find(({ state }) => state === 'live');
  const shown = live ?? building;
  return {
    fact,
    source,
    state: live ? (building ? 'rebuilding' : 'live') : building ? 'building' : 'empty',
    problem: building?.problem ?? shown?.problem ?? null,
    snapshot: building ? (building.chunks ? building.chunksDone / building.chunks : 1) : null,
    tick: shown?.applied ?? 0,
    lagTicks: shown?.lagTicks ?? 0,
    lagSeconds: shown?.lagSeconds ?? 0,
    logRows: shown?.logRows ?? 0,
    rowsPostgres: null,
    rowsClickhouse: null,
    verified: shown?.verified ?? null,
  };
}

async function countBothSides(tables: TableStatus[]) {
  const clickhouse = await answers();
  const client = await loaderClient();
  try {
    const counted: TableStatus[] = [];
    for (const table of tables) {
      const rowsClickhouse = clickhouse ? await countRows(table.fact).catch(() => null) : null;
      const rowsPostgres = await rowsInPostgres(client, table.source).catch(() => null);
      counted.push({ ...table, rowsClickhouse, rowsPostgres });
    }
    return { tables: counted, clickhouse };
  } finally {
    await client.end().catch(() => undefined);
  }
}

const answers = () =>
  select('SELECT 1').then(
    () => true,
    () => false,
  );

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
