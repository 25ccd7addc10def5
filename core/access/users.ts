import { createHash, randomBytes } from 'node:crypto';
import { audit } from '../server/audit';
import { conflict, forbidden, invalidInput, notFound } from '../server/errors';
import { beyondReach } from '../server/database';
import { inReach, reachOf } from '../server/reach';
import { part, sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { createAccount } from './accounts';
import { refuseToTake, type WantedGrant } from './granting';
import { me } from './proof';
import { base32 } from './totp';
import { closeAllSignIns } from './sign-ins';

const codeDays = 14;
const codeHash = (code: string) => createHash('sha256').update(code.replace(/[\s-]/g, '').toUpperCase()).digest();
const manages = () => inReach('access.manage-accounts', { participant: part`a.participant_id` });

export type UserRow = {
  id: string;
  login: string;
  name: string;
  post: string | null;
  participantId: string | null;
  state: 'active' | 'waiting' | 'disabled';
  hasSecondFactor: boolean;
  seenAt: string | null;
  rights: number;
  /** One does not reset or dismiss oneself. */
  isSelf: boolean;
};

type Filter = {
  text?: string | undefined;
  participantId?: string | undefined;
  limit: number;
  after?: string | undefined;
};

/** Users of one's participants by name, in pages; the search itself is audited. */
export async function searchUsers({ text, participantId, limit, after }: Filter) {
  const like = text?.trim()
    ? `%${text
        .trim()
        .toLowerCase()
        .replace(/[%_\\]/g, '\\$&')}%`
    : null;
  const found = await sql<{ id: string }>`SELECT a.id FROM core.accounts a
    WHERE ${manages()} AND (${like}::text IS NULL OR lower(a.name) LIKE ${like} OR a.login LIKE ${like})
      AND (${participantId ?? null}::uuid IS NULL OR a.participant_id = ${participantId ?? null}::uuid)
      AND (${after ?? null}::uuid IS NULL OR a.id < ${after ?? null}::uuid)
    ORDER BY a.id DESC LIMIT ${limit + 1}`;
  const ids = found.slice(0, limit).map(({ id }) => id);
  await audit('access.users-searched', { type: 'account' }, { found: ids.length, byWords: Boolean(like) });
  return { items: await rowsOf(ids), next: found.length > limit ? (ids.at(-1) ?? null) : null };
}

const rowsOf = (ids: readonly string[]) =>
  beyondReach(
    'sign-ins and second factors of accounts that are in reach',
    () =>
      sql<UserRow>`SELECT a.id, a.login, a.name, a.post, a.participant_id AS "participantId",
      CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled' WHEN a.password_hash IS NULL
          AND NOT EXISTS (SELECT FROM core.identities i WHERE i.account_id = a.id) THEN 'waiting' ELSE 'active' END AS state,
      a.id = ${me().accountId}::uuid AS "isSelf",
      EXISTS (SELECT FROM core.second_factors f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL) AS "hasSecondFactor",
      (SELECT max(s.seen_at) FROM core.sign_ins s WHERE s.account_id = a.id) AS "seenAt",
      (SELECT count(*)::int FROM core.grants g WHERE g.account_id = a.id AND g.state = 'active'
        AND (g.ends_on IS NULL OR g.ends_on >= ${todayHere()}::date)) AS rights
    FROM core.accounts a WHERE a.id = ANY(${[...ids]}::uuid[]) ORDER BY a.id DESC`,
  );

async function userInReach(id: string) {
  const [row] = await sql<{ id: string; disabled: boolean }>`SELECT a.id, a.disabled_at IS NOT NULL AS disabled
    FROM core.accounts a WHERE a.id = ${id} AND ${manages()} FOR UPDATE`;
  if (!row) throw notFound('Пользователь не найден');
  return row;
}

type NewUser = { login: string; name: string; post: string; participantId: string | null };

/** Creates a user of a participant; the code, shown once, lets the person choose a password. */
export async function createUser({ login, name, post, participantId }: NewUser) {
  const reach = reachOf('access.manage-accounts');
  if (!participantId && !reach.region)
    throw invalidInput([{ path: ['payload', 'participantId'], message: 'Выберите участника' }]);
  if (participantId && !reach.region && !reach.participants.includes(participantId))
    throw forbidden('Это не ваш участник');
  if (participantId) await refuseUnknownParticipant(participantId);
  const id = await createAccount({ login, name, roles: [], post, ...(participantId && { participantId }) });
  return { id, code: (await newCode(id)).code };
}

async function refuseUnknownParticipant(id: string) {
  const [row] = await sql`SELECT 1 AS one FROM core.participants WHERE id = ${id}`;
  if (!row) throw invalidInput([{ path: ['payload', 'participantId'], message: 'Такого участника нет' }]);
}

/**
 * A code by which the person chooses a password once, and until when; the code before counts no more. Whoever calls has
 * checked the right and writes the audit.
 */
export async function newCode(accountId: string): Promise<{ code: string; endsAt: string }> {
  const code = base32(randomBytes(10)).slice(0, 12);
  const [row] = await beyondReach(
    'whoever gives a code never sees the password',
    () =>
      sql<{ ends_at: Date }>`INSERT INTO core.activation_codes (account_id, hash, ends_at)
      VALUES (${accountId}, ${codeHash(code)}, now() + make_interval(days => ${codeDays}))
      ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash, made_at = now(), ends_at = excluded.ends_at
      RETURNING ends_at`,
  );
  return { code: (code.match(/.{4}/g) ?? []).join('-'), endsAt: new Date(row?.ends_at ?? 0).toISOString() };
}

/** Takes the password, the second factor and linked identities away, ends the sign-ins and gives a new code. */
export async function resetUser(id: string) {
  const user = await userInReach(id);
  if (user.disabled) throw conflict('Учётная запись закрыта');
  if (id === me().accountId) throw forbidden('Свой пароль меняют в настройках');
  await refuseAbove(id);
  await beyondReach('a reset ends what belongs to the person alone', async () => {
    await sql`UPDATE core.accounts SET password_hash = NULL WHERE id = ${id}`;
    await sql`DELETE FROM core.second_factors WHERE account_id = ${id}`;
    await sql`DELETE FROM core.recovery_codes WHERE account_id = ${id}`;
    await sql`DELETE FROM core.identities WHERE account_id = ${id}`;
    await closeAllSignIns(id);
  });
  const { code } = await newCode(id);
  await audit('access.user-reset', { type: 'account', id });
  return { id, code };
}

// Whoever may reset an account could enter with its rights, so they must be rights one may give.
export async function refuseAbove(accountId: string, where = part`true`) {
  const held = await beyondReach(
    'all that the account may do',
    () =>
      sql<WantedGrant>`SELECT role, subsystem, scope, participant_id AS "participantId", municipality_id AS "municipalityId",
      narrowing, starts_on::text AS "startsOn", ends_on::text AS "endsOn"
      FROM core.grants g WHERE account_id = ${accountId} AND state IN ('active', 'requested') AND ${where}`,
  );
  for (const grant of held) await refuseToTake(me(), grant);
}

/** Spends the activation code of a login and gives the account; undefined for a wrong, used or late one, whoever asks. */
export async function takeActivationCode(login: string, code: string): Promise<string | undefined> {
  const [row] = await sql<{ account_id: string }>`DELETE FROM core.activation_codes c USING core.accounts a
    WHERE a.login = ${login} AND c.account_id = a.id AND a.disabled_at IS NULL AND c.hash = ${codeHash(code)}
      AND c.ends_at > now() RETURNING c.account_id`;
  return row?.account_id;
}

type First = { login: string; code: string; hashed: string };

/** Sets the first password by a code that counts once. False for a wrong, used or late one, whoever asks. */
export async function activate({ login, code, hashed }: First): Promise<boolean> {
  const accountId = await takeActivationCode(login, code);
  if (!accountId) return false;
  await sql`UPDATE core.accounts SET password_hash = ${hashed}, password_changed_at = now() WHERE id = ${accountId}`;
  await audit('access.activated', { type: 'account', id: accountId }, {}, { by: accountId });
  return true;
}

/** Ends all sign-ins of a user. */
export async function endUserSignIns(id: string) {
  await userInReach(id);
  if (id !== me().accountId) await refuseAbove(id);
  const ended = await beyondReach('sign-ins of a user who is in reach', () => closeAllSignIns(id));
  await audit('access.sign-ins-ended', { type: 'account', id }, { ended });
  return { ended };
}

/**
 * Dismissal: rights at one's participants and all sign-ins end the same moment. The account closes unless the person still
 * works elsewhere.
 */
export async function dismissUser(id: string, reason: string) {
  await userInReach(id);
  if (id === me().accountId) throw forbidden('Себя не увольняют');
  const place = inReach('access.manage-accounts', { participant: part`g.participant_id` });
  // Rights are taken back by those above only, by a dismissal too.
  await refuseAbove(id, place);
  const ended = await sql`UPDATE core.grants g SET state = 'revoked', ended_by = ${me().accountId}, ended_at = now(),
      end_reason = ${reason} WHERE g.account_id = ${id} AND g.state IN ('requested', 'active') AND ${place} RETURNING g.id`;
  const closed = await beyondReach('whether the person still works elsewhere', async () => {
    await closeAllSignIns(id);
    const [row] = await sql`UPDATE core.accounts SET disabled_at = now(), dismissed_on = ${todayHere()}::date
      WHERE id = ${id} AND NOT EXISTS (SELECT FROM core.grants g WHERE g.account_id = ${id} AND g.state = 'active'
        AND (g.ends_on IS NULL OR g.ends_on >= ${todayHere()}::date)) RETURNING id`;
    return Boolean(row);
  });
  await audit('access.dismissed', { type: 'account', id }, { grants: ended.length, closed });
  return { grants: ended.length, closed };
}
