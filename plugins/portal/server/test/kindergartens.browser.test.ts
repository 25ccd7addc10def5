import { todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { openBrowser, wcagFaultsOf } from '@regiso/core/testing/browser';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { anOrganisation } from './a-register';
import { aGroup, aQueue } from './places';

let app: TestApp;
let browser: Browser;
let site = '';

beforeAll(async () => {
  app = await createTestApp({ only: ['kindergarten', 'portal'] });
  await app.work(async () => {
    const schoolYear = Number(todayHere().slice(0, 4)) - (todayHere().slice(5) < '09-01' ? 1 : 0);
    for (let at = 0; at < 24; at += 1) {
      const id = await anOrganisation({
        ...{
          kind: 'kindergarten',
          shortName: `Детский сад № ${at}`,
          address: `г. Тюмень, ул. Длинная Примерная, ${at}`,
        },
        ...{ lat: 57.15 + at * 0.004, lon: 65.54 + at * 0.003 },
      });
      const isTatar = at % 6 === 5;
      await aGroup(id, {
        schoolYear,
        ages: [3, 4],
        places: at,
        language: isTatar ? 'tt' : 'ru',
        orientation: isTatar ? 'combined' : 'general',
      });
      await aGroup(id, { schoolYear: schoolYear + 1, ages: [1, 2], places: 6 });
      if (at < 3) await aQueue(id, { schoolYear, age: 3, children: 3 + at });
    }
    await anOrganisation({
      kind: 'kindergarten',
      shortName: 'Сад в Тобольске',
      municipality: 'tobolsk-city',
      lat: 58.2,
      lon: 68.26,
    });
  });
  site = (await app.app.start()) ?? '';
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

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

const around = 'lat=57.15&lon=65.54';
const firstName = (page: Page) => page.locator('.gardens .name').first().textContent();
const asked = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);

test('PUB-01, PUB-03: without scripts one names a place, narrows down, moves the point and opens a card', async () => {
  const page = await open('/', { javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await page.getByRole('link', { name: 'Места в детских садах' }).click();
  await page.getByLabel('Рядом с чем искать').fill('длинная примерная 2');
  await page.getByRole('button', { name: 'Найти' }).click();
  await page.getByRole('heading', { level: 2, name: 'Рядом: г. Тюмень, ул. Длинная Примерная, 2' }).waitFor();
  expect(await firstName(page)).toBe('Детский сад №\u00a02');
  expect(await page.getByRole('button', { name: 'Рядом со мной' }).isVisible()).toBe(false);

  await page.getByText('Ещё: месяц рождения').click();
  await page.getByLabel('Язык').selectOption({ label: 'Татарский' });
  await page.getByLabel('Режим').selectOption({ label: 'Полный день, 12 ч' });
  await page.getByLabel('Направленность группы').selectOption('combined');
  await page.getByRole('button', { name: 'Показать', exact: true }).click();
  await page.getByText(/Найдено: 4\sдетских сада/).waitFor();
  expect(asked(page)).toMatchObject({ language: 'tt', regime: 'full', orientation: 'combined' });
  expect(await firstName(page)).toBe('Детский сад №\u00a05');

  await page.getByRole('link', { name: 'Выше' }).click();
  await page.getByRole('heading', { level: 2, name: 'Рядом с выбранной точкой' }).waitFor();
  expect(asked(page)).toMatchObject({ language: 'tt', regime: 'full', orientation: 'combined' });
  await page.getByRole('link', { name: /Убрать условие.*Татарский/ }).click();
  expect(asked(page).language).toBeUndefined();
  await page.locator('.gardens .name').first().click();
  await page.getByRole('heading', { level: 2, name: 'Свободные места и очередь' }).waitFor();
  await page.getByRole('link', { name: 'Места и очередь в соседних садах' }).click();
  await page.getByRole('heading', { level: 1, name: 'Места в детских садах' }).waitFor();
  expect(asked(page).at).toMatch(/^o-/);
  await page.context().close();
});

test('PUB-01: with scripts a place is offered while typing and keeps the other wishes', async () => {
  const page = await open('/kindergartens?age=3&language=tt');
  await page.getByRole('combobox', { name: 'Рядом с чем искать' }).pressSequentially('тоболь');
  await page.getByRole('option', { name: /город Тобольск/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'Рядом: город Тобольск' }).waitFor();
  expect(asked(page)).toMatchObject({ age: '3', language: 'tt', at: 's-tobolsk' });
  await page.context().close();
});

test('PUB-01: the place of the device is asked for on the press alone and leaves the page rounded', async () => {
  const page = await open('/kindergartens?age=3', {
    geolocation: { latitude: 57.163219, longitude: 65.551978 },
    permissions: ['geolocation'],
  });
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url()));
  expect(page.url()).not.toContain('lat=');
  await page.getByRole('button', { name: 'Рядом со мной' }).click();
  await page.getByRole('heading', { level: 2, name: 'Рядом с выбранной точкой' }).waitFor();
  expect(asked(page)).toMatchObject({ lat: '57.16', lon: '65.55', age: '3' });
  expect(sent.filter((url) => /57\.163|65\.55[12]/.test(url))).toEqual([]);
  await page.context().close();

  const refused = await open('/kindergartens', { permissions: [] });
  await refused.getByRole('button', { name: 'Рядом со мной' }).click();
  await refused.getByText('Телефон не сообщил, где вы').waitFor();
  await refused.context().close();
});

test('PUB-01: a press on the map is the new place; dragging only moves the map; the keyboard can do both', async () => {
  const page = await open(`/kindergartens?${around}&age=3`);
  const map = page.locator('svg.map');
  const box = await map.boundingBox();
  if (!box) throw new Error('no map');
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 140, box.y + 90, { steps: 4 });
  await page.mouse.up();
  expect(asked(page)).toMatchObject({ lat: '57.15', lon: '65.54' });
  await page.mouse.click(box.x + 12, box.y + 12);
  await page.waitForURL((url) => url.searchParams.get('lat') !== '57.15');
  const picked = asked(page);
  expect(Number(picked.lat)).toBeGreaterThan(57.15);
  expect(picked.lat).toMatch(/^\d+\.\d{3}$/);
  expect(picked.age).toBe('3');
  await page.waitForLoadState('networkidle');
  await page.locator('svg.map').focus();
  await page.keyboard.press('ArrowUp');
  await page.getByRole('button', { name: 'Искать вокруг середины карты' }).click();
  await page.waitForURL((url) => url.searchParams.get('lat') !== picked.lat);
  await page.context().close();
});

const paths = [
  '/kindergartens',
  `/kindergartens?${around}`,
  `/kindergartens?${around}&language=nen&radius=2&born=2023-05`,
  '/kindergartens?place=%D1%82%D1%8E%D0%BC%D0%B5%D0%BD%D1%8C&free=1&regime=full&orientation=combined',
];

test('PUB-16: the page passes the checks of WCAG 2.2 AA, light and dark', async () => {
  for (const path of paths) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(path, { colorScheme });
      expect(await wcagFaultsOf(page, `${path} ${colorScheme}`)).toEqual([]);
      await page.context().close();
    }
  }
}, 180_000);

test('PUB-17: nothing is lost at 320 pixels, which is 400 % zoom, nor with the largest text', async () => {
  for (const path of paths) {
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
