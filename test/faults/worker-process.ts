import { fork, type ChildProcess } from 'node:child_process';
import type { Plugin } from '../../core/server';
import { createApp } from '../../core/server/app';
import { readConfig } from '../../core/server/config';

type Services = { databaseUrl: string; loaderUrl: string; clickhouseUrl: string };
export type Addresses = {
  databaseUrl?: string;
  clickhouseUrl?: string;
  redisUrl?: string;
  environment?: Record<string, string>;
};
export type Worker = { isAlive(): boolean; kill(): Promise<void>; stop(): Promise<void> };

/** Starts a worker in a process of its own, from a file that calls `runWorker`. */
export async function startWorker(
  file: string,
  services: Services,
  folder: string,
  addresses: Addresses = {},
): Promise<Worker> {
  const child = fork(file, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      REGISO_DATA: folder,
      REGISO_LOG_LEVEL: process.env.FAULTS_LOG ?? 'silent',
      REGISO_TICK_MS: '250',
      DATABASE_URL: addresses.databaseUrl ?? services.databaseUrl,
      REGISO_LOADER_URL: services.loaderUrl,
      CLICKHOUSE_URL: addresses.clickhouseUrl ?? services.clickhouseUrl,
      ...(addresses.redisUrl && { REDIS_URL: addresses.redisUrl }),
      ...addresses.environment,
    },
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await Promise.race([
    new Promise<void>((ready) => child.once('message', () => ready())),
    ended.then(() => Promise.reject(new Error('The worker ended before it was ready'))),
  ]);
  return {
    isAlive: () => isRunning(child),
    kill: () => end(child, 'SIGKILL', ended),
    stop: () => end(child, 'SIGTERM', ended),
  };
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

async function end(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<void>) {
  if (!isRunning(child)) return;
  child.kill(signal);
  const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(hard);
}

/** What a worker process does: everything it needs stands in its environment. */
export async function runWorker(plugins: Plugin[]) {
  const config = readConfig();
  const services = {
    databaseUrl: config.databaseUrl ?? '',
    loaderUrl: config.loaderUrl ?? '',
    clickhouseUrl: config.clickhouseUrl ?? '',
    ...(config.redisUrl && { redisUrl: config.redisUrl }),
  };
  const app = await createApp(config, services, { found: plugins, migrate: false });
  await app.start({ web: false, worker: true });
  process.send?.('ready');
  process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)));
}
