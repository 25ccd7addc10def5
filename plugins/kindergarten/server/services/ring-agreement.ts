import { audit, beyondReach, notFound, sql } from '@regiso/core';
import type { MunicipalRules } from '../norms';
import type { Application } from './applications';
import { termOf } from './days';
import { take } from './step';

/** An application of a ring, locked for a step. Throws 404. */
export async function lockedApplication(id: string): Promise<Application> {
  const [row] = await sql<Application>`SELECT a.* FROM kindergarten.applications a WHERE a.id = ${id} FOR UPDATE`;
  if (!row) throw notFound('Заявление не найдено');
  return row;
}

/** A family agrees to its part of a ring. With the last of them all are directed, and the term of the documents begins. */
export const agreeInRing = (ringId: string, directionId: string, rules: MunicipalRules): Promise<void> =>
  beyondReach('a ring goes on when all of its families have agreed', async () => {
    await sql`UPDATE kindergarten.directions SET state = 'accepted', answered_at = now() WHERE id = ${directionId}`;
    const waiting =
      await sql`SELECT 1 AS one FROM kindergarten.directions WHERE ring_id = ${ringId} AND state = 'offered'`;
    const [own] = await sql<{
      id: string;
      child: string;
    }>`SELECT a.id, a.child_id AS child FROM kindergarten.directions d
      JOIN kindergarten.applications a ON a.id = d.application_id WHERE d.id = ${directionId}`;
    const object = { type: 'application', id: own?.id ?? '', personId: own?.child ?? '' };
    await audit('kindergarten.ring-agreed', object, { ring: ringId, waiting: waiting.length });
    if (waiting.length) return;
    await sql`UPDATE kindergarten.directions SET documents_by = ${termOf(rules.documentsDays)} WHERE ring_id = ${ringId}`;
    await sql`UPDATE kindergarten.exchange_rings SET state = 'agreed' WHERE id = ${ringId}`;
    const members = await sql<{ id: string }>`SELECT application_id AS id FROM kindergarten.directions
      WHERE ring_id = ${ringId} ORDER BY application_id`;
    for (const { id } of members)
      await take(await lockedApplication(id), { to: 'directed', who: id === own?.id ? 'guardian' : 'system' });
  });
