import { audit, forbidden, inTransaction, joined, notFound, ownPersonId, part, placesOf, sql } from '@regiso/core';
import { isLed } from '../services/entry-codes';
import { within } from '../services/reach';

/**
 * Classes `c` of the very schools in which one oversees, in the grades of the right: a right over a municipality or the
 * region shows nobody, for whom a school worries about is told to nobody outside it.
 */
export function insideSchool() {
  const places = placesOf('school.oversee').filter(({ participants }) => participants.length > 0);
  const conditions = places.map(({ participants, narrowed }) => {
    const grades = narrowed.map(({ range: { from, to } }) => part`c.grade BETWEEN ${from}::int AND ${to}::int`);
    return part`(${joined([part`c.participant_id = ANY (${[...participants]}::uuid[])`, ...grades], ' AND ')})`;
  });
  return conditions.length ? part`(${joined(conditions, ' OR ')})` : part`false`;
}

/** Demands a class that one leads, or oversees in its school. Throws 404 beyond the reach, and 403 with a record of it for another's. */
export async function demandClass(id: string): Promise<void> {
  const own = await ownPersonId();
  const [row] = await sql<{ organisationId: string; isSeen: boolean }>`SELECT c.organisation_id AS "organisationId",
      ${isLed(own)} OR ${insideSchool()} AS "isSeen"
    FROM school.classes c JOIN school.years y ON y.id = c.year_id WHERE c.id = ${id} AND ${within('school.teach', 'c')}`;
  if (!row) throw notFound('Класс не найден');
  if (row.isSeen) return;
  const object = { type: 'class', id, organisationId: row.organisationId };
  await inTransaction({}, () => audit('school.risks-refused', object));
  throw forbidden('Кому нужно внимание, видят классный руководитель и завуч своей школы');
}
