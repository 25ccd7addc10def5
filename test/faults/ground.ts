import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { createApp } from '../../core/server/app';
import { closeWarehouseClient } from '../../core/server/clickhouse';
import { readConfig } from '../../core/server/config';
import { startServices } from '../../core/server/services';
import { status, verify } from '../../warehouse/server/api';
import { seen } from '../../warehouse/server/test/marks';
import { prepare, randomFrom, writer } from '../../warehouse/server/test/schedule';
import { plugins } from './plugins';
import { startWorker, type Addresses, type Worker } from './worker-process';

export type Ground = Awaited<ReturnType<typeof layGround>>;
export type { Worker };

/** Services, a migrated and filled database, and means to start workers, to write, and to compare both sides. */
export async function layGround(seed: number) {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-faults-'));
  const config = readConfig({ NODE_ENV: 'test', REGISO_DATA: folder, REGISO_PORT: '0', REGISO_LOG_LEVEL: 'silent' });
  const services = await startServices(config);
  const app = await createApp(config, services, { found: plugins });
  await prepare();
  const workers = new Set<Worker>();
  let writers = 0;
  return {
    app,
    services,
    folder,
    random: randomFrom(seed),
    startWorker: async (addresses: Addresses = {}) => {
      const worker = await startWorker(join(__dirname, 'worker.ts'), services, join(folder, 'worker'), addresses);
      workers.add(worker);
      return worker;
    },
    /** Writes at random for so long; a lost connection is taken up again. */
    write: async (ms: number) => {
      const until = Date.now() + ms;
      const one = async (n: number) => {
        while (Date.now() < until) {
          writers += 1;
          await writer(randomFrom(seed + 7919 * (writers + n)), until).catch(() => pause(200));
        }
      };
      await Promise.all(Array.from({ length: 4 }, (_, n) => one(n)));
    },
    /** Process ids of the engine and of PostgreSQL's backends. */
    enginePid: () => childOf(process.pid, 'engine-process'),
    backendPids: () => backends(services.databaseUrl),
    endWorkers: async () => {
      await Promise.all([...workers].map((worker) => worker.stop()));
      workers.clear();
    },
    stop: async () => {
      await Promise.all([...workers].map((worker) => worker.kill()));
      await app.stop();
      await closeWarehouseClient();
      await services.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function childOf(parent: number, what: string): number {
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, own = ''] = readFileSync(`/proc/${entry}/stat`, 'utf8').split(') ');
      if (Number(own.split(' ')[1]) !== parent) continue;
      if (readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(what)) return Number(entry);
    } catch {
      // It ended while it was looked at.
    }
  }
  throw new Error(`There is no process ${what}`);
}

async function backends(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`,
  );
  await client.end();
  return rows.map(({ pid }) => pid);
}

const sums = `count(*)::text AS n, coalesce(sum(value), 0)::text AS value,
  coalesce(sum(value::numeric * right(id::text, 6)::int), 0)::text AS weighted FROM marks.marks`;
const sumsThere = (view: string) => `SELECT toString(count()) AS n, toString(sum(m.value)) AS value,
  toString(sum(toInt128(m.value) * toInt128(substring(toString(m.id), -6)))) AS weighted FROM ${view} AS m`;

/** Waits until the warehouse has caught up, then compares both sides twice: by plain sums and by the product's own checksums. */
export async function mustBeEqual({ services }: Ground, patienceMs = 120_000): Promise<number> {
  const began = Date.now();
  for (;;) {
    const state = await status({ counts: false }).catch(() => undefined);
    const isCalm = state?.clickhouse && state.tables.every((table) => table.state === 'live' && !table.lagSeconds);
    if (isCalm && (await areEqual(services.databaseUrl).catch(() => false))) break;
    if (Date.now() - began > patienceMs)
      throw new Error(`Both sides differ after ${patienceMs / 1000} s: ${JSON.stringify(state?.tables)}`);
    await pause(250);
  }
  const caughtUp = Date.now() - began;
  const results = await verify();
  const wrong = results.filter(({ ok }) => !ok);
  if (wrong.length) throw new Error(`Checksums differ: ${JSON.stringify(wrong)}`);
  return caughtUp / 1000;
}

async function areEqual(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query(`SELECT ${sums}`).finally(() => client.end());
  const there = [...(await seen(sumsThere('marks_given_current'))), ...(await seen(sumsThere('marks_plain_current')))];
  return there.every((side) => JSON.stringify(side) === JSON.stringify(rows[0]));
}
