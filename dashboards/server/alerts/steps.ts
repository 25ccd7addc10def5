import {
  actorOfAccount,
  audit,
  beyondReach,
  conflict,
  forbidden,
  inTransaction,
  invalidInput,
  me,
  notify,
} from '@regiso/core';
import { sql, todayHere } from '@regiso/core';
import type { AlertPerson } from '../../shared/alerts';
import { leads } from './card';
import { alertAssignedNotice, alertClosedNotice, alertExplainedNotice } from './notices';
import { readable } from './seen';
import { findAlert, type AlertRow } from './store';

const mostPeople = 50;

/** An alert within reach, locked; refuses whoever has seen another state of it, and a closed one. */
async function held(id: string, version: number): Promise<AlertRow> {
  const known = await readable();
  await findAlert(id, known);
  await sql`SELECT FROM dashboards.alerts WHERE id = ${id} FOR UPDATE`;
  const row = await findAlert(id, known);
  if (row.version !== version) throw conflict('Тревогу тем временем изменили. Откройте её заново');
  if (row.state === 'closed') throw conflict('Тревога уже закрыта');
  return row;
}

async function lead(row: AlertRow) {
  if (!(await leads(row))) throw forbidden('Поручает и закрывает тревогу тот, кто за ней следит');
}

/** People who see dashboards where the alert is: those of its place first. Whether one sees this alert is asked when it is assigned. */
export async function peopleFor(id: string): Promise<AlertPerson[]> {
  const row = await findAlert(id, await readable());
  await lead(row);
  const { participantId, municipalityId } = row;
  const today = todayHere();
  return beyondReach(
    'whoever looks after an alert in reach chooses among those who may see it',
    () => sql<AlertPerson>`SELECT a.id, a.name, a.post FROM core.accounts a JOIN (
        SELECT g.account_id, min(CASE g.scope WHEN 'participant' THEN 1 WHEN 'municipality' THEN 2 ELSE 3 END) AS far
        FROM core.grants g JOIN core.role_permissions r ON r.role = g.role AND r.permission = 'dashboards.view'
        WHERE g.state = 'active' AND g.starts_on <= ${today}::date AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date)
          AND (g.scope = 'region' OR g.participant_id = ${participantId}::uuid
            OR g.scope = 'municipality' AND g.municipality_id = ${municipalityId}::text)
        GROUP BY g.account_id) AS near ON near.account_id = a.id
      WHERE a.disabled_at IS NULL ORDER BY near.far, a.name, a.id LIMIT ${mostPeople}`,
  );
}

/** Whether somebody else would see the alert by a right of theirs, before it is assigned to them. */
async function sees(accountId: string, id: string): Promise<boolean> {
  const actor = await inTransaction({ process: 'dashboards', reach: 'whole', readOnly: true }, () =>
    actorOfAccount(accountId),
  );
  if (!actor) return false;
  return inTransaction({ actor, login: 'app', reach: 'actor', readOnly: true }, async () =>
    findAlert(id, await readable()).then(
      () => true,
      () => false,
    ),
  );
}

/** Hands an alert to a person who may see it: also anew, when what was explained is not enough. */
export async function assignAlert(id: string, version: number, accountId: string): Promise<void> {
  const isOpenTo = await sees(accountId, id);
  const row = await held(id, version);
  await lead(row);
  if (!isOpenTo)
    throw invalidInput([
      { path: ['payload', 'accountId'], message: 'Этот человек тревогу не увидит: у него нет права на эти данные' },
    ]);
  await sql`UPDATE dashboards.alerts SET state = 'assigned', assignee_id = ${accountId}, assigned_by = ${me().accountId},
      assigned_at = now(), accounts = ARRAY[author_id, ${accountId}::uuid], version = version + 1 WHERE id = ${id}`;
  await audit('dashboards.alert-assigned', { type: 'alert', id }, { to: accountId });
  await tell(row, alertAssignedNotice.id, [accountId], {
    title: `Вам поручена тревога «${row.title}»`,
    titleEn: `The alert “${row.title}” is assigned to you`,
  });
}

/** What whoever it is assigned to has found out; it may be said better until the alert is closed. */
export async function explainAlert(id: string, version: number, text: string): Promise<void> {
  const row = await held(id, version);
  if (row.assigneeId !== me().accountId) throw forbidden('Объясняет тот, кому тревога поручена');
  await sql`UPDATE dashboards.alerts SET state = 'explained', explanation = ${text}, explained_by = ${me().accountId},
      explained_at = now(), version = version + 1 WHERE id = ${id}`;
  await audit('dashboards.alert-explained', { type: 'alert', id });
  const concerned = [row.authorId, row.assignedBy].filter((one) => one !== null);
  await tell(row, alertExplainedNotice.id, concerned, {
    title: `Тревога «${row.title}» объяснена`,
    titleEn: `The alert “${row.title}” is explained`,
  });
}

/** Closes an alert; one that nobody has explained says why. */
export async function closeAlert(id: string, version: number, note: string | null): Promise<void> {
  const row = await held(id, version);
  await lead(row);
  if (row.state !== 'explained' && !note)
    throw invalidInput([{ path: ['payload', 'note'], message: 'Скажите, почему закрываете без объяснения' }]);
  await sql`UPDATE dashboards.alerts SET state = 'closed', closed_by = ${me().accountId}, closed_at = now(),
      close_note = ${note}, version = version + 1 WHERE id = ${id}`;
  await audit('dashboards.alert-closed', { type: 'alert', id });
  await tell(row, alertClosedNotice.id, row.assigneeId ? [row.assigneeId] : [], {
    title: `Тревога «${row.title}» закрыта`,
    titleEn: `The alert “${row.title}” is closed`,
  });
}

/** Tells the others; nobody is told of what they have done themselves. */
async function tell(
  { id, version }: AlertRow,
  kind: string,
  accounts: readonly string[],
  said: { title: string; titleEn: string },
) {
  const accountIds = [...new Set(accounts)].filter((one) => one !== me().accountId);
  await notify({ kind, accountIds, ...said, link: `/app/dashboards/alerts/${id}`, once: `${kind}/${id}/${version}` });
}
