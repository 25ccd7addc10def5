import {
  audit,
  beyondReach,
  conflict,
  guardiansOf,
  me,
  notFound,
  notify,
  sendFile,
  sql,
  todayHere,
} from '@regiso/core';
import { schoolYearOf, type HandinDecision, type LessonHandin, type WaitingHandins } from '../../shared';
import { handinColumns, handinView, ownerOfHandin, type HandinRow } from './handed';
import { briefFrom, lessonFor } from './lessons';
import { withNames } from './names';
import { within } from './reach';

type Row = HandinRow & { pupilId: string; personId: string };

/** What was handed in at a lesson, by the alphabet of the pupils; the reading is recorded. Throws 403 and 404. */
export async function lessonHandins(lessonId: string): Promise<LessonHandin[]> {
  const { organisation_id: organisationId } = await lessonFor('read', lessonId);
  const rows = await sql<Row>`SELECT ${handinColumns}, p.id AS "pupilId", p.person_id AS "personId"
    FROM school.handins w JOIN school.pupils p ON p.id = w.pupil_id WHERE w.lesson_id = ${lessonId} ORDER BY w.id LIMIT 80`;
  const personIds = rows.map(({ personId }) => personId);
  const object = { type: 'lesson', id: lessonId, organisationId, personIds };
  await audit('school.handins-read', object, { handins: rows.length });
  const views = [];
  for (const { pupilId, name, ...row } of await withNames(rows))
    views.push({ ...(await handinView(row)), pupilId, name });
  return views;
}

type Held = { id: string; state: string; version: number; person: string };

/** The answer of the teacher of the lesson to what was looked at; the family is told that there is one. Throws 403, 404 and 409. */
export async function decideHandin(lessonId: string, id: string, decision: HandinDecision): Promise<void> {
  const { organisation_id: organisationId, day } = await lessonFor('write', lessonId);
  const [held] = await sql<Held>`SELECT h.id, h.state, h.version, p.person_id AS person FROM school.handins h
    JOIN school.pupils p ON p.id = h.pupil_id WHERE h.id = ${id} AND h.lesson_id = ${lessonId} FOR UPDATE OF h`;
  if (!held) throw notFound('Сданная работа не найдена');
  if (held.version !== decision.version) throw conflict('Работу уже сдали заново: посмотрите, что в ней теперь');
  if (held.state !== 'sent') throw conflict('На эту работу уже ответили: обновите страницу');
  await sql`UPDATE school.handins SET state = ${decision.isAccepted ? 'accepted' : 'returned'}, comment = ${decision.comment},
      decided_by = ${me().accountId}, decided_at = now() WHERE id = ${id}`;
  const object = { type: 'handin', id, personId: held.person, organisationId };
  await audit('school.handin-decided', object, { isAccepted: decision.isAccepted, version: held.version });
  await tellFamily(held, day);
}

/** Tells the pupil and those who stand for the pupil that there is an answer, without a word of it. */
async function tellFamily({ id, version, person }: Held, day: string) {
  const guardians = (await guardiansOf(person)).filter(({ may }) => may.includes('see'));
  const people = [person, ...guardians.map(({ guardianId }) => guardianId)];
  const accounts = await beyondReach(
    'accounts of the pupil and of those who stand for the pupil',
    () => sql<{ id: string }>`SELECT account_id AS id FROM core.persons
      WHERE id = ANY (${people}::uuid[]) AND account_id IS NOT NULL`,
  );
  if (!accounts.length) return;
  await notify({
    accountIds: accounts.map((account) => account.id),
    kind: 'school.handin-answered',
    title: 'Учитель ответил на сданную работу',
    titleEn: 'The teacher has answered to the homework handed in',
    text: 'Ответ — в дневнике, рядом с заданием.',
    textEn: 'The answer stands in the diary, beside the homework.',
    link: `/app/school/diary/${person}/${day}`,
    once: `school.handin-answered/${id}/${version}`,
  });
}

/** Gives a file of a hand-in to who may read the lesson; the reading is recorded. Throws 403, 404 and 409. */
export async function sendLessonHandinFile(
  h: Parameters<typeof sendFile>[0],
  lessonId: string,
  id: string,
  file: string,
) {
  await lessonFor('read', lessonId);
  const [held] = await sql`SELECT 1 AS one FROM school.handins WHERE id = ${id} AND lesson_id = ${lessonId}`;
  if (!held) throw notFound('Сданная работа не найдена');
  return sendFile(h, file, ownerOfHandin(id));
}

/** How many works were handed in at a lesson, and how many wait for an answer. */
export async function handinsOf(lessonId: string): Promise<{ sent: number; waiting: number }> {
  const [row] = await sql<{ sent: number; waiting: number }>`SELECT count(*)::int AS sent,
    (count(*) FILTER (WHERE state = 'sent'))::int AS waiting FROM school.handins WHERE lesson_id = ${lessonId}`;
  return row ?? { sent: 0, waiting: 0 };
}

/** Lessons of the school year that a teacher gave, or whose journal they teach, with works not looked at; the earliest first. */
export const waitingHandins = (teacher: string) => sql<WaitingHandins>`WITH own AS (
    SELECT id FROM school.lessons WHERE teacher_id = ${teacher} AND day >= ${yearStart()}::date
    UNION SELECT o.id FROM school.loads q JOIN school.lessons o ON o.load_id = q.id
    WHERE q.teacher_id = ${teacher} AND o.day >= ${yearStart()}::date)
  SELECT l.id, l.day::text AS day, l.number, c.grade || c.letter AS class, s.title AS subject, s.title_en AS "subjectEn", w.waiting
  FROM ${briefFrom} JOIN own ON own.id = l.id
  CROSS JOIN LATERAL (SELECT count(*)::int AS waiting FROM school.handins x WHERE x.lesson_id = l.id AND x.state = 'sent') w
  WHERE w.waiting > 0 AND ${within('school.teach', 'l')} ORDER BY l.day, l.number LIMIT 30`;

const yearStart = () => `${schoolYearOf(todayHere())}-09-01`;
