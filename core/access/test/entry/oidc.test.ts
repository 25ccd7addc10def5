import { sql } from '../../../server';
import { createTestApp, type TestApp } from '../../../testing';
import { linkIdentity } from '../../identities';
import { openSaid } from '../../match-requests';
import { forgetActor } from '../../sign-ins';
import { somebody } from '../people';
import { aBrowser, locationOf, pathOf, whyOf } from './a-browser';
import { aHostileProvider, aRealProvider, signInAt, type Hostile, type Issued } from './an-oidc';
import { withFactor } from './with-factor';

let test: TestApp;
let real: Awaited<ReturnType<typeof aRealProvider>>;
let hostile: Hostile;
let silent: Hostile;

beforeAll(async () => {
  [real, hostile, silent] = await Promise.all([aRealProvider('real'), aHostileProvider(), aHostileProvider()]);
  const way = (id: string, issuer: string) => ({
    id,
    title: id,
    issuer,
    clientId: 'regiso',
    clientSecret: 'secret-of-the-test',
  });
  const secondFactor = { amr: ['mfa'], acr: ['gold'] };
  const providers = [
    { ...way('real', real.issuer), scopes: ['profile'] },
    { ...way('hostile', hostile.issuer), secondFactor },
    way('silent', silent.issuer),
  ];
  test = await createTestApp({ only: ['agreements'], settings: { REGISO_OIDC: JSON.stringify(providers) } });
}, 90_000);
afterAll(async () => {
  real?.stop();
  hostile?.stop();
  silent?.stop();
  await test?.stop();
});

const linked = async (way: string, issuer: string, subject: string) => {
  const person = await somebody(test);
  await test.work(async () => {
    await sql`DELETE FROM core.identities WHERE issuer = ${issuer}`;
    await linkIdentity(person.id, { way, issuer, subject, strong: false }, 'demo');
  });
  return person;
};
const isIn = async (browser: ReturnType<typeof aBrowser>) =>
  ((await browser.call('/api/access/me')).body as { signedIn: boolean }).signedIn;

describe('A real OpenID Connect server', () => {
  it('lets in whoever is linked, by issuer and subject, with PKCE and a nonce', async () => {
    await linked('real', real.issuer, 'alice');
    const browser = aBrowser(test);
    const out = await browser.call('/api/access/enter/real?to=/access/rights');
    const asked = new URL(locationOf(out)).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('nonce')).toMatch(/^[\w-]{43}$/);
    expect(asked.get('redirect_uri')).toBe('http://regiso.test/api/access/enter/real');
    const back = pathOf(await signInAt(locationOf(out), 'alice'));
    const answer = await browser.call(back);
    expect(locationOf(answer)).toBe('/app/access/rights');
    expect(await isIn(browser)).toBe(true);
    expect(whyOf(await browser.call(back))).toBe('no-flow');
  });

  it('refuses a code that was used, also with a note that was kept', async () => {
    await linked('real', real.issuer, 'alice');
    const browser = aBrowser(test);
    const out = await browser.call('/api/access/enter/real');
    const kept = new Map(browser.jar);
    const back = pathOf(await signInAt(locationOf(out), 'alice'));
    await browser.call(back);
    browser.jar.clear();
    for (const [name, value] of kept) browser.jar.set(name, value);
    expect(whyOf(await browser.call(back))).toBe('wrong-state');
    expect(await isIn(browser)).toBe(false);
  });

  it('cannot be answered from another browser, nor with another state', async () => {
    await linked('real', real.issuer, 'alice');
    const browser = aBrowser(test);
    const back = pathOf(await signInAt(locationOf(await browser.call('/api/access/enter/real')), 'alice'));
    const victim = aBrowser(test);
    expect(whyOf(await victim.call(back))).toBe('no-flow');
    await victim.call('/api/access/enter/real');
    expect(whyOf(await victim.call(back))).toBe('wrong-state');
    const swapped = back.replace(/state=[^&]+/, 'state=AAAAAAAAAAAAAAAAAAAAAA');
    expect(whyOf(await browser.call(swapped))).toBe('wrong-state');
    expect(await isIn(victim)).toBe(false);
  });
});

/** A whole way through the provider that does as it is told. */
async function byHostile(browser = aBrowser(test)) {
  const out = await browser.call('/api/access/enter/hostile');
  const sent = await fetch(locationOf(out), { redirect: 'manual' });
  const back = pathOf(sent.headers.get('location') ?? '');
  return { browser, back, answer: await browser.call(back) };
}

const claim =
  (claims: object) =>
  (issued: Issued): Issued => ({ ...issued, claims: { ...issued.claims, ...claims } });
const now = () => Math.floor(Date.now() / 1000);

describe('Whoever is not known (CLT-18)', () => {
  it('waits to be compared under the name that the provider gives, which stands sealed and nowhere else', async () => {
    const browser = aBrowser(test);
    const out = await browser.call('/api/access/enter/real');
    const answer = await browser.call(pathOf(await signInAt(locationOf(out), 'anna')));
    expect(locationOf(answer)).toBe('/app/access/stranger');
    expect((await browser.call('/api/access/stranger')).body).toEqual({ way: 'real', waits: true });
    const [row] = await test.work(
      () => sql<{ id: string; said: Buffer }>`SELECT id, said FROM core.match_requests WHERE way = 'real'`,
    );
    expect(openSaid(row?.id ?? '', row?.said ?? Buffer.alloc(0))).toEqual({
      subject: 'anna',
      surname: 'Соловьёва-Королёва',
      name: 'Анна',
      patronymic: 'Ильинична',
      birthDate: '1990-04-15',
    });
    const kept = await test.work(
      () => sql`SELECT (SELECT json_agg(e) FROM core.audit_events e)::text AS events,
      (SELECT json_agg(o) FROM core.outbox o)::text AS outbox, (SELECT json_agg(r) FROM core.match_requests r)::text AS rows`,
    );
    expect(JSON.stringify(kept)).not.toMatch(/Соловьёва|1990-04-15|anna/);
  });
});

describe('A provider that is broken or hostile', () => {
  beforeAll(() => linked('hostile', hostile.issuer, 'mallory'));
  afterEach(() => {
    Object.assign(hostile.state, { spoil: undefined, iss: undefined, replay: undefined });
  });

  it('lets in when all is sound, so that the refusals below mean something', async () => {
    const { browser, answer } = await byHostile();
    expect(locationOf(answer)).toBe('/app/');
    expect(await isIn(browser)).toBe(true);
  });

  const bad: Record<string, () => (issued: Issued) => Issued> = {
    'another audience': () => claim({ aud: 'somebody-else' }),
    'several audiences and no azp': () => claim({ aud: ['regiso', 'somebody-else'] }),
    'another authorised party': () => claim({ azp: 'somebody-else' }),
    'another issuer': () => claim({ iss: 'http://evil.test' }),
    'a past end': () => claim({ iat: now() - 700, exp: now() - 400 }),
    'an age of an hour': () => claim({ iat: now() - 3_600, exp: now() + 300 }),
    'no end': () => claim({ exp: undefined }),
    'no subject': () => claim({ sub: undefined }),
    'another nonce': () => claim({ nonce: 'another' }),
    'no nonce': () => claim({ nonce: undefined }),
    'no algorithm': () => (issued) => ({ ...issued, header: { ...issued.header, alg: 'none' } }),
    'an algorithm that is not allowed': () => (issued) => ({ ...issued, header: { ...issued.header, alg: 'HS256' } }),
    'the signature of a foreign key': () => (issued) => ({ ...issued, key: hostile.foreignKey }),
    'an unknown key': () => (issued) => ({
      ...issued,
      header: { ...issued.header, kid: 'other' },
      key: hostile.foreignKey,
    }),
  };
  it.each(Object.keys(bad))('is refused with %s', async (name) => {
    hostile.state.spoil = bad[name]?.();
    const { browser, answer } = await byHostile();
    expect(whyOf(answer)).toBe('bad-token');
    expect(await isIn(browser)).toBe(false);
  });

  it('is refused with the id_token of an earlier sign-in', async () => {
    await byHostile();
    hostile.state.replay = hostile.state.lastIdToken;
    expect(whyOf((await byHostile()).answer)).toBe('bad-token');
  });

  it('is refused when the answer names another issuer, or comes on the address of another provider', async () => {
    hostile.state.iss = real.issuer;
    expect(whyOf((await byHostile()).answer)).toBe('wrong-state');
    hostile.state.iss = undefined;
    const browser = aBrowser(test);
    const out = await browser.call('/api/access/enter/hostile');
    const before = hostile.state.exchanges;
    const sent = await fetch(locationOf(out), { redirect: 'manual' });
    const back = pathOf(sent.headers.get('location') ?? '').replace('/enter/hostile', '/enter/real');
    expect(whyOf(await browser.call(back))).toBe('wrong-state');
    expect(hostile.state.exchanges).toBe(before);
  });

  it('is refused when it calls itself by another name, and said to be silent when it does not answer', async () => {
    silent.state.discovery = { issuer: real.issuer };
    expect(whyOf(await aBrowser(test).call('/api/access/enter/silent'))).toBe('provider-refused');
    silent.stop();
    await new Promise((next) => setTimeout(next, 50));
    const answer = await aBrowser(test).call('/api/access/enter/silent');
    expect(['provider-silent']).toContain(whyOf(answer));
  });

  it('saves the second factor of ours when it has asked for one itself, and only then', async () => {
    const person = await withFactor(test);
    await test.work(async () => {
      await sql`DELETE FROM core.identities WHERE issuer = ${hostile.issuer}`;
      const identity = { way: 'hostile', issuer: hostile.issuer, subject: 'mallory', strong: false };
      await linkIdentity(person.id, identity, 'demo');
    });
    hostile.state.spoil = claim({ amr: ['pwd'] });
    expect(locationOf((await byHostile()).answer)).toBe('/app/access/enter-code');
    hostile.state.spoil = claim({ amr: ['pwd', 'mfa'] });
    expect(locationOf((await byHostile()).answer)).toBe('/app/');
    hostile.state.spoil = claim({ acr: 'gold' });
    expect(locationOf((await byHostile()).answer)).toBe('/app/');
    const [row] = await test.work(() => sql`SELECT method FROM core.sign_ins ORDER BY created_at DESC LIMIT 1`);
    expect(row).toEqual({ method: 'hostile+mfa' });
  });
});

describe('Linking', () => {
  const stranger = (subject: string) => {
    hostile.state.spoil = claim({ sub: subject });
    return byHostile();
  };
  const signedIn = async () => {
    const person = await somebody(test);
    const browser = aBrowser(test);
    await browser.post('/api/access/sign-in', { login: person.login, password: person.password });
    return { person, browser };
  };
  const throughProvider = async (browser: ReturnType<typeof aBrowser>, location: string, subject: string) => {
    hostile.state.spoil = claim({ sub: subject, auth_time: now() });
    const sent = await fetch(locationOf(await browser.call(location)), { redirect: 'manual' });
    return browser.call(pathOf(sent.headers.get('location') ?? ''));
  };
  const begin = async (browser: ReturnType<typeof aBrowser>) =>
    ((await browser.post('/api/access/own/identities/hostile')).body as { location: string }).location;
  type Own = { linked: { id: string; way: string }[]; provesBy: string[]; ways: { id: string; isLinked: boolean }[] };
  const own = async (browser: ReturnType<typeof aBrowser>) =>
    (await browser.call('/api/access/own/identities')).body as Own;

  it('never happens by e-mail or name: an unknown identity is told what to do', async () => {
    const person = await somebody(test);
    hostile.state.spoil = claim({
      sub: 'unknown-1',
      email: `${person.login}`,
      email_verified: true,
      name: person.login,
    });
    const { browser, answer } = await byHostile();
    expect(locationOf(answer)).toBe('/app/access/stranger');
    expect((await browser.call('/api/access/stranger')).body).toEqual({ way: 'hostile', waits: false });
    expect(await isIn(browser)).toBe(false);
    expect((await aBrowser(test).call('/api/access/stranger')).body).toEqual({ way: null, waits: false });
  });

  it('happens by an activation code, once, and signs in', async () => {
    const operator = await test.as({ roles: ['operator'] });
    const made = (
      await operator('/api/access/users', {
        method: 'POST',
        payload: { login: 'new.parent', name: 'Новый Человек', post: 'Родитель' },
      })
    ).body as { id: string; code: string };
    const { browser } = await stranger('unknown-2');
    const link = (code: string, from = browser) => from.post('/api/access/stranger', { login: 'new.parent', code });
    expect((await link(made.code, aBrowser(test))).body).toMatchObject({ code: 'entry-gone' });
    expect(await link('AAAA-BBBB-CCCC')).toMatchObject({
      status: 400,
      body: { issues: [{ path: ['payload', 'code'] }] },
    });
    expect(await link(made.code)).toMatchObject({ status: 200, body: { name: 'Новый Человек' } });
    expect(await isIn(browser)).toBe(true);
    const again = await stranger('unknown-2');
    expect(locationOf(again.answer)).toBe('/app/');
    const other = await stranger('unknown-3');
    expect((await link(made.code, other.browser)).status).toBe(400);
    const only = (await own(browser)).linked[0]?.id;
    expect(await browser.call(`/api/access/own/identities/${only}`, { method: 'DELETE' })).toMatchObject({
      status: 409,
    });
  });

  it('closes the login after five wrong codes, as for passwords', async () => {
    const { browser } = await stranger('unknown-4');
    const answers: number[] = [];
    for (let tries = 0; tries < 6; tries += 1)
      answers.push((await browser.post('/api/access/stranger', { login: 'some.body', code: 'AAAA' })).status);
    expect(answers).toEqual([400, 400, 400, 400, 400, 429]);
  });

  it('happens from one’s own account after a proof, and can be undone', async () => {
    const { person, browser } = await signedIn();
    expect(locationOf(await throughProvider(browser, await begin(browser), 'linked-1'))).toBe(
      '/app/access/account?linked=1',
    );
    expect((await own(browser)).linked).toMatchObject([{ way: 'hostile' }]);
    expect(locationOf((await stranger('linked-1')).answer)).toBe('/app/');
    const id = (await own(browser)).linked[0]?.id;
    await test.work(async () => {
      await sql`UPDATE core.sign_ins SET proved_at = now() - interval '11 minutes' WHERE account_id = ${person.id}`;
      await forgetActor(person.id);
    });
    const unlink = () => browser.call(`/api/access/own/identities/${id}`, { method: 'DELETE' });
    expect(await browser.post('/api/access/own/identities/hostile')).toMatchObject({
      body: { code: 'step-up-required' },
    });
    expect(await unlink()).toMatchObject({ status: 403, body: { code: 'step-up-required' } });
    await browser.post('/api/access/own/proof', { password: person.password });
    expect((await unlink()).status).toBe(200);
    expect(locationOf((await stranger('linked-1')).answer)).toBe('/app/access/stranger');
    const events = await test.work(
      () =>
        sql<{
          event: string;
        }>`SELECT event FROM core.audit_events WHERE object_id = ${person.id} AND event LIKE '%identity%' ORDER BY at`,
    );
    expect(events.map(({ event }) => event)).toEqual([
      'access.identity-begun',
      'access.identity-linked',
      'access.identity-unlinked',
    ]);
  });

  it('is not begun from outside, nor ended by another sign-in, nor on a linked identity', async () => {
    const { browser } = await signedIn();
    expect(whyOf(await browser.call('/api/access/enter/hostile?as=link'))).toBe('no-flow');
    const location = await begin(browser);
    const note = browser.jar.get('entry') ?? '';
    const { browser: other } = await signedIn();
    other.jar.set('entry', note);
    expect(whyOf(await throughProvider(other, location, 'mine'))).toBe('no-flow');
    expect((await own(other)).linked).toEqual([]);
    expect(locationOf(await throughProvider(browser, await begin(browser), 'mine'))).toBe(
      '/app/access/account?linked=1',
    );
    expect(whyOf(await throughProvider(other, await begin(other), 'mine'))).toBe('identity-taken');
    expect(whyOf(await throughProvider(browser, await begin(browser), 'mine-2'))).toBe('way-taken');
    const own1 = (await own(browser)).linked[0]?.id;
    expect((await other.call(`/api/access/own/identities/${own1}`, { method: 'DELETE' })).status).toBe(404);
  });

  it('gives a way to prove again who one is, by the same person and freshly only', async () => {
    const { person, browser } = await signedIn();
    await throughProvider(browser, await begin(browser), 'prover');
    expect((await own(browser)).provesBy).toEqual(['hostile']);
    const prove = async (subject: string, authTime: number) => {
      const { location } = (await browser.post('/api/access/own/proof/hostile', { to: '/access/grants' })).body as {
        location: string;
      };
      hostile.state.spoil = claim({ sub: subject, auth_time: authTime });
      const out = locationOf(await browser.call(location));
      expect(new URL(out).searchParams.get('prompt')).toBe('login');
      const sent = await fetch(out, { redirect: 'manual' });
      return browser.call(pathOf(sent.headers.get('location') ?? ''));
    };
    await test.work(
      () => sql`UPDATE core.sign_ins SET proved_at = now() - interval '1 hour' WHERE account_id = ${person.id}`,
    );
    expect(whyOf(await prove('prover', now() - 3_600))).toBe('old-proof');
    expect(whyOf(await prove('somebody-else', now()))).toBe('foreign-identity');
    const before = browser.jar.get('sid');
    expect(locationOf(await prove('prover', now()))).toBe('/app/access/grants');
    expect(browser.jar.get('sid')).not.toBe(before);
    const [row] = await test.work(
      () => sql<{ fresh: boolean }>`SELECT proved_at > now() - interval '1 minute' AS fresh
      FROM core.sign_ins WHERE account_id = ${person.id} ORDER BY proved_at DESC LIMIT 1`,
    );
    expect(row).toEqual({ fresh: true });
  });

  it('ends with a reset by the administrator', async () => {
    const { person, browser } = await signedIn();
    await throughProvider(browser, await begin(browser), 'to-reset');
    const operator = await test.as({ roles: ['operator'] });
    expect((await operator(`/api/access/users/${person.id}/reset`, { method: 'POST' })).status).toBe(200);
    expect(locationOf((await stranger('to-reset')).answer)).toBe('/app/access/stranger');
  });
});
