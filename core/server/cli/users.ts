import { createInterface } from 'node:readline/promises';
import { randomBytes } from 'node:crypto';
import { createAccount, resetPassword } from '../../access/accounts';
import { asProcess } from '../app';

type NewUser = { name?: string; role?: string[]; passwordStdin?: boolean };

/** The password from standard input, or a new random one that is shown once. */
async function passwordFrom(fromInput: boolean | undefined) {
  if (!fromInput) return { password: randomBytes(12).toString('base64url'), shown: true };
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return { password: line, shown: false };
  throw new Error('No password came on standard input');
}

export async function createUser(login: string, options: NewUser) {
  const { password, shown } = await passwordFrom(options.passwordStdin);
  const roles = options.role ?? [];
  const id = await asProcess('regiso user create', () =>
    createAccount({ login, name: options.name ?? login, password, roles }),
  );
  return { id, login, roles, ...(shown && { password }) };
}

export async function resetUser(login: string, options: Pick<NewUser, 'passwordStdin'>) {
  const { password, shown } = await passwordFrom(options.passwordStdin);
  await asProcess('regiso user reset', () => resetPassword(login, password));
  return { login, ...(shown && { password }) };
}
