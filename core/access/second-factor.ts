import { createHash, randomBytes } from 'node:crypto';
import { audit } from '../server/audit';
import { conflict, invalidInput } from '../server/errors';
import { sql } from '../server/sql';
import { seal, unseal } from './sealing';
import { base32, keyUri, stepOf } from './totp';

const place = (accountId: string) => `core.second_factors|secret|${accountId}`;
const codesGiven = 10;
const hashOf = (code: string) => createHash('sha256').update(code.replace(/[\s-]/g, '').toUpperCase()).digest();

type Row = { secret: Buffer; confirmed: boolean; last_step: string | null };

const factorOf = async (accountId: string) => {
  const [row] = await sql<Row>`SELECT secret, confirmed_at IS NOT NULL AS confirmed, last_step
    FROM core.second_factors WHERE account_id = ${accountId} FOR UPDATE`;
  return row;
};

export async function hasSecondFactor(accountId: string): Promise<boolean> {
  const [row] = await sql`SELECT 1 AS one FROM core.second_factors
    WHERE account_id = ${accountId} AND confirmed_at IS NOT NULL`;
  return Boolean(row);
}

/** A new secret, which counts once a code made from it is given. Throws 409 when a factor is already in use. */
export async function beginSecondFactor(accountId: string, login: string) {
  if (await hasSecondFactor(accountId)) throw conflict('Второй фактор уже включён');
  const secret = randomBytes(20);
  await sql`INSERT INTO core.second_factors (account_id, secret) VALUES (${accountId}, ${seal(secret, place(accountId))})
    ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, last_step = NULL, made_at = now()`;
  await audit('access.second-factor-begun', { type: 'account', id: accountId });
  return { secret: base32(secret), uri: keyUri(secret, login, 'РЕГИСО') };
}

/** Switches the factor on and gives the recovery codes, shown once. Throws 400 for a code that does not fit. */
export async function confirmSecondFactor(accountId: string, code: string): Promise<string[]> {
  const row = await factorOf(accountId);
  if (!row || row.confirmed) throw conflict('Нечего подтверждать: начните заново');
  if (!(await useStep(accountId, row, code)))
    throw invalidInput([{ path: ['payload', 'code'], message: 'Код не подошёл. Проверьте время на телефоне' }]);
  await sql`UPDATE core.second_factors SET confirmed_at = now() WHERE account_id = ${accountId}`;
  await audit('access.second-factor-set', { type: 'account', id: accountId });
  return newRecoveryCodes(accountId);
}

/** Ten new recovery codes; older ones count no more. */
export async function newRecoveryCodes(accountId: string): Promise<string[]> {
  const codes = Array.from({ length: codesGiven }, () => base32(randomBytes(10)).slice(0, 16));
  await sql`DELETE FROM core.recovery_codes WHERE account_id = ${accountId}`;
  await sql`INSERT INTO core.recovery_codes (account_id, hash) SELECT ${accountId}, unnest(${codes.map(hashOf)}::bytea[])`;
  await audit('access.recovery-codes-made', { type: 'account', id: accountId });
  return codes.map((code) => (code.match(/.{4}/g) ?? []).join('-'));
}

/** Whether the code of an application or a recovery code is right; each counts once. */
export async function secondFactorFits(accountId: string, code: string): Promise<boolean> {
  const row = await factorOf(accountId);
  if (!row?.confirmed) return false;
  if (await useStep(accountId, row, code.trim())) return true;
  const [used] = await sql`UPDATE core.recovery_codes SET used_at = now()
    WHERE account_id = ${accountId} AND hash = ${hashOf(code)} AND used_at IS NULL RETURNING 1 AS one`;
  if (used) await audit('access.recovery-code-used', { type: 'account', id: accountId });
  return Boolean(used);
}

async function useStep(accountId: string, row: Row, code: string): Promise<boolean> {
  const step = stepOf(unseal(row.secret, place(accountId)), code, Date.now(), Number(row.last_step ?? -1));
  if (step === undefined) return false;
  await sql`UPDATE core.second_factors SET last_step = ${step} WHERE account_id = ${accountId}`;
  return true;
}

export async function removeSecondFactor(accountId: string) {
  await sql`DELETE FROM core.second_factors WHERE account_id = ${accountId}`;
  await sql`DELETE FROM core.recovery_codes WHERE account_id = ${accountId}`;
  await audit('access.second-factor-removed', { type: 'account', id: accountId });
}

export async function recoveryCodesLeft(accountId: string): Promise<number> {
  const [row] = await sql<{ left: number }>`SELECT count(*)::int AS left FROM core.recovery_codes
    WHERE account_id = ${accountId} AND used_at IS NULL`;
  return row?.left ?? 0;
}
