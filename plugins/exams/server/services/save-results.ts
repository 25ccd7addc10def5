import { sql } from '@regiso/core';
import type { ExamPeriod, MissingReason, ResultUnit } from '../../shared';

/** Counts that a source may give beside participants; null when it does not. */
export type Counts = {
  belowMinimum: number | null;
  high: number | null;
  hundred: number | null;
  mark2: number | null;
  mark3: number | null;
  mark4: number | null;
  mark5: number | null;
};

export type Result = Counts & {
  organisationId: string;
  kind: string;
  year: number;
  period: ExamPeriod;
  subject: string;
  occurrence: number;
  unit: ResultUnit;
  participants: number | null;
  mean: number | null;
  meanMissingReason: MissingReason | null;
};

export type Saved = 'created' | 'updated' | 'unchanged';

export const noCounts: Counts = {
  belowMinimum: null,
  high: null,
  hundred: null,
  mark2: null,
  mark3: null,
  mark4: null,
  mark5: null,
};

/** Writers of results come one after another, so that none meets a row another is inserting. */
export const lockResults = () => sql`SELECT pg_advisory_xact_lock(hashtext('exams.results'))`;

/**
 * Stores results in one statement and says what became of each, in order. A row that is the same is not touched.
 * Counts that the source does not give keep their stored values as long as the participants are the same.
 */
export async function saveResults(results: readonly Result[], source: string, isDemo = false): Promise<Saved[]> {
  if (!results.length) return [];
  // A column without a value goes as an empty array: unnest() fills it up with nulls.
  const column = <K extends keyof Result>(name: K) =>
    results.some((result) => result[name] !== null) ? results.map((result) => result[name]) : [];
  const rows = await sql<{ saved: Saved }>`
    WITH given AS (
      SELECT * FROM unnest(${column('organisationId')}::uuid[], ${column('kind')}::text[], ${column('year')}::int[],
        ${column('period')}::text[], ${column('subject')}::text[], ${column('occurrence')}::int[],
        ${column('unit')}::text[], ${column('participants')}::int[], ${column('mean')}::float8[],
        ${column('meanMissingReason')}::text[], ${column('belowMinimum')}::int[], ${column('high')}::int[],
        ${column('hundred')}::int[], ${column('mark2')}::int[], ${column('mark3')}::int[], ${column('mark4')}::int[],
        ${column('mark5')}::int[]) WITH ORDINALITY AS g(organisation_id, kind, year, period, subject, occurrence, unit,
        participants, mean, mean_missing_reason, below_minimum, high, hundred, mark2, mark3, mark4, mark5, at)
    ), matched AS (
      SELECT g.*, r.id,
        r.participants IS NOT DISTINCT FROM g.participants
          AND num_nonnulls(g.below_minimum, g.high, g.hundred) = 0 AS keep_scores,
        r.participants IS NOT DISTINCT FROM g.participants
          AND num_nonnulls(g.mark2, g.mark3, g.mark4, g.mark5) = 0 AS keep_marks,
        (r.unit, r.participants, r.mean, r.mean_missing_reason, r.is_demo) IS DISTINCT FROM
          (g.unit, g.participants, g.mean, g.mean_missing_reason, ${isDemo}::boolean) AS core_differs,
        (r.below_minimum, r.high, r.hundred) IS DISTINCT FROM (g.below_minimum, g.high, g.hundred) AS scores_differ,
        (r.mark2, r.mark3, r.mark4, r.mark5) IS DISTINCT FROM (g.mark2, g.mark3, g.mark4, g.mark5) AS marks_differ
      FROM given g LEFT JOIN exams.results r USING (organisation_id, kind, year, period, subject, occurrence)
    ), kept AS (
      SELECT *, core_differs OR scores_differ AND NOT keep_scores OR marks_differ AND NOT keep_marks AS differs FROM matched
    ), inserted AS (
      INSERT INTO exams.results (organisation_id, kind, year, period, subject, occurrence, unit, participants, mean,
        mean_missing_reason, below_minimum, high, hundred, mark2, mark3, mark4, mark5, is_demo, source)
      SELECT organisation_id, kind, year, period, subject, occurrence, unit, participants, mean,
        mean_missing_reason, below_minimum, high, hundred, mark2, mark3, mark4, mark5, ${isDemo}::boolean, ${source}
      FROM kept WHERE id IS NULL
    ), updated AS (
      UPDATE exams.results r SET unit = k.unit, participants = k.participants, mean = k.mean,
        mean_missing_reason = k.mean_missing_reason, is_demo = ${isDemo}::boolean, source = ${source},
        below_minimum = CASE WHEN keep_scores THEN r.below_minimum ELSE k.below_minimum END,
        high = CASE WHEN keep_scores THEN r.high ELSE k.high END,
        hundred = CASE WHEN keep_scores THEN r.hundred ELSE k.hundred END,
        mark2 = CASE WHEN keep_marks THEN r.mark2 ELSE k.mark2 END,
        mark3 = CASE WHEN keep_marks THEN r.mark3 ELSE k.mark3 END,
        mark4 = CASE WHEN keep_marks THEN r.mark4 ELSE k.mark4 END,
        mark5 = CASE WHEN keep_marks THEN r.mark5 ELSE k.mark5 END
      FROM kept k WHERE r.id = k.id AND k.differs
    )
    SELECT CASE WHEN id IS NULL THEN 'created' WHEN differs THEN 'updated' ELSE 'unchanged' END AS saved
    FROM kept ORDER BY at`;
  return rows.map(({ saved }) => saved);
}
