import { setTimeout as pause } from 'node:timers/promises';
import { bigint, Entity, fact, instant, key, sql, table } from '@regiso/core';
import { select } from './engine-tables';
import { writing } from './reading';

class Heartbeat extends Entity<Heartbeat> {
  declare id: string;
  declare beat: string;
  declare at: Date;
}
table(Heartbeat, 'warehouse.heartbeats', { id: key(), beat: bigint(), at: instant() });

export { Heartbeat };

/** One row of the warehouse's own that travels like all others. */
export const heartbeatFact = fact(Heartbeat, {
  name: 'warehouse_heartbeat',
  grain: 'one row that changes every half a minute',
  columns: (as) => ({ beat: as.number('beat'), at: as.instant('at') }),
});

/** Commits one beat and waits until it is seen in the `_current` view. Gives the seconds, null when it was not seen in time. */
export async function beat({ patienceMs = 25_000, signal }: { patienceMs?: number; signal?: AbortSignal } = {}) {
  const number = await writing(async () => {
    const [row] = await sql<{ beat: string }>`UPDATE warehouse.heartbeats SET beat = beat + 1, at = clock_timestamp()
      RETURNING beat::text`;
    await sql`INSERT INTO warehouse.beats (beat, committed_at) VALUES (${row?.beat}, clock_timestamp())`;
    return Number(row?.beat ?? 0);
  });
  const committed = performance.now();
  const seconds = await untilSeen(number, committed, { patienceMs, ...(signal && { signal }) });
  await writing(async () => {
    await sql`UPDATE warehouse.beats SET seconds = ${seconds} WHERE beat = ${number}`;
    await sql`DELETE FROM warehouse.beats WHERE committed_at < now() - interval '7 days'`;
  });
  return seconds;
}

async function untilSeen(number: number, committed: number, wait: { patienceMs: number; signal?: AbortSignal }) {
  while (performance.now() - committed < wait.patienceMs && !wait.signal?.aborted) {
    const seen = await select('SELECT toFloat64(max(beat)) AS beat FROM warehouse_heartbeat_current').catch(() => []);
    const [row] = seen as { beat: number }[];
    if (row && Number(row.beat) >= number) return (performance.now() - committed) / 1000;
    await pause(50);
  }
  return null;
}

export type Beats = {
  last: number | null;
  lastAt: Date | null;
  p50: number | null;
  p95: number | null;
  missed: number;
};

/** Commit to visible over the last day. */
export async function beats(): Promise<Beats> {
  const [row] = await sql<Beats>`
    WITH day AS (SELECT * FROM warehouse.beats WHERE committed_at > now() - interval '1 day'
      AND (seconds IS NOT NULL OR committed_at < now() - interval '1 minute'))
    SELECT (SELECT seconds FROM day ORDER BY beat DESC LIMIT 1) AS last,
           (SELECT committed_at FROM day ORDER BY beat DESC LIMIT 1) AS "lastAt",
           percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS p50,
           percentile_cont(0.95) WITHIN GROUP (ORDER BY seconds) AS p95,
           (count(*) - count(seconds))::int AS missed FROM day`;
  return row ?? { last: null, lastAt: null, p50: null, p95: null, missed: 0 };
}
