import { setDefaultBackendFactory, Queue, Worker, type Job as BullJob, createPostgresBackend } from 'bullmq';
import IORedis from 'ioredis';
import { inTransaction } from './database';
import { runInContext } from './context';
import { onOutbox } from './events';
import { enabledPlugins, installed, isEnabled } from './installed';
import type { Job } from './job';
import { log } from './log';
import type { Plugin } from './plugin';
import { sql } from './sql';

const queues = new Map<string, Queue>();

// BullMQ never closes a connection it was given: this one is shared and closed with the queues.
let redis: IORedis | undefined;
const connectRedis = (url: string) => {
  const connection = new IORedis(url, { maxRetriesPerRequest: null });
  connection.on('error', (error) => log.warn('Redis is out of reach', { error }));
  return connection;
};

/** BullMQ's connection: PostgreSQL by default, Redis when REDIS_URL is set. */
function backend() {
  const { services } = installed();
  if (services.redisUrl) {
    setDefaultBackendFactory(undefined);
    redis ??= connectRedis(services.redisUrl);
    return { connection: redis };
  }
  setDefaultBackendFactory(createPostgresBackend as never);
  return { connection: { connectionString: services.databaseUrl, schema: 'jobs', max: 3, migrate: true } as never };
}

const jobsOf = (plugin: Plugin): Job[] => [...(plugin.jobs ?? []), ...(plugin.on ? [eventJob(plugin)] : [])];

const eventJob = (plugin: Plugin): Job =>
  ({
    name: 'handle-event',
    title: 'Handle an event',
    transaction: undefined,
    handler: async (data: { event: string; payload: never }) => plugin.on?.[data.event]?.(data.payload),
  }) as unknown as Job;

/** The queue of one plugin; opened on first use. */
export function queueOf(pluginId: string): Queue {
  const known = queues.get(pluginId);
  if (known) return known;
  const queue = new Queue(pluginId, {
    ...backend(),
    defaultJobOptions: { removeOnComplete: { age: 86_400, count: 500 }, removeOnFail: { age: 7 * 86_400 } },
  });
  queue.on('error', (error) => log.warn('queue lost its connection', { queue: pluginId, error }));
  queues.set(pluginId, queue);
  return queue;
}

export type RunningWorkers = { stop(): Promise<void> };

/** Works on all jobs of all sound plugins until stopped. */
export async function startWorkers(): Promise<RunningWorkers> {
  const workers: Worker[] = [];
  const stopping = new AbortController();
  for (const plugin of installed().plugins) {
    const jobs = jobsOf(plugin);
    if (!jobs.length) continue;
    await schedule(plugin, jobs);
    workers.push(workerOf(plugin, jobs, stopping.signal));
  }
  const relay = startRelay();
  return {
    stop: async () => {
      stopping.abort();
      await relay.stop();
      await Promise.all(workers.map((worker) => closeWithin(worker, 10_000)));
      await closeQueues();
    },
  };
}

export async function closeQueues() {
  const open = [...queues.values()];
  queues.clear();
  await Promise.all(open.map((queue) => queue.close().catch(() => undefined)));
  redis?.disconnect();
  redis = undefined;
}

// BullMQ's close waits for running jobs without a limit of its own.
const closeWithin = (worker: Worker, ms: number) =>
  Promise.race([worker.close(), new Promise((done) => setTimeout(done, ms).unref())]);

async function schedule(plugin: Plugin, jobs: readonly Job[]) {
  const queue = queueOf(plugin.id);
  const wanted = new Set<string>();
  for (const job of jobs) {
    if (job.every !== undefined) {
      wanted.add(job.name);
      const repeat = typeof job.every === 'number' ? { every: job.every } : { pattern: job.every.cron };
      await queue.upsertJobScheduler(job.name, repeat, { name: job.name, data: {}, opts: optionsOf(job) });
    }
    if (job.atStart) await queue.add(job.name, {}, { ...optionsOf(job), deduplication: { id: `start-${job.name}` } });
  }
  for (const old of await queue.getJobSchedulers()) if (!wanted.has(old.key)) await queue.removeJobScheduler(old.key);
}

const optionsOf = (job: Job) => ({
  attempts: job.attempts ?? 5,
  backoff: { type: 'exponential', delay: 500 },
  ...(job.every !== undefined && { removeOnComplete: { count: 20 } }),
});

function workerOf(plugin: Plugin, jobs: readonly Job[], stopping: AbortSignal) {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const worker = new Worker(
    plugin.id,
    async (queued: BullJob) => {
      const job = byName.get(queued.name);
      if (!job) throw new Error(`Plugin ${plugin.id} has no job ${queued.name}`);
      if (!isEnabled(plugin.id)) return 'skipped: the plugin is switched off';
      return runJob(plugin, job, queued, stopping);
    },
    {
      ...backend(),
      concurrency: Math.max(...jobs.map((job) => job.concurrency ?? 1), 2),
      lockDuration: 10_000,
      stalledInterval: 5_000,
      maxStalledCount: 100,
    },
  );
  worker.on('error', (error) => log.warn('worker lost its connection', { queue: plugin.id, error }));
  worker.on('failed', (failed, error) => log.error('job failed', { job: failed?.name, plugin: plugin.id, error }));
  return worker;
}

async function runJob(plugin: Plugin, job: Job, queued: BullJob, stopping: AbortSignal) {
  const given: unknown = queued.data;
  const data = job.data ? job.data.parse(given) : given;
  const run = {
    signal: stopping,
    progress: async (share: number, step?: string) => queued.updateProgress({ share, ...(step && { step }) }),
  };
  const identity = { process: `${plugin.id}/${job.name}`, plugin: plugin.id, requestId: String(queued.id) };
  if (job.transaction === false) {
    return runInContext({ ...identity, afterCommit: [], audited: 0 }, () => job.handler(data, run));
  }
  return inTransaction({ ...identity, login: 'app' }, () => job.handler(data, run));
}

type OutboxRow = { id: string; kind: 'event' | 'job'; name: string; payload: Record<string, unknown> };

/** Moves committed outbox rows to the queues; woken by each commit, sweeps every second for other processes. */
function startRelay() {
  let running: Promise<unknown> = Promise.resolve();
  let again = false;
  let busy = false;
  const sweep = () => {
    again = true;
    if (busy) return;
    busy = true;
    running = (async () => {
      while (again) {
        again = false;
        await relayOutbox().catch((error: unknown) => log.warn('outbox relay failed', { error }));
      }
      busy = false;
    })();
  };
  onOutbox(sweep);
  const timer = setInterval(sweep, 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      onOutbox(() => undefined);
      await running;
    },
  };
}

/** Hands up to 500 committed outbox rows to their queues; gives how many. Safe to run twice: the job id is the row's. */
async function relayOutbox(): Promise<number> {
  return inTransaction({ process: 'outbox' }, async () => {
    const rows = await sql<OutboxRow>`DELETE FROM core.outbox WHERE id IN
      (SELECT id FROM core.outbox ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED) RETURNING id, kind, name, payload`;
    for (const row of rows)
      for (const target of targetsOf(row)) {
        await queueOf(target.plugin).add(target.job, target.data, { ...target.options, jobId: `outbox-${row.id}` });
      }
    return rows.length;
  });
}

function targetsOf(row: OutboxRow) {
  if (row.kind === 'event') {
    return enabledPlugins()
      .filter((plugin) => plugin.on?.[row.name])
      .map(({ id }) => ({
        plugin: id,
        job: 'handle-event',
        data: { event: row.name, payload: row.payload },
        options: { attempts: 5 },
      }));
  }
  const [pluginId = '', name = ''] = row.name.split('/');
  const job = installed()
    .plugins.find(({ id }) => id === pluginId)
    ?.jobs?.find((candidate) => candidate.name === name);
  if (!job) {
    log.error('outbox names an unknown job', { job: row.name });
    return [];
  }
  return [{ plugin: pluginId, job: name, data: row.payload, options: optionsOf(job) }];
}
