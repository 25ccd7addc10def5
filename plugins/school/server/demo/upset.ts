import { part, sql, todayHere } from '@regiso/core';
import { chance } from './chance';
import type { DemoSchool } from './schools';

const text = part`concat_ws('/', l.organisation_id, c.grade, c.letter, l.subject, l.day, l.number)`;
const ofLesson = part`hashtextextended(${text}, 0)`;

/** What did not go by the timetable: lessons for which there was no teacher, and those that another one gave. */
export async function upsetLessons({ year }: DemoSchool): Promise<void> {
  await sql`UPDATE school.lessons l SET cancelled_at = l.day + time '08:00', cancel_reason = 'Учитель болен, заменить некем',
      is_over = false, is_filled = false, plan_topic_id = NULL, homework = NULL
    FROM school.classes c WHERE c.id = l.class_id AND c.year_id = ${year} AND l.is_demo AND l.is_over AND l.attendance_at IS NULL
      AND ${chance(ofLesson, 11, 2)} = 0`;
  await sql`UPDATE school.lessons l SET is_substituted = true, stands_in_for = l.teacher_id, teacher_id = k.giver
    FROM (SELECT l.id, o.teacher_id AS giver FROM school.lessons l JOIN school.classes c ON c.id = l.class_id AND c.year_id = ${year}
      CROSS JOIN LATERAL (SELECT j.teacher_id FROM school.loads j WHERE j.organisation_id = l.organisation_id
        AND j.subject = l.subject AND j.teacher_id <> l.teacher_id AND NOT EXISTS (SELECT FROM school.lessons x
          WHERE x.teacher_id = j.teacher_id AND x.day = l.day AND x.number = l.number) ORDER BY j.id LIMIT 1) o
      WHERE l.is_demo AND l.is_over AND ${chance(ofLesson, 12, 60)} = 0) k WHERE k.id = l.id`;
}

/** Hours that nobody teaches from today on. */
export async function vacateLoads({ year }: DemoSchool): Promise<void> {
  const of = part`hashtextextended(concat_ws('/', j.organisation_id, c.grade, c.letter, j.subject), 0)`;
  await sql`WITH left_alone AS (UPDATE school.loads j SET teacher_id = NULL FROM school.classes c
      WHERE c.id = j.class_id AND c.year_id = ${year} AND ${chance(of, 13, 30)} = 0 RETURNING j.id)
    UPDATE school.lessons l SET teacher_id = NULL FROM left_alone a WHERE l.load_id = a.id AND l.day >= ${todayHere()}::date`;
}
