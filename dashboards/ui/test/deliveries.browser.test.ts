import { wcagFaultsOf } from '@regiso/core/testing/browser';
import type { Cabinet } from '../../../core/testing/cabinet';
import { cabinetOver } from './a-cabinet';

let cabinet: Cabinet;

beforeAll(async () => {
  cabinet = await cabinetOver([{ heldOn: '2026-06-10', participants: 120, passed: 100 }]);
}, 120_000);
afterAll(() => cabinet?.stop());

test('a board is set to come by mail, sent at once, and taken away and back, also on a phone', async () => {
  const { page, complaints } = await cabinet.as(['analyst'], '/app/dashboards/sample.overview?subject=math');
  await page.getByRole('button', { name: 'По почте' }).click();
  const form = page.getByRole('form', { name: 'Присылать' });
  await form.getByLabel('Как часто').selectOption({ label: 'раз в месяц' });
  await form.getByLabel('Число месяца').selectOption('31');
  await form.getByRole('checkbox', { name: 'XLSX' }).check();
  expect(await wcagFaultsOf(page, 'form')).toEqual([]);
  await form.getByRole('button', { name: 'Присылать' }).click();
  await page.getByText('Рассылка заведена').waitFor();

  await page.setViewportSize({ width: 360, height: 780 });
  await page.goto(`${cabinet.site}/app/dashboards/deliveries`);
  await page.getByText('Раз в месяц, 31 числа, в 9:00').waitFor();
  await page.getByText('Предмет: Математика').waitFor();
  await page.getByRole('button', { name: 'Отправить сейчас: Обзор' }).click();
  await page.getByText(/: почта не подтверждена$/).waitFor();
  expect(await wcagFaultsOf(page, 'list')).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Удалить: Обзор' }).click();
  await page.getByText('Рассылок нет').waitFor();
  await page.getByRole('button', { name: 'Отменить' }).click();
  await page.getByText('Раз в месяц, 31 числа, в 9:00').waitFor();
  expect(complaints).toEqual([]);
}, 60_000);
