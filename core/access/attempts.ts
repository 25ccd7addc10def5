import { createHash, createHmac } from 'node:crypto';
import { audit } from '../server/audit';
import { tooManyRequests } from '../server/errors';
import { log } from '../server/log';
import { sql } from '../server/sql';
import { tellOfLockOut } from './lock-outs';
import { secretFor } from './sealing';

const tries = 5;
const pauseMinutes = 15;
// A whole school sits behind one address: a ceiling for it stops guessing of many logins, not a busy morning.
const triesOfAddress = 300;

// Logins are counted by hash whether or not an account stands behind them, so the limit tells nothing.
const loginHash = (login: string) => createHash('sha256').update(login).digest();
const addressHash = (ip: string) => createHmac('sha256', secretFor('addresses of tries')).update(ip).digest();

type Count = { failures: number; wait: number };

/** Throws 429 after five failures within fifteen minutes, with how long to wait. */
async function refuseAfterTooMany(login: string) {
  const [row] = await sql<Count>`
    SELECT count(*)::int AS failures,
      coalesce(ceil(extract(epoch FROM max(at) + make_interval(mins => ${pauseMinutes}) - now())), 0)::int AS wait
    FROM core.sign_in_failures
    WHERE login_hash = ${loginHash(login)} AND at > now() - make_interval(mins => ${pauseMinutes})`;
  if ((row?.failures ?? 0) >= tries) throw tooManyRequests(Math.max(row?.wait ?? 60, 1));
}

async function refuseCrowdedAddress(ip: string) {
  const [row] = await sql<Count>`
    SELECT count(*)::int AS failures,
      coalesce(ceil(extract(epoch FROM min(at) + make_interval(mins => ${pauseMinutes}) - now())), 0)::int AS wait
    FROM core.sign_in_failures
    WHERE ip_hash = ${addressHash(ip)} AND at > now() - make_interval(mins => ${pauseMinutes})`;
  if ((row?.failures ?? 0) >= triesOfAddress) throw tooManyRequests(Math.max(row?.wait ?? 60, 1));
}

/** Counts a try before it is judged, so that many at once are as few as one after another. Throws 429 at the limit. */
export async function countTry(login: string, ip?: string) {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${loginHash(login).toString('hex')}, 7))`;
  await refuseAfterTooMany(login);
  if (ip) await refuseCrowdedAddress(ip);
  await sql`INSERT INTO core.sign_in_failures (login_hash, ip_hash)
    VALUES (${loginHash(login)}, ${ip ? addressHash(ip) : null})`;
}

/** A try that succeeded clears the count. */
export const forgetTries = (login: string) =>
  sql`DELETE FROM core.sign_in_failures WHERE login_hash = ${loginHash(login)}`;

/** Notes in the audit and the log that a login is closed for a while; called after a failed try. */
export async function noteLockOut(login: string, accountId?: string) {
  const [row] = await sql<{ failures: number }>`SELECT count(*)::int AS failures FROM core.sign_in_failures
    WHERE login_hash = ${loginHash(login)} AND at > now() - make_interval(mins => ${pauseMinutes})`;
  if (row?.failures !== tries) return;
  await audit('access.locked-out', { type: 'account', ...(accountId && { id: accountId }) }, { minutes: pauseMinutes });
  log.warn('a login is closed after failed tries', { minutes: pauseMinutes });
  if (accountId) await tellOfLockOut(accountId, pauseMinutes);
}

/** How many logins are closed now after failed tries, whether or not an account stands behind them. */
export async function countLockedOut(): Promise<number> {
  const [row] = await sql<{ logins: number }>`SELECT count(*)::int AS logins FROM (SELECT FROM core.sign_in_failures
    WHERE at > now() - make_interval(mins => ${pauseMinutes}) GROUP BY login_hash HAVING count(*) >= ${tries}) closed`;
  return row?.logins ?? 0;
}

/** Removes what counts no more: old tries, ended sign-ins, codes that are too late. Gives how many rows. */
export async function forgetStale(): Promise<number> {
  const tried = await sql`DELETE FROM core.sign_in_failures WHERE at < now() - interval '1 day' RETURNING 1`;
  const ended = await sql`DELETE FROM core.sign_ins WHERE ends_at < now() - interval '1 day' RETURNING 1`;
  const late = await sql`DELETE FROM core.activation_codes WHERE ends_at < now() RETURNING 1`;
  const used = await sql`DELETE FROM core.used_flows WHERE used_at < now() - interval '1 day' RETURNING 1`;
  return tried.length + ended.length + late.length + used.length;
}
