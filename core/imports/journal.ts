import { inTransaction } from '../server/database';
import { sql } from '../server/sql';
import type { Mapping } from './headings';
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

const apart = <T>(work: () => Promise<T>) => inTransaction({ process: 'imports/journal' }, work);

/** Says in its own transaction where a run is, so that others see it while the run's transaction is open. */
export const sayState = (runId: string, state: State) =>
  apart(async () => {
    await sql`UPDATE core.import_runs SET state = ${state}, began_at = coalesce(began_at, now()) WHERE id = ${runId}`;
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

type Ending = { runId: string; counts: Counts; problems: readonly RowProblem[]; dryRun: boolean };

/** Ends a run in the present transaction: with the data, or after a dry run has been rolled back. */
export async function writeEnding({ runId, counts, problems, dryRun }: Ending) {
  await writeProblems(runId, problems);
  await sql`UPDATE core.import_runs SET state = 'done', dry_run = ${dryRun}, progress = 1, step = NULL, ended_at = now(),
      rows = ${counts.rows}, created = ${counts.created}, updated = ${counts.updated}, unchanged = ${counts.unchanged},
      staged = ${counts.staged}, rejected = ${counts.rejected}, error_code = NULL, error = NULL, error_en = NULL,
      cancel_wanted = false
    WHERE id = ${runId}`;
}

export const endApart = (ending: Ending) => apart(() => writeEnding(ending));

async function writeProblems(runId: string, problems: readonly RowProblem[]) {
  await sql`DELETE FROM core.import_problems WHERE run_id = ${runId}`;
  for (let at = 0; at < problems.length; at += 2_000) {
    const rows = problems
      .slice(at, at + 2_000)
      .flatMap(({ line, cells, issues }) =>
        issues.map(({ column, message }) => ({ line, column: column ?? null, message, cells: storable(cells) })),
      );
    await sql`INSERT INTO core.import_problems (run_id, line, "column", message, cells)
      SELECT ${runId}, line, "column", message, cells
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given(line int, "column" text, message text, cells jsonb)`;
  }
}

const storable = (cells: readonly string[]) =>
  cells.map((cell) => cell.slice(0, 10_000).replace(/\u0000|[\uD800-\uDFFF]/gu, '\uFFFD'));

/** The mapping last used for files with these headings. */
export async function rememberedMapping(kind: string, signature: string): Promise<Mapping | undefined> {
  const [row] = await sql<{ mapping: Mapping }>`SELECT mapping FROM core.import_mappings
    WHERE kind = ${kind} AND signature = ${signature}`;
  return row?.mapping;
}

export const rememberMapping = (kind: string, signature: string, mapping: Mapping) =>
  sql`INSERT INTO core.import_mappings (kind, signature, mapping) VALUES (${kind}, ${signature}, ${JSON.stringify(mapping)}::jsonb)
    ON CONFLICT (kind, signature) DO UPDATE SET mapping = excluded.mapping, used_at = now()`;
