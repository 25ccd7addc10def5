import { audit, forbidden, inTransaction, notFound, ownPersonId, part, sql, todayHere } from '@regiso/core';
import { firstMarkedGrade, totalsOf, type ClassReport, type PeriodReport } from '../../shared';
import { isClosed } from './closed';
import { periodFor } from './closing';
import { dictionaryOn } from './dictionary';
import { isLed } from './entry-codes';
import { teacherNames, withNames } from './names';
import { periodOn, periodsOf } from './periods';
import { within } from './reach';

type Piece = ReturnType<typeof part>;
type Span = { id: string; startsOn: string; endsOn: string };
type Sums = Pick<ClassReport['pupils'][number], 'due' | 'marks' | 'absences'>;
type Row = Sums & {
  classId: string;
  name: string;
  grade: number;
  isClosed: boolean;
  id: string | null;
  personId: string | null;
};

const untilOf = ({ endsOn }: Span) => (endsOn < todayHere() ? endsOn : todayHere());

/**
 * Pupils of the classes `c` of a period, who learn there at its end or today: subjects, marks of the period, lessons missed by
 * code. All classes in one statement; who came from another class of the school brings the absences along.
 */
const rowsOf = (period: Span, which: Piece) => sql<Row>`WITH k AS MATERIALIZED (
    SELECT c.id, c.grade, c.letter, ${isClosed(part`p.id`, part`c.id`)} AS is_closed
    FROM school.classes c JOIN school.periods p ON p.id = ${period.id} AND p.year_id = c.year_id
      AND c.grade BETWEEN p.grade_from AND p.grade_to WHERE ${which}),
  sat AS MATERIALIZED (SELECT q.id, q.person_id, q.class_id, k.grade FROM k JOIN school.pupils q ON q.class_id = k.id
    AND q.starts_on <= ${period.endsOn}::date AND (q.ends_on IS NULL OR q.ends_on >= ${untilOf(period)}::date)),
  due AS (SELECT s.id, jsonb_agg(DISTINCT j.subject) AS subjects FROM sat s JOIN school.loads j ON j.class_id = s.class_id
      AND (j.subgroup IS NULL OR EXISTS (SELECT FROM school.load_pupils h WHERE h.load_id = j.id AND h.pupil_id = s.id))
    WHERE s.grade >= ${firstMarkedGrade}::int GROUP BY s.id),
  got AS (SELECT s.id, jsonb_object_agg(f.subject, f.value) AS marks FROM sat s
    JOIN school.period_marks f ON f.period_id = ${period.id} AND f.pupil_id = s.id GROUP BY s.id),
  missed AS (SELECT s.id, a.code, count(*)::int AS n FROM sat s JOIN school.pupils q ON q.person_id = s.person_id
    JOIN school.attendance a ON a.pupil_id = q.id AND a.day BETWEEN ${period.startsOn}::date AND ${period.endsOn}::date
    GROUP BY s.id, a.code),
  away AS (SELECT id, jsonb_object_agg(code, n) AS absences FROM missed GROUP BY id)
  SELECT k.id AS "classId", k.grade || k.letter AS name, k.grade, k.is_closed AS "isClosed", s.id, s.person_id AS "personId",
    coalesce(d.subjects, '[]') AS due, coalesce(g.marks, '{}') AS marks, coalesce(a.absences, '{}') AS absences
  FROM k LEFT JOIN sat s ON s.class_id = k.id LEFT JOIN due d ON d.id = s.id LEFT JOIN got g ON g.id = s.id
  LEFT JOIN away a ON a.id = s.id ORDER BY k.grade, k.letter, s.id LIMIT 8000`;

const isPupil = <T extends Row>(row: T): row is T & { id: string; personId: string } => row.id !== null;

type Seen = { organisationId: string; organisation: string; name: string; grade: number; teacherId: string | null };

/** A class that one leads or oversees. Throws 404 beyond the reach, and 403 with a record of it for another's class. */
async function classFor(id: string): Promise<Seen> {
  const own = await ownPersonId();
  const [row] = await sql<Seen & { isSeen: boolean }>`SELECT c.organisation_id AS "organisationId",
      o.short_name AS organisation, c.grade || c.letter AS name, c.grade, c.teacher_id AS "teacherId",
      ${isLed(own)} OR ${within('school.oversee', 'c')} AS "isSeen"
    FROM school.classes c JOIN school.years y ON y.id = c.year_id JOIN core.organisations o ON o.id = c.organisation_id
    WHERE c.id = ${id} AND ${within('school.teach', 'c')}`;
  if (!row) throw notFound('Класс не найден');
  const { isSeen, ...seen } = row;
  if (isSeen) return seen;
  const object = { type: 'class', id, organisationId: seen.organisationId };
  await inTransaction({}, () => audit('school.class-report-refused', object));
  throw forbidden('Отчёт класса видят его классный руководитель и завуч');
}

type Reading = 'school.class-report-read' | 'school.class-report-exported';

/** The report of a class over a period, the present one unless said; the reading is recorded. Throws 403 and 404. */
export async function classReport(
  id: string,
  wanted?: string,
  reading: Reading = 'school.class-report-read',
): Promise<ClassReport> {
  const { teacherId, organisationId, grade, ...seen } = await classFor(id);
  const periods = await periodsOf(id);
  const period = wanted ? periods.find((one) => one.id === wanted) : periodOn(periods, todayHere());
  if (!period) throw notFound('Учебный период не найден');
  const rows = (await rowsOf(period, part`c.id = ${id}`)).filter(isPupil);
  const personIds = rows.map(({ personId }) => personId);
  await audit(reading, { type: 'class', id, organisationId, personIds }, { period: period.id, pupils: rows.length });
  const taught = [...new Set(rows.flatMap(({ due, marks }) => [...due, ...Object.keys(marks)]))];
  const subjects = await sql<
    ClassReport['subjects'][number]
  >`SELECT code, title, title_en AS "titleEn" FROM school.subjects
    WHERE code = ANY (${taught}::text[]) ORDER BY title LIMIT 60`;
  const named = await withNames(rows);
  return {
    ...seen,
    classId: id,
    teacher: (await teacherNames([teacherId]))(teacherId),
    isMarked: grade >= firstMarkedGrade,
    ...{ periods, period, subjects },
    codes: await codesOn(period),
    pupils: named.map(({ id: pupil, name, due, marks, absences }) => ({ id: pupil, name, due, marks, absences })),
  };
}

const codesOn = async (period: Span) =>
  (await dictionaryOn(untilOf(period))).codes.map(({ letter: _, ...code }) => code);

/** All classes of a period that one oversees, in numbers: each as its own report says it. Throws 404. */
export async function periodReport(id: string): Promise<PeriodReport> {
  const { starts_on: startsOn, ends_on: endsOn } = await periodFor(id);
  const period = { id, startsOn, endsOn };
  const classes = new Map<string, Row[]>();
  for (const row of await rowsOf(period, within('school.oversee', 'c')))
    classes.set(row.classId, [...(classes.get(row.classId) ?? []), row]);
  return { codes: await codesOn(period), classes: [...classes.values()].flatMap(lineOf) };
}

function lineOf(rows: readonly Row[]): PeriodReport['classes'] {
  const [first] = rows;
  if (!first) return [];
  const pupils = rows.filter(isPupil);
  const absences: Record<string, number> = {};
  for (const { absences: own } of pupils)
    for (const [code, count] of Object.entries(own)) absences[code] = (absences[code] ?? 0) + count;
  const { classId, name, grade, isClosed: closed } = first;
  return [{ classId, name, isClosed: closed, isMarked: grade >= firstMarkedGrade, ...totalsOf(pupils), absences }];
}
