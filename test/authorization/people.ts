import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import type { Answer, TestApp } from '@regiso/core/testing';
import { createAccount } from '../../core/access/accounts';
import { cookieName, openSignIn } from '../../core/access/sign-ins';
import { dayFrom } from '../../core/access/test/people';
import type { Role } from '../authorization-matrix';

export type Right = {
  role: string;
  subsystem?: string;
  scope: 'region' | 'municipality' | 'participant';
  participantId?: string;
  municipalityId?: string;
};
type Options = { method?: string; payload?: object; headers?: Record<string, string> };
export type Caller = (url: string, options?: Options) => Promise<Answer>;
export type User = { id: string; login: string; cookie: string; call: Caller };

/** Somebody with rights who has just signed in; no password is hashed for it. */
export async function aUser(test: TestApp, rights: readonly Right[] = [], participantId?: string): Promise<User> {
  const login = `u-${randomUUID().slice(0, 13)}`;
  const { id, token } = await test.work(async () => {
    const made = await createAccount({
      login,
      name: `Человек ${login}`,
      roles: [],
      ...(participantId && { participantId }),
    });
    for (const right of rights) await aGrant(made, right);
    const opened = await openSignIn(made, { device: login });
    // As before any rules that the walk publishes: those would have to be read first.
    await sql`UPDATE core.sign_ins SET created_at = now() - interval '1 hour' WHERE account_id = ${made}`;
    return { id: made, token: opened };
  });
  const cookie = `${cookieName()}=${token}`;
  return { id, login, cookie, call: asCaller(test, cookie) };
}

export const asCaller =
  (test: TestApp, cookie: string): Caller =>
  (url, { headers, ...options } = {}) =>
    test.call(url, {
      ...options,
      headers: { ...headers, cookie: [cookie, headers?.cookie].filter(Boolean).join('; ') },
    });

/** A right as the command line would write it; gives its id. */
export async function aGrant(accountId: string, { role, scope, ...place }: Right): Promise<string> {
  const [row] = await sql<{ id: string }>`INSERT INTO core.grants (account_id, role, subsystem, scope, participant_id,
      municipality_id, ground, starts_on, state, given_by_process)
    VALUES (${accountId}, ${role}, ${place.subsystem ?? null}, ${scope}, ${place.participantId ?? null},
      ${place.municipalityId ?? null}, 'Приказ для проверки', ${dayFrom(-10)}, 'active', 'test') RETURNING id`;
  return row?.id ?? '';
}

/** Somebody in each role, as wide as the regulation lets it be. */
export const aHolder = (test: TestApp, role: Role, participantId: string): Promise<User> => {
  if (role === 'nobody in particular') return aUser(test);
  if (role === 'participant-administrator')
    return aUser(test, [{ role, subsystem: 'school', scope: 'participant', participantId }], participantId);
  if (role === 'preschool-specialist')
    return aUser(test, [{ role, subsystem: 'kindergarten', scope: 'municipality', municipalityId: 'ishim-city' }]);
  if (role === 'kindergarten-head' || role === 'kindergarten-teacher')
    return aUser(test, [{ role, subsystem: 'kindergarten', scope: 'participant', participantId }], participantId);
  if (role === 'teacher' || role === 'head-teacher')
    return aUser(test, [{ role, subsystem: 'school', scope: 'participant', participantId }], participantId);
  if (role === 'school-exams')
    return aUser(test, [{ role, subsystem: 'portal', scope: 'participant', participantId }], participantId);
  const subsystem = role === 'subsystem-administrator' ? { subsystem: 'school' } : {};
  return aUser(test, [{ role, scope: 'region', ...subsystem }]);
};
