import { z } from 'zod';
import { sql, part, joined } from '../server/sql';
import {
  allKinds,
  inOwnReach,
  ParticipantName,
  participantNames,
  participantsFor,
  withColumns,
  type Kind,
} from './kinds';
import { turnStep } from './watch';

export const KindView = z.object({
  kind: z.string(),
  title: z.string(),
  describes: z.string(),
  /** Whose a file of the kind is: one participant's, or the region's. */
  belongsTo: z.enum(['participant', 'region']),
  /** The one participant whose files the caller may import; null for several, and for what is the region's. */
  participant: ParticipantName.nullable(),
  /** Whom or what rows name, when they wait for a match. */
  about: z.enum(['people', 'organisations']),
  columns: z.array(
    z.object({ field: z.string(), title: z.string(), required: z.boolean(), aliases: z.array(z.string()) }),
  ),
  /** JSON Schema of the choices, or null. */
  options: z.unknown().nullable(),
  /** Pages that show what was imported. */
  seeAlso: z.array(
    z.object({ title: z.string(), titleEn: z.string(), address: z.string(), permission: z.string().optional() }),
  ),
  /** Rows that wait to be matched by hand. */
  waiting: z.number(),
});
export type KindView = z.infer<typeof KindView>;

/** Kinds as the import page shows them. */
export async function kindViews(kinds: readonly Kind[]): Promise<KindView[]> {
  const rows = await sql<{ kind: string; n: number }>`SELECT kind, count(*)::int AS n FROM core.staged_rows s
    WHERE matched_at IS NULL AND ${inOwnReach(part`s.kind`, part`s.participant_id`)} GROUP BY kind`;
  const waiting = new Map(rows.map(({ kind, n }) => [kind, n]));
  const views: KindView[] = [];
  for (const kind of kinds) {
    const [only, ...more] = await participantsFor(kind, '', 2);
    const participant = more.length ? null : (only ?? null);
    views.push({ ...kindView(await withColumns(kind), waiting.get(kind.importer.kind) ?? 0), participant });
  }
  return views;
}

const kindView = ({ importer }: Kind, waiting: number): Omit<KindView, 'participant'> => ({
  kind: importer.kind,
  title: importer.title,
  describes: importer.describes,
  belongsTo: importer.belongsTo ?? 'region',
  about: importer.about ?? 'organisations',
  columns: Object.entries(importer.columns).map(([field, { title, required, aliases }]) => ({
    field,
    title,
    required: required === true,
    aliases: [...(aliases ?? [])],
  })),
  options: importer.options ? z.toJSONSchema(importer.options, { io: 'output', unrepresentable: 'any' }) : null,
  seeAlso: [...(importer.seeAlso ?? [])],
  waiting,
});

export const RunView = z.object({
  id: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  /** Whose file it is, of a kind that belongs to a participant, and its name. */
  participantId: z.string().nullable(),
  participant: z.string().nullable(),
  fileName: z.string(),
  bytes: z.number(),
  sha256: z.string().nullable(),
  state: z.enum(['waiting', 'queued', 'reading', 'running', 'done', 'cancelled', 'failed']),
  dryRun: z.boolean(),
  progress: z.number(),
  step: z.string().nullable(),
  /** Another import of the subsystem is being saved, this one comes next. */
  waitsForTurn: z.boolean(),
  /** Somebody has asked for an end; it comes at the next safe point. */
  isCancelling: z.boolean(),
  secondsLeft: z.number().nullable(),
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

type Row = Omit<RunView, 'kindTitle' | 'participant'>;

const columns = part`r.id, r.kind, r.participant_id AS "participantId", r.file_name AS "fileName", r.bytes::float8 AS bytes, r.sha256, r.state, r.dry_run AS "dryRun",
  r.progress, r.step, r.state = 'reading' AND r.step IS NOT DISTINCT FROM ${turnStep} AS "waitsForTurn",
  r.state IN ('reading', 'running') AND r.cancel_wanted AS "isCancelling",
  CASE WHEN r.state = 'running' AND r.progress > 0.02
    THEN round(extract(epoch FROM now() - r.began_at) * (1 - r.progress) / r.progress)::float8 END AS "secondsLeft",
  json_build_object('rows', r.rows, 'created', r.created, 'updated', r.updated,
    'unchanged', r.unchanged, 'staged', r.staged, 'rejected', r.rejected) AS counts,
  CASE WHEN r.error IS NOT NULL THEN json_build_object('code', r.error_code, 'ru', r.error, 'en', r.error_en) END AS error,
  coalesce(a.name, r.started_by_process) AS "startedBy", r.created_at AS "createdAt", r.began_at AS "beganAt",
  r.ended_at AS "endedAt", EXISTS (SELECT FROM core.import_files f WHERE f.run_id = r.id) AS "hasFile"`;
const source = part`core.import_runs r LEFT JOIN core.accounts a ON a.id = r.started_by`;

const titleOf = (kind: string) => allKinds().find(({ importer }) => importer.kind === kind)?.importer.title ?? kind;
async function withNames<T extends Row>(rows: readonly T[]): Promise<(T & RunView)[]> {
  const nameOf = await participantNames(rows.map(({ participantId }) => participantId));
  return rows.map((row) => ({ ...row, kindTitle: titleOf(row.kind), participant: nameOf(row.participantId) }));
}

type Filter = { kind?: string | undefined; after?: string | undefined; limit: number };

const isOwn = () => inOwnReach(part`r.kind`, part`r.participant_id`);

/** Runs of the present caller's kinds and within reach, the newest first. */
export async function listRuns({ kind, after, limit }: Filter) {
  const conditions = [isOwn()];
  if (kind) conditions.push(part`r.kind = ${kind}`);
  if (after) conditions.push(part`r.id < ${after}`);
  const rows = await sql<Row>`SELECT ${columns} FROM ${source} WHERE ${joined(conditions, ' AND ')}
    ORDER BY r.id DESC LIMIT ${limit + 1}`;
  const items = await withNames(rows.slice(0, limit));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** One run with what is stored of its choices and its table; undefined when it is not there or not in reach. */
export async function storedRun<T>(id: string): Promise<(RunView & T) | undefined> {
  const rows = await sql<Row & T>`SELECT ${columns}, r.options, r.mapping, r.shape FROM ${source}
    WHERE r.id = ${id} AND ${isOwn()}`;
  return (await withNames(rows))[0];
}
