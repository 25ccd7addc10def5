import { audit, part, sql } from '@regiso/core';
import { layAttendance, layLessons, layMarks, layTimetable } from './journal';
import { layYears, shiftOf, type DemoSchool } from './schools';

/**
 * The whole year before of a school: its classes a grade lower, with the children who were there, their journals from September
 * to May, and every period with its marks and closed. Once only.
 */
export async function layLastYear(present: DemoSchool): Promise<void> {
  const first = present.first - 1;
  await layYears(first, present.id);
  const [before] = await sql<{ year: string; isLaid: boolean }>`SELECT y.id AS year,
      EXISTS (SELECT FROM school.classes c WHERE c.year_id = y.id) AS "isLaid"
    FROM school.years y WHERE y.organisation_id = ${present.id} AND y.first_year = ${first} AND y.is_demo`;
  if (!before || before.isLaid) return;
  const school = { ...present, first, year: before.year };
  const pupils = await seatBefore(present, school);
  await layTimetable(school);
  const lessons = await layLessons(school, true);
  await layAttendance(school);
  const marks = await layMarks(school);
  await closePeriods(school);
  await audit(
    'school.demo-loaded',
    { type: 'organisation', id: school.id, organisationId: school.id },
    { schools: 1, pupils, lessons, marks: marks.length },
  );
}

/** Classes of the year before and who was in them: who has come in September was not. Gives how many. */
async function seatBefore(present: DemoSchool, { id, year, first }: DemoSchool): Promise<number> {
  await sql`INSERT INTO school.classes (organisation_id, participant_id, municipality_id, year_id, grade, letter, shift, is_demo)
    SELECT c.organisation_id, c.participant_id, c.municipality_id, ${year}, c.grade - 1, c.letter, ${shiftOf(part`c.grade - 1`)}, true
    FROM school.classes c JOIN core.organisations o ON o.id = ${id} WHERE c.year_id = ${present.year} AND c.grade > 1`;
  const rows =
    await sql`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id, municipality_id, class_id,
      grade, starts_on, ends_on, is_demo)
    SELECT p.person_id, p.pseudonym, p.organisation_id, p.participant_id, p.municipality_id, b.id, b.grade,
      ${`${first}-09-01`}, ${`${first + 1}-08-31`}, true
    FROM school.pupils p JOIN school.classes c ON c.id = p.class_id AND c.year_id = ${present.year}
    JOIN school.classes b ON b.year_id = ${year} AND b.grade = c.grade - 1 AND b.letter = c.letter
    WHERE p.is_demo AND p.starts_on <= ${`${first + 1}-09-01`}::date
    ORDER BY p.person_id ON CONFLICT DO NOTHING RETURNING id`;
  return rows.length;
}

/** Marks of the periods by the weighted average of their lessons; after them nothing changes any more. */
async function closePeriods({ year }: DemoSchool): Promise<void> {
  await sql`INSERT INTO school.period_marks (period_id, pupil_id, subject, organisation_id, participant_id, municipality_id, value, average)
    SELECT p.id, m.pupil_id, m.subject, p.organisation_id, p.participant_id, p.municipality_id,
      round(sum(m.value * m.weight)::numeric / sum(m.weight)), round(sum(m.value * m.weight)::numeric / sum(m.weight), 2)
    FROM school.periods p JOIN school.classes c ON c.year_id = p.year_id AND c.grade BETWEEN p.grade_from AND p.grade_to
    JOIN school.pupils k ON k.class_id = c.id
    JOIN school.marks m ON m.pupil_id = k.id AND m.day BETWEEN p.starts_on AND p.ends_on
    WHERE p.year_id = ${year} GROUP BY p.id, m.pupil_id, m.subject`;
  await sql`INSERT INTO school.year_marks (pupil_id, subject, kind, organisation_id, participant_id, municipality_id, value, suggestion)
    SELECT m.pupil_id, m.subject, 'year', c.organisation_id, c.participant_id, c.municipality_id, floor(avg(m.value) + 0.5),
      floor(avg(m.value) + 0.5)
    FROM school.period_marks m JOIN school.pupils k ON k.id = m.pupil_id JOIN school.classes c ON c.id = k.class_id
    WHERE c.year_id = ${year} GROUP BY m.pupil_id, m.subject, c.id`;
  await sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id, municipality_id, closed_at)
    SELECT p.id, c.id, p.organisation_id, p.participant_id, p.municipality_id, p.ends_on + time '15:00'
    FROM school.periods p JOIN school.classes c ON c.year_id = p.year_id AND c.grade BETWEEN p.grade_from AND p.grade_to
    WHERE p.year_id = ${year} ON CONFLICT DO NOTHING`;
}
