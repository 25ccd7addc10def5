import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import { createAccount } from '../../../core/access/accounts';
import { identitiesOf, linkIdentity } from '../../../core/access/identities';
import { halfwayNote, strangerNote } from '../../../core/access/providers/arrive';
import { cookieName, openSignIn } from '../../../core/access/sign-ins';
import { codeOf, stepAt } from '../../../core/access/totp';
import { simulatorIssuer } from '../../../core/access/simulator/people';
import type { Making } from '../call';
import type { Ground } from '../ground';
import { aGrant, asCaller, aUser } from '../people';

const reason = { reason: 'Приказ № 12' };
const password = 'четыре слова подряд тут';
const note = (line: string) => ({ cookie: line.split(';')[0] ?? '' });

const right = ({ school: { participantId } }: Ground, role: string) =>
  ({ role, subsystem: 'school', scope: 'participant', participantId }) as const;

/** A right that one teacher of the school holds. */
async function aTeachersGrant(ground: Ground) {
  const { id } = await ground.aColleague();
  return { params: { id: await ground.work(() => aGrant(id, right(ground, 'teacher'))) } };
}

/** A right that the second operator has asked for: to administer schools of the municipality. */
async function aRequestedGrant(ground: Ground) {
  const { id: accountId } = await ground.aColleague();
  const wanted = { role: 'subsystem-administrator', subsystem: 'school', municipalityId: 'ishim-city' };
  const payload = { ...wanted, accountId, scope: 'municipality', ground: 'Приказ № 3' };
  const { body } = await ground.second.call('/api/access/grants', { method: 'POST', payload });
  return { params: { id: (body as { id: string }).id } };
}

const aColleagueById = async (ground: Ground) => ({ params: { id: (await ground.aColleague()).id } });

/** A new user with the one-time code, as an administrator of the school makes them. */
async function aNewUser({ users, school }: Ground) {
  const login = `n-${randomUUID().slice(0, 13)}`;
  const payload = { login, name: 'Новый человек', post: 'Учитель', participantId: school.participantId };
  const { body } = await users.administrator.call('/api/access/users', { method: 'POST', payload });
  return { login, code: (body as { code: string }).code };
}

async function withPassword({ test, work }: Ground) {
  const login = `w-${randomUUID().slice(0, 13)}`;
  const { id, token } = await work(async () => {
    const made = await createAccount({ login, name: 'Человек с паролем', password, roles: [] });
    return { id: made, token: await openSignIn(made, {}) };
  });
  return { id, login, by: asCaller(test, `${cookieName()}=${token}`) };
}

const fromBase32 = (text: string) => {
  const bits = [...text].map((letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
};

/** Somebody who has begun to set a second factor up, with its codes. */
async function withSecret({ test }: Ground) {
  const user = await aUser(test);
  const { body } = await user.call('/api/access/own/second-factor', { method: 'POST' });
  const secret = fromBase32((body as { secret: string }).secret);
  return { ...user, codeAt: (steps: number) => codeOf(secret, stepAt(Date.now()) + steps) };
}

async function withFactor(ground: Ground) {
  const user = await withSecret(ground);
  const payload = { code: user.codeAt(-1) };
  await user.call('/api/access/own/second-factor/confirm', { method: 'POST', payload });
  return user;
}

const anIdentity = () => ({ way: 'esia', issuer: simulatorIssuer, subject: randomUUID(), strong: false });

/** Another sign-in of the teacher. */
const aSignIn = ({ users: { teacher }, work }: Ground) =>
  work(async () => {
    await openSignIn(teacher.id, { device: 'another' });
    const [row] = await sql<{ id: string }>`SELECT id FROM core.sign_ins WHERE account_id = ${teacher.id}
      AND device = 'another' ORDER BY id DESC LIMIT 1`;
    return { params: { id: row?.id ?? '' } };
  });

/** One of two identities linked to the teacher's account: the last one left could not be taken away. */
const aLinkedIdentity = ({ users: { teacher }, work }: Ground) =>
  work(async () => {
    const another = () => ({ ...anIdentity(), issuer: `https://${randomUUID()}.example` });
    await linkIdentity(teacher.id, another(), 'own-account');
    await linkIdentity(teacher.id, another(), 'own-account');
    return { params: { id: (await identitiesOf(teacher.id))[0]?.id ?? '' } };
  });

export const accessCalls: Record<string, Making> = {
  'POST /api/access/sign-in': async (ground) => ({ payload: { login: (await withPassword(ground)).login, password } }),
  'POST /api/access/sign-out': async ({ test }) => ({ by: (await aUser(test)).call }),
  'POST /api/access/activate': async (ground) => ({ payload: { ...(await aNewUser(ground)), password } }),
  'GET /api/access/enter/{way}': () => ({ params: { way: 'esia' } }),
  'POST /api/access/enter-code': async (ground) => {
    const { id: accountId, codeAt } = await withFactor(ground);
    return { payload: { code: codeAt(0) }, headers: note(halfwayNote.leave({ accountId, way: 'esia', to: '/' })) };
  },
  'POST /api/access/stranger': async (ground) => ({
    payload: await aNewUser(ground),
    headers: note(strangerNote.leave(anIdentity())),
  }),
  'GET /api/access/own/identities': async (ground) => {
    const { params } = await ground.once('identity', () => aLinkedIdentity(ground));
    return { record: params.id };
  },
  'POST /api/access/own/identities/{way}': async ({ test }) => ({
    by: (await aUser(test)).call,
    params: { way: 'esia' },
  }),
  'DELETE /api/access/own/identities/{id}': aLinkedIdentity,
  'POST /api/access/own/proof/{way}': async ({ test }) => ({ by: (await aUser(test)).call, params: { way: 'esia' } }),
  'GET /api/access/own/account': ({ users }) => ({ record: users.teacher.login }),
  'GET /api/access/own/rights': ({ users }) => ({ record: users.teacher.id }),
  'DELETE /api/access/own/sign-ins/{id}': aSignIn,
  'POST /api/access/own/sign-ins/end-others': async ({ test }) => ({ by: (await aUser(test)).call }),
  'POST /api/access/own/password': async (ground) => ({
    by: (await withPassword(ground)).by,
    payload: { present: password, next: 'пять других слов подряд здесь' },
  }),
  'POST /api/access/own/proof': async (ground) => ({ by: (await withPassword(ground)).by, payload: { password } }),
  'POST /api/access/own/second-factor': async ({ test }) => ({ by: (await aUser(test)).call }),
  'POST /api/access/own/second-factor/confirm': async (ground) => {
    const { call, codeAt } = await withSecret(ground);
    return { by: call, payload: { code: codeAt(0) } };
  },
  'DELETE /api/access/own/second-factor': async (ground) => ({ by: (await withFactor(ground)).call }),
  'POST /api/access/own/recovery-codes': async (ground) => ({ by: (await withFactor(ground)).call }),
  'GET /api/access/why/{participant}': ({ school }) => ({ params: { participant: school.participantId } }),
  'GET /api/access/why/{kind}/{id}': ({ pupil }) => ({ params: { kind: 'people.card', id: pupil } }),

  'POST /api/access/users/search': ({ users: { teacher } }) => ({
    payload: { text: teacher.login },
    record: teacher.id,
  }),
  'POST /api/access/users': ({ school: { participantId } }) => ({
    payload: { login: `n-${randomUUID().slice(0, 13)}`, name: 'Новый человек', post: 'Учитель', participantId },
  }),
  'POST /api/access/users/{id}/reset': aColleagueById,
  'POST /api/access/users/{id}/end-sign-ins': aColleagueById,
  'POST /api/access/users/{id}/dismiss': async (ground) => ({ ...(await aColleagueById(ground)), payload: reason }),
  'GET /api/access/grants': ({ school: { participantId }, users }) => ({
    query: { participant: participantId, account: users.teacher.id },
    record: users.teacher.id,
  }),
  'POST /api/access/grants': async (ground) => ({
    payload: {
      ...right(ground, 'teacher'),
      accountId: (await ground.aColleague()).id,
      ground: 'Приказ № 1',
    },
  }),
  'POST /api/access/grants/{id}/confirm': aRequestedGrant,
  'POST /api/access/grants/{id}/refuse': async (ground) => ({ ...(await aRequestedGrant(ground)), payload: reason }),
  'POST /api/access/grants/{id}/revoke': async (ground) => ({ ...(await aTeachersGrant(ground)), payload: reason }),
  'POST /api/access/grants/{id}/hand-over': async (ground) => ({
    ...(await aTeachersGrant(ground)),
    payload: { accountId: (await ground.aColleague()).id, on: '2100-01-01', ground: 'Приказ о замене' },
  }),
};
