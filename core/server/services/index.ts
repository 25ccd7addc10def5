import { rmSync } from 'node:fs';
import { createClient } from '@clickhouse/client';
import { Client } from 'pg';
import type { Config } from '../config';
import * as folder from './data-folder';
import { startEngine } from './engine';
import { checkClickHouse, checkPostgres } from './foreign';
import { birth, claimFolder, isAlive } from './owner';
import { startPostgres } from './postgres';

/** Says what is being done, and how far it has come (0 to 1). */
export type ServiceProgress = (step: string, share?: number) => void;

export type Services = {
  databaseUrl: string;
  /** Read-only login by which the warehouse reads PostgreSQL. */
  loaderUrl: string;
  clickhouseUrl: string;
  redisUrl?: string;
  /** Sentences such as "PostgreSQL stopped (killed by SIGKILL) and was started again." */
  events: string[];
  stop(): Promise<void>;
};

type Options = { onProgress?: ServiceProgress; onEvent?: (sentence: string) => void };
type Stoppable = { stop(): Promise<void> };
type Start = {
  config: Config;
  secrets: folder.Secrets;
  onProgress: (step: string) => void;
  onEvent: (sentence: string) => void;
  /** Notes what must be stopped again. */
  keep<T extends Stoppable>(service: T): T;
};

/**
 * Starts the embedded services, or checks the servers given in the settings, and keeps what it started running. Throws
 * one sentence that says what is wrong and what to do.
 */
export async function startServices(config: Config, options: Options = {}): Promise<Services> {
  const embedded = !config.databaseUrl || !config.clickhouseUrl;
  const events: string[] = [];
  const started: Stoppable[] = [];
  if (embedded) folder.prepareFolder(config.dataFolder);
  const release = embedded ? claimFolder(config.dataFolder) : () => undefined;
  let stopped: Promise<void> | undefined;
  const stop = () =>
    (stopped ??= (async () => {
      if (embedded) rmSync(folder.runningFile(config.dataFolder), { force: true });
      await Promise.all(started.splice(0).map((service) => service.stop()));
      release();
    })());
  const start: Omit<Start, 'secrets'> = {
    config,
    onProgress: counted(options.onProgress),
    onEvent: (sentence) => {
      events.push(sentence);
      options.onEvent?.(sentence);
    },
    keep: (service) => (started.push(service), service),
  };
  try {
    const addresses = await startBoth(start, embedded);
    return { ...addresses, ...(config.redisUrl && { redisUrl: config.redisUrl }), events, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startBoth(begin: Omit<Start, 'secrets'>, embedded: boolean) {
  const { dataFolder } = begin.config;
  const { secrets } = folder.readSecrets(dataFolder);
  const start = { ...begin, secrets };
  if (embedded) folder.writeSecrets(dataFolder, secrets);
  // Both are waited for even when one fails, so that nothing is left half started.
  const [database, warehouse] = await Promise.allSettled([openPostgres(start), openClickHouse(start)]);
  if (database.status === 'rejected') throw database.reason;
  if (warehouse.status === 'rejected') throw warehouse.reason;
  const addresses = { ...database.value, ...warehouse.value };
  if (embedded) {
    folder.writeSecrets(dataFolder, secrets);
    const running = { pid: process.pid, ...birth(process.pid), startedAt: new Date().toISOString(), ...addresses };
    folder.writePrivately(folder.runningFile(dataFolder), running);
  }
  begin.onProgress('PostgreSQL and ClickHouse are ready');
  return addresses;
}

async function openPostgres({ config, secrets, onProgress, onEvent, keep }: Start) {
  if (config.databaseUrl) {
    onProgress('Checking the PostgreSQL server');
    await checkPostgres(config.databaseUrl);
    return { databaseUrl: config.databaseUrl, loaderUrl: config.loaderUrl ?? config.databaseUrl };
  }
  const { dataFolder } = config;
  const postgres = keep(await startPostgres({ dataFolder, secrets: secrets.postgres, onProgress, onEvent }));
  secrets.postgres.port = postgres.port;
  return { databaseUrl: postgres.databaseUrl, loaderUrl: postgres.loaderUrl };
}

async function openClickHouse({ config, secrets, onProgress, onEvent, keep }: Start) {
  if (config.clickhouseUrl) {
    onProgress('Checking the ClickHouse server');
    await checkClickHouse(config.clickhouseUrl);
    return { clickhouseUrl: config.clickhouseUrl };
  }
  onProgress('Starting the ClickHouse engine');
  const engine = keep(
    await startEngine({
      dataFolder: config.dataFolder,
      user: 'regiso',
      password: folder.newPassword(),
      database: 'regiso',
      ...(secrets.engine.port && { preferredPort: secrets.engine.port }),
      onEvent,
    }),
  );
  secrets.engine.port = engine.port;
  return { clickhouseUrl: engine.url };
}

/** Finds the services that another process of this data folder keeps running; nothing when none answer. */
export async function joinServices(config: Config): Promise<Services | undefined> {
  const running = folder.readRunning(config.dataFolder);
  if (!running || !isAlive(running)) return undefined;
  const { databaseUrl, loaderUrl, clickhouseUrl } = running;
  const answers = await Promise.all([postgresAnswers(databaseUrl), clickHouseAnswers(clickhouseUrl)]);
  if (answers.includes(false)) return undefined;
  const redis = config.redisUrl && { redisUrl: config.redisUrl };
  return { databaseUrl, loaderUrl, clickhouseUrl, ...redis, events: [], stop: async () => undefined };
}

async function postgresAnswers(url: string) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  const answers = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end().catch(() => undefined);
  return answers;
}

async function clickHouseAnswers(url: string) {
  const client = createClient({ url, request_timeout: 5000, log: { level: 127 as never } });
  const { success } = await client.ping({ select: true });
  await client.close();
  return success;
}

/** The steps come in the order in which two services happen to take them; their number is known. */
function counted(onProgress: ServiceProgress = () => undefined) {
  const steps = 4;
  let done = 0;
  return (step: string) => onProgress(step, Math.min(1, done++ / steps));
}
