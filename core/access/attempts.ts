import { createHash } from 'node:crypto';
import { audit } from '../server/audit';
import { tooManyRequests } from '../server/errors';
import { log } from '../server/log';
import { sql } from '../server/sql';

const tries = 5;
const pauseMinutes = 15;

// Logins are counted by hash whether or not an account stands behind them, so the limit tells nothing.
const loginHash = (login: string) => createHash('sha256').update(login).digest();

/** Throws 429 after five failures within fifteen minutes, with how long to wait. */
export async function refuseAfterTooMany(login: string) {
  const [row] = await sql<{ failures: number; wait: number }>`
    SELECT count(*)::int AS failures,
      coalesce(ceil(extract(epoch FROM max(at) + make_interval(mins => ${pauseMinutes}) - now())), 0)::int AS wait
    FROM core.sign_in_failures
    WHERE login_hash = ${loginHash(login)} AND at > now() - make_interval(mins => ${pauseMinutes})`;
  if ((row?.failures ?? 0) >= tries) throw tooManyRequests(Math.max(row?.wait ?? 60, 1));
}

/** Counts a try before it is judged, so that many at once are as few as one after another. Throws 429 at the limit. */
export async function countTry(login: string) {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${loginHash(login).toString('hex')}, 7))`;
  await refuseAfterTooMany(login);
  await sql`INSERT INTO core.sign_in_failures (login_hash) VALUES (${loginHash(login)})`;
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
}
