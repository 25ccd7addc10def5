import { audit, forbidden, inReach, inTransaction, named, part } from '@regiso/core';

/** Rows of a table (by its alias) within the reach of a permission. */
export const within = (permission: string, alias: string) =>
  inReach(permission, {
    participant: part`${named(`${alias}.participant_id`)}`,
    municipality: part`${named(`${alias}.municipality_id`)}`,
  });

/** A journal of a colleague is refused, and recorded though the request itself leaves nothing behind. */
export async function refuseForeign(type: 'lesson' | 'journal', id: string, organisationId: string): Promise<never> {
  await inTransaction({}, () => audit('school.journal-refused', { type, id, organisationId }));
  throw forbidden('Этот журнал ведёт другой учитель');
}
