import { z } from 'zod';
import { sql, part, joined } from '../server/sql';
import type { Mapping } from './headings';
import { ignoredHeadings, missingColumns } from './headings';
import { allKinds, type Kind } from './kinds';

export const KindView = z.object({
  kind: z.string(),
  title: z.string(),
  describes: z.string(),
  columns: z.array(z.object({ field: z.string(), title: z.string(), required: z.boolean() })),
  /** JSON Schema of the choices, or null. */
  options: z.unknown().nullable(),
});

export const kindView = ({ importer }: Kind): z.infer<typeof KindView> => ({
  kind: importer.kind,
  title: importer.title,
  describes: importer.describes,
  columns: Object.entries(importer.columns).map(([field, { title, required }]) => ({
    field,
    title,
    required: required === true,
  })),
  options: importer.options ? z.toJSONSchema(importer.options, { io: 'input', unrepresentable: 'any' }) : null,
});

const MappingView = z.record(z.string(), z.string());

export const RunView = z.object({
  id: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  fileName: z.string(),
  bytes: z.number(),
  sha256: z.string().nullable(),
  state: z.enum(['waiting', 'queued', 'reading', 'running', 'done', 'cancelled', 'failed']),
  dryRun: z.boolean(),
  progress: z.number(),
  step: z.string().nullable(),
  counts: z.object({
    rows: z.number(),
    created: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    staged: z.number(),
    rejected: z.number(),
  }),
  error: z.object({ code: z.string(), ru: z.string(), en: z.string() }).nullable(),
  startedBy: z.string().nullable(),
  createdAt: z.string(),
  beganAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  hasFile: z.boolean(),
});
export type RunView = z.infer<typeof RunView>;

export const RunDetail = RunView.extend({
  options: z.record(z.string(), z.unknown()),
  mapping: MappingView,
  ignored: z.array(z.string()),
  missing: z.array(z.string()),
  shape: z
    .object({
      format: z.string(),
      encoding: z.string().nullable(),
      delimiter: z.string().nullable(),
      headings: z.array(z.string()),
      preview: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
    })
    .nullable(),
  problems: z.array(z.object({ line: z.number(), column: z.string().nullable(), message: z.string() })),
  /** Lines with problems that can be downloaded. */
  problemLines: z.number(),
});
export type RunDetail = z.infer<typeof RunDetail>;

type Row = Omit<RunView, 'kindTitle'>;

const columns = part`r.id, r.kind, r.file_name AS "fileName", r.bytes::float8 AS bytes, r.sha256, r.state, r.dry_run AS "dryRun",
  r.progress, r.step, json_build_object('rows', r.rows, 'created', r.created, 'updated', r.updated,
    'unchanged', r.unchanged, 'staged', r.staged, 'rejected', r.rejected) AS counts,
  CASE WHEN r.error IS NOT NULL THEN json_build_object('code', r.error_code, 'ru', r.error, 'en', r.error_en) END AS error,
  coalesce(a.name, r.started_by_process) AS "startedBy", r.created_at AS "createdAt", r.began_at AS "beganAt",
  r.ended_at AS "endedAt", EXISTS (SELECT FROM core.import_files f WHERE f.run_id = r.id) AS "hasFile"`;
const source = part`core.import_runs r LEFT JOIN core.accounts a ON a.id = r.started_by`;

const titleOf = (kind: string) => allKinds().find(({ importer }) => importer.kind === kind)?.importer.title ?? kind;
const view = (row: Row): RunView => ({ ...row, kindTitle: titleOf(row.kind) });

type Filter = { kinds: string[]; kind?: string | undefined; after?: string | undefined; limit: number };

/** Runs of these kinds, the newest first. */
export async function listRuns({ kinds, kind, after, limit }: Filter) {
  const conditions = [part`r.kind = ANY (${kinds}::text[])`];
  if (kind) conditions.push(part`r.kind = ${kind}`);
  if (after) conditions.push(part`r.id < ${after}`);
  const rows = await sql<Row>`SELECT ${columns} FROM ${source} WHERE ${joined(conditions, ' AND ')}
    ORDER BY r.id DESC LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit).map(view);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

type DetailRow = Row & { options: Record<string, unknown>; mapping: Mapping | null; shape: RunDetail['shape'] };

/** One run with its columns, first rows and first problems; undefined when it is not there. */
export async function runDetail(id: string): Promise<RunDetail | undefined> {
  const [row] = await sql<DetailRow>`SELECT ${columns}, r.options, r.mapping,
      CASE WHEN r.shape IS NOT NULL THEN json_build_object('format', r.shape -> 'format', 'encoding', r.shape -> 'encoding',
        'delimiter', r.shape -> 'delimiter', 'headings', r.shape -> 'headings',
        'preview', coalesce(r.shape -> 'preview', '[]'::jsonb)) END AS shape
    FROM ${source} WHERE r.id = ${id}`;
  if (!row) return undefined;
  const importer = allKinds().find((kind) => kind.importer.kind === row.kind)?.importer;
  const mapping = row.mapping ?? {};
  const problems = await sql<RunDetail['problems'][number]>`SELECT line, "column", message
    FROM core.import_problems WHERE run_id = ${id} ORDER BY line, id LIMIT 100`;
  const [lines] = await sql<{
    n: number;
  }>`SELECT count(DISTINCT line)::int AS n FROM core.import_problems WHERE run_id = ${id}`;
  return {
    ...view(row),
    options: row.options,
    mapping,
    shape: row.shape,
    ignored: ignoredHeadings(row.shape?.headings ?? [], mapping),
    missing: importer ? missingColumns(importer, mapping) : [],
    problems,
    problemLines: lines?.n ?? 0,
  };
}
