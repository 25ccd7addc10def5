import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { conflict, notFound } from '../server/errors';
import type { RowOutcome } from '../server/importer';
import { sentenceIn, type Language } from '../server/refusals';
import { part, sql } from '../server/sql';
import { inOwnReach, ownKind } from './kinds';

const atOnce = 20_000;

type Staged = {
  id: string;
  kind: string;
  participant_id: string | null;
  match_key: string;
  occurrence: number;
  line: number;
  values: Record<string, unknown>;
  options: Record<string, unknown>;
  run_id: string | null;
};

export const StagedView = z.object({
  id: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  line: z.number(),
  /** The file the first of the rows came in; null when its run is forgotten. */
  fileName: z.string().nullable(),
  /** What the row says about its organisation. */
  about: z.array(z.object({ title: z.string(), value: z.string() })),
  /** The words by which its organisation may be found. */
  search: z.string(),
  why: z.string(),
  createdAt: z.string(),
  rows: z.number(),
});
export type StagedView = z.infer<typeof StagedView>;

type Waiting = Pick<Staged, 'kind' | 'values'> & Omit<StagedView, 'kindTitle' | 'about' | 'search'>;

/** Rows that wait for a match, one entry for all that the same match will settle. */
export async function listStaged(
  filter: { kind?: string | undefined; after?: string | undefined; limit: number },
  language: Language,
) {
  const wanted = filter.kind ? part`AND s.kind = ${filter.kind}` : part``;
  const beyond = filter.after ? part`AND one.id > ${filter.after}` : part``;
  const rows = await sql<Waiting>`SELECT one.*, r.file_name AS "fileName" FROM (
      SELECT DISTINCT ON (kind, participant_id, match_key) id, kind, line, "values", why, run_id, created_at AS "createdAt",
        count(*) OVER (PARTITION BY kind, participant_id, match_key)::int AS rows
      FROM core.staged_rows s WHERE matched_at IS NULL AND ${inOwnReach(part`s.kind`, part`s.participant_id`)} ${wanted}
      ORDER BY kind, participant_id, match_key, id) one LEFT JOIN core.import_runs r ON r.id = one.run_id
    WHERE true ${beyond} ORDER BY one.id LIMIT ${filter.limit + 1}`;
  const items = rows.slice(0, filter.limit).map((row) => waitingView(row, language));
  return { items, next: rows.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
}

function waitingView({ values, ...row }: Waiting, language: Language): StagedView {
  const { importer } = ownKind(row.kind);
  const about = (importer.matchBy ?? importer.key).flatMap((field) => {
    const value = values[field];
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    return [{ title: importer.columns[field]?.title ?? field, value: String(value) }];
  });
  const { id, kind, line, fileName, createdAt, rows } = row;
  const why = sentenceIn(language, row.why);
  const search = searchWords(about.map(({ value }) => value));
  return { id, kind, kindTitle: importer.title, line, fileName, about, search, why, createdAt, rows };
}

// The name is the longest text that is no code; without one the first code must do.
const searchWords = (values: readonly string[]) => {
  const names = values.filter((value) => /\p{L}{2}/u.test(value)).sort((a, b) => b.length - a.length);
  return (names[0] ?? values[0] ?? '').slice(0, 200);
};

export const Matched = z.object({ settled: z.number(), waiting: z.number(), why: z.string().nullable() });
export type Matched = z.infer<typeof Matched>;

/** Says which record the row is about, for it and all rows alike, now and in later files. Throws when a row is refused. */
export async function matchStaged(id: string, targetId: string, language: Language): Promise<Matched> {
  const [first] = await sql<Staged>`SELECT * FROM core.staged_rows s
    WHERE id = ${id} AND ${inOwnReach(part`s.kind`, part`s.participant_id`)} FOR UPDATE`;
  if (!first) throw notFound('Строка не найдена');
  const { importer } = ownKind(first.kind);
  const rows = await sql<Staged>`SELECT * FROM core.staged_rows WHERE kind = ${first.kind}
    AND participant_id IS NOT DISTINCT FROM ${first.participant_id}::uuid AND match_key = ${first.match_key}
    AND matched_at IS NULL ORDER BY id LIMIT ${atOnce} FOR UPDATE`;
  if (!rows.length) throw conflict('Эта строка уже сопоставлена');
  await sql`INSERT INTO core.import_matches (kind, participant_id, match_key, target_id, made_by)
    VALUES (${first.kind}, ${first.participant_id}, ${first.match_key}, ${targetId}, ${context().actor?.accountId ?? null})
    ON CONFLICT (kind, participant_id, match_key) DO UPDATE SET target_id = excluded.target_id, made_by = excluded.made_by, made_at = now()`;
  const outcomes: RowOutcome[] = [];
  for (const group of groupsOf(rows)) {
    const options = group[0]?.options ?? {};
    const participant = first.participant_id ? { participantId: first.participant_id } : {};
    const runContext = { runId: group[0]?.run_id ?? id, options, ...participant };
    const given = group.map(({ line, values, occurrence }) => ({ line, values, occurrence, matchedTo: targetId }));
    const results = await importer.apply(given as never, runContext);
    await importer.finish?.(runContext);
    await settle(group, results);
    outcomes.push(...results);
  }
  const matched = await report(first, targetId, outcomes);
  return { ...matched, why: matched.why && sentenceIn(language, matched.why) };
}

// Rows of one run and choice go together, as they came.
function groupsOf(rows: readonly Staged[]): Staged[][] {
  const groups = new Map<string, Staged[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.run_id, row.options]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

async function settle(rows: readonly Staged[], outcomes: readonly RowOutcome[]) {
  const refused = outcomes.find((outcome) => outcome.outcome === 'rejected');
  if (refused?.outcome === 'rejected')
    throw conflict(`Строку сохранить нельзя: ${refused.issues.map(({ message }) => message).join('; ')}`);
  const settled = rows.filter((_, at) => outcomes[at]?.outcome !== 'staged').map(({ id }) => id);
  await sql`UPDATE core.staged_rows SET matched_at = now() WHERE id = ANY (${settled}::uuid[])`;
  for (const [at, outcome] of outcomes.entries()) {
    if (outcome.outcome === 'staged')
      await sql`UPDATE core.staged_rows SET why = ${outcome.why} WHERE id = ${rows[at]?.id}`;
  }
}

async function report(first: Staged, target: string, outcomes: readonly RowOutcome[]): Promise<Matched> {
  const { kind, id, participant_id: participant } = first;
  const staged = outcomes.flatMap((outcome) => (outcome.outcome === 'staged' ? [outcome.why] : []));
  const settled = outcomes.length - staged.length;
  if (!settled) throw conflict(`Ни одна строка не подошла: ${staged[0] ?? 'запись не найдена'}`);
  const details = { kind, ...(participant && { participant }), target, rows: settled };
  await audit('imports.row-matched', { type: 'staged-row', id }, details);
  return { settled, waiting: staged.length, why: staged[0] ?? null };
}
