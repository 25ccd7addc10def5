import { createTestApp, type Answer, type TestApp } from '@regiso/core/testing';
import { anOrganisation, aResult, importSquares } from './a-register';

let app: TestApp;
let small: string;
let schools: Record<string, string>;
const page = (url: string): Promise<Answer<string>> => app.call(url, { headers: { accept: 'text/html' } });

/** Figures come through the change log and the warehouse, so a page shows them a moment after they were written. */
async function until(url: string, text: string): Promise<string> {
  for (let tries = 0; tries < 60; tries += 1) {
    const answer = await page(url);
    if (answer.text.includes(text)) return answer.text;
    await new Promise((next) => setTimeout(next, 500));
  }
  throw new Error(`${url} does not show «${text}» after half a minute`);
}

beforeAll(async () => {
  app = await createTestApp({ only: ['portal'] });
  const early = await page('/exams');
  expect({ status: early.status, again: early.headers['retry-after'], kept: early.headers['cache-control'] }).toEqual({
    status: 200,
    again: '5',
    kept: 'no-store',
  });
  expect(early.text).toContain('Показатели ещё рассчитываются');
  await app.app.start({ web: false, worker: true });
  await until('/exams', 'Результатов экзаменов ещё нет');
  await app.work(async () => {
    const large = await anOrganisation({ shortName: 'Большая школа', municipality: 'tyumen-city' });
    small = await anOrganisation({ shortName: 'Малая школа', municipality: 'tyumen-city' });
    const third = await anOrganisation({ shortName: 'Третья школа', municipality: 'tyumen-city' });
    const fourth = await anOrganisation({ shortName: 'Четвёртая школа', municipality: 'tyumen-city' });
    const rural = await anOrganisation({ shortName: 'Сельская школа', municipality: 'abatskiy' });
    schools = { large, small, third, fourth, rural };
    for (const year of [2025, 2026]) {
      await aResult(large, { participants: 100, mean: 60, year });
      await aResult(small, { participants: 4, mean: 90.25, year });
      await aResult(third, { participants: 20, mean: 71.75, year });
      await aResult(fourth, { participants: 18, mean: 65, year });
      await aResult(rural, { participants: 50, mean: 66, year });
      await aResult(large, { subject: 'physics', participants: 40, mean: 55, year });
      await aResult(third, { subject: 'physics', participants: 15, mean: 52, year });
      await aResult(fourth, { subject: 'physics', participants: 12, mean: 48, year });
      await aResult(rural, { subject: 'physics', participants: 30, mean: 50, year });
    }
  });
}, 60_000);
afterAll(() => app.stop());

test('statistics show means weighted by participants, as charts and as tables', async () => {
  const text = await until('/exams', 'Какие предметы сдали лучше: ЕГЭ, 2026');
  // (100·60 + 4·90.25 + 20·71.75 + 18·65 + 50·66) ÷ 192
  expect(text).toMatch(/Русский язык<\/a>\s*<\/th>\s*<td class="number">63,9<\/td>\s*<td class="number">192<\/td>/);
  expect(text).toContain('Как менялся результат: Русский язык');
  expect(text).toContain('Где результат выше: Русский язык, 2026');
  expect(text).toContain('Карта: © OpenStreetMap contributors');
  expect(text.match(/<svg[^>]*role="(img|group)"/g)?.length).toBeGreaterThanOrEqual(6);
  expect(text).toContain('Как считается');
}, 60_000);

test('PUB-12: a small group is hidden on its card together with those that would give it away, and no other', async () => {
  const text = await until(`/organisations/${small}`, 'Результаты экзаменов');
  expect(text).not.toContain('90,3');
  expect(text).toContain('Скрыто во всех годах: Русский язык.');
  expect(text).toContain('меньше 10 участников');
  const cards = Object.fromEntries(
    await Promise.all(Object.entries(schools).map(async ([name, id]) => [name, await resultsOn(id)] as const)),
  );
  // The city's total of each subject and every school's own total are public, so two schools are hidden beside the small one.
  expect(cards).toEqual({
    large: { 'Русский язык': '60,0 n = 100', Физика: '55,0 n = 40' },
    rural: { 'Русский язык': '66,0 n = 50', Физика: '50,0 n = 30' },
    small: {},
    third: {},
    fourth: {},
  });
}, 60_000);

/** What a card says of the latest year, by subject. */
async function resultsOn(id: string): Promise<Record<string, string>> {
  const { text } = await page(`/organisations/${id}`);
  const rows = text.matchAll(/<th scope="row">\s*<a href="\/exams[^>]*>([^<]+)<\/a>\s*<\/th>\s*<td[^>]*>(.*?)<\/td>/gs);
  return Object.fromEntries([...rows].map(([, name = '', cell = '']) => [name, plain(cell)]));
}

const plain = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

test('a municipality and a subject are chosen by the address', async () => {
  const text = await until('/exams?municipality=abatskiy&subject=physics', '50,0');
  expect(text).toContain('Как менялся результат: Физика');
  expect(text).toContain('<option value="abatskiy" selected>');
}, 60_000);

test('the map of municipalities is a scheme, or in imported boundaries, with its table and hidden groups in both', async () => {
  expect((await page('/exams?map=boundaries')).text).not.toContain('class="map areas"');
  expect((await page('/exams')).text).not.toContain('map=boundaries');
  expect(await app.work(() => importSquares('abatskiy', 'ishim-city'))).toMatchObject({ saved: true });
  const scheme = await until('/exams', 'href="/exams?map=boundaries#by-municipality"');
  expect(scheme).not.toContain('Картограф');
  const { text } = await page('/exams?map=boundaries');
  const [, figure = ''] = /aria-labelledby="by-municipality">(.*?)<\/section>/s.exec(text) ?? [];
  expect(figure).toMatch(/<svg class="map areas"[^>]*role="group" aria-label="Где результат выше: Русский язык, 2026"/);
  expect(figure).toMatch(
    /aria-label="Абатский[^"]*: 66,0"\s*><title>Абатский[^<]*: 66,0<\/title><path class="shade-[1-5]"/,
  );
  expect(figure).toMatch(/aria-label="Ишим: —"\s*><title>Ишим: —<\/title><path class="shade-0"/);
  expect(figure).toMatch(/<a href="[^"]*map=tiles[^"]*"\s*>Схема<\/a>/);
  expect(figure).toMatch(/Абатский[^<]*<\/a>\s*<\/th>\s*<td class="number">66,0<\/td>/);
  expect(figure).toContain('© Картограф, CC BY');
  expect((await page('/exams?map=globe')).status).toBe(400);
});

test('an exam or year without results says what to do', async () => {
  expect((await page('/exams?year=1999')).text).toContain('Для такого сочетания результатов нет');
  expect((await page('/exams?kind=nothing')).text).toContain('Для такого сочетания результатов нет');
  expect((await page('/exams?year=abc')).status).toBe(400);
});
