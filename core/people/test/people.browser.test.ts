import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { requestMatch } from '../../access/match-requests';
import { sql } from '../../server';
import { loadDemo } from '../../server/demo';
import { createTestApp, eventually, type TestApp } from '../../testing';
import { placeRequest } from '../matching';
import { aSnils, writePerson } from './builders';
import { openBrowser, openWindow, placeUi, shownFaultsOf } from '../../testing/browser';

let app: TestApp;
let browser: Browser;
let site = '';

beforeAll(async () => {
  app = await createTestApp({ only: ['people'] });
  await loadDemo('small', () => undefined, { fills: false });
  await placeUi(app.config.dataFolder);
  site = (await app.app.start({ web: true, worker: false })) ?? '';
  browser = await openBrowser();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function enter(login: string, options?: BrowserContextOptions) {
  const { page, complaints } = await openWindow(browser, options);
  const answer = await page.request.post(`${site}/api/access/sign-in`, {
    data: { login, password: `demo-${login}` },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(answer.status()).toBe(200);
  return { page, complaints };
}

const shots = process.env.REGISO_SHOTS;

async function demandAccessible(page: Page, name: string) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  expect(await shownFaultsOf(page, name)).toEqual([]);
}

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

test('the operator judges a pair: compares, merges with proof, and takes it back', async () => {
  const { page, complaints } = await enter('operator');
  await page.goto(`${site}/app/people/duplicates`, { waitUntil: 'networkidle' });
  await heading(page, 'Похожие карточки');
  const pairs = page.getByRole('article', { name: / — / });
  await pairs.first().waitFor();
  await demandAccessible(page, 'duplicates');
  await eventually(async () => expect(await pairs.count()).toBe(3));
  const pair = pairs.filter({ hasText: 'День и месяц рождения переставлены' });
  await pair.getByRole('link', { name: 'Сверить' }).click();
  await heading(page, 'Сверка карточек');
  await page.getByRole('table').waitFor();
  await demandAccessible(page, 'compare');
  await page.getByRole('button', { name: 'Объединить карточки' }).click();
  await page.getByText('Объясните, почему это один человек').first().waitFor();
  await demandAccessible(page, 'compare-refused');
  await page
    .getByRole('radio', { name: /^Дата рождения/ })
    .last()
    .check();
  await page.getByRole('textbox', { name: 'Почему это один человек' }).fill('Дата записана с ошибкой при переводе');
  await page.getByRole('textbox', { name: 'По каким документам сверено' }).fill('Свидетельство о рождении, подлинник');
  await page.getByRole('button', { name: 'Объединить карточки' }).click();
  await page.getByRole('heading', { name: 'Объединённые карточки' }).waitFor();
  await demandAccessible(page, 'card');
  for (const tab of ['Представители', 'Документы', 'Согласия', 'Кто смотрел']) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel', { name: tab }).waitFor();
    await page.waitForLoadState('networkidle');
    if (tab === 'Кто смотрел') await page.getByText('Карточки сравнивались').first().waitFor();
    await demandAccessible(page, `card-${tab}`);
  }
  await page.getByRole('tab', { name: 'Основное' }).click();
  await page.getByRole('link', { name: 'Посмотреть объединение' }).click();
  await heading(page, 'Объединение карточек');
  await page.getByText('Дата записана с ошибкой при переводе').waitFor();
  await demandAccessible(page, 'merge');
  await page.getByRole('textbox', { name: 'Почему это разные люди' }).fill('Это двоюродные братья, документы разные');
  await page.getByRole('button', { name: 'Отменить объединение' }).click();
  await page.getByText(/Объединение отменено \d/).waitFor();
  expect(await app.work(() => sql`SELECT count(*)::int AS n FROM core.persons WHERE merged_into IS NOT NULL`)).toEqual([
    { n: 0 },
  ]);
  // The refusal of the first try is an answer of 400, which the browser writes down.
  expect(complaints.filter((text) => !text.includes('400'))).toEqual([]);
  await page.context().close();
}, 180_000);

test('the operator compares who came with the card, refused without a reason, and links them with a card found by name (CLT-18)', async () => {
  const snils = aSnils();
  await app.work(() => writePerson({ surname: 'Берёзова', name: 'Анна', patronymic: 'Ильинична', snils }));
  const identity = { way: 'esia', issuer: 'https://esia.example', subject: '7', strong: false, snils };
  const person = { surname: 'Сосновская', name: 'Анна', patronymic: 'Ильинична', birthDate: '2014-05-17' };
  const [request] = await app.work(async () => {
    await requestMatch({ ...identity, person });
    return sql<{ id: string }>`SELECT id FROM core.match_requests`;
  });
  await app.work(() => placeRequest({ request: request?.id ?? '' }));
  const { page, complaints } = await enter('operator', { viewport: { width: 360, height: 800 } });
  await page.goto(`${site}/app/people/matches`, { waitUntil: 'networkidle' });
  await heading(page, 'Сверка вошедших');
  const match = page.getByRole('article', { name: 'Сосновская Анна Ильинична' });
  await match.getByText('Берёзова').waitFor();
  await match.getByText('Расходится: Фамилия').waitFor();
  await demandAccessible(page, 'matches-360');
  await page.setViewportSize({ width: 1280, height: 800 });
  await demandAccessible(page, 'matches-1280');
  await match.getByRole('button', { name: 'Это он' }).click();
  const dialog = page.getByRole('dialog', { name: 'Связать с карточкой' });
  await dialog.getByRole('button', { name: 'Это он' }).click();
  await dialog.getByText('Напишите, по какому документу решено').first().waitFor();
  await page.keyboard.press('Escape');
  await match.getByRole('button', { name: 'Другая карточка' }).click();
  const choosing = page.getByRole('dialog', { name: 'Связать с выбранной карточкой' });
  await choosing.getByRole('textbox', { name: 'По какому документу сверено' }).fill('Паспорт и свидетельство о браке');
  await choosing.getByRole('button', { name: 'Это он' }).click();
  await choosing.getByText('Выберите карточку').first().waitFor();
  await choosing.getByRole('button', { name: 'Выбрать человека' }).click();
  const finding = page.getByRole('dialog', { name: 'Выбрать карточку' });
  await finding.getByRole('searchbox', { name: 'Фамилия, имя' }).fill('Березова');
  await finding.getByRole('button', { name: 'Найти человека' }).click();
  await finding.getByRole('button', { name: /Берёзова Анна Ильинична/ }).click();
  await choosing.getByRole('button', { name: /Берёзова Анна Ильинична/ }).waitFor();
  await demandAccessible(page, 'matches-chosen');
  await choosing.getByRole('button', { name: 'Это он' }).click();
  await page.getByText('Человек связан с карточкой').waitFor();
  await page.getByText('Заявок нет').waitFor();
  expect(complaints.filter((text) => !text.includes('400'))).toEqual([]);
  await page.context().close();
}, 120_000);

test('the operator publishes the next version of a consent text, refused while it is no text', async () => {
  const { page, complaints } = await enter('operator');
  await page.goto(`${site}/app/people/consent-forms`, { waitUntil: 'networkidle' });
  await heading(page, 'Тексты согласий');
  const photos = page.getByRole('region', { name: 'Публикация фотографий ребёнка' });
  await photos.getByText(/редакция 1 от .*photo-publication/).waitFor();
  await demandAccessible(page, 'consent-forms');
  await photos.getByRole('button', { name: 'Новая редакция' }).click();
  const dialog = page.getByRole('dialog');
  const text = dialog.getByRole('textbox', { name: 'Полный текст согласия' });
  await eventually(async () => expect(await text.inputValue()).toContain('Согласие на публикацию фотографий'));
  await demandAccessible(page, 'consent-form-next');
  await text.fill('Согласен.');
  await dialog.getByRole('button', { name: 'Опубликовать' }).click();
  await dialog.getByText('Нужен полный текст согласия').first().waitFor();
  await text.fill('Согласие на публикацию фотографий ребёнка на сайте организации, без фамилии и без имени.');
  await dialog.getByRole('button', { name: 'Опубликовать' }).click();
  await photos.getByText(/редакция 2 от /).waitFor();
  await photos.getByText('без фамилии и без имени').waitFor();
  const versions = await app.work(
    () => sql`SELECT version FROM core.consent_forms WHERE purpose = 'photo-publication' ORDER BY version`,
  );
  expect(versions).toEqual([{ version: 1 }, { version: 2 }]);
  expect(complaints.filter((complaint) => !complaint.includes('400'))).toEqual([]);
  await page.context().close();
}, 120_000);

test('the operator finds a person by the beginning of a name without ё, and bars a guardian by an act of a court', async () => {
  const { page, complaints } = await enter('operator', { viewport: { width: 360, height: 800 } });
  await page.goto(`${site}/app/people/persons`, { waitUntil: 'networkidle' });
  await demandAccessible(page, 'search-empty-360');
  await page.getByRole('searchbox').fill('семенов фед');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Семёнов Фёдор Ильич' }).waitFor();
  expect(page.url()).not.toContain('%D1');
  await demandAccessible(page, 'search-found-360');
  await page.getByRole('link', { name: 'Семёнов Фёдор Ильич' }).click();
  await page.getByRole('tab', { name: 'Представители' }).click();
  const father = page.getByRole('listitem').filter({ hasText: 'Семёнов Илья Фёдорович' });
  await father.getByRole('button', { name: 'Ограничения' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'подавать заявления и давать согласия' }).check();
  await demandAccessible(page, 'limits-360');
  await dialog.getByRole('textbox', { name: /Акт суда/ }).fill('Решение районного суда от 12.03.2026');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await father.getByText('Нельзя: подавать заявления и давать согласия.').waitFor();
  await demandAccessible(page, 'family-360');
  await page.goto(`${site}/app/people/persons/new`, { waitUntil: 'networkidle' });
  await page.getByRole('textbox', { name: 'Фамилия' }).fill('Семенов');
  await page.getByRole('textbox', { name: 'Имя', exact: true }).fill('Федор');
  await page.getByRole('textbox', { name: 'Отчество' }).fill('Ильич');
  const [child] = await app.work(() => sql<{ year: string }>`SELECT extract(year FROM current_date)::text AS year`);
  await page.getByLabel('Дата рождения').fill(`${Number(child?.year) - 9}-05-22`);
  await page.getByRole('button', { name: 'Создать карточку' }).click();
  await page.getByText('Похоже, карточка уже есть').waitFor();
  await demandAccessible(page, 'alike-360');
  await page.getByRole('button', { name: 'Это другой человек' }).click();
  await heading(page, 'Семенов Федор Ильич');
  await page.getByRole('button', { name: 'Есть вторая карточка' }).click();
  const twin = page.getByRole('dialog', { name: 'Вторая карточка этого человека' });
  await twin.getByRole('button', { name: 'Найти' }).click();
  await twin.getByRole('radio', { name: /Семёнов Фёдор Ильич/ }).check();
  await demandAccessible(page, 'twin-360');
  await twin.getByRole('button', { name: 'Передать на сверку' }).click();
  await page.getByText('Пара передана на сверку').waitFor();
  expect(complaints.filter((text) => !text.includes('409'))).toEqual([]);
  await page.context().close();
}, 120_000);

test.each([
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const)(
  'a guardian sees both children once each and who looked at them ($width, $colorScheme)',
  async ({ width, colorScheme }) => {
    const operator = await app.as({ roles: ['operator'] });
    const [son] = await app.work(
      () => sql<{ id: string }>`SELECT id FROM core.persons WHERE plain_name = 'семенов федор ильич'`,
    );
    expect((await operator(`/api/people/persons/${son?.id}`)).status).toBe(200);
    const { page, complaints } = await enter('guardian', { viewport: { width, height: 800 }, colorScheme });
    await page.goto(`${site}/app/people/children`, { waitUntil: 'networkidle' });
    await heading(page, 'Мои дети');
    await page
      .getByRole('heading', { level: 2, name: /Семёнов/ })
      .first()
      .waitFor();
    for (const name of ['Семёнов Фёдор Ильич', 'Семёнова Варвара Ильинична']) {
      expect(await page.getByRole('heading', { level: 2, name }).count()).toBe(1);
    }
    expect(await page.getByRole('heading', { level: 3, name: 'Где учится и занимается' }).count()).toBe(2);
    await demandAccessible(page, `children-${width}`);
    const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Семёнов Фёдор Ильич' }) });
    await card.getByRole('link', { name: 'Кто смотрел записи' }).click();
    await heading(page, 'Кто смотрел записи');
    await page.getByText('Оператор').first().waitFor();
    await demandAccessible(page, `seen-${width}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  },
  120_000,
);
