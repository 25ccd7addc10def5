import { inTransaction } from '../server/database';
import { sql } from '../server/sql';
import { sealCells } from './sealing';
import { storable } from './storable';
import type { Issue } from './validate';

export type State = 'waiting' | 'queued' | 'reading' | 'running' | 'done' | 'cancelled' | 'failed';
export type Counts = {
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  staged: number;
  rejected: number;
};
export const noCounts = (): Counts => ({ rows: 0, created: 0, updated: 0, unchanged: 0, staged: 0, rejected: 0 });

export type RowProblem = { line: number; cells: readonly string[]; issues: readonly Issue[] };

/** Why what only the journal of imports tells needs no audit event. */
export const journalOnly = 'how far an import is; what it changes is recorded with its rows';

const apart = <T>(work: () => Promise<T>) =>
  inTransaction({ process: 'imports/journal', unaudited: journalOnly }, work);

/** The run has ended while this worker was coming to it: another did it, or somebody cancelled it. */
export class RunEnded extends Error {
  override name = 'RunEnded';
}

/**
 * Says in its own transaction where a run is, so that others see it while the run's transaction is open. Throws RunEnded
 * instead of waking up a run that has ended.
 */
export const sayState = (runId: string, state: 'reading' | 'running') =>
  apart(async () => {
    // Waiting for a turn is no work: the time that is shown begins when the rows do.
    const [row] = await sql`UPDATE core.import_runs SET state = ${state},
        began_at = CASE WHEN ${state} = 'running' THEN now() ELSE coalesce(began_at, now()) END
      WHERE id = ${runId} AND state NOT IN ('done', 'cancelled', 'failed') RETURNING id`;
    if (!row) throw new RunEnded('The run has ended');
  });

/** Writes progress and gives whether somebody wants the run cancelled. */
export const sayProgress = (runId: string, share: number, step: string, counts: Counts): Promise<boolean> =>
  apart(async () => {
    const [row] = await sql<{ cancel_wanted: boolean }>`UPDATE core.import_runs SET progress = ${share}, step = ${step},
        rows = ${counts.rows}, created = ${counts.created}, updated = ${counts.updated}, unchanged = ${counts.unchanged},
        staged = ${counts.staged}, rejected = ${counts.rejected}
      WHERE id = ${runId} RETURNING cancel_wanted`;
    return row?.cancel_wanted ?? true;
  });

type Failure = { code: string; ru: string; en: string };

/** Ends a run that saved nothing. */
export const sayFailed = (runId: string, state: 'failed' | 'cancelled' | 'queued', failure?: Failure) =>
  apart(async () => {
    await sql`UPDATE core.import_runs SET state = ${state}, ended_at = now(), progress = 0, step = NULL, rows = 0,
        created = 0, updated = 0, unchanged = 0, staged = 0, rejected = 0, cancel_wanted = false,
        error_code = ${failure?.code ?? null}, error = ${failure?.ru ?? null}, error_en = ${failure?.en ?? null}
      WHERE id = ${runId}`;
  });

type Ending = {
  runId: string;
  counts: Counts;
  problems: readonly RowProblem[];
  dryRun: boolean;
  /** Its rows name people. */
  isSealed: boolean;
};

/** Ends a run in the present transaction: with the data, or after a dry run has been rolled back. */
export async function writeEnding({ runId, counts, problems, dryRun, isSealed }: Ending) {
  await writeProblems(runId, problems, isSealed);
  await sql`UPDATE core.import_runs SET state = 'done', dry_run = ${dryRun}, progress = 1, step = NULL, ended_at = now(),
      rows = ${counts.rows}, created = ${counts.created}, updated = ${counts.updated}, unchanged = ${counts.unchanged},
      staged = ${counts.staged}, rejected = ${counts.rejected}, error_code = NULL, error = NULL, error_en = NULL,
      cancel_wanted = false
    WHERE id = ${runId}`;
}

export const endApart = (ending: Ending) => apart(() => writeEnding(ending));

async function writeProblems(runId: string, problems: readonly RowProblem[], isSealed: boolean) {
  await sql`DELETE FROM core.import_problems WHERE run_id = ${runId}`;
  for (let at = 0; at < problems.length; at += 2_000) {
    const rows = problems.slice(at, at + 2_000).flatMap(({ line, cells, issues }) =>
      issues.map(({ column, message }) => ({
        line,
        column: column ?? null,
        message,
        cells: isSealed ? [] : cells.map(short),
        sealed: isSealed ? sealCells(runId, line, cells.map(short)).toString('hex') : null,
      })),
    );
    await sql`INSERT INTO core.import_problems (run_id, participant_id, line, "column", message, cells, sealed)
      SELECT r.id, r.participant_id, given.line, given."column", given.message, given.cells, decode(given.sealed, 'hex')
      FROM core.import_runs r, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS given(line int, "column" text, message text, cells jsonb, sealed text)
      WHERE r.id = ${runId}`;
  }
}

const short = (cell: string) => storable(cell.slice(0, 10_000));
