import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { beyondReach } from '../server/database';
import { conflict, invalidInput, notFound } from '../server/errors';
import { inReach } from '../server/reach';
import { part, sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { demandVisible } from './participants';

const Ground = z.string().trim().min(3, 'Укажите приказ или другой документ').max(500);

/** What a participant confirms (3.5): security requirements met; the job regulations of one user amended. */
export const ConfirmationInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('security'), ground: Ground }),
  z.strictObject({ kind: z.literal('job-regulations'), accountId: z.uuid(), ground: Ground }),
]);
export type ConfirmationInput = z.infer<typeof ConfirmationInput>;

const Confirmed = z.object({ at: z.string(), by: z.string(), ground: z.string() });

export const ConfirmationsView = z.object({
  security: z.object({
    /** The requirements in force; null while the operator has published none. */
    document: z.object({ id: z.string(), title: z.string(), version: z.int() }).nullable(),
    confirmed: Confirmed.extend({ version: z.int().nullable() }).nullable(),
    /** False when nothing is confirmed, or a newer version of the requirements has come since. */
    isUpToDate: z.boolean(),
  }),
  /** Users with rights here, the unconfirmed first; empty for those who do not manage them. */
  users: z.array(
    z.object({ id: z.string(), name: z.string(), post: z.string().nullable(), confirmed: Confirmed.nullable() }),
  ),
  usersWaiting: z.int(),
});
type ConfirmationsView = z.infer<typeof ConfirmationsView>;

type Document = { id: string; title: string; version: number };

async function requirementsInForce(): Promise<Document | null> {
  const [row] = await sql<Document>`SELECT id, title, version FROM core.published_documents
    WHERE kind = 'security' AND withdrawn_at IS NULL AND effective_on <= ${todayHere()}::date
    ORDER BY effective_on DESC, published_at DESC LIMIT 1`;
  return row ?? null;
}

/** What is confirmed of a participant within reach, and what waits. */
export async function confirmationsOf(participantId: string): Promise<ConfirmationsView> {
  await demandVisible(participantId);
  const document = await requirementsInForce();
  const [last] = await beyondReach(
    'the name of who confirmed for a participant that is in reach',
    () => sql<NonNullable<ConfirmationsView['security']['confirmed']> & { documentId: string | null }>`
      SELECT c.confirmed_at AS at, a.name AS by, c.ground, d.version, c.document_id AS "documentId"
      FROM core.confirmations c JOIN core.accounts a ON a.id = c.confirmed_by
        LEFT JOIN core.published_documents d ON d.id = c.document_id
      WHERE c.participant_id = ${participantId} AND c.kind = 'security' ORDER BY c.confirmed_at DESC LIMIT 1`,
  );
  const users = await usersOf(participantId);
  const { documentId = null, ...confirmed } = last ?? {};
  return {
    security: {
      document,
      confirmed: last ? (confirmed as ConfirmationsView['security']['confirmed']) : null,
      isUpToDate: Boolean(last) && documentId === (document?.id ?? null),
    },
    users,
    usersWaiting: users.filter((user) => !user.confirmed).length,
  };
}

type User = ConfirmationsView['users'][number];

// Staff by name only for those who manage them: a methodical body needs none of it.
async function usersOf(participantId: string): Promise<User[]> {
  const held = await sql<{ account_id: string }>`SELECT DISTINCT g.account_id FROM core.grants g
    WHERE g.participant_id = ${participantId} AND g.state = 'active'
      AND (g.ends_on IS NULL OR g.ends_on >= ${todayHere()}::date)
      AND ${inReach('access.manage-accounts', { participant: part`g.participant_id` })} LIMIT 500`;
  const ids = held.map(({ account_id: id }) => id);
  return beyondReach(
    'names of those who hold rights at a participant that is in reach',
    () => sql<User>`
      SELECT a.id, a.name, a.post, CASE WHEN c.confirmed_at IS NOT NULL THEN
        json_build_object('at', c.confirmed_at, 'by', b.name, 'ground', c.ground) END AS confirmed
      FROM core.accounts a LEFT JOIN LATERAL (SELECT * FROM core.confirmations x WHERE x.account_id = a.id
          AND x.participant_id = ${participantId} ORDER BY x.confirmed_at DESC LIMIT 1) c ON true
        LEFT JOIN core.accounts b ON b.id = c.confirmed_by
      WHERE a.id = ANY(${ids}::uuid[]) AND a.disabled_at IS NULL
      ORDER BY c.confirmed_at IS NOT NULL, a.name, a.id`,
  );
}

/** Keeps a confirmation of one's participant as evidence. Throws 404 beyond reach, 400 for a user without rights there. */
export async function confirm(participantId: string, given: ConfirmationInput) {
  const by = context().actor?.accountId;
  const mine = inReach('agreements.confirm', { participant: part`p.id`, municipality: part`p.municipality_id` });
  const [own] = await sql`SELECT 1 AS one FROM core.participants p WHERE p.id = ${participantId} AND ${mine}`;
  if (!own || !by) throw notFound('Участник не найден');
  if (given.kind === 'job-regulations') await demandUser(participantId, given.accountId);
  const document = given.kind === 'security' ? await requirementsInForce() : null;
  const account = given.kind === 'job-regulations' ? given.accountId : null;
  await refuseRepeated(participantId, given.kind, account, document);
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.confirmations (participant_id, kind, document_id, account_id, ground, confirmed_by)
    VALUES (${participantId}, ${given.kind}, ${document?.id ?? null}, ${account}, ${given.ground}, ${by}) RETURNING id`;
  await audit(
    'agreements.confirmed',
    { type: 'participant', id: participantId },
    { kind: given.kind, confirmation: row?.id },
  );
}

async function demandUser(participantId: string, accountId: string) {
  const users = await usersOf(participantId);
  if (users.some(({ id }) => id === accountId)) return;
  throw invalidInput([{ path: ['payload', 'accountId'], message: 'У этого человека нет прав у участника' }]);
}

async function refuseRepeated(participantId: string, kind: string, account: string | null, document: Document | null) {
  const [row] =
    await sql`SELECT 1 AS one FROM core.confirmations WHERE participant_id = ${participantId} AND kind = ${kind}
    AND account_id IS NOT DISTINCT FROM ${account}::uuid AND document_id IS NOT DISTINCT FROM ${document?.id ?? null}::uuid LIMIT 1`;
  if (row) throw conflict('Это уже подтверждено');
}
