import { alignSchema, catchUp } from '@regiso/warehouse/api';
import { sql } from '@regiso/core';
import { createTestApp } from '@regiso/core/testing';
import { wcagFaultsOf } from '@regiso/core/testing/browser';
import { openCabinet, type Cabinet } from '../../../core/testing/cabinet';
import { samplePlugin } from '../../server/test/fixture';

let cabinet: Cabinet;

beforeAll(async () => {
  const test = await createTestApp({
    only: ['participants', 'territory', 'agreements', 'notices', 'dashboards'],
    also: [samplePlugin],
  });
  await alignSchema();
  await test.work(async () => {
    const [school] = await sql<{ id: string }>`INSERT INTO core.organisations
      (region_id, municipality_id, kind, full_name, short_name, source)
      SELECT region_id, id, 'school', 'Школа № 1', 'Школа № 1', 'test' FROM core.municipalities WHERE id = 'tobolsk-city' RETURNING id`;
    await sql`INSERT INTO sample.results (organisation_id, subject, year, held_on, participants, passed)
      VALUES (${school?.id}, 'math', 2026, '2026-06-10', 120, 100)`;
  });
  await catchUp();
  cabinet = await openCabinet(test);
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
