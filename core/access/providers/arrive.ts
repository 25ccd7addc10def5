import { audit } from '../../server/audit';
import type { Actor } from '../../server/context';
import { inTransaction } from '../../server/database';
import { ProblemError } from '../../server/errors';
import { z } from 'zod';
import { admit, type Entered, type From } from '../admit';
import { whole } from '../enter';
import { accountOf, keepDescription, linkIdentity } from '../identities';
import { requestMatch } from '../match-requests';
import { hasSecondFactor } from '../second-factor';
import { renewSignIn } from '../sign-ins';
import type { Flow } from './flow';
import { keptNote } from './kept';
import { EntryRefusal, type ProvenIdentity, type RefusalReason } from './refusal';

const freshSeconds = 600;

const Identity = z.object({
  way: z.string(),
  issuer: z.string(),
  subject: z.string(),
  strong: z.boolean(),
  provedAt: z.number().optional(),
  snils: z.string().optional(),
  /** Whether a name came with it: then somebody compares it with the cards. */
  waits: z.boolean().optional(),
});

/** Somebody a provider vouches for, but no account is linked to: kept while the person finds the activation code. */
export const strangerNote = keptNote('stranger', Identity, 15);

/** Somebody the provider has let through who has yet to give the code of the second factor. */
export const halfwayNote = keptNote('halfway', z.object({ accountId: z.string(), way: z.string(), to: z.string() }), 5);

export type Arrived =
  | { kind: 'entered'; entered: Entered }
  | { kind: 'code-wanted'; accountId: string }
  | { kind: 'stranger' }
  | { kind: 'linked' }
  | { kind: 'proved'; token: string };

/** What follows once a provider has said who came: signing in, linking or a proof, as it was begun. Throws EntryRefusal. */
export function arrive(flow: Flow, identity: ProvenIdentity, actor: Actor | undefined, from: From): Promise<Arrived> {
  if (flow.purpose === 'sign-in') return signIn(identity, from);
  // The session that began it must still be the one that comes back: nothing else may link an identity to it.
  if (!actor || actor.accountId !== flow.accountId || actor.signInId !== flow.signInId)
    throw new EntryRefusal('no-flow', 'another sign-in came back');
  return flow.purpose === 'link' ? link(actor, identity) : prove(actor, identity, flow);
}

async function signIn(identity: ProvenIdentity, from: From): Promise<Arrived> {
  const done = await inTransaction(whole, async () => {
    const account = await accountOf(identity);
    if (!account) {
      await audit('access.identity-unknown', { type: 'account' }, { way: identity.way });
      await requestMatch(identity);
      return { kind: 'stranger' } as const;
    }
    if (account.disabled) return 'disabled' as const;
    await keepDescription(identity);
    const outcome = await admit({ account, by: identity.way, strong: identity.strong }, from);
    if (!(outcome instanceof ProblemError)) return { kind: 'entered', entered: outcome } as const;
    if (outcome.problem.code === 'second-factor-required')
      return { kind: 'code-wanted', accountId: account.id } as const;
    return outcome;
  });
  if (done === 'disabled') throw new EntryRefusal('disabled');
  if (done instanceof ProblemError) throw new AuditedRefusal(reasons[done.problem.code] ?? 'no-agreement');
  return done;
}

const reasons: Record<string, RefusalReason> = {
  'participant-suspended': 'suspended',
  'no-agreement': 'no-agreement',
};

/** A refusal whose audit row stands already. */
class AuditedRefusal extends EntryRefusal {}

/** Links and says in the audit by whom; the refusal is thrown outside, so that nothing is lost with it. */
async function link(actor: Actor, identity: ProvenIdentity): Promise<Arrived> {
  const outcome = await inTransaction({ ...whole, actor }, () =>
    linkIdentity(actor.accountId, identity, 'own-account'),
  );
  if (outcome !== 'linked') throw new EntryRefusal(outcome);
  return { kind: 'linked' };
}

async function prove(actor: Actor, identity: ProvenIdentity, flow: Flow): Promise<Arrived> {
  const provedAt = identity.provedAt ?? 0;
  if (provedAt < flow.begunAt / 1000 - freshSeconds) throw new EntryRefusal('old-proof');
  const token = await inTransaction({ ...whole, actor }, async () => {
    const account = await accountOf(identity);
    const mayProve = account?.id === actor.accountId && !account.disabled;
    // Where a second factor is set, its code is the proof; a provider alone is less.
    if (!mayProve || !actor.signInId || (!identity.strong && (await hasSecondFactor(actor.accountId))))
      return undefined;
    await audit('access.proved-again', { type: 'account', id: actor.accountId }, { method: identity.way });
    return renewSignIn(actor.signInId);
  });
  if (!token) throw new EntryRefusal('foreign-identity');
  return { kind: 'proved', token };
}

/** Keeps in the audit and the count why a sign-in by a provider did not come about. */
export async function noteRefusal(refusal: EntryRefusal, way: string, actor?: Actor) {
  if (refusal instanceof AuditedRefusal) return;
  await inTransaction({ ...whole, ...(actor && { actor }) }, () =>
    audit(
      'access.sign-in-refused',
      { type: 'account', ...(actor && { id: actor.accountId }) },
      { reason: refusal.reason, method: way },
    ),
  );
}
