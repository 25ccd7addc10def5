import { readConfig } from '../server/config';
import { connectDatabase } from '../server/database';
import { findPlugins } from '../server/find';
import { install } from '../server/installed';
import { load } from '../server/loader';
import type { Plugin } from '../server/plugin';

/** Where a victim works: the database of a test, and its settings as the environment would give them. */
export type Stage = { databaseUrl: string; appUrl?: string; dataFolder: string; settings: Record<string, string> };

/** The whole of a process that works on a test's database until it is killed; tells its parent when it begins. */
export function beVictim<Order>(also: readonly Plugin[], work: (order: Order) => Promise<unknown>) {
  const order = JSON.parse(process.argv[2] ?? '{}') as Stage & Order;
  void enter(order, also)
    .then(() => sayDone())
    .then(() => work(order))
    .then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
}

/** Tells the parent that one more step is committed. */
export const sayDone = () => void process.stdout.write('.');

async function enter({ databaseUrl, appUrl, dataFolder, settings }: Stage, also: readonly Plugin[]) {
  await connectDatabase(databaseUrl, appUrl ? { appUrl } : {});
  // The database of the test has the tables of the core alone.
  const { plugins } = load([...findPlugins(`${dataFolder}/no-plugins`).found, ...also]);
  const config = readConfig({ NODE_ENV: 'test', REGISO_DATA: dataFolder, ...settings });
  const services = { databaseUrl, loaderUrl: databaseUrl, clickhouseUrl: '', ...(appUrl && { appUrl }) };
  install({ plugins, failed: [], disabled: new Set(), config, services, version: 'test' });
}
