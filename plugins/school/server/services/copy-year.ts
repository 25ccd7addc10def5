import { sql } from '@regiso/core';
import { planned } from './planned';

/** Dates, periods, holidays and bells of a year, so many years later (ADM-01). */
export async function copyCalendar(from: string, to: string, years: number): Promise<void> {
  await sql`UPDATE school.years y SET starts_on = (s.starts_on + ${years}::int * interval '1 year')::date,
      ends_on = (s.ends_on + ${years}::int * interval '1 year')::date FROM school.years s WHERE s.id = ${from} AND y.id = ${to}`;
  await sql`INSERT INTO school.periods (year_id, organisation_id, participant_id, municipality_id, kind, number, grade_from,
      grade_to, starts_on, ends_on)
    SELECT ${to}, organisation_id, participant_id, municipality_id, kind, number, grade_from, grade_to,
      (starts_on + ${years}::int * interval '1 year')::date, (ends_on + ${years}::int * interval '1 year')::date
    FROM school.periods WHERE year_id = ${from}`;
  await sql`INSERT INTO school.holidays (year_id, organisation_id, participant_id, municipality_id, title, grade_from, grade_to,
      starts_on, ends_on)
    SELECT ${to}, organisation_id, participant_id, municipality_id, title, grade_from, grade_to,
      (starts_on + ${years}::int * interval '1 year')::date, (ends_on + ${years}::int * interval '1 year')::date
    FROM school.holidays WHERE year_id = ${from}`;
  await sql`INSERT INTO school.bells (year_id, organisation_id, participant_id, municipality_id, shift, number, starts_at, ends_at)
    SELECT ${to}, organisation_id, participant_id, municipality_id, shift, number, starts_at, ends_at
    FROM school.bells WHERE year_id = ${from}`;
}

type Stay = { person_id: string; pseudonym: string; grade: number; letter: string };

// Who ends grade 9 or 11 leaves the class: grade 10 is gathered anew.
const goUp = [1, 2, 3, 4, 5, 6, 7, 8, 10];

/**
 * The classes of a year a grade higher, with teacher, pupils, and the curriculum of those who learned in that grade last year;
 * whoever taught a subject to the class keeps it. Gives how many pupils went up.
 */
export async function copyClasses(from: string, to: string): Promise<number> {
  await sql`INSERT INTO school.classes (organisation_id, participant_id, municipality_id, year_id, grade, letter, shift, teacher_id,
      week_days, set_number)
    SELECT organisation_id, participant_id, municipality_id, ${to}, grade + 1, letter, shift, teacher_id, week_days, set_number
    FROM school.classes WHERE year_id = ${from} AND grade = ANY (${goUp}::int[])`;
  await sql`INSERT INTO school.curriculum (class_id, subject, organisation_id, participant_id, municipality_id, hours)
    SELECT n.id, u.subject, n.organisation_id, n.participant_id, n.municipality_id, u.hours FROM school.classes n
    JOIN LATERAL (SELECT o.id FROM school.classes o WHERE o.year_id = ${from} AND o.grade = n.grade
      ORDER BY o.letter = n.letter DESC, o.letter LIMIT 1) model ON true
    JOIN ${planned} u ON u.class_id = model.id WHERE n.year_id = ${to}`;
  await sql`INSERT INTO school.loads (organisation_id, participant_id, municipality_id, class_id, subject, teacher_id, hours)
    SELECT n.organisation_id, n.participant_id, n.municipality_id, n.id, u.subject, (SELECT j.teacher_id FROM school.loads j
        JOIN school.classes o ON o.id = j.class_id WHERE o.year_id = ${from} AND o.grade = n.grade - 1 AND o.letter = n.letter
        AND j.subject = u.subject ORDER BY j.subgroup NULLS FIRST LIMIT 1), u.hours
    FROM school.classes n JOIN school.curriculum u ON u.class_id = n.id WHERE n.year_id = ${to}`;
  // All stays end before the new year: of those who leave school too.
  const ended =
    await sql<Stay>`UPDATE school.pupils p SET ends_on = y.starts_on - 1 FROM school.classes o, school.years y
    WHERE o.id = p.class_id AND o.year_id = ${from} AND y.id = ${to} AND p.ends_on IS NULL AND p.starts_on < y.starts_on
    RETURNING p.person_id, p.pseudonym, o.grade + 1 AS grade, o.letter`;
  const moved =
    await sql`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id, municipality_id,
      class_id, grade, starts_on)
    SELECT p.person_id, p.pseudonym, n.organisation_id, n.participant_id, n.municipality_id, n.id, n.grade, y.starts_on
    FROM jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) AS p(person_id uuid, pseudonym uuid, grade int, letter text)
    JOIN school.years y ON y.id = ${to} JOIN school.classes n ON n.year_id = y.id AND n.grade = p.grade AND n.letter = p.letter
    RETURNING 1`;
  return moved.length;
}
