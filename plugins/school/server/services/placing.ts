import { audit, beyondReach, conflict, notFound, peopleBrief, pseudonymsOf, sql, todayHere } from '@regiso/core';
import type { Placing, Unplaced } from '../../shared';
import { classOf, type Keeping } from './class-load';
import { joinHalves } from './classes';
import { withNames } from './names';

const most = 300;

/** Pupils of the school who are in no class now, whom a class can take; the reading is recorded. Throws 404. */
export async function unplaced(classId: string): Promise<Unplaced> {
  const held = await classOf('school.keep-classes', classId);
  const ids = await waitingIn(held.organisation_id);
  const births = await peopleBrief(ids, ['birthDate']);
  const object = { type: 'class', id: classId, organisationId: held.organisation_id, personIds: ids };
  await audit('school.unplaced-read', object, { pupils: ids.length });
  return withNames(ids.map((id) => ({ id, personId: id, birthDate: births.get(id)?.birthDate ?? null })));
}

async function waitingIn(organisationId: string, among?: readonly string[]): Promise<string[]> {
  const rows = await beyondReach(
    'pupils of a school that was in reach',
    () => sql<{ id: string }>`SELECT DISTINCT l.person_id AS id FROM core.person_organisations l
      WHERE l.organisation_id = ${organisationId} AND l.role = 'pupil' AND (l.ends_on IS NULL OR l.ends_on >= ${todayHere()}::date)
        AND (${among ?? null}::uuid[] IS NULL OR l.person_id = ANY (${among ?? null}::uuid[]))
        AND NOT EXISTS (SELECT FROM school.pupils k WHERE k.person_id = l.person_id AND k.ends_on IS NULL)
      ORDER BY 1 LIMIT ${among?.length ?? most}`,
  );
  return rows.map(({ id }) => id);
}

/** Pupils of the school join a class from a day on. Throws 404, and 409 for who is in a class already. */
export async function placePupils(
  classId: string,
  { personIds: named, from }: Placing,
  permission: Keeping = 'school.keep-classes',
): Promise<void> {
  const personIds = [...new Set(named)];
  const held = await classOf(permission, classId);
  const [year] = await sql<{ isWithin: boolean }>`SELECT ${from}::date BETWEEN starts_on AND ends_on AS "isWithin"
    FROM school.years WHERE id = ${held.year_id}`;
  if (!year?.isWithin) throw conflict('День вне учебного года этого класса');
  const waiting = new Set(await waitingIn(held.organisation_id, personIds));
  if (personIds.some((id) => !waiting.has(id))) throw notFound('Ученик не найден');
  const [met] = await beyondReach(
    'a pupil is in one class at a time, of whatever school',
    () => sql`SELECT 1 AS one FROM school.pupils WHERE person_id = ANY (${personIds}::uuid[])
      AND coalesce(ends_on, 'infinity') >= ${from}::date LIMIT 1`,
  );
  if (met) throw conflict('С этого дня ученик ещё числится в другом классе: выберите более поздний день');
  const pseudonyms = await pseudonymsOf(personIds);
  const rows = personIds.map((id) => ({ id, pseudonym: pseudonyms.get(id) }));
  const made = await sql<{
    id: string;
  }>`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id,
      municipality_id, class_id, grade, starts_on)
    SELECT r.id, r.pseudonym, ${held.organisation_id}, ${held.participant_id}, ${held.municipality_id}, ${classId}, ${held.grade}, ${from}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id uuid, pseudonym uuid) RETURNING id`;
  const halves =
    await sql`SELECT 1 AS one FROM school.loads WHERE class_id = ${classId} AND subgroup IS NOT NULL LIMIT 1`;
  if (halves.length) for (const { id } of made) await joinHalves(id, classId);
  const object = { type: 'class', id: classId, organisationId: held.organisation_id, personIds };
  await audit('school.pupils-placed', object, { pupils: made.length, from });
}
