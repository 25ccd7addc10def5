import { installed, sql } from '@regiso/core';
import type { TableStatus, Verified, WarehouseStatus } from '../shared';
import { shapes } from './capture';
import { countBothSides } from './counts';
import { select } from './engine-tables';
import { beats, heartbeatFact } from './heartbeat';
import { logLevel, logParts } from './log-limit';
import { partsOf, type Parts } from './parts';
import { reading } from './reading';
import { relationOf } from './shape';

type Row = {
  fact: string;
  generation: number;
  relation: string;
  state: 'building' | 'live';
  lost: string | null;
  applied: number;
  lagTicks: number;
  lagSeconds: number;
  logRows: number;
  rowsPerSecond: number;
  retries: number;
  problem: string | null;
  chunks: number;
  chunksDone: number;
  verified: Verified | null;
};

const rows = () => sql<Row>`
  SELECT t.fact, t.generation, s.relation, t.state, t.lost, a.applied::float8 AS applied, t.verified,
    behind.ticks AS "lagTicks", coalesce(behind.seconds, 0)::float8 AS "lagSeconds", coalesce(behind.rows, 0)::float8 AS "logRows",
    coalesce(moved.rows / 300.0, 0)::float8 AS "rowsPerSecond", coalesce(moved.retries, 0)::int AS retries,
    coalesce(t.lost, moved.error,
             (SELECT c.error FROM warehouse.snapshot_chunks c WHERE c.table_id = t.id AND c.error IS NOT NULL LIMIT 1))
      AS problem,
    (SELECT count(*) FROM warehouse.snapshot_chunks c WHERE c.table_id = t.id)::int AS chunks,
    (SELECT count(finished_at) FROM warehouse.snapshot_chunks c WHERE c.table_id = t.id)::int AS "chunksDone"
  FROM warehouse.tables t JOIN warehouse.sources s ON s.id = t.source,
    LATERAL (SELECT warehouse.applied(t) AS applied) a,
    LATERAL (SELECT count(*)::int AS ticks, sum((k.changes ->> s.id::text)::bigint) AS rows,
        extract(epoch FROM clock_timestamp() - min(k.at) FILTER (WHERE k.changes ? s.id::text OR s.id = ANY(k.emptied)))
          AS seconds
      FROM warehouse.ticks k WHERE k.id > a.applied) behind,
    LATERAL (SELECT sum(m.rows) FILTER (WHERE m.finished_at > now() - interval '5 minutes') AS rows,
        sum(greatest(m.attempts - 1, 0)) AS retries,
        min(m.error) FILTER (WHERE m.finished_at IS NULL) AS error
      FROM warehouse.moves m WHERE m.table_id = t.id) moved
  WHERE t.state <> 'retired' ORDER BY t.fact, t.generation`;

/** How far every table is. Rows are counted on both sides only when asked: that reads the tables. */
export function status({ counts = true } = {}): Promise<WarehouseStatus> {
  return reading(async () => {
    const [present, [newest], log, pulse] = [await rows(), await newestTick(), await logParts(), await beats()];
    const logBytes = new Map(log.map(({ relation, bytes }) => [relation, bytes]));
    const bytes = log.reduce((sum, part) => sum + part.bytes, 0);
    const limit = installed().config.logLimitBytes;
    const [clickhouse, parts] = [await answers(), await partsOf().catch(() => new Map<string, Parts>())];
    const tables = shapes()
      .filter(({ fact }) => fact !== heartbeatFact.name)
      .map((shape) => tableStatus(shape.fact, relationOf(shape), present, parts))
      .map((table) => ({ ...table, logBytes: logBytes.get(table.source) ?? 0 }));
    return {
      tick: newest?.tick ?? 0,
      tickAt: newest?.at.toISOString() ?? null,
      log: { bytes, limit, level: logLevel(bytes, limit) },
      clickhouse,
      heartbeat: { ...pulse, lastAt: pulse.lastAt?.toISOString() ?? null },
      tables: counts ? await countBothSides(tables, clickhouse) : tables,
    };
  });
}

const newestTick = () =>
  sql<{ tick: number; at: Date }>`SELECT id::float8 AS tick, at FROM warehouse.ticks ORDER BY id DESC LIMIT 1`;

function tableStatus(fact: string, source: string, present: Row[], parts: Map<string, Parts>): TableStatus {
  const own = present.filter((row) => row.fact === fact);
  const building = own.find(({ state }) => state === 'building');
  const live = own.find(({ state }) => state === 'live');
  const shown = live ?? building;
  const there = shown && parts.get(`${fact}_g${shown.generation}`);
  return {
    fact,
    source,
    state: stateOf(live, building),
    problem: building?.problem ?? shown?.problem ?? null,
    snapshot: building ? (building.chunks ? building.chunksDone / building.chunks : 1) : null,
    tick: shown?.applied ?? 0,
    lagTicks: shown?.lagTicks ?? 0,
    lagSeconds: shown?.lagSeconds ?? 0,
    logRows: shown?.logRows ?? 0,
    logBytes: 0,
    rowsPerSecond: shown?.rowsPerSecond ?? 0,
    retries: shown?.retries ?? 0,
    parts: there?.parts ?? null,
    unmergedShare: there?.unmergedShare ?? null,
    rowsPostgres: null,
    rowsClickhouse: null,
    verified: shown?.verified ?? null,
  };
}

function stateOf(live: Row | undefined, building: Row | undefined): TableStatus['state'] {
  if (live && building && !building.lost) return 'rebuilding';
  if (live) return live.lost ? 'needs-snapshot' : 'live';
  return building ? 'building' : 'empty';
}

const answers = () =>
  select('SELECT 1').then(
    () => true,
    () => false,
  );
