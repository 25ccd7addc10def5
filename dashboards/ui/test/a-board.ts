import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { openBrowser, placeUi } from '@regiso/core/testing/browser';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { loadDemo } from '../../../core/server/demo';
import { importBoundaries } from '../../../core/territory/import-boundaries';

type Drawn = { text: string; x: number; y: number; on: Element };
declare global {
  interface Window {
    drawnTexts: Drawn[];
  }
}

export const boardPath = '/app/dashboards/exams.results';
const realMap = resolve(__dirname, '../../../../shared/data/tyumen/municipalities.geojson');

/** The whole product with its demo region, its built interface, a worker, and a browser signed in as the analyst. */
export async function startBoard() {
  const app = await createTestApp();
  const building = placeUi(app.config.dataFolder);
  await loadDemo('small', () => undefined, { fills: false });
  const hasBoundaries = await withBoundaries(app);
  const site = (await app.app.start()) ?? '';
  const [browser] = await Promise.all([openBrowser(), building]);
  const context = await browser.newContext();
  const signedIn = await context.request.post(`${site}/api/access/sign-in`, {
    data: { login: 'analyst', password: 'demo-analyst' },
    headers: { origin: site },
  });
  if (!signedIn.ok()) throw new Error(`The analyst cannot sign in: ${await signedIn.text()}`);
  const storageState = await context.storageState();
  await context.close();
  await untilFigures(app);
  return { app, browser, site, storageState, hasBoundaries };
}

export type OpenBoard = Awaited<ReturnType<typeof startBoard>>;

async function withBoundaries(app: TestApp): Promise<boolean> {
  if (existsSync(realMap)) {
    const { saved } = await app.work(() => importBoundaries(readFileSync(realMap, 'utf8')));
    if (!saved) throw new Error('The boundaries were not taken in');
    return true;
  }
  if (process.env.CI) throw new Error(`${realMap} is absent: suites on real data must run in CI`);
  console.warn(`${realMap} is absent: the map in boundaries is not looked at`);
  return false;
}

/** The tables of the warehouse are made and filled by the worker a moment after the start. */
async function untilFigures(app: TestApp) {
  const call = await app.as({ roles: ['analyst'] });
  const payload = { questions: [{ indicator: 'exams.participants' }] };
  for (let tries = 0; tries < 120; tries += 1) {
    const { text } = await call('/api/dashboards/query', { method: 'POST', payload });
    if (/"value":[1-9]/.test(text)) return;
    await new Promise((next) => setTimeout(next, 250));
  }
  throw new Error('The warehouse has no figures after half a minute');
}

/** A page of the board's browser that notes every complaint and every text that a chart draws. */
export async function newPage(
  board: OpenBoard,
  complaints: string[],
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await board.browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'ru-RU',
    reducedMotion: 'reduce',
    storageState: board.storageState,
    ...options,
  });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.addInitScript(noteDrawnTexts);
  return page;
}

/** Opens the board and waits until figures stand in the tiles and the charts are drawn. */
export async function openBoard(
  board: OpenBoard,
  complaints: string[],
  search = '',
  options: BrowserContextOptions = {},
) {
  const page = await newPage(board, complaints, options);
  await page.goto(`${board.site}${boardPath}${search}`);
  await untilDrawn(page);
  return page;
}

export async function untilDrawn(page: Page) {
  await tile(page, 'participants')
    .getByText(/n = \d/)
    .waitFor();
  await page.locator('[role=img][aria-label] canvas').nth(3).waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}

export const tile = (page: Page, id: string) => page.locator(`[data-tile=${id}]`);

/** Rows of the table in a tile, cell by cell, with plain spaces. */
export const cellsOf = (page: Page, id: string) =>
  tile(page, id)
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => (cell.textContent ?? '').replace(/\s/g, ' ').trim())),
    );

/** How many participants the first tile counts. */
export const participantsOn = async (page: Page) =>
  Number((await tile(page, 'participants').innerText()).match(/n = ([\d\s]+)/)?.[1]?.replace(/\s/g, ''));

/** Texts that the charts of a tile hold now, with their places on the page. */
export const drawnIn = (page: Page, id: string) =>
  tile(page, id)
    .locator('canvas')
    .evaluate((canvas) => {
      // What lies below the window cannot be clicked.
      canvas.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, top } = canvas.getBoundingClientRect();
      const drawn = window.drawnTexts.filter(({ on }) => on === canvas);
      return drawn.map(({ text, x, y }) => ({ text, x: left + x, y: top + y }));
    });

// A chart is pixels; what it writes is heard where it is written.
function noteDrawnTexts() {
  window.drawnTexts = [];
  // eslint-disable-next-line @typescript-eslint/unbound-method -- both are called on their own canvas below
  const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...rest) {
    const at = this.getTransform().transformPoint({ x, y });
    const scale = this.canvas.width / (this.canvas.clientWidth || this.canvas.width);
    window.drawnTexts.push({ text, x: at.x / scale, y: at.y / scale, on: this.canvas });
    fillText.call(this, text, x, y, ...rest);
  };
  CanvasRenderingContext2D.prototype.clearRect = function (...area) {
    window.drawnTexts = window.drawnTexts.filter(({ on }) => on !== this.canvas);
    clearRect.apply(this, area);
  };
}

export const closeBoard = async (board: { app?: TestApp; browser?: Browser } | undefined) => {
  await board?.browser?.close();
  await board?.app?.stop();
};
