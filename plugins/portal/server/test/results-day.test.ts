import { setTimeout as pause } from 'node:timers/promises';
import { installed, log, sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import pg from 'pg';
import { install } from '../../../../core/server/installed';
import { startProxy } from '../../../../warehouse/server/test/proxy';
import { aPersonResult } from './a-register';

const known = { surname: 'Очередин', name: 'Фёдор', number: '7125 440011' };
const unknown = { surname: 'Неведомый', name: 'Иван', number: '998877' };
const hidden = { surname: 'Неизданная', name: 'Анна', number: '445566' };

let app: TestApp;
let site = '';
let devices = 0;
const logged: string[] = [];

beforeAll(async () => {
  for (const level of ['info', 'warn', 'error'] as const)
    jest.spyOn(log, level).mockImplementation((message, details) => {
      logged.push(
        `${message} ${JSON.stringify(details, (_, value: unknown) => (value instanceof Error ? value.stack : value))}`,
      );
    });
  app = await createTestApp({ only: ['portal'], settings: { REGISO_LOOK_UPS_AT_ONCE: '1' } });
  await app.work(async () => {
    await aPersonResult({ ...known, number: '440011', series: '7125', result: 91 });
    await aPersonResult({ ...hidden, result: 55, isPublished: false });
  });
  site = (await app.app.start({ web: true, worker: false })) ?? '';
}, 120_000);
afterAll(() => app.stop());

/** A browser that keeps its cookies, as browsers do. */
function aBrowser() {
  const cookies = new Map([['regiso-device', `device-${String((devices += 1)).padStart(15, '0')}`]]);
  const send = async (init: RequestInit) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin', cookie, ...init.headers };
    const answer = await fetch(`${site}/exam-results`, { redirect: 'manual', ...init, headers });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  return {
    cookies,
    post: (fields: Record<string, string>) =>
      send({ method: 'POST', headers: form, body: new URLSearchParams(fields).toString() }),
    again: () => send({}),
  };
}
type Page = Awaited<ReturnType<ReturnType<typeof aBrowser>['again']>>;

/** Holds every statement on a table back until it is let go: a database that is behind. */
async function hold(table: string) {
  const client = new pg.Client({ connectionString: installed().services.databaseUrl });
  await client.connect();
  await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return async () => {
    await client.query('ROLLBACK');
    await client.end();
  };
}

const records = async () =>
  Object.fromEntries(
    (
      await app.work(
        () => sql<{ event: string; n: number }>`SELECT event, count(*)::int AS n FROM core.audit_events
          WHERE event LIKE 'exams.%look%' GROUP BY event`,
      )
    ).map(({ event, n }) => [event, n]),
  );
const isWaiting = ({ text }: Page) => text.includes('Сейчас очень много обращений');

describe('The day of the results', () => {
  const first = aBrowser();
  const [one, two, three] = [aBrowser(), aBrowser(), aBrowser()];
  let sentAway: Page[] = [];
  let firstAnswer: Promise<Page>;
  let letGo: () => Promise<void>;

  it('sends whoever comes beyond what can be done to a page that waits for them, not to an error', async () => {
    letGo = await hold('exams.look_up_tries');
    firstAnswer = first.post(known);
    await pause(100);
    const asked: Promise<Page>[] = [];
    for (const [browser, question] of [
      [one, known],
      [two, unknown],
      [three, hidden],
    ] as const) {
      asked.push(browser.post(question));
      await pause(50);
    }
    sentAway = await Promise.all(asked);
    for (const page of sentAway) {
      expect(page.status).toBe(200);
      expect(isWaiting(page)).toBe(true);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('location')).toBe(null);
      const seconds = page.headers.get('retry-after');
      expect(Number(seconds)).toBeGreaterThanOrEqual(3);
      // Without scripts the page loads itself anew, and its address says nothing.
      expect(page.text).toContain(`<meta http-equiv="refresh" content="${seconds};url=/exam-results"`);
      expect(page.text).toContain('<meta name="robots" content="noindex" />');
      expect(page.text).toMatch(/role="status"[^>]*>\s*Ваша очередь подойдёт/);
      expect(page.text).not.toMatch(/440011|998877|445566|Очередин|Неведомый|Неизданная/);
    }
    expect((await fetch(`${site}/exam-results`)).status).toBe(200);
  });

  it('keeps place and question in sealed cookies that no other browser can use', async () => {
    const set = sentAway[0]?.headers.getSetCookie() ?? [];
    expect(set.map((line) => line.split('=')[0]).sort()).toEqual(['regiso-question', 'regiso-turn']);
    for (const line of set) {
      expect(line).toMatch(/; HttpOnly; SameSite=Strict; Path=\/exam-results/);
      expect(Buffer.from(/=([^;]*)/.exec(line)?.[1] ?? '', 'base64url').toString()).not.toMatch(/440011|Очередин/);
    }
    const thief = aBrowser();
    for (const name of ['regiso-turn', 'regiso-question']) thief.cookies.set(name, one.cookies.get(name) ?? '');
    const stolen = await thief.again();
    expect(isWaiting(stolen)).toBe(false);
    expect(stolen.text).toContain('Показать результат');
    expect(stolen.text).not.toMatch(/440011|Очередин/);
  });

  it('gives the form back filled in to whoever wants to correct it, and keeps their place', async () => {
    const turn = two.cookies.get('regiso-turn');
    const form = await two.post({ change: '1' });
    expect(form.text).toContain('value="998877"');
    expect(form.text).toContain('value="Неведомый"');
    expect([two.cookies.has('regiso-question'), two.cookies.get('regiso-turn')]).toEqual([false, turn]);
    expect(isWaiting(await two.post(unknown))).toBe(true);
  });

  it('answers in order of arrival, whoever comes back first, once the way is free', async () => {
    await letGo();
    expect((await firstAnswer).text).toMatch(/91\sбалл/);
    const done: string[] = [];
    const comeBack = async (name: string, browser: ReturnType<typeof aBrowser>) => {
      const page = await browser.again();
      done.push(name);
      return page;
    };
    const third = comeBack('three', three);
    await pause(100);
    const second = comeBack('two', two);
    await pause(100);
    const firstPage = await comeBack('one', one);
    const [secondPage, thirdPage] = await Promise.all([second, third]);
    expect(done).toEqual(['one', 'two', 'three']);
    expect(firstPage.text).toMatch(/91\sбалл/);
    expect(firstPage.headers.get('cache-control')).toBe('no-store');
    // What is not published and what does not exist are told alike after a wait too.
    expect(secondPage.text).toContain('Результатов нет');
    expect(thirdPage.text).toBe(secondPage.text);
    expect([...one.cookies.keys()]).toEqual(['regiso-device']);
    expect((await one.again()).text).toContain('Показать результат');
  });

  it('counts and records a look-up once, however often its page came back', async () => {
    expect(await records()).toEqual({ 'exams.result-looked-up': 4 });
    const tries = await app.work(
      () =>
        sql<{
          kind: string;
          n: number;
        }>`SELECT kind, count(*)::int AS n FROM exams.look_up_tries GROUP BY kind ORDER BY kind`,
    );
    expect(tries).toEqual([
      { kind: 'device', n: 2 },
      { kind: 'document', n: 2 },
      { kind: 'name', n: 2 },
    ]);
    const [kept] = await app.work(
      () => sql<{ who: number; requests: number; text: string }>`SELECT count(DISTINCT person_id)::int AS who,
          count(DISTINCT request_id)::int AS requests, string_agg(details::text || coalesce(object_id, ''), ' ') AS text
        FROM core.audit_events WHERE event = 'exams.result-looked-up'`,
    );
    expect([kept?.who, kept?.requests]).toEqual([1, 4]);
    expect(kept?.text).not.toMatch(/440011|998877|Очередин/);
  });

  it('goes on while ClickHouse hangs: a result is shown as fast as ever', async () => {
    const before = installed();
    const proxy = await startProxy(before.services.clickhouseUrl);
    install({ ...before, services: { ...before.services, clickhouseUrl: proxy.url } });
    try {
      proxy.freeze(true);
      await pause(1_100);
      for (let time = 0; time < 4; time += 1) {
        const began = performance.now();
        expect((await aBrowser().post(known)).text).toMatch(/91\sбалл/);
        expect(performance.now() - began).toBeLessThan(1_500);
        await pause(300);
      }
    } finally {
      install(before);
      proxy.stop();
    }
  });

  it('lets the signed-in wait too, without an error of the database, and keeps their place', async () => {
    const [someone, other] = [await app.as({ roles: [] }), await app.as({ roles: [] })];
    const free = await hold('exams.person_results');
    const held = someone('/api/exams/own/results');
    await pause(100);
    const crowded = await other('/api/exams/own/results');
    expect(crowded.status).toBe(503);
    expect(crowded.body).toMatchObject({ code: 'crowded', title: 'Сейчас очень много обращений' });
    expect(Number(crowded.headers['retry-after'])).toBeGreaterThanOrEqual(3);
    await free();
    expect((await held).status).toBe(200);
    await eventually(async () => expect((await other('/api/exams/own/results')).status).toBe(200));
  });

  it('leaves nothing of a question in the technical log', () => {
    expect(logged.join('\n')).not.toMatch(/440011|998877|445566|Очередин|Неведомый|Неизданная/);
    expect(logged.filter((line) => line.startsWith('request failed'))).toEqual([]);
  });
});
