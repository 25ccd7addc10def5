import { joined, part, placesOf } from '@regiso/core';
import { schoolOfLed } from '../services/entry-codes';

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
export const demandClass = (id: string): Promise<string> =>
  schoolOfLed(
    id,
    {
      event: 'school.risks-refused',
      message: 'Кому нужно внимание, видят классный руководитель и завуч своей школы',
    },
    insideSchool(),
  );
