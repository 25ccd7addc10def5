import './quiet';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Plugin } from '../../../core/server';
import { createApp } from '../../../core/server/app';
import { closeWarehouseClient } from '../../../core/server/clickhouse';
import { readConfig } from '../../../core/server/config';
import { startServices } from '../../../core/server/services';
import { status } from '../../../warehouse/server/api';
import { startWorker } from '../../faults/worker-process';
import { plugins } from './plugins';
import { columns, valuesOf } from './results';

export type Installation = Awaited<ReturnType<typeof startInstallation>>;

/** Services of their own in a folder of their own, with the core, the warehouse and the bench's table. */
export async function startInstallation(environment: Record<string, string> = {}, found: Plugin[] = plugins) {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-bench-'));
  const config = readConfig({
    NODE_ENV: 'test',
    REGISO_DATA: folder,
    REGISO_PORT: '0',
    REGISO_LOG_LEVEL: 'silent',
    ...environment,
  });
  const services = await startServices(config);
  const app = await createApp(config, services, { found });
  const client = new pg.Client({ connectionString: services.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  return {
    app,
    services,
    client,
    startWorker: (file = join(__dirname, 'worker.ts')) =>
      startWorker(file, services, join(folder, 'worker'), {
        environment: { REGISO_TICK_MS: '1000' },
      }),
    stop: async () => {
      await client.end().catch(() => undefined);
      await app.stop();
      await closeWarehouseClient();
      await services.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a bench on an installation and takes it down afterwards, whatever comes. */
export async function onInstallation<T>(
  work: (own: Installation) => Promise<T>,
  environment: Record<string, string> = {},
  found: Plugin[] = plugins,
): Promise<T> {
  const own = await startInstallation(environment, found);
  try {
    return await work(own);
  } finally {
    await own.stop();
  }
}

/** Fills `bench.results` with this many rows. */
export async function fill({ client }: Installation, rows: number) {
  const each = 500_000;
  for (let from = 1; from <= rows; from += each)
    await client.query(`INSERT INTO bench.results (${columns})
      SELECT ${valuesOf('n')} FROM generate_series(${from}::bigint, ${Math.min(rows, from + each - 1)}) n`);
  await client.query('VACUUM ANALYZE bench.results');
  await client.query('TRUNCATE warehouse.changes');
}

/** Waits until every table of the bench is live and holds all that is committed; gives the seconds it took. */
export async function untilCaughtUp({ client }: Installation, patienceMs = 600_000): Promise<number> {
  const began = performance.now();
  const { rows } = await client.query<{ tick: number }>('SELECT max(id)::float8 AS tick FROM warehouse.ticks');
  for (;;) {
    const { tables, tick } = await status({ counts: false });
    // A tick after the call has seen all that was committed before it.
    if (tick > (rows[0]?.tick ?? 0) && tables.every((table) => table.state === 'live' && table.lagSeconds === 0))
      return (performance.now() - began) / 1000;
    if (performance.now() - began > patienceMs) throw new Error('The warehouse did not catch up');
    await pause(50);
  }
}

export const rounded = (value: number) => Math.round(value * 1000) / 1000;
