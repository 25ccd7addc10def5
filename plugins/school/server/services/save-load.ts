import { audit, conflict, invalidInput, notFound, sql, todayHere } from '@regiso/core';
import type { ClassLoadInput } from '../../shared';
import { changedMeanwhile } from './changed';
import { classOf } from './class-load';
import { staffOf } from './years';

type Held = Awaited<ReturnType<typeof classOf>>;
type Load = { id: string; subject: string; subgroup: number | null; teacher_id: string | null };

/** Writes the curriculum of a class and who teaches it, all of it. Throws 400, 404 and 409. */
export async function saveLoad(id: string, input: ClassLoadInput): Promise<void> {
  const held = await classOf('school.keep-classes', id);
  if (held.version !== input.version)
    throw changedMeanwhile('Нагрузку этого класса уже изменили. Обновите страницу и посмотрите, что стоит сейчас.');
  await refuseUnknown(held, input);
  const kept = await sql<Load>`SELECT id, subject, subgroup, teacher_id FROM school.loads
    WHERE class_id = ${id} ORDER BY id FOR UPDATE`;
  const wanted = input.subjects.flatMap(({ subject, loads }) => loads.map((load) => ({ ...load, subject })));
  const known = new Map(kept.map((load) => [load.id, load]));
  for (const { id: loadId, subject } of wanted)
    if (loadId && known.get(loadId)?.subject !== subject) throw notFound('Журнал не найден');
  await removeLoads(kept.filter((load) => !wanted.some((one) => one.id === load.id)).map((load) => load.id));
  await sql`DELETE FROM school.curriculum WHERE class_id = ${id}`;
  await sql`INSERT INTO school.curriculum (class_id, subject, organisation_id, participant_id, municipality_id, hours)
    SELECT ${id}, r.subject, ${held.organisation_id}, ${held.participant_id}, ${held.municipality_id}, r.hours
    FROM jsonb_to_recordset(${JSON.stringify(input.subjects)}::jsonb) AS r(subject text, hours real)`;
  // Groups may change their numbers among themselves.
  await sql`DELETE FROM school.load_pupils h USING school.loads j, jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      AS r(id uuid, subgroup int) WHERE j.id = r.id AND h.load_id = j.id AND r.subgroup IS NULL AND j.subgroup IS NOT NULL`;
  for (const { id: loadId, subgroup, teacherId, hours } of wanted) {
    if (!loadId) continue;
    await sql`UPDATE school.loads SET subgroup = ${subgroup}, teacher_id = ${teacherId}, hours = ${hours} WHERE id = ${loadId}`;
    const before = known.get(loadId)?.teacher_id ?? null;
    if (before !== teacherId) await handLessons(loadId, teacherId);
  }
  const fresh = wanted.filter((load) => !load.id);
  await sql`INSERT INTO school.loads (organisation_id, participant_id, municipality_id, class_id, subject, subgroup, teacher_id, hours)
    SELECT ${held.organisation_id}, ${held.participant_id}, ${held.municipality_id}, ${id}, r.subject, r.subgroup, r."teacherId", r.hours
    FROM jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) AS r(subject text, subgroup int, "teacherId" uuid, hours real)`;
  await sql`UPDATE school.classes SET version = version + 1 WHERE id = ${id}`;
  const hours = input.subjects.reduce((sum, subject) => sum + subject.hours, 0);
  const object = { type: 'class', id, organisationId: held.organisation_id };
  await audit('school.load-changed', object, { hours, loads: wanted.length });
}

async function refuseUnknown({ organisation_id }: Held, { subjects }: ClassLoadInput) {
  const codes = subjects.map(({ subject }) => subject);
  const known = await sql<{ code: string }>`SELECT code FROM school.subjects WHERE code = ANY (${codes}::text[])`;
  const staff = new Set((await staffOf(organisation_id)).map(({ id }) => id));
  const issues = subjects.flatMap(({ subject, loads }, at) => {
    const path = ['payload', 'subjects', at];
    const numbers = loads.map(({ subgroup }) => subgroup);
    const strange = loads.findIndex(({ teacherId }) => teacherId && !staff.has(teacherId));
    return [
      ...(known.some(({ code }) => code === subject) ? [] : [{ path, message: 'Такого предмета нет' }]),
      ...(new Set(numbers).size === numbers.length && !(numbers.length > 1 && numbers.includes(null))
        ? []
        : [{ path: [...path, 'loads'], message: 'Предмет ведётся или всему классу, или по разным группам' }]),
      ...(strange < 0
        ? []
        : [{ path: [...path, 'loads', strange, 'teacherId'], message: 'Этот человек в школе не работает' }]),
    ];
  });
  if (issues.length) throw invalidInput(issues);
}

/** Journals that nobody has written into, and of which there is no archive, go with their lessons to come. */
async function removeLoads(ids: readonly string[]) {
  if (!ids.length) return;
  const loads = [...ids];
  const [written] = await sql`SELECT 1 AS one FROM school.lessons l WHERE l.load_id = ANY (${loads}::uuid[])
    AND (l.topic IS NOT NULL OR l.homework IS NOT NULL OR l.attendance_at IS NOT NULL
      OR EXISTS (SELECT FROM school.cell_changes x WHERE x.lesson_id = l.id)) LIMIT 1`;
  if (written) throw conflict('В журнале этого предмета уже есть записи: убрать его нельзя');
  const [archived] =
    await sql`SELECT 1 AS one FROM school.journal_archives WHERE load_id = ANY (${loads}::uuid[]) LIMIT 1`;
  if (archived) throw conflict('Журнал этого предмета есть в архиве: убрать его нельзя');
  await sql`DELETE FROM school.lessons WHERE load_id = ANY (${loads}::uuid[])`;
  await sql`DELETE FROM school.timetable WHERE load_id = ANY (${loads}::uuid[])`;
  await sql`DELETE FROM school.plan_topics WHERE load_id = ANY (${loads}::uuid[])`;
  await sql`DELETE FROM school.load_pupils WHERE load_id = ANY (${loads}::uuid[])`;
  await sql`DELETE FROM school.loads WHERE id = ANY (${loads}::uuid[])`;
}

/** Lessons to come go to the new teacher of the journal; whoever stands in at one still does, for the new teacher. */
const handLessons = (load: string, to: string | null) => sql`UPDATE school.lessons
  SET teacher_id = CASE WHEN is_substituted THEN teacher_id ELSE ${to}::uuid END,
    is_substituted = is_substituted AND teacher_id IS DISTINCT FROM ${to}::uuid,
    stands_in_for = CASE WHEN is_substituted AND teacher_id IS DISTINCT FROM ${to}::uuid THEN ${to}::uuid END
  WHERE load_id = ${load} AND day >= ${todayHere()}::date AND topic IS NULL AND attendance_at IS NULL`;
