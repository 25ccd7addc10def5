import { audit, homeCalendar, part, sql, todayHere } from '@regiso/core';
import { sealText } from '../appeals/views';
import { appealTerms } from '../appeals/terms';
import { randomUUID } from 'node:crypto';

type Piece = ReturnType<typeof part>;
type Appealed = { id: string; personId: string; result: number; primary: number; publishedOn: string };

const resultWhere = async (where: Piece): Promise<Appealed | undefined> => {
  const [row] = await sql<Appealed>`SELECT r.id, r.person_id AS "personId", r.result, r.primary_points AS primary,
      (r.published_at AT TIME ZONE 'UTC')::date::text AS "publishedOn"
    FROM exams.person_results r JOIN exams.batches b ON b.id = r.batch_id
    WHERE b.is_demo AND r.status = 'valid' AND r.published_at IS NOT NULL AND ${where}
      AND NOT EXISTS (SELECT FROM exams.appeals a WHERE a.result_id = r.id)
    ORDER BY r.result, r.id LIMIT 1`;
  return row;
};

const account = (login: string) => part`(SELECT id FROM core.accounts WHERE login = ${login} AND is_demo)`;

async function fileAppeal({ id: resultId, personId, publishedOn }: Appealed, number: string, isDue: boolean) {
  const id = randomUUID();
  const calendar = homeCalendar();
  // Announced a while ago and still open: it would be overdue; the commission has a day left for this one.
  const receivedOn = isDue ? calendar.addWorkingDays(todayHere(), -3) : calendar.addWorkingDays(publishedOn, 1);
  const decideBy = calendar.addWorkingDays(receivedOn, 4);
  const text = 'Прошу проверить оценивание второго задания: ответ дан полностью.';
  await sql`INSERT INTO exams.appeals (id, result_id, person_id, kind, number, origin, aspects, presence, said, received_at,
      received_on, file_by, decide_by, term_row)
    VALUES (${id}, ${resultId}, ${personId}, 'marks', ${number}, ${isDue ? 'paper' : 'own'}, ${['extended-answers']}, 'representative',
      ${sealText(id, text)}, ${receivedOn}::date + interval '10 hours', ${receivedOn}, ${receivedOn}, ${decideBy}, ${appealTerms.id})`;
  return { id, receivedOn, decideBy };
}

/** The demo guardian's appeal was satisfied: the result is seen with what it was before. */
export async function layOwnAppeal(): Promise<void> {
  const own = await resultWhere(
    part`r.person_id = (SELECT id FROM core.persons WHERE account_id = ${account('guardian')})`,
  );
  if (!own) return;
  const { id, decideBy } = await fileAppeal(own, 'АП-2026-ДЕМО-1', false);
  const ground = `Апелляция удовлетворена: протокол № 3 (вымышленный), ${decideBy.split('-').reverse().join('.')}`;
  await sql`INSERT INTO exams.result_revisions (result_id, revision, primary_points, result, status, ground, replaced_by, replaced_at)
    VALUES (${own.id}, 1, ${own.primary}, ${own.result}, 'valid', ${ground}, ${account('operator')}, ${decideBy}::date + interval '7 hours')`;
  await sql`UPDATE exams.person_results SET primary_points = ${own.primary + 2}, result = ${own.result + 3}, revision = 2 WHERE id = ${own.id}`;
  await sql`UPDATE exams.appeals SET state = 'satisfied', protocol = 'протокол № 3 (вымышленный)', decided_on = ${decideBy}::date,
    replaced_revision = 1, decided_by = ${account('operator')}, decided_at = ${decideBy}::date + interval '7 hours',
    ended_at = ${decideBy}::date + interval '7 hours', taken_at = received_at + interval '1 day', taken_by = ${account('operator')}
    WHERE id = ${id}`;
  await audit('exams.demo-loaded', { type: 'exam-appeal', id }, { results: 1 });
}

/** A pupil of the demo school has appealed: it waits for the commission. */
export async function laySchoolAppeal(): Promise<void> {
  const [other] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM exams.appeals WHERE origin = 'paper'`;
  const pupil = other?.n ? undefined : await resultWhere(part`b.kind = 'oge'`);
  if (!pupil) return;
  const { id } = await fileAppeal(pupil, 'АП-2026-ДЕМО-2', true);
  await audit('exams.demo-loaded', { type: 'exam-appeal', id }, { results: 1 });
}
