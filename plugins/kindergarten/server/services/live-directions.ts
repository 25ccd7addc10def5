import { beyondReach, sql } from '@regiso/core';

/** The kindergarten to which a child is directed sees the application as long as the direction stands. */
export const seeAt = (applicationId: string) =>
  sql`UPDATE kindergarten.applications a SET participants = coalesce((SELECT array_agg(DISTINCT d.participant_id)
    FROM kindergarten.directions d WHERE d.application_id = a.id AND d.participant_id IS NOT NULL
      AND d.state IN ('offered', 'accepted', 'enrolled')), '{}') WHERE a.id = ${applicationId}`;

/** Whoever leaves the way to a place gives the place back, whichever way it was left. */
export const freePlace = (applicationId: string) =>
  beyondReach('the direction of an application that was in reach', async () => {
    const freed = await sql`UPDATE kindergarten.directions SET state = 'withdrawn', ended_at = now()
      WHERE application_id = ${applicationId} AND state IN ('offered', 'accepted') RETURNING id`;
    if (freed.length) await seeAt(applicationId);
  });

/**
 * Locks the ring of exchange in which an application stands, if there is one. Always before the application itself: two
 * families of a ring that answer at once wait for each other and never lock crosswise.
 */
export const lockRing = (applicationId: string) =>
  beyondReach(
    'the ring of an application that is asked for in reach next',
    () => sql`SELECT r.id FROM kindergarten.exchange_rings r WHERE r.state IN ('offered', 'agreed') AND EXISTS
      (SELECT FROM kindergarten.directions d WHERE d.ring_id = r.id AND d.application_id = ${applicationId}) FOR UPDATE`,
  );

/** Breaks the ring of one who leaves it: all or none. Gives the applications of the others; none when there is no ring. */
export const breakRing = (applicationId: string, ground: string) =>
  beyondReach('the ring of an application that was in reach', async () => {
    const [ring] = await sql<{
      id: string;
    }>`UPDATE kindergarten.exchange_rings r SET state = 'broken', ended_at = now(),
        end_ground = ${ground} WHERE r.state IN ('offered', 'agreed') AND EXISTS
        (SELECT FROM kindergarten.directions d WHERE d.ring_id = r.id AND d.application_id = ${applicationId}) RETURNING r.id`;
    if (!ring) return { ring: undefined, others: [] };
    const others = await sql<{ id: string }>`SELECT d.application_id AS id FROM kindergarten.directions d
      WHERE d.ring_id = ${ring.id} AND d.application_id <> ${applicationId} ORDER BY d.application_id`;
    return { ring: ring.id, others: others.map(({ id }) => id) };
  });
