import { audit } from '../server/audit';
import { conflict, invalidInput } from '../server/errors';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { hashPassword } from './passwords';
import { refuseWeakPassword } from './password-rules';
import { administrators, knownRoles } from './roles';
import { closeAllSignIns } from './sign-ins';

type NewAccount = {
  login: string;
  name: string;
  /** None: the person sets it by an activation code. */
  password?: string;
  /** Rights over the whole region, which only the machine itself may give without a second person. */
  roles: readonly string[];
  participantId?: string;
  post?: string;
  demo?: boolean;
};

/** Creates an account with roles; gives its id. Throws 409 for a taken login, 400 for a weak password or unknown role. */
export async function createAccount(given: NewAccount): Promise<string> {
  const login = given.login.trim().toLowerCase();
  refuseUnknownRoles(given.roles);
  if (given.password !== undefined && !given.demo) await refuseWeakPassword(given.password, login);
  const hashed = given.password === undefined ? null : await hashPassword(given.password);
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.accounts (login, name, password_hash, is_demo, participant_id, post, password_changed_at)
    VALUES (${login}, ${given.name}, ${hashed}, ${given.demo ?? false}, ${given.participantId ?? null},
      ${given.post ?? null}, ${hashed && new Date()})
    ON CONFLICT (login) DO NOTHING RETURNING id`;
  if (!row) throw conflict('Такое имя для входа уже занято');
  await giveFromMachine(row.id, given.roles, given.demo ? 'Демонстрация' : 'Выдано командой на сервере');
  await audit('access.account-created', { type: 'account', id: row.id }, { roles: given.roles });
  return row.id;
}

function refuseUnknownRoles(roles: readonly string[]) {
  const known = knownRoles();
  const unknown = roles.filter((role) => !known.includes(role));
  if (unknown.length) throw invalidInput(`Неизвестная роль: ${unknown.join(', ')}. Есть роли: ${known.join(', ')}`);
  const placed = roles.filter((role) => (administrators as readonly string[]).includes(role));
  if (placed.length)
    throw invalidInput(`Роль ${placed.join(', ')} даётся в кабинете: ей нужны подсистема и участник или территория`);
}

// The command line needs no second person: whoever has the machine has everything on it. The audit says so.
async function giveFromMachine(accountId: string, roles: readonly string[], ground: string) {
  if (!roles.length) return;
  const [before] = await sql<{ operators: number }>`SELECT count(*)::int AS operators FROM core.grants
    WHERE role = 'operator' AND state = 'active'`;
  await sql`INSERT INTO core.grants (account_id, role, scope, ground, starts_on, state, given_by_process)
    SELECT ${accountId}, unnest(${[...roles]}::text[]), 'region', ${ground}, ${todayHere()}::date, 'active', 'command line'`;
  if (!roles.includes('operator')) return;
  const details = { role: 'operator', first: before?.operators === 0, confirmed: false };
  await audit('access.granted-by-command', { type: 'account', id: accountId }, details);
}

/** Gives a new password and ends every sign-in of the account. */
export async function resetPassword(login: string, password: string) {
  const normal = login.trim().toLowerCase();
  await refuseWeakPassword(password, normal);
  const hashed = await hashPassword(password);
  const [row] = await sql<{
    id: string;
  }>`UPDATE core.accounts SET password_hash = ${hashed}, password_changed_at = now()
    WHERE login = ${normal} RETURNING id`;
  if (!row) throw invalidInput('Такого имени для входа нет');
  await closeAllSignIns(row.id);
  await audit('access.password-reset', { type: 'account', id: row.id });
}
