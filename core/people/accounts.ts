import { audit } from '../server/audit';
import { beyondReach } from '../server/database';
import { emit } from '../server/events';
import { conflict, invalidInput } from '../server/errors';
import { sql } from '../server/sql';
import { describedIdentity } from '../access/identities';
import { cardInReach, cardsBeyond, survivorOf } from './card';
import { differences } from './normal';
import { ownCards } from './own-cards';
import { findByTerms, snilsTerms } from './person-keys';
import { keepReach } from './reach';
import { snilsDigits } from './shared/snils';

/**
 * Links an account to the card whose SNILS ESIA has confirmed for it; gives the card's id when there is exactly one and the
 * person is described as on it. Otherwise somebody compares them by a document (CLT-18).
 */
export async function linkAccountBySnils(accountId: string): Promise<string | undefined> {
  const described = await beyondReach('one’s own identity', () => describedIdentity({ accountId }));
  const { snils, person } = described?.identity ?? {};
  if (!snils || !person) return undefined;
  const found = await findByTerms(snilsTerms(snilsDigits(snils)).slice(0, 1));
  const [only] = found;
  if (!only || found.length > 1) return undefined;
  const [card] = await cardsBeyond([only.id]);
  if (!card || differences({ ...person, snils }, card).length) return undefined;
  return (await link(only.id, accountId, 'esia')) ? only.id : undefined;
}

type LinkedBy = 'esia' | 'hand' | 'code' | 'demo' | 'match-request';

/** Links an account to a card; false when either is linked already. */
export async function link(personId: string, accountId: string, by: LinkedBy): Promise<boolean> {
  const [row] = await beyondReach(
    'the card of whoever signs in',
    () => sql`UPDATE core.persons SET account_id = ${accountId} WHERE id = ${personId} AND account_id IS NULL
      AND NOT EXISTS (SELECT FROM core.persons o WHERE o.account_id = ${accountId}) RETURNING id`,
  );
  if (!row) return false;
  await keepReach([personId]);
  await audit('people.account-linked', { type: 'person', id: personId }, { account: accountId, by });
  await emit('people.guardians-changed', { person: personId });
  return true;
}

/** Takes the link of a card to an account away; the account stays. */
export async function unlink(personId: string, accountId: string, request: string) {
  const [row] = await beyondReach(
    'the card was in reach',
    () =>
      sql`UPDATE core.persons SET account_id = NULL WHERE id = ${personId} AND account_id = ${accountId} RETURNING id`,
  );
  if (!row) return;
  await ownCards.changed();
  await keepReach([personId]);
  await audit('people.account-unlinked', { type: 'person', id: personId }, { account: accountId, request });
  await emit('people.guardians-changed', { person: personId });
}

/** Links an account by hand, after a look at the document (CLT-18). Throws 404 and 409. */
export async function linkAccount(personId: string, login: string) {
  await cardInReach(personId, 'people.edit', true);
  const [account] = await beyondReach(
    'whether the account exists: guardians belong to no participant',
    () => sql<{ id: string }>`SELECT id FROM core.accounts WHERE login = ${login} AND disabled_at IS NULL`,
  );
  if (!account) throw invalidInput([{ path: ['payload', 'login'], message: 'Такой учётной записи нет' }]);
  if (!(await link(await survivorOf(personId), account.id, 'hand')))
    throw conflict('Карточка или учётная запись уже связаны');
}

export const linkDemoAccount = (personId: string, accountId: string) => link(personId, accountId, 'demo');

/** Links an account that was made for this very card. False when the card has one already. */
export const linkMadeAccount = (personId: string, accountId: string) => link(personId, accountId, 'code');
