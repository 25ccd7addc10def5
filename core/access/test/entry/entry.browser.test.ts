import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createTestApp, eventually, type TestApp } from '../../../testing';
import { openBrowser, openWindow, placeUi, shownFaultsOf } from '../../../testing/browser';
import { loadDemo } from '../../../server/demo';

let app: TestApp;
let browser: Browser;
let site = '';

beforeAll(async () => {
  app = await createTestApp({ only: ['agreements'], settings: { REGISO_ESIA_SIMULATOR: 'on' } });
  await loadDemo('small', () => undefined, { fills: false });
  await placeUi(app.config.dataFolder);
  site = (await app.app.start({ web: true, worker: false })) ?? '';
  browser = await openBrowser();
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function open(path: string, options?: BrowserContextOptions) {
  const { page, complaints } = await openWindow(browser, options);
  await page.goto(site + path, { waitUntil: 'networkidle' });
  return { page, complaints };
}

async function demandAccessible(page: Page, name: string) {
  expect(await shownFaultsOf(page, name)).toEqual([]);
}

const esia = (page: Page) => page.getByRole('link', { name: 'Войти через Госуслуги (ЕСИА)' });
const person = (page: Page, name: string) => page.getByRole('button', { name });

test.each([
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const)(
  'one signs in by the ESIA simulator and comes to the page one wanted ($width, $colorScheme)',
  async (look) => {
    const { width, colorScheme } = look;
    const { page, complaints } = await open('/app/access/rights', { viewport: { width, height: 800 }, colorScheme });
    await demandAccessible(page, 'sign-in');
    await esia(page).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/esia-simulator/);
    await demandAccessible(page, 'simulator');
    expect(await page.textContent('.loud')).toContain('Это не Госуслуги');
    await person(page, 'Морозов Павел Игоревич').click();
    await page.waitForURL(/\/app\/access\/rights/);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.title()).toContain('права');
    await page.goto(`${site}/app/access/account`, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { name: 'Вход через Госуслуги и другие службы' }).waitFor();
    await demandAccessible(page, 'account');
    expect(complaints).toEqual([]);
    await page.context().close();
  },
);

test('whoever is unknown is told what to do, and comes in by a one-time code', async () => {
  const operator = await app.as({ roles: ['operator'] });
  const { body } = await operator('/api/access/users', {
    method: 'POST',
    payload: { login: 'novikova', name: 'Новикова Ольга', post: 'Родитель' },
  });
  const { page, complaints } = await open('/app/sign-in', { viewport: { width: 360, height: 800 } });
  await esia(page).click();
  await person(page, 'Новикова Ольга Петровна').click();
  await page.getByRole('heading', { name: 'Вас ещё нет в системе' }).waitFor();
  await demandAccessible(page, 'stranger');
  await page.getByRole('textbox', { name: 'Имя для входа' }).fill('novikova');
  await page.getByRole('textbox', { name: 'Одноразовый код' }).fill((body as { code: string }).code);
  await page.getByRole('button', { name: 'Связать и войти' }).click();
  await page.getByRole('heading', { name: 'Здравствуйте, Новикова Ольга' }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a refusal has a page that says what happened and leads back', async () => {
  const { page } = await open('/app/sign-in');
  await esia(page).click();
  await person(page, 'Сидоров Иван Ильич').click();
  await page.getByRole('heading', { name: 'Войти не получилось' }).waitFor();
  expect(await page.textContent('main')).toContain('не подтверждена');
  await demandAccessible(page, 'refusal');
  await page.getByRole('link', { name: 'Вернуться ко входу' }).click();
  await esia(page).click();
  await person(page, 'Отказаться и вернуться').click();
  await page.getByText('Вы отказались от входа').waitFor();
  await page.context().close();
});

test('one links an identity from one’s own account after a proof, and takes it away', async () => {
  const { page, complaints } = await open('/app/sign-in?to=/access/account');
  await page.getByLabel('Имя для входа').fill('registrar');
  await page.getByLabel('Пароль', { exact: true }).fill('demo-registrar');
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
  await page.getByRole('button', { name: 'Отвязать' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отвязать' }).click();
  await page.getByRole('button', { name: 'Привязать: Госуслуги (ЕСИА)' }).click();
  await page.waitForURL(/esia-simulator/);
  await person(page, 'Лаптева Ирина Сергеевна').click();
  await page.getByText('Вход привязан', { exact: true }).waitFor();
  await eventually(async () => expect(await page.getByRole('button', { name: 'Отвязать' }).count()).toBe(1));
  expect(complaints).toEqual([]);
  await page.context().close();
});
