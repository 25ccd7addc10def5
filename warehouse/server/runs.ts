import { setTimeout as pause } from 'node:timers/promises';
import { audit, inTransaction, sql } from '@regiso/core';
import { RunResult, type RunKind, type RunView } from '../shared';
import { activeTables } from './generations';
import { explain } from './moves';
import { locks, reading, writing } from './reading';
import { begin, chosenFacts, giveUp, rebuildFact, snapshotShare } from './rebuild';
import { repairTable } from './repair';
import { liveTables, verifyTable } from './verify';

type Row = Omit<RunView, 'createdAt' | 'startedAt' | 'finishedAt'> & {
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};
/** Work on one fact: its result, kept with the run, so that a run that goes on does not do it again. */
type Step = (fact: string, run: { signal: AbortSignal; note: (share: number) => Promise<void> }) => Promise<RunResult>;

const started = {
  rebuild: 'warehouse.rebuild-started',
  verify: 'warehouse.verify-started',
  repair: 'warehouse.repair-started',
} as const;

/** Enters a run in the present transaction; the job or command that executes it comes after commit. */
export async function requestRun(kind: RunKind, fact?: string): Promise<string> {
  const [row] = await sql<{ id: string }>`INSERT INTO warehouse.runs (kind, fact) VALUES (${kind}, ${fact ?? null})
    RETURNING id`;
  await audit(started[kind], { type: 'warehouse-table', ...(fact && { id: fact }) }, { fact: fact ?? 'all' });
  return row?.id ?? '';
}

/** The newest runs. */
export async function listRuns(limit = 20): Promise<RunView[]> {
  const rows = await sql<Row>`SELECT id, kind, fact, state, share, step, results, error, created_at AS "createdAt",
    started_at AS "startedAt", finished_at AS "finishedAt" FROM warehouse.runs ORDER BY created_at DESC LIMIT ${limit}`;
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}

/** Ids of runs that are not finished; whoever finds one may execute it, one process at a time does. */
export const unfinishedRuns = () =>
  reading(async () => {
    const rows = await sql<{ id: string }>`SELECT id FROM warehouse.runs WHERE finished_at IS NULL ORDER BY created_at`;
    return rows.map(({ id }) => id);
  });

/** Asks a run to stop at its next safe point; false when it is over already. */
export async function cancelRun(id: string): Promise<boolean> {
  const [run] = await sql<{
    kind: RunKind;
  }>`UPDATE warehouse.runs SET state = 'cancelled', finished_at = clock_timestamp()
    WHERE id = ${id} AND finished_at IS NULL RETURNING kind`;
  if (run) await audit('warehouse.run-cancelled', { type: 'warehouse-run', id }, { kind: run.kind });
  return run !== undefined;
}

type Watch = { signal?: AbortSignal; onProgress?: (share: number, step: string) => void };

/**
 * Executes a run, or goes on with it where another process stopped. Gives undefined when another process is at it or it
 * is over. An abort by `signal` leaves it to be resumed; `cancelRun` ends it.
 */
export function execute(id: string, watch: Watch = {}): Promise<RunView | undefined> {
  // The lock ends with its transaction, and so with the process that held it.
  return inTransaction({ process: 'warehouse' }, async () => {
    await sql`SET LOCAL idle_in_transaction_session_timeout = 0`;
    const [lock] = await sql<{
      mine: boolean;
    }>`SELECT pg_try_advisory_xact_lock(${locks.run}, hashtext(${id})) AS mine`;
    if (!lock?.mine) return undefined;
    const run = await writing(() => start(id));
    return run && perform(run, watch);
  });
}

async function start(id: string) {
  const [run] = await sql<Row>`UPDATE warehouse.runs SET state = 'running',
    started_at = coalesce(started_at, clock_timestamp()) WHERE id = ${id} AND finished_at IS NULL
    RETURNING id, kind, fact, results`;
  return run;
}

async function perform(run: Row, { signal, onProgress }: Watch): Promise<RunView | undefined> {
  const cancelled = new AbortController();
  const both = AbortSignal.any([cancelled.signal, ...(signal ? [signal] : [])]);
  const over = new AbortController();
  const watching = watchForCancel(run.id, cancelled, over.signal);
  try {
    const facts = run.kind === 'rebuild' ? chosenFacts(run.fact ?? undefined) : await factsOf(run);
    const step = steps[run.kind](run);
    for (const [at, fact] of facts.entries()) {
      if (run.results[fact] !== undefined) continue;
      const note = (share: number) => progress(run.id, (at + share) / facts.length, fact, onProgress);
      await note(0);
      both.throwIfAborted();
      run.results[fact] = RunResult.parse(await step(fact, { signal: both, note }));
      await keep(run);
    }
    await finish(run.id, 'done');
  } catch (error) {
    if (cancelled.signal.aborted) {
      if (run.kind === 'rebuild') await giveUp(chosenFacts(run.fact ?? undefined));
    } else if (signal?.aborted) {
      // Stopped from outside it is left unfinished and goes on later.
      throw error;
    } else await finish(run.id, 'failed', error);
  } finally {
    over.abort();
    await watching;
  }
  return reading(async () => (await listRuns(100)).find(({ id }) => id === run.id));
}

const factsOf = async (run: Row) => (await liveTables(run.fact ?? undefined)).map(({ fact }) => fact);
const liveTable = async (fact: string) => {
  const [table] = await liveTables(fact);
  if (!table) throw new Error(`The warehouse has no live table ${fact}`);
  return table;
};

const steps: Record<RunKind, (run: Row) => Step> = {
  verify:
    () =>
    async (fact, { signal }) =>
      verifyTable(await liveTable(fact), { signal }),
  repair:
    () =>
    async (fact, { signal }) =>
      repairTable(await liveTable(fact), { signal }),
  rebuild:
    () =>
    async (fact, { signal, note }) => {
      // A generation that is being built already is the one to go on with.
      const building = (await activeTables()).find((table) => table.fact === fact && table.state === 'building');
      const generation = building?.id ?? (await begin(fact));
      await rebuildFact(fact, { signal, generation, progress: async () => note(await snapshotShare(generation)) });
      return { ok: true };
    },
};

async function watchForCancel(id: string, cancelled: AbortController, over: AbortSignal) {
  while (await pause(500, true, { signal: over }).catch(() => false)) {
    const state = await reading(() => sql<Row>`SELECT state FROM warehouse.runs WHERE id = ${id}`).catch(() => []);
    if (state[0]?.state === 'cancelled') return cancelled.abort();
  }
}

async function progress(id: string, share: number, step: string, onProgress: Watch['onProgress']) {
  onProgress?.(share, step);
  await writing(() => sql`UPDATE warehouse.runs SET share = ${share}, step = ${step} WHERE id = ${id}`);
}

const keep = ({ id, results }: Row) =>
  writing(() => sql`UPDATE warehouse.runs SET results = ${JSON.stringify(results)}::jsonb WHERE id = ${id}`);

const finish = (id: string, state: 'done' | 'failed', error?: unknown) =>
  writing(
    () => sql`UPDATE warehouse.runs SET state = ${state}, finished_at = clock_timestamp(),
      share = CASE WHEN ${state} = 'done' THEN 1 ELSE share END,
      error = ${error ? explain(error) : null}
      WHERE id = ${id} AND finished_at IS NULL`,
  );
