import { audit } from '../server/audit';
import { inTransaction } from '../server/database';
import { conflict, notFound } from '../server/errors';
import { startJob } from '../server/events';
import { sql } from '../server/sql';
import type { Progress } from './create';

export type Kind = 'create' | 'verify';
export type Run = {
  id: string;
  kind: Kind;
  backup: string | null;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  share: number;
  step: string;
  error: string | null;
  bySchedule: boolean;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
};

const unaudited = 'how far a run is; its end is recorded';

/** The newest runs. */
export const listRuns = (limit = 10) => sql<Run>`SELECT id, kind, backup, state, share, step, error,
  by_schedule AS "bySchedule", created_at AS "createdAt", started_at AS "startedAt", ended_at AS "endedAt"
  FROM core.backup_runs ORDER BY created_at DESC LIMIT ${limit}`;

/** Asks for a run; a worker takes it after commit. Throws 409 when the same is under way. */
export async function askRun(kind: Kind, backup: string | null): Promise<string> {
  const [row] = await sql<{ id: string }>`INSERT INTO core.backup_runs (kind, backup) VALUES (${kind}, ${backup})
    ON CONFLICT DO NOTHING RETURNING id`;
  if (!row) throw conflict(kind === 'create' ? 'Копия уже создаётся' : 'Эта копия уже проверяется');
  await audit('backup.asked', { type: 'backup', ...(backup && { id: backup }) }, { kind });
  await startJob('backup', kind === 'create' ? 'make-backup' : 'verify-backup', { runId: row.id });
  return row.id;
}

/** A run that nobody asked for; undefined when one is under way already. */
export const scheduledRun = (kind: Kind, backup: string | null) =>
  inTransaction({ process: `backup/${kind}`, unaudited }, async () => {
    const [row] = await sql<{ id: string }>`INSERT INTO core.backup_runs (kind, backup, by_schedule)
      VALUES (${kind}, ${backup}, true) ON CONFLICT DO NOTHING RETURNING id`;
    return row?.id;
  });

/** Asks a run to stop. It ends at its next safe point; one that waits ends at once. */
export async function cancelRun(id: string): Promise<void> {
  const [row] = await sql<{ kind: Kind; backup: string | null }>`UPDATE core.backup_runs SET cancel_asked = true,
    state = CASE state WHEN 'waiting' THEN 'cancelled' ELSE state END,
    ended_at = CASE state WHEN 'waiting' THEN now() END
    WHERE id = ${id} AND state IN ('waiting', 'running') RETURNING kind, backup`;
  if (!row) throw notFound('Такой работы нет, или она уже окончена');
  await audit('backup.cancelled', { type: 'backup', ...(row.backup && { id: row.backup }) }, { kind: row.kind });
}

type Work = (
  run: { id: string; backup: string | null } & Required<Progress>,
) => Promise<{ backup: string; problem?: string }>;

const writing = <T>(work: () => Promise<T>) => inTransaction({ process: 'backup/run', unaudited }, work);

/** Does a run: keeps its progress in the table, stops it when somebody asks, keeps how it ended. */
export async function doRun(id: string, stopping: AbortSignal, work: Work): Promise<void> {
  const [taken] = await writing(
    () => sql<{ backup: string | null }>`UPDATE core.backup_runs
    SET state = 'running', started_at = now(), share = 0, step = '' WHERE id = ${id} AND state IN ('waiting', 'running')
    RETURNING backup`,
  );
  if (!taken) return;
  const stop = new AbortController();
  const place = { share: 0, step: '' };
  const onStopping = () => stop.abort();
  stopping.addEventListener('abort', onStopping, { once: true });
  const beat = setInterval(() => void show(id, place, stop).catch(() => undefined), 1_000);
  try {
    const progress = (share: number, step: string) => void Object.assign(place, { share, step });
    const { backup, problem } = await work({ id, backup: taken.backup, signal: stop.signal, progress });
    await end(id, problem ? 'failed' : 'done', backup, problem);
  } catch (error) {
    // A worker that stops leaves the run to the next one.
    if (stopping.aborted) throw error;
    await end(id, stop.signal.aborted ? 'cancelled' : 'failed', taken.backup, (error as Error).message);
  } finally {
    clearInterval(beat);
    stopping.removeEventListener('abort', onStopping);
  }
}

async function show(id: string, { share, step }: { share: number; step: string }, stop: AbortController) {
  const [row] = await writing(
    () => sql<{ asked: boolean }>`UPDATE core.backup_runs SET share = ${share}, step = ${step}
    WHERE id = ${id} AND state = 'running' RETURNING cancel_asked AS asked`,
  );
  if (row?.asked) stop.abort();
}

const end = (id: string, state: Run['state'], backup: string | null, error?: string) =>
  writing(async () => {
    const [run] = await sql<{ kind: Kind }>`UPDATE core.backup_runs SET state = ${state}, backup = ${backup},
      error = ${state === 'failed' ? (error?.slice(0, 1000) ?? null) : null}, share = 1, ended_at = now()
      WHERE id = ${id} RETURNING kind`;
    if (run && state !== 'cancelled')
      await audit(
        run.kind === 'create' ? 'backup.made' : 'backup.verified',
        { type: 'backup', ...(backup && { id: backup }) },
        { ok: state === 'done' },
      );
  });
