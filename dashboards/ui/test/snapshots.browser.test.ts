import { keepPicture, wcagFaultsOf } from '@regiso/core/testing/browser';
import { catchUp } from '@regiso/warehouse/api';
import { sql } from '@regiso/core';
import type { Cabinet } from '../../../core/testing/cabinet';
import { cabinetOver } from './a-cabinet';

let cabinet: Cabinet;

beforeAll(async () => {
  cabinet = await cabinetOver([
    { heldOn: '2025-06-10', participants: 100, passed: 90 },
    { heldOn: '2026-06-10', participants: 120, passed: 100 },
  ]);
}, 120_000);
afterAll(() => cabinet?.stop());

test('a board is frozen as reported, shown with its mark, and compared with what has become of it', async () => {
  const { page, complaints } = await cabinet.as(['analyst'], '/app/dashboards/sample.overview?subject=math');
  const shot = async (name: string) => {
    for (const width of [360, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, `snapshots-${name}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  await page.getByRole('button', { name: 'Зафиксировать' }).click();
  const form = page.getByRole('form', { name: 'Зафиксировать «как отчитались»' });
  await form.getByLabel('Название отчёта').fill('Итоги экзаменов');
  await form.getByLabel('Основание').fill('Приказ № 12 от 20.09.2026');
  expect(await wcagFaultsOf(page, 'form')).toEqual([]);
  await shot('form');
  await form.getByRole('button', { name: 'Зафиксировать' }).click();
  await page.getByRole('heading', { name: 'Как отчитались' }).waitFor();
  await page.getByText('Основание: Приказ № 12 от 20.09.2026').waitFor();
  await page.getByText('контрольная сумма совпала').waitFor();
  await page.locator('[data-tile=participants]').getByText('120').first().waitFor();
  expect(await wcagFaultsOf(page, 'main')).toEqual([]);
  await shot('frozen');

  await cabinet.test.work(() => sql`UPDATE sample.results SET participants = 132, passed = 99 WHERE year = 2026`);
  await catchUp();
  await page.getByRole('button', { name: 'К живым данным' }).click();
  await page.locator('[data-tile=participants]').getByText('132').first().waitFor();
  await page.getByText(/^С этим отбором отчитались .*«Итоги экзаменов»$/).waitFor();
  await shot('live');
  await page.getByRole('button', { name: 'Что изменилось' }).click();
  await page.getByRole('row', { name: /Сколько сдавало.*120.*132.*\+12/ }).waitFor();
  await page.getByRole('row', { name: /Сколько сдали.*83,3.*75,0.*−8,3/ }).waitFor();
  expect(await wcagFaultsOf(page, 'main')).toEqual([]);
  await shot('difference');
  await page.getByRole('checkbox', { name: 'Только изменившиеся' }).check();
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Как отчитались' }).click();
  await page.locator('[data-tile=participants]').getByText('120').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(complaints).toEqual([]);
}, 90_000);

test('the operator sees how the system works, day by day, also on a phone', async () => {
  await cabinet.test.work(
    () => sql`INSERT INTO core.system_readings
        (taken_on, lag_seconds, jobs_waiting, jobs_failed, tickets_open, tickets_overdue)
      SELECT date '2026-09-01' + n, 1 + n % 3, n, n % 2, 10 - n, n % 2 FROM generate_series(0, 6) n`,
  );
  await catchUp();
  const { page, complaints } = await cabinet.as(['operator'], '/app/dashboards/system.work?day=2026-09-07');
  await page.locator('[data-tile=open]').getByText('4,0').first().waitFor();
  await page.locator('[data-tile=lag-days] canvas').waitFor();
  expect(await wcagFaultsOf(page, 'main')).toEqual([]);
  await keepPicture(page, 'system');
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await keepPicture(page, 'system');
  expect(complaints).toEqual([]);
}, 60_000);
