import { randomBytes, randomUUID } from 'node:crypto';
import { createAccount } from '../access/accounts';
import { base32 } from '../access/totp';
import { me } from '../access/proof';
import { closeAllSignIns } from '../access/sign-ins';
import { newCode } from '../access/users';
import { notify } from '../notices/notify';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { conflict, forbidden } from '../server/errors';
import type { Notice } from '../server/plugin';
import { sql } from '../server/sql';
import { linkMadeAccount } from './accounts';
import { peopleBrief } from './brief';

/**
 * How a person enters: not at all yet; a code was given and waits; they choose how themselves already; the account is for
 * work, by an administrator; the account is closed.
 */
type EntryState = 'none' | 'waiting' | 'signed-in' | 'staff' | 'closed';
type Entry = { personId: string; accountId: string | null; login: string | null; state: EntryState };

/** How people enter, by their cards; whoever calls has checked the reach. */
export async function entriesOf(personIds: readonly string[]): Promise<Map<string, Entry>> {
  const rows = await beyondReach(
    'people of rows that were in reach: whether they have an account',
    () => sql<Entry>`SELECT DISTINCT ON (w.id) w.id AS "personId", e.id AS "accountId", e.login, coalesce(e.state, 'none') AS state
      FROM unnest(${[...personIds]}::uuid[]) w(id) LEFT JOIN LATERAL (
        SELECT a.id, a.login, CASE WHEN a.disabled_at IS NOT NULL THEN 'closed'
          WHEN a.password_hash IS NOT NULL OR EXISTS (SELECT FROM core.identities i WHERE i.account_id = a.id) THEN 'signed-in'
          WHEN a.participant_id IS NOT NULL OR EXISTS (SELECT FROM core.grants g WHERE g.account_id = a.id
            AND g.state IN ('requested', 'active')) THEN 'staff' ELSE 'waiting' END AS state
        FROM (SELECT account_id FROM core.persons WHERE id = w.id
          UNION ALL SELECT account_id FROM core.persons WHERE merged_into = w.id) p
        JOIN core.accounts a ON a.id = p.account_id) e ON true
      ORDER BY w.id, array_position(ARRAY['signed-in', 'staff', 'closed', 'waiting'], e.state)`,
  );
  return new Map(rows.map((row) => [row.personId, row]));
}

/**
 * A one-time code for a pupil or a guardian, on an account of their card, which is made when there is none. It carries no
 * right: what families see follows from the card. Never for whoever signs in already or works here, so that a code takes over
 * nobody's account. Whoever calls has checked the right. Throws 409.
 */
export async function giveEntryCode(personId: string, organisationId: string | null) {
  // Two who give at once must not make two accounts.
  await beyondReach(
    'the card of whoever gets a code',
    () => sql`SELECT id FROM core.persons WHERE id = ${personId} FOR UPDATE`,
  );
  const entry = (await entriesOf([personId])).get(personId);
  if (entry?.state !== 'none' && entry?.state !== 'waiting')
    throw conflict('Кто-то из выбранных уже входит сам, или код ему выдаёт администратор: обновите список');
  const { accountId, login } =
    entry.accountId && entry.login ? { accountId: entry.accountId, login: entry.login } : await makeEntry(personId);
  const { code, endsAt } = await newCode(accountId);
  const object = { type: 'person', id: personId, ...(organisationId && { organisationId }) };
  await audit('people.entry-code-given', object, { account: accountId });
  return { login, code, endsAt };
}

/** What the holder of an account is told when somebody gives a new code for it: the password is no longer theirs alone to keep. */
export const entryRenewedNotice: Notice = {
  id: 'people.entry-renewed',
  title: 'Вам выдан новый код для входа',
  titleEn: 'A new code to enter was given for you',
  text: 'Прежний пароль больше не действует, все входы закрыты. Если вы не просили о новом коде, обратитесь в организацию.',
  textEn:
    'The former password counts no more and every sign-in has ended. If you did not ask for it, turn to the organisation.',
  urgent: true,
};

/**
 * The same for a family that has forgotten its password: the password goes and every sign-in ends, and the holder is told.
 * Only for an account as a code makes it: without rights, work, a second factor or an outside way in. Whoever calls has
 * checked the right. Throws 403 for oneself, 409.
 */
export async function renewEntryCode(personId: string, organisationId: string | null) {
  const entry = (await entriesOf([personId])).get(personId);
  if (entry?.accountId === me().accountId) throw forbidden('Свой пароль меняют в настройках');
  if (entry?.state === 'signed-in' && entry.accountId) await forgetPassword(entry.accountId);
  const given = await giveEntryCode(personId, organisationId);
  if (entry?.state === 'signed-in' && entry.accountId) {
    await audit(
      'people.entry-renewed',
      { type: 'person', id: personId, ...(organisationId && { organisationId }) },
      { account: entry.accountId },
    );
    await notify({
      kind: entryRenewedNotice.id,
      accountIds: [entry.accountId],
      title: 'Выдан новый код для вашей учётной записи, прежний пароль больше не действует',
      titleEn: 'A new code was given for your account; the former password counts no more',
      link: '/app/access/account',
      once: randomUUID(),
    });
  }
  return given;
}

const forgetPassword = (accountId: string) =>
  beyondReach('families belong to no participant', async () => {
    const [row] = await sql`UPDATE core.accounts a SET password_hash = NULL
      WHERE a.id = ${accountId} AND a.participant_id IS NULL
        AND NOT EXISTS (SELECT FROM core.grants g WHERE g.account_id = a.id AND g.state IN ('requested', 'active'))
        AND NOT EXISTS (SELECT FROM core.identities i WHERE i.account_id = a.id)
        AND NOT EXISTS (SELECT FROM core.second_factors f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL)
      RETURNING id`;
    if (!row)
      throw conflict('У этой учётной записи есть права, второй фактор или внешний вход: новый код даёт администратор');
    await closeAllSignIns(accountId);
  });

async function makeEntry(personId: string) {
  const person = (await peopleBrief([personId], ['surname', 'name', 'patronymic'])).get(personId);
  const name = [person?.surname, person?.name, person?.patronymic].filter(Boolean).join(' ');
  // Says nothing of the person, and is easy to type from paper.
  const login = base32(randomBytes(5)).toLowerCase();
  const accountId = await beyondReach('families belong to no participant', () =>
    createAccount({ login, name, roles: [] }),
  );
  if (!(await linkMadeAccount(personId, accountId))) throw conflict('Карточка или учётная запись уже связаны');
  return { accountId, login };
}
