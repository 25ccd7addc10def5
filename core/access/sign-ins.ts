import { createHash, randomBytes } from 'node:crypto';
import type { Request } from '@hapi/hapi';
import type { Actor, HeldGrant } from '../server/context';
import { afterCommit, inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { hearsSignals, onSignal, signal } from '../server/signals';
import { narrowedIn } from '../server/narrowing';
import { prepared, sql } from '../server/sql';
import { subsystemOf } from '../server/subsystem';
import { todayHere } from '../territory/home';
import { heldGrants } from './held-grants';
import { hasRulesToRead } from './rules-to-read';

const absoluteHours = 12;
const idleMinutes = 120;
// Whatever changes what somebody may do calls `forgetActor`, and a new day begins or ends rights; idleness is seen within this.
const rememberMs = 60_000;
const channel = 'regiso_access';
const everyone = '*';

const cookie = (name: string) => ({ name, token: new RegExp(`(?:^|;\\s*)${name}=([\\w-]{43})(?:;|$)`) });
const cookies = { production: cookie('__Host-sid'), loopback: cookie('sid') };
const ownCookie = () => (installed().config.production ? cookies.production : cookies.loopback);

/** `__Host-` and Secure, except where plain http is all there is: demo on loopback. */
export const cookieName = () => ownCookie().name;

const tokenHash = (token: string) => createHash('sha256').update(token).digest();

type Opening = { ip?: string; device?: string; method?: string };

/** Opens a sign-in and gives its opaque token; only the token's hash is stored. */
export async function openSignIn(accountId: string, { ip, device, method = 'password' }: Opening): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await sql`INSERT INTO core.sign_ins (token_hash, account_id, ends_at, ip, device, method)
    VALUES (${tokenHash(token)}, ${accountId}, now() + make_interval(hours => ${absoluteHours}), ${ip ?? null},
      ${device ?? null}, ${method})`;
  return token;
}

/** A new token for the same sign-in, whose holder has just proved again who they are. */
export async function renewSignIn(signInId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const [row] = await sql<{ account_id: string }>`UPDATE core.sign_ins
    SET token_hash = ${tokenHash(token)}, proved_at = now() WHERE id = ${signInId} RETURNING account_id`;
  if (row) await forgetActor(row.account_id);
  return token;
}

type Known = { actor: Actor; day: string; until: number };
const recent = new Map<string, Known>();
// Many requests of one page come at once: the first one asks the database, the others wait for its answer.
const asked = new Map<string, Promise<Actor | undefined>>();
// Counts what was forgotten, so that an answer read before that is not remembered after it.
let age = 0;

function forget(accountId: string) {
  age += 1;
  asked.clear();
  if (!accountId || accountId === everyone) return recent.clear();
  for (const [token, { actor }] of recent) if (actor.accountId === accountId) recent.delete(token);
}

onSignal(channel, forget);

/** Makes every process load the rights of an account anew from the commit on; of everyone without an account. */
export async function forgetActor(accountId: string = everyone) {
  await signal(channel, accountId);
  afterCommit(() => forget(accountId));
}

/** Who sends the request, from its cookie; undefined for nobody. Kept in memory for a minute, or until `forgetActor`. */
export function actorOf(request: Request): Actor | undefined | Promise<Actor | undefined> {
  const token = tokenOf(request);
  if (!token) return undefined;
  const known = recent.get(token);
  if (known && known.until > Date.now() && known.day === todayHere() && hearsSignals()) return known.actor;
  const pending = asked.get(token) ?? ask(token);
  asked.set(token, pending);
  return pending.finally(() => {
    if (asked.get(token) === pending) asked.delete(token);
  });
}

async function ask(token: string): Promise<Actor | undefined> {
  const [before, day] = [age, todayHere()];
  const found = await inTransaction({ process: 'sign-in', login: 'app', reach: 'whole' }, () => loadActor(token));
  recent.delete(token);
  if (!found) return undefined;
  if (recent.size > 10_000) recent.clear();
  const { actor, endsAt } = found;
  if (before === age) recent.set(token, { actor, day, until: Math.min(Date.now() + rememberMs, endsAt.getTime()) });
  return actor;
}

export function tokenOf(request: Request): string | undefined {
  const header = request.headers.cookie as string | undefined;
  return header && ownCookie().token.exec(header)?.[1];
}

type Holder = { account_id: string; name: string; has_factor: boolean };
type Row = Holder & { sign_in_id: string; created_at: Date; proved_at: Date; ends_at: Date; has_grants: boolean };
type Found = { actor: Actor; endsAt: Date };

// When somebody was last seen is kept to the minute: pages that ask every few seconds write nothing.
async function loadActor(token: string): Promise<Found | undefined> {
  const [row] = await prepared<Row>`
    WITH found AS (
      SELECT s.id AS sign_in_id, a.id AS account_id, a.name, s.created_at, s.proved_at, s.ends_at, s.seen_at,
        s.method LIKE '%+mfa' OR EXISTS (SELECT FROM core.second_factors f
          WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL) AS has_factor,
        EXISTS (SELECT FROM core.grants g WHERE g.account_id = a.id AND g.state = 'active') AS has_grants
      FROM core.sign_ins s JOIN core.accounts a ON a.id = s.account_id
      WHERE s.token_hash = ${tokenHash(token)} AND a.disabled_at IS NULL
        AND s.ends_at > now() AND s.seen_at > now() - make_interval(mins => ${idleMinutes})),
    seen AS (
      UPDATE core.sign_ins s SET seen_at = now() FROM found
      WHERE s.id = found.sign_in_id AND found.seen_at < now() - interval '1 minute')
    SELECT sign_in_id, account_id, name, created_at, proved_at, ends_at, has_factor, has_grants FROM found`;
  if (!row) return undefined;
  // Families have no grants, and are most of those who ask.
  const { grants, blocked } = row.has_grants ? await heldGrants(row.account_id) : { grants: [], blocked: undefined };
  if (blocked) return undefined;
  const mustRead = await hasRulesToRead(row.account_id, row.created_at);
  return { actor: { ...actorWith(row, grants), ...(mustRead && { mustRead }) }, endsAt: row.ends_at };
}

/** What somebody may do now, for work that goes on in their name while they are away; undefined once they may not sign in. */
export async function actorOfAccount(accountId: string): Promise<Actor | undefined> {
  const [row] = await sql<Holder>`
    SELECT a.id AS account_id, a.name, EXISTS (SELECT FROM core.second_factors f
      WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL) AS has_factor
    FROM core.accounts a WHERE a.id = ${accountId} AND a.disabled_at IS NULL`;
  if (!row) return undefined;
  const { grants, blocked } = await heldGrants(row.account_id);
  return blocked ? undefined : actorWith(row, grants);
}

// Whoever administers or reads the figures of the region must have a second factor; until then no right counts.
const factorRoles = new Set(['operator', 'analyst', 'subsystem-administrator', 'participant-administrator']);

function actorWith(row: Holder & Partial<Row>, held: readonly HeldGrant[]): Actor {
  const needsFactor = held.some(({ role }) => factorRoles.has(role)) && !row.has_factor;
  const waits = needsFactor && installed().config.production;
  const grants = waits ? [] : held;
  return {
    accountId: row.account_id,
    ...(row.sign_in_id && { signInId: row.sign_in_id }),
    name: row.name,
    roles: [...new Set(grants.map(({ role }) => role))],
    permissions: new Set(grants.flatMap(regionWide)),
    grants,
    ...(row.proved_at && { provedAt: row.proved_at }),
    ...(needsFactor && { needsSecondFactor: true }),
  };
}

/** What a grant allows in all of the region: no right of the core within one subsystem, nor one over some grades. */
export function regionWide(grant: HeldGrant): string[] {
  const { scope, readOnly, subsystem, permissions } = grant;
  if (scope !== 'region' || readOnly) return [];
  return [...permissions]
    .filter((permission) => subsystem === null || subsystemOf(permission) === subsystem)
    .filter((permission) => !narrowedIn(grant, permission).length);
}

/** Ends one sign-in in all processes the moment the transaction commits. */
export async function closeSignIn(token: string) {
  const [closed] = await sql<{ account_id: string }>`DELETE FROM core.sign_ins
    WHERE token_hash = ${tokenHash(token)} RETURNING account_id`;
  if (closed) await forgetActor(closed.account_id);
}

/** Ends every sign-in of an account, but for one when given, in all processes the moment the transaction commits. */
export async function closeAllSignIns(accountId: string, butFor?: string) {
  const closed = await sql`DELETE FROM core.sign_ins WHERE account_id = ${accountId}
    AND id IS DISTINCT FROM ${butFor ?? null}::uuid RETURNING id`;
  await forgetActor(accountId);
  return closed.length;
}
