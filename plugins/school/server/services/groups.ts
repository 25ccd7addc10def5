import { audit, conflict, invalidInput, notFound, sql } from '@regiso/core';
import type { Groups, GroupsInput } from '../../shared';
import { classOf } from './class-load';
import { cardsOf, withNames } from './names';

/** Groups of a class by subject and who is in them; the reading is recorded. Throws 404. */
export async function groupsOf(id: string): Promise<Groups> {
  const held = await classOf('school.oversee', id);
  const loads = await sql<Groups['loads'][number]>`SELECT j.id, j.subject, j.subgroup FROM school.loads j
    WHERE j.class_id = ${id} AND j.subgroup IS NOT NULL ORDER BY j.subject, j.subgroup LIMIT 120`;
  const pupils = await withNames(
    await sql<{ id: string; personId: string; loadIds: string[] }>`SELECT p.id, p.person_id AS "personId",
        ARRAY(SELECT h.load_id FROM school.load_pupils h WHERE h.pupil_id = p.id) AS "loadIds"
      FROM school.pupils p WHERE p.class_id = ${id} AND p.ends_on IS NULL ORDER BY p.id LIMIT 80`,
  );
  const object = { type: 'class', id, organisationId: held.organisation_id, personIds: await cardsOf(pupils) };
  await audit('school.class-read', object, { pupils: pupils.length });
  return { loads, pupils };
}

/** Puts pupils of a class into groups of a subject, one each or none. Throws 400, 404 and 409. */
export async function saveGroups(id: string, { subject, places }: GroupsInput): Promise<void> {
  const held = await classOf('school.keep-classes', id);
  const loads = await sql<{ id: string }>`SELECT id FROM school.loads
    WHERE class_id = ${id} AND subject = ${subject} AND subgroup IS NOT NULL`;
  if (!loads.length) throw conflict('Этот предмет класс учит вместе');
  const known = new Set(loads.map((load) => load.id));
  const strange = places.findIndex(({ loadId }) => loadId && !known.has(loadId));
  if (strange >= 0)
    throw invalidInput([{ path: ['payload', 'places', strange, 'loadId'], message: 'Такой группы у предмета нет' }]);
  const wanted = places.map(({ pupilId }) => pupilId);
  const members = await sql`SELECT id FROM school.pupils WHERE class_id = ${id} AND id = ANY (${wanted}::uuid[])`;
  if (members.length !== wanted.length) throw notFound('Ученик не найден');
  await sql`DELETE FROM school.load_pupils WHERE pupil_id = ANY (${wanted}::uuid[]) AND load_id = ANY (${[...known]}::uuid[])`;
  const rows = places.filter(({ loadId }) => loadId);
  await sql`INSERT INTO school.load_pupils (load_id, pupil_id, organisation_id, participant_id, municipality_id)
    SELECT r."loadId", r."pupilId", ${held.organisation_id}, ${held.participant_id}, ${held.municipality_id}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("loadId" uuid, "pupilId" uuid)`;
  const personIds = await cardsOf(wanted.map((pupil) => ({ id: pupil })));
  await audit(
    'school.groups-changed',
    { type: 'class', id, organisationId: held.organisation_id, personIds },
    { subject },
  );
}
