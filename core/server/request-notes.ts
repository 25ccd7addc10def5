import { randomUUID } from 'node:crypto';
import type { Request } from '@hapi/hapi';
import type { Actor } from './context';
import type { Problem } from './errors';
import { log } from './log';

/** What a request carries about itself beyond its handler: its id and the account that asks. */
type About = { requestId?: string; actor?: string };

/** Remembers by which account a request came, and gives its actor on. */
export function known(request: Request, actor: Actor | undefined) {
  if (actor) (request.app as About).actor = actor.accountId;
  return actor;
}

/** Every answer and log line of a request carries its id; a caller's own is kept when it looks like one. */
export function requestId(request: Request): string {
  const given = request.headers['x-request-id'];
  const app = request.app as About;
  app.requestId ??= typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
  return app.requestId;
}

/** A line of the log: the route by its pattern and the account by its id; nothing that was asked or sent. */
export const noteRefusal = (request: Request, { code }: Problem) =>
  log.warn('a request was refused by right', {
    ...{ path: request.route.path, method: request.method, request: requestId(request), code },
    actor: (request.app as About).actor,
  });
