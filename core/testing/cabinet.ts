import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { TestApp } from '.';
import { createAccount } from '../access/accounts';
import { sql } from '../server/sql';
import { openBrowser, openWindow, placeUi, type Visit } from './browser';

const ownPassword = 'четыре слова подряд тут';

export { faultsOf, type Visit } from './browser';

type Role = string | { role: string; subsystem: string };

export type Cabinet = {
  test: TestApp;
  site: string;
  /** A new browser window; `path` is an address below the site. */
  open(path: string, options?: BrowserContextOptions): Promise<Visit>;
  /** A new window of somebody new who holds these roles in the whole region, each in one subsystem when named. */
  as(roles: readonly Role[], path: string, options?: BrowserContextOptions): Promise<Visit>;
  stop(): Promise<void>;
};

/** The product with its cabinets built and served, and a Chromium to walk them with. */
export async function openCabinet(test: TestApp, wanted: { withPush?: boolean } = {}): Promise<Cabinet> {
  await placeUi(test.config.dataFolder);
  const site = (await test.app.start({ web: true, worker: true })) ?? '';
  const browser = await openBrowser(wanted);
  const open = (path: string, options?: BrowserContextOptions) => visit(browser, site + path, options);
  return {
    test,
    site,
    open,
    as: async (roles, path, options) => signedIn(browser, site, await somebody(test, roles), path, options),
    stop: async () => {
      await browser.close();
      await test.stop();
    },
  };
}

// The pages show a refusal of the server themselves.
const isNoRefusal = (text: string) => !/status of 4\d\d/.test(text);

async function window(browser: Browser, options?: BrowserContextOptions): Promise<Visit> {
  const opened = await openWindow(browser, options, isNoRefusal);
  opened.page.context().setDefaultTimeout(20_000);
  return opened;
}

async function visit(browser: Browser, address: string, options?: BrowserContextOptions) {
  const opened = await window(browser, options);
  await opened.page.goto(address, { waitUntil: 'networkidle' });
  return opened;
}

/** Signs in by the form that the page shows; where that leads is the caller's to wait for. */
export async function signIn(page: Page, { login, password }: { login: string; password: string }): Promise<void> {
  await page.getByLabel('Имя для входа').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
}

let people = 0;

async function somebody(test: TestApp, roles: readonly Role[]) {
  people += 1;
  const login = `somebody-${people}`;
  const whole = roles.filter((role) => typeof role === 'string');
  await test.work(async () => {
    const id = await createAccount({ login, name: `Человек № ${people}`, password: ownPassword, roles: whole });
    for (const role of roles) {
      if (typeof role === 'string') continue;
      await sql`INSERT INTO core.grants (account_id, role, subsystem, scope, ground, starts_on, state, given_by_process)
        VALUES (${id}, ${role.role}, ${role.subsystem}, 'region', 'Приказ для проверки', current_date - 1, 'active', 'test')`;
    }
  });
  return login;
}

async function signedIn(
  browser: Browser,
  site: string,
  login: string,
  path: string,
  options?: BrowserContextOptions,
): Promise<Visit> {
  const opened = await window(browser, options);
  const answer = await opened.page.request.post(`${site}/api/access/sign-in`, {
    data: { login, password: ownPassword },
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  if (!answer.ok()) throw new Error(`${login} cannot sign in: ${await answer.text()}`);
  await opened.page.goto(site + path, { waitUntil: 'networkidle' });
  return opened;
}
