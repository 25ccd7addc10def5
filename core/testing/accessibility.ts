import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { default as Axe, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

type Limits = {
  /** Only this part of the page. */
  part?: string;
  /** Only these rules of axe. */
  rules?: string[];
};

/** What the page (or a part of it) fails of WCAG 2.2 AA, each fault after the name of the state the page is in. */
export async function wcagFaultsOf(page: Page, state: string, { part, rules }: Limits = {}): Promise<string[]> {
  // Something that still fades in has no contrast yet.
  await settled(page);
  // Once in a document: to read the rules in takes longer than to go through them.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const options: RunOptions = {
    runOnly: rules ? { type: 'rule', values: rules } : { type: 'tag', values: levels },
    resultTypes: ['violations'],
    // None of these rules reads the style sheets, which take as long as all the rules.
    preload: { assets: ['media'] },
  };
  const violations = await page.evaluate(violationsIn, { part, options });
  return violations.map(({ id, html }) => `${state} ${id}: ${html}`);
}

const violationsIn = async ({ part, options }: { part: string | undefined; options: RunOptions }) => {
  const found = await (window as unknown as { axe: typeof Axe }).axe.run(part ?? document, options);
  return found.violations.map(({ id, nodes }) => ({ id, html: nodes[0]?.html }));
};

/** How many pixels of the page lie to the right of its window. */
const pixelsLost = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What the page fails as it is shown now: of WCAG 2.2 AA, and of its width. */
export async function shownFaultsOf(page: Page, state: string): Promise<string[]> {
  const faults = await wcagFaultsOf(page, state);
  const lost = await pixelsLost(page);
  return lost > 0 ? [...faults, `${state} loses ${lost} pixels`] : faults;
}

/** What a page fails of WCAG 2.2 AA, light and dark, and whether anything is lost at 320 pixels, which is 400 % zoom. */
export async function faultsOf(page: Page): Promise<string[]> {
  const faults = await wcagFaultsOf(page, 'light');
  await darken(page);
  // Of all the rules only contrast depends on the colours. Parts may change theirs a moment after the page.
  faults.push(...(await lastingFaults(() => wcagFaultsOf(page, 'dark', { rules: ['color-contrast'] }))));
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  await settled(page);
  const lost = await pixelsLost(page);
  if (lost > 0) faults.push(`${lost} pixels are lost at 320`);
  if (before) await page.setViewportSize(before);
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}

/** Shows the page in the dark. */
async function darken(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForFunction(() => document.documentElement.dataset['mantineColorScheme'] === 'dark');
}

/** Faults that are still there a second after they were first found. */
async function lastingFaults(find: () => Promise<string[]>): Promise<string[]> {
  if (!(await find()).length) return [];
  await pause(1_000);
  return find();
}

/** Resolves when the page has been painted and nothing on it that will ever end moves or changes its colour. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
