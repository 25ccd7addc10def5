import { wcagFaultsOf } from '@regiso/core/testing/browser';
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

test('a pivot is asked for, saved as a tile, and its board put together by keys, shared and kept', async () => {
  const { page, complaints } = await cabinet.as(['analyst'], '/app/dashboards/explorer');
  await page.getByRole('combobox', { name: 'Показатель' }).click();
  await page.getByRole('option', { name: 'Доля сдавших' }).click();
  await page.getByLabel('Строки', { exact: true }).selectOption({ label: 'Предмет' });
  await page.getByLabel('Столбцы', { exact: true }).selectOption({ label: 'Год' });
  await page.getByRole('columnheader', { name: '2026' }).waitFor();
  await page.getByRole('row', { name: /Математика.*90,0.*83,3/ }).waitFor();
  expect(new URL(page.url()).search).toBe('?indicator=sample.passed-share&rows=subject&columns=year');
  await page.reload();
  await page.getByRole('row', { name: /Математика.*90,0.*83,3/ }).waitFor();
  expect(await wcagFaultsOf(page, 'main')).toEqual([]);
  await page.setViewportSize({ width: 360, height: 780 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByText('Линии', { exact: true }).click();
  await page.locator('canvas').waitFor();

  await page.getByRole('button', { name: 'Сохранить как плитку' }).click();
  const form = page.getByRole('form', { name: 'Плитка на своей панели' });
  await form.getByLabel('Название панели').fill('Экзамены');
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Плитка стоит на панели «Экзамены»').waitFor();

  await page.goto(`${cabinet.site}/app/dashboards/boards`);
  await page.getByRole('link', { name: /Экзамены 1 плитка/ }).click();
  await page.locator('canvas').waitFor();
  await page.getByRole('button', { name: 'Править' }).click();
  await page.getByRole('button', { name: 'Добавить плитку' }).click();
  await page.getByLabel('Плитка', { exact: true }).selectOption({ label: 'Сколько сдавало' });
  await page.getByRole('button', { name: 'Добавить', exact: true }).click();
  await page.getByText('120').first().waitFor();
  const grip = page.getByRole('button', { name: 'Передвинуть: Сколько сдавало' });
  await grip.focus();
  await page.keyboard.press('ArrowLeft');
  await page.getByText('Сколько сдавало: место 1 из 2').waitFor({ state: 'attached' });
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('Сколько сдавало: ширина 2 из 4').waitFor({ state: 'attached' });
  const titles = () =>
    page.getByLabel('Название плитки').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const [first, second] = await titles();
  expect(first).toBe('Сколько сдавало');
  expect(await wcagFaultsOf(page, 'main')).toEqual([]);

  const [handle, target] = [await grip.boundingBox(), await page.locator('[data-own-tile]').nth(1).boundingBox()];
  await page.mouse.move((handle?.x ?? 0) + 10, (handle?.y ?? 0) + 10);
  await page.mouse.down();
  await page.mouse.move((target?.x ?? 0) + (target?.width ?? 0) - 20, (target?.y ?? 0) + 100, { steps: 4 });
  await page.mouse.up();
  expect(await titles()).toEqual([second, first]);
  await page.getByRole('button', { name: `Убрать: ${second}` }).click();
  expect(await titles()).toEqual([first]);
  await page.getByRole('button', { name: 'Отменить шаг' }).click();
  expect(await titles()).toEqual([second, first]);

  await page.getByRole('link', { name: 'Свои панели' }).first().click();
  await page.getByText('Панель не сохранена').waitFor();
  await page.getByRole('button', { name: 'Остаться' }).click();
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await page.getByText('Панель сохранена').waitFor();
  await page.getByRole('button', { name: 'Поделиться' }).click();
  await page.getByRole('radio', { name: 'Те, у кого есть роль' }).check();
  await page.getByRole('checkbox', { name: 'Специалист по реестру' }).check();
  await page.getByRole('form', { name: 'Кто ещё видит панель' }).getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Сохранено, кому видна панель').waitFor();

  const guest = await cabinet.as(['registrar'], new URL(page.url()).pathname);
  await guest.page.getByText('Показатель вам не открыт').waitFor();
  await guest.page.getByText('Плитка вам не открыта').waitFor();
  expect(await guest.page.getByRole('button', { name: 'Править' }).count()).toBe(0);
  await guest.page.setViewportSize({ width: 360, height: 780 });
  expect(await guest.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  expect(complaints).toEqual([]);
}, 90_000);
