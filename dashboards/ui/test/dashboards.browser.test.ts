import { readFileSync } from 'node:fs';
import { Workbook } from '@protobi/exceljs';
import { sql } from '@regiso/core';
import { eventually } from '@regiso/core/testing';
import { faultsOf, wcagFaultsOf } from '@regiso/core/testing/browser';
import type { Download, Page } from 'playwright-core';
import {
  cellsOf,
  closeBoard,
  drawnIn,
  newPage,
  openBoard,
  participantsOn,
  startBoard,
  tile,
  untilDrawn,
  type OpenBoard,
} from './a-board';

let board: OpenBoard;
const complaints: string[] = [];

beforeAll(async () => {
  board = await startBoard();
}, 120_000);
afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});
afterAll(() => closeBoard(board));

const open = (search = '', options = {}) => openBoard(board, complaints, search, options);
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const russian = (value: number, decimals: number) =>
  value.toLocaleString('ru-RU', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
const plain = (text: string) => text.replace(/\s/g, ' ');

/** Mean scores of the unified exam by subject in one year, as PostgreSQL holds them. */
const meansHeld = async (year: number) => {
  const rows = await board.app.work(
    () => sql<{ title: string; mean: number; n: number }>`
      SELECT s.title, sum(r.mean * r.participants) / sum(r.participants) AS mean, sum(r.participants)::int AS n
      FROM exams.results r JOIN exams.subjects s ON s.code = r.subject
      WHERE r.kind = 'ege' AND r.year = ${year} AND r.unit IN ('score', 'percent') AND r.mean IS NOT NULL
      GROUP BY s.title ORDER BY mean DESC`,
  );
  return rows.map(({ title, mean, n }) => ({ title: plain(title), mean: Number(mean), n }));
};

test('filters stand in the address, outlive a reload and are taken back one by one', async () => {
  const page = await open();
  const whole = await participantsOn(page);
  await page.getByLabel('Год', { exact: true }).selectOption('2025');
  await page.waitForURL(/year=2025/);
  await page.getByRole('button', { name: /^Предмет/ }).click();
  await page.getByRole('checkbox', { name: 'Физика' }).check();
  await page.getByRole('checkbox', { name: 'Химия' }).check();
  await page.keyboard.press('Escape');
  await page.getByLabel('Муниципалитет', { exact: true }).selectOption({ label: 'Тобольск' });
  await page.waitForURL(/municipality=tobolsk-city/);
  await untilDrawn(page);
  const narrowed = await participantsOn(page);
  expect(narrowed).toBeLessThan(whole);
  await page.reload();
  await untilDrawn(page);
  expect(await participantsOn(page)).toBe(narrowed);
  await eventually(async () => expect(await page.getByLabel('Год', { exact: true }).inputValue()).toBe('2025'));
  await eventually(async () =>
    expect(await page.getByRole('button', { name: /^Предмет/ }).innerText()).toContain('и ещё 1'),
  );
  await page.goBack();
  expect([parameter(page, 'municipality'), parameter(page, 'year')]).toEqual([null, '2025']);
  await page.getByRole('button', { name: 'Сбросить отбор' }).click();
  await untilDrawn(page);
  expect(await participantsOn(page)).toBe(whole);
  expect(new URL(page.url()).search).toBe('');
  await page.context().close();
});

test('a click on the map goes down to a municipality, a key to an organisation, and the trail leads back', async () => {
  const page = await open();
  const trail = page.getByRole('navigation', { name: 'Территория' });
  const place = (await drawnIn(page, 'map')).find(({ text }) => text === 'Тобольск');
  await page.mouse.click(place?.x ?? 0, place?.y ?? 0);
  await page.waitForURL(/municipality=tobolsk-city/);
  await trail.getByText('Тобольск').waitFor();
  await untilDrawn(page);
  const whole = await participantsOn(page);
  await tile(page, 'organisations').getByRole('link').first().focus();
  const school = await tile(page, 'organisations').getByRole('link').first().innerText();
  await page.keyboard.press('Enter');
  await page.waitForURL(/organisation=/);
  await trail.getByText(plain(school)).waitFor();
  await untilDrawn(page);
  expect(await participantsOn(page)).toBeLessThan(whole);

  const organisation = parameter(page, 'organisation');
  await page.goto(`${board.site}/app/dashboards/exams.results?organisation=${organisation}`);
  await trail.getByRole('link', { name: 'Тобольск' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.search.includes('organisation') && url.search.includes('tobolsk-city'));
  await trail.getByRole('link', { name: 'Тюменская область' }).click();
  await page.waitForURL((url) => !url.search.includes('municipality'));
  await page.context().close();
});

test('the map is drawn as tiles and in boundaries, and the address says which', async () => {
  if (!board.hasBoundaries) return;
  const page = await open();
  const names = (await drawnIn(page, 'map')).map(({ text }) => text).join('');
  expect(names).toContain('Уватский');
  await tile(page, 'map').getByText('Границы', { exact: true }).click();
  await page.waitForURL(/map-form=boundaries/);
  await page.waitForTimeout(500);
  const drawn = (await drawnIn(page, 'map')).map(({ text }) => text);
  expect(drawn.filter((text) => /^\d\d,\d$/.test(text)).length).toBeGreaterThan(10);
  expect(drawn.join('')).not.toContain('Уватский');
  await page.reload();
  await untilDrawn(page);
  await eventually(async () =>
    expect(await tile(page, 'map').getByRole('radio', { name: 'Границы' }).isChecked()).toBe(true),
  );
  await page.context().close();
});

test('the table of a chart says what the chart draws and what PostgreSQL holds', async () => {
  const held = await meansHeld(2026);
  const page = await open('?year=2026');
  const drawn = (await drawnIn(page, 'subjects')).map(({ text }) => text);
  await tile(page, 'subjects').getByRole('button', { name: 'Таблица', exact: true }).click();
  const table = await cellsOf(page, 'subjects');
  expect(held.length).toBeGreaterThan(5);
  expect(table.map(([title, mean, , , n]) => [title, mean, n])).toEqual(
    held.map(({ title, mean, n }) => [title, russian(mean, 1), plain(russian(n, 0))]),
  );
  for (const { mean } of held) expect(drawn).toContain(russian(mean, 1));
  const label = await tile(page, 'subjects').locator('[role=img]').getAttribute('aria-label');
  expect(plain(label ?? '')).toContain(`до ${russian(held[0]?.mean ?? 0, 1)} балла (${held[0]?.title})`);
  await tile(page, 'mean')
    .getByRole('button', { name: /^Таблица/ })
    .click();
  const years = await cellsOf(page, 'mean');
  expect(years.map(([year]) => year)).toEqual(['2026', '2025', '2024', '2023', '2022']);
  await page.context().close();
});

test('n stands beside each figure of a table, and of both lines of a trend', async () => {
  const page = await open('?year=2026&municipality=tyumen-city');
  const [, ...places] = await cellsOf(page, 'municipalities');
  expect(places.length).toBeGreaterThan(3);
  for (const [, , ...ratios] of places)
    for (const text of ratios) expect(text).toMatch(/^(\d.*n = \d[\d ]*|\[[cx]\].*|\d+)$/);
  expect(places.flat().filter((text) => text.includes('n = ')).length).toBeGreaterThan(places.length);
  await tile(page, 'trend').getByRole('button', { name: 'Таблица', exact: true }).click();
  const years = await cellsOf(page, 'trend');
  for (const [, own = '', above = ''] of years)
    expect([own, above].filter((text) => /n = \d/.test(text))).toHaveLength(2);
  await page.context().close();
});

test('a table is sorted by a heading, and the order stands in the address', async () => {
  const page = await open();
  const values = async () =>
    (await cellsOf(page, 'municipalities')).slice(1).map(([, n = '']) => Number(n.replace(/\s/g, '')));
  const heading = tile(page, 'municipalities').getByRole('columnheader', { name: /Участников/ });
  await heading.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await heading.getAttribute('aria-sort')).toBe('descending'));
  const down = await values();
  expect(down).toEqual([...down].sort((a, b) => b - a));
  await page.keyboard.press('Enter');
  expect(parameter(page, 'sort-municipalities')).toBe('participants');
  const up = await values();
  expect(up).toEqual([...up].sort((a, b) => a - b));
  await page.context().close();
});

test('"how computed" says numerator, denominator, n and the query, and gives the focus back', async () => {
  const page = await open();
  const button = tile(page, 'below').getByRole('button', { name: 'Как посчитано: Ниже минимума' });
  await button.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Как посчитано' });
  for (const word of ['Числитель', 'Знаменатель', 'Что такое n', 'Основание', 'Данные на'])
    await dialog.getByText(word, { exact: word !== 'Данные на' }).waitFor();
  await dialog.getByText('Запрос SQL').click();
  expect(await dialog.locator('pre').innerText()).toMatch(
    /SELECT[\s\S]+below_minimum[\s\S]+FROM exams_results_current/,
  );
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.context().close();
});

const saved = async (page: Page, click: () => Promise<void>): Promise<Download> => {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return download;
};

test('the board is taken out as a workbook with the same figures, and a chart as a picture', async () => {
  const held = await meansHeld(2026);
  const page = await open('?year=2026');
  const file = await saved(page, () => page.getByRole('button', { name: 'Скачать XLSX', exact: true }).click());
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  const book = new Workbook();
  await book.xlsx.readFile(await file.path());
  const sheet = book.worksheets.find(({ name }) => name.startsWith('Средний балл по предметам'));
  const rows: [string, number, number][] = [];
  sheet?.eachRow((row, at) => {
    if (at > 1) rows.push([plain(row.getCell(1).text), Number(row.getCell(2).value), Number(row.getCell(5).value)]);
  });
  for (const [at, { title, mean, n }] of held.entries()) {
    expect([rows[at]?.[0], rows[at]?.[2]]).toEqual([title, n]);
    expect(rows[at]?.[1]).toBeCloseTo(mean, 6);
  }
  expect(book.worksheets.map(({ name }) => name)).toContain('О данных');

  const picture = await saved(page, () => tile(page, 'trend').getByRole('button', { name: 'Скачать PNG' }).click());
  expect(picture.suggestedFilename()).toBe('Средний балл по годам.png');
  const bytes = readFileSync(await picture.path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect([bytes.readUInt32BE(16) > 600, bytes.readUInt32BE(20) > 400]).toEqual([true, true]);
  const written = await page.evaluate(() => window.drawnTexts.map(({ text }) => text).join(' '));
  expect(written).toContain('Демонстрационные данные: люди и организации вымышлены.');
  for (const sheet of book.worksheets)
    expect([sheet.name, JSON.stringify(sheet.getSheetValues())]).toEqual([
      sheet.name,
      expect.stringContaining('Демонстрационные данные'),
    ]);
  await page.context().close();
});

test('what happened is noted beside a trend, numbered in the chart, changed, taken away and brought back', async () => {
  const page = await open();
  const trend = tile(page, 'trend');
  await trend.getByRole('button', { name: /^Добавить пометку/ }).press('Enter');
  const dialog = page.getByRole('dialog', { name: /^Добавить пометку/ });
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await dialog.getByText('Напишите, что произошло').first().waitFor();
  await dialog.getByLabel('Когда').selectOption('2025');
  await dialog.getByRole('textbox', { name: /Что произошло/ }).fill('Новая шкала');
  expect(await wcagFaultsOf(page, 'annotation', { part: '[role=dialog]' })).toEqual([]);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const noted = trend.getByRole('region', { name: 'Пометки' }).getByRole('listitem');
  await noted.filter({ hasText: '2025. Новая шкала' }).waitFor();
  await eventually(async () => expect((await drawnIn(page, 'trend')).map(({ text }) => text)).toContain('1'));
  await noted.getByRole('button', { name: 'Изменить пометку 1' }).click();
  await page.getByRole('textbox', { name: /Что произошло/ }).fill('Новая шкала с июня');
  await page.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
  await noted.filter({ hasText: 'Новая шкала с июня' }).waitFor();
  await noted.getByRole('button', { name: 'Убрать пометку 1' }).click();
  await noted.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Отменить', exact: true }).click();
  await noted.filter({ hasText: 'Новая шкала с июня' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('400')));
  await page.context().close();
});

test('a result changed in PostgreSQL shows by itself within seconds', async () => {
  const page = await open();
  const before = await participantsOn(page);
  await page.evaluate(() => Object.assign(window, { sameOne: true }));
  await board.app.work(
    () => sql`UPDATE exams.results SET participants = participants + 1000
      WHERE id = (SELECT id FROM exams.results WHERE kind = 'ege' AND year = 2026 AND participants IS NOT NULL LIMIT 1)`,
  );
  const began = performance.now();
  while ((await participantsOn(page)) !== before + 1000 && performance.now() - began < 8_000)
    await page.waitForTimeout(100);
  expect(await participantsOn(page)).toBe(before + 1000);
  expect(performance.now() - began).toBeLessThan(6_000);
  expect(await page.evaluate(() => 'sameOne' in window)).toBe(true);
  await page.context().close();
});

test('charts, tables, filters and explanations pass the checks of WCAG 2.2 AA, light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open('?municipality=tobolsk-city', { colorScheme });
    for (const id of ['mean', 'subjects', 'trend'])
      await tile(page, id)
        .getByRole('button', { name: /^Таблица/ })
        .click();
    await page.getByRole('button', { name: /^Предмет/ }).click();
    await check(page, `${colorScheme} board`);
    await tile(page, 'distribution')
      .getByRole('button', { name: /^Как посчитано/ })
      .click();
    await page.getByRole('dialog').getByText('Запрос SQL').click();
    await check(page, `${colorScheme} explanation`, '[role=dialog]');
    await page.goto(`${board.site}/app/dashboards`);
    await page.getByRole('link', { name: /Результаты экзаменов/ }).waitFor();
    await check(page, `${colorScheme} list`);
    await page.context().close();
  }
}, 90_000);

async function check(page: Page, state: string, part = 'main') {
  expect(await wcagFaultsOf(page, state, { part })).toEqual([]);
}

test('the catalogue finds an indicator by a word of its formula, and its card says its history and its boards', async () => {
  const page = await newPage(board, complaints);
  await page.goto(`${board.site}/app/dashboards/catalogue`);
  await page.getByRole('searchbox', { name: 'Найти показатель' }).focus();
  await page.keyboard.type('Минимального');
  await page.getByText('Найден 1 показатель').waitFor();
  await page.waitForURL(/q=/);
  await check(page, 'catalogue');
  await page.getByRole('link', { name: 'Доля не преодолевших минимум' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Доля не преодолевших минимум' }).waitFor();
  await page.getByText(/^Версия 1, с \d/).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'Результаты экзаменов' }).click();
  await page.waitForURL(/dashboards\/exams\.results/);
  await page.context().close();
});

test('the overview shows the figures of all subsystems, one municipality beside the region, and stands on a wall', async () => {
  const page = await newPage(board, complaints);
  await page.goto(`${board.site}/app/dashboards/overview`);
  await page.getByRole('heading', { level: 2, name: 'Качество данных' }).waitFor();
  expect(await page.locator('section[data-tile]').count()).toBeGreaterThanOrEqual(12);
  await page.getByLabel('Показатель', { exact: true }).selectOption({ label: 'ЕГЭ: средний балл' });
  await page.getByRole('button', { name: /^Тобольск:/ }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/municipality=tobolsk-city/);
  await page
    .getByText(/в регионе \d/)
    .first()
    .waitFor();
  expect(await faultsOf(page)).toEqual([]);

  await page.goto(`${board.site}/app/dashboards/overview?kiosk`);
  const wall = page.getByRole('dialog', { name: 'Показ на стене' });
  await wall.getByText(/^Данные на \d/).waitFor();
  const number = wall.locator('section p').first();
  const sizes = await number.evaluate((element) => [parseFloat(getComputedStyle(element).fontSize), innerHeight]);
  expect((sizes[0] ?? 0) / (sizes[1] ?? 1)).toBeGreaterThanOrEqual(0.08);
  const title = () => wall.getByRole('heading', { level: 1 }).innerText();
  const first = await title();
  const box = await number.boundingBox();
  await board.app.work(
    () => sql`UPDATE exams.results SET participants = participants + 1 WHERE kind = 'ege' AND participants IS NOT NULL`,
  );
  await page.waitForTimeout(2_500);
  expect([await title(), await number.boundingBox()]).toEqual([first, box]);
  await page.keyboard.press('ArrowRight');
  await eventually(async () => expect(await wall.innerText()).toMatch(/2 из \d/));
  expect(await wcagFaultsOf(page, 'wall')).toEqual([]);
  await wall.getByRole('button', { name: 'Остановить смену' }).click();
  await page.keyboard.press('Escape');
  await wall.waitFor({ state: 'detached' });
  await page.getByRole('heading', { level: 1, name: 'Обзор региона' }).waitFor();
  await page.context().close();
});

test('an analyst defines an indicator, sees what comes of it, keeps what was refused, and hands it to review', async () => {
  const page = await newPage(board, complaints);
  await page.goto(`${board.site}/app/dashboards/own/new`);
  await page.getByRole('textbox', { name: 'Название' }).fill('Доля прошедших уроков');
  await page.getByLabel('Единица').selectOption('percent');
  const side = (name: string) => page.getByRole('group', { name, exact: true });
  await side('Что считаем').getByRole('combobox', { name: 'Данные' }).selectOption('school_lessons');
  await page.getByRole('button', { name: 'Посмотреть, что получится' }).click();
  await page.getByRole('alert').getByText('Скажите словами, что здесь считается').waitFor();
  expect(await page.getByRole('textbox', { name: 'Название' }).inputValue()).toBe('Доля прошедших уроков');
  await page.getByRole('textbox', { name: /^Словами/ }).fill('прошедшие уроки');
  await page.getByRole('button', { name: 'Добавить условие' }).click();
  await page.getByLabel('Условие 1: столбец').selectOption('is_over');
  await page.getByLabel('Условие 1: значения').fill('true');
  await page.getByRole('switch', { name: /^Доля или среднее/ }).press('Space');
  await side('Знаменатель').getByRole('combobox', { name: 'Данные' }).selectOption('school_lessons');
  await side('Знаменатель')
    .getByRole('textbox', { name: /^Словами/ })
    .fill('все уроки');
  await page.getByRole('checkbox', { name: 'Месяц' }).check();
  await page.getByRole('button', { name: 'Посмотреть, что получится' }).click();
  const preview = page.getByRole('region', { name: 'Предпросмотр' });
  await preview.getByText('прошедшие уроки ÷ все уроки × 100 %').waitFor();
  expect(plain(await preview.innerText())).toMatch(/\d+ %/);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Сохранить черновик' }).click();
  await page.waitForURL(/own\/own\.\d+/);
  await page.getByRole('button', { name: 'Отправить на проверку' }).click();
  await page.getByText('Определение ждёт проверки').waitFor();
  expect(await page.getByRole('button', { name: 'Утвердить' }).count()).toBe(0);
  complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('400')));
  await page.context().close();
});

test('nothing widens the page at 320 pixels, in Russian nor in English', async () => {
  for (const language of ['ru', 'en']) {
    const page = await newPage(board, complaints, { viewport: { width: 320, height: 640 } });
    await page.addInitScript((chosen) => localStorage.setItem('regiso-language', chosen), language);
    await page.goto(`${board.site}/app/dashboards/exams.results?municipality=tobolsk-city`);
    await untilDrawn(page);
    await page.locator('[aria-controls=board-filters]').click();
    await page.getByRole('button', { name: /^(Предмет|Subject)/ }).click();
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(320);
    await page.keyboard.press('Escape');
    for (const button of await page.getByRole('button', { name: /^(Таблица|Table)/ }).elementHandles())
      await button.click();
    expect(await width()).toBe(320);
    if (language === 'en') expect(await page.locator('main h2').allInnerTexts()).not.toContainEqual(/[а-яё]/i);
    await page.context().close();
  }
});

test('without data, without an answer and without a connection the page says so and gets over it', async () => {
  const mute: string[] = [];
  const page = await newPage(board, mute);
  await page.route('**/api/dashboards/query', (route) => route.abort());
  await page.goto(`${board.site}/app/dashboards/exams.results`);
  await tile(page, 'mean').getByText('Цифры не получены').waitFor({ timeout: 20_000 });
  await page.unroute('**/api/dashboards/query');
  await tile(page, 'mean').getByRole('button', { name: 'Повторить' }).click();
  await untilDrawn(page);

  await page.route('**/api/dashboards/as-of*', (route) => route.abort());
  await page.getByText('Связь прервалась').waitFor();
  expect(await participantsOn(page)).toBeGreaterThan(0);
  await page.unroute('**/api/dashboards/as-of*');
  await page.getByText('обновляются сами').waitFor();

  await page.goto(`${board.site}/app/dashboards/exams.results?subject=nothing`);
  await tile(page, 'trend').getByText('По этому отбору данных нет').waitFor();
  await tile(page, 'organisations').getByText('По этому отбору данных нет').waitFor();
  await tile(page, 'mean').getByText('нет данных').waitFor();
  expect(mute.every((text) => text.includes('Failed to load resource'))).toBe(true);
  await page.context().close();
});
