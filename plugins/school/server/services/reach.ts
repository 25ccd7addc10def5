import { audit, forbidden, inReach, inTransaction, named, part } from '@regiso/core';

type Piece = ReturnType<typeof part>;
type Grades = { from: Piece; to: Piece };

/** Rows of a table (by its alias) within the reach of a permission, in the grades of the right; a row has one unless said. */
export const within = (permission: string, alias: string, grades: Grades = only(part`${named(`${alias}.grade`)}`)) =>
  inReach(permission, {
    narrowed: { grades },
    participant: part`${named(`${alias}.participant_id`)}`,
    municipality: part`${named(`${alias}.municipality_id`)}`,
  });

export const only = (grade: Piece): Grades => ({ from: grade, to: grade });

/** A journal of a colleague is refused, and recorded though the request itself leaves nothing behind. */
export async function refuseForeign(type: 'lesson' | 'journal', id: string, organisationId: string): Promise<never> {
  await inTransaction({}, () => audit('school.journal-refused', { type, id, organisationId }));
  throw forbidden('Этот журнал ведёт другой учитель');
}

/** Rows of a table within the reach of a permission that is narrowed to no grades: what is of all the school. */
export const whole = (permission: string, alias: string) =>
  inReach(permission, {
    participant: part`${named(`${alias}.participant_id`)}`,
    municipality: part`${named(`${alias}.municipality_id`)}`,
  });
