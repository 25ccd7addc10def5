import { part, sql } from '../server/sql';
import type { RowOutcome } from '../server/importer';
import { sealRow } from './sealing';
import type { ReadRow } from './validate';

export type SoundRow = Extract<ReadRow, { row: unknown }>;

/** A kind of file and, of one that belongs to a participant, whose. */
export type Whose = { kind: string; participantId: string | null; isSealed: boolean };

const isOf = ({ kind, participantId }: Pick<Whose, 'kind' | 'participantId'>) =>
  part`kind = ${kind} AND participant_id IS NOT DISTINCT FROM ${participantId}::uuid`;

/** Match key → record, as people have decided before. */
export async function knownMatches(whose: Whose): Promise<Map<string, string>> {
  const rows = await sql<{ match_key: string; target_id: string }>`SELECT match_key, target_id
    FROM core.import_matches WHERE ${isOf(whose)}`;
  return new Map(rows.map((row) => [row.match_key, row.target_id]));
}

export async function hasStaged(whose: Whose): Promise<boolean> {
  const [row] = await sql<{ any: boolean }>`SELECT EXISTS
    (SELECT FROM core.staged_rows WHERE ${isOf(whose)} AND matched_at IS NULL) AS any`;
  return row?.any ?? false;
}

type Run = Whose & { runId: string; options: Readonly<Record<string, unknown>> };

/** Keeps the rows that found no record until somebody matches them; a repeated row takes the place of the earlier one. */
export async function keepStaged(
  { runId, kind, participantId, isSealed, options }: Run,
  rows: readonly SoundRow[],
  outcomes: readonly RowOutcome[],
) {
  const staged = rows.flatMap(({ row, key, matchKey }, at) => {
    const outcome = outcomes[at];
    if (outcome?.outcome !== 'staged') return [];
    const { occurrence, line, values } = row;
    const kept = isSealed
      ? {
          values: {},
          sealed: sealRow({ kind, participant_id: participantId, key, occurrence }, values).toString('hex'),
        }
      : { values, sealed: null };
    return [{ key, occurrence, matchKey, line, ...kept, why: outcome.why }];
  });
  if (!staged.length) return;
  await sql`INSERT INTO core.staged_rows AS s (kind, participant_id, key, occurrence, match_key, line, "values", sealed, why, run_id, options)
    SELECT ${kind}, ${participantId}::uuid, key, occurrence, "matchKey", line, "values", decode(sealed, 'hex'), why, ${runId}, ${JSON.stringify(options)}::jsonb
    FROM jsonb_to_recordset(${JSON.stringify(staged)}::jsonb)
      AS given(key text, occurrence int, "matchKey" text, line int, "values" jsonb, sealed text, why text)
    ON CONFLICT (kind, participant_id, key, occurrence) DO UPDATE SET match_key = excluded.match_key, line = excluded.line,
      "values" = excluded."values", sealed = excluded.sealed, why = excluded.why, run_id = excluded.run_id, options = excluded.options,
      matched_at = NULL
    WHERE (s."values", s.why, s.options) IS DISTINCT FROM (excluded."values", excluded.why, excluded.options)
      OR s.matched_at IS NOT NULL OR excluded.sealed IS NOT NULL`;
}

/** Rows that were kept and have now found their record need no matching any more. */
export async function releaseStaged(whose: Whose, rows: readonly SoundRow[], outcomes: readonly RowOutcome[]) {
  const settled = rows.filter((_, at) => !['staged', 'rejected'].includes(outcomes[at]?.outcome ?? 'rejected'));
  if (!settled.length) return;
  await sql`UPDATE core.staged_rows s SET matched_at = now(), sealed = NULL
    FROM unnest(${settled.map(({ key }) => key)}::text[], ${settled.map(({ row }) => row.occurrence)}::int[]) AS g(key, occurrence)
    WHERE ${isOf(whose)} AND s.key = g.key AND s.occurrence = g.occurrence AND s.matched_at IS NULL`;
}
