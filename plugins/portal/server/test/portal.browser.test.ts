import { createTestApp, type TestApp } from '@regiso/core/testing';
import { openBrowser, wcagFaultsOf } from '@regiso/core/testing/browser';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { aBuilding, anOrganisation, aProgramme, importSquares } from './a-register';

let app: TestApp;
let browser: Browser;
let site = '';
let school = '';

beforeAll(async () => {
  app = await createTestApp({ only: ['portal'] });
  await app.work(async () => {
    school = await anOrganisation({
      address: 'г. Тюмень, ул. Примерная, 1',
      lat: 57.15,
      lon: 65.54,
      phone: '+7 (3452) 00-00-00',
    });
    await aBuilding(school, 'ул. Примерная, 1', 'full');
    await aProgramme(school, 'secondary', 'Среднее общее образование');
    for (let at = 0; at < 40; at += 1) {
      await anOrganisation({
        kind: 'kindergarten',
        shortName: `Детский сад № ${at}`,
        lat: 57.1 + at * 0.002,
        lon: 65.4 + at * 0.003,
      });
    }
  });
  site = (await app.app.start()) ?? '';
  await untilFigures();
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** The tables of the warehouse are made by the worker a moment after the start. */
async function untilFigures() {
  for (let tries = 0; tries < 60; tries += 1) {
    if (!(await (await fetch(`${site}/exams`)).text()).includes('ещё рассчитываются')) return;
    await new Promise((next) => setTimeout(next, 500));
  }
  throw new Error('The exam page has no figures after half a minute');
}

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(site + path, { waitUntil: 'networkidle' });
  expect(complaints).toEqual([]);
  return page;
}

const paths = () => [
  '/ask',
  '/',
  '/organisations',
  '/map',
  '/map?view=tiles',
  `/organisations/${school}`,
  '/exams',
  '/documents',
  '/about',
  '/accessibility',
  '/open-data',
];

test('every page passes the checks of WCAG 2.2 AA, light and dark', async () => {
  for (const path of paths()) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(path, { colorScheme });
      expect(await wcagFaultsOf(page, `${path} ${colorScheme}`)).toEqual([]);
      await page.context().close();
    }
  }
}, 180_000);

test('nothing is lost at 320 pixels, which is 400 % zoom, nor with the largest text', async () => {
  for (const path of paths()) {
    for (const cookie of ['', 'size:largest.spacing:widest']) {
      const page = await open(path, {
        viewport: { width: 320, height: 640 },
        ...(cookie && { extraHTTPHeaders: { cookie: `regiso-look=${cookie}` } }),
      });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect({ path, cookie, wide }).toEqual({ path, cookie, wide: 320 });
      await page.context().close();
    }
  }
}, 180_000);

test('without scripts one searches, narrows down, opens a card and sets the display', async () => {
  const page = await open('/', { javaScriptEnabled: false });
  await page.getByRole('searchbox').fill('гимнзия');
  await page.getByRole('button', { name: 'Найти' }).click();
  await page.getByRole('link', { name: 'Гимназия № 5' }).click();
  await page.getByRole('heading', { level: 1, name: 'Гимназия № 5' }).waitFor();
  await page.getByRole('link', { name: 'Для слабовидящих' }).click();
  await page.getByLabel('Очень крупный').check();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByRole('heading', { level: 1, name: 'Гимназия № 5' }).waitFor();
  expect(await page.locator('html').getAttribute('class')).toBe('size-largest');
  await page.context().close();
});

test('with scripts names are offered while typing and chosen by keyboard', async () => {
  const page = await open('/');
  await page.getByRole('combobox').pressSequentially('гимна');
  await page.getByRole('option', { name: /Гимназия № 5/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/organisations/${school}`);
  await page.context().close();
});

test('the panel opens in place, works at once and is remembered', async () => {
  const page = await open('/organisations');
  await page.getByRole('link', { name: 'Для слабовидящих' }).click();
  await page.getByLabel('Белым по чёрному').check();
  expect(await page.locator('html').getAttribute('class')).toContain('scheme-white-on-black');
  await page.reload();
  expect(await page.locator('html').getAttribute('class')).toContain('scheme-white-on-black');
  await page.context().close();
});

test('the map moves by keys, buttons and the wheel, keeps its place in the address and opens a card', async () => {
  const page = await open('/map');
  const map = page.locator('svg.map');
  await map.focus();
  await page.keyboard.press('+');
  await page.waitForURL(/z=/);
  const zoom = () => Number(new URL(page.url()).searchParams.get('z'));
  const first = zoom();
  await page.getByRole('link', { name: 'Приблизить' }).click();
  expect(zoom()).toBeGreaterThan(first);
  await page.goto(`${site}/map?lat=57.15&lon=65.54&z=16`, { waitUntil: 'networkidle' });
  await page.locator(`svg a[href="/organisations/${school}"]`).click();
  await page.getByRole('heading', { level: 1, name: 'Гимназия № 5' }).waitFor();
  await page.context().close();
});

test('imported boundaries lie under the points, and as a view of their own lead to the list of a municipality', async () => {
  await app.work(() => importSquares('ishim-city', 'tyumen-city'));
  await new Promise((next) => setTimeout(next, 1_100));
  const page = await open('/map?lat=57.15&lon=65.54&z=7');
  expect(await page.locator('svg.map .land path').count()).toBeGreaterThan(0);
  await page.getByRole('link', { name: 'Границы' }).click();
  const area = page.locator('svg.areas a[aria-label^="Тюмень:"]');
  await area.waitFor();
  expect(await wcagFaultsOf(page, 'boundaries')).toEqual([]);
  await area.focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/organisations\?municipality=tyumen-city/);
  await page.context().close();
});

test('a cluster is a button that brings its organisations nearer', async () => {
  const page = await open('/map');
  const cluster = page.locator('svg a.cluster').first();
  const held = Number(await cluster.textContent());
  await cluster.click();
  await page.waitForURL(/z=/);
  await page.waitForTimeout(400);
  const after = await page.locator('svg a.cluster').allTextContents();
  expect(after.every((text) => Number(text) < held)).toBe(true);
  await page.context().close();
});

test('a question is asked on a phone without scripts, and corrected where it is wrong', async () => {
  const page = await open('/ask', { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await page.getByLabel('Коротко').fill('Когда будут результаты');
  await page.getByLabel('Что случилось').fill('?');
  await page.getByLabel('Почта для ответа').fill('visitor@example.org');
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByText('Вопрос не отправлен').waitFor();
  expect(await page.getByLabel('Коротко').inputValue()).toBe('Когда будут результаты');
  await page.getByLabel('Что случилось').fill('Когда появятся результаты экзамена по физике?');
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByRole('heading', { name: /Вопрос принят. Номер \d+/ }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
