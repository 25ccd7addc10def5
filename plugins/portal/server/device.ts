import { randomBytes } from 'node:crypto';
import type { Request, ResponseObject } from '@hapi/hapi';
import { installed } from '@regiso/core';

const cookie = 'regiso-device';

/** By what a browser is told from another one while results are looked up: a random word that says nothing of anybody. */
export function deviceOf(request: Request): string | undefined {
  const given: unknown = request.state[cookie];
  return typeof given === 'string' && /^[\w-]{22}$/.test(given) ? given : undefined;
}

/** Gives the browser its word, unless it has one. */
export function withDevice(request: Request, response: ResponseObject): ResponseObject {
  if (deviceOf(request)) return response;
  return response.state(cookie, randomBytes(16).toString('base64url'), {
    ...{ ttl: 86_400_000, path: '/exam-results', isHttpOnly: true, isSameSite: 'Strict', encoding: 'none' },
    ...{ strictHeader: true, isSecure: installed().config.production },
  });
}
