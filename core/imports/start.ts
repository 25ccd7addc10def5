import { basename } from 'node:path';
import { rm } from 'node:fs/promises';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { conflict, notFound } from '../server/errors';
import { startJob } from '../server/events';
import { part, sql } from '../server/sql';
import { keepFile } from './files';
import { placesOf, type Mapping } from './headings';
import { readableError } from './inspect';
import type { State } from './journal';
import { inOwnReach, ownKind, participantOf, withColumns } from './kinds';
import { limits } from './shared/limits';
import { startingMapping } from './remembered';
import { parseOptions } from './run';
import { storable } from './storable';
import { openTable, type TableShape } from './table';

export type SentFile = { path: string; filename: string };

/**
 * Takes a sent file into the journal, looked at and mapped as far as its headings allow; of a participant's kind, as a file
 * of that participant. Gives the run's id.
 */
export async function receiveFile(kindName: string, file: SentFile, given?: string): Promise<string> {
  const kind = ownKind(kindName);
  const participantId = await participantOf(kind, given);
  const { importer } = await withColumns(kind);
  try {
    const shape = await openTable(file.path, importer, limits.upload);
    const { mapping, remembered } = await startingMapping(importer, shape.headings, participantId);
    const name = basename(file.filename.normalize()).slice(0, 200) || 'file';
    const [run] = await sql<{ id: string }>`INSERT INTO core.import_runs
        (kind, participant_id, file_name, bytes, sha256, shape, mapping, state, started_by)
      VALUES (${kindName}, ${participantId ?? null}, ${name}, ${shape.bytes}, ${shape.sha256}, ${JSON.stringify({ ...shortened(shape), remembered })}::jsonb,
        ${JSON.stringify(mapping)}::jsonb, 'waiting', ${context().actor?.accountId ?? null})
      RETURNING id`;
    const id = run?.id ?? '';
    await keepFile(id, file.path);
    const { sha256, bytes } = shape;
    const sent = { kind: kindName, ...ofParticipant(participantId), file: name, sha256, bytes };
    await audit('imports.file-received', { type: 'import-run', id }, sent);
    return id;
  } catch (error) {
    throw readableError(error);
  } finally {
    await rm(file.path, { force: true });
  }
}

// A preview needs no long cells.
const shortened = (shape: TableShape): TableShape => ({
  ...shape,
  headings: shape.headings.map(storable),
  preview: shape.preview.map(({ line, cells }) => ({
    line,
    cells: cells.map((cell) => storable(cell.slice(0, 200))),
  })),
});

const ofParticipant = (id: string | null | undefined) => (id ? { participant: id } : {});

type Found = {
  id: string;
  kind: string;
  participant_id: string | null;
  state: State;
  dry_run: boolean;
  mapping: Mapping | null;
  shape: TableShape | null;
  options: Record<string, unknown>;
  has_file: boolean;
};

/** A run of a kind that the caller may import, and within reach, locked for a change; otherwise 404. */
async function ownRun(id: string): Promise<Found> {
  const [run] = await sql<Found>`SELECT id, kind, participant_id, state, dry_run, mapping, shape, options,
      EXISTS (SELECT FROM core.import_files f WHERE f.run_id = r.id) AS has_file
    FROM core.import_runs r WHERE id = ${id} AND ${inOwnReach(part`r.kind`, part`r.participant_id`)} FOR UPDATE`;
  if (!run) throw notFound('Загрузка не найдена');
  return run;
}

type Choices = { mapping?: Mapping | undefined; options?: Record<string, unknown> | undefined; dryRun: boolean };

/** Queues a run, for trial or in earnest. Throws when it is running or saved already, or when the choices do not fit. */
export async function startRun(id: string, choices: Choices) {
  const run = await ownRun(id);
  if (['queued', 'reading', 'running'].includes(run.state)) throw conflict('Эта загрузка уже выполняется');
  if (run.state === 'done' && !run.dry_run)
    throw conflict('Этот файл уже загружен. Чтобы повторить, отправьте его снова');
  if (!run.has_file || !run.shape)
    throw conflict('Файл этой загрузки уже удалён по сроку хранения: отправьте его снова');
  const kind = await withColumns(ownKind(run.kind));
  const mapping = choices.mapping ?? run.mapping ?? {};
  placesOf(kind.importer, run.shape.headings, mapping);
  const options = parseOptions(kind, choices.options ?? run.options);
  await sql`UPDATE core.import_runs SET state = 'queued', dry_run = ${choices.dryRun}, cancel_wanted = false,
      mapping = ${JSON.stringify(mapping)}::jsonb, options = ${JSON.stringify(options)}::jsonb, progress = 0,
      step = NULL, began_at = NULL, ended_at = NULL, error_code = NULL, error = NULL, error_en = NULL,
      rows = 0, created = 0, updated = 0, unchanged = 0, staged = 0, rejected = 0,
      started_by = ${context().actor?.accountId ?? null}
    WHERE id = ${id}`;
  await sql`DELETE FROM core.import_problems WHERE run_id = ${id}`;
  await startJob('imports', 'run-import', { runId: id });
  const { dryRun } = choices;
  const details = { kind: run.kind, ...ofParticipant(run.participant_id), dryRun };
  await audit('imports.run-started', { type: 'import-run', id }, details);
}

/** Stops a run at its next safe point; what waits is cancelled at once. Nothing of it stays. */
export async function cancelRun(id: string) {
  const run = await ownRun(id);
  if (run.state === 'reading' || run.state === 'running')
    await sql`UPDATE core.import_runs SET cancel_wanted = true WHERE id = ${id}`;
  else if (run.state === 'waiting' || run.state === 'queued')
    await sql`UPDATE core.import_runs SET state = 'cancelled', cancel_wanted = true, ended_at = now() WHERE id = ${id}`;
  else throw conflict('Эта загрузка уже закончилась');
  const details = { kind: run.kind, ...ofParticipant(run.participant_id) };
  await audit('imports.run-cancelled', { type: 'import-run', id }, details);
}
