import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import { forgetStale } from '../attempts';
import { isCommonPassword } from '../common-passwords';
import { hashPassword } from '../passwords';
import { refuseWeakPassword } from '../password-rules';
import { somebody } from './people';

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();

/** A list of leaked passwords as it is published: hashes in order, each with how often it was seen. */
function breachedFile(passwords: string[], others: number) {
  const all = [...passwords, ...Array.from({ length: others }, (_, at) => `filler ${at}`)].map(sha1).sort();
  const file = join(mkdtempSync(join(tmpdir(), 'regiso-leaks-')), 'hashes.txt');
  writeFileSync(file, all.map((hash, at) => `${hash}:${at % 7 === 0 ? 123_456 : at + 1}\r\n`).join(''));
  return { file, sorted: all };
}

describe('A chosen password', () => {
  let test: TestApp;
  const leaked = ['совсем обычная фраза', 'correct horse battery staple'];
  const { file, sorted } = breachedFile(leaked, 5_000);
  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'], settings: { REGISO_BREACHED_PASSWORDS: file } });
  });
  afterAll(() => test?.stop());

  const why = (password: string) =>
    refuseWeakPassword(password, 'login').then(
      () => undefined,
      (error: { problem: { detail?: string } }) => error.problem.detail,
    );

  it('may be anything long enough, of any composition', async () => {
    for (const good of [
      'четыре слова подряд тут',
      'zzyzxroadtrip',
      '        x       ',
      '漢字漢字かな交じり',
      'a'.repeat(7) + 'bcd' + 'q'.repeat(180),
    ])
      expect([good, await why(good)]).toEqual([good, undefined]);
    expect(await why('коротко')).toMatch(/короче 8/);
    expect(await why('x y'.repeat(70))).toMatch(/длиннее 200/);
  });

  it('is none of the 10,000 most frequent ones of eight characters and more', () => {
    const list = readFileSync(join(__dirname, '../common-passwords.txt'), 'utf8')
      .split('\n')
      .filter((line) => line && !line.startsWith('# '));
    expect(list).toHaveLength(10_000);
    expect(list.every((password) => password.length >= 8 && isCommonPassword(password))).toBe(true);
    for (const variant of ['PASSWORD', 'Qwertyuiop', 'SunShine1!', 'трустно1'])
      expect([variant, isCommonPassword(variant)]).toEqual([variant, variant !== 'трустно1']);
  });

  it('is no name of the system, of its operator or of what it is about with digits and marks around it', async () => {
    for (const word of [
      'Регисо2026!',
      'REGISO-2026',
      'citto12345',
      'Togirro1!',
      'Тюмень72!',
      'школа2026',
      'Директор1',
      'администратор',
    ])
      expect([word, await why(word)]).toEqual([word, expect.stringMatching(/подбирают первым/)]);
    expect(await why('школа за углом у реки')).toBeUndefined();
  });

  it('is none of the leaked ones, wherever they stand in the file', async () => {
    for (const password of leaked) expect(await why(password)).toMatch(/есть в утечках/);
    expect(await why('совсем обычная фраза.')).toBeUndefined();
    const fillers = Array.from({ length: 5_000 }, (_, at) => `filler ${at}`);
    const byHash = new Map(fillers.map((password) => [sha1(password), password]));
    const places = [0, 1, 2, 2_500, sorted.length - 2, sorted.length - 1];
    for (const place of places) {
      const password = byHash.get(sorted[place] ?? '') ?? leaked.find((one) => sha1(one) === sorted[place]) ?? '';
      expect([place, await why(password)]).toEqual([place, expect.stringMatching(/утечках/)]);
    }
  });

  it('is checked for leaks when it is changed, too', async () => {
    const person = await somebody(test);
    const change = { present: person.password, next: leaked[0] };
    expect(await person.post('/own/password', change)).toMatchObject({
      status: 400,
      body: { issues: [{ path: ['payload', 'next'], message: expect.stringMatching(/утечках/) as string }] },
    });
  });
});

describe('The door', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['agreements'] });
  });
  afterAll(() => test?.stop());
  const enter = (login: string, from: string, password = 'не тот пароль') =>
    test.app.server.inject({
      method: 'POST',
      url: '/api/access/sign-in',
      payload: { login, password },
      remoteAddress: from,
      headers: { 'sec-fetch-site': 'same-origin' },
    });

  it('keeps no connection of the database while passwords wait for their turn', async () => {
    const person = await somebody(test);
    // The queue of hashing is filled; whoever waits in it for a new password or a proof must hold no connection.
    const busy = Array.from({ length: 40 }, () => hashPassword('какая-то длинная фраза'));
    const waiting = Array.from({ length: 15 }, (_, at) =>
      test.call('/api/access/activate', {
        method: 'POST',
        payload: { login: `nobody-${at}`, code: 'AAAA-BBBB', password: 'четыре слова подряд тут' },
      }),
    );
    const changing = person.post('/own/password', { present: person.password, next: 'пять слов подряд здесь будет' });
    await new Promise((next) => setTimeout(next, 100));
    const [row] = await test.work(
      () => sql<{ open: number }>`SELECT count(*)::int AS open FROM pg_stat_activity
        WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()`,
    );
    expect(row?.open).toBe(0);
    const [first, last] = [await Promise.race(busy), await Promise.all(waiting)];
    expect(first).toContain('$argon2id$');
    expect([...new Set(last.map(({ status }) => status))]).toEqual([400]);
    expect((await changing).status).toBe(200);
    await Promise.all(busy);
  });

  it('says 503 with a time to come back when too many wait, and answers everybody else meanwhile', async () => {
    const busy = Array.from({ length: 62 }, () => hashPassword('какая-то длинная фраза'));
    const asked = Array.from({ length: 24 }, (_, at) => enter(`anybody-${at}`, '10.0.0.9'));
    const began = performance.now();
    expect((await test.call('/api/access/me')).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(1_000);
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ statusCode }) => statusCode === 503);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(answers.every(({ statusCode }) => statusCode === 503 || statusCode === 401)).toBe(true);
    await Promise.all(busy);
  });

  it('cannot be locked for its owner by somebody who guesses elsewhere', async () => {
    const person = await somebody(test);
    const from = (device: string, password: string) =>
      test.call('/api/access/sign-in', {
        method: 'POST',
        payload: { login: person.login, password },
        headers: device ? { cookie: device } : {},
      });
    const cookies = (answer: { headers: Record<string, unknown> }) => answer.headers['set-cookie'] as string[];
    const device = cookies(await from('', person.password))[1]?.split(';')[0] ?? '';
    expect(device).toMatch(/^device=/);
    for (let tries = 0; tries < 5; tries += 1) await from('', 'не тот пароль');
    expect((await from('', person.password)).status).toBe(429);
    expect((await from(device, person.password)).status).toBe(200);
    // The device itself has five tries, and none for the logins of others.
    const answers: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) answers.push((await from(device, 'не тот пароль')).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
    const stranger = await somebody(test);
    const asStranger = (password: string, cookie: string) =>
      test.call('/api/access/sign-in', {
        method: 'POST',
        payload: { login: stranger.login, password },
        headers: { cookie },
      });
    for (let tries = 0; tries < 5; tries += 1) await asStranger('не тот пароль', '');
    expect((await asStranger(stranger.password, device)).status).toBe(429);
    expect((await asStranger(stranger.password, `${device.slice(0, -2)}AA`)).status).toBe(429);
  });

  it('bears a whole school behind one address, and no guessing of hundreds of logins', async () => {
    await test.work(
      () => sql`INSERT INTO core.sign_in_failures (login_hash, ip_hash)
        SELECT decode(md5(n::text), 'hex'), h.ip_hash FROM generate_series(1, 299) n,
          (SELECT ip_hash FROM core.sign_in_failures WHERE ip_hash IS NOT NULL LIMIT 1) h`,
    );
    const person = await somebody(test);
    expect((await enter(person.login, '127.0.0.1', person.password)).statusCode).toBe(429);
    expect((await enter(person.login, '10.1.1.1', person.password)).statusCode).toBe(200);
    await test.work(() => sql`DELETE FROM core.sign_in_failures`);
  });

  it('forgets tries, ended sign-ins and late codes of yesterday, and keeps the rest', async () => {
    const person = await somebody(test);
    await test.work(
      () =>
        sql`INSERT INTO core.sign_in_failures (login_hash, at) VALUES ('\\x01', now() - interval '2 days'), ('\\x02', now())`,
    );
    await person.enter();
    await test.work(
      () => sql`UPDATE core.sign_ins SET ends_at = now() - interval '2 days' WHERE id =
      (SELECT id FROM core.sign_ins WHERE account_id = ${person.id} ORDER BY created_at LIMIT 1)`,
    );
    expect(await test.work(forgetStale)).toBe(2);
    expect(await test.work(forgetStale)).toBe(0);
    const [left] = await test.work(
      () => sql`SELECT count(*)::int AS n FROM core.sign_ins WHERE account_id = ${person.id}`,
    );
    expect(left).toEqual({ n: 1 });
  });

  it('is one: nothing but it opens a sign-in', () => {
    const opening = sources(join(__dirname, '../../..')).filter((path) => {
      const text = readFileSync(path, 'utf8');
      return /openSignIn\(|INSERT INTO core\.sign_ins/.test(text);
    });
    expect(opening.map((path) => path.split('/').slice(-3).join('/')).sort()).toEqual([
      'core/access/admit.ts',
      'core/access/sign-ins.ts',
    ]);
  });
});

function sources(folder: string): string[] {
  const skipped = ['node_modules', '.git', '.regiso', 'test', 'testing'];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.includes(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
