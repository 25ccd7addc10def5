import { basename } from 'node:path';
import { rm } from 'node:fs/promises';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { conflict, notFound } from '../server/errors';
import { startJob } from '../server/events';
import { sql } from '../server/sql';
import { keepFile } from './files';
import { placesOf, type Mapping } from './headings';
import { readableError } from './inspect';
import type { State } from './journal';
import { ownKind, ownKinds, withColumns } from './kinds';
import { limits } from './shared/limits';
import { startingMapping } from './remembered';
import { parseOptions } from './run';
import { storable } from './storable';
import { openTable, type TableShape } from './table';

export type SentFile = { path: string; filename: string };

/** Takes a sent file into the journal, looked at and mapped as far as its headings allow. Gives the run's id. */
export async function receiveFile(kindName: string, file: SentFile): Promise<string> {
  const { importer } = await withColumns(ownKind(kindName));
  try {
    const shape = await openTable(file.path, importer, limits.upload);
    const { mapping, remembered } = await startingMapping(importer, shape.headings);
    const name = basename(file.filename.normalize()).slice(0, 200) || 'file';
    const [run] = await sql<{ id: string }>`INSERT INTO core.import_runs
        (kind, file_name, bytes, sha256, shape, mapping, state, started_by)
      VALUES (${kindName}, ${name}, ${shape.bytes}, ${shape.sha256}, ${JSON.stringify({ ...shortened(shape), remembered })}::jsonb,
        ${JSON.stringify(mapping)}::jsonb, 'waiting', ${context().actor?.accountId ?? null})
      RETURNING id`;
    const id = run?.id ?? '';
    await keepFile(id, file.path);
    const { sha256, bytes } = shape;
    await audit('imports.file-received', { type: 'import-run', id }, { kind: kindName, file: name, sha256, bytes });
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

type Found = {
  id: string;
  kind: string;
  state: State;
  dry_run: boolean;
  mapping: Mapping | null;
  shape: TableShape | null;
  options: Record<string, unknown>;
  has_file: boolean;
};

/** A run of a kind that the caller may import, locked for a change; otherwise 404. */
async function ownRun(id: string): Promise<Found> {
  const kinds = ownKinds().map(({ importer }) => importer.kind);
  const [run] = await sql<Found>`SELECT id, kind, state, dry_run, mapping, shape, options,
      EXISTS (SELECT FROM core.import_files f WHERE f.run_id = r.id) AS has_file
    FROM core.import_runs r WHERE id = ${id} AND kind = ANY (${kinds}::text[]) FOR UPDATE`;
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
  await audit('imports.run-started', { type: 'import-run', id }, { kind: run.kind, dryRun: choices.dryRun });
}

/** Stops a run at its next safe point; what waits is cancelled at once. Nothing of it stays. */
export async function cancelRun(id: string) {
  const run = await ownRun(id);
  if (run.state === 'reading' || run.state === 'running')
    await sql`UPDATE core.import_runs SET cancel_wanted = true WHERE id = ${id}`;
  else if (run.state === 'waiting' || run.state === 'queued')
    await sql`UPDATE core.import_runs SET state = 'cancelled', cancel_wanted = true, ended_at = now() WHERE id = ${id}`;
  else throw conflict('Эта загрузка уже закончилась');
  await audit('imports.run-cancelled', { type: 'import-run', id }, { kind: run.kind });
}
