import { setDefaultBackendFactory, Queue, Worker, type Job as BullJob, createPostgresBackend } from 'bullmq';
import { inTransaction } from './database';
import { runInContext } from './context';
import { onOutbox } from './events';
import { installed, isEnabled } from './installed';
import type { Job } from './job';
import { dropOrphans, everyQueued, forget, handedOf, keep, markFailed, outboxIdOf } from './kept-jobs';
import { park, resumeParked, sayDropped, type Handed } from './kept-jobs';
import { log } from './log';
import type { Plugin } from './plugin';
import { connectRedis, queuePrefix, remembers, replicated, toRemember, type Redis } from './redis';
import { sql } from './sql';

const queues = new Map<string, Queue>();

// BullMQ never closes a connection it was given: this one is shared and closed with the queues.
let redis: Redis | undefined;

/** BullMQ's connection: PostgreSQL by default, Redis when REDIS_URL is set. */
function backend(queueId: string) {
  const { services } = installed();
  if (services.redisUrl) {
    setDefaultBackendFactory(undefined);
    redis ??= connectRedis(services.redisUrl);
    return { connection: redis, ...queuePrefix(redis, queueId) };
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

const queueIdOf = (pluginId: string, { lane }: Pick<Job, 'lane'>) => (lane ? `${pluginId}.${lane}` : pluginId);

/** Ids of a plugin's queues: its own, then those of its lanes. */
export const queueIdsOf = (plugin: Plugin): string[] => [
  ...new Set([plugin.id, ...jobsOf(plugin).map((job) => queueIdOf(plugin.id, job))]),
];

/** The queue of a plugin or of one of its lanes; opened on first use. */
export function queueOf(id: string): Queue {
  const known = queues.get(id);
  if (known) return known;
  const queue = new Queue(id, {
    ...backend(id),
    defaultJobOptions: { removeOnComplete: { age: 86_400, count: 500 }, removeOnFail: { age: 7 * 86_400 } },
  });
  queue.on('error', (error) => log.warn('queue lost its connection', { queue: id, error }));
  queues.set(id, queue);
  return queue;
}

export type RunningWorkers = { stop(): Promise<void> };

/** Works on all jobs of all sound plugins until stopped. */
export async function startWorkers(): Promise<RunningWorkers> {
  const workers: Worker[] = [];
  const stopping = new AbortController();
  const lanes = installed().plugins.flatMap(lanesOf);
  for (const lane of lanes) {
    await schedule(lane);
    await enqueueAtStart(lane);
    workers.push(workerOf(lane, stopping.signal));
  }
  // One that found no connection at its start would ask for jobs without a pause and without an end.
  await Promise.all(workers.map((worker) => worker.waitUntilReady()));
  await dropOrphans();
  const relay = startRelay();
  const reminder = installed().services.redisUrl && setInterval(() => void remind(lanes, stopping.signal), 5_000);
  return {
    stop: async () => {
      stopping.abort();
      clearInterval(reminder || undefined);
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

type Lane = { plugin: Plugin; id: string; jobs: readonly Job[] };

const lanesOf = (plugin: Plugin): Lane[] =>
  queueIdsOf(plugin)
    .map((id) => ({ plugin, id, jobs: jobsOf(plugin).filter((job) => queueIdOf(plugin.id, job) === id) }))
    .filter(({ jobs }) => jobs.length);

const repeating = (jobs: readonly Job[]) => jobs.filter(({ every }) => every !== undefined);

async function schedule({ id, jobs }: Lane) {
  const queue = queueOf(id);
  const wanted = new Set(repeating(jobs).map(({ name }) => name));
  for (const job of repeating(jobs)) {
    const repeat = typeof job.every === 'object' ? { pattern: job.every.cron } : { every: job.every ?? 0 };
    await queue.upsertJobScheduler(job.name, repeat, { name: job.name, data: {}, opts: optionsOf(job) });
  }
  for (const old of await queue.getJobSchedulers()) if (!wanted.has(old.key)) await queue.removeJobScheduler(old.key);
}

async function enqueueAtStart({ id, jobs }: Lane) {
  for (const job of jobs)
    if (job.atStart)
      await queueOf(id).add(job.name, {}, { ...optionsOf(job), deduplication: { id: `start-${job.name}` } });
}

/** A Redis that was emptied, or came back without its data, knows neither what repeats nor what it was given to do. */
async function remind(lanes: readonly Lane[], stopping: AbortSignal) {
  for (const lane of lanes) {
    if (stopping.aborted || !redis) return;
    await remindLane(lane, redis).catch(
      (error: unknown) => stopping.aborted || log.warn('a queue could not be checked', { queue: lane.id, error }),
    );
  }
}

async function remindLane(lane: Lane, connection: Redis) {
  const wanted = repeating(lane.jobs).length;
  if (wanted && (await queueOf(lane.id).getJobSchedulersCount()) < wanted) await schedule(lane);
  // Twice: a row of the relay may commit just after the first look.
  const seen = await remembers(connection, lane.id);
  if (seen >= 2) return;
  await everyQueued(lane.plugin.id, async (handed) => {
    const target = targetOf(handed);
    if (target?.queue === lane.id) await queueOf(lane.id).add(target.job, handed.data, optionsFor(target, handed));
  });
  await toRemember(connection, lane.id, seen + 1);
}

const optionsOf = (job: Job) => ({
  attempts: job.attempts ?? 5,
  backoff: { type: 'exponential', delay: 500 },
  ...(job.every !== undefined && { removeOnComplete: { count: 20 } }),
});

/** What a job leaves in its queue that waits until its plugin is switched on. */
const parkedItself = 'parked: the plugin is switched off';

function workerOf({ plugin, id, jobs }: Lane, stopping: AbortSignal) {
  // All of the plugin's: a job may have waited here since before it had a lane.
  const byName = new Map(jobsOf(plugin).map((job) => [job.name, job]));
  const worker = new Worker(
    id,
    async (queued: BullJob) => {
      const job = byName.get(queued.name);
      if (!job) throw new Error(`Plugin ${plugin.id} has no job ${queued.name}`);
      const outboxId = outboxIdOf(queued.id);
      if (!isEnabled(plugin.id)) {
        if (outboxId) await park(handedOf(outboxId, plugin.id, queued));
        return outboxId ? parkedItself : 'skipped: the plugin is switched off';
      }
      const result = await runJob(plugin, job, queued, stopping);
      if (outboxId && redis) await forget(handedOf(outboxId, plugin.id, queued));
      return result;
    },
    {
      ...backend(id),
      concurrency: Math.max(...jobs.map((job) => job.concurrency ?? 1), 2),
      lockDuration: 10_000,
      stalledInterval: 5_000,
      maxStalledCount: 100,
    },
  );
  worker.on('error', (error) => log.warn('worker lost its connection', { queue: id, error }));
  worker.on('failed', (failed, error) => {
    log.error('job failed', { job: failed?.name, plugin: plugin.id, error });
    const outboxId = outboxIdOf(failed?.id);
    if (!redis || !outboxId || !failed || failed.attemptsMade < (failed.opts.attempts ?? 1)) return;
    void markFailed(handedOf(outboxId, plugin.id, failed)).catch((problem: unknown) =>
      log.warn('a failed job was not noted', { error: problem }),
    );
  });
  return worker;
}

async function runJob(plugin: Plugin, job: Job, queued: BullJob, stopping: AbortSignal) {
  const given: unknown = queued.data;
  const data = job.data ? job.data.parse(given) : given;
  const run = {
    signal: stopping,
    progress: async (share: number, step?: string) => queued.updateProgress({ share, ...(step && { step }) }),
  };
  const identity = {
    process: `${plugin.id}/${job.name}`,
    plugin: plugin.id,
    requestId: String(queued.id),
    mustAudit: !job.unaudited,
  };
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

/**
 * Hands up to 500 committed outbox rows to their queues, and what waited for a plugin that is on again; gives how many. Safe
 * to run twice: the job id is the row's.
 */
async function relayOutbox(): Promise<number> {
  return inTransaction({ process: 'outbox' }, async () => {
    const rows = await sql<OutboxRow>`DELETE FROM core.outbox WHERE id IN
      (SELECT id FROM core.outbox ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED) RETURNING id, kind, name, payload`;
    for (const row of rows) for (const handed of await handedBy(row)) await hand(handed);
    const resumed = await resumeParked(hand);
    // Gone from the outbox only when a failover cannot lose it.
    if (rows.length + resumed && redis) await replicated(redis);
    return rows.length + resumed;
  });
}

/** Puts a job into its queue, or parks it while its plugin is switched off. */
async function hand(handed: Handed) {
  const target = isEnabled(handed.plugin) ? targetOf(handed) : undefined;
  if (!target) return void (await keep(handed, 'parked'));
  const queue = queueOf(target.queue);
  const before = (await queue.getJob(`outbox-${handed.outboxId}`)) as BullJob | undefined;
  if (before && (await before.isCompleted())) {
    // A relay that broke off has handed it over before, and it is done.
    if (before.returnvalue !== parkedItself) return;
    await before.remove();
  }
  if (redis) await keep(handed, 'queued');
  await queue.add(target.job, handed.data, optionsFor(target, handed));
}

type Target = { queue: string; job: string; options: ReturnType<typeof optionsOf> };

const optionsFor = ({ options }: Target, { outboxId }: Handed) => ({ ...options, jobId: `outbox-${outboxId}` });

/** The queue of a job; undefined when no sound plugin has it. */
function targetOf({ plugin: pluginId, job: name }: Handed): Target | undefined {
  const plugin = installed().plugins.find(({ id }) => id === pluginId);
  const job = plugin && jobsOf(plugin).find((candidate) => candidate.name === name);
  return job && { queue: queueIdOf(pluginId, job), job: name, options: optionsOf(job) };
}

/** Whose work a row is: every plugin that hears an event, switched on or not; the plugin of a job, unless its folder is gone. */
async function handedBy({ id: outboxId, kind, name, payload }: OutboxRow): Promise<Handed[]> {
  const { plugins, failed } = installed();
  if (kind === 'event') {
    return plugins
      .filter((plugin) => plugin.on?.[name])
      .map(({ id }) => ({ outboxId, plugin: id, job: 'handle-event', data: { event: name, payload } }));
  }
  const [plugin = '', job = ''] = name.split('/');
  const handed = { outboxId, plugin, job, data: payload };
  if (targetOf(handed) || failed.some((one) => one.plugin === plugin)) return [handed];
  await sayDropped(plugin, 1);
  return [];
}
