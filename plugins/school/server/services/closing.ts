import { audit, conflict, context, notFound, part, sql, todayHere } from '@regiso/core';
import {
  closingRuleIds,
  closingRules,
  type ClosingCells,
  type ClosingLine,
  type ClosingPeriod,
  type Finding,
} from '../../shared';
import { findingsOf } from './closing-rules';
import { lookAt, setsOf, type Look, type Period } from './closing-sets';
import { pupilNames, teacherNames } from './names';
import { within } from './reach';
import { endReopening, reopeningsOf } from './reopen';

// A period is of several grades: those that the right has among them are its classes.
const ofPeriod = { from: part`p.grade_from`, to: part`p.grade_to` };

/** Periods of the present year of the schools in reach, the present one first. */
export const closingPeriods = () => sql<ClosingPeriod>`SELECT p.id, p.kind, p.number, p.starts_on::text AS "startsOn",
    p.ends_on::text AS "endsOn", p.organisation_id AS "organisationId", o.short_name AS organisation,
    p.grade_from AS "gradeFrom", p.grade_to AS "gradeTo"
  FROM school.periods p JOIN school.years y ON y.id = p.year_id JOIN core.organisations o ON o.id = p.organisation_id
  WHERE ${within('school.oversee', 'p', ofPeriod)} AND ${todayHere()}::date BETWEEN y.starts_on AND y.ends_on
  ORDER BY ${todayHere()}::date BETWEEN p.starts_on AND p.ends_on DESC, o.short_name, p.grade_from, p.starts_on LIMIT 500`;

/** A period of which one oversees classes. Throws 404. */
export async function periodFor(id: string): Promise<Period> {
  const [row] = await sql<Period>`SELECT p.id, p.starts_on::text, p.ends_on::text FROM school.periods p
    WHERE p.id = ${id} AND ${within('school.oversee', 'p', ofPeriod)}`;
  if (!row) throw notFound('Учебный период не найден');
  return row;
}

/** Looks at all classes of a period at once: what each rule finds in each. */
type Counted = Omit<ClosingLine, 'stops' | 'warns'> & { found: ClosingCells['found'] };
const counted = (look: Look) => sql<Counted>`WITH ${setsOf(look)}, counts AS (
    SELECT f.class_id, f.rule, count(*)::int AS n FROM (${findingsOf(look)}) f GROUP BY f.class_id, f.rule)
  SELECT k.class_id AS "classId", k.grade || k.letter AS name, k.is_closed AS "isClosed",
    k.open_until::text AS "openUntil",
    coalesce(jsonb_object_agg(n.rule, n.n) FILTER (WHERE n.rule IS NOT NULL), '{}') AS found
  FROM k LEFT JOIN counts n ON n.class_id = k.class_id GROUP BY k.class_id, k.grade, k.letter, k.is_closed, k.open_until
  ORDER BY k.grade, k.letter LIMIT 200`;

const sumOf = ({ found, ...line }: Counted): ClosingLine => {
  const sum = (isStopping: boolean) =>
    closingRuleIds
      .filter((rule) => closingRules[rule].stops === isStopping)
      .reduce((all, rule) => all + (found[rule] ?? 0), 0);
  return { ...line, stops: sum(true), warns: sum(false) };
};

/** What stands in the way of closing a period, class by class. Throws 404. */
export async function closingLines(period: string): Promise<ClosingLine[]> {
  return (await counted(await lookAt(await periodFor(period)))).map(sumOf);
}

const mostOfEach = 100;

type Found = Omit<Finding, 'name' | 'teacher'> & { personId: string | null; teacherId: string | null };
const found = (look: Look) => sql<Found>`WITH ${setsOf(look)}, found AS (
    SELECT f.*, row_number() OVER (PARTITION BY f.rule ORDER BY f.day, f.number, f.subject, f.pupil_id) AS nth
    FROM (${findingsOf(look)}) f)
  SELECT f.rule, f.load_id AS "journalId", f.lesson_id AS "lessonId", f.pupil_id AS "pupilId", q.person_id AS "personId",
    s.title AS subject, s.title_en AS "subjectEn", f.day::text AS day, f.number, f.teacher_id AS "teacherId"
  FROM found f JOIN school.subjects s ON s.code = f.subject LEFT JOIN school.pupils q ON q.id = f.pupil_id
  WHERE f.nth <= ${mostOfEach}::int ORDER BY f.rule, f.nth LIMIT 4000`;

/** Lessons, cells and pupils of a class that break a rule before the closing; the reading is recorded. Throws 404. */
export async function closingCells(period: string, classId: string): Promise<ClosingCells> {
  const look = await lookAt(await periodFor(period), classId);
  const [line] = await counted(look);
  if (!line) throw notFound('Класс не найден');
  const rows = await found(look);
  const teacherOf = await teacherNames(rows.map(({ teacherId }) => teacherId));
  const personIds = [...new Set(rows.flatMap(({ personId }) => personId ?? []))];
  const nameOf = await pupilNames(personIds);
  await audit('school.class-read', { type: 'class', id: classId, personIds }, { pupils: personIds.length });
  const { least, hoursShare, worksShare, lateDays, missedShare } = look.norms;
  return {
    ...sumOf(line),
    found: line.found,
    findings: rows.map(({ personId, teacherId, ...row }) => ({
      ...row,
      name: nameOf(personId),
      teacher: teacherOf(teacherId),
    })),
    reopenings: await reopeningsOf(period, classId),
    norms: { least, hoursShare, worksShare, lateDays, missedShare },
  };
}

/** Closes a period of a class, for the first time or before the term of an act that opened it. Throws 404, and 409 while a cell stops it. */
export async function closePeriod(period: string, classId: string): Promise<void> {
  const { id, ends_on, starts_on } = await periodFor(period);
  const [own] = await sql<{ organisation_id: string }>`SELECT c.organisation_id FROM school.classes c
    WHERE c.id = ${classId} AND ${within('school.keep-classes', 'c')} FOR UPDATE`;
  const [line] = own ? (await counted(await lookAt({ id, ends_on, starts_on }, classId))).map(sumOf) : [];
  if (!own || !line) throw notFound('Класс не найден');
  if (line.isClosed) throw conflict('Период этого класса уже закрыт');
  if (ends_on > todayHere()) throw conflict('Период ещё идёт: закрыть его можно с последнего дня');
  if (line.stops) throw conflict('Не всё заполнено: посмотрите список клеток, которые мешают закрыть период');
  if (!(await endReopening(id, classId)))
    await sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id, municipality_id, closed_by)
      SELECT ${id}, c.id, c.organisation_id, c.participant_id, c.municipality_id, ${context().actor?.accountId ?? null}
      FROM school.classes c WHERE c.id = ${classId}`;
  await audit('school.period-closed', { type: 'class', id: classId, organisationId: own.organisation_id }, { period });
}
