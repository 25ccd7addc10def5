import { audit, conflict, context, notFound, part, sql, todayHere, valueOn } from '@regiso/core';
import { firstMarkedGrade, type ClosingCells, type ClosingLine, type ClosingPeriod } from '../../shared';
import { ruleReference } from '../references';
import { teacherNames, withNames } from './names';
import { within } from './reach';

// A period is of several grades: those that the right has among them are its classes.
const ofPeriod = { from: part`p.grade_from`, to: part`p.grade_to` };

/** Periods of the present year of the schools in reach, the present one first. */
export const closingPeriods = () => sql<ClosingPeriod>`SELECT p.id, p.kind, p.number, p.starts_on::text AS "startsOn",
    p.ends_on::text AS "endsOn", p.organisation_id AS "organisationId", o.short_name AS organisation,
    p.grade_from AS "gradeFrom", p.grade_to AS "gradeTo"
  FROM school.periods p JOIN school.years y ON y.id = p.year_id JOIN core.organisations o ON o.id = p.organisation_id
  WHERE ${within('school.oversee', 'p', ofPeriod)} AND ${todayHere()}::date BETWEEN y.starts_on AND y.ends_on
  ORDER BY ${todayHere()}::date BETWEEN p.starts_on AND p.ends_on DESC, o.short_name, p.grade_from, p.starts_on LIMIT 500`;

type Period = { id: string; starts_on: string; ends_on: string };

async function periodFor(id: string): Promise<Period> {
  const [row] = await sql<Period>`SELECT p.id, p.starts_on::text, p.ends_on::text FROM school.periods p
    WHERE p.id = ${id} AND ${within('school.oversee', 'p', ofPeriod)}`;
  if (!row) throw notFound('Учебный период не найден');
  return row;
}

const leastMarks = async (day: string) => (await valueOn(ruleReference, 'marks-least', day)).value;

const classesOf = (period: string, only?: string) => part`school.classes c JOIN school.periods p ON p.id = ${period}
    AND p.year_id = c.year_id AND c.grade BETWEEN p.grade_from AND p.grade_to
    AND (${only ?? null}::uuid IS NULL OR c.id = ${only ?? null}) AND ${within('school.oversee', 'c')}`;

/** Lessons of a period up to today that lack a topic or the attendance. */
const bare = () => part`l.class_id = c.id AND l.day BETWEEN p.starts_on AND least(p.ends_on, ${todayHere()}::date)
    AND (l.topic IS NULL OR l.attendance_at IS NULL)`;

/** Pupils and journals of a class of a period: who learns what at its end, or today, with the marks of the subject. */
const learning = (
  period: string,
  only?: string,
) => part`SELECT c.id AS class_id, j.id AS journal_id, j.subject, k.id AS pupil_id,
      k.person_id,
      (SELECT count(*)::int FROM school.pupils q JOIN school.marks m ON m.pupil_id = q.id WHERE q.person_id = k.person_id
        AND m.subject = j.subject AND m.day BETWEEN p.starts_on AND p.ends_on) AS marks,
      f.id IS NOT NULL AS is_set, f.id IS NOT NULL AND f.value IS NULL AS is_waived
    FROM ${classesOf(period, only)} JOIN school.loads j ON j.class_id = c.id
    JOIN school.pupils k ON k.class_id = c.id AND k.starts_on <= p.ends_on
      AND (k.ends_on IS NULL OR k.ends_on >= least(p.ends_on, ${todayHere()}::date))
      AND (j.subgroup IS NULL OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = j.id AND h.pupil_id = k.id))
    LEFT JOIN school.period_marks f ON f.period_id = p.id AND f.pupil_id = k.id AND f.subject = j.subject
    WHERE c.grade >= ${firstMarkedGrade}::int`;

const linesOf = (
  period: string,
  least: number,
  only?: string,
) => sql<ClosingLine>`WITH learns AS (${learning(period, only)})
  SELECT c.id AS "classId", c.grade || c.letter AS name,
    EXISTS (SELECT FROM school.closed_periods x WHERE x.period_id = p.id AND x.class_id = c.id) AS "isClosed",
    (SELECT count(*)::int FROM school.lessons l WHERE ${bare()} AND l.topic IS NULL) AS "withoutTopic",
    (SELECT count(*)::int FROM school.lessons l WHERE ${bare()} AND l.attendance_at IS NULL) AS "withoutAttendance",
    (SELECT count(*)::int FROM learns e WHERE e.class_id = c.id AND e.marks < ${least}::int AND NOT e.is_waived) AS "fewMarks",
    (SELECT count(*)::int FROM learns e WHERE e.class_id = c.id AND NOT e.is_set) AS "withoutPeriodMark"
  FROM ${classesOf(period, only)} ORDER BY c.grade, c.letter LIMIT 200`;

/** What stands in the way of closing a period, class by class. Throws 404. */
export async function closingLines(period: string): Promise<ClosingLine[]> {
  const { ends_on } = await periodFor(period);
  return linesOf(period, await leastMarks(ends_on));
}

/** The cells that stop the closing of a class; the reading is recorded. Throws 404. */
export async function closingCells(period: string, classId: string): Promise<ClosingCells> {
  const { ends_on } = await periodFor(period);
  const least = await leastMarks(ends_on);
  const [line] = await linesOf(period, least, classId);
  if (!line) throw notFound('Класс не найден');
  type Lesson = Omit<ClosingCells['lessons'][number], 'teacher'> & { teacherId: string | null };
  const lessons =
    await sql<Lesson>`SELECT l.id, l.load_id AS "journalId", l.day::text AS day, l.number, s.title AS subject,
      s.title_en AS "subjectEn", l.teacher_id AS "teacherId", l.topic IS NOT NULL AS "hasTopic",
      l.attendance_at IS NOT NULL AS "hasAttendance"
    FROM ${classesOf(period, classId)} JOIN school.lessons l ON ${bare()} JOIN school.subjects s ON s.code = l.subject
    ORDER BY l.day, l.number, s.title LIMIT 500`;
  type Cell = Omit<ClosingCells['marks'][number], 'name'> & { personId: string };
  const marks = await sql<Cell>`WITH learns AS (${learning(period, classId)})
    SELECT e.journal_id AS "journalId", e.pupil_id AS "pupilId", e.person_id AS "personId", s.title AS subject,
      s.title_en AS "subjectEn", e.marks, e.is_set AS "hasPeriodMark"
    FROM learns e JOIN school.subjects s ON s.code = e.subject
    WHERE NOT e.is_set OR (e.marks < ${least}::int AND NOT e.is_waived) ORDER BY s.title, e.pupil_id LIMIT 1500`;
  const nameOf = await teacherNames(lessons.map(({ teacherId }) => teacherId));
  const personIds = marks.map(({ personId }) => personId);
  await audit('school.class-read', { type: 'class', id: classId, personIds }, { pupils: marks.length });
  return {
    ...line,
    lessons: lessons.map(({ teacherId, ...lesson }) => ({ ...lesson, teacher: nameOf(teacherId) })),
    marks: await withNames(marks),
    least,
  };
}

/** Closes a period of a class: nothing in it changes any more. Throws 404, and 409 while a cell stops it. */
export async function closePeriod(period: string, classId: string): Promise<void> {
  const { ends_on, id } = await periodFor(period);
  const [own] = await sql<{ organisation_id: string }>`SELECT c.organisation_id FROM school.classes c
    WHERE c.id = ${classId} AND ${within('school.keep-classes', 'c')} FOR UPDATE`;
  const [line] = own ? await linesOf(id, await leastMarks(ends_on), classId) : [];
  if (!own || !line) throw notFound('Класс не найден');
  if (line.isClosed) throw conflict('Период этого класса уже закрыт');
  if (ends_on > todayHere()) throw conflict('Период ещё идёт: закрыть его можно с последнего дня');
  const stops = line.withoutTopic + line.withoutAttendance + line.fewMarks + line.withoutPeriodMark;
  if (stops) throw conflict('Не всё заполнено: посмотрите список клеток, которые мешают закрыть период');
  await sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id, municipality_id, closed_by)
    SELECT ${id}, c.id, c.organisation_id, c.participant_id, c.municipality_id, ${context().actor?.accountId ?? null}
    FROM school.classes c WHERE c.id = ${classId}`;
  await audit('school.period-closed', { type: 'class', id: classId, organisationId: own.organisation_id }, { period });
}
