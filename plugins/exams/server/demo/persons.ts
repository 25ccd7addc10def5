import { audit, namedNumberKey, peopleBrief, randomOf, between, sql } from '@regiso/core';
import { laySchoolAppeal } from './appeals';
import { scaleOn } from '../services/scale-on';
import { markOf, maximumOf, testScore } from '../services/scale';

type Exam = { kind: string; subject: string; unit: 'score' | 'mark'; heldOn: string; shownAt: string | null };
type Participant = { id: string; primary: number; result: number };

const account = async (login: string) =>
  (await sql<{ id: string }>`SELECT id FROM core.accounts WHERE login = ${login} AND is_demo`)[0]?.id ?? null;

/** The demo guardian sat an exam as a graduate of former years: a result of one's own to look at. */
export async function layOwnResult(): Promise<void> {
  const [guardian] = await sql<{
    id: string;
    surname: string;
    name: string;
  }>`SELECT p.id, p.surname, p.name FROM core.persons p
    JOIN core.accounts a ON a.id = p.account_id WHERE a.login = 'guardian' AND a.is_demo`;
  const exam: Exam = {
    ...{ kind: 'ege', subject: 'biology', unit: 'score' },
    ...{ heldOn: '2026-09-11', shownAt: '2026-09-23T09:00:00+05:00' },
  };
  const scale = await scaleOn(exam.kind, exam.subject, exam.heldOn);
  if (!guardian || !scale) return;
  const primary = Math.round(maximumOf(scale) * 0.7);
  await layBatch(exam, scale.id, [{ id: guardian.id, primary, result: testScore(scale, primary) }]);
  // The document of the demonstration: anybody may try the page of the portal with it.
  const keys = ['654321', '7114654321'].map((number) => namedNumberKey(guardian, number));
  await sql`INSERT INTO exams.result_keys (result_id, key) SELECT r.id, key FROM exams.person_results r
    JOIN exams.batches b ON b.id = r.batch_id AND b.is_demo, unnest(${keys}::bytea[]) key
    WHERE r.person_id = ${guardian.id} ON CONFLICT DO NOTHING`;
}

/** Pupils of the school of the demo guardian's child who have left grade 9: one exam is published, one waits for approval. */
export async function laySchoolResults(): Promise<void> {
  const pupils = await graduates();
  for (const [subject, heldOn, shownAt] of [
    ['russian', '2026-06-09', '2026-06-19T09:00:00+05:00'],
    ['math', '2026-06-02', null],
  ] as const) {
    const scale = await scaleOn('oge', subject, heldOn);
    if (!scale || !pupils.length) continue;
    const most = maximumOf(scale);
    const results = pupils.map((id): Participant => {
      const random = randomOf(`exams/${subject}/${id}`);
      const primary = between(random, Math.round(most * 0.35), most);
      return { id, primary, result: markOf(scale, primary, { literacy: most, geometry: most }) ?? 3 };
    });
    await layBatch({ kind: 'oge', subject, unit: 'mark', heldOn, shownAt }, scale.id, results);
  }
  await laySchoolAppeal();
}

async function graduates(): Promise<string[]> {
  const rows = await sql<{ id: string }>`SELECT DISTINCT l.person_id AS id FROM core.person_organisations l
    WHERE l.role = 'pupil' AND l.ends_on IS NULL AND l.organisation_id IN (
      SELECT c.organisation_id FROM core.accounts a JOIN core.persons m ON m.account_id = a.id
        JOIN core.guardianships g ON g.guardian_id = m.id JOIN core.person_organisations c ON c.person_id = g.child_id AND c.role = 'pupil'
      WHERE a.login = 'guardian' AND a.is_demo) ORDER BY 1 LIMIT 2000`;
  const births = await peopleBrief(
    rows.map(({ id }) => id),
    ['birthDate'],
  );
  const isOfAge = (birthDate: string | null | undefined) =>
    (birthDate ?? '') >= '2010-01-01' && (birthDate ?? '') < '2011-01-01';
  return rows.flatMap(({ id }) => (isOfAge(births.get(id)?.birthDate) ? [id] : [])).slice(0, 60);
}

async function layBatch(exam: Exam, scaleId: string, results: readonly Participant[]) {
  const { kind, subject, unit, heldOn, shownAt } = exam;
  const decided = shownAt === null ? null : await account('operator');
  const [batch] = await sql<{
    id: string;
  }>`INSERT INTO exams.batches (kind, subject, held_on, number, unit, scale_id, state, is_demo,
      decided_by, decided_at, protocol, visible_from, published_at)
    SELECT ${kind}, ${subject}, ${heldOn}::date, 1, ${unit}, ${scaleId}::uuid, CASE WHEN g.at IS NULL THEN 'draft' ELSE 'published' END,
      true, ${decided}::uuid, g.at - interval '1 day', CASE WHEN g.at IS NOT NULL THEN 'Протокол ГЭК (вымышленный)' END, g.at, g.at
    FROM (SELECT ${shownAt}::timestamptz AS at) g
    WHERE NOT EXISTS (SELECT FROM exams.batches WHERE (kind, subject, held_on) = (${kind}, ${subject}, ${heldOn}::date))
    RETURNING id`;
  if (!batch) return;
  await sql`INSERT INTO exams.batch_files (batch_id, run_id, brought_by) VALUES (${batch.id}, uuidv7(), ${await account('registrar')})`;
  await sql`INSERT INTO exams.person_results (batch_id, person_id, primary_points, result, published_at)
    SELECT ${batch.id}, g.*, ${shownAt}::timestamptz FROM unnest(${results.map(({ id }) => id)}::uuid[],
      ${results.map(({ primary }) => primary)}::int[], ${results.map(({ result }) => result)}::int[]) g`;
  await audit('exams.demo-loaded', { type: 'exam-batch', id: batch.id }, { results: results.length });
}
