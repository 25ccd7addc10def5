import { createTestApp } from '@regiso/core/testing';
import { faultsOf, openCabinet, type Cabinet } from '../../../../core/testing/cabinet';

let cabinet: Cabinet;
beforeAll(async () => {
  cabinet = await openCabinet(await createTestApp({ only: ['exams'] }));
}, 240_000);
afterAll(() => cabinet?.stop());

const open = (tab: string, width = 1280) =>
  cabinet.as(['operator'], `/app/exams/reference?tab=${tab}`, { viewport: { width, height: 900 } });

test('a minimum of a year to come is entered; days that are taken are said at their field and nothing is lost', async () => {
  const { page, complaints } = await open('thresholds');
  await page.getByRole('button', { name: 'Добавить минимальный балл' }).click();
  const dialog = page.getByRole('dialog', { name: 'Добавить минимальный балл' });
  const send = dialog.getByRole('button', { name: 'Добавить минимальный балл' });
  await dialog.getByLabel('Экзамен').selectOption('ege');
  await dialog.getByLabel('Предмет').selectOption('physics');
  await dialog.getByLabel('Минимум').fill('39');
  await dialog.getByLabel('Первый день').fill('2031-01-01');
  await dialog.getByLabel('Последний день').fill('2031-12-31');
  await dialog.getByLabel('Источник').fill('Приказ для проверки');
  expect(await faultsOf(page)).toEqual([]);
  await send.click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('cell', { name: 'Приказ для проверки' }).waitFor();

  await page.getByRole('button', { name: 'Добавить минимальный балл' }).click();
  await dialog.getByLabel('Экзамен').selectOption('ege');
  await dialog.getByLabel('Предмет').selectOption('physics');
  await dialog.getByLabel('Минимум').fill('40');
  await dialog.getByLabel('Первый день').fill('2030-06-01');
  await dialog.getByLabel('Последний день').fill('2031-05-31');
  await dialog.getByLabel('Источник').fill('Второй приказ');
  await send.click();
  await dialog
    .getByText(/На эти дни уже есть минимум \(с .*2031/)
    .first()
    .waitFor();
  expect(await dialog.getByLabel('Минимум').inputValue()).toBe('40');
  await dialog.getByLabel('Последний день').fill('2030-12-31');
  await send.click();
  await page.getByRole('cell', { name: 'Второй приказ' }).waitFor();
  expect(complaints).toEqual([]);
});

test('the days of an exam period are entered on a phone', async () => {
  const { page, complaints } = await open('sessions', 360);
  await page.getByRole('button', { name: 'Внести сроки' }).click();
  const dialog = page.getByRole('dialog', { name: 'Внести сроки' });
  await dialog.getByLabel('Экзамен').selectOption('ege');
  await dialog.getByLabel('Год').fill('2031');
  await dialog.getByLabel('Первый день').fill('2031-06-20');
  await dialog.getByLabel('Последний день').fill('2031-05-24');
  await dialog.getByLabel('Источник').fill('Приказ о расписании');
  await dialog.getByRole('button', { name: 'Внести сроки' }).click();
  await dialog.locator('[aria-invalid=true]').first().waitFor();
  await dialog.getByLabel('Первый день').fill('2031-05-20');
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Внести сроки' }).click();
  await page.getByRole('cell', { name: 'Приказ о расписании' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(complaints).toEqual([]);
});
