import { describedIdentity } from '../access/identities';
import { openSaid, requestMatch, type Said } from '../access/match-requests';
import { audit } from '../server/audit';
import { sql } from '../server/sql';
import { cardsBeyond } from './card';
import { tellDeciders } from './match-notice';
import { differences } from './normal';
import { findByTerms, nameBirthTerms, snilsTerms } from './person-keys';
import { snilsDigits } from './shared/snils';

/** The one card that somebody seems to be: by the SNILS, else by name and birth date. */
export async function cardLike({ snils, ...described }: Omit<Said, 'subject'>): Promise<string | undefined> {
  const bySnils = snils ? await only(snilsTerms(snilsDigits(snils)).slice(0, 1)) : [];
  const [card, ...more] = bySnils.length ? bySnils : await only(nameBirthTerms(described));
  return more.length ? undefined : card;
}

const only = async (terms: Parameters<typeof findByTerms>[0]) => [
  ...new Set((await findByTerms(terms)).map(({ id }) => id)),
];

async function cardOfAccount(accountId: string): Promise<string | undefined> {
  const [row] = await sql<{ id: string }>`SELECT coalesce(merged_into, id) AS id FROM core.persons
    WHERE account_id = ${accountId}`;
  return row?.id;
}

/**
 * After a sign-in: is the person whom the provider describes the one on the card of the account, or on the card that would
 * become it? Asks for a decision when not; only a card with the same SNILS is linked without one.
 */
export async function compareWithCard({ identity: id }: { identity: string }): Promise<void> {
  const found = await describedIdentity({ id });
  if (!found) return;
  const { identity, accountId } = found;
  const { person, snils } = identity;
  const own = await cardOfAccount(accountId);
  const [card] = await cardsBeyond([own ?? (await cardLike({ ...person, snils }))].filter((one) => one !== undefined));
  if (!card) return;
  const isSame = differences({ ...person, snils }, card).length === 0;
  if (isSame && (own || (snils && card.snils))) return;
  await requestMatch(identity, accountId);
}

type Open = { id: string; account_id: string | null; said: Buffer };

/** Lays a request before those who keep the card that the person seems to be, or before the region. */
export async function placeRequest({ request }: { request: string }): Promise<void> {
  const [open] = await sql<Open>`SELECT id, account_id, said FROM core.match_requests
    WHERE id = ${request} AND state = 'open' AND said IS NOT NULL FOR UPDATE`;
  if (!open) return;
  const own = open.account_id ? await cardOfAccount(open.account_id) : undefined;
  const personId = own ?? (await cardLike(openSaid(open.id, open.said))) ?? null;
  await sql`UPDATE core.match_requests SET person_id = ${personId} WHERE id = ${open.id}`;
  const told = await tellDeciders(open.id, personId, open.account_id);
  const object = personId ? { type: 'person', id: personId } : { type: 'match-request', id: open.id };
  await audit('people.match-placed', object, { request: open.id, told });
}
