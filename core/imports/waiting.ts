import { z } from 'zod';
import { audit } from '../server/audit';
import type { Importer } from '../server/importer';
import { sentenceIn, type Language } from '../server/refusals';
import { part, sql } from '../server/sql';
import { inOwnReach, ownKind, participantNames } from './kinds';
import { isAboutPeople, valuesOf, type WaitingRow } from './sealing';

export const StagedView = z.object({
  id: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  /** Whom or what the row is about. */
  aboutWhat: z.enum(['people', 'organisations']),
  /** Whose file it is, of a kind that belongs to a participant. */
  participant: z.string().nullable(),
  line: z.number(),
  /** The file the first of the rows came in; null when its run is forgotten. */
  fileName: z.string().nullable(),
  /** What the row says about its organisation, or about the person. */
  about: z.array(z.object({ title: z.string(), value: z.string() })),
  /** The words by which its organisation may be found. */
  search: z.string(),
  why: z.string(),
  createdAt: z.string(),
  rows: z.number(),
});
export type StagedView = z.infer<typeof StagedView>;

type Waiting = WaitingRow
  & Omit<StagedView, 'kindTitle' | 'participant' | 'about' | 'aboutWhat' | 'search'> & {
    values: Record<string, unknown>;
    sealed: Buffer | null;
  };
type Asked = { kind?: string | undefined; after?: string | undefined; limit: number };

/** Rows that wait for a match, one entry for all that the same match will settle; the reading of people is recorded. */
export async function listStaged(filter: Asked, language: Language) {
  const wanted = filter.kind ? part`AND s.kind = ${filter.kind}` : part``;
  const beyond = filter.after ? part`AND one.id > ${filter.after}` : part``;
  const rows = await sql<Waiting>`SELECT one.*, r.file_name AS "fileName" FROM (
      SELECT DISTINCT ON (kind, participant_id, match_key) id, kind, participant_id, key, occurrence, line, "values", sealed, why,
        run_id, created_at AS "createdAt", count(*) OVER (PARTITION BY kind, participant_id, match_key)::int AS rows
      FROM core.staged_rows s WHERE matched_at IS NULL AND ${inOwnReach(part`s.kind`, part`s.participant_id`)} ${wanted}
      ORDER BY kind, participant_id, match_key, id) one LEFT JOIN core.import_runs r ON r.id = one.run_id
    WHERE true ${beyond} ORDER BY one.id LIMIT ${filter.limit + 1}`;
  const nameOf = await participantNames(rows.map((row) => row.participant_id));
  const items = rows.slice(0, filter.limit).map((row) => ({
    ...waitingView(row, language),
    participant: nameOf(row.participant_id),
  }));
  const people = items.filter(({ aboutWhat }) => aboutWhat === 'people').length;
  if (people) await audit('imports.waiting-read', { type: 'staged-row' }, { rows: people });
  return { items, next: rows.length > filter.limit ? (items.at(-1)?.id ?? null) : null };
}

function waitingView(row: Waiting, language: Language): Omit<StagedView, 'participant'> {
  const { importer } = ownKind(row.kind);
  const values = valuesOf(row);
  const about = shownFields(importer).flatMap((field) => {
    const value = values[field];
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    return [{ title: importer.columns[field]?.title ?? field, value: written(String(value)) }];
  });
  const { id, kind, line, fileName, createdAt, rows } = row;
  return {
    id,
    kind,
    kindTitle: importer.title,
    aboutWhat: importer.about ?? 'organisations',
    line,
    fileName,
    about,
    search: searchWords(about.map(({ value }) => value)),
    why: sentenceIn(language, row.why),
    createdAt,
    rows,
  };
}

// A person is told from another by everything in the row but the number of a document.
const shownFields = (importer: Importer) =>
  isAboutPeople(importer)
    ? (importer.tells ?? Object.keys(importer.columns).filter((field) => field !== 'snils' && field !== 'sex'))
    : (importer.matchBy ?? importer.key);

const written = (value: string) => value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3.$2.$1');

// The name is the longest text that is no code; without one the first code must do.
const searchWords = (values: readonly string[]) => {
  const names = values.filter((value) => /\p{L}{2}/u.test(value)).sort((a, b) => b.length - a.length);
  return (names[0] ?? values[0] ?? '').slice(0, 200);
};
