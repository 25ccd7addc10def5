import { createTestApp, type Answer, type TestApp } from '@regiso/core/testing';
import { sql } from '@regiso/core';
import pg from 'pg';
import { forgetSite } from '../site';
import { aBuilding, anOrganisation, aPersonResult, aProgramme, importSquares } from './a-register';

let app: TestApp;
let gymnasium: string;
const page = (url: string, headers: Record<string, string> = {}): Promise<Answer<string>> =>
  app.call(url, { headers: { accept: 'text/html', ...headers } });

beforeAll(async () => {
  app = await createTestApp({ only: ['portal'] });
  await app.work(async () => {
    gymnasium = await anOrganisation({
      shortName: 'Гимназия № 5',
      address: 'г. Тюмень, ул. Примерная, 1',
      lat: 57.15,
      lon: 65.54,
      website: 'javascript:alert(1)',
      phone: '+7 (3452) 00-00-00',
    });
    await aBuilding(gymnasium, 'ул. Примерная, 1', 'full');
    await aProgramme(gymnasium, 'secondary', 'Среднее общее образование');
    await anOrganisation({
      kind: 'kindergarten',
      shortName: 'Детский сад «Ёлочка»',
      municipality: 'ishim-city',
      lat: 56.11,
      lon: 69.48,
    });
    await anOrganisation({ shortName: '<script>alert("x")</script>', fullName: '"><img src=x onerror=alert(1)>' });
    await anOrganisation({ shortName: 'Закрытая школа', status: 'liquidated' });
  });
});
afterAll(() => app.stop());
beforeEach(forgetSite);

test('home asks one question and counts working organisations by kind', async () => {
  const { status, text } = await page('/');
  expect(status).toBe(200);
  expect(text).toContain('<h1>Найти детский сад, школу, кружок</h1>');
  expect(text).toMatch(/kind=school">Школы<\/a>[\s\S]*?>2</);
  expect(text).not.toContain('Демонстрация');
});

test('a mistyped name finds what was meant and says so', async () => {
  const { text } = await page(`/organisations?q=${encodeURIComponent('гимнзия')}`);
  expect(text).toContain('Гимназия №\u00a05');
  expect(text).toContain('По запросу «гимнзия» ничего нет. Показано для «гимназия».');
});

test('a mistyped municipality or settlement finds the organisations that are there', async () => {
  await app.work(() => sql`UPDATE core.organisations SET settlement = 'Ембаево' WHERE id = ${gymnasium}`);
  const found = async (text: string) => (await page(`/organisations?q=${encodeURIComponent(text)}`)).text;
  expect(await found('гимназия ембаева')).toContain('Гимназия №\u00a05');
  const settlement = await found('ембоево');
  expect(settlement).toContain('Гимназия №\u00a05');
  expect(settlement).toContain('По запросу «ембоево» ничего нет. Показано для «ембаево».');
  const typed = await found('детский сад ишим');
  expect(typed).toMatch(/Найдено: 1\sорганизация/);
  expect(typed).toContain('Детский сад «Ёлочка»');
  const municipality = await found('тюмнь');
  expect(municipality).toContain('Показано для «тюмень».');
  expect(municipality).toContain('Гимназия №\u00a05');
  expect(municipality).not.toContain('Ёлочка');
});

test('a closed organisation is found only when asked for, and its card says that it is closed', async () => {
  const closed = `/organisations?q=${encodeURIComponent('закрытая')}`;
  expect((await page('/organisations')).text).not.toContain('Закрытая школа');
  expect((await page(closed)).text).toContain('Ничего не найдено');
  const shown = (await page(`${closed}&closed=1`)).text;
  expect(shown).toMatch(/Закрытая школа<\/a>\s*<p class="meta">.*<strong>Закрыта<\/strong>/);
  expect(shown).toMatch(/name="closed" value="1" checked/);
  expect(shown).toContain('Показать и закрытые<span aria-hidden="true"> ×</span>');
  const id = /organisations\/([\da-f-]{36})"[^<]*>Закрытая/.exec(shown)?.[1] ?? '';
  const card = await page(`/organisations/${id}`);
  expect(card.status).toBe(200);
  expect(card.text).toContain('<p class="note strong">Закрыта</p>');
  const { body } = await app.call('/organisations/suggest?q=' + encodeURIComponent('закрытая'));
  expect(body).toEqual([]);
});

test('filters stay in the address, as chosen values and as chips to remove', async () => {
  const { text } = await page(
    '/organisations?kind=school&municipality=tyumen-city&accessible=wheelchair&programme=secondary',
  );
  expect(text).toContain('Найдено: 1');
  expect(text).toContain('value="school" selected');
  expect(text).toContain('href="/organisations?kind=school&amp;municipality=tyumen-city&amp;programme=secondary"');
});

test('a search without results says what to do', async () => {
  const { text } = await page('/organisations?q=qwertyuiop&kind=college');
  expect(text).toContain('Ничего не найдено');
  expect(text).toContain('Показать все организации');
});

test('names with markup are shown as text everywhere', async () => {
  const list = await page('/organisations');
  expect(list.text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
  const id = /organisations\/([\da-f-]{36})"[^<]*>&lt;script/.exec(list.text)?.[1] ?? '';
  const card = await page(`/organisations/${id}`);
  for (const { text } of [list, card, await page('/map')]) {
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
  }
  expect(card.text).toContain('\\u003cscript\\u003e');
});

test('a card shows contacts, buildings, programmes and structured data, and no link that is not a website', async () => {
  const { status, text } = await page(`/organisations/${gymnasium}`);
  expect(status).toBe(200);
  expect(text).toContain('href="tel:+73452000000"');
  expect(text).toContain('доступно полностью');
  expect(text).toContain('Старшая школа');
  expect(text).not.toContain('javascript:');
  const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
  expect(JSON.parse(data)).toMatchObject({ '@type': 'School', name: 'Гимназия № 5', geo: { latitude: 57.15 } });
});

test('an organisation that is not there and an address that is not one get a page that helps', async () => {
  for (const url of ['/organisations/00000000-0000-7000-8000-000000000000', '/organisations/abc']) {
    const { status, text } = await page(url);
    expect(status).toBe(404);
    expect(text).toContain('Такой организации в реестре нет');
  }
});

test('an address that is nothing leads on in a browser and is a problem for a program', async () => {
  const { status, text, headers } = await page('/no/such/page');
  expect({ status, kept: headers['cache-control'] }).toEqual({ status: 404, kept: 'no-store' });
  expect(text).toContain('<h1>Такой страницы нет</h1>');
  expect(text).toContain('href="/organisations"');
  const problem = await app.call('/no/such/page');
  expect(problem).toMatchObject({ status: 404, body: { code: 'not-found' } });
  expect((await app.call('/api/no-such', { headers: { accept: 'text/html' } })).status).toBe(404);
  expect((await app.call('/favicon.ico')).headers['content-type']).toBe('image/svg+xml');
});

test('a wrong value in the address is named', async () => {
  const { status, text } = await page('/organisations?kind=castle');
  expect(status).toBe(400);
  expect(text).toContain('значение «kind» написано неверно');
  expect((await page('/organisations?after=nonsense')).status).toBe(400);
  expect((await page('/map?z=99')).status).toBe(400);
});

test('the map draws points and clusters without scripts and has a table of the same', async () => {
  const { text } = await page('/map');
  expect(text).toContain('<svg');
  expect(text).toMatch(/class="point school"/);
  expect(text).toContain('<th scope="row"><a href="/organisations?municipality=ishim-city">Ишим</a></th>');
  const tiles = await page('/map?view=tiles&kind=kindergarten');
  expect(tiles.text).toContain('<title>Ишим: 1</title>');
});

test('every map names whose data it is drawn from, also the imported places', async () => {
  const credit = '© OpenStreetMap contributors, ODbL 1.0';
  await app.work(() => sql`UPDATE core.organisations SET attribution = '© Геодезист' WHERE id = ${gymnasium}`);
  const points = (await page('/map?municipality=tyumen-city')).text;
  expect(points).toContain(`Карта: ${credit}; © Геодезист`);
  const { text } = await page('/map?view=tiles');
  expect(text).toContain(`<p class="quiet">Карта: ${credit}</p>`);
  expect((await page(`/organisations/${gymnasium}`)).text).toMatch(new RegExp(`<span class="quiet">${credit}</span>`));
  await app.work(() => sql`UPDATE core.organisations SET attribution = NULL WHERE id = ${gymnasium}`);
});

test('imported boundaries lie under the points and are a view of the map, for readers of the page that was there before', async () => {
  const before = await page('/map');
  expect(before.text).not.toContain('view=boundaries');
  expect((await page('/map?view=boundaries')).text).not.toContain('class="map areas"');
  expect(await app.work(() => importSquares('ishim-city', 'tyumen-city'))).toMatchObject({ saved: true, problems: [] });
  await new Promise((done) => setTimeout(done, 1_050));
  const after = await page('/map', { 'if-none-match': String(before.headers.etag) });
  expect(after.status).toBe(200);
  expect(after.text).toContain('view=boundaries');
  expect(after.text).toMatch(/<g class="land"\s*>(<path d="M[^"]+"\/?>){2}/);
  expect(after.text).toMatch(/class="point school"/);
  const { text } = await page('/map?view=boundaries&kind=kindergarten');
  expect(text).toMatch(/<svg\s+class="map areas"/);
  expect(text).toMatch(/municipality=ishim-city" aria-label="Ишим: 1"\s*><title>Ишим: 1<\/title><path class="shade-1"/);
  expect(text).toMatch(/aria-label="Тюмень: 0"\s*><title>Тюмень: 0<\/title><path class="shade-0"/);
  expect(text).toContain('© Картограф, CC BY');
  expect((await page('/map?view=tiles')).text).not.toContain('Картограф');
});

test('points are clustered on the server inside the box that is asked', async () => {
  const { body } = await app.call<{ total: number; points: { name: string }[] }>(
    '/map/points?bbox=65,57,66,58&zoom=10',
  );
  expect(body.total).toBe(1);
  expect(body.points[0]?.name).toBe('Гимназия № 5');
  expect((await app.call('/map/points?bbox=1,2&zoom=10')).status).toBe(400);
});

test('a page is revalidated by its tag and changes within a second of the data', async () => {
  const first = await page('/organisations?kind=college');
  const tag = String(first.headers.etag);
  expect((await page('/organisations?kind=college', { 'if-none-match': tag })).status).toBe(304);
  await app.work(() => anOrganisation({ kind: 'college', shortName: 'Новый колледж' }));
  await new Promise((done) => setTimeout(done, 1_050));
  const second = await page('/organisations?kind=college', { 'if-none-match': tag });
  expect(second.status).toBe(200);
  expect(second.text).toContain('Новый колледж');
});

test('the language is chosen by the address and remembered', async () => {
  const { text, headers } = await page('/?lang=en');
  expect(text).toContain('Find a kindergarten, school or club');
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  expect(cookie).toBe('regiso-language=en');
  expect((await page('/organisations', { cookie })).text).toContain('<html lang="en"');
  expect((await page('/organisations')).text).toContain('<html lang="ru"');
});

test('display settings are kept in a cookie without scripts and shown on every page', async () => {
  const saved = await page('/accessibility?size=large&scheme=white-on-black&save=1&back=%2Fmap');
  expect(saved.status).toBe(303);
  expect(saved.headers.location).toBe('/map');
  const cookie = String(saved.headers['set-cookie']).split(';')[0] ?? '';
  expect((await page('/', { cookie })).text).toContain('class="size-large scheme-white-on-black"');
  expect((await page('/accessibility?save=1&back=%2F%2Fevil.example')).headers.location).toBe('/accessibility');
});

test('demo data are announced on every page: a part when a real register stands beside them, else all', async () => {
  const demo = await app.work(() => anOrganisation({ shortName: 'Выдуманная школа', isDemo: true }));
  const banner = async () => {
    forgetSite();
    return /<p class="demo-banner"[^>]*>(.*?)<\/p>/.exec((await page('/about')).text)?.[1];
  };
  expect(await banner()).toBe(
    'Демонстрация: часть организаций и результатов вымышлена. У каждой такой организации стоит знак «демо».',
  );
  const list = (await page('/organisations')).text;
  expect(list.match(/<span class="demo">демо<\/span>/g)).toHaveLength(1);
  expect(list).toMatch(/Выдуманная школа<\/a>\s*<p class="meta">[^\n]*<span class="demo">демо/);
  expect((await page(`/organisations/${demo}`)).text).toContain('<span class="demo">демо</span>');
  expect((await page(`/organisations/${gymnasium}`)).text).not.toContain('class="demo"');
  const { body } = await app.call<{ name: string; note: string }[]>(
    '/organisations/suggest?q=' + encodeURIComponent('выдуманная'),
  );
  expect(body).toMatchObject([{ name: 'Выдуманная школа', note: 'Школа · Тюмень · демо' }]);
  await app.work(() => sql`UPDATE core.organisations SET is_demo = true`);
  expect(await banner()).toBe('Демонстрация: все организации, люди и результаты на этом сайте вымышлены.');
  await app.work(() => sql`UPDATE core.organisations SET is_demo = (id = ${demo})`);
  await app.work(() => sql`DELETE FROM core.organisations WHERE is_demo`);
});

test('what the operator publishes is listed with its versions, and its files are there to be saved', async () => {
  expect((await page('/documents')).text).toContain('Оператор ещё ничего не опубликовал');
  await app.work(
    () => sql`INSERT INTO core.published_documents (series, version, kind, title, effective_on, what_changed, file_name,
        media_type, size, sha256, bytes)
      SELECT '00000000-0000-7000-8000-000000000001', v, 'rules', 'Правила <работы>', make_date(2026, v, 1),
        CASE v WHEN 2 THEN 'Сроки' END, 'правила.pdf', 'application/pdf', 5, repeat('a', 64), '%PDF-'
      FROM generate_series(1, 2) v`,
  );
  await new Promise((done) => setTimeout(done, 1_050));
  const { text } = await page('/documents');
  expect(text).toContain('Правила &lt;работы&gt;');
  expect(text).toMatch(
    /Действует с 1 февраля 2026[\s\S]*редакция 2[\s\S]*Что изменилось: Сроки[\s\S]*Прежние[\s\S]*редакция 1/,
  );
  const [address] = /\/api\/agreements\/documents\/[\w-]+\/file/.exec(text) ?? [''];
  expect((await app.call(address)).status).toBe(200);
  expect((await page('/about')).text).toContain('href="/documents"');
});

test('open data come as CSV and JSON with the same records', async () => {
  const csv = await app.call<string>('/open-data/organisations.csv');
  expect(csv.headers['content-type']).toContain('text/csv');
  const [heading = '', ...lines] = csv.text.trim().split('\r\n');
  expect(heading).toMatch(/^id,kind,short_name/);
  const json = await app.call<{ organisations: { short_name: string }[]; licence: string }>(
    '/open-data/organisations.json',
  );
  expect(json.body.organisations).toHaveLength(lines.length);
  expect(json.body.licence).toContain('creativecommons.org');
});

test('open data and the sitemap are sent anew only when they have changed since the tag, or the date, that one has', async () => {
  const files = ['/open-data/organisations.csv', '/open-data/organisations.json', '/sitemap.xml'];
  const asked = (url: string, headers: Record<string, string> = {}) => app.call<string>(url, { headers });
  const changed = new Map(await Promise.all(files.map(async (url) => [url, (await asked(url)).headers] as const)));
  const known = (url: string) => ({
    tag: String(changed.get(url)?.etag),
    date: String(changed.get(url)?.['last-modified']),
  });
  for (const url of files) {
    const { tag, date } = known(url);
    expect([url, tag, new Date(date).toUTCString()]).toEqual([url, expect.stringMatching(/^W\/"[\w-]{22}"$/), date]);
    const again = await asked(url, { 'if-none-match': tag });
    expect([url, again.status, again.text, again.headers.etag]).toEqual([url, 304, '', tag]);
    const dayBefore = new Date(Date.parse(date) - 86_400_000).toUTCString();
    expect([url, (await asked(url, { 'if-modified-since': date })).status]).toEqual([url, 304]);
    expect([url, (await asked(url, { 'if-modified-since': dayBefore })).status]).toEqual([url, 200]);
    // The tag counts where both are given.
    const other = await asked(url, { 'if-none-match': 'W/"other"', 'if-modified-since': date });
    expect([url, other.status]).toEqual([url, 200]);
  }
  await app.work(() => anOrganisation({ shortName: 'Школа, которой ещё не было' }));
  await new Promise((done) => setTimeout(done, 1_050));
  for (const url of files) {
    const { tag } = known(url);
    const anew = await asked(url, { 'if-none-match': tag });
    expect([url, anew.status, anew.headers.etag === tag]).toEqual([url, 200, false]);
  }
});

test('search engines get a sitemap of working organisations and are kept out of the cabinets', async () => {
  const { text } = await app.call<string>('/sitemap.xml');
  expect(text).toContain(`/organisations/${gymnasium}</loc>`);
  const part = await app.call<string>('/sitemap-1.xml');
  expect(part.text).toBe(text);
  for (const beyond of ['0', '2', 'x', '1.5', '9007199254740992']) {
    expect([beyond, (await app.call(`/sitemap-${beyond}.xml`)).status]).toEqual([beyond, 404]);
  }
  const robots = await app.call<string>('/robots.txt');
  expect(robots.text).toContain('Disallow: /app/');
});

test('a question is taken from a form, comes back with what is wrong, and five an hour are enough', async () => {
  const send = (values: Record<string, string>, language = 'ru') =>
    app.app.server.inject({
      method: 'POST',
      url: '/ask',
      payload: new URLSearchParams(values).toString(),
      remoteAddress: '198.51.100.7',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        cookie: `regiso-language=${language}`,
      },
    });
  const right = {
    subject: 'Результаты',
    text: 'Когда появятся результаты?',
    address: 'guest@example.org',
    website: '',
  };
  const wrong = await send({ ...right, text: '"></textarea><b>', address: 'guest' });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.payload).toContain('Проверьте адрес почты');
  expect(wrong.payload).toContain('&quot;&gt;&lt;/textarea&gt;&lt;b&gt;');
  expect((await send({ ...right, address: '' }, 'en')).payload).toContain('Check the e-mail');
  for (let at = 0; at < 5; at += 1) {
    const { statusCode, headers } = await send({ ...right, website: at === 1 ? 'https://example.org' : '' });
    expect(statusCode).toBe(303);
    expect(headers.location).toMatch(at === 1 ? /^\/ask\?sent=0$/ : /^\/ask\?sent=[1-9]\d*$/);
  }
  const often = await send(right);
  expect(often.statusCode).toBe(429);
  expect(often.payload).toContain('Когда появятся результаты?');
  const kept = await app.work(() => sql`SELECT FROM core.tickets WHERE guest_address IS NOT NULL`);
  expect(kept).toHaveLength(4);
});

describe('A result of an exam without signing in (PUB-09, PUB-10, OPR-20)', () => {
  const known = { surname: 'Нечаева', name: 'Алёна', number: '7125 100200' };
  const hidden = { surname: 'Неизданная', name: 'Анна', number: '200300' };
  let devices = 0;
  const aDevice = () => `device-${String((devices += 1)).padStart(15, '0')}`;
  const ask = (payload: object, device: string = aDevice()) =>
    app.call('/exam-results', {
      method: 'POST',
      payload,
      headers: { accept: 'text/html', ...(device && { cookie: `regiso-device=${device}` }) },
    });
  beforeAll(() =>
    app.work(async () => {
      await aPersonResult({ ...known, number: '100200', series: '7125', result: 97 });
      await aPersonResult({ ...hidden, result: 55, isPublished: false });
      const publishedAt = new Date().toISOString();
      await aPersonResult({ surname: 'Недавняя', name: 'Анна', number: '100300', result: 70, publishedAt });
    }),
  );

  test('is a form that works without scripts, remembers the browser and keeps everything out of addresses', async () => {
    const form = await page('/exam-results');
    expect(form.text).toContain('<form class="question" method="post" action="/exam-results">');
    expect(String(form.headers['set-cookie'])).toMatch(/^regiso-device=[\w-]{22};.*HttpOnly; SameSite=Strict/);
    const first = await ask(known, '');
    expect(first.text).toContain('Нажмите «Показать результат» ещё раз');
    expect(String(first.headers['set-cookie'])).toContain('regiso-device=');
    for (const number of ['7125 100200', '100200', '71-25 100200']) {
      const { status, text, headers } = await ask({ ...known, name: ' алена ', number });
      expect([status, headers['cache-control'], headers.location]).toEqual([200, 'no-store', undefined]);
      expect(text).toMatch(/97\sбаллов/);
      expect(text).toContain('<meta name="robots" content="noindex" />');
      expect(text).not.toMatch(/Нечаева|100200/);
    }
    // Within how many working days an appeal may be filed is said while it may.
    expect((await ask(known)).text).not.toContain('Апелляцию');
    const { text: recent } = await ask({ surname: 'Недавняя', name: 'Анна', number: '100300' });
    expect(recent).toMatch(/Апелляцию о несогласии с баллами можно подать по \d+ [а-я]+ \d{4}/);
    expect((await page('/exam-results?surname=x&number=100200')).text).not.toContain('100200');
    const wrong = await ask({ surname: '', name: 'Анна', number: '12' });
    expect(wrong.status).toBe(422);
    expect(wrong.text.match(/aria-invalid="true"/g)).toHaveLength(2);
    expect((await ask({ surname: { x: 1 } })).status).toBe(400);
  });

  test('tells what is not published and what does not exist alike: the same words, the same statements', async () => {
    const told = async (payload: object) => {
      const spy = jest.spyOn(pg.Client.prototype, 'query');
      const { status, text } = await ask(payload);
      const asked = spy.mock.calls.map(([given]) => (given as unknown as { text?: string }).text ?? given);
      spy.mockRestore();
      return { status, text, asked };
    };
    // Once before: the footer of the site is asked for anew after a change.
    await told({ surname: 'Никто', name: 'Никак', number: '999000' });
    const nobody = await told({ surname: 'Никто', name: 'Никак', number: '999999' });
    expect(nobody.text).toContain('Результатов нет');
    expect(await told(hidden)).toEqual(nobody);
  });

  test('stops whoever guesses, by document, browser and name, and lets a whole school behind one address pass', async () => {
    const guess = (number: string, name: object = {}, device?: string) =>
      ask({ surname: 'Угадаева', name: 'Ева', number, ...name }, device);
    for (let at = 0; at < 5; at += 1) expect((await guess('300400', { name: `Ев${'абвгд'[at]}` })).status).toBe(200);
    const stopped = await guess('300400', { name: 'Анна' });
    expect([stopped.status, stopped.headers['retry-after']]).toEqual([429, '900']);
    expect(stopped.text).toContain('Слишком много попыток');
    // The owner of a document is refused like everybody else, so that the refusal tells nothing.
    await app.work(() => aPersonResult({ surname: 'Владельцева', name: 'Яна', number: '300400', result: 50 }));
    expect((await guess('300400', { surname: 'Владельцева', name: 'Яна' })).status).toBe(429);
    const one = aDevice();
    for (let at = 0; at < 30; at += 1)
      expect((await guess(`5000${at + 10}`, { surname: `Разная${'абвгдежзик'[at % 10]}` }, one)).status).toBe(200);
    expect((await guess('600700', { surname: 'Иная' }, one)).status).toBe(429);
    expect((await guess('600700', { surname: 'Иная' })).status).toBe(200);
    for (let at = 0; at < 30; at += 1) await guess(`7000${at + 10}`, { surname: 'Частая' });
    expect((await guess('800900', { surname: 'Частая' })).status).toBe(429);
    // A code of registration is not guessed, so a crowd before a name does not keep its owner away.
    expect((await guess('123412341234', { surname: 'Частая' })).status).toBe(200);
    // Nor do more pass when they come in one moment and are answered together.
    const together = await Promise.all(
      Array.from({ length: 9 }, (_, at) => guess('310410', { name: `Яна${'абвгдежзи'[at]}` })),
    );
    expect(together.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429, 429, 429]);
  });

  test('leaves neither name nor number behind: hashes and counts alone', async () => {
    const [kept] = await app.work(
      () => sql<{
        text: string;
        asked: number;
      }>`SELECT count(*) FILTER (WHERE event = 'exams.result-looked-up')::int AS asked,
          string_agg(details::text || coalesce(object_id, ''), ' ') || (SELECT string_agg(k.key::text, ' ') FROM exams.result_keys k)
            || (SELECT string_agg(t.hash::text, ' ') FROM exams.look_up_tries t) AS text
        FROM core.audit_events WHERE event LIKE 'exams.%'`,
    );
    expect(kept?.asked).toBeGreaterThan(60);
    expect(kept?.text).not.toMatch(/100200|200300|ечаева|Угадаева/i);
  });
});

test('styles and scripts have names with digests that are kept for ever, and fit their budgets', async () => {
  const { text } = await page('/map');
  const names = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, name]) => name ?? '');
  const packed = { js: 0, css: 0 };
  for (const name of new Set(names)) {
    const { headers, status } = await app.call(name, { headers: { 'accept-encoding': 'gzip' } });
    expect(status).toBe(200);
    expect(headers['cache-control']).toContain('immutable');
    const answer = await app.app.server.inject({ url: name, headers: { 'accept-encoding': 'gzip' } });
    if (name.endsWith('.js')) packed.js += answer.rawPayload.length;
    if (name.endsWith('.css')) packed.css += answer.rawPayload.length;
  }
  expect(packed.js).toBeGreaterThan(500);
  expect(packed.js).toBeLessThan(9 * 1024);
  expect(packed.css).toBeLessThan(15 * 1024);
});

test('no page carries inline scripts or styles', async () => {
  for (const url of [
    '/',
    '/organisations',
    '/map',
    `/organisations/${gymnasium}`,
    '/about',
    '/documents',
    '/accessibility',
    '/open-data',
  ]) {
    const { text } = await page(url);
    expect(text).not.toMatch(/<script(?![^>]*(src=|ld\+json))/);
    expect(text).not.toMatch(/<style|\sstyle="|\son[a-z]+="/);
  }
});
