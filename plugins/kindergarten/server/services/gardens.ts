import { inReach, notFound, part, sql } from '@regiso/core';

export type Garden = { id: string; name: string; participant: string | null; municipality: string | null };

/** Kindergartens in which the actor holds a permission: those whose participant or groups the actor can see at all. */
export const gardensIn = (permission: string): Promise<Garden[]> =>
  sql<Garden>`SELECT o.id, o.short_name AS name, x.id AS participant, o.municipality_id AS municipality
    FROM core.organisations o LEFT JOIN core.participants x ON x.organisation_id = o.id
    WHERE o.kind = 'kindergarten'
      AND (x.id IS NOT NULL OR EXISTS (SELECT FROM kindergarten.groups g WHERE g.organisation_id = o.id))
      AND ${inReach(permission, { participant: part`x.id`, municipality: part`o.municipality_id` })}
    ORDER BY o.short_name, o.id LIMIT 2000`;

/** One of them. Throws 404 beyond reach as for what does not exist. */
export async function gardenFor(permission: string, id: string): Promise<Garden> {
  const found = (await gardensIn(permission)).find((one) => one.id === id);
  if (!found) throw notFound('Детский сад не найден');
  return found;
}
