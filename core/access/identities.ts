import { createHmac } from 'node:crypto';
import { audit } from '../server/audit';
import { conflict, notFound } from '../server/errors';
import { emit } from '../server/events';
import { sql } from '../server/sql';
import type { Described, ProvenIdentity } from './providers/refusal';
import { seal, secretFor, unseal } from './sealing';

const subjectPlace = (id: string) => `core.identities|subject|${id}`;
const describedPlace = (id: string) => `core.identities|described|${id}`;
const snilsPlace = (id: string) => `core.identities|snils|${id}`;

// Equal subjects are found by it, and nothing else can be learnt from it.
export const indexOf = ({ issuer, subject }: Pick<ProvenIdentity, 'issuer' | 'subject'>) =>
  createHmac('sha256', secretFor('core.identities index'))
    .update(JSON.stringify([issuer, subject]))
    .digest();

export type IdentityAccount = { id: string; login: string; name: string; disabled: boolean };

/** The account an identity is linked to. */
export async function accountOf(identity: ProvenIdentity): Promise<IdentityAccount | undefined> {
  const [row] = await sql<IdentityAccount>`UPDATE core.identities i SET used_at = now() FROM core.accounts a
    WHERE i.issuer = ${identity.issuer} AND i.subject_index = ${indexOf(identity)} AND a.id = i.account_id
    RETURNING a.id, a.login, a.name, a.disabled_at IS NOT NULL AS disabled`;
  return row;
}

export type LinkedBy = 'own-account' | 'activation-code' | 'demo' | 'match-request';

/** Links an identity to an account. Says when it, or another one of the same issuer, is taken; safe to repeat. */
export async function linkIdentity(
  accountId: string,
  identity: ProvenIdentity,
  by: LinkedBy,
): Promise<'linked' | 'identity-taken' | 'way-taken'> {
  const index = indexOf(identity);
  const [made] = await sql<{
    id: string;
  }>`INSERT INTO core.identities (account_id, way, issuer, subject_index, linked_by)
    VALUES (${accountId}, ${identity.way}, ${identity.issuer}, ${index}, ${by}) ON CONFLICT DO NOTHING RETURNING id`;
  if (!made) {
    const [there] = await sql<{ account_id: string }>`SELECT account_id FROM core.identities
      WHERE issuer = ${identity.issuer} AND subject_index = ${index}`;
    if (there?.account_id === accountId) return 'linked';
    return there ? 'identity-taken' : 'way-taken';
  }
  const snils = identity.snils ? seal(Buffer.from(identity.snils), snilsPlace(made.id)) : null;
  await sql`UPDATE core.identities SET subject = ${seal(Buffer.from(identity.subject), subjectPlace(made.id))},
    snils = ${snils} WHERE id = ${made.id}`;
  await audit('access.identity-linked', { type: 'account', id: accountId }, { way: identity.way, by });
  // Whoever is in by another way waits for nobody any more; a decision keeps its request.
  if (by !== 'match-request')
    await sql`DELETE FROM core.match_requests WHERE issuer = ${identity.issuer} AND subject_index = ${index}
      AND state = 'open' AND account_id IS NULL`;
  await keepDescription(identity);
  return 'linked';
}

/** Keeps how the provider describes the person of a linked identity; what has changed is compared with the card after. */
export async function keepDescription(identity: ProvenIdentity) {
  if (!identity.person) return;
  const [row] = await sql<{ id: string; described: Buffer | null }>`SELECT id, described FROM core.identities
    WHERE issuer = ${identity.issuer} AND subject_index = ${indexOf(identity)} FOR UPDATE`;
  const text = JSON.stringify(identity.person);
  if (!row || (row.described && unseal(row.described, describedPlace(row.id)).toString('utf8') === text)) return;
  await sql`UPDATE core.identities SET described = ${seal(Buffer.from(text), describedPlace(row.id))} WHERE id = ${row.id}`;
  await emit('access.identity-described', { identity: row.id });
}

type Kept = {
  id: string;
  account_id: string;
  way: string;
  issuer: string;
  subject: Buffer;
  snils: Buffer | null;
  described: Buffer;
};

/** A linked identity as the provider described its person; undefined where it gave no name. */
export async function describedIdentity(of: { id: string } | { accountId: string }) {
  const [id, accountId] = 'id' in of ? [of.id, null] : [null, of.accountId];
  const [row] =
    await sql<Kept>`SELECT * FROM core.identities WHERE (id = ${id}::uuid OR account_id = ${accountId}::uuid)
    AND subject IS NOT NULL AND described IS NOT NULL ORDER BY snils IS NULL, used_at DESC NULLS LAST LIMIT 1`;
  if (!row) return undefined;
  const identity: ProvenIdentity & { person: Described } = {
    way: row.way,
    issuer: row.issuer,
    subject: unseal(row.subject, subjectPlace(row.id)).toString('utf8'),
    strong: false,
    ...(row.snils && { snils: unseal(row.snils, snilsPlace(row.id)).toString('utf8') }),
    person: JSON.parse(unseal(row.described, describedPlace(row.id)).toString('utf8')) as Described,
  };
  return { accountId: row.account_id, identity };
}

export type OwnIdentity = { id: string; way: string; issuer: string; linkedAt: string; usedAt: string | null };

export const identitiesOf = (accountId: string) =>
  sql<OwnIdentity>`SELECT id, way, issuer, linked_at AS "linkedAt", used_at AS "usedAt" FROM core.identities
    WHERE account_id = ${accountId} ORDER BY linked_at LIMIT 50`;

/** Takes an identity away from its account. Throws 409 when it is the only way in that is left. */
export async function unlinkIdentity(accountId: string, id: string) {
  const [account] = await sql<{ has_password: boolean }>`SELECT password_hash IS NOT NULL AS has_password
    FROM core.accounts WHERE id = ${accountId} FOR UPDATE`;
  const own = await identitiesOf(accountId);
  const found = own.find((identity) => identity.id === id);
  if (!found) throw notFound('Такой привязки нет');
  if (!account?.has_password && own.length === 1)
    throw conflict('Это единственный способ войти. Сначала получите у администратора код и задайте пароль');
  await sql`DELETE FROM core.identities WHERE id = ${id} AND account_id = ${accountId}`;
  await audit('access.identity-unlinked', { type: 'account', id: accountId }, { way: found.way });
}

/** The SNILS that ESIA has confirmed for an account, to find the person's card by. */
export async function confirmedSnils(accountId: string): Promise<string | undefined> {
  const [row] = await sql<{ id: string; snils: Buffer }>`SELECT id, snils FROM core.identities
    WHERE account_id = ${accountId} AND snils IS NOT NULL LIMIT 1`;
  return row && unseal(row.snils, snilsPlace(row.id)).toString('utf8');
}
