import type { Job as QueuedJob } from 'bullmq';
import { audit } from '../server/audit';
import { conflict, notFound } from '../server/errors';
import { installed } from '../server/installed';
import { queueIdsOf, queueOf } from '../server/jobs';
import { countParked, forget, handedOf, outboxIdOf } from '../server/kept-jobs';
import type { Plugin } from '../server/plugin';
import { sql } from '../server/sql';
import { withoutPersons } from './reason';

export type TroubleKind = 'failed' | 'stuck' | 'waits';
export type Trouble = {
  queue: string;
  id: string;
  name: string;
  title: string;
  kind: TroubleKind;
  attempts: number;
  since: string;
  reason: string | null;
};
export type QueueView = { id: string; title: string; waiting: number; active: number; delayed: number; failed: number };
export type ParkedView = { plugin: string; title: string; rows: number; since: string };
export type JobsView = {
  queues: QueueView[];
  jobs: Trouble[];
  outbox: { rows: number; since: string | null };
  /** Jobs that wait until their plugin is switched on. */
  parked: ParkedView[];
};

const minute = 60_000;
/** A job that has run so long without an end, or waited so long for a worker, is shown. */
const stuckAfter = 60 * minute;
const waitsAfter = 10 * minute;
const perQueue = 50;

const withJobs = () => installed().plugins.filter(({ jobs, on }) => jobs?.length || on);

/** Queues with their numbers, and jobs that need a person: failed, running for an hour, waiting for ten minutes. */
export async function jobsView(): Promise<JobsView> {
  const found = await Promise.all(withJobs().map(viewOfAll));
  const [outbox] = await sql<{ rows: number; since: Date | null }>`
    SELECT count(*)::int AS rows, min(created_at) AS since FROM (SELECT created_at FROM core.outbox ORDER BY id LIMIT 10000) o`;
  return {
    queues: found.map(({ queue }) => queue),
    jobs: found.flatMap(({ jobs }) => jobs).sort((a, b) => (a.since < b.since ? 1 : -1)),
    outbox: { rows: outbox?.rows ?? 0, since: outbox?.since?.toISOString() ?? null },
    parked: (await countParked()).map(({ plugin, rows, since }) => ({
      ...{ plugin, rows, since: since.toISOString() },
      title: installed().plugins.find(({ id }) => id === plugin)?.title ?? plugin,
    })),
  };
}

/** How many jobs wait for a worker and how many have failed for good, over all queues. */
export async function countJobs(): Promise<{ waiting: number; failed: number }> {
  const queues = withJobs().flatMap(queueIdsOf);
  const counts = await Promise.all(
    queues.map((id) => queueOf(id).getJobCounts('wait', 'failed', 'prioritized') as Promise<Record<string, number>>),
  );
  const sum = (of: string) => counts.reduce((total, { [of]: count = 0 }) => total + count, 0);
  return { waiting: sum('wait') + sum('prioritized'), failed: sum('failed') };
}

/** A plugin's queue and those of its lanes as one. */
async function viewOfAll(plugin: Plugin) {
  const parts = await Promise.all(queueIdsOf(plugin).map((id) => viewOf(plugin, id)));
  const sum = (of: 'waiting' | 'active' | 'delayed' | 'failed') =>
    parts.reduce((total, { counts }) => total + counts[of], 0);
  const numbers = { waiting: sum('waiting'), active: sum('active'), delayed: sum('delayed'), failed: sum('failed') };
  return { queue: { id: plugin.id, title: plugin.title, ...numbers }, jobs: parts.flatMap(({ jobs }) => jobs) };
}

async function viewOf(plugin: Plugin, queueId: string) {
  const queue = queueOf(queueId);
  const [counts, failed, active, waiting] = await Promise.all([
    queue.getJobCounts('wait', 'active', 'delayed', 'failed', 'prioritized'),
    queue.getJobs('failed', 0, perQueue - 1) as Promise<QueuedJob[]>,
    queue.getJobs('active', 0, perQueue - 1) as Promise<QueuedJob[]>,
    queue.getJobs('wait', 0, perQueue - 1, true) as Promise<QueuedJob[]>,
  ]);
  const now = Date.now();
  const troubles = [
    ...failed.map((job) => troubleOf(plugin, queueId, job, 'failed', job.finishedOn)),
    ...active
      .filter((job) => now - (job.processedOn ?? now) > stuckAfter)
      .map((job) => troubleOf(plugin, queueId, job, 'stuck', job.processedOn)),
    ...waiting
      .filter((job) => now - job.timestamp > waitsAfter)
      .map((job) => troubleOf(plugin, queueId, job, 'waits', job.timestamp)),
  ];
  const { wait = 0, prioritized = 0, active: busy = 0, delayed = 0, failed: lost = 0 } = counts;
  return { counts: { waiting: wait + prioritized, active: busy, delayed, failed: lost }, jobs: troubles };
}

const troubleOf = (
  plugin: Plugin,
  queue: string,
  job: QueuedJob,
  kind: TroubleKind,
  since = job.timestamp,
): Trouble => ({
  queue,
  id: job.id ?? '',
  name: job.name,
  title: plugin.jobs?.find(({ name }) => name === job.name)?.title ?? job.name,
  kind,
  attempts: job.attemptsMade,
  since: new Date(since).toISOString(),
  reason: job.failedReason ? withoutPersons(job.failedReason) : null,
});

async function found(queueId: string, id: string): Promise<QueuedJob> {
  const known = withJobs().some((plugin) => queueIdsOf(plugin).includes(queueId));
  const job = known ? ((await queueOf(queueId).getJob(id)) as QueuedJob | undefined) : undefined;
  if (!job) throw notFound('Такого задания уже нет: оно выполнено или убрано');
  return job;
}

/** Puts a failed job into its queue again, as if it were new. Throws 409 for one that has not failed. */
export async function retryJob(queueId: string, id: string): Promise<void> {
  const job = await found(queueId, id);
  if ((await job.getState()) !== 'failed') throw conflict('Повторить можно только задание, которое не удалось');
  await audit('system.job-retried', { type: 'job', id }, { queue: queueId, job: job.name });
  await job.retry('failed');
}

/** Takes a failed or waiting job out of its queue for good. Throws 409 while a worker is at it. */
export async function removeJob(queueId: string, id: string): Promise<void> {
  const job = await found(queueId, id);
  if ((await job.getState()) === 'active') throw conflict('Задание сейчас выполняется, убрать его нельзя');
  await audit('system.job-removed', { type: 'job', id }, { queue: queueId, job: job.name });
  await job.remove();
  const outboxId = outboxIdOf(id);
  // On Redis it would come back.
  if (outboxId) await forget(handedOf(outboxId, queueId.split('.')[0] ?? '', job));
}
