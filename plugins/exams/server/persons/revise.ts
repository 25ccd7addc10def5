import { audit, conflict, context, notFound, notify, sql } from '@regiso/core';
import type { ResultStatus } from '../../shared/persons';

export type Standing = {
  id: string;
  personId: string;
  kind: string;
  subject: string;
  unit: 'score' | 'mark' | 'percent';
  heldOn: string;
  /** The region's day on which it was announced; null while it is not shown. */
  publishedOn: string | null;
  isDecided: boolean;
  status: ResultStatus;
  primary: number | null;
  result: number | null;
  revision: number;
};

export const noResult = () => notFound('Результат не найден');

/** A result as it stands, held until the end of the transaction. Throws 404; who asks has checked the right to it. */
export async function lockResult(id: string, timeZone: string): Promise<Standing> {
  const [row] =
    await sql<Standing>`SELECT r.id, r.person_id AS "personId", b.kind, b.subject, b.unit, b.held_on::text AS "heldOn",
      (r.published_at AT TIME ZONE ${timeZone})::date::text AS "publishedOn",
      b.state IN ('approved', 'publishing', 'published') AS "isDecided", r.status, r.primary_points AS primary, r.result, r.revision
    FROM exams.person_results r JOIN exams.batches b ON b.id = r.batch_id WHERE r.id = ${id} FOR UPDATE OF r`;
  if (!row) throw noResult();
  return row;
}

export type Revised = Pick<Standing, 'status' | 'primary' | 'result'>;

/**
 * Puts a new version of a result in place of the one that stands; the old one is kept with the ground for ever. Gives the
 * number of the version that was replaced; throws 409 for a result that nobody has approved, or that would stay as it is.
 */
export async function reviseResult(standing: Standing, next: Revised, ground: string): Promise<number> {
  if (!standing.isDecided) throw conflict('Результат ещё не утверждён: исправьте файл и верните пакет');
  const { id, personId, revision, status, primary, result } = standing;
  if (next.status === status && next.result === result && next.primary === primary)
    throw conflict('Результат уже такой');
  await sql`INSERT INTO exams.result_revisions (result_id, revision, primary_points, result, status, ground, replaced_by)
    VALUES (${id}, ${revision}, ${primary}, ${result}, ${status}, ${ground}, ${context().actor?.accountId ?? null})`;
  await sql`UPDATE exams.person_results SET status = ${next.status}, primary_points = ${next.primary}, result = ${next.result},
    revision = revision + 1, changed_at = now() WHERE id = ${id}`;
  await audit(
    'exams.result-revised',
    { type: 'exam-result', id, personId },
    { revision: revision + 1, status: next.status },
  );
  return revision;
}

/** Accounts of the participant, and of those who stand for the participant and may see the results. */
export const accountsOf = async (personId: string): Promise<string[]> => {
  const [card] = await sql<{ accounts: string[] }>`SELECT coalesce(m.accounts, p.accounts) AS accounts
    FROM core.persons p LEFT JOIN core.persons m ON m.id = p.merged_into WHERE p.id = ${personId}`;
  return card?.accounts ?? [];
};

type Told = { kind: 'exams.appeal' | 'exams.result-changed'; title: string; titleEn: string; once: string };

/** Tells the family; what it is about is seen after signing in. */
export const tellFamily = async (personId: string, told: Told) => {
  await notify({ ...told, accountIds: await accountsOf(personId), link: '/app/exams/results' });
};
