import { setTimeout as pause } from 'node:timers/promises';
import { installed } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { keepPicture, openBrowser, openWindow, shownFaultsOf } from '@regiso/core/testing/browser';
import type { Browser, Page } from 'playwright-core';
import pg from 'pg';
import { aPersonResult } from './a-register';

let app: TestApp;
let browser: Browser;
let site = '';
let database: pg.Client;

beforeAll(async () => {
  app = await createTestApp({ only: ['portal'], settings: { REGISO_LOOK_UPS_AT_ONCE: '1' } });
  await app.work(() => aPersonResult({ surname: 'Очередин', name: 'Фёдор', number: '440011', result: 91 }));
  site = (await app.app.start({ web: true, worker: false })) ?? '';
  browser = await openBrowser();
  database = new pg.Client({ connectionString: installed().services.databaseUrl });
  await database.connect();
}, 120_000);
afterAll(async () => {
  await database?.end();
  await browser?.close();
  await app?.stop();
});

async function ask(page: Page) {
  await page.goto(`${site}/exam-results`);
  await page.getByLabel('Фамилия').fill('Очередин');
  await page.getByLabel('Имя', { exact: true }).fill('Фёдор');
  await page.getByLabel('Номер документа').fill('440011');
  await page.getByRole('button', { name: 'Показать результат' }).click();
}

test.each([
  ['with a script, on a phone', true, 360],
  ['without scripts', false, 1280],
])('whoever waits gets the result on the same page by itself: %s', async (_, javaScriptEnabled, width) => {
  await database.query('BEGIN; LOCK TABLE exams.look_up_tries IN ACCESS EXCLUSIVE MODE');
  const busy = await openWindow(browser);
  void ask(busy.page).catch(() => undefined);
  await pause(500);
  const { page, complaints } = await openWindow(browser, { javaScriptEnabled, viewport: { width, height: 800 } });
  await ask(page);
  await page.getByRole('heading', { name: 'Сейчас очень много обращений' }).waitFor();
  await keepPicture(page, 'waiting');
  if (javaScriptEnabled) expect(await shownFaultsOf(page, 'waiting')).toEqual([]);
  expect(page.url()).toBe(`${site}/exam-results`);
  await database.query('ROLLBACK');
  await page.getByText(/91\sбалл/).waitFor();
  expect(await page.title()).toMatch(/^Результаты экзаменов/);
  if (javaScriptEnabled) expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
  expect(page.url()).toBe(`${site}/exam-results`);
  expect(complaints).toEqual([]);
  await Promise.all([page.context().close(), busy.page.context().close()]);
});
