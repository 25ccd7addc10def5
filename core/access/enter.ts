import { inTransaction } from '../server/database';
import { ProblemError } from '../server/errors';
import { sql } from '../server/sql';
import { admit, refuseEntry, type Entered, type From } from './admit';
import { countTry } from './attempts';
import { passwordFits } from './passwords';

export type Credentials = { login: string; password: string; code?: string | undefined };
type Account = { id: string; login: string; name: string; password_hash: string | null };

/** The context of the system itself while it finds out who comes. */
export const whole = { process: 'sign-in', login: 'app', reach: 'whole' } as const;

const wrong = () =>
  new ProblemError({
    status: 401,
    code: 'wrong-credentials',
    title: { ru: 'Неверное имя или пароль', en: 'Wrong login or password' },
  });

/**
 * Signs in by password and, where it is set, second factor; gives the token. The password is checked between two short
 * transactions: a crowd that waits for its turn holds no connection. `tries` is the name they are counted by. Throws the refusal, already counted and audited.
 */
export async function enter(
  { login, password, code }: Credentials,
  from: From,
  tries: string = login,
): Promise<Entered> {
  const account = await inTransaction(whole, async () => {
    await countTry(tries, from.ip);
    const [row] = await sql<Account>`SELECT id, login, name, password_hash FROM core.accounts
      WHERE login = ${login} AND disabled_at IS NULL`;
    return row;
  });
  const fits = await passwordFits(account?.password_hash, password);
  const outcome = await inTransaction(whole, () =>
    fits && account
      ? admit({ account, by: 'password', code, tries }, from)
      : refuseEntry({ login: tries, refusal: wrong(), reason: 'wrong', by: 'password', id: account?.id }),
  );
  if (outcome instanceof ProblemError) throw outcome;
  return outcome;
}
