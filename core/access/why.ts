import { beyondReach } from '../server/database';
import { notFound } from '../server/errors';
import { sql } from '../server/sql';
import { GrantView, grantsOf } from './grant-views';
import { me } from './proof';
import { z } from 'zod';

export const Why = z.object({
  participant: z.object({ id: z.string(), name: z.string() }),
  /** Grants that reach it: role → ground → agreement → scope. */
  because: z.array(GrantView),
});

/** Which of one's rights reach the records of a participant, for one permission when given. Throws 404 beyond reach. */
export async function whyISee(participantId: string, permission?: string) {
  const fitting = new Set(
    (me().grants ?? [])
      .filter(({ scope, participants }) => scope === 'region' || participants.includes(participantId))
      .filter(({ permissions }) => !permission || permissions.has(permission))
      .map(({ id }) => id),
  );
  if (!fitting.size) throw notFound('Записи этого участника вам не доступны');
  const [participant] = await beyondReach(
    'the name of a participant that a grant reaches',
    () =>
      sql<{ id: string; name: string }>`SELECT id, name FROM core.participants
      WHERE id = ${participantId} OR organisation_id = ${participantId}`,
  );
  if (!participant) throw notFound('Записи этого участника вам не доступны');
  const all = await beyondReach('one’s own rights name agreements and places', () => grantsOf(me().accountId));
  return { participant, because: all.filter(({ id }) => fitting.has(id)) };
}
