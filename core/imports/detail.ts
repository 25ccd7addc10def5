import { z } from 'zod';
import { sentenceIn, type Language } from '../server/refusals';
import { sql } from '../server/sql';
import { ignoredHeadings, missingColumns, suggestMapping, type Mapping } from './headings';
import { allKinds, ownKinds } from './kinds';
import type { TableShape } from './table';
import { RunView, storedRun } from './views';

const Shape = z.object({
  format: z.string(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  /** The file is packed by gzip. */
  gzip: z.boolean(),
  sheet: z.string().nullable(),
  /** Visible sheets that are not read. */
  otherSheets: z.array(z.string()),
  /** Rows below the headings, about: quoted line ends and other sheets are counted too. */
  rowsAbout: z.number(),
  headings: z.array(z.string()),
  preview: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
});

export const RunDetail = RunView.extend({
  options: z.record(z.string(), z.unknown()),
  mapping: z.record(z.string(), z.string()),
  /** The mapping was chosen by somebody for an earlier file alike. */
  isRemembered: z.boolean(),
  ignored: z.array(z.string()),
  missing: z.array(z.string()),
  shape: Shape.nullable(),
  problems: z.array(z.object({ line: z.number(), column: z.string().nullable(), message: z.string() })),
  /** Lines with problems that can be downloaded. */
  problemLines: z.number(),
  /** How many lines each column spoils, the worst first. */
  problemColumns: z.array(z.object({ column: z.string().nullable(), lines: z.number() })),
  /** The run in which this very file was saved before. */
  sameFile: z.object({ id: z.string(), endedAt: z.string() }).nullable(),
  /** Kinds whose required columns the file does have, when it lacks those of its own. */
  otherKinds: z.array(z.object({ kind: z.string(), title: z.string() })),
});
export type RunDetail = z.infer<typeof RunDetail>;

const shownProblems = 100;

type Stored = {
  options: Record<string, unknown>;
  mapping: Mapping | null;
  shape: (Partial<TableShape> & { remembered?: boolean }) | null;
};

/** One run with its columns, first rows and first problems in the language; undefined when it is not there or not in reach. */
export async function runDetail(id: string, language: Language): Promise<RunDetail | undefined> {
  const run = await storedRun<Stored>(id);
  if (!run) return undefined;
  const importer = allKinds().find((kind) => kind.importer.kind === run.kind)?.importer;
  const mapping = run.mapping ?? {};
  const headings = run.shape?.headings ?? [];
  const missing = importer ? missingColumns(importer, mapping) : [];
  return {
    ...run,
    mapping,
    isRemembered: run.shape?.remembered === true,
    ignored: ignoredHeadings(headings, mapping),
    missing,
    shape: run.shape && shapeView(run.shape),
    ...(await problemsOf(id, language)),
    sameFile: await sameFileBefore(run),
    otherKinds: missing.length ? kindsFitting(headings, run.kind) : [],
  };
}

const shapeView = (shape: NonNullable<Stored['shape']>): z.infer<typeof Shape> => {
  const { encoding, gzip } = shape as { encoding?: string; gzip?: boolean };
  return {
    format: shape.format ?? 'csv',
    encoding: encoding ?? null,
    delimiter: shape.delimiter ?? null,
    gzip: gzip === true,
    sheet: shape.sheet ?? null,
    otherSheets: shape.otherSheets ?? [],
    rowsAbout: Math.max((shape.rowsAbout ?? 0) - (shape.headingLine ?? 1), 0),
    headings: shape.headings ?? [],
    preview: shape.preview ?? [],
  };
};

async function problemsOf(id: string, language: Language) {
  const stored = await sql<RunDetail['problems'][number]>`SELECT line, "column", message
    FROM core.import_problems WHERE run_id = ${id} ORDER BY line, id LIMIT ${shownProblems}`;
  const problems = stored.map((one) => ({ ...one, message: sentenceIn(language, one.message) }));
  if (!problems.length) return { problems, problemLines: 0, problemColumns: [] };
  const [lines] = await sql<{ n: number }>`SELECT count(DISTINCT line)::int AS n
    FROM core.import_problems WHERE run_id = ${id}`;
  const problemColumns = await sql<
    RunDetail['problemColumns'][number]
  >`SELECT "column", count(DISTINCT line)::int AS lines
    FROM core.import_problems WHERE run_id = ${id} GROUP BY "column" ORDER BY lines DESC, "column" LIMIT 20`;
  return { problems, problemLines: lines?.n ?? 0, problemColumns };
}

async function sameFileBefore({ id, kind, participantId, sha256, state, dryRun }: RunView) {
  if (!sha256 || (state === 'done' && !dryRun)) return null;
  const [same] = await sql<{ id: string; endedAt: string }>`SELECT id, ended_at AS "endedAt" FROM core.import_runs
    WHERE kind = ${kind} AND participant_id IS NOT DISTINCT FROM ${participantId}::uuid AND sha256 = ${sha256} AND state = 'done' AND NOT dry_run AND id <> ${id}
    ORDER BY id DESC LIMIT 1`;
  return same ?? null;
}

const kindsFitting = (headings: readonly string[], but: string) =>
  ownKinds()
    .filter(({ importer }) => importer.kind !== but && isNamedBy(headings, importer))
    .map(({ importer: { kind, title } }) => ({ kind, title }));

const isNamedBy = (headings: readonly string[], importer: Parameters<typeof missingColumns>[0]) =>
  missingColumns(importer, suggestMapping(importer, headings)).length === 0;
