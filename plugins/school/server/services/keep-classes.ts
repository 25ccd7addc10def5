import { audit, conflict, invalidInput, notFound, part, sql } from '@regiso/core';
import type { ClassInput } from '../../shared';
import { only, whole, within } from './reach';
import { staffOf } from './years';

type Place = { organisation_id: string };

/** Adds a class to a year. Gives its id; throws 400, 404 and 409. */
export async function addClass(yearId: string, input: ClassInput): Promise<string> {
  const [year] = await sql<Place>`SELECT y.organisation_id FROM school.years y
    WHERE y.id = ${yearId} AND ${within('school.keep-classes', 'y', only(part`${input.grade}::int`))}`;
  if (!year) throw notFound('Учебный год не найден');
  await refuseBad(yearId, null, input, year);
  const [made] = await sql<{
    id: string;
  }>`INSERT INTO school.classes (organisation_id, participant_id, municipality_id, year_id,
      grade, letter, shift, week_days, set_number, teacher_id)
    SELECT organisation_id, participant_id, municipality_id, id, ${input.grade}, ${input.letter}, ${input.shift},
      ${input.weekDays}, ${input.setNumber}, ${input.teacherId} FROM school.years WHERE id = ${yearId} RETURNING id`;
  const id = made?.id ?? '';
  await audit('school.class-made', { type: 'class', id, organisationId: year.organisation_id }, { grade: input.grade });
  return id;
}

type Held = Place & { year_id: string; grade: number; hasPupils: boolean; hasLessons: boolean };

async function classFor(id: string): Promise<Held> {
  const [row] = await sql<Held>`SELECT c.organisation_id, c.year_id, c.grade,
      EXISTS (SELECT FROM school.pupils p WHERE p.class_id = c.id) AS "hasPupils",
      EXISTS (SELECT FROM school.lessons l WHERE l.class_id = c.id) AS "hasLessons"
    FROM school.classes c WHERE c.id = ${id} AND ${within('school.keep-classes', 'c')} FOR UPDATE`;
  if (!row) throw notFound('Класс не найден');
  return row;
}

/** Changes a class; its grade only while nobody is in it. Throws 400, 404 and 409. */
export async function changeClass(id: string, input: ClassInput): Promise<void> {
  const held = await classFor(id);
  if (input.grade !== held.grade && (held.hasPupils || held.hasLessons))
    throw conflict('Параллель не меняется, когда в классе есть ученики или уроки');
  const [may] = await sql`SELECT 1 AS one FROM school.years y WHERE y.id = ${held.year_id}
    AND (${whole('school.keep-classes', 'y')} OR ${within('school.keep-classes', 'y', only(part`${input.grade}::int`))})`;
  if (!may) throw notFound('Класс не найден');
  await refuseBad(held.year_id, id, input, held);
  await sql`UPDATE school.classes SET grade = ${input.grade}, letter = ${input.letter}, shift = ${input.shift},
      week_days = ${input.weekDays}, set_number = ${input.setNumber}, teacher_id = ${input.teacherId} WHERE id = ${id}`;
  await audit('school.class-changed', { type: 'class', id, organisationId: held.organisation_id });
}

async function refuseBad(yearId: string, id: string | null, { grade, letter, teacherId }: ClassInput, place: Place) {
  const [same] = await sql`SELECT 1 AS one FROM school.classes WHERE year_id = ${yearId} AND grade = ${grade}
    AND letter = ${letter} AND id IS DISTINCT FROM ${id}::uuid`;
  if (same) throw conflict('Такой класс в этом году уже есть');
  if (!teacherId) return;
  const staff = await staffOf(place.organisation_id);
  if (staff.some((one) => one.id === teacherId)) return;
  throw invalidInput([{ path: ['payload', 'teacherId'], message: 'Этот человек в школе не работает' }]);
}

/** Removes a class in which nobody learns and nothing was taught. Throws 404 and 409. */
export async function removeClass(id: string): Promise<void> {
  const held = await classFor(id);
  if (held.hasPupils || held.hasLessons) throw conflict('В классе есть ученики или уроки: удалить его нельзя');
  await sql`DELETE FROM school.timetable t USING school.loads j WHERE j.id = t.load_id AND j.class_id = ${id}`;
  await sql`DELETE FROM school.plan_topics t USING school.loads j WHERE j.id = t.load_id AND j.class_id = ${id}`;
  await sql`DELETE FROM school.loads WHERE class_id = ${id}`;
  await sql`DELETE FROM school.curriculum WHERE class_id = ${id}`;
  await sql`DELETE FROM school.reopenings WHERE class_id = ${id}`;
  await sql`DELETE FROM school.closed_periods WHERE class_id = ${id}`;
  await sql`DELETE FROM school.classes WHERE id = ${id}`;
  await audit('school.class-removed', { type: 'class', id, organisationId: held.organisation_id });
}
