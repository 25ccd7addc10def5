import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { createRegisterApp } from '../../../imports/test/register-app';
import { sql } from '../../../server/sql';
import { eventually } from '../../../testing';
import { faultsOf, openCabinet, type Cabinet } from '../../../testing/cabinet';

const list = '/app/participants/organisations';
let cabinet: Cabinet;
let gymnasium = '';

const anOrganisation = async (kind: string, name: string, municipality: string, inn: string | null = null) => {
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.organisations (region_id, kind, short_name, full_name, municipality_id, inn, source, lat, lon, phone)
    VALUES ('tyumen', ${kind}, ${name}, ${`${name}, полностью`}, ${municipality}, ${inn}, 'test', 57.15, 65.53,
      '+7 (3452) 00-00-00') RETURNING id`;
  return row?.id ?? '';
};

beforeAll(async () => {
  cabinet = await openCabinet(await createRegisterApp());
  await cabinet.test.work(async () => {
    gymnasium = await anOrganisation('school', 'Гимназия № 5', 'tyumen-city', '7734077088');
    await anOrganisation('school', 'Школа № 3', 'ishim-city');
    for (let at = 1; at <= 30; at += 1) await anOrganisation('kindergarten', `Детский сад № ${at}`, 'tobolsk-city');
  });
}, 180_000);
afterAll(() => cabinet?.stop());

const registrar = (path: string) => cabinet.as(['registrar'], path);
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('a word with a slip finds its organisation, and the address keeps the search', async () => {
  const { page, complaints } = await registrar(list);
  await page.getByText('Найдено 32 организации').waitFor();
  await page.getByRole('searchbox', { name: 'Поиск' }).fill('гимнзия');
  await page.getByText('Показано по словам').waitFor();
  await row(page, 'Гимназия № 5').waitFor();
  expect(new URL(page.url()).searchParams.get('text')).toBe('гимнзия');
  await page.getByRole('searchbox', { name: 'Поиск' }).fill('7734077089');
  await page.getByText('Ничего не найдено').waitFor();
  await eventually(async () =>
    expect(await page.getByRole('main').innerText()).toContain('Контрольная цифра ИНН не сходится'),
  );
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('filters stand in the address, survive a reload and a way back, and narrow what is taken out', async () => {
  const { page, complaints } = await registrar(list);
  await page.getByLabel('Вид', { exact: true }).selectOption('kindergarten');
  await page.getByText('Найдено 30 организаций').waitFor();
  await page.getByLabel('Муниципалитет', { exact: true }).selectOption('tobolsk-city');
  await page.waitForURL(/municipality=tobolsk-city/);
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByText('Найдено 30 организаций').waitFor();
  await page.getByRole('searchbox', { name: 'Поиск' }).fill('сад № 7');
  await page.getByText('Найдена 1 организация').waitFor();
  await page.getByRole('button', { name: 'Выгрузить' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Текст с разделителями (CSV)' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect([lines.length, lines[1]]).toEqual([2, expect.stringContaining('Детский сад № 7')]);
  await page.getByRole('button', { name: 'Сбросить всё' }).click();
  await page.getByText('Найдено 32 организации').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a wrong INN is said at its field while nothing else is lost; then the organisation is entered, edited, closed', async () => {
  const { page, complaints } = await registrar(list);
  await page.getByRole('link', { name: 'Добавить' }).click();
  await page.getByRole('heading', { level: 1, name: 'Новая организация' }).waitFor();
  await page.getByRole('combobox', { name: 'Вид', exact: true }).selectOption('school');
  await page.getByLabel('Краткое наименование').fill('Школа № 77');
  await page.getByLabel('Полное наименование').fill('Средняя общеобразовательная школа № 77');
  const inn = page.getByRole('textbox', { name: 'ИНН' });
  await inn.fill('7299000015');
  await page.getByRole('button', { name: 'Внести в реестр' }).click();
  await page.getByText('Исправьте 1 поле').waitFor();
  await eventually(async () => expect(await inn.getAttribute('aria-invalid')).toBe('true'));
  expect(await inn.evaluate((field) => field === document.activeElement)).toBe(true);
  const said = (await inn.getAttribute('aria-describedby')) ?? '';
  const texts = await Promise.all(said.split(/\s+/).map((id) => page.locator(`[id="${id}"]`).innerText()));
  expect(texts.join(' ')).toContain('Контрольная цифра ИНН не сходится');
  await eventually(async () => expect(await page.getByLabel('Краткое наименование').inputValue()).toBe('Школа № 77'));
  await inn.fill('7299000014');
  await page.getByRole('button', { name: 'Внести в реестр' }).click();
  await page.getByRole('heading', { level: 1, name: 'Школа № 77' }).waitFor();

  await page.getByRole('link', { name: 'Править' }).click();
  await page.getByLabel('Адрес', { exact: true }).fill('г. Тюмень, ул. Новая, 7');
  await page.keyboard.press('Control+s');
  await page.getByText('г. Тюмень, ул. Новая, 7').first().waitFor();
  const history = page.getByRole('region', { name: 'История изменений' });
  await history.getByText('изменил(а): адрес').waitFor();
  await history.getByText('внёс(ла) организацию').waitFor();

  await page.getByRole('button', { name: 'Закрыть организацию' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Закрыть', exact: true }).click();
  await page.getByText('Ликвидирована', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Открыть снова' }).waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('two who edit one card lose nothing: what does not clash is joined, what clashes is asked', async () => {
  const edit = `${list}/${gymnasium}/edit`;
  const [first, second] = await Promise.all([registrar(edit), registrar(edit)]);
  await first.page.getByLabel('Телефон').fill('+7 (3452) 11-11-11');
  await first.page.getByLabel('Сайт').fill('gymnasium.example');
  await first.page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await first.page.getByRole('heading', { level: 1, name: 'Гимназия № 5' }).waitFor();

  await second.page.getByLabel('Телефон').fill('+7 (3452) 22-22-22');
  await second.page.getByLabel('Электронная почта').fill('office@gymnasium.example');
  await second.page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  const note = second.page.getByRole('alert').filter({ hasText: 'Карточку уже изменили' });
  await note.waitFor();
  await eventually(async () => expect(await note.innerText()).toContain('+7 (3452) 11-11-11'));
  await eventually(async () =>
    expect(await second.page.getByRole('textbox', { name: 'Телефон' }).inputValue()).toBe('+7 (3452) 22-22-22'),
  );
  await eventually(async () => expect(await second.page.getByLabel('Сайт').inputValue()).toBe('gymnasium.example'));
  expect(await faultsOf(second.page)).toEqual([]);
  await note.getByRole('button', { name: 'Взять из реестра: Телефон' }).click();
  await second.page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await second.page.getByRole('heading', { level: 1, name: 'Гимназия № 5' }).waitFor();
  const [kept] = await cabinet.test.work(
    () => sql`SELECT phone, email, website FROM core.organisations WHERE id = ${gymnasium}`,
  );
  expect(kept).toEqual({
    phone: '+7 (3452) 11-11-11',
    email: 'office@gymnasium.example',
    website: 'gymnasium.example',
  });
  await Promise.all([first.page.context().close(), second.page.context().close()]);
});

test('every page of the register passes WCAG 2.2 AA, light and dark, and loses nothing at 320 pixels', async () => {
  const { page, complaints } = await registrar(list);
  const paths = [`${list}?kind=school`, `${list}?text=ничего-такого`, `${list}/new`, `${list}/${gymnasium}`];
  for (const path of paths) {
    await page.goto(cabinet.site + path, { waitUntil: 'networkidle' });
    expect([path, await faultsOf(page)]).toEqual([path, []]);
  }
  expect(complaints).toEqual([]);
  await page.context().close();
}, 90_000);
