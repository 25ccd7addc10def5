import { audit, context, sql, type RowOutcome } from '@regiso/core';
import type { ResultStatus } from '../../shared/persons';
import type { Exam } from './exam-words';

export type Draft = Exam & {
  personId: string;
  heldOn: string;
  scaleId: string | null;
  primary: number | null;
  result: number | null;
  status: ResultStatus;
  keys: readonly Buffer[];
};
type Placed = { draft: Draft; at: number };

/**
 * Writes results into the open draft of their exam, subject and day; makes one when there is none. What is approved already
 * stays as it is. Gives what became of each, in order; undefined for a second row about the same result.
 */
export async function saveDrafts(
  drafts: readonly (Draft | undefined)[],
  runId: string,
): Promise<(RowOutcome | undefined)[]> {
  const outcomes: (RowOutcome | undefined)[] = drafts.map(() => undefined);
  const exams = new Map<string, Placed[]>();
  for (const [at, draft] of drafts.entries()) {
    if (!draft) continue;
    const exam = [draft.kind, draft.subject, draft.heldOn].join('/');
    const placed = exams.get(exam) ?? [];
    if (!placed.some((one) => one.draft.personId === draft.personId)) placed.push({ draft, at });
    exams.set(exam, placed);
  }
  for (const placed of exams.values()) await saveExam(placed, outcomes, runId);
  return outcomes;
}

async function saveExam(placed: readonly Placed[], outcomes: (RowOutcome | undefined)[], runId: string) {
  const [first] = placed;
  if (!first) return;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`exams/${first.draft.kind}/${first.draft.subject}/${first.draft.heldOn}`}, 31))`;
  const decided = await decidedOf(first.draft, placed);
  const open = placed.filter(({ draft, at }) => {
    const stands = decided.get(draft.personId);
    if (!stands) return true;
    outcomes[at] = isSame(stands, draft) ? { outcome: 'unchanged' } : alreadyDecided();
    return false;
  });
  if (!open.length) return;
  const batch = await draftOf(first.draft);
  const saved = await write(batch, open);
  const count = { created: 0, updated: 0 };
  for (const { draft, at } of open) {
    const outcome = saved.get(draft.personId) ?? 'unchanged';
    outcomes[at] = { outcome };
    if (outcome !== 'unchanged') count[outcome] += 1;
  }
  await noteFile(batch, runId);
  await audit('exams.results-taken', { type: 'exam-batch', id: batch }, count);
}

type Stands = { person_id: string; primary_points: number | null; result: number | null; status: string };

/** Results of the exam that somebody has approved. */
async function decidedOf({ kind, subject, heldOn }: Draft, placed: readonly Placed[]) {
  const rows = await sql<Stands>`SELECT r.person_id, r.primary_points, r.result, r.status
    FROM exams.person_results r JOIN exams.batches b ON b.id = r.batch_id
    WHERE (b.kind, b.subject, b.held_on) = (${kind}, ${subject}, ${heldOn}::date)
      AND b.state IN ('approved', 'publishing', 'published')
      AND r.person_id = ANY (${placed.map(({ draft }) => draft.personId)}::uuid[])`;
  return new Map(rows.map((row) => [row.person_id, row]));
}

const isSame = (stands: Stands, { primary, result, status }: Draft) =>
  stands.primary_points === primary && stands.result === result && stands.status === status;

const alreadyDecided = (): RowOutcome => ({
  outcome: 'rejected',
  issues: [{ message: 'Результат этого участника уже утверждён: изменить его можно только пересмотром' }],
});

async function draftOf({ kind, subject, heldOn, unit, scaleId }: Draft): Promise<string> {
  const [open] = await sql<{ id: string }>`SELECT id FROM exams.batches
    WHERE (kind, subject, held_on, state) = (${kind}, ${subject}, ${heldOn}::date, 'draft') FOR UPDATE`;
  if (open) {
    if (scaleId) await sql`UPDATE exams.batches SET scale_id = ${scaleId} WHERE id = ${open.id} AND scale_id IS NULL`;
    return open.id;
  }
  const [made] = await sql<{ id: string }>`INSERT INTO exams.batches (kind, subject, held_on, number, unit, scale_id)
    SELECT ${kind}, ${subject}, ${heldOn}::date, coalesce(max(number), 0) + 1, ${unit}, ${scaleId}::uuid FROM exams.batches
    WHERE (kind, subject, held_on) = (${kind}, ${subject}, ${heldOn}::date) RETURNING id`;
  return made?.id ?? '';
}

async function write(batch: string, open: readonly Placed[]): Promise<Map<string, 'created' | 'updated'>> {
  const of = <K extends keyof Draft>(name: K) => open.map(({ draft }) => draft[name]);
  const rows = await sql<{ person: string; isNew: boolean }>`INSERT INTO exams.person_results AS r
      (batch_id, person_id, primary_points, result, status)
    SELECT ${batch}, * FROM unnest(${of('personId')}::uuid[], ${of('primary')}::int[], ${of('result')}::int[], ${of('status')}::text[])
    ON CONFLICT (batch_id, person_id) DO UPDATE SET primary_points = excluded.primary_points, result = excluded.result,
      status = excluded.status, changed_at = now()
    WHERE (r.primary_points, r.result, r.status) IS DISTINCT FROM (excluded.primary_points, excluded.result, excluded.status)
    RETURNING person_id AS person, xmax = 0 AS "isNew"`;
  const keys = open.flatMap(({ draft: { personId, keys: own } }) => own.map((key) => ({ personId, key })));
  await sql`WITH given AS (SELECT r.id, g.key FROM unnest(${keys.map(({ personId }) => personId)}::uuid[],
        ${keys.map(({ key }) => key)}::bytea[]) AS g(person, key)
      JOIN exams.person_results r ON r.batch_id = ${batch} AND r.person_id = g.person),
    former AS (DELETE FROM exams.result_keys k WHERE k.result_id IN (SELECT id FROM given)
      AND NOT EXISTS (SELECT FROM given g WHERE (g.id, g.key) = (k.result_id, k.key)))
    INSERT INTO exams.result_keys (result_id, key) SELECT DISTINCT id, key FROM given ON CONFLICT DO NOTHING`;
  return new Map(rows.map(({ person, isNew }) => [person, isNew ? 'created' : 'updated']));
}

/** Whoever brings a file into a batch, or decides about a row of it, does not approve it. */
const noteFile = (batch: string, runId: string) =>
  sql`INSERT INTO exams.batch_files (batch_id, run_id, file_sha256, brought_by)
    VALUES (${batch}, ${runId}, (SELECT sha256 FROM core.import_runs WHERE id::text = ${runId}),
      ${context().actor?.accountId ?? null}) ON CONFLICT DO NOTHING`;
