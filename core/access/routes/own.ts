import { z } from 'zod';
import { audit } from '../../server/audit';
import { beyondReach } from '../../server/database';
import { forbidden, invalidInput, notFound } from '../../server/errors';
import { route } from '../../server/route';
import { sql } from '../../server/sql';
import { countTry, forgetTries } from '../attempts';
import { GrantView, grantsOf } from '../grant-views';
import { refuseWeakPassword } from '../password-rules';
import { hashPassword, passwordFits } from '../passwords';
import { demandRecentProof, me } from '../proof';
import {
  beginSecondFactor,
  confirmSecondFactor,
  hasSecondFactor,
  newRecoveryCodes,
  recoveryCodesLeft,
  removeSecondFactor,
  secondFactorFits,
} from '../second-factor';
import { closeAllSignIns, forgetActor, renewSignIn } from '../sign-ins';
import { cookie } from './cookie';

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
  handler: async () => {
    const { accountId, signInId } = me();
    const ended = await closeAllSignIns(accountId, signInId);
    await audit('access.sign-ins-ended', { type: 'account', id: accountId }, { ended });
    return { ended };
  },
});

async function proveByPassword(password: string, field: string) {
  const { accountId } = me();
  const [row] = await sql<{ login: string; password_hash: string | null }>`SELECT login, password_hash
    FROM core.accounts WHERE id = ${accountId}`;
  await countTry(row?.login ?? '');
  if (!(await passwordFits(row?.password_hash, password)))
    return {
      login: row?.login ?? '',
      problem: invalidInput([{ path: ['payload', field], message: 'Пароль не подошёл' }]),
    };
  await forgetTries(row?.login ?? '');
  return { login: row?.login ?? '', problem: undefined };
}

const changePassword = route({
  method: 'POST',
  path: '/own/password',
  access: own,
  summary: 'Change the password; other sign-ins may be ended with it',
  payload: z.strictObject({
    present: z.string().min(1).max(200),
    next: z.string().min(1).max(200),
    endOthers: z.boolean().default(true),
  }),
  handler: async ({ payload, h }) => {
    const { accountId, signInId } = me();
    const { login, problem } = await proveByPassword(payload.present, 'present');
    if (problem) return refusedButCounted(problem, h);
    refuseWeakPassword(payload.next, login, 'next');
    const hashed = await hashPassword(payload.next);
    await sql`UPDATE core.accounts SET password_hash = ${hashed}, password_changed_at = now() WHERE id = ${accountId}`;
    const ended = payload.endOthers ? await closeAllSignIns(accountId, signInId) : 0;
    await audit('access.password-changed', { type: 'account', id: accountId }, { ended });
    return { ended };
  },
});

// Answered, not thrown: the failed try must stay counted.
async function refusedButCounted({ problem }: ReturnType<typeof invalidInput>, h: Parameters<typeof cookieAnswer>[0]) {
  await audit('access.proof-refused', { type: 'account', id: me().accountId });
  const { title, ...rest } = problem;
  return h
    .response({ type: `urn:regiso:problem:${problem.code}`, title: title.ru, titleEn: title.en, ...rest })
    .code(problem.status)
    .type('application/problem+json; charset=utf-8');
}

const cookieAnswer = (h: import('@hapi/hapi').ResponseToolkit, token: string) =>
  h.response({ proved: true }).header('Set-Cookie', cookie(token));

const stepUp = route({
  method: 'POST',
  path: '/own/proof',
  access: own,
  summary: 'Prove again who one is: by code where a second factor is set, else by password',
  payload: z.strictObject({ password: z.string().max(200).optional(), code: z.string().trim().max(40).optional() }),
  handler: async ({ payload, h }) => {
    const { accountId, signInId } = me();
    if (!signInId) throw forbidden();
    const { problem } = (await hasSecondFactor(accountId))
      ? await proveByCode(payload.code ?? '')
      : await proveByPassword(payload.password ?? '', 'password');
    if (problem) return refusedButCounted(problem, h);
    await audit('access.proved-again', { type: 'account', id: accountId });
    return cookieAnswer(h, await renewSignIn(signInId));
  },
});

async function proveByCode(code: string) {
  const { accountId } = me();
  const [row] = await sql<{ login: string }>`SELECT login FROM core.accounts WHERE id = ${accountId}`;
  await countTry(row?.login ?? '');
  if (!(await secondFactorFits(accountId, code)))
    return { problem: invalidInput([{ path: ['payload', 'code'], message: 'Код не подошёл' }]) };
  await forgetTries(row?.login ?? '');
  return { problem: undefined };
}

const beginFactor = route({
  method: 'POST',
  path: '/own/second-factor',
  access: own,
  summary: 'A secret for an authenticator application',
  handler: async () => {
    demandRecentProof();
    const { accountId } = me();
    const [row] = await sql<{ login: string }>`SELECT login FROM core.accounts WHERE id = ${accountId}`;
    return beginSecondFactor(accountId, row?.login ?? '');
  },
});

const confirmFactor = route({
  method: 'POST',
  path: '/own/second-factor/confirm',
  access: own,
  payload: z.strictObject({ code: z.string().trim().min(1).max(12) }),
  handler: async ({ payload }) => {
    demandRecentProof();
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
  handler: async () => {
    demandRecentProof();
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
  handler: async () => {
    demandRecentProof();
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

export const ownRoutes = [
  account,
  endOne,
  endOthers,
  changePassword,
  stepUp,
  beginFactor,
  confirmFactor,
  removeFactor,
  recoveryCodes,
  rights,
];
