import { part, sql, todayHere } from '@regiso/core';
import { bent, chance } from './chance';
import type { DemoSchool } from './schools';

/** The periods of a school year that have ended, with the classes they are of. */
const ended = (year: string) => part`school.periods p
    JOIN school.classes c ON c.year_id = p.year_id AND c.grade BETWEEN p.grade_from AND p.grade_to
    WHERE p.year_id = ${year} AND p.ends_on < ${todayHere()}::date`;

/** Marks of the periods that have ended, by the weighted average of their lessons. */
export const layPeriodMarks = ({ year }: DemoSchool) =>
  sql`INSERT INTO school.period_marks (period_id, pupil_id, subject, organisation_id, participant_id, municipality_id, value, average,
      grade, ends_on)
    SELECT p.id, m.pupil_id, m.subject, p.organisation_id, p.participant_id, p.municipality_id,
      round(sum(m.value * m.weight)::numeric / sum(m.weight)), round(sum(m.value * m.weight)::numeric / sum(m.weight), 2), k.grade, p.ends_on
    FROM (SELECT p.*, c.id AS class_id FROM ${ended(year)}) p
    JOIN school.pupils k ON k.class_id = p.class_id
    JOIN school.marks m ON m.pupil_id = k.id AND m.day BETWEEN p.starts_on AND p.ends_on
    GROUP BY p.id, p.organisation_id, p.participant_id, p.municipality_id, p.ends_on, m.pupil_id, m.subject, k.grade ON CONFLICT DO NOTHING`;

/** The same where no journals are kept: by the bent of each pupil, as their marks of lessons would be. */
export const inventPeriodMarks = ({ year }: DemoSchool) =>
  sql`INSERT INTO school.period_marks (period_id, pupil_id, subject, organisation_id, participant_id, municipality_id, value, average,
      grade, ends_on)
    SELECT id, pupil_id, subject, organisation_id, participant_id, municipality_id, round(average), average, grade, ends_on
    FROM (SELECT *, round(2.6 + 0.016 * ${bent} + 0.008 * ${chance(part`who # hashtextextended(subject || number, 0)`, 8, 100)}, 2) AS average
      FROM (SELECT DISTINCT p.id, p.number, k.id AS pupil_id, j.subject, p.organisation_id, p.participant_id, p.municipality_id,
          hashtextextended(k.person_id::text, 0) AS who, k.grade, p.ends_on
        FROM (SELECT p.*, c.id AS class_id, c.grade AS of_grade FROM ${ended(year)}) p
        JOIN school.loads j ON j.class_id = p.class_id
        JOIN school.pupils k ON k.class_id = p.class_id WHERE p.of_grade > 1) due) m
    ON CONFLICT DO NOTHING`;

/** After its marks a period that has ended is closed: nothing changes in it any more. With the last of them the year has its marks. */
export async function closePeriods({ year, first }: DemoSchool): Promise<void> {
  if (todayHere() > `${first + 1}-05-26`)
    await sql`INSERT INTO school.year_marks (pupil_id, subject, kind, organisation_id, participant_id, municipality_id, value, suggestion)
      SELECT m.pupil_id, m.subject, 'year', c.organisation_id, c.participant_id, c.municipality_id, floor(avg(m.value) + 0.5),
        floor(avg(m.value) + 0.5)
      FROM school.period_marks m JOIN school.pupils k ON k.id = m.pupil_id JOIN school.classes c ON c.id = k.class_id
      WHERE c.year_id = ${year} GROUP BY m.pupil_id, m.subject, c.id ON CONFLICT DO NOTHING`;
  await sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id, municipality_id, closed_at)
    SELECT p.id, c.id, p.organisation_id, p.participant_id, p.municipality_id, p.ends_on + time '15:00'
    FROM ${ended(year)} ON CONFLICT DO NOTHING`;
}
