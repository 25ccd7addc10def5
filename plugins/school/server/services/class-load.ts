import { notFound, part, sql, valueOn } from '@regiso/core';
import type { ClassLoadView } from '../../shared';
import { dayReference, weekReference } from '../references';
import { planned } from './planned';
import { within } from './reach';
import { staffOf } from './years';

type Held = {
  id: string;
  name: string;
  grade: number;
  version: number;
  year_id: string;
  week_days: number;
  organisation: string;
  organisation_id: string;
  participant_id: string | null;
  municipality_id: string | null;
  starts_on: string;
};

/** By which right pupils are placed and moved. */
export type Keeping = 'school.keep-classes' | 'school.import-people';

/** A class that one oversees, or keeps and locks. Throws 404. */
export async function classOf(permission: 'school.oversee' | Keeping, id: string): Promise<Held> {
  const [row] = await sql<Held>`SELECT c.id, c.grade || c.letter AS name, c.grade, c.version, c.year_id, c.week_days,
      o.short_name AS organisation, c.organisation_id, c.participant_id, c.municipality_id, y.starts_on::text
    FROM school.classes c JOIN school.years y ON y.id = c.year_id JOIN core.organisations o ON o.id = c.organisation_id
    WHERE c.id = ${id} AND ${within(permission, 'c')}
    ${permission === 'school.oversee' ? part`` : part`FOR UPDATE OF c`}`;
  if (!row) throw notFound('Класс не найден');
  return row;
}

type Subject = ClassLoadView['subjects'][number];

/** Subjects of a class with their hours and who teaches them, the norm, and what teachers have elsewhere. Throws 404. */
export async function classLoad(id: string): Promise<ClassLoadView> {
  const held = await classOf('school.oversee', id);
  const subjects = await sql<Subject>`SELECT u.subject, u.hours, coalesce((SELECT json_agg(json_build_object('id', j.id,
        'subgroup', j.subgroup, 'teacherId', j.teacher_id, 'hours', j.hours, 'isTaught', EXISTS (SELECT FROM school.lessons l
          WHERE l.load_id = j.id AND (l.topic IS NOT NULL OR l.attendance_at IS NOT NULL))) ORDER BY j.subgroup NULLS FIRST, j.id)
      FROM school.loads j WHERE j.class_id = u.class_id AND j.subject = u.subject), '[]') AS loads
    FROM ${planned} u JOIN school.subjects s ON s.code = u.subject WHERE u.class_id = ${id} ORDER BY s.title LIMIT 60`;
  const catalogue = await sql<ClassLoadView['catalogue'][number]>`SELECT code, title, title_en AS "titleEn"
    FROM school.subjects ORDER BY title LIMIT 200`;
  const others = await sql<{ id: string; hours: number }>`SELECT j.teacher_id AS id, sum(j.hours)::real AS hours
    FROM school.loads j JOIN school.classes c ON c.id = j.class_id
    WHERE c.year_id = ${held.year_id} AND c.id <> ${id} AND j.teacher_id IS NOT NULL GROUP BY 1`;
  const elsewhere = new Map(others.map(({ id: teacher, hours }) => [teacher, hours]));
  const week = await valueOn(weekReference, `grade-${held.grade}`, held.starts_on);
  const rate = await valueOn(dayReference, 'rate-hours', held.starts_on);
  return {
    classId: id,
    yearId: held.year_id,
    name: held.name,
    organisation: held.organisation,
    version: held.version,
    weekDays: held.week_days,
    subjects,
    catalogue,
    staff: (await staffOf(held.organisation_id)).map((one) => ({ ...one, elsewhere: elsewhere.get(one.id) ?? 0 })),
    norm: {
      week: held.week_days === 6 ? week.value.six : week.value.five,
      rate: rate.value,
      act: week.act,
      isVerified: week.verified,
    },
  };
}
