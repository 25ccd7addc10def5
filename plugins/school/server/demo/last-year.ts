import { audit, part, sql } from '@regiso/core';
import { layAttendance, layLessons, layMarks, layTimetable } from './journal';
import { closePeriods, inventPeriodMarks, layPeriodMarks } from './periods';
import { upsetLessons } from './upset';
import { layYears, shiftOf, type DemoSchool } from './schools';

/**
 * The year before of a school: its classes a grade lower, with the children who were there, and every period with its marks and
 * closed; where wanted, its journals from September to May too. Once only.
 */
export async function layLastYear(present: DemoSchool, withJournals: boolean): Promise<void> {
  const first = present.first - 1;
  await layYears(first, present.id);
  const [before] = await sql<{ year: string; isLaid: boolean }>`SELECT y.id AS year,
      EXISTS (SELECT FROM school.classes c WHERE c.year_id = y.id) AS "isLaid"
    FROM school.years y WHERE y.organisation_id = ${present.id} AND y.first_year = ${first} AND y.is_demo`;
  if (!before || before.isLaid) return;
  const school = { ...present, first, year: before.year };
  const pupils = await seatBefore(present, school);
  const written = withJournals ? await writeJournals(school) : await recallMarks(present, school);
  await closePeriods(school);
  await audit(
    'school.demo-loaded',
    { type: 'organisation', id: school.id, organisationId: school.id },
    { schools: 1, pupils, ...written },
  );
}

async function writeJournals(school: DemoSchool) {
  await layTimetable(school);
  const lessons = await layLessons(school, 'year');
  await upsetLessons(school);
  await layAttendance(school);
  const marks = await layMarks(school);
  await layPeriodMarks(school);
  return { lessons, marks: marks.length };
}

/** Without journals: what a class learnt is what the one that follows it learns now, and the marks of the periods are left. */
async function recallMarks(present: DemoSchool, school: DemoSchool) {
  await sql`INSERT INTO school.loads (organisation_id, participant_id, municipality_id, class_id, subject, subgroup, teacher_id, hours)
    SELECT j.organisation_id, j.participant_id, j.municipality_id, b.id, j.subject, j.subgroup, j.teacher_id, j.hours
    FROM school.loads j JOIN school.classes c ON c.id = j.class_id AND c.year_id = ${present.year}
    JOIN school.classes b ON b.year_id = ${school.year} AND b.grade = c.grade - 1 AND b.letter = c.letter`;
  await inventPeriodMarks(school);
  return { lessons: 0, marks: 0 };
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
