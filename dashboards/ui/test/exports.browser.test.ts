import { readFile } from 'node:fs/promises';
import { keepPicture, wcagFaultsOf } from '@regiso/core/testing/browser';
import type { Cabinet } from '../../../core/testing/cabinet';
import { cabinetOver } from './a-cabinet';

let cabinet: Cabinet;

beforeAll(async () => {
  cabinet = await cabinetOver([{ heldOn: '2026-06-10', participants: 120, passed: 100 }]);
}, 120_000);
afterAll(() => cabinet?.stop());

test('a whole table is ordered from the pivot table, waits, and is downloaded, also on a phone', async () => {
  const { page, complaints } = await cabinet.as(['analyst'], '/app/dashboards/explorer?indicator=sample.passed-share');
  await page.getByRole('button', { name: 'Выгрузить всё' }).click();
  const form = page.getByRole('form', { name: 'Выгрузить таблицу целиком' });
  await form.getByRole('checkbox', { name: 'Организация', exact: true }).check();
  await form.getByRole('checkbox', { name: 'Год', exact: true }).check();
  expect(await form.getByRole('checkbox', { name: 'Предмет' }).isDisabled()).toBe(true);
  expect(await wcagFaultsOf(page, 'form')).toEqual([]);
  await keepPicture(page, 'export-form');
  await form.getByRole('button', { name: 'Заказать выгрузку' }).click();
  await page.getByText('Выгрузка № 1 заказана').waitFor();

  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(`${cabinet.site}/app/dashboards/exports`);
  const take = page.getByRole('link', { name: 'Скачать: № 1' });
  await take.waitFor();
  await page.getByText(/^1 строка · .* · файл лежит до/).waitFor();
  expect(await wcagFaultsOf(page, 'list')).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await keepPicture(page, 'exports');
  const [file] = await Promise.all([page.waitForEvent('download'), take.click()]);
  expect(await readFile(await file.path(), 'utf8')).toContain('Кто выгрузил;');
  await page.getByLabel('Найти по номеру из файла').fill('77');
  await page.getByRole('button', { name: 'Найти' }).click();
  await page.getByText('Выгрузки с таким номером нет').waitFor();
  await page.getByRole('button', { name: 'Показать свои' }).click();
  await take.waitFor();

  await page.goto(`${cabinet.site}/app/dashboards/sample.overview?subject=math`);
  await page.getByRole('button', { name: 'Выгрузить всё' }).click();
  await form.getByLabel('Показатель').selectOption({ label: 'Участников' });
  await form.getByText('Отбор: ').waitFor();
  await form.getByRole('button', { name: 'Заказать выгрузку' }).click();
  await form.getByText('Выберите, по чему разделить показатель').first().waitFor();
  await keepPicture(page, 'export-board');
  expect(complaints).toEqual([]);
}, 60_000);
