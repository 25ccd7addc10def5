import type { Page } from 'playwright-core';
import { createTestApp, eventually } from '../../testing';
import { openPackagedBrowser } from '../../testing/browser';
import { faultsOf, openCabinet, type Cabinet } from '../../testing/cabinet';

let cabinet: Cabinet;
beforeAll(async () => {
  cabinet = await openCabinet(await createTestApp({ only: ['system'] }));
}, 240_000);
afterAll(() => cabinet?.stop());

/** How big the text is and how its colours stand to each other, as the browser computes them. */
const shown = (page: Page) =>
  page.evaluate(() => {
    const heading = document.querySelector('h1');
    if (!heading) throw new Error('no heading');
    const colour = (name: 'color' | 'backgroundColor', from: Element): number[] => {
      const value = getComputedStyle(from)[name];
      const parts = (/rgba?\(([^)]+)\)/.exec(value)?.[1] ?? '').split(',').map(Number);
      const isClear = parts.length === 4 && parts[3] === 0;
      return isClear && from.parentElement ? colour(name, from.parentElement) : parts.slice(0, 3);
    };
    const luminance = (parts: number[]) => {
      const [r = 0, g = 0, b = 0] = parts.map((part) => {
        const share = part / 255;
        return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [text, ground] = [luminance(colour('color', heading)), luminance(colour('backgroundColor', heading))];
    return {
      size: Number.parseFloat(getComputedStyle(document.body).fontSize),
      contrast: (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05),
      isDark: ground < text,
    };
  });

const openPanel = async (page: Page) => {
  await page.getByRole('button', { name: 'Вид страницы' }).click();
  const panel = page.getByRole('dialog', { name: 'Вид страницы' });
  await panel.waitFor();
  return panel;
};

test.each([360, 1280])(
  'the panel for the visually impaired changes size and contrast at once and the page keeps them (%i px)',
  async (width) => {
    const { page, complaints } = await cabinet.as(['operator'], '/app/', { viewport: { width, height: 800 } });
    await page.getByRole('heading', { level: 1 }).waitFor();
    const ordinary = await shown(page);
    expect(ordinary.isDark).toBe(false);
    const panel = await openPanel(page);
    expect(await faultsOf(page)).toEqual([]);
    expect(await panel.getByRole('button', { name: 'Вернуть обычный вид' }).isDisabled()).toBe(true);

    await panel.getByRole('group', { name: 'Размер текста' }).getByRole('radio', { name: 'Очень крупный' }).check();
    await eventually(async () => expect((await shown(page)).size).toBeGreaterThanOrEqual(ordinary.size * 1.4));
    await panel.getByRole('group', { name: 'Цвета' }).getByRole('radio', { name: 'Белым по чёрному' }).check();
    // Colours may pass over in some milliseconds.
    await eventually(async () =>
      expect(await shown(page)).toMatchObject({ isDark: true, contrast: expect.closeTo(21, 0) as number }),
    );
    const black = await shown(page);
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });

    await page.reload({ waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await shown(page)).toEqual(black);
    const [cookie] = (await page.context().cookies()).filter(({ name }) => name.includes('look'));
    expect(cookie?.value).toMatch(/largest/);

    const again = await openPanel(page);
    expect(await again.getByRole('radio', { name: 'Очень крупный' }).isChecked()).toBe(true);
    expect(await again.getByRole('radio', { name: 'Белым по чёрному' }).isChecked()).toBe(true);
    await again.getByRole('button', { name: 'Вернуть обычный вид' }).click();
    await eventually(async () => expect(await shown(page)).toEqual(ordinary));
    expect(complaints).toEqual([]);
    await page.context().close();
  },
  120_000,
);

test('scripts and styles come packed once for all, and who asks is asked once', async () => {
  const { page } = await cabinet.as(['operator'], '/app/');
  const came: { path: string; packed: string | undefined; length: number }[] = [];
  page.on('response', (response) => {
    const path = new URL(response.url()).pathname;
    const { 'content-encoding': packed, 'content-length': length = '0' } = response.headers();
    came.push({ path, packed, length: Number(length) });
  });
  await page.reload({ waitUntil: 'networkidle' });
  expect(came.filter(({ path }) => path === '/api/access/me')).toHaveLength(1);
  const [script] = came.filter(({ path }) => /\/assets\/index-.*\.js$/.test(path));
  expect(script?.packed).toBe('gzip');
  // What is packed for each answer has no length beforehand.
  expect(script?.length).toBeGreaterThan(0);
});

test('nothing of the checkout is given out beside the built interface', async () => {
  for (const path of [
    '.git/HEAD',
    'package.json',
    'assets/..%2f..%2f..%2fpackage.json',
    'assets/%2e%2e/secrets.json',
    'secrets.json',
  ])
    for (const place of ['/', '/app/']) {
      const answer = await fetch(`${cabinet.site}${place}${path}`);
      // An address of the cabinets that nobody knows shows the cabinets.
      const isGiven = answer.status === 200 && !answer.headers.get('content-type')?.startsWith('text/html');
      expect([place + path, isGiven]).toEqual([place + path, false]);
      expect(await answer.text()).not.toMatch(/refs\/heads|"workspaces"|password/i);
    }
});

test('the Chromium that comes with npm shows the cabinets, for a machine that has no other', async () => {
  const browser = await openPackagedBrowser();
  try {
    const page = await browser.newPage({ locale: 'ru-RU' });
    await page.goto(`${cabinet.site}/app/`);
    await page.getByLabel('Имя для входа').waitFor();
  } finally {
    await browser.close();
  }
});
