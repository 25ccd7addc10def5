import { sql, todayHere } from '@regiso/core';
import { createTestApp, type Answer, type TestApp } from '@regiso/core/testing';
import { forgetSite } from '../site';
import { aBuilding, anOrganisation } from './a-register';
import { aGroup, aQueue } from './places';

let app: TestApp;
let ids: Record<'fir' | 'birch' | 'tatar' | 'tobolsk', string>;
let schoolYear = 0;

const page = (url: string, headers: Record<string, string> = {}): Promise<Answer<string>> =>
  app.call(url, { headers: { accept: 'text/html', ...headers } });
const kindergarten = (shortName: string, given: Parameters<typeof anOrganisation>[0] = {}) =>
  anOrganisation({ kind: 'kindergarten', shortName, ...given });

// A degree of latitude is 111.2 km: 0.009° are 1.0 km, 0.018° are 2.0 km, 0.09° are 10 km.
const here = { lat: 57.15, lon: 65.54 };
const around = `lat=${here.lat}&lon=${here.lon}`;

beforeAll(async () => {
  app = await createTestApp({ only: ['kindergarten', 'portal'] });
  await app.work(async () => {
    schoolYear = Number(todayHere().slice(0, 4)) - (todayHere().slice(5) < '09-01' ? 1 : 0);
    const north = (degrees: number) => ({ lat: here.lat + degrees, lon: here.lon });
    ids = {
      fir: await kindergarten('Детский сад «Ёлочка»', { ...north(0.009), address: 'г. Тюмень, ул. Примерная, 7' }),
      birch: await kindergarten('Детский сад «Берёзка»', north(0.018)),
      tatar: await kindergarten('Детский сад «Чулпан»', north(0.09)),
      tobolsk: await kindergarten('Детский сад «Сибирячок»', { municipality: 'tobolsk-city', lat: 58.2, lon: 68.26 }),
    };
    await kindergarten('Детский сад без координат');
    await kindergarten('Закрытый детский сад', { ...north(0.001), status: 'liquidated' });
    await anOrganisation({ shortName: 'Школа рядом', ...north(0.001) });
    const house = await anOrganisation({
      shortName: 'Школа на Мира',
      address: 'г. Тюмень, ул. Мира, 5',
      ...north(0.02),
    });
    await aBuilding(house, 'г. Тюмень, ул. Мира, 55');
    await sql`UPDATE core.buildings SET lat = ${here.lat}, lon = ${here.lon} WHERE organisation_id = ${house}`;

    await aGroup(ids.fir, { schoolYear, ages: [3, 3], places: 12 });
    await aGroup(ids.fir, { schoolYear, ages: [1, 2], places: 9, isAnnounced: false });
    await aGroup(ids.birch, { schoolYear, ages: [3, 5], places: 5, orientation: 'combined' });
    await aGroup(ids.birch, { schoolYear: schoolYear + 1, ages: [4, 4], places: 7 });
    await aGroup(ids.tatar, { schoolYear, ages: [4, 4], places: 8, language: 'tt', regime: 'three-hours' });
    await aGroup(ids.tatar, { schoolYear, ages: [4, 4], places: 0 });
    await aGroup(ids.tatar, { schoolYear: schoolYear - 1, ages: [6, 6], places: 30 });
    await aQueue(ids.fir, { schoolYear, age: 3, children: 7 });
    await aQueue(ids.fir, { schoolYear, age: 1, children: 2 });
    await aQueue(ids.birch, { schoolYear, age: 3, children: 4 });
    await aQueue(ids.birch, { schoolYear, age: 4, children: 5 });
    await aQueue(ids.tobolsk, { schoolYear, age: 3, children: 9 });
  });
}, 120_000);
afterAll(() => app.stop());
beforeEach(forgetSite);

const plain = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

type Read = { name: string; km: string | undefined; free: string; rows: string[] };

/** What the list of a page says, kindergarten by kindergarten. */
function listOf(text: string): Read[] {
  const list = /<ol class="results gardens"[^>]*>(.*?)<\/ol>/s.exec(text)?.[1] ?? '';
  return list
    .split('<li>')
    .slice(1)
    .map((item) => ({
      name: plain(/class="name"[^>]*>([^<]*)/.exec(item)?.[1] ?? ''),
      km: /class="km">([^<]*)/.exec(item)?.[1]?.replace(/\s/g, ' '),
      free: plain(/<p class="free [^>]*>(.*?)<\/p>/s.exec(item)?.[1] ?? ''),
      rows: [...item.matchAll(/<tr>\s*<th scope="row">(.*?)<\/tr>/gs)].map(([, row = '']) => plain(row)),
    }));
}
const names = (text: string) => listOf(text).map(({ name }) => name.replace(/Детский сад «?([^»]*)»?/, '$1'));

test('PUB-01: kindergartens come by distance, each with free places and its queue by age', async () => {
  const { status, text } = await page(`/kindergartens?${around}`);
  expect(status).toBe(200);
  expect(text).toContain('Карта: © OpenStreetMap contributors, ODbL 1.0');
  expect(text).toContain('Рядом с выбранной точкой');
  expect(text).toContain('Расстояние по прямой.');
  expect(listOf(text)).toEqual([
    {
      ...{ name: 'Детский сад «Ёлочка»', km: '1 км', free: 'Свободно 12 мест' },
      rows: ['1 год — меньше 5', '2 года — 0', '3 года 12 7'],
    },
    {
      ...{
        name: 'Детский сад «Берёзка»',
        km: '2 км',
        free: `Свободно 5 мест , с 1 сентября ${schoolYear + 1} — 7 мест`,
      },
      rows: ['3 года 5 — меньше 5', '4 года 5 7 5', '5 лет 5 — 0'],
    },
    { name: 'Детский сад «Чулпан»', km: '10 км', free: 'Свободно 8 мест', rows: ['4 года 8 0'] },
    { name: 'Детский сад «Сибирячок»', km: '199 км', free: 'Свободные места не объявлены', rows: ['3 года — 9'] },
    { name: 'Детский сад без координат', km: undefined, free: 'Сведений о местах и очереди нет', rows: [] },
  ]);
  expect(text).toContain(`href="/organisations/${ids.fir}"`);
  expect(text).toContain('href="/app/kindergarten/own/new"');
});

test('PUB-03: wishes stay in the address, and a kindergarten fits when one of its groups meets them all', async () => {
  const found = async (query: string) => names((await page(`/kindergartens?${around}&${query}`)).text);
  expect(await found('orientation=combined')).toEqual(['Берёзка']);
  expect(await found('language=tt')).toEqual(['Чулпан']);
  expect(await found('regime=full')).toEqual(['Ёлочка', 'Берёзка', 'Чулпан']);
  expect(await found('language=tt&regime=three-hours&age=4')).toEqual(['Чулпан']);
  expect(await found('municipality=tobolsk-city')).toEqual(['Сибирячок']);
  expect(await found('radius=2')).toEqual(['Ёлочка']);
  expect(await found('radius=2.1')).toEqual(['Ёлочка', 'Берёзка']);
  expect(await found('free=1&age=4')).toEqual(['Берёзка', 'Чулпан']);
  const { text } = await page(`/kindergartens?${around}&language=tt&regime=three-hours&orientation=general`);
  expect(text).toContain('<option value="tt" selected>');
  expect(text).toContain(`name="lat" value="${here.lat}"`);
  expect(text).toContain(
    `href="/kindergartens?${around.replace('&', '&amp;')}&amp;orientation=general&amp;regime=three-hours"`,
  );
  // The group of the present language that has no places is not counted where the Tatar one is asked for.
  expect(listOf(text)[0]?.rows).toEqual(['4 года 8 0']);
});

test('a month of birth becomes the age on 1 September of each school year', async () => {
  const rows = async (born: string) =>
    Object.fromEntries(
      listOf((await page(`/kindergartens?${around}&born=${born}`)).text).map(({ name, rows: own }) => [name, own]),
    );
  // In August: three already in this school year, four in the next. In September: a year later.
  expect(await rows(`${schoolYear - 3}-08`)).toEqual({
    'Детский сад «Ёлочка»': ['3 года 12 7'],
    'Детский сад «Берёзка»': ['3 года 5 — меньше 5', '4 года — 7 5'],
    'Детский сад «Сибирячок»': ['3 года — 9'],
  });
  expect(Object.keys(await rows(`${schoolYear - 3}-09`))).toEqual(['Детский сад «Ёлочка»']);
  expect((await rows(`${schoolYear - 3}-09`))['Детский сад «Ёлочка»']).toEqual(['2 года — 0']);
});

test('a place is found by the words for a settlement, a building or an organisation', async () => {
  const near = async (place: string, rest = '') => {
    const { text } = await page(`/kindergartens?place=${encodeURIComponent(place)}${rest}`);
    return { where: plain(/<h2 class="around">(.*?)<\/h2>/s.exec(text)?.[1] ?? ''), first: names(text)[0], text };
  };
  expect(await near('мира 55')).toMatchObject({ where: 'Рядом: г. Тюмень, ул. Мира, 55', first: 'Ёлочка' });
  expect(await near('Тобольск')).toMatchObject({ where: 'Рядом: город Тобольск', first: 'Сибирячок' });
  expect((await near('Школа')).text).toContain('Имели в виду другое место?');
  const unknown = await near('улица Неведомая');
  expect(unknown.text).toContain('Адрес «улица Неведомая» мы не знаем');
  expect(names(unknown.text)).toHaveLength(5);
  // Filled in from a link, the words and the id name one place; other words go before it.
  const at = `&at=o-${ids.tobolsk}`;
  expect((await near('Детский сад «Сибирячок»', at)).where).toBe('Рядом: Детский сад «Сибирячок»');
  expect((await near('мира 55', at)).first).toBe('Ёлочка');
  const { body } = await app.call<{ id: string; name: string }[]>(
    `/kindergartens/places?q=${encodeURIComponent('тобо')}`,
  );
  expect(body).toMatchObject([{ id: 's-tobolsk', name: 'город Тобольск' }]);
  expect((await page('/kindergartens?municipality=tobolsk-city')).text).toContain('Рядом с центром муниципалитета');
});

test('where nothing is near, the nearest are told; where nothing fits, the nearest without the wishes', async () => {
  const far = await page('/kindergartens?lat=57&lon=65.54&radius=5');
  expect(far.text).toMatch(/В 5\sкм ничего нет/);
  expect(names(far.text)).toEqual(['Ёлочка', 'Берёзка', 'Чулпан']);
  const none = await page(`/kindergartens?${around}&language=nen`);
  expect(none.text).toContain('По этим условиям рядом ничего нет');
  expect(names(none.text)).toEqual(['Ёлочка', 'Берёзка', 'Чулпан']);
});

test('every form of the figures is the same whether one child waits or four: nothing gives small numbers away', async () => {
  const addresses = [
    ...['/kindergartens', `/kindergartens?${around}`, `/kindergartens?${around}&age=1`, `/kindergartens?age=3&free=1`],
    ...[`/kindergartens?born=${schoolYear - 1}-05`, '/kindergartens/points?bbox=60,50,80,70&zoom=12', '/open-data'],
    ...['/open-data/kindergarten-places.csv', '/open-data/kindergarten-places.json', `/organisations/${ids.fir}`],
    `/organisations/${ids.birch}`,
  ];
  const moment = / \d{4}, \d{2}:\d{2}|"countedAt":"[^"]+"/g;
  const read = async () => {
    forgetSite();
    const texts: string[] = [];
    for (const address of addresses) texts.push((await page(address)).text.replace(moment, ''));
    return texts;
  };
  const before = await read();
  await app.work(async () => {
    await sql`DELETE FROM kindergarten.queue_entries WHERE ctid IN (SELECT ctid FROM kindergarten.queue_entries
      WHERE organisation_id = ${ids.birch} AND age = 3 LIMIT 3)`;
    await aQueue(ids.fir, { schoolYear, age: 1, children: 2 });
    await sql`UPDATE kindergarten.groups SET changed_at = now()`;
  });
  expect(await read()).toEqual(before);
  // A fifth child is told, so the pages do follow the queue.
  await app.work(async () => {
    await aQueue(ids.fir, { schoolYear, age: 1, children: 1 });
    await sql`UPDATE kindergarten.groups SET changed_at = now()`;
  });
  forgetSite();
  expect(listOf((await page(`/kindergartens?${around}`)).text)[0]?.rows).toContain('1 год — 5');
});

test('MUN-25: a page in memory follows a change of places, and is not made anew without one', async () => {
  const address = `/kindergartens?${around}&age=3`;
  const first = await page(address);
  const tag = String(first.headers.etag);
  expect((await page(address, { 'if-none-match': tag })).status).toBe(304);
  await app.work(() => sql`UPDATE kindergarten.groups SET capacity = 11, changed_at = now() WHERE capacity = 12`);
  forgetSite();
  const second = await page(address, { 'if-none-match': tag });
  expect([second.status, listOf(second.text)[0]?.free]).toEqual([200, 'Свободно 11 мест']);
  await app.work(() => sql`UPDATE kindergarten.groups SET capacity = 12, changed_at = now() WHERE capacity = 11`);
});

test('the page speaks English', async () => {
  const { text } = await page(`/kindergartens?${around}&age=3&lang=en`);
  expect(text).toContain('<h1>Places in kindergartens</h1>');
  expect(text).toContain('Distances are in a straight line.');
  expect(listOf(text)[1]).toMatchObject({ km: '2 km', free: '5 places free', rows: ['3 years 5 fewer than 5'] });
  expect(text).toContain('Any distance');
  expect(plain(text.replace(/<a[^>]*lang="ru".*?<\/a>/s, '')).match(/Свободн|Ждут|Рядом/g)).toBeNull();
});

test('wrong values are named, coordinates are rounded and half a point is none', async () => {
  for (const [query, name] of [
    ['lat=91&lon=65', 'lat'],
    ['lat=57&lon=181', 'lon'],
    ['lat=abc&lon=65', 'lat'],
    ['age=99', 'age'],
    ['born=2023-13', 'born'],
    ['language=xx', 'language'],
    ['radius=-1', 'radius'],
    ['at=x', 'at'],
    ['page=0', 'page'],
  ] as const) {
    const { status, text } = await page(`/kindergartens?${query}`);
    expect([query, status]).toEqual([query, 400]);
    expect(text).toContain(`значение «${name}» написано неверно`);
  }
  const { text } = await page('/kindergartens?lat=57.1523456&lon=65.5412345');
  expect(text).not.toContain('57.1523456');
  expect(text).toContain('name="lat" value="57.152"');
  expect((await page('/kindergartens?lat=57')).text).toContain('Укажите место');
  expect((await page('/kindergartens?at=o-00000000-0000-7000-8000-000000000000')).text).toContain('Укажите место');
  expect((await page('/kindergartens?page=2000')).status).toBe(200);
  expect((await app.call('/kindergartens/points?bbox=1,2,3&zoom=8')).status).toBe(400);
});

test('only the plain page is for search engines', async () => {
  expect((await page('/kindergartens')).text).toContain('<link rel="canonical" href="/kindergartens" />');
  for (const query of [around, 'age=3', 'municipality=tobolsk-city', 'page=2']) {
    expect((await page(`/kindergartens?${query}`)).text).toContain('<meta name="robots" content="noindex" />');
  }
  const map = (await app.call<string>('/sitemap.xml')).text;
  expect(map.match(/\/kindergartens[^<]*/g)).toEqual(['/kindergartens']);
  expect((await app.call<string>('/robots.txt')).text).toContain('Disallow: /*?*lat=');
});

test('the map without scripts has marks that say what is free, and links that move the point', async () => {
  const { text } = await page(`/kindergartens?${around}&radius=5`);
  expect(text).toContain('aria-label="Детский сад «Ёлочка», свободно 12&nbsp;мест"'.replace('&nbsp;', '\u00a0'));
  expect(text).toMatch(/<circle\s+class="radius"/);
  expect(text).toMatch(
    /href="\/kindergartens\?lat=57\.\d+&amp;lon=65\.54&amp;radius=5&amp;z=[\d.]+#map" data-move="north"/,
  );
  const points = await app.call<{ points: { name: string; kind: string }[]; total: number }>(
    '/kindergartens/points?bbox=65,57,66,58&zoom=16&age=4',
  );
  expect(points.body.points.map(({ name, kind }) => [plain(name), kind])).toEqual([
    ['Детский сад «Берёзка», свободно 12 мест', 'kindergarten'],
    ['Детский сад «Чулпан», свободно 8 мест', 'kindergarten'],
  ]);
});

test('open data tell the same as the page', async () => {
  const csv = (await app.call<string>('/open-data/kindergarten-places.csv')).text.trim().split('\r\n');
  expect(csv[0]).toBe(
    'organisation_id,short_name,municipality,lat,lon,age,school_year,free,free_later,waiting,waiting_below,is_demo',
  );
  expect(csv).toContain(`${ids.birch},Детский сад «Берёзка»,Тюмень,57.168,65.54,3,${schoolYear},5,,,5,false`);
  expect(csv).toContain(`${ids.birch},Детский сад «Берёзка»,Тюмень,57.168,65.54,4,${schoolYear},5,7,5,,false`);
  const { body, headers } = await app.call<{ places: object[] }>('/open-data/kindergarten-places.json');
  const again = async (asked: Record<string, string>) =>
    (await app.call('/open-data/kindergarten-places.json', { headers: asked })).status;
  expect(await again({ 'if-none-match': String(headers.etag) })).toBe(304);
  // The date of the register would say nothing of queues.
  expect(await again({ 'if-modified-since': new Date(Date.now() + 86_400_000).toUTCString() })).toBe(200);
  expect(body.places).toHaveLength(csv.length - 1);
});

test('home, the map and cards of kindergartens lead here, cards of schools do not', async () => {
  expect((await page('/')).text).toContain('href="/kindergartens"');
  expect((await page('/map?municipality=tobolsk-city')).text).toContain(
    'href="/kindergartens?municipality=tobolsk-city"',
  );
  expect((await page(`/organisations/${ids.fir}`)).text).toContain(`href="/kindergartens?at=o-${ids.fir}"`);
  expect((await page('/organisations?kind=school')).text).not.toContain('/kindergartens?at=');
});

test('while the subsystem cannot answer the page says so and is not kept', async () => {
  await app.work(() => sql`ALTER TABLE kindergarten.queue_entries RENAME TO away`);
  await app.work(() => sql`UPDATE kindergarten.groups SET changed_at = now()`);
  forgetSite();
  const { status, text, headers } = await page('/kindergartens');
  await app.work(() => sql`ALTER TABLE kindergarten.away RENAME TO queue_entries`);
  await app.work(() => sql`UPDATE kindergarten.groups SET changed_at = now()`);
  forgetSite();
  expect([status, headers['cache-control'], text.includes('сейчас недоступны')]).toEqual([200, 'no-store', true]);
  expect(names((await page('/kindergartens')).text)).toHaveLength(5);
});
