import { basename } from 'node:path';
import { audit } from '../server/audit';
import { currentContext } from '../server/context';
import { inTransaction } from '../server/database';
import { sql } from '../server/sql';
import { applyTable, type Applied } from './apply-table';
import { failureOf } from './failures';
import { fileProblem } from './file-problem';
import { forgetFile } from './files';
import { ignoredHeadings, placesOf, type Mapping } from './headings';
import * as journal from './journal';
import { kindOf, participantOf, withColumns, type Kind } from './kinds';
import { rememberMapping, startingMapping } from './remembered';
import { isAboutPeople } from './sealing';
import { openTable, type TableShape } from './table';
import { turnStep, watchRun, type Watch } from './watch';

export type ImportRequest = {
  kind: string;
  /** Where the file lies. */
  file: string;
  /** The name its sender knows it by. */
  fileName?: string;
  options?: Readonly<Record<string, unknown>>;
  /** Field → heading; the remembered or suggested one when absent. */
  mapping?: Mapping;
  dryRun?: boolean;
  /** Whose file it is, of a kind that belongs to a participant. */
  participantId?: string | undefined;
  onProgress?: (share: number, step: string) => void;
  signal?: AbortSignal;
  /** A run that is in the journal already; a new one is written otherwise. */
  runId?: string;
};

export type ImportResult = journal.Counts & {
  runId: string;
  dryRun: boolean;
  sha256: string;
  mapping: Mapping;
  /** Headings that no column takes. */
  ignored: string[];
  /** The first rows with problems. */
  problems: { line: number; column?: string; message: string }[];
  seconds: number;
};

/**
 * Takes in a file: everything in one transaction, bad rows reported, a repeat changes nothing. Needs no queue; the job
 * calls the same. Throws a sentence for a file that cannot be taken in, and AbortError when cancelled; both leave nothing.
 */
export async function runImport(request: ImportRequest): Promise<ImportResult> {
  const { kind, participantId } = await inTransaction({ process: 'imports/columns', readOnly: true }, async () => {
    const found = kindOf(request.kind);
    return { kind: await withColumns(found), participantId: await participantOf(found, request.participantId) };
  });
  const options = parseOptions(kind, request.options ?? {});
  const runId = request.runId ?? (await newRun({ ...request, participantId }, options));
  const began = Date.now();
  try {
    return await perform({ ...request, runId, kind, participantId, options, began });
  } catch (error) {
    throw await failureOf(runId, error, request.signal);
  }
}

type Performing = Omit<ImportRequest, 'kind' | 'options'> & {
  runId: string;
  kind: Kind;
  options: Record<string, unknown>;
  began: number;
};

async function perform(request: Performing): Promise<ImportResult> {
  const { kind, runId, file, participantId, dryRun = false } = request;
  await journal.sayState(runId, 'reading');
  request.onProgress?.(0, 'Чтение файла');
  const shape = await openTable(file, kind.importer);
  const mapping = request.mapping ?? (await mappingFor(kind, shape, participantId));
  const places = placesOf(kind.importer, shape.headings, mapping);
  await noteShape(runId, shape, mapping);
  const watch = watchRun(request, shape.rowsAbout);
  try {
    const apply = (signal: AbortSignal) =>
      applyTable({
        path: file,
        shape,
        importer: kind.importer,
        places,
        context: { runId, options: request.options, ...(participantId && { participantId }) },
        signal,
        onProgress: (counts) => watch.onCounts(counts),
      });
    const { counts, problems } = await inOneTransaction(
      request,
      shape,
      watch,
      () => apply(watch.signal),
      async (applied) => {
        await rememberMapping(kind.importer, shape.headings, mapping, participantId);
        await journal.writeEnding({ runId, ...applied, dryRun: false, isSealed: isAboutPeople(kind.importer) });
        if (isAboutPeople(kind.importer)) await forgetFile(runId);
      },
    );
    return {
      runId,
      dryRun,
      sha256: shape.sha256,
      mapping,
      ignored: ignoredHeadings(shape.headings, mapping),
      ...counts,
      problems: firstProblems(problems),
      seconds: (Date.now() - request.began) / 1_000,
    };
  } finally {
    await watch.stop();
  }
}

const firstProblems = (problems: Applied['problems']) =>
  problems
    .slice(0, 20)
    .flatMap(({ line, issues }) => issues.map(({ column, message }) => ({ line, ...(column && { column }), message })));

class RolledBack extends Error {
  constructor(readonly applied: Applied) {
    super('dry run');
  }
}

const attempt = 300;

/** Waits for its turn (one import per subsystem at a time), then stores all or nothing. */
async function inOneTransaction(
  request: Performing,
  shape: TableShape,
  watch: Watch,
  apply: () => Promise<Applied>,
  finish: (applied: Applied) => Promise<void>,
): Promise<Applied> {
  const { kind, runId, dryRun } = request;
  const work = async () => {
    const [turn] = await sql<{ mine: boolean }>`SELECT set_config('statement_timeout', '600s', true),
      pg_try_advisory_xact_lock(7214002, hashtext(${kind.plugin})) AS mine`;
    if (!turn?.mine) return undefined;
    await journal.sayState(runId, 'running');
    const applied = await apply();
    if (dryRun) throw new RolledBack(applied);
    await audit('imports.file-imported', { type: 'import-run', id: runId }, summary(request, shape, applied));
    await watch.stop();
    await finish(applied);
    return applied;
  };
  try {
    for (;;) {
      const applied = await inTransaction(identity(), work);
      if (applied) return applied;
      await watch.pause(turnStep, attempt);
    }
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    await watch.stop();
    await journal.endApart({ runId, ...error.applied, dryRun: true, isSealed: isAboutPeople(kind.importer) });
    return error.applied;
  }
}

const identity = () => {
  const actor = currentContext()?.actor;
  const process = currentContext()?.process ?? 'imports/run-import';
  return { process, ...(actor && { actor }) };
};

const summary = (request: Performing, { sha256, bytes }: TableShape, { counts }: Applied) => ({
  kind: request.kind.importer.kind,
  ...(request.participantId && { participant: request.participantId }),
  file: request.fileName ?? basename(request.file),
  sha256,
  bytes,
  ...counts,
});

const mappingFor = ({ importer }: Kind, { headings }: TableShape, participantId?: string) =>
  inTransaction({ readOnly: true }, async () => (await startingMapping(importer, headings, participantId)).mapping);

/** Checks the choices of an import. Throws a sentence. */
export function parseOptions({ importer }: Kind, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (!importer.options) return {};
  const parsed = importer.options.safeParse(given);
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const what = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw fileProblem('wrong-options', what);
}

const newRun = (request: ImportRequest, options: Record<string, unknown>) =>
  inTransaction({ unaudited: journal.journalOnly }, async () => {
    const context = currentContext();
    const [row] = await sql<{ id: string }>`INSERT INTO core.import_runs
        (kind, participant_id, file_name, options, state, dry_run, started_by, started_by_process)
      VALUES (${request.kind}, ${request.participantId ?? null}, ${request.fileName ?? basename(request.file)}, ${JSON.stringify(options)}::jsonb, 'queued',
        ${request.dryRun ?? false}, ${context?.actor?.accountId ?? null}, ${context?.process ?? 'regiso import'})
      RETURNING id`;
    return row?.id ?? '';
  });

const noteShape = (runId: string, shape: TableShape, mapping: Mapping) =>
  inTransaction({ process: 'imports/journal', unaudited: journal.journalOnly }, async () => {
    const { preview: _, ...kept } = shape;
    await sql`UPDATE core.import_runs SET shape = coalesce(shape, '{}') || ${JSON.stringify(kept)}::jsonb,
        sha256 = ${shape.sha256}, bytes = ${shape.bytes}, mapping = ${JSON.stringify(mapping)}::jsonb WHERE id = ${runId}`;
  });
