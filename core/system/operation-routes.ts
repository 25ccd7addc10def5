import { z } from 'zod';
import { beyondReach } from '../server/database';
import { installed } from '../server/installed';
import { route } from '../server/route';
import { sql } from '../server/sql';
import { disk, findings } from './findings';
import { jobsView, removeJob, retryJob } from './jobs-view';
import { releases } from './releases';

const access = { permission: 'system.operate' } as const;

const State = z.object({
  release: z.string(),
  node: z.string(),
  postgresql: z.string(),
  production: z.boolean(),
  embedded: z.object({ postgresql: z.boolean(), clickhouse: z.boolean() }),
  startedAt: z.string(),
  disk: z.object({ free: z.number(), total: z.number() }),
  /** Sign-ins in use within the last two hours, and whose. */
  signIns: z.object({ open: z.int(), accounts: z.int(), today: z.int() }),
  findings: z.array(
    z.object({
      id: z.string(),
      level: z.enum(['danger', 'warning']),
      details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
  ),
});

const state = route({
  method: 'GET',
  path: '/state',
  access,
  summary: 'What runs here, and what about it should be put right',
  reply: State,
  handler: async () => {
    const { config, version } = installed();
    const [server] = await sql<{ version: string }>`SELECT current_setting('server_version') AS version`;
    return {
      release: version,
      node: process.version,
      postgresql: server?.version ?? '',
      production: config.production,
      embedded: { postgresql: !config.databaseUrl, clickhouse: !config.clickhouseUrl },
      startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
      disk: await disk(),
      signIns: await signIns(),
      findings: await findings(),
    };
  },
});

const signIns = () =>
  beyondReach('only how many there are', async () => {
    const [row] = await sql<{ open: number; accounts: number; today: number }>`
      SELECT count(*) FILTER (WHERE seen_at > now() - interval '2 hours')::int AS open,
        count(DISTINCT account_id) FILTER (WHERE seen_at > now() - interval '2 hours')::int AS accounts,
        count(*) FILTER (WHERE created_at > now() - interval '24 hours')::int AS today
      FROM core.sign_ins WHERE ends_at > now() OR created_at > now() - interval '24 hours'`;
    return row ?? { open: 0, accounts: 0, today: 0 };
  });

const Jobs = z.object({
  queues: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      waiting: z.int(),
      active: z.int(),
      delayed: z.int(),
      failed: z.int(),
    }),
  ),
  jobs: z.array(
    z.object({
      queue: z.string(),
      id: z.string(),
      name: z.string(),
      title: z.string(),
      kind: z.enum(['failed', 'stuck', 'waits']),
      attempts: z.int(),
      since: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  outbox: z.object({ rows: z.int(), since: z.string().nullable() }),
  parked: z.array(z.object({ plugin: z.string(), title: z.string(), rows: z.int(), since: z.string() })),
});

const jobs = route({
  method: 'GET',
  path: '/jobs',
  access,
  summary: 'Queues of jobs, and the jobs that failed or hang: at most 50 of each kind in a queue',
  reply: Jobs,
  handler: jobsView,
});

const JobPlace = z.strictObject({ queue: z.string().max(60), id: z.string().min(1).max(300) });

const retry = route({
  method: 'POST',
  path: '/jobs/{queue}/{id}/retry',
  access,
  summary: 'Run a failed job again',
  params: JobPlace,
  reply: z.object({ id: z.string() }),
  handler: async ({ params }) => {
    await retryJob(params.queue, params.id);
    return { id: params.id };
  },
});

const remove = route({
  method: 'DELETE',
  path: '/jobs/{queue}/{id}',
  access,
  summary: 'Remove a failed job',
  params: JobPlace,
  reply: z.object({ id: z.string() }),
  handler: async ({ params }) => {
    await removeJob(params.queue, params.id);
    return { id: params.id };
  },
});

const ReleaseNote = z.object({ title: z.string().nullable(), text: z.string() });

const listReleases = route({
  method: 'GET',
  path: '/releases',
  access,
  summary: 'Releases that have run here, the newest 50',
  reply: z.array(
    z.object({
      version: z.string(),
      since: z.string().nullable(),
      isPresent: z.boolean(),
      summary: z.array(ReleaseNote),
      notes: z.array(ReleaseNote),
    }),
  ),
  handler: releases,
});

export const operationRoutes = [state, jobs, retry, remove, listReleases];
