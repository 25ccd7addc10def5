import { createHmac } from 'node:crypto';
import { audit } from '../server/audit';
import { conflict } from '../server/errors';
import { emit } from '../server/events';
import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';
import { createAccount } from './accounts';
import { indexOf, linkIdentity } from './identities';
import { me } from './proof';
import type { Described, ProvenIdentity } from './providers/refusal';
import { seal, secretFor, unseal } from './sealing';

const placeOf = (column: string, id: string) => `core.match_requests|${column}|${id}`;

/** What a provider said of the person of a request. */
export type Said = Described & { subject: string; snils?: string | undefined };

/**
 * Asks that somebody compares a person with a card (CLT-18): one open request for an identity, however often it comes; what
 * was decided is not asked again while the same is said. Gives nothing back: whether a card exists is not for who comes.
 */
export async function requestMatch(identity: ProvenIdentity, accountId: string | null = null): Promise<void> {
  const { way, issuer, subject, snils, person } = identity;
  if (!person) return;
  const said = Buffer.from(JSON.stringify({ ...person, subject, ...(snils && { snils }) } satisfies Said));
  const saidIndex = createHmac('sha256', secretFor('core.match_requests index')).update(said).digest();
  const index = indexOf(identity);
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.match_requests (way, issuer, subject_index, said_index, account_id)
    SELECT ${way}::text, ${issuer}::text, ${index}::bytea, ${saidIndex}::bytea, ${accountId}::uuid
    WHERE NOT EXISTS (SELECT FROM core.match_requests r WHERE r.issuer = ${issuer} AND r.subject_index = ${index}
      AND r.said_index = ${saidIndex} AND (r.state = 'refused' OR r.state = 'linked' AND r.account_id = ${accountId}::uuid))
    ON CONFLICT (issuer, subject_index) WHERE state = 'open'
      DO UPDATE SET said_index = excluded.said_index, account_id = excluded.account_id RETURNING id`;
  if (!row) return;
  await sql`UPDATE core.match_requests SET said = ${seal(said, placeOf('said', row.id))} WHERE id = ${row.id}`;
  await audit('access.match-requested', { type: 'match-request', id: row.id }, { way });
  await emit('access.match-requested', { request: row.id });
}

export const openSaid = (id: string, said: Buffer) =>
  JSON.parse(unseal(said, placeOf('said', id)).toString('utf8')) as Said;

type Decision = { id: string; state: 'linked' | 'refused'; accountId: string | null; reason: string };

/** Writes what was decided, with its reason sealed. */
export const decideRequest = ({ id, state, accountId, reason }: Decision) =>
  sql`UPDATE core.match_requests SET state = ${state}, account_id = ${accountId}, decided_by = ${me().accountId},
    decided_at = now(), judgement = ${seal(Buffer.from(reason), placeOf('judgement', id))} WHERE id = ${id}`;

type Stranger = { id: string; way: string; issuer: string; said: Said };

/**
 * Lets a stranger in by the provider: under the account that the card has, or under a new one without rights. Throws 409
 * when it has another identity of the provider. Gives the account; whoever asks has checked that they may let anybody into it.
 */
export async function linkStranger({ id, way, issuer, said }: Stranger, account: { id: string | null; name: string }) {
  const accountId =
    account.id ?? (await createAccount({ login: `${way}-${id.slice(-12)}`, name: account.name, roles: [] }));
  const { subject, snils, ...person } = said;
  const outcome = await linkIdentity(
    accountId,
    { way, issuer, subject, snils, person, strong: false },
    'match-request',
  );
  if (outcome !== 'linked') throw conflict('Этот вход или учётная запись карточки уже связаны с другим человеком');
  return accountId;
}

/** Requests end a term after they were asked, decided or not; whoever still waits asks anew by coming. */
export const endedRequests: RetentionRule = {
  id: 'access.match-requests',
  title: 'Заявки на сверку личности с карточкой',
  titleEn: 'Requests to match a person with a card',
  days: 90,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  // The column of the card is of another room, which may be missing.
  remove: async (before, { accounts, persons }) =>
    (
      await sql`DELETE FROM core.match_requests r WHERE coalesce(decided_at, asked_at) < ${before}
        AND (account_id = ANY (${[...accounts]}::uuid[])) IS NOT TRUE
        AND ((to_jsonb(r) ->> 'person_id')::uuid = ANY (${[...persons]}::uuid[])) IS NOT TRUE RETURNING id`
    ).length,
};
