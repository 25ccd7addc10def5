import { z } from 'zod';
import { audit } from '../../server/audit';
import { context } from '../../server/context';
import { inTransaction } from '../../server/database';
import { forbidden, invalidInput, type ProblemError } from '../../server/errors';
import { route } from '../../server/route';
import { sql } from '../../server/sql';
import { countTry, forgetTries, noteLockOut } from '../attempts';
import { refuseWeakPassword } from '../password-rules';
import { hashPassword, passwordFits } from '../passwords';
import { me } from '../proof';
import { hasSecondFactor, secondFactorFits } from '../second-factor';
import { closeAllSignIns, renewSignIn } from '../sign-ins';
import { cookie } from './cookie';
import { Password } from './words';

const own = { signedIn: 'one’s own account' } as const;
const unaudited = 'audited in transactions of its own';

// Passwords are hashed between short transactions: whoever waits for a turn holds no connection of the database.
const briefly = <T>(work: () => Promise<T>) => inTransaction({ login: 'app', reach: 'actor' }, work);

type OwnPassword = { login: string; password_hash: string | null };

async function countedLogin(): Promise<OwnPassword> {
  const [row] = await sql<OwnPassword>`SELECT login, password_hash FROM core.accounts WHERE id = ${me().accountId}`;
  await countTry(row?.login ?? '', context().ip);
  return row ?? { login: '', password_hash: null };
}

/** Throws 400 at the field for a wrong password, counted and audited. Gives the login. */
async function proveByPassword(password: string, field: string): Promise<string> {
  const { login, password_hash: stored } = await briefly(countedLogin);
  const fits = await passwordFits(stored, password);
  await settle(fits, login, invalidInput([{ path: ['payload', field], message: 'Пароль не подошёл' }]));
  return login;
}

async function proveByCode(code: string) {
  const { login } = await briefly(countedLogin);
  const fits = await briefly(() => secondFactorFits(me().accountId, code));
  await settle(fits, login, invalidInput([{ path: ['payload', 'code'], message: 'Код не подошёл' }]));
}

async function settle(fits: boolean, login: string, refusal: ProblemError) {
  await briefly(async () => {
    if (fits) return void (await forgetTries(login));
    await audit('access.proof-refused', { type: 'account', id: me().accountId });
    await noteLockOut(login, me().accountId);
  });
  if (!fits) throw refusal;
}

const changePassword = route({
  method: 'POST',
  path: '/own/password',
  access: own,
  summary: 'Change the password; other sign-ins may be ended with it',
  payload: z.strictObject({ present: Password, next: Password, endOthers: z.boolean().default(true) }),
  database: false,
  unaudited,
  handler: async ({ payload }) => {
    const { accountId, signInId } = me();
    const login = await proveByPassword(payload.present, 'present');
    await refuseWeakPassword(payload.next, login, 'next');
    const hashed = await hashPassword(payload.next);
    return briefly(async () => {
      await sql`UPDATE core.accounts SET password_hash = ${hashed}, password_changed_at = now() WHERE id = ${accountId}`;
      const ended = payload.endOthers ? await closeAllSignIns(accountId, signInId) : 0;
      await audit('access.password-changed', { type: 'account', id: accountId }, { ended });
      return { ended };
    });
  },
});

const stepUp = route({
  method: 'POST',
  path: '/own/proof',
  access: own,
  summary: 'Prove again who one is: by code where a second factor is set, else by password',
  payload: z.strictObject({ password: z.string().max(200).optional(), code: z.string().trim().max(40).optional() }),
  database: false,
  unaudited,
  handler: async ({ payload, h }) => {
    const { accountId, signInId } = me();
    if (!signInId) throw forbidden();
    const needsCode = await briefly(() => hasSecondFactor(accountId));
    if (needsCode) await proveByCode(payload.code ?? '');
    else await proveByPassword(payload.password ?? '', 'password');
    const token = await briefly(async () => {
      await audit(
        'access.proved-again',
        { type: 'account', id: accountId },
        { method: needsCode ? 'code' : 'password' },
      );
      return renewSignIn(signInId);
    });
    return h.response({ proved: true }).header('Set-Cookie', cookie(token));
  },
});

export const ownProofRoutes = [changePassword, stepUp];
