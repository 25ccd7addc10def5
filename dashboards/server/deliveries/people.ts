import { actorOfAccount, beyondReach, inReach, inTransaction, part, placesOf, sql, todayHere } from '@regiso/core';
import type { Actor, Dashboard } from '@regiso/core';
import type { DeliveryPerson } from '../../shared/deliveries';
import { allDashboards } from '../context';
import { isOpen } from '../reader';

const mostFound = 20;
const process = 'dashboards/deliveries';

type Looked = { words: string } | { ids: readonly string[] };

/** Accounts whose rights show a board, of the caller's own places and of the region: by a part of the name, or of these. */
export function peopleFor({ permission }: Dashboard, looked: Looked): Promise<DeliveryPerson[]> {
  const today = todayHere();
  const held = (name: string) => part`EXISTS (SELECT FROM core.grants g
      JOIN core.role_permissions r ON r.role = g.role AND r.permission = ${name}
    WHERE g.account_id = a.id AND g.state = 'active' AND g.starts_on <= ${today}::date
      AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date) AND (g.scope = 'region' OR ${near}))`;
  const near = inReach('dashboards.deliver', {
    participant: part`g.participant_id`,
    municipality: part`g.municipality_id`,
  });
  const chosen =
    'words' in looked
      ? part`strpos(lower(a.name), lower(${looked.words})) > 0`
      : part`a.id = ANY (${[...looked.ids]}::uuid[])`;
  return beyondReach(
    'whoever has a board mailed chooses among those who may see it',
    () => sql<DeliveryPerson>`SELECT a.id, a.name, a.post, s.address IS NOT NULL AS "hasMail"
      FROM core.accounts a LEFT JOIN core.notice_settings s ON s.account_id = a.id
      WHERE a.disabled_at IS NULL AND ${chosen} AND ${held('dashboards.view')} AND ${held(permission)}
      ORDER BY a.name, a.id LIMIT ${'words' in looked ? mostFound : looked.ids.length}`,
  );
}

/** What somebody may do now, as the system finds it. */
export const actorNow = (accountId: string): Promise<Actor | undefined> =>
  inTransaction({ process, reach: 'whole', readOnly: true }, () => actorOfAccount(accountId));

/** Reads with the rights and within the reach of somebody else. */
export const asReader = <T>(actor: Actor, work: () => Promise<T>): Promise<T> =>
  inTransaction({ process, actor, login: 'app', reach: 'actor', readOnly: true }, work);

/** Whether the present actor may open a board, and in addition holds these rights anywhere. */
export const maySee = (board: string, ...rights: string[]): boolean =>
  ['dashboards.view', ...rights].every((permission) => placesOf(permission).length > 0)
  && allDashboards().some(({ item }) => item.id === board && isOpen(item));

/** Whether a board is open to somebody else today. */
export async function opensTo(accountId: string, board: string): Promise<boolean> {
  const actor = await actorNow(accountId);
  return actor ? asReader(actor, () => Promise.resolve(maySee(board))) : false;
}
