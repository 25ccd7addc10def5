import { join } from 'node:path';
import { Workbook } from '@protobi/exceljs';
import type { Page } from 'playwright-core';
import { sql } from '../../server/sql';
import { faultsOf, openCabinet, type Cabinet } from '../../testing/cabinet';
import { csv, folderOfFiles } from './files';
import { createRegisterApp } from './register-app';
import { shelf, slow } from './shelf';

const files = folderOfFiles();
let cabinet: Cabinet;

beforeAll(async () => {
  cabinet = await openCabinet(await createRegisterApp([shelf]));
}, 180_000);
afterAll(async () => {
  await cabinet?.stop();
  files.remove();
});

const registrar = () => cabinet.as(['registrar'], '/app/imports');
const count = async (table: 'organisations' | 'boxes') => {
  const [row] = await cabinet.test.work(() =>
    table === 'boxes'
      ? sql<{ n: number }>`SELECT count(*)::int AS n FROM shelf.boxes`
      : sql<{ n: number }>`SELECT count(*)::int AS n FROM core.organisations`,
  );
  return row?.n;
};

async function choose(page: Page, kind: string, path: string) {
  await page.goto(`${cabinet.site}/app/imports`, { waitUntil: 'networkidle' });
  await page.getByRole('radio', { name: kind }).check();
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: 'Проверить' }).waitFor();
}

async function saved(page: Page, link: string, name: string) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: link }).click()]);
  const path = join(files.folder, name);
  await download.saveAs(path);
  return path;
}

const said = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: 30_000 });

test('the sample of the page, sent back as it is, is checked and then saved; again it changes nothing', async () => {
  const { page, complaints } = await registrar();
  await page.getByRole('radio', { name: 'Реестр организаций' }).check();
  const sample = await saved(page, 'Образец XLSX', 'образец.xlsx');
  await choose(page, 'Реестр организаций', sample);
  await page.getByRole('button', { name: 'Проверить' }).click();
  await said(page, 'Проверены 2 строки. Ничего ещё не сохранено.');
  expect(await count('organisations')).toBe(0);
  await page.getByRole('button', { name: 'Загрузить 2 строки' }).click();
  await said(page, 'Сохранены 2 строки.');
  expect(await count('organisations')).toBe(2);

  await choose(page, 'Реестр организаций', sample);
  await said(page, 'Этот файл уже загружали');
  await page.getByRole('button', { name: 'Проверить' }).click();
  await said(page, 'Изменений нет');
  expect(complaints).toEqual([]);
  await page.context().close();
}, 90_000);

test('rows with errors come back as a book with a remark; corrected and sent on the same page, only they are saved', async () => {
  const { page, complaints } = await registrar();
  const rows = [
    ['Название', 'Вес, кг'],
    ['Мел', '1,5'],
    ['Глобус', 'тяжёлый'],
  ];
  await choose(page, 'Ящики', files.write('ящики.csv', csv(rows)));
  await page.getByRole('button', { name: 'Проверить' }).click();
  const problems = page.getByRole('region', { name: 'Что исправить' }).first();
  await problems.getByText('Ошибки в 1 строке').waitFor();
  await page.getByRole('button', { name: 'Загрузить 1 строку' }).click();
  await said(page, 'Сохранена 1 строка.');
  expect(await count('boxes')).toBe(1);

  const path = await saved(page, 'Скачать ошибки (XLSX)', 'исправить.xlsx');
  const book = new Workbook();
  await book.xlsx.readFile(path);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('the book has no sheet');
  expect(sheet.getRow(1).values).toEqual([undefined, 'Название', 'Вес, кг', 'Что исправить']);
  expect(sheet.getRow(2).getCell(3).text).toContain('Вес, кг');
  sheet.getRow(2).getCell(2).value = '2,5';
  await book.xlsx.writeFile(path);
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('heading', { level: 1, name: 'исправить.xlsx' }).waitFor();
  await page.getByRole('button', { name: 'Проверить' }).click();
  await said(page, 'Проверена 1 строка. Ничего ещё не сохранено.');
  await page.getByRole('button', { name: 'Загрузить 1 строку' }).click();
  await said(page, 'Сохранена 1 строка.');
  const boxes = await cabinet.test.work(() => sql`SELECT name, weight FROM shelf.boxes ORDER BY name`);
  expect(boxes).toEqual([
    { name: 'Глобус', weight: 2.5 },
    { name: 'Мел', weight: 1.5 },
  ]);
  expect(complaints).toEqual([]);
  await page.context().close();
}, 90_000);

test('a long import shows how far it is, and cancelled leaves nothing', async () => {
  const { page, complaints } = await registrar();
  const before = await count('boxes');
  const many = Array.from({ length: 12_000 }, (_, at) => [`Ящик ${at}`, '1']);
  await choose(page, 'Ящики', files.write('много.csv', csv([['Название', 'Вес, кг'], ...many])));
  slow.ms = 1_500;
  try {
    await page.getByRole('button', { name: 'Загрузить без проверки' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Загрузить', exact: true }).click();
    await said(page, /обработано [\d\s]+ строк из 12\s000/);
    await page.waitForFunction(
      () => Number(document.querySelector('main [role=progressbar]')?.getAttribute('aria-valuenow')) > 0,
    );
    await page.getByRole('button', { name: 'Отменить' }).click();
    await said(page, 'Загрузка отменена');
  } finally {
    slow.ms = 0;
  }
  expect(await count('boxes')).toBe(before);
  expect(complaints).toEqual([]);
  await page.context().close();
}, 90_000);

test('a file that is no table is refused with what to do', async () => {
  const { page } = await registrar();
  await page.getByRole('radio', { name: 'Ящики' }).check();
  const path = files.write('картинка.xlsx', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('alert').filter({ hasText: 'Файл не принят' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.context().close();
}, 60_000);

test('every page of imports passes WCAG 2.2 AA, light and dark, and loses nothing at 320 pixels', async () => {
  const { page, complaints } = await registrar();
  const rows = [
    ['Название', 'Вес, кг', 'Полка'],
    ['Карта', '1', 'nowhere'],
    ['Мел', 'много', 'A'],
  ];
  await choose(page, 'Ящики', files.write('полка.csv', csv(rows)));
  expect(['setup', await faultsOf(page)]).toEqual(['setup', []]);
  await page.getByRole('button', { name: 'Загрузить без проверки' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Загрузить', exact: true }).click();
  await said(page, 'ждёт, пока вы укажете');
  expect(['outcome', await faultsOf(page)]).toEqual(['outcome', []]);
  for (const path of ['/app/imports', '/app/imports/runs', '/app/imports/staged']) {
    await page.goto(cabinet.site + path, { waitUntil: 'networkidle' });
    expect([path, await faultsOf(page)]).toEqual([path, []]);
  }
  expect(complaints).toEqual([]);
  await page.context().close();
}, 120_000);
