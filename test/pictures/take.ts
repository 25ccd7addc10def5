/**
 * Takes the pictures under docs/pictures of a running demo region: `npm run docs:pictures -- http://127.0.0.1:8080`.
 * Every dashboard at the widths of a desk, a large screen and a wall; public pages on a phone.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openWindow } from '../../core/testing/browser';

const [site = 'http://127.0.0.1:8080'] = process.argv.slice(2);
const folder = join(__dirname, '../../docs/pictures');

const desks = [
  { width: 1280, height: 900 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
const phone = { width: 360, height: 780 };
const publicPages = { home: '/', search: '/organisations', map: '/map', exams: '/exams', places: '/kindergartens' };

async function signIn(page: Page) {
  await page.goto(`${site}/app/sign-in`);
  await page.getByLabel('Имя для входа').fill('analyst');
  await page.getByLabel('Пароль', { exact: true }).fill('demo-analyst');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function take(page: Page, name: string) {
  await page.waitForLoadState('networkidle');
  // What is drawn on a canvas says nowhere that it is done.
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: join(folder, `${name}.jpg`), type: 'jpeg', quality: 72 });
  process.stdout.write(`${name}\n`);
}

async function boards(page: Page): Promise<string[]> {
  await page.goto(`${site}/app/dashboards`);
  const links = page.locator('main a[href*="/dashboards/"]');
  await links.first().waitFor();
  const found = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  return ['/app/dashboards/overview', ...new Set(found)];
}

async function atDesks(browser: Browser) {
  const { page } = await openWindow(browser);
  await signIn(page);
  for (const address of await boards(page))
    for (const viewport of desks) {
      await page.setViewportSize(viewport);
      await page.goto(site + address);
      await take(page, `${address.split('/').at(-1)}-${viewport.width}`);
    }
}

async function onPhone(browser: Browser) {
  const { page } = await openWindow(browser, { viewport: phone });
  for (const [name, address] of Object.entries(publicPages)) {
    await page.goto(site + address);
    await take(page, `${name}-${phone.width}`);
  }
}

async function main() {
  mkdirSync(folder, { recursive: true });
  const browser = await openBrowser();
  await atDesks(browser);
  await onPhone(browser);
  await browser.close();
}
void main();
