import { audit } from '../server/audit';
import { conflict, invalidInput } from '../server/errors';
import { sql } from '../server/sql';
import { hashPassword } from './passwords';
import { knownRoles } from './roles';
import { closeAllSignIns } from './sign-ins';

type NewAccount = { login: string; name: string; password: string; roles: readonly string[]; demo?: boolean };
const shortest = 8;

/** Creates an account with roles; gives its id. Throws 409 for a taken login, 400 for a short password or unknown role. */
export async function createAccount({ login, name, password, roles, demo }: NewAccount): Promise<string> {
  const unknown = roles.filter((role) => !knownRoles().includes(role));
  if (unknown.length)
    throw invalidInput(`Неизвестная роль: ${unknown.join(', ')}. Есть роли: ${knownRoles().join(', ')}`);
  const hashed = await hashPassword(accepted(password));
  const [row] = await sql<{ id: string }>`INSERT INTO core.accounts (login, name, password_hash, is_demo)
    VALUES (${login.trim().toLowerCase()}, ${name}, ${hashed}, ${demo ?? false})
    ON CONFLICT (login) DO NOTHING RETURNING id`;
  if (!row) throw conflict('Такое имя для входа уже занято');
  await sql`INSERT INTO core.account_roles (account_id, role) SELECT ${row.id}, unnest(${[...roles]}::text[])`;
  await audit('access.account-created', { type: 'account', id: row.id }, { roles });
  return row.id;
}

/** Gives a new password and ends every sign-in of the account. */
export async function resetPassword(login: string, password: string) {
  const hashed = await hashPassword(accepted(password));
  const [row] = await sql<{ id: string }>`UPDATE core.accounts SET password_hash = ${hashed}
    WHERE login = ${login.trim().toLowerCase()} RETURNING id`;
  if (!row) throw invalidInput('Такого имени для входа нет');
  await closeAllSignIns(row.id);
  await audit('access.password-reset', { type: 'account', id: row.id });
}

const accepted = (password: string) => {
  if (password.length < shortest) throw invalidInput(`Пароль короче ${shortest} знаков`);
  return password;
};
