import { audit } from '../server/audit';
import { ProblemError } from '../server/errors';
import { sql } from '../server/sql';
import { forgetTries, noteLockOut } from './attempts';
import { heldGrants } from './held-grants';
import { hasSecondFactor, secondFactorFits } from './second-factor';
import { openSignIn } from './sign-ins';

export type From = { ip: string; device: string };
export type Entered = { token: string; name: string };

export type Arrival = {
  account: { id: string; login: string; name: string };
  /** How the person has shown who they are: `password`, `esia`, the id of a provider. */
  by: string;
  /** The provider has asked for a second factor already. */
  strong?: boolean;
  /** Code of the second factor. */
  code?: string | undefined;
  /** The name tries are counted by; the login unless the device is known. */
  tries?: string;
};

const problem = (status: number, code: string, ru: string, en: string, more?: { detail: string }) =>
  new ProblemError({ status, code, title: { ru, en }, ...more });

const refusals = {
  suspended: (reason: string | undefined) =>
    problem(
      403,
      'participant-suspended',
      'Доступ вашей организации приостановлен. Обратитесь к её администратору',
      'The access of your organisation is suspended. Ask its administrator',
      reason ? { detail: `Причина: ${reason}` } : undefined,
    ),
  'no-agreement': () =>
    problem(
      403,
      'no-agreement',
      'Соглашение вашей организации не действует. Обратитесь к её администратору',
      'The agreement of your organisation is not in force. Ask its administrator',
    ),
} as const;
const codeWanted = () =>
  problem(401, 'second-factor-required', 'Введите код из приложения', 'Enter the code of your application');
const wrongCode = () => problem(401, 'wrong-code', 'Код не подошёл', 'The code does not fit');

/** Says why: the reason that the operator gave stands in the answer to whoever has shown that they work there. */
async function refusalFor(blocked: keyof typeof refusals, accountId: string) {
  if (blocked !== 'suspended') return refusals[blocked]();
  const [row] = await sql<{ reason: string }>`SELECT s.reason FROM core.suspensions s
    JOIN core.grants g ON g.participant_id = s.participant_id AND g.account_id = ${accountId} AND g.state = 'active'
    WHERE s.lifted_at IS NULL ORDER BY s.suspended_at DESC LIMIT 1`;
  return refusals.suspended(row?.reason);
}

/**
 * The one way in: whoever has shown who they are, by password or by a provider, passes the same rules here and gets a sign-in.
 * Gives the refusal back instead of throwing it: what is counted and audited must be kept, and a throw would roll it back.
 */
export async function admit(arrival: Arrival, from: From): Promise<Entered | ProblemError> {
  const { account, by, strong, code, tries = account.login } = arrival;
  const { blocked } = await heldGrants(account.id);
  if (blocked) {
    await forgetTries(tries);
    return refuseEntry({
      id: account.id,
      login: tries,
      refusal: await refusalFor(blocked, account.id),
      reason: blocked,
      by,
      shown: true,
    });
  }
  const needsCode = !strong && (await hasSecondFactor(account.id));
  if (needsCode && !code) {
    await forgetTries(tries);
    await audit('access.second-factor-asked', { type: 'account', id: account.id }, { method: by }, { by: account.id });
    return codeWanted();
  }
  if (needsCode && !(await secondFactorFits(account.id, code ?? '')))
    return refuseEntry({ id: account.id, login: tries, refusal: wrongCode(), reason: 'wrong-code', by, shown: true });
  await forgetTries(tries);
  const method = needsCode ? `${by}+code` : strong ? `${by}+mfa` : by;
  const token = await openSignIn(account.id, { ...from, method });
  await audit('access.signed-in', { type: 'account', id: account.id }, { method }, { by: account.id });
  return { token, name: account.name };
}

type Refused = {
  refusal: ProblemError;
  reason: string;
  by: string;
  login: string;
  id?: string | undefined;
  /** Whoever came has shown that the account is theirs, by a password or a provider. */
  shown?: boolean;
};

/** Audits a refusal and whether the login is closed by it. */
export async function refuseEntry({ refusal, reason, by, login, id, shown }: Refused): Promise<ProblemError> {
  const object = { type: 'account', ...(id && { id }) };
  await audit('access.sign-in-refused', object, { reason, method: by }, shown && id ? { by: id } : {});
  await noteLockOut(login, id);
  return refusal;
}
