import { randomBytes } from 'node:crypto';
import { createAccount } from '../access/accounts';
import { base32 } from '../access/totp';
import { newCode } from '../access/users';
import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { conflict } from '../server/errors';
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
export async function giveEntryCode(personId: string, organisationId: string) {
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
  await audit('people.entry-code-given', { type: 'person', id: personId, organisationId }, { account: accountId });
  return { login, code, endsAt };
}

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
