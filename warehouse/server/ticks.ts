import { sql } from '@regiso/core';
import { locks, writing } from './reading';

export type Snapshot = { xmax: string; running: string[]; text: string };
export type Tick = { id: number; snapshot: Snapshot };

/** A tick without news is written this often, so that the lag of a quiet table stays known. */
const heartbeatSeconds = 30;

/** Reads PostgreSQL's `xmin:xmax:xip,xip`. */
export function readSnapshot(text: string): Snapshot {
  const [, xmax = '0', running = ''] = text.split(':');
  return { xmax, running: running ? running.split(',') : [], text };
}

type Row = { id: string; snapshot: string };
const tickOf = (row: Row): Tick => ({ id: Number(row.id), snapshot: readSnapshot(row.snapshot) });

/** The newest tick. */
export async function lastTick(): Promise<Tick | undefined> {
  const [row] = await sql<Row>`SELECT id, snapshot::text FROM warehouse.ticks ORDER BY id DESC LIMIT 1`;
  return row && tickOf(row);
}

/**
 * Writes a tick when the log has news, when none was written for 30 s, or when forced. The lock is taken before the
 * snapshot, each in a statement of its own: ids follow the order of snapshots, whatever number of tickers there is.
 */
export function tick({ force = false } = {}): Promise<Tick | undefined> {
  return writing(async () => {
    await sql`SELECT pg_advisory_xact_lock(${locks.tick})`;
    const last = await lastTick();
    const since = last?.snapshot ?? { xmax: '0', running: [] };
    const [row] = await sql<Row>`
      WITH news AS (
        SELECT source, count(*) AS rows, bool_or(key IS NULL) AS emptied FROM warehouse.changes
        WHERE xid >= ${since.xmax}::xid8 OR xid = ANY(${since.running}::xid8[])
        GROUP BY source
      ), present AS (
        SELECT pg_current_snapshot() AS snapshot,
               pg_snapshot_xmax(pg_current_snapshot()) < ${since.xmax}::xid8 AS is_restored
      ), found AS (
        SELECT coalesce(jsonb_object_agg(source, rows), '{}') AS changes,
               coalesce(array_agg(source) FILTER (WHERE emptied), '{}') AS emptied
        FROM news
      )
      INSERT INTO warehouse.ticks (snapshot, changes, emptied)
      SELECT snapshot, changes,
             -- Transaction numbers went back: this is a restored copy, and every table starts again.
             CASE WHEN is_restored THEN (SELECT array_agg(id) FROM warehouse.sources) ELSE emptied END
      FROM present, found
      WHERE ${force} OR is_restored OR changes <> '{}' OR NOT EXISTS (
        SELECT FROM warehouse.ticks WHERE at > clock_timestamp() - make_interval(secs => ${heartbeatSeconds}))
      RETURNING id, snapshot::text`;
    return row && tickOf(row);
  });
}

/** True when something is committed that no tick has seen yet. */
export async function hasUntickedNews(sources: readonly number[]): Promise<boolean> {
  const last = await lastTick();
  if (!last) return true;
  const { xmax, running } = last.snapshot;
  const [row] = await sql<{ news: boolean }>`SELECT EXISTS (SELECT FROM warehouse.changes
    WHERE (xid >= ${xmax}::xid8 OR xid = ANY(${running}::xid8[])) AND source = ANY(${sources}::smallint[])) AS news`;
  return row?.news ?? false;
}
