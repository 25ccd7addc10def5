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
  /** Login that requests work as: it owns nothing. Absent: they work as the owner. */
  appUrl?: string;
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
  /** Whether the secrets are those of an earlier start. */
  known: boolean;
  onProgress: (step: string, share?: number) => void;
  onEvent: (sentence: string) => void;
  /** Notes what must be stopped again. */
  keep: <T extends Stoppable>(service: T) => T;
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
  const release = embedded ? await claimFolder(config.dataFolder) : () => undefined;
  let stopped: Promise<void> | undefined;
  const stop = () =>
    (stopped ??= (async () => {
      if (embedded) rmSync(folder.runningFile(config.dataFolder), { force: true });
      await Promise.all(started.splice(0).map((service) => service.stop()));
      release();
    })());
  const start: Omit<Start, 'secrets' | 'known'> = {
    config,
    onProgress: counted(options.onProgress),
    onEvent: (sentence) => {
      events.push(sentence);
      options.onEvent?.(sentence);
    },
    keep: (service) => (started.push(service), service),
  };
  const unguard = endCleanlyOnSignal();
  try {
    const addresses = await startBoth(start, embedded);
    return { ...addresses, ...(config.redisUrl && { redisUrl: config.redisUrl }), events, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    unguard();
  }
}

/** Ctrl-C while things start: leaves by `exit`, which ends the children; later the caller sees to signals. */
function endCleanlyOnSignal() {
  const leave = (signal: NodeJS.Signals) => process.exit(signal === 'SIGINT' ? 130 : 143);
  const signals = (['SIGINT', 'SIGTERM'] as const).filter((signal) => process.listenerCount(signal) === 0);
  for (const signal of signals) process.on(signal, leave);
  return () => signals.forEach((signal) => process.off(signal, leave));
}

async function startBoth(begin: Omit<Start, 'secrets' | 'known'>, embedded: boolean) {
  const { dataFolder } = begin.config;
  const { secrets, known } = folder.readSecrets(dataFolder);
  const start = { ...begin, secrets, known };
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
  begin.onProgress('PostgreSQL and ClickHouse are ready', 1);
  return addresses;
}

async function openPostgres({ config, secrets, known, onProgress, onEvent, keep }: Start) {
  if (config.databaseUrl) {
    onProgress('Checking the PostgreSQL server');
    await checkPostgres(config.databaseUrl);
    return given(config, config.databaseUrl);
  }
  const { dataFolder } = config;
  const postgres = keep(await startPostgres({ dataFolder, secrets: secrets.postgres, known, onProgress, onEvent }));
  secrets.postgres.port = postgres.port;
  return { databaseUrl: postgres.databaseUrl, appUrl: postgres.appUrl, loaderUrl: postgres.loaderUrl };
}

const given = ({ appUrl, loaderUrl }: Config, databaseUrl: string) => ({
  databaseUrl,
  ...(appUrl && { appUrl }),
  loaderUrl: loaderUrl ?? databaseUrl,
});

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

/**
 * Finds the services that another process of this data folder keeps running; nothing when none answer. Servers of the
 * settings go before them: with both given there is nothing to join.
 */
export async function joinServices(config: Config): Promise<Services | undefined> {
  if (config.databaseUrl && config.clickhouseUrl) return undefined;
  const running = folder.readRunning(config.dataFolder);
  if (!running || !isAlive(running)) return undefined;
  const { databaseUrl, appUrl, loaderUrl } = config.databaseUrl ? given(config, config.databaseUrl) : running;
  const clickhouseUrl = config.clickhouseUrl ?? running.clickhouseUrl;
  const answers = await Promise.all([postgresAnswers(databaseUrl), clickHouseAnswers(clickhouseUrl)]);
  if (answers.includes(false)) return undefined;
  const redis = config.redisUrl && { redisUrl: config.redisUrl };
  return {
    databaseUrl,
    ...(appUrl && { appUrl }),
    loaderUrl,
    clickhouseUrl,
    ...redis,
    events: [],
    stop: async () => undefined,
  };
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

/** Two services take their steps side by side, so that the share is counted over both. */
function counted(onProgress: ServiceProgress = () => undefined): ServiceProgress {
  const steps = 4;
  let begun = 0;
  return (step, share = Math.min(0.9, begun / steps)) => {
    begun += 1;
    onProgress(step, share);
  };
}
