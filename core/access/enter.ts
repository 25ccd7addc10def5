import { audit } from '../server/audit';
import { inTransaction } from '../server/database';
import { ProblemError } from '../server/errors';
import { sql } from '../server/sql';
import { countTry, forgetTries, noteLockOut } from './attempts';
import { heldGrants } from './held-grants';
import { passwordFits } from './passwords';
import { hasSecondFactor, secondFactorFits } from './second-factor';
import { openSignIn } from './sign-ins';

export type Credentials = { login: string; password: string; code?: string | undefined };
type From = { ip: string; device: string };
type Account = { id: string; name: string; password_hash: string | null };

const whole = { process: 'sign-in', login: 'app', reach: 'whole' } as const;

const problem = (status: number, code: string, ru: string, en: string) =>
  new ProblemError({ status, code, title: { ru, en } });
const wrong = () => problem(401, 'wrong-credentials', 'Неверное имя или пароль', 'Wrong login or password');
const refusals = {
  suspended: () =>
    problem(
      403,
      'participant-suspended',
      'Доступ вашей организации приостановлен. Обратитесь к её администратору',
      'The access of your organisation is suspended. Ask its administrator',
    ),
  'no-agreement': () =>
    problem(
      403,
      'no-agreement',
      'Соглашение вашей организации не действует. Обратитесь к её администратору',
      'The agreement of your organisation is not in force. Ask its administrator',
    ),
} as const;

/**
 * Signs in by password and, where it is set, second factor; gives the token. The password is checked between two short
 * transactions: a crowd that waits for its turn holds no connection. Throws the refusal, already counted and audited.
 */
export async function enter({ login, password, code }: Credentials, from: From) {
  const account = await inTransaction(whole, async () => {
    await countTry(login);
    const [row] = await sql<Account>`SELECT id, name, password_hash FROM core.accounts
      WHERE login = ${login} AND disabled_at IS NULL`;
    return row;
  });
  const fits = await passwordFits(account?.password_hash, password);
  const outcome = await inTransaction(whole, () =>
    fits && account ? admit(account, { login, code }, from) : refuse(login, wrong(), 'wrong', account?.id),
  );
  if (outcome instanceof ProblemError) throw outcome;
  return outcome;
}

// Given back, not thrown: what is counted and audited must be kept, and a throw would roll it back.
async function refuse(login: string, refusal: ProblemError, reason: string, accountId?: string) {
  await audit('access.sign-in-refused', { type: 'account', ...(accountId && { id: accountId }) }, { reason });
  await noteLockOut(login, accountId);
  return refusal;
}

async function admit(account: Account, { login, code }: Pick<Credentials, 'login' | 'code'>, from: From) {
  const { blocked } = await heldGrants(account.id);
  if (blocked) {
    await forgetTries(login);
    return refuse(login, refusals[blocked](), blocked, account.id);
  }
  const needsCode = await hasSecondFactor(account.id);
  if (needsCode && !code) {
    await forgetTries(login);
    await audit('access.second-factor-asked', { type: 'account', id: account.id });
    return problem(401, 'second-factor-required', 'Введите код из приложения', 'Enter the code of your application');
  }
  if (needsCode && !(await secondFactorFits(account.id, code ?? '')))
    return refuse(
      login,
      problem(401, 'wrong-code', 'Код не подошёл', 'The code does not fit'),
      'wrong-code',
      account.id,
    );
  await forgetTries(login);
  const method = needsCode ? 'password+code' : 'password';
  const token = await openSignIn(account.id, { ...from, method });
  await audit('access.signed-in', { type: 'account', id: account.id }, { method });
  return { token, name: account.name };
}
