import { wcagFaultsOf } from '@regiso/core/testing/browser';
import type { Cabinet } from '../../../core/testing/cabinet';
import { cabinetOver } from './a-cabinet';

let cabinet: Cabinet;

// Six months that are over, of one school that grows.
const months = Array.from({ length: 6 }, (_, at) => {
  const here = new Date(Date.now() + 5 * 3_600_000);
  return new Date(Date.UTC(here.getUTCFullYear(), here.getUTCMonth() - 6 + at, 1)).toISOString().slice(0, 7);
});

beforeAll(async () => {
  cabinet = await cabinetOver(
    months.map((month, at) => ({
      heldOn: `${month}-10`,
      participants: [50, 90, 50, 95, 99, 120][at] ?? 0,
      passed: 10,
    })),
  );
}, 120_000);
afterAll(() => cabinet?.stop());

test('a rule is tried on history, raises an alert, and the alert goes from a person to its end', async () => {
  const { page, complaints } = await cabinet.as(['analyst'], '/app/dashboards/alerts');
  await page.getByText('Тревог нет').waitFor();
  await page.getByRole('link', { name: 'Новое правило' }).click();
  await page.getByLabel('Название правила').fill('Слишком много участников');
  await page.getByRole('combobox', { name: 'Показатель' }).click();
  await page.getByRole('option', { name: 'Участников', exact: true }).click();
  await page.getByLabel(/^Значение/).fill('80');
  await page.getByText('сработало бы 2 раза').waitFor();
  await page.getByText(/Условие выполнено сейчас в 1 месте/).waitFor();
  await page.getByRole('table', { name: 'Когда и где' }).getByRole('rowheader', { name: 'Тобольск' }).first().waitFor();
  expect(await wcagFaultsOf(page, 'form')).toEqual([]);
  await page.getByRole('button', { name: 'Сохранить правило' }).click();
  await page.waitForURL(/alerts\/rules$/);

  // The job looks as soon as the rule is kept.
  const open = page.getByRole('link', { name: 'Тобольск: Слишком много участников' });
  await page.goto(`${cabinet.site}/app/dashboards/alerts`);
  for (let tries = 0; tries < 20 && !(await open.count()); tries += 1) {
    await page.waitForTimeout(500);
    await page.reload();
    await page.getByText('Тревог нет').or(open).first().waitFor();
  }
  expect(await wcagFaultsOf(page, 'list')).toEqual([]);
  await open.click();
  await page.getByRole('button', { name: 'Поручить' }).click();
  await page.getByRole('combobox', { name: 'Кому' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Поручить' }).click();
  await page.getByText('поручена вам').waitFor();
  await page.getByRole('button', { name: 'Объяснить' }).click();
  await page.getByLabel('Объяснение').fill('Открыли второй поток');
  await page.getByRole('dialog').getByRole('button', { name: 'Объяснить' }).click();
  await page.getByText('Открыли второй поток').waitFor();
  await page.getByRole('button', { name: 'Таблица' }).click();
  await page.getByRole('table', { name: 'Как менялся показатель до тревоги и после' }).getByText('120').waitFor();
  await page.locator('#content').getByRole('button', { name: 'Закрыть', exact: true }).click();
  await page.getByRole('form', { name: 'Закрыть' }).getByRole('button', { name: 'Закрыть' }).click();
  await page.getByText('закрыта', { exact: true }).waitFor();
  expect(complaints).toEqual([]);
}, 60_000);
