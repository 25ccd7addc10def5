import { sql } from '../../server';
import { createApp } from '../../server/app';
import { install, installed } from '../../server/installed';
import { createTestApp, type TestApp } from '../../testing';
import { createAccount, resetPassword } from '../accounts';

describe('Signing in', () => {
  let test: TestApp;
  const password = 'молоко и хлеб';
  const signIn = (login: string, given: string) =>
    test.call('/api/access/sign-in', { method: 'POST', payload: { login, password: given } });
  beforeAll(async () => {
    test = await createTestApp({ only: [] });
    await test.work(() => createAccount({ login: 'Olga', name: 'Ольга', password, roles: ['operator'] }));
  });
  afterAll(() => test.stop());

  it('gives an opaque cookie that scripts cannot read, and the shell learns who one is', async () => {
    const answer = await signIn('olga', password);
    expect(answer).toMatchObject({ status: 200, body: { name: 'Ольга' } });
    const [cookie = ''] = [answer.headers['set-cookie']].flat() as string[];
    expect(cookie).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await test.call('/api/access/me', { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(me.body).toMatchObject({ signedIn: true, name: 'Ольга', roles: ['operator'] });
  });

  it('names the cookie __Host- and marks it Secure in production', async () => {
    const before = installed();
    install({ ...before, config: { ...before.config, production: true } });
    try {
      const [cookie = ''] = [(await signIn('olga', password)).headers['set-cookie']].flat() as string[];
      expect(cookie).toMatch(/^__Host-sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    } finally {
      install(before);
    }
  });

  it('says in the audit that the first operator was made by the command alone, and a later one no less', async () => {
    await test.work(() => createAccount({ login: 'second-operator', name: 'Вторая', password, roles: ['operator'] }));
    const rows = await test.work(
      () => sql`SELECT e.details FROM core.audit_events e JOIN core.accounts a ON a.id::text = e.object_id
        WHERE e.event = 'access.granted-by-command' AND a.login IN ('olga', 'second-operator') ORDER BY e.id`,
    );
    expect(rows.map(({ details }) => details as unknown)).toEqual([
      { role: 'operator', first: true, confirmed: false },
      { role: 'operator', first: false, confirmed: false },
    ]);
  });

  it('stores only hashes of tokens and passwords', async () => {
    const rows = await test.work(() => sql`SELECT password_hash FROM core.accounts WHERE login = 'olga'`);
    expect(JSON.stringify(rows)).toContain('$argon2id$');
    expect(JSON.stringify(rows)).not.toContain(password);
    const [cookie = ''] = [(await signIn('olga', password)).headers['set-cookie']].flat() as string[];
    const token = /sid=([\w-]{43})/.exec(cookie)?.[1] ?? '';
    const tokens = await test.work(
      () => sql<{ kept: string }>`SELECT encode(token_hash, 'hex') AS kept FROM core.sign_ins`,
    );
    expect(token).toHaveLength(43);
    for (const one of [Buffer.from(token), Buffer.from(token, 'base64url')])
      expect(tokens.map(({ kept }) => kept)).not.toContain(one.toString('hex'));
  });

  it('refuses a wrong password and an unknown login with the same words', async () => {
    const wrong = await signIn('olga', 'nonsense');
    const unknown = await signIn('nobody', 'nonsense');
    expect(wrong.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
  });

  it('stops trying after five failures, whether or not the login exists', async () => {
    for (const login of ['ghost', 'olga-2']) {
      const answers = [];
      for (let tries = 0; tries < 6; tries += 1) answers.push((await signIn(login, 'nonsense')).status);
      expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
    }
  });

  it('asks nobody for a new password because time has passed, and knows neither hints nor secret questions', async () => {
    await test.work(
      () => sql`UPDATE core.accounts SET password_changed_at = now() - interval '9 years' WHERE login = 'olga'`,
    );
    expect(await signIn('olga', password)).toMatchObject({ status: 200, body: { name: 'Ольга' } });
    const asked = { login: 'olga', password: 'nonsense', answer: 'Барсик' };
    expect((await test.call('/api/access/sign-in', { method: 'POST', payload: asked })).status).toBe(400);
    const columns = await test.work(
      () => sql<{ name: string }>`SELECT column_name AS name FROM information_schema.columns
        WHERE table_schema = 'core' AND table_name = 'accounts' ORDER BY 1`,
    );
    expect(columns.map(({ name }) => name).filter((name) => /hint|question|answer|secret/.test(name))).toEqual([]);
  });

  it('ends at once on sign-out, on a new password and for a disabled account', async () => {
    const enter = async (given: string) =>
      String((await signIn('olga', given)).headers['set-cookie']).split(';')[0] ?? '';
    const isIn = async (cookie: string) =>
      ((await test.call('/api/access/me', { headers: { cookie } })).body as { signedIn: boolean }).signedIn;

    const first = await enter(password);
    expect(await isIn(first)).toBe(true);
    await test.call('/api/access/sign-out', { method: 'POST', payload: {}, headers: { cookie: first } });
    expect(await isIn(first)).toBe(false);

    const second = await enter(password);
    expect(await isIn(second)).toBe(true);
    await test.work(() => resetPassword('olga', 'другой пароль'));
    expect(await isIn(second)).toBe(false);

    const third = await enter('другой пароль');
    await test.work(() => sql`UPDATE core.accounts SET disabled_at = now() WHERE login = 'olga'`);
    expect(await isIn(third)).toBe(false);
    expect((await signIn('olga', 'другой пароль')).status).toBe(401);
  });

  it('refuses a short password, a taken login and an unknown role in words', async () => {
    const create = (given: object) =>
      test.work(() => createAccount({ login: 'new', name: 'N', password, roles: [], ...given }));
    await expect(create({ password: 'short' })).rejects.toThrow('Пароль короче 8 знаков');
    await expect(create({ login: 'olga' })).rejects.toThrow('занято');
    await expect(create({ roles: ['king'] })).rejects.toThrow(/Неизвестная роль: king\. Есть роли: .*operator/);
  });

  it('writes every entry, refusal and exit into the audit, without the login itself', async () => {
    const events = await test.work(() => sql<{ event: string }>`SELECT event FROM core.audit_events`);
    const kinds = new Set(events.map(({ event }) => event));
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'access.signed-in',
        'access.sign-in-refused',
        'access.signed-out',
        'access.password-reset',
      ]),
    );
    const rows = await test.work(() => sql`SELECT details FROM core.audit_events`);
    expect(JSON.stringify(rows)).not.toMatch(/olga|nobody|Ольга/i);
  });

  it('lasts while the application is stopped for an update and started anew on the same database (OPR-17)', async () => {
    await test.work(() => createAccount({ login: 'nina', name: 'Нина', password, roles: ['operator'] }));
    const [cookie = ''] = [(await signIn('nina', password)).headers['set-cookie']].flat() as string[];
    const { plugins, config, services } = installed();
    await test.app.stop();
    const updated = await createApp(config, services, { found: [...plugins] });
    const me = await updated.server.inject({ url: '/api/access/me', headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(JSON.parse(me.payload)).toMatchObject({ signedIn: true, name: 'Нина', roles: ['operator'] });
  });
});
