import { audit } from './audit';
import { inTransaction } from './database';
import { installed, isEnabled } from './installed';
import { log } from './log';
import { sql } from './sql';

/** Work that was handed over once: of which plugin, under which name, and the outbox row it came from. */
export type Handed = { outboxId: string; plugin: string; job: string; data: Record<string, unknown> };
type State = 'parked' | 'queued' | 'failed';

const unaudited = 'bookkeeping of jobs: what they change is recorded by them';
const writing = <T>(work: () => Promise<T>) => inTransaction({ process: 'kept-jobs', unaudited }, work);

/** Keeps a job: parked until its plugin is switched on, or queued on a Redis that may lose it. In the present transaction. */
export const keep = ({ outboxId, plugin, job, data }: Handed, state: State) =>
  sql`INSERT INTO core.kept_jobs (outbox_id, plugin, job, data, state)
    VALUES (${outboxId}, ${plugin}, ${job}, ${JSON.stringify(data)}::jsonb, ${state})
    ON CONFLICT (outbox_id, plugin) DO UPDATE SET state = excluded.state, since = now()`;

/** The outbox row of a job of a queue; undefined for what repeats or was put there by hand. */
export const outboxIdOf = (jobId: string | undefined): string | undefined => /^outbox-(\d+)$/.exec(jobId ?? '')?.[1];

/** What was handed over, as its queue has it. */
export const handedOf = (
  outboxId: string,
  plugin: string,
  { name, data }: { name: string; data: unknown },
): Handed => ({
  outboxId,
  plugin,
  job: name,
  data: data as Handed['data'],
});

/** Parks a job that came up while its plugin is switched off. */
export const park = (handed: Handed) => writing(() => keep(handed, 'parked'));

/** The job was done: nothing is left to keep, also of what the relay has kept and not yet committed. */
export const forget = (handed: Handed) =>
  writing(async () => {
    // An insert of the same key waits for the relay's; a mere delete would not see it.
    await keep(handed, 'queued');
    await sql`DELETE FROM core.kept_jobs WHERE outbox_id = ${handed.outboxId} AND plugin = ${handed.plugin}`;
  });

/** The job has failed for good: its queue shows it for a week, and so long a flushed Redis gets it again. */
export const markFailed = (handed: Handed) => writing(() => keep(handed, 'failed'));

const columns = (where: State[], plugins: readonly string[], after: string) => sql<Handed>`
  SELECT outbox_id::text AS "outboxId", plugin, job, data FROM core.kept_jobs
  WHERE state = ANY (${where}) AND plugin = ANY (${[...plugins]}) AND outbox_id > ${after}
  ORDER BY outbox_id LIMIT 500 FOR UPDATE SKIP LOCKED`;

/** Gives up to 500 parked jobs of plugins that are on again to `hand`, then lets go of them; gives how many. */
export async function resumeParked(hand: (handed: Handed) => Promise<void>): Promise<number> {
  const on = installed()
    .plugins.map(({ id }) => id)
    .filter(isEnabled);
  const rows = await columns(['parked'], on, '0');
  for (const row of rows) {
    await sql`DELETE FROM core.kept_jobs WHERE outbox_id = ${row.outboxId} AND plugin = ${row.plugin}`;
    await hand(row);
  }
  return rows.length;
}

/** Gives every job of a plugin that its queue should know to `again`: for a Redis that was emptied. */
export async function everyQueued(plugin: string, again: (handed: Handed) => Promise<void>): Promise<void> {
  let after = '0';
  for (;;) {
    const rows = await writing(() => columns(['queued', 'failed'], [plugin], after));
    for (const row of rows) await again(row);
    const last = rows.at(-1);
    if (!last) return;
    after = last.outboxId;
  }
}

/**
 * Lets go of what nobody will do any more: failed jobs after a week, and jobs of plugins whose folder is gone, which is said
 * in the log and in the audit. A plugin that merely cannot be loaded keeps its jobs.
 */
export async function dropOrphans(): Promise<void> {
  const { plugins, failed } = installed();
  const there = [...plugins.map(({ id }) => id), ...failed.map(({ plugin }) => plugin)];
  await writing(() => sql`DELETE FROM core.kept_jobs WHERE state = 'failed' AND since < now() - interval '7 days'`);
  await inTransaction({ process: 'kept-jobs' }, async () => {
    const gone = await sql<{
      plugin: string;
    }>`DELETE FROM core.kept_jobs WHERE plugin <> ALL (${there}) RETURNING plugin`;
    for (const plugin of new Set(gone.map((row) => row.plugin)))
      await sayDropped(plugin, gone.filter((row) => row.plugin === plugin).length);
  });
}

/** Says that jobs of a removed plugin are dropped, in the log and in the audit of the present transaction. */
export async function sayDropped(plugin: string, rows: number): Promise<void> {
  log.error('jobs of a removed plugin are dropped', { removedPlugin: plugin, rows });
  await audit('system.jobs-dropped', { type: 'plugin', id: plugin }, { plugin, rows });
}

export type Parked = { plugin: string; rows: number; since: Date };

/** How many jobs wait for a plugin to be switched on, by plugin. */
export const countParked = () => sql<Parked>`SELECT plugin, count(*)::int AS rows, min(since) AS since
  FROM core.kept_jobs WHERE state = 'parked' GROUP BY plugin ORDER BY plugin`;
