import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Request } from '@hapi/hapi';
import { z } from 'zod';
import { sql } from '../../server/sql';
import { secretFor } from '../sealing';
import { keptNote } from './kept';
import { returnPlace } from './return-place';

const minutes = 10;

const Flow = z.object({
  id: z.uuid(),
  way: z.string(),
  /** `state` of ESIA: a GUID. Bell makes its own. */
  state: z.uuid(),
  salt: z.string(),
  to: z.string(),
  begunAt: z.number(),
  purpose: z.enum(['sign-in', 'link', 'prove']),
  /** Whose identity is linked or proved, in which sign-in. */
  accountId: z.string().optional(),
  signInId: z.string().optional(),
});
export type Flow = z.output<typeof Flow>;
type Beginning = Pick<Flow, 'way' | 'purpose'> & { to?: unknown; accountId?: string; signInId?: string };

/** What this browser began at which provider; bound to the browser, good for ten minutes, counts once. */
export const flowNote = keptNote('entry', Flow, minutes);

export const newFlow = ({ to, ...rest }: Beginning): Flow => ({
  ...rest,
  id: randomUUID(),
  state: randomUUID(),
  salt: randomBytes(16).toString('base64url'),
  to: returnPlace(to),
  begunAt: Date.now(),
});

/** The flow of the present request, put there before the provider's scheme runs. */
export const flowOf = (request: Request) => (request.app as { flow?: Flow }).flow;
export const setFlow = (request: Request, flow: Flow) => void ((request.app as { flow?: Flow }).flow = flow);

/** What an id_token must carry: another browser's, or an older one's, does not fit. */
export function nonceOf({ id, salt }: Flow): string {
  return createHmac('sha256', secretFor('nonce of sign-in')).update(`${id}|${salt}`).digest('base64url');
}

/** True for the first use of a flow only; needs a transaction. */
export async function spendFlow({ id }: Flow): Promise<boolean> {
  await sql`DELETE FROM core.used_flows WHERE used_at < now() - make_interval(mins => ${minutes * 2})`;
  const [row] = await sql`INSERT INTO core.used_flows (id) VALUES (${id}) ON CONFLICT DO NOTHING RETURNING id`;
  return Boolean(row);
}
