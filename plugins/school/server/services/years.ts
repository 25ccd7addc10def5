import { beyondReach, inReach, notFound, part, sql, todayHere, valueOn } from '@regiso/core';
import type { Years, YearBrief, YearClass, YearView } from '../../shared';
import { dayReference } from '../references';
import { teacherNames } from './names';
import { planned } from './planned';
import { whole, within } from './reach';

type Piece = ReturnType<typeof part>;

const yearsWhere = (where: Piece) => sql<YearBrief & { version: number; mayKeep: boolean }>`SELECT y.id,
      y.organisation_id AS "organisationId", o.short_name AS organisation, y.first_year AS "firstYear",
      y.starts_on::text AS "startsOn", y.ends_on::text AS "endsOn", y.version,
      (SELECT count(*)::int FROM school.classes c WHERE c.year_id = y.id) AS classes,
      (SELECT count(DISTINCT p.person_id)::int FROM school.classes c JOIN school.pupils p ON p.class_id = c.id
        WHERE c.year_id = y.id) AS pupils, ${whole('school.keep-classes', 'y')} AS "mayKeep"
    FROM school.years y JOIN core.organisations o ON o.id = y.organisation_id
    WHERE ${where} ORDER BY o.short_name, y.first_year DESC LIMIT 500`;

const ofAnyGrade = { from: part`1`, to: part`11` };
/** Years one may look into: whoever oversees some grades sees the calendar of all. */
export const seen = () => within('school.oversee', 'y', ofAnyGrade);

/** Schools in which one may lay a year: connected to the school subsystem, by a right that no grades narrow. */
export const schoolsToKeep = (id?: string) => sql<
  Years['schools'][number] & { participant: string; town: string | null }
>`
  SELECT o.id, o.short_name AS name, x.id AS participant, o.municipality_id AS town
  FROM core.participants x JOIN core.organisations o ON o.id = x.organisation_id
  WHERE (${id ?? null}::uuid IS NULL OR o.id = ${id ?? null})
    AND ${inReach('school.keep-classes', { participant: part`x.id`, municipality: part`o.municipality_id` })}
    AND EXISTS (SELECT FROM core.connections k WHERE k.participant_id = x.id AND k.subsystem = 'school')
  ORDER BY o.short_name LIMIT 500`;

/** Years of the schools in reach, and where one may lay another. */
export async function years(): Promise<Years> {
  const rows = await yearsWhere(seen());
  const schools = await schoolsToKeep();
  return {
    years: rows.map(({ version: _, mayKeep: __, ...row }) => row),
    schools: schools.map(({ id, name }) => ({ id, name })),
  };
}

/** A year with its periods, holidays, bells and classes. Throws 404. */
export async function yearView(id: string): Promise<YearView> {
  const [row] = await yearsWhere(part`y.id = ${id} AND ${seen()}`);
  if (!row) throw notFound('Учебный год не найден');
  return {
    ...row,
    periods: await periodsOf(id),
    holidays: await holidaysOf(id),
    bells: await bellsOf(id),
    classList: await classesOf(id),
    staff: await staffOf(row.organisationId),
    norms: await normsOn(row.startsOn),
  };
}

const periodsOf = (year: string) => sql<YearView['periods'][number]>`SELECT p.id, p.kind, p.number,
    p.grade_from AS "gradeFrom", p.grade_to AS "gradeTo", p.starts_on::text AS "startsOn", p.ends_on::text AS "endsOn",
    ${usedPeriod} AS "isUsed" FROM school.periods p WHERE p.year_id = ${year} ORDER BY p.grade_from, p.starts_on LIMIT 40`;

/** Somebody has a mark for it, or a class has closed it. */
export const usedPeriod = part`(EXISTS (SELECT FROM school.period_marks m WHERE m.period_id = p.id)
  OR EXISTS (SELECT FROM school.closed_periods x WHERE x.period_id = p.id))`;

const holidaysOf = (year: string) => sql<YearView['holidays'][number]>`SELECT title, grade_from AS "gradeFrom",
    grade_to AS "gradeTo", starts_on::text AS "startsOn", ends_on::text AS "endsOn"
  FROM school.holidays WHERE year_id = ${year} ORDER BY starts_on, grade_from LIMIT 40`;

const bellsOf = (year: string) => sql<YearView['bells'][number]>`SELECT shift, number,
    to_char(starts_at, 'HH24:MI') AS "startsAt", to_char(ends_at, 'HH24:MI') AS "endsAt"
  FROM school.bells WHERE year_id = ${year} ORDER BY shift, number LIMIT 24`;

async function classesOf(year: string): Promise<YearClass[]> {
  const rows = await sql<
    Omit<YearClass, 'teacher'>
  >`SELECT c.id, c.grade, c.letter, c.grade || c.letter AS name, c.shift,
      c.week_days AS "weekDays", c.set_number AS "setNumber", c.teacher_id AS "teacherId",
      (SELECT count(*)::int FROM school.pupils p WHERE p.class_id = c.id AND p.ends_on IS NULL) AS pupils,
      (SELECT coalesce(sum(hours), 0)::real FROM ${planned} u WHERE u.class_id = c.id) AS planned,
      (SELECT coalesce(sum(hours), 0)::real FROM ${planned} u WHERE u.class_id = c.id AND EXISTS (SELECT FROM
        school.loads j WHERE j.class_id = c.id AND j.subject = u.subject AND j.teacher_id IS NOT NULL)) AS taught
    FROM school.classes c WHERE c.year_id = ${year} AND ${within('school.oversee', 'c')}
    ORDER BY c.grade, c.letter LIMIT 200`;
  const nameOf = await teacherNames(rows.map(({ teacherId }) => teacherId));
  return rows.map((row) => ({ ...row, teacher: nameOf(row.teacherId) }));
}

const collator = new Intl.Collator('ru');

/** Who works in a school and as what, by the alphabet. */
export async function staffOf(organisationId: string): Promise<YearView['staff']> {
  const rows = await beyondReach(
    'who works in a school that was in reach',
    () => sql<{ id: string; post: string | null }>`SELECT l.person_id AS id, (SELECT p.title FROM school.posts p
          WHERE p.person_id = l.person_id AND p.organisation_id = ${organisationId} AND p.ends_on IS NULL ORDER BY p.id LIMIT 1) AS post
      FROM core.person_organisations l
      WHERE l.organisation_id = ${organisationId} AND l.role = 'staff' AND (l.ends_on IS NULL OR l.ends_on >= ${todayHere()}::date)
      GROUP BY l.person_id LIMIT 400`,
  );
  const nameOf = await teacherNames(rows.map(({ id }) => id));
  return rows
    .map(({ id, post }) => ({ id, name: nameOf(id) ?? '', post }))
    .sort((one, other) => collator.compare(one.name, other.name));
}

async function normsOn(day: string): Promise<YearView['norms']> {
  const start = await valueOn(dayReference, 'start-earliest', day);
  const end = await valueOn(dayReference, 'second-shift-end', day);
  const lesson = await valueOn(dayReference, 'lesson-most', day);
  const rest = await valueOn(dayReference, 'break-least', day);
  return {
    startEarliest: start.value,
    secondShiftEnd: end.value,
    lessonMost: lesson.value,
    breakLeast: rest.value,
    isVerified: [start, end, lesson, rest].every(({ verified }) => verified),
  };
}
