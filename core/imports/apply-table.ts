import type { ImportContext, Importer, LateOutcome, RowOutcome } from '../server/importer';
import { fileProblem } from './file-problem';
import { noCounts, type Counts, type RowProblem } from './journal';
import { isAboutPeople } from './sealing';
import { limits } from './shared/limits';
import { hasStaged, keepStaged, knownMatches, releaseStaged, type SoundRow, type Whose } from './staging';
import { dataRows, type TableShape } from './table';
import { rowReader } from './validate';

// Problems kept to be downloaded; further ones are counted only.
const keptProblems = 50_000;
const batchRows = 2_000;

export type Work = {
  path: string;
  shape: TableShape;
  importer: Importer;
  places: ReadonlyMap<string, number>;
  context: ImportContext;
  signal: AbortSignal;
  onProgress: (counts: Counts) => void;
};

export type Applied = { counts: Counts; problems: RowProblem[] };

/** Reads, checks and stores every row in the present transaction. Throws on cancel: then nothing of it stays. */
export async function applyTable(work: Work): Promise<Applied> {
  const { path, shape, importer, places, context, signal, onProgress } = work;
  const participantId = context.participantId ?? null;
  const whose = { kind: importer.kind, participantId, isSealed: isAboutPeople(importer) };
  const read = rowReader(importer, places, await knownMatches(whose));
  const state = {
    ...work,
    whose,
    counts: noCounts(),
    problems: [] as RowProblem[],
    open: new Map<number, Counted>(),
    staged: await hasStaged(whose),
  };
  let batch: SoundRow[] = [];
  // The next rows are read while the database works on the last ones.
  let storing: Promise<void> = Promise.resolve();
  const store = async () => {
    await storing;
    signal.throwIfAborted();
    onProgress(state.counts);
    const rows = batch;
    batch = [];
    storing = storeBatch(state, rows);
    storing.catch(() => undefined);
  };
  try {
    for await (const tableRow of dataRows(path, shape)) {
      state.counts.rows += 1;
      if (state.counts.rows > limits.rows) throw fileProblem('too-many-rows', String(limits.rows));
      const row = read(tableRow);
      if ('issues' in row) reject(state, row);
      else batch.push(row);
      if (batch.length >= batchRows) await store();
      else if (state.counts.rows % 500 === 0) signal.throwIfAborted();
    }
    await store();
  } finally {
    await storing.catch(() => undefined);
  }
  await storing;
  signal.throwIfAborted();
  for (const late of (await importer.finish?.(context)) ?? []) settle(state, late);
  state.problems.sort((a, b) => a.line - b.line);
  return { counts: state.counts, problems: state.problems };
}

/** Rows that `finish` may settle, by their lines, with what they were counted as. */
type Counted = { row: SoundRow; as: keyof Counts };
type Running = Work & Applied & { whose: Whose; staged: boolean; open: Map<number, Counted> };

function reject({ counts, problems }: Applied, problem: RowProblem) {
  counts.rejected += 1;
  if (problems.length < keptProblems) problems.push(problem);
}

async function storeBatch(state: Running, rows: readonly SoundRow[]) {
  if (!rows.length) return;
  const { importer, context, counts, whose } = state;
  const outcomes = await importer.apply(rows.map(({ row }) => row) as never, context);
  if (outcomes.length !== rows.length)
    throw new Error(`Importer ${importer.kind} gave ${outcomes.length} outcomes for ${rows.length} rows`);
  for (const [at, outcome] of outcomes.entries()) count(state, rows[at]!, outcome);
  if (state.staged) await releaseStaged(whose, rows, outcomes);
  if (counts.staged) await keepStaged({ ...whose, runId: context.runId, options: context.options }, rows, outcomes);
}

function count(state: Running, row: SoundRow, outcome: RowOutcome) {
  if (outcome.outcome === 'rejected')
    return reject(state, { line: row.line, cells: row.cells, issues: outcome.issues });
  state.counts[outcome.outcome] += 1;
  if ('isOpen' in outcome && outcome.isOpen) state.open.set(row.line, { row, as: outcome.outcome });
}

function settle(state: Running, { line, outcome }: LateOutcome) {
  const counted = state.open.get(line);
  if (!counted) throw new Error(`Importer ${state.importer.kind} settles line ${line}, which it did not leave open`);
  state.open.delete(line);
  state.counts[counted.as] -= 1;
  count(state, counted.row, outcome);
}
