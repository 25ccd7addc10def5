import { z } from 'zod';
import { audit } from '../../server/audit';
import { beyondReach } from '../../server/database';
import { notFound } from '../../server/errors';
import { route } from '../../server/route';
import { sql } from '../../server/sql';
import { GrantView, grantsOf } from '../grant-views';
import { me } from '../proof';
import {
  beginSecondFactor,
  confirmSecondFactor,
  hasSecondFactor,
  newRecoveryCodes,
  recoveryCodesLeft,
  removeSecondFactor,
} from '../second-factor';
import { closeAllSignIns, forgetActor } from '../sign-ins';

const own = { signedIn: 'one’s own account' } as const;

const SignIn = z.object({
  id: z.string(),
  createdAt: z.string(),
  seenAt: z.string(),
  endsAt: z.string(),
  ip: z.string().nullable(),
  device: z.string().nullable(),
  method: z.string(),
  isThis: z.boolean(),
});

const account = route({
  method: 'GET',
  path: '/own/account',
  access: own,
  summary: 'One’s own account: sign-ins, second factor',
  reply: z.object({
    login: z.string(),
    name: z.string(),
    passwordChangedAt: z.string().nullable(),
    secondFactor: z.object({ isSet: z.boolean(), codesLeft: z.int() }),
    signIns: z.array(SignIn),
  }),
  handler: async () => {
    const { accountId, signInId } = me();
    const [row] = await sql<{ login: string; name: string; passwordChangedAt: string | null }>`
      SELECT login, name, password_changed_at AS "passwordChangedAt" FROM core.accounts WHERE id = ${accountId}`;
    const signIns =
      await sql`SELECT id, created_at AS "createdAt", seen_at AS "seenAt", ends_at AS "endsAt", ip, device,
        method, id = ${signInId ?? null}::uuid AS "isThis"
      FROM core.sign_ins WHERE account_id = ${accountId} AND ends_at > now() ORDER BY seen_at DESC LIMIT 100`;
    const secondFactor = { isSet: await hasSecondFactor(accountId), codesLeft: await recoveryCodesLeft(accountId) };
    return { ...row, secondFactor, signIns };
  },
});

const endOne = route({
  method: 'DELETE',
  path: '/own/sign-ins/{id}',
  access: own,
  summary: 'End one of one’s own sign-ins',
  params: z.object({ id: z.uuid() }),
  handler: async ({ params }) => {
    const { accountId } = me();
    const [row] =
      await sql`DELETE FROM core.sign_ins WHERE id = ${params.id} AND account_id = ${accountId} RETURNING id`;
    if (!row) throw notFound('Такого входа нет');
    await forgetActor(accountId);
    await audit('access.sign-ins-ended', { type: 'account', id: accountId }, { ended: 1 });
    return { ended: 1 };
  },
});

const endOthers = route({
  method: 'POST',
  path: '/own/sign-ins/end-others',
  access: own,
  summary: 'End all of one’s own sign-ins but this',
  handler: async () => {
    const { accountId, signInId } = me();
    const ended = await closeAllSignIns(accountId, signInId);
    await audit('access.sign-ins-ended', { type: 'account', id: accountId }, { ended });
    return { ended };
  },
});

const beginFactor = route({
  method: 'POST',
  path: '/own/second-factor',
  access: own,
  sensitive: 'the second factor',
  summary: 'A secret for an authenticator application',
  handler: async () => {
    const { accountId } = me();
    const [row] = await sql<{ login: string }>`SELECT login FROM core.accounts WHERE id = ${accountId}`;
    return beginSecondFactor(accountId, row?.login ?? '');
  },
});

const confirmFactor = route({
  method: 'POST',
  path: '/own/second-factor/confirm',
  access: own,
  summary: 'Set the second factor by a code of the new secret',
  sensitive: 'the second factor',
  payload: z.strictObject({ code: z.string().trim().min(1).max(12) }),
  handler: async ({ payload }) => {
    const { accountId, signInId } = me();
    const codes = await confirmSecondFactor(accountId, payload.code);
    await closeAllSignIns(accountId, signInId);
    return { codes };
  },
});

const removeFactor = route({
  method: 'DELETE',
  path: '/own/second-factor',
  access: own,
  summary: 'Take away the second factor',
  sensitive: 'the second factor',
  handler: async () => {
    const { accountId } = me();
    await removeSecondFactor(accountId);
    await forgetActor(accountId);
    return { removed: true };
  },
});

const recoveryCodes = route({
  method: 'POST',
  path: '/own/recovery-codes',
  access: own,
  summary: 'New recovery codes in place of the old ones',
  sensitive: 'the second factor',
  handler: async () => {
    const { accountId } = me();
    if (!(await hasSecondFactor(accountId))) throw notFound('Второй фактор не включён');
    return { codes: await newRecoveryCodes(accountId) };
  },
});

const rights = route({
  method: 'GET',
  path: '/own/rights',
  access: own,
  summary: 'Why one may see what one sees: role, ground, agreement, scope',
  reply: z.array(GrantView),
  handler: () => beyondReach('one’s own rights name agreements and places', () => grantsOf(me().accountId)),
});

export const ownRoutes = [account, endOne, endOthers, beginFactor, confirmFactor, removeFactor, recoveryCodes, rights];
