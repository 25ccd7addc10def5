import { audit } from '../server/audit';
import { conflict, forbidden, invalidInput, notFound } from '../server/errors';
import { beyondReach } from '../server/database';
import { inReach } from '../server/reach';
import { part, sql } from '../server/sql';
import { tellSecondPerson } from './grant-waits';
import { refuseBeyondOwn, refuseSenseless, refuseToTake, type WantedGrant } from './granting';
import { demandRecentProof, me } from './proof';
import { twoPersonRoles } from './roles';
import { forgetActor } from './sign-ins';

export type NewGrant = WantedGrant & { accountId: string; ground: string; replaces?: string };

type Row = WantedGrant & {
  id: string;
  accountId: string;
  state: string;
  givenBy: string | null;
  replaces: string | null;
};

const columns = part`g.id, g.account_id AS "accountId", g.role, g.subsystem, g.scope, g.participant_id AS "participantId",
  g.municipality_id AS "municipalityId", g.narrowing, g.starts_on::text AS "startsOn", g.ends_on::text AS "endsOn",
  g.state, g.given_by AS "givenBy", g.replaces`;

// Those who give rights see the grants of their places; one's own grants are on another page.
const mine = () =>
  inReach('access.grant', { participant: part`g.participant_id`, municipality: part`g.municipality_id` });

async function grantInReach(id: string): Promise<Row> {
  const [row] = await sql<Row>`SELECT ${columns} FROM core.grants g WHERE g.id = ${id} AND ${mine()} FOR UPDATE`;
  if (!row) throw notFound('Право не найдено');
  return row;
}

/** Gives a right, or asks for it where two people are needed; gives its id and state. */
export async function giveGrant(wanted: NewGrant): Promise<{ id: string; state: string }> {
  const giver = me();
  refuseSenseless(wanted);
  if (wanted.accountId === giver.accountId) throw forbidden('Себе прав не дают');
  await refuseBeyondOwn(giver, wanted);
  await refuseWithoutHolder(wanted.accountId);
  await refuseWithoutAgreement(wanted);
  const needsTwo = twoPersonRoles.includes(wanted.role);
  if (needsTwo) demandRecentProof();
  const state = needsTwo ? 'requested' : 'active';
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.grants (account_id, role, subsystem, scope, participant_id, municipality_id, narrowing, ground, starts_on,
      ends_on, state, given_by, replaces)
    VALUES (${wanted.accountId}, ${wanted.role}, ${wanted.subsystem}, ${wanted.scope}, ${wanted.participantId},
      ${wanted.municipalityId}, ${wanted.narrowing && JSON.stringify(wanted.narrowing)}::jsonb, ${wanted.ground},
      ${wanted.startsOn}, ${wanted.endsOn}, ${state}, ${giver.accountId}, ${wanted.replaces ?? null})
    ON CONFLICT DO NOTHING RETURNING id`;
  if (!row) throw conflict('Такое право этому человеку уже дано или запрошено');
  const { role, subsystem, scope } = wanted;
  const details = { role, subsystem, scope, account: wanted.accountId };
  await audit(needsTwo ? 'access.grant-requested' : 'access.granted', { type: 'grant', id: row.id }, details);
  if (needsTwo) await tellSecondPerson({ ...wanted, id: row.id, givenBy: giver.accountId });
  else await takeEffect({ ...wanted, id: row.id });
  return { id: row.id, state };
}

const refuseWithoutHolder = (accountId: string) =>
  beyondReach('whether the account exists: a person may work in two places', async () => {
    const [row] = await sql`SELECT 1 AS one FROM core.accounts WHERE id = ${accountId} AND disabled_at IS NULL`;
    if (!row) throw invalidInput([{ path: ['payload', 'accountId'], message: 'Учётной записи нет, или она закрыта' }]);
  });

async function refuseWithoutAgreement({ scope, participantId, municipalityId, subsystem }: NewGrant) {
  if (municipalityId !== null) {
    const [place] = await sql`SELECT 1 AS one FROM core.municipalities WHERE id = ${municipalityId}`;
    if (!place) throw invalidInput([{ path: ['payload', 'municipalityId'], message: 'Такого муниципалитета нет' }]);
  }
  if (scope !== 'participant' && !participantId) return;
  const [row] = await sql`SELECT 1 AS one FROM core.connections WHERE participant_id = ${participantId}
    AND (${subsystem}::text IS NULL OR subsystem = ${subsystem}) LIMIT 1`;
  if (!row) throw conflict('Эта подсистема не подключена участнику: нужно соглашение');
}

// A hand-over: the former holder's right ends the day before the new one begins.
async function takeEffect({
  accountId,
  replaces,
  startsOn,
}: Pick<Row, 'accountId' | 'startsOn'> & { id: string; replaces?: string | null }) {
  await forgetActor(accountId);
  if (!replaces) return;
  const [former] = await sql<{ account_id: string }>`UPDATE core.grants
    SET ends_on = greatest(${startsOn}::date - 1, starts_on),
      state = CASE WHEN starts_on >= ${startsOn}::date THEN 'revoked' ELSE state END
    WHERE id = ${replaces} AND state = 'active' AND (ends_on IS NULL OR ends_on >= ${startsOn}::date) RETURNING account_id`;
  if (!former) return;
  await forgetActor(former.account_id);
  await audit('access.handed-over', { type: 'grant', id: replaces }, { on: startsOn, account: accountId });
}

/** The second person of two: neither who asked nor who receives. */
export async function confirmGrant(id: string) {
  const confirmer = me();
  const grant = await requested(id);
  if (grant.givenBy === confirmer.accountId || grant.accountId === confirmer.accountId)
    throw forbidden('Подтверждает другой человек: не тот, кто запросил, и не тот, кому дают');
  await refuseBeyondOwn(confirmer, grant);
  await sql`UPDATE core.grants SET state = 'active', confirmed_by = ${confirmer.accountId}, confirmed_at = now()
    WHERE id = ${id}`;
  await audit('access.grant-confirmed', { type: 'grant', id }, { role: grant.role, account: grant.accountId });
  await takeEffect(grant);
  return { id, state: 'active' };
}

/** Only who could give the right may refuse the wish for it. */
export async function refuseGrant(id: string, reason: string) {
  const grant = await requested(id);
  await refuseToTake(me(), grant);
  await end(id, 'refused', reason);
  await audit('access.grant-refused', { type: 'grant', id });
  return { id, state: 'refused' };
}

async function requested(id: string): Promise<Row> {
  const grant = await grantInReach(id);
  if (grant.state !== 'requested') throw conflict('Запрос уже решён');
  return grant;
}

/** Takes a right back at once; the sign-ins of its holder go on without it. */
export async function revokeGrant(id: string, reason: string) {
  const grant = await grantInReach(id);
  if (grant.state !== 'active') throw conflict('Право не действует');
  if (grant.accountId !== me().accountId) await refuseToTake(me(), grant);
  if (grant.role === 'operator') await refuseLastOperator(id);
  await end(id, 'revoked', reason);
  await forgetActor(grant.accountId);
  await audit('access.grant-revoked', { type: 'grant', id }, { role: grant.role, account: grant.accountId });
  return { id, state: 'revoked' };
}

async function refuseLastOperator(id: string) {
  const [row] = await sql`SELECT 1 AS one FROM core.grants g JOIN core.accounts a ON a.id = g.account_id
    WHERE g.role = 'operator' AND g.state = 'active' AND g.id <> ${id} AND a.disabled_at IS NULL LIMIT 1`;
  if (!row) throw conflict('Это последний оператор: сначала назначьте другого');
}

const end = (id: string, state: string, reason: string) =>
  sql`UPDATE core.grants SET state = ${state}, ended_by = ${me().accountId}, ended_at = now(), end_reason = ${reason}
    WHERE id = ${id}`;

/** Passes a right on to another person from a day on, with the same place and content. */
export async function handOver(id: string, to: { accountId: string; on: string; ground: string }) {
  const grant = await grantInReach(id);
  if (grant.state !== 'active') throw conflict('Право не действует, передавать нечего');
  if (grant.accountId === to.accountId)
    throw invalidInput([{ path: ['payload', 'accountId'], message: 'Право уже у этого человека' }]);
  if (grant.endsOn && grant.endsOn < to.on)
    throw invalidInput([{ path: ['payload', 'on'], message: 'Право кончается раньше этого дня' }]);
  return giveGrant({ ...grant, accountId: to.accountId, ground: to.ground, startsOn: to.on, replaces: id });
}
