import { statSync } from 'node:fs';
import { z } from 'zod';
import { installed } from '../server/installed';
import { notFound } from '../server/errors';
import { route } from '../server/route';
import { sql } from '../server/sql';
import { listBackups, type Backup } from './manifest';
import { freeBytes, placeOf } from './place';
import { askRun, cancelRun, listRuns } from './runs';

const access = { permission: 'backup.operate' } as const;
const moment = z.string();
const BackupView = z.object({
  id: z.string(),
  endedAt: moment,
  seconds: z.number(),
  bytes: z.number(),
  form: z.enum(['files', 'dump']),
  release: z.string(),
  rows: z.number().nullable(),
  keys: z.enum(['plain', 'sealed', 'apart']),
  verified: z.object({ at: moment, ok: z.boolean(), problems: z.array(z.string()), seconds: z.number() }).nullable(),
});
const RunView = z.object({
  id: z.string(),
  kind: z.enum(['create', 'verify']),
  backup: z.string().nullable(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  share: z.number(),
  step: z.string(),
  error: z.string().nullable(),
  bySchedule: z.boolean(),
  createdAt: moment,
  endedAt: moment.nullable(),
});
const Overview = z.object({
  /** PostgreSQL is a server of its own, with means of its own. */
  external: z.boolean(),
  folder: z.string(),
  /** The backups lie on the disk of the data. */
  sameDisk: z.boolean(),
  freeBytes: z.number(),
  keepDays: z.number(),
  scheduled: z.boolean(),
  /** When PostgreSQL last handed a piece of its log over; null before the first. */
  logAt: moment.nullable(),
  logFailing: z.boolean(),
  backups: z.array(BackupView),
  damaged: z.array(z.object({ id: z.string(), problem: z.string() })),
  runs: z.array(RunView),
});

const viewOf = ({ manifest, bytes, verified }: Backup): z.input<typeof BackupView> => ({
  id: manifest.id,
  endedAt: manifest.endedAt,
  seconds: Math.round((Date.parse(manifest.endedAt) - Date.parse(manifest.startedAt)) / 100) / 10,
  bytes,
  form: manifest.postgres.form,
  release: manifest.release,
  rows: manifest.counts && Object.values(manifest.counts).reduce((sum, rows) => sum + rows, 0),
  keys: manifest.keys,
  verified: verified && {
    at: verified.at,
    ok: verified.ok,
    problems: verified.problems.slice(0, 10),
    seconds: verified.seconds,
  },
});

const overview = route({
  method: 'GET',
  path: '/overview',
  access,
  summary: 'Backups, the newest 100, and what is being done with them',
  reply: Overview,
  handler: async () => {
    const { config } = installed();
    const place = await placeOf(config);
    const { backups, damaged } = await listBackups(place.root);
    const [archiver] = await sql<{ at: Date | null; failing: boolean }>`SELECT last_archived_time AS at,
      coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) AS failing FROM pg_stat_archiver`;
    return {
      external: config.databaseUrl !== undefined,
      folder: place.root,
      sameDisk: statSync(place.root).dev === statSync(place.dataFolder).dev,
      freeBytes: freeBytes(place.root),
      keepDays: config.backups.keepDays,
      scheduled: config.backups.at !== undefined && !config.databaseUrl,
      logAt: archiver?.at?.toISOString() ?? null,
      logFailing: archiver?.failing ?? false,
      backups: backups.slice(0, 100).map(viewOf),
      damaged: damaged.slice(0, 100),
      runs: (await listRuns()).map(({ startedAt: _, ...run }) => ({
        ...run,
        createdAt: run.createdAt.toISOString(),
        endedAt: run.endedAt?.toISOString() ?? null,
      })),
    };
  },
});

const ask = route({
  method: 'POST',
  path: '/runs',
  access,
  sensitive: 'a copy of everything',
  summary: 'Ask for a new backup, or for the check of one',
  payload: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('create') }),
    z.strictObject({ kind: z.literal('verify'), backup: z.string().regex(/^\d{8}T\d{6}Z$/) }),
  ]),
  reply: z.object({ id: z.string() }),
  handler: async ({ payload, h }) => {
    if (payload.kind === 'verify') {
      const { backups, damaged } = await listBackups(installed().config.backups.folder);
      const ids = [...backups.map(({ manifest }) => manifest.id), ...damaged.map(({ id }) => id)];
      if (!ids.includes(payload.backup)) throw notFound('Такой резервной копии нет');
    }
    const id = await askRun(payload.kind, payload.kind === 'verify' ? payload.backup : null);
    return h.response({ id }).code(202);
  },
});

const cancel = route({
  method: 'POST',
  path: '/runs/{id}/cancel',
  access,
  summary: 'Stop a backup that runs',
  params: z.strictObject({ id: z.uuid() }),
  reply: z.object({ id: z.string() }),
  handler: async ({ params }) => {
    await cancelRun(params.id);
    return { id: params.id };
  },
});

export const routes = [overview, ask, cancel];
