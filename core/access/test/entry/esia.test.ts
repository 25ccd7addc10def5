import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from '../../../server';
import { createTestApp, type TestApp } from '../../../testing';
import { linkAccount } from '../../../people/accounts';
import { differences } from '../../../people/normal';
import { aSchool, writePerson } from '../../../people/test/builders';
import { confirmedSnils, linkIdentity } from '../../identities';
import { endedRequests, requestMatch } from '../../match-requests';
import { fitsDetached, signDetached } from '../../providers/esia/cms';
import { soundSnils } from '../../providers/esia/person';
import { esiaTimestamp, momentOf } from '../../providers/esia/shape';
import { signerFor } from '../../providers/esia/signer';
import { makeKeyPair } from '../../simulator/keys';
import { simulatorIssuer } from '../../simulator/people';
import type { SimulatorOptions } from '../../simulator/service';
import { somebody } from '../people';
import { aBrowser, locationOf, pathOf, whyOf } from './a-browser';
import { anEsia, choose, comeBy } from './an-esia';
import { suspendedUser, withFactor } from './with-factor';

const vera = '1000000001';
const pavel = '1000000002';
const unconfirmed = '1000000005';
const identityOf = (subject: string) => ({ way: 'esia', issuer: simulatorIssuer, subject, strong: false });

describe('A detached PKCS#7 signature', () => {
  it('is one that openssl accepts, over these bytes only', async () => {
    const { key, certificate } = await makeKeyPair('somebody');
    const message = Buffer.from('openid2026.11.26 12:00:00 +0000TEST');
    const signature = await signDetached(message, key, certificate);
    const folder = mkdtempSync(join(tmpdir(), 'regiso-cms-'));
    const file = (name: string, content: string | Buffer) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const check = (content: Buffer) =>
      execFileSync(
        'openssl',
        [
          ...['cms', '-verify', '-inform', 'DER', '-binary', '-noverify'],
          ...['-in', file('s.der', signature), '-content', file('m', content), '-certfile', file('c.pem', certificate)],
        ],
        { stdio: 'pipe' },
      ).toString();
    expect(check(message)).toBe(message.toString());
    expect(() => check(Buffer.from('something else'))).toThrow();
  });

  it('fits its own bytes and certificate, and no others', async () => {
    const [one, other] = await Promise.all([makeKeyPair('one'), makeKeyPair('one')]);
    const message = Buffer.from('message');
    const signature = await signDetached(message, one.key, one.certificate);
    expect(await fitsDetached(message, signature, one.certificate)).toBe(true);
    expect(await fitsDetached(Buffer.from('massage'), signature, one.certificate)).toBe(false);
    expect(await fitsDetached(message, signature, other.certificate)).toBe(false);
    expect(await fitsDetached(message, await signDetached(message, other.key, one.certificate), one.certificate)).toBe(
      false,
    );
    expect(await fitsDetached(message, Buffer.from('nonsense'), one.certificate)).toBe(false);
  });

  it('may be made by a program instead of a key', async () => {
    const signer = signerFor({
      ...{ clientId: 'T', url: '', issuer: '', shape: 'v2', scopes: '', certificateHash: 'AB' },
      signCommand: [process.execPath, '-e', 'process.stdin.on("data", (d) => process.stdout.write(`signed ${d}`))'],
    });
    expect((await signer.sign(Buffer.from('this'))).toString()).toBe('signed this');
    const broken = signerFor({
      clientId: 'T',
      url: '',
      issuer: '',
      shape: 'v1',
      scopes: '',
      signCommand: ['/bin/false'],
    });
    await expect(broken.sign(Buffer.from('this'))).rejects.toMatchObject({ reason: 'provider-silent' });
  });
});

describe('What ESIA writes', () => {
  it('is a time with its zone', () => {
    expect(esiaTimestamp(new Date('2026-11-26T07:08:09.123Z'))).toBe('2026.11.26 07:08:09 +0000');
    expect(momentOf('2026.11.26 12:08:09 +0500')).toBe(Date.parse('2026-11-26T07:08:09Z'));
    expect(momentOf('2026-11-26 12:08:09')).toBeUndefined();
  });

  it('is a SNILS with check digits', () => {
    expect(soundSnils('112-233-445 95')).toBe('11223344595');
    expect(soundSnils('112-233-445 96')).toBeUndefined();
    expect(soundSnils('000-000-001 00')).toBe('00000000100');
    expect(soundSnils(undefined)).toBeUndefined();
  });
});

describe.each(['v1', 'v2'] as const)('Signing in by ESIA %s', (shape) => {
  let test: TestApp;
  let esia: Awaited<ReturnType<typeof anEsia>>;
  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'] });
    esia = await anEsia(test, { shape });
    const person = await somebody(test);
    await test.work(() => linkIdentity(person.id, { ...identityOf(vera), snils: '00000000100' }, 'demo'));
  });
  afterAll(async () => {
    await esia?.stop();
    await test?.stop();
  });

  it('leads to ESIA with a signed request, and back to where one was going, signed in', async () => {
    const { browser, answer } = await comeBy(test, esia, vera, '/exams/results?year=2026');
    expect(answer.status).toBe(302);
    expect(locationOf(answer)).toBe('/app/exams/results?year=2026');
    expect((await browser.call('/api/access/me')).body).toMatchObject({ signedIn: true });
    const [row] = await test.work(() => sql`SELECT method FROM core.sign_ins ORDER BY created_at DESC LIMIT 1`);
    expect(row).toEqual({ method: 'esia' });
  });

  it('leads nowhere but into the cabinets', async () => {
    for (const to of [
      '//evil.test',
      '/\\evil.test',
      'https://evil.test',
      '/..//evil.test',
      '/a\nb',
      '/sign-in?to=/x',
      'x',
    ]) {
      const { answer } = await comeBy(test, esia, vera, to);
      expect([to, locationOf(answer)]).toEqual([to, '/app/']);
    }
  });

  it('counts once: neither the code nor the answer can be used again', async () => {
    const { browser, back, answer } = await comeBy(test, esia, vera);
    expect(locationOf(answer)).toBe('/app/');
    expect(whyOf(await browser.call(back))).toBe('no-flow');
    // Another browser that begins its own sign-in cannot use the code either.
    const thief = aBrowser(test);
    await thief.call('/api/access/enter/esia');
    expect(whyOf(await thief.call(back))).toBe('wrong-state');
  });

  it('does not take the same note twice, even from a browser that has kept it', async () => {
    const browser = aBrowser(test);
    const out = await browser.call('/api/access/enter/esia');
    const kept = new Map(browser.jar);
    const back = pathOf(await choose(locationOf(out), vera));
    expect(locationOf(await browser.call(back))).toBe('/app/');
    for (const [name, value] of kept) browser.jar.set(name, value);
    browser.jar.delete('sid');
    expect(whyOf(await browser.call(back))).toBe('wrong-state');
  });

  it('refuses a code that ESIA has given to somebody already', async () => {
    const spent = new URL((await comeBy(test, esia, vera)).back, 'http://x').searchParams.get('code') ?? '';
    const browser = aBrowser(test);
    const out = await browser.call('/api/access/enter/esia');
    const back = new URL(pathOf(await choose(locationOf(out), vera)), 'http://x');
    back.searchParams.set('code', spent);
    expect(whyOf(await browser.call(back.pathname + back.search))).toBe('provider-refused');
  });

  it('refuses a swapped, a missing and a doubled state', async () => {
    for (const change of [
      (back: URL) => back.searchParams.set('state', '3f2504e0-4f89-41d3-9a0c-0305e82c3301'),
      (back: URL) => back.searchParams.delete('state'),
      (back: URL) => back.searchParams.append('state', 'another'),
    ]) {
      const browser = aBrowser(test);
      const out = await browser.call('/api/access/enter/esia');
      const back = new URL(pathOf(await choose(locationOf(out), vera)), 'http://x');
      change(back);
      expect(whyOf(await browser.call(back.pathname + back.search))).toBe('wrong-state');
      expect((await browser.call('/api/access/me')).body).toMatchObject({ signedIn: false });
    }
  });

  it('ends kindly when the person goes back, is not confirmed, or came without having begun', async () => {
    expect(whyOf((await comeBy(test, esia, '')).answer)).toBe('denied');
    expect(whyOf((await comeBy(test, esia, unconfirmed)).answer)).toBe('not-confirmed');
    expect(whyOf(await aBrowser(test).call('/api/access/enter/esia?code=x&state=y'))).toBe('no-flow');
    expect(whyOf(await aBrowser(test).call('/api/access/enter/other'))).toBe('unknown-way');
  });

  type Spoil = NonNullable<SimulatorOptions['spoil']>;
  const later = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
  const inBoth =
    (claims: object): Spoil =>
    ({ access, id }) => ({
      access: { ...access, claims: { ...access.claims, ...claims } },
      id: { ...id, claims: { ...id.claims, ...claims } },
    });
  const bad: Record<string, Spoil> = {
    'another audience': ({ access, id }) => ({ access, id: { ...id, claims: { ...id.claims, aud: 'OTHER' } } }),
    'another client': inBoth({ client_id: 'OTHER', aud: 'OTHER' }),
    'another issuer': inBoth({ iss: 'http://esia.evil.test/' }),
    'an old marker': inBoth({ exp: later(-120), nbf: later(-900), iat: later(-900) }),
    'a marker of tomorrow': inBoth({ nbf: later(86_400) }),
    'no algorithm': ({ access, id }) => ({
      access: { ...access, header: { ...access.header, alg: 'none' } },
      id: { ...id, header: { ...id.header, alg: 'none' } },
    }),
    'an algorithm of another kind': ({ access, id }) => ({
      access: { ...access, header: { ...access.header, alg: 'HS256' } },
      id,
    }),
    'two people': ({ access, id }) => ({ access, id: { ...id, claims: { ...id.claims, sub: 1000000002 } } }),
    'no person': inBoth({ 'urn:esia:sbj_id': '../oid', sub: '../oid' }),
  };
  it.each(Object.keys(bad))('refuses markers with %s', async (name) => {
    esia.options.spoil = bad[name] as Spoil;
    const { browser, answer } = await comeBy(test, esia, vera);
    delete esia.options.spoil;
    expect(whyOf(answer)).toBe('bad-token');
    expect((await browser.call('/api/access/me')).body).toMatchObject({ signedIn: false });
  });

  it('refuses markers signed by another certificate', async () => {
    const other = await makeKeyPair('provider');
    esia.options.spoil = ({ access, id }) => ({ access: { ...access, key: other.key }, id: { ...id, key: other.key } });
    const { answer } = await comeBy(test, esia, vera);
    delete esia.options.spoil;
    expect(whyOf(answer)).toBe('bad-token');
  });

  it('says when ESIA does not answer', async () => {
    const browser = aBrowser(test);
    const out = await browser.call('/api/access/enter/esia');
    const back = await choose(locationOf(out), vera);
    const { settings } = esia;
    const url = settings.url;
    const port = esia.server.info.port;
    await esia.server.stop();
    expect(whyOf(await browser.call(pathOf(back)))).toBe('provider-silent');
    esia.server.settings.port = port;
    await esia.server.start();
    expect(esia.server.info.uri).toBe(url);
  });

  it('writes every entry and refusal into the audit, with the way, the reason and the address, never the person', async () => {
    const rows = await test.work(
      () => sql<{ event: string; details: Record<string, string>; ip: string | null }>`SELECT event, details, ip
        FROM core.audit_events WHERE event LIKE 'access.sign%'`,
    );
    const reasons = new Set(rows.map(({ details }) => details.reason).filter(Boolean));
    expect([...reasons]).toEqual(
      expect.arrayContaining(['bad-token', 'wrong-state', 'denied', 'not-confirmed', 'no-flow', 'provider-silent']),
    );
    expect(rows.some(({ event, details }) => event === 'access.signed-in' && details.method === 'esia')).toBe(true);
    expect(rows.filter(({ details }) => details.method === 'esia').every(({ ip }) => ip === '127.0.0.1')).toBe(true);
    const all = JSON.stringify(await test.work(() => sql`SELECT * FROM core.audit_events`));
    expect(all).not.toMatch(/1000000001|Кузнецова|000-000-001/);
  });

  it('keeps subject and SNILS sealed', async () => {
    const rows = await test.work(
      () => sql<{ account_id: string; subject: Buffer; snils: Buffer; subject_index: Buffer }>`
      SELECT account_id, subject, snils, subject_index FROM core.identities`,
    );
    const bytes = rows.flatMap((row) => [row.subject, row.snils, row.subject_index]).filter(Boolean);
    for (const kept of bytes) expect(kept.toString('latin1')).not.toMatch(/1000000001|00000000100/);
    expect(await test.work(() => confirmedSnils(rows[0]?.account_id ?? ''))).toBe('00000000100');
  });

  it('asks for the second factor that the account has, and lets in with its code only', async () => {
    const person = await withFactor(test);
    await test.work(() => linkIdentity(person.id, identityOf(pavel), 'demo'));
    const { browser, answer } = await comeBy(test, esia, pavel, '/exams/results');
    expect(locationOf(answer)).toBe('/app/access/enter-code');
    expect((await browser.call('/api/access/me')).body).toMatchObject({ signedIn: false });
    expect(await browser.post('/api/access/enter-code', { code: '000000' })).toMatchObject({
      status: 401,
      body: { code: 'wrong-code' },
    });
    expect((await aBrowser(test).post('/api/access/enter-code', { code: person.codeAt(0) })).body).toMatchObject({
      code: 'entry-gone',
    });
    const entered = await browser.post('/api/access/enter-code', { code: person.codeAt(0) });
    expect(entered).toMatchObject({ status: 200, body: { to: '/exams/results' } });
    expect((await browser.call('/api/access/me')).body).toMatchObject({ signedIn: true });
  });

  it('refuses a closed account, and one whose participant is suspended', async () => {
    const one = await suspendedUser(test);
    await test.work(async () => {
      await sql`DELETE FROM core.identities`;
      await linkIdentity(one.id, identityOf(vera), 'demo');
    });
    expect(whyOf((await comeBy(test, esia, vera)).answer)).toBe('suspended');
    await test.work(() => sql`UPDATE core.accounts SET disabled_at = now() WHERE id = ${one.id}`);
    expect(whyOf((await comeBy(test, esia, vera)).answer)).toBe('disabled');
  });
});

describe('Whoever comes is compared with the card (CLT-18)', () => {
  const olga = '1000000004';
  let test: TestApp;
  let esia: Awaited<ReturnType<typeof anEsia>>;
  let school: Awaited<ReturnType<typeof aSchool>>;
  type Match = { id: string; card: { id: string } | null; differs: string[]; said: { surname: string } };
  beforeAll(async () => {
    test = await createTestApp({ only: ['people'] });
    await test.app.start({ web: false, worker: true });
    esia = await anEsia(test, { shape: 'v2' });
    school = await aSchool(test);
  }, 90_000);
  afterAll(async () => {
    await esia?.stop();
    await test?.stop();
  });
  const address = '/api/people/match-requests';
  const listed = async (who = school) => ((await who.administrator.call(address)).body as { items: Match[] }).items;
  const decide = (id: string, act: 'link' | 'refuse', payload: object, who = school) =>
    who.administrator.call(`${address}/${id}/${act}`, { method: 'POST', payload });
  const aCard = (card: object) => test.work(() => writePerson(card, { organisationId: school.organisationId }));
  const told = async (event: string, id: string) =>
    test.work(() => sql`SELECT details FROM core.audit_events WHERE event = ${event} AND object_id = ${id}`);
  const holderOf = (request: string) =>
    test.work(
      () => sql`SELECT account_id AS account, title FROM core.notices
        WHERE kind = 'people.match-decided' AND once = ${request}`,
    );
  const placed = async (personId: string) => {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = (await listed()).find(({ card }) => card?.id === personId);
      if (found) return found;
      await new Promise((next) => setTimeout(next, 100));
    }
    throw new Error('the request did not come');
  };
  const strangerTold = async (oid: string) => {
    const { browser, answer } = await comeBy(test, esia, oid);
    return [locationOf(answer), (await browser.call('/api/access/stranger')).body];
  };

  it('a stranger waits, is told the same with and without a card, and is let in by who keeps it', async () => {
    const id = await aCard({
      surname: 'Белых',
      name: 'Ольга',
      patronymic: null,
      birthDate: '1988-09-19',
      snils: '00000000400',
    });
    const waits = ['/app/access/stranger', { way: 'esia', waits: true }];
    expect(await strangerTold(olga)).toEqual(waits);
    expect(await strangerTold(pavel)).toEqual(waits);
    const request = await placed(id);
    const way = { title: 'Госуслуги (ЕСИА)', titleEn: 'Gosuslugi (ESIA)' };
    expect(request).toMatchObject({ way, differs: ['surname'], said: { surname: 'Новикова' } });
    const foreign = await aSchool(test);
    expect(await listed(foreign)).toEqual([]);
    const reason = 'Паспорт и свидетельство о браке';
    expect((await decide(request.id, 'link', { personId: id, reason }, foreign)).status).toBe(404);
    expect((await decide(request.id, 'link', { personId: id, reason: '' })).status).toBe(400);
    expect((await decide(request.id, 'link', { personId: id, reason })).status).toBe(200);
    expect((await decide(request.id, 'refuse', { reason })).status).toBe(409);
    expect(await told('people.match-linked', id)).toHaveLength(1);
    expect(await holderOf(request.id)).toMatchObject([{ title: expect.stringContaining('подтверждена') as string }]);
    const { browser, answer } = await comeBy(test, esia, olga);
    expect(locationOf(answer)).toBe('/app/');
    expect((await browser.call('/api/people/own/children')).body).toMatchObject({ isKnown: true });
    const notices = await test.work(
      () => sql`SELECT 1 AS one FROM core.notices
      WHERE kind = 'people.match-requested' AND account_id = ${school.administrator.id}`,
    );
    expect(notices).toHaveLength(1);
    const all = JSON.stringify(await test.work(() => sql`SELECT * FROM core.audit_events`));
    expect(all).not.toMatch(/Новикова|Белых|00000000400|свидетельство/);
  });

  it('a known account that differs from its card loses the card by a refusal, and is not asked about again', async () => {
    const account = await somebody(test);
    const id = await aCard({ surname: 'Петрова', name: 'Вера', birthDate: '1981-03-12', snils: '00000000100' });
    await test.work(() => linkAccount(id, account.login));
    await test.work(() => linkIdentity(account.id, { ...identityOf(vera), snils: '00000000100' }, 'demo'));
    expect(locationOf((await comeBy(test, esia, vera)).answer)).toBe('/app/');
    const request = await placed(id);
    expect(request.differs).toEqual(['surname', 'patronymic']);
    expect((await decide(request.id, 'refuse', { reason: 'Паспорт на другое имя' })).status).toBe(200);
    expect(await told('people.account-unlinked', id)).toHaveLength(1);
    expect(await told('people.match-refused', id)).toHaveLength(1);
    expect(await holderOf(request.id)).toMatchObject([
      { account: account.id, title: expect.stringContaining('не подтверждена') as string },
    ]);
    const { browser } = await comeBy(test, esia, vera);
    expect((await browser.call('/api/people/own/children')).body).toMatchObject({ isKnown: false });
    expect((await listed()).map(({ card }) => card?.id)).not.toContain(id);
  });

  it('another card than the proposed one is chosen by hand, within reach only', async () => {
    const given = { surname: 'Ветрова', name: 'Инна', patronymic: null, snils: '00000000700' };
    const [proposed, real] = [await aCard(given), await aCard({ surname: 'Ветрова-Лис', name: 'Инна' })];
    const foreign = await aSchool(test);
    const beyond = await test.work(() => writePerson({}, { organisationId: foreign.organisationId }));
    const person = { surname: 'Ветрова-Лис', name: 'Инна', birthDate: '1985-02-03' };
    await test.work(() => requestMatch({ ...identityOf('1000000099'), snils: '00000000700', person }));
    const { id } = await placed(proposed);
    const choose = async (personId: string, more: object = {}) =>
      (await decide(id, 'link', { personId, reason: 'Паспорт', ...more })).status;
    expect(await choose(real)).toBe(409);
    expect(await choose(beyond, { instead: true })).toBe(404);
    expect(await choose(real, { instead: true })).toBe(200);
    expect(await told('people.match-linked', real)).toHaveLength(1);
    expect(await told('people.match-linked', proposed)).toEqual([]);
  });

  it('spelling is no difference: the card is linked without anybody', async () => {
    const account = await somebody(test);
    const id = await aCard({
      surname: 'МОРОЗОВ',
      name: 'Павел-Пётр',
      patronymic: null,
      birthDate: null,
      snils: '00000000200',
    });
    await test.work(() => linkIdentity(account.id, { ...identityOf(pavel), snils: '00000000200' }, 'demo'));
    const { browser } = await comeBy(test, esia, pavel);
    expect((await browser.call('/api/people/own/children')).body).toMatchObject({ isKnown: true });
    expect(await told('people.account-linked', id)).toHaveLength(1);
    const one = { surname: 'Соловьёва-Белых', name: 'Анна Мария', patronymic: 'Ильинична', birthDate: '1990-01-02' };
    expect(differences(one, { surname: 'соловьева белых', name: 'Анна-Мария' })).toEqual([]);
    expect(differences(one, { ...one, surname: 'Соловьёва', name: 'Инна', birthDate: '1990-01-03' })).toEqual([
      'surname',
      'name',
      'birthDate',
    ]);
  });

  it('requests end after their term', async () => {
    const nobody = { persons: [], accounts: [] };
    const count = () => test.work(() => sql`SELECT 1 AS one FROM core.match_requests`);
    expect((await count()).length).toBeGreaterThan(0);
    await test.work(() => endedRequests.remove(new Date(Date.now() - 90 * 86_400_000), nobody));
    expect((await count()).length).toBeGreaterThan(0);
    await test.work(() => endedRequests.remove(new Date(Date.now() + 1_000), nobody));
    expect(await count()).toEqual([]);
  });
});

describe('The simulator', () => {
  it.each(['v1', 'v2'] as const)('refuses a request of %s signed by a foreign key', async (shape) => {
    const test = await createTestApp({ only: [] });
    const esia = await anEsia(test, { shape, signingKey: await makeKeyPair('own') });
    const out = await aBrowser(test).call('/api/access/enter/esia');
    const page = await fetch(locationOf(out));
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('подпись client_secret не подошла');
    await esia.stop();
    await test.stop();
  });

  it('refuses a state that is no GUID or was used, an old time, a changed scope and a foreign address', async () => {
    const test = await createTestApp({ only: [] });
    const esia = await anEsia(test, { shape: 'v2' });
    const address = async () => new URL(locationOf(await aBrowser(test).call('/api/access/enter/esia')));
    const said = async (change: (address: URL) => void) => {
      const asked = await address();
      change(asked);
      const page = await fetch(asked);
      return `${page.status} ${/<p>([^<]+)<\/p><\/main>/.exec(await page.text())?.[1]}`;
    };
    const signAgain = async (change: Record<string, string>) => {
      const asked = await address();
      for (const [name, value] of Object.entries(change)) asked.searchParams.set(name, value);
      const get = (name: string) => asked.searchParams.get(name) ?? '';
      const message = ['client_id', 'scope', 'timestamp', 'state', 'redirect_uri'].map(get).join('');
      const signature = await signerFor(esia.settings).sign(Buffer.from(message));
      asked.searchParams.set('client_secret', signature.toString('base64url'));
      const page = await fetch(asked);
      return `${page.status} ${/<p>([^<]+)<\/p><\/main>/.exec(await page.text())?.[1]}`;
    };
    expect(await signAgain({ state: 'abc' })).toBe('400 state не является GUID');
    expect(await signAgain({ timestamp: esiaTimestamp(new Date(Date.now() - 6 * 60_000)) })).toMatch(
      /^400 timestamp отличается/,
    );
    expect(await signAgain({ timestamp: esiaTimestamp(new Date(Date.now() - 4 * 60_000)) })).toMatch(/^200/);
    expect(await signAgain({ redirect_uri: 'https://evil.test/' })).toBe('400 адрес возврата не разрешён');
    expect(await said((asked) => asked.searchParams.set('scope', 'openid snils inn'))).toBe(
      '400 подпись client_secret не подошла',
    );
    const once = await address();
    expect((await fetch(once)).status).toBe(200);
    expect(await (await fetch(once)).text()).toContain('state уже использован');
    await esia.stop();
    await test.stop();
  });
});

describe('Keys are exchanged without a pause (OPR-18)', () => {
  let test: TestApp;
  let esia: Awaited<ReturnType<typeof anEsia>>;
  let nextOfEsia: Awaited<ReturnType<typeof makeKeyPair>>;
  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'] });
    nextOfEsia = await makeKeyPair('provider');
    esia = await anEsia(test, {
      ...{ shape: 'v2', certificates: ({ certificate }) => `${certificate}\n${nextOfEsia.certificate}` },
    });
    const person = await somebody(test);
    await test.work(() => linkIdentity(person.id, { ...identityOf(vera), snils: '00000000100' }, 'demo'));
  });
  afterAll(async () => {
    await esia?.stop();
    await test?.stop();
  });
  const isIn = async (browser: ReturnType<typeof aBrowser>) => (await browser.call('/api/access/me')).body;

  it('ours: a flow begun by the old key is finished by the new one, and sign-ins last', async () => {
    const before = await comeBy(test, esia, vera);
    const browser = aBrowser(test);
    const back = await choose(locationOf(await browser.call('/api/access/enter/esia')), vera);
    const { key, certificate } = await makeKeyPair('own');
    // ESIA knows the new certificate; the processes go on with the new key.
    esia.options.client.certificate = certificate;
    Object.assign(esia.settings, { key, certificate });
    expect((await browser.call(pathOf(back))).status).toBe(302);
    expect(await isIn(browser)).toMatchObject({ signedIn: true });
    expect(await isIn(before.browser)).toMatchObject({ signedIn: true });
    expect(await isIn((await comeBy(test, esia, vera)).browser)).toMatchObject({ signedIn: true });
  });

  it('those of ESIA: markers of either certificate are taken while both stand in the settings, then of the new one', async () => {
    expect(await isIn((await comeBy(test, esia, vera)).browser)).toMatchObject({ signedIn: true });
    esia.options.provider = nextOfEsia;
    expect(await isIn((await comeBy(test, esia, vera)).browser)).toMatchObject({ signedIn: true });
    esia.settings.providerCertificates = nextOfEsia.certificate;
    expect(await isIn((await comeBy(test, esia, vera)).browser)).toMatchObject({ signedIn: true });
    esia.options.provider = esia.provider;
    expect(whyOf((await comeBy(test, esia, vera)).answer)).toBe('bad-token');
  });
});
