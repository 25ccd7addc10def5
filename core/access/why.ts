import { context, runInContext, type HeldGrant } from '../server/context';
import { beyondReach } from '../server/database';
import { notFound } from '../server/errors';
import { enabledPlugins } from '../server/installed';
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
  return { participant, because: await ownGrants(fitting) };
}

async function ownGrants(ids: ReadonlySet<string>) {
  const all = await beyondReach('one’s own rights name agreements and places', () => grantsOf(me().accountId));
  return all.filter(({ id }) => ids.has(id));
}

export const WhyRecord = z.object({ title: z.string(), titleEn: z.string(), because: z.array(GrantView) });

/** Which of one's rights show a record of a kind that a plugin declares. Throws 404 for what one does not see. */
export async function whyISeeRecord(kind: string, id: string) {
  const record = enabledPlugins()
    .flatMap(({ seenRecords = [] }) => seenRecords)
    .find((one) => one.id === kind && (one.isNamed || z.uuid().safeParse(id).success));
  const held = me().grants ?? [];
  // What follows from one's own card, as a guardian's children do, is no right.
  if (!record || !held.length || !(await record.isSeen(id))) throw notFound('Такой записи нет, или она вам не видна');
  const alone = await beyondReach(
    'a record that one sees: the database need not ask for each right again',
    async () => {
      const ids = new Set<string>();
      for (const grant of held) if (await holdingOnly(grant, () => record.isSeen(id))) ids.add(grant.id);
      return ids;
    },
  );
  const { title, titleEn } = record;
  // No one of them alone: then all together.
  return { title, titleEn, because: await ownGrants(alone.size ? alone : new Set(held.map((grant) => grant.id))) };
}

// By the application's filter alone: `whole`, so that nothing within sets the database back to this one right.
const holdingOnly = <T>(grant: HeldGrant, work: () => Promise<T>): Promise<T> => {
  const permissions = grant.scope === 'region' ? grant.permissions : new Set<string>();
  return runInContext({ ...context(), reach: 'whole', actor: { ...me(), grants: [grant], permissions } }, work);
};
