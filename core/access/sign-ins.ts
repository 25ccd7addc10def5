import { createHash, randomBytes } from 'node:crypto';
import type { Request } from '@hapi/hapi';
import type { Actor } from '../server/context';
import { inTransaction } from '../server/database';
import { installed } from '../server/installed';
import { sql } from '../server/sql';

const absoluteHours = 12;
const idleMinutes = 120;
const rememberMs = 5_000;

/** `__Host-` and Secure, except where plain http is all there is: demo on loopback. */
export const cookieName = () => (installed().config.production ? '__Host-sid' : 'sid');

export const tokenHash = (token: string) => createHash('sha256').update(token).digest();

/** Opens a sign-in and gives its opaque token; only the token's hash is stored. */
export async function openSignIn(accountId: string, request: { ip?: string; device?: string }): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await sql`INSERT INTO core.sign_ins (token_hash, account_id, ends_at, ip, device)
    VALUES (${tokenHash(token)}, ${accountId}, now() + make_interval(hours => ${absoluteHours}), ${request.ip ?? null}, ${request.device ?? null})`;
  return token;
}

type Known = { actor: Actor; until: number };
const recent = new Map<string, Known>();

/** Who sends the request, from its cookie; undefined for nobody. Kept in memory for five seconds. */
export async function actorOf(request: Request): Promise<Actor | undefined> {
  const token = tokenOf(request);
  if (!token) return undefined;
  const known = recent.get(token);
  if (known && known.until > Date.now()) return known.actor;
  const actor = await inTransaction({ process: 'sign-in' }, () => loadActor(token));
  recent.delete(token);
  if (!actor) return undefined;
  if (recent.size > 10_000) recent.clear();
  recent.set(token, { actor, until: Date.now() + rememberMs });
  return actor;
}

export function tokenOf(request: Request): string | undefined {
  const header = request.headers.cookie as string | undefined;
  const name = cookieName();
  const found = header?.split(/;\s*/).find((cookie) => cookie.startsWith(`${name}=`));
  const token = found?.slice(name.length + 1);
  return token && /^[\w-]{43}$/.test(token) ? token : undefined;
}

type Row = { sign_in_id: string; account_id: string; name: string; roles: string[]; permissions: string[] };

async function loadActor(token: string): Promise<Actor | undefined> {
  const [row] = await sql<Row>`
    UPDATE core.sign_ins s SET seen_at = now() FROM core.accounts a
    WHERE s.token_hash = ${tokenHash(token)} AND a.id = s.account_id AND a.disabled_at IS NULL
      AND s.ends_at > now() AND s.seen_at > now() - make_interval(mins => ${idleMinutes})
    RETURNING s.id AS sign_in_id, a.id AS account_id, a.name,
      ARRAY(SELECT role FROM core.account_roles r WHERE r.account_id = a.id ORDER BY role) AS roles,
      ARRAY(SELECT DISTINCT p.permission FROM core.account_roles r JOIN core.role_permissions p USING (role)
            WHERE r.account_id = a.id) AS permissions`;
  if (!row) return undefined;
  return {
    accountId: row.account_id,
    signInId: row.sign_in_id,
    name: row.name,
    roles: row.roles,
    permissions: new Set(row.permissions),
  };
}

/** Ends one sign-in at once. */
export async function closeSignIn(token: string) {
  recent.delete(token);
  await sql`DELETE FROM core.sign_ins WHERE token_hash = ${tokenHash(token)}`;
}

/** Ends every sign-in of an account; this process forgets them now, others within five seconds. */
export async function closeAllSignIns(accountId: string) {
  recent.clear();
  await sql`DELETE FROM core.sign_ins WHERE account_id = ${accountId}`;
}
