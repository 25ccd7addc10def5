import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

// The shell has neither windows nor push: a page costs it a sixth less.
const shell = '/usr/bin/chromium-headless-shell';
const whole = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// The package is ESM-only, so a process of its own unpacks it and names the file.
const fromPackage = () =>
  execFileSync(
    process.execPath,
    [
      '-e',
      "import('@sparticuz/chromium').then(async ({ default: chromium }) => console.log(await chromium.executablePath()))",
    ],
    { encoding: 'utf8' },
  ).trim();

/** A headless Chromium: the machine's own, by choice the one that knows push, else the one that comes with npm. */
export const openBrowser = ({ withPush = false } = {}): Promise<Browser> =>
  launch((withPush ? whole : [shell, ...whole]).find(existsSync) ?? fromPackage());

/** The one that comes with npm, on which a machine with nothing but Node depends. */
export const openPackagedBrowser = (): Promise<Browser> => launch(fromPackage());

function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  });
}

export type Visit = {
  page: Page;
  /** Errors that the page has said in the console, and those that nobody caught. */
  complaints: string[];
};

/** A new window of somebody new, without movement, and what its page complains of where `counts` says so. */
export async function openWindow(
  browser: Browser,
  options: BrowserContextOptions = {},
  counts: (text: string) => boolean = () => true,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'ru-RU',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && counts(message.text()))
      complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

const pictures = process.env.REGISO_SHOTS;

/** Keeps a picture of the page, named with its width, for whoever wants to look at it: in the folder of REGISO_SHOTS, if set. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}-${page.viewportSize()?.width}.png`), fullPage: true });
}

export { faultsOf, shownFaultsOf, wcagFaultsOf } from './accessibility';
export { placeUi } from './ui';
