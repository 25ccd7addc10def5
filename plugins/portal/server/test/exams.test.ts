import { createTestApp, type Answer, type TestApp } from '@regiso/core/testing';
import { anOrganisation, aResult } from './a-register';

let app: TestApp;
let large: string;
let small: string;
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
  expect((await page('/exams')).text).toContain('Данные скоро появятся');
  await app.app.start({ web: false, worker: true });
  await until('/exams', 'Результатов экзаменов ещё нет');
  await app.work(async () => {
    large = await anOrganisation({ shortName: 'Большая школа', municipality: 'tyumen-city' });
    small = await anOrganisation({ shortName: 'Малая школа', municipality: 'tyumen-city' });
    const third = await anOrganisation({ shortName: 'Третья школа', municipality: 'tyumen-city' });
    const rural = await anOrganisation({ shortName: 'Сельская школа', municipality: 'abatskiy' });
    for (const year of [2025, 2026]) {
      await aResult(large, { participants: 100, mean: 60, year });
      await aResult(small, { participants: 4, mean: 90.25, year });
      await aResult(third, { participants: 20, mean: 71.75, year });
      await aResult(rural, { participants: 50, mean: 66, year });
      await aResult(large, { subject: 'physics', participants: 40, mean: 55, year });
      await aResult(third, { subject: 'physics', participants: 15, mean: 52, year });
      await aResult(rural, { subject: 'physics', participants: 30, mean: 50, year });
    }
  });
}, 60_000);
afterAll(() => app.stop());

test('statistics show means weighted by participants, as charts and as tables', async () => {
  const text = await until('/exams', 'Какие предметы сдали лучше: ЕГЭ, 2026');
  // (100·60 + 4·90.25 + 20·71.75 + 50·66) ÷ 174
  expect(text).toMatch(/Русский язык<\/a>\s*<\/th>\s*<td class="number">63,8<\/td>\s*<td class="number">174<\/td>/);
  expect(text).toContain('Как менялся результат: Русский язык');
  expect(text).toContain('Где результат выше: Русский язык, 2026');
  expect(text.match(/<svg[^>]*role="(img|group)"/g)?.length).toBeGreaterThanOrEqual(6);
  expect(text).toContain('Как считается');
}, 60_000);

test('a small group is hidden on its card together with the one that would give it away', async () => {
  const text = await until(`/organisations/${small}`, 'Результаты экзаменов');
  expect(text).not.toContain('90,3');
  expect(text).toContain('[c]');
  expect(text).toContain('меньше 10 участников');
  const others = await Promise.all(
    (await app.call<string>('/organisations?q=школа')).text
      .match(/organisations\/[\da-f-]{36}/g)
      ?.map((path) => page(`/${path}`)) ?? [],
  );
  const hidden = others.filter((card) => card.text.includes('[c]'));
  expect(hidden.length).toBeGreaterThanOrEqual(2);
  expect((await page(`/organisations/${large}`)).text).toContain('60,0');
}, 60_000);

test('a municipality and a subject are chosen by the address', async () => {
  const text = await until('/exams?municipality=abatskiy&subject=physics', '50,0');
  expect(text).toContain('Как менялся результат: Физика');
  expect(text).toContain('<option value="abatskiy" selected>');
}, 60_000);

test('an exam or year without results says what to do', async () => {
  expect((await page('/exams?year=1999')).text).toContain('Для такого сочетания результатов нет');
  expect((await page('/exams?kind=nothing')).text).toContain('Для такого сочетания результатов нет');
  expect((await page('/exams?year=abc')).status).toBe(400);
});
