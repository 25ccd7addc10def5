import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { warehouseClient } from '../../core/server';
import { alignSchema, catchUp, verify } from '../../warehouse/server/api';
import { must, percentile } from './harness';
import { fill, onInstallation, rounded, untilCaughtUp, type Installation } from './on-warehouse/installation';
import { idsOf, load } from './on-warehouse/load';
import type { Bench } from './run';

const probe = '00000000-0000-7000-8000-00000000beef';

/** Commit to visible under load, measured by a row of its own that changes ten times a second. */
const bench: Bench = {
  name: 'replication-lag',
  run: ({ quick }) =>
    onInstallation(async (own) => {
      await fill(own, quick ? 200_000 : 1_000_000);
      await own.client.query(
        `INSERT INTO bench.results (id, year, organisation_id, municipality, kind, subject, variant,
        taken_on, mark, passed) VALUES ($1, 2026, $1, 'm', 'k', 's', 0, '2026-01-01', 0, false)`,
        [probe],
      );
      await alignSchema();
      await catchUp();
      const worker = await own.startWorker();
      await untilCaughtUp(own);
      const seconds = quick ? 15 : 60;
      const slow = await lagAt(own, 500, seconds);
      const fast = await lagAt(own, 2_000, seconds);
      await untilCaughtUp(own);
      await worker.stop();
      const [checked] = await verify('bench_results');
      must(checked?.ok === true, 'both sides differ');
      return {
        figures: {
          p50_s: rounded(percentile(fast.lags, 50)),
          p95_s: rounded(percentile(fast.lags, 95)),
          p99_s: rounded(percentile(fast.lags, 99)),
          changes_per_s: Math.round(fast.changes / seconds),
          p50_s_at_500: rounded(percentile(slow.lags, 50)),
          p95_s_at_500: rounded(percentile(slow.lags, 95)),
        },
        bars: { p95_s: { bar: 3, at: 'most' } },
      };
    }),
};

async function lagAt(own: Installation, perSecond: number, seconds: number) {
  const ids = await idsOf(own);
  const stop = new AbortController();
  const measuring = measure(own, stop.signal);
  const { changes } = await load(own, ids, perSecond, seconds);
  stop.abort();
  const lags = await measuring;
  must(lags.length > seconds * 5, `only ${lags.length} samples`);
  must(changes > 0.95 * perSecond * seconds, `only ${changes} changes were made`);
  return { changes, lags };
}

async function measure({ services }: Installation, signal: AbortSignal): Promise<number[]> {
  const client = new pg.Client({ connectionString: services.databaseUrl });
  await client.connect();
  const committed = new Map<number, number>();
  const lags: number[] = [];
  const { rows } = await client.query<{ variant: number }>('SELECT variant FROM bench.results WHERE id = $1', [probe]);
  const first = rows[0]?.variant ?? 0;
  let last = first;
  const writing = (async () => {
    for (; !signal.aborted; await pause(100)) {
      await client.query('UPDATE bench.results SET variant = $2 WHERE id = $1', [probe, last + 1]);
      committed.set(++last, performance.now());
    }
  })();
  for (const until = () => !signal.aborted || committed.size > 0; until(); await pause(20)) {
    const answer = await warehouseClient().query({
      query: `SELECT variant FROM bench_results_current WHERE year = 2026 AND id = '${probe}'`,
      format: 'JSONEachRow',
    });
    const [seen] = await answer.json<{ variant: number }>();
    for (const [number, at] of committed) {
      if (number > (seen?.variant ?? 0)) continue;
      lags.push((performance.now() - at) / 1000);
      committed.delete(number);
    }
  }
  await writing;
  await client.end();
  return lags;
}

export default bench;
