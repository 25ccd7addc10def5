import { definePlugin, reference, sql } from '../../server';
import { createTestApp } from '../../testing';
import { faultsOf, openCabinet, type Cabinet, type Visit } from '../../testing/cabinet';
import { z } from 'zod';
import { valueOn } from '../value-on';

const terms = reference({
  id: 'lending.terms',
  title: 'Сроки выдачи книг',
  titleEn: 'Terms of lending',
  codes: {
    loan: { title: 'Срок выдачи', titleEn: 'Loan', unit: 'дн.', unitEn: 'days' },
    fine: { title: 'Пеня за день', titleEn: 'Fine a day', unit: 'руб.', unitEn: 'roubles' },
  },
  schema: z.int().min(1),
  rows: [
    { code: 'loan', value: 14, act: 'Приказ № 1', validFrom: '2020-01-01', verified: true },
    { code: 'fine', value: 2, act: 'Приказ № 1', clause: 'п. 9', validFrom: '2020-01-01', verified: false },
  ],
});
// A subsystem that decides by a norm keeps the row it has decided by.
const lending = definePlugin({
  id: 'lending',
  title: 'Выдача книг',
  requires: ['reference'],
  reference: [terms],
  migrations: [
    {
      name: '001-loans',
      up: `CREATE TABLE lending.loans (id uuid PRIMARY KEY DEFAULT uuidv7(), on_day date NOT NULL, days integer NOT NULL,
        term_row uuid NOT NULL REFERENCES core.reference_rows)`,
    },
  ],
});

let cabinet: Cabinet;
let operator: Visit;
jest.setTimeout(120_000);
beforeAll(async () => {
  cabinet = await openCabinet(await createTestApp({ only: ['reference'], also: [lending] }));
  await decide('2026-03-01');
  operator = await cabinet.as(['operator'], '/app/reference');
}, 240_000);
afterAll(() => cabinet?.stop());

const decide = (day: string) =>
  cabinet.test.work(async () => {
    const { id, value } = await valueOn(terms, 'loan', day);
    await sql`INSERT INTO lending.loans (on_day, days, term_row) VALUES (${day}, ${value}, ${id})`;
  });
const decisions = () =>
  cabinet.test.work(
    () => sql`SELECT l.on_day::text AS day, l.days, r.value, r.act FROM lending.loans l
      JOIN core.reference_rows r ON r.id = l.term_row ORDER BY l.on_day`,
  );

test('norms stand by subsystem, with how many nobody has compared with their act', async () => {
  const { page } = operator;
  const row = page.getByRole('row', { name: /Сроки выдачи книг/ });
  await row.getByText('Выдача книг', { exact: true }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await row.click();
  await page.getByRole('heading', { name: 'Сроки выдачи книг', level: 1 }).waitFor();
  await page.getByRole('row', { name: /Срок выдачи.*14 дн\./ }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test('a new version is added from its day on; what was decided before stays as it was', async () => {
  const { page } = operator;
  const before = await decisions();
  await page.getByRole('button', { name: 'Новая версия' }).click();
  const dialog = page.getByRole('dialog', { name: 'Новая версия' });
  await dialog.getByText('Решения, принятые по ней, не изменятся').waitFor();
  // The form begins with what holds now.
  expect(await dialog.getByLabel('Значение').inputValue()).toBe('14');
  const send = dialog.getByRole('button', { name: 'Сохранить' });
  await dialog.getByLabel('Значение').fill('много');
  await dialog.getByLabel('Акт').fill('Приказ № 2');
  await dialog.getByLabel('С какого дня').fill('2026-09-01');
  await send.click();
  await dialog.locator('[aria-invalid=true]').first().waitFor();
  await dialog.getByLabel('Значение').fill('21');
  expect(await faultsOf(page)).toEqual([]);
  await send.click();
  await page.getByText('Версия записана').waitFor();
  await page
    .getByRole('row', { name: /Срок выдачи.*21 дн\./ })
    .getByText('внёс оператор')
    .waitFor();
  await page.getByRole('row', { name: /14 дн\..*31 августа 2026|14 дн\..*31\.08\.2026/ }).waitFor();

  expect(await decisions()).toEqual(before);
  await decide('2026-08-31');
  await decide('2026-09-01');
  expect(await decisions()).toMatchObject([
    { day: '2026-03-01', days: 14, value: 14 },
    { day: '2026-08-31', days: 14, act: 'Приказ № 1' },
    { day: '2026-09-01', days: 21, act: 'Приказ № 2' },
  ]);
});

test('days that are taken are refused with a sentence, and nothing typed is lost', async () => {
  const { page } = operator;
  await page.getByRole('button', { name: 'Новая версия' }).click();
  const dialog = page.getByRole('dialog', { name: 'Новая версия' });
  await dialog.getByLabel('Значение').fill('28');
  await dialog.getByLabel('Акт').fill('Приказ № 3');
  await dialog.getByLabel('С какого дня').fill('2026-09-01');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await dialog
    .getByText(/На эти дни уже есть значение/)
    .first()
    .waitFor();
  expect(await dialog.getByLabel('Акт').inputValue()).toBe('Приказ № 3');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

test('a day shows what held on it; a value is compared with its act, and a wrong one is taken out of use', async () => {
  const { page } = operator;
  await page.getByLabel('На день').fill('2026-08-31');
  await page.getByRole('row', { name: /21 дн\./ }).waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /14 дн\./ }).waitFor();
  await page.getByLabel('На день').fill('');
  const fine = page.getByRole('row', { name: /Пеня за день/ });
  await fine.getByRole('button', { name: 'Сверено' }).click();
  await page.getByText('Вы сверили значение с текстом акта?').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Сверено' }).click();
  await fine.getByText('Сверено с актом').waitFor();
  const wrong = page.getByRole('row', { name: /21 дн\./ });
  await wrong.getByRole('button', { name: 'Отозвать' }).click();
  const dialog = page.getByRole('dialog', { name: 'Отозвать' });
  await dialog.getByLabel('Почему').fill('Приказ № 2 отменён');
  await dialog.getByRole('button', { name: 'Отозвать' }).click();
  await wrong.getByText('Приказ № 2 отменён').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  // The decision made by the withdrawn row still says by what it was made.
  expect(await decisions()).toContainEqual(expect.objectContaining({ day: '2026-09-01', days: 21, act: 'Приказ № 2' }));
});

test('an authority reads and changes nothing; others do not see the page; a phone loses nothing', async () => {
  const { page } = await cabinet.as(['authority'], '/app/reference/lending.terms', {
    viewport: { width: 360, height: 740 },
  });
  await page.getByRole('heading', { name: 'Сроки выдачи книг', level: 1 }).waitFor();
  expect(await page.getByRole('button', { name: /Новая версия|Отозвать|Сверено/ }).count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const other = await cabinet.as([], '/app/reference');
  await other.page.getByText('Этот раздел вам не открыт').waitFor();
  expect(operator.complaints).toEqual([]);
});

test('the operator enters the calendar of a year by hand and from a file, and sees what is off', async () => {
  const { page } = operator;
  await page.goto(`${cabinet.site}/app/reference/calendar?year=2027`, { waitUntil: 'networkidle' });
  await page.getByText('Переносы выходных этого года не внесены').waitFor();
  await page.getByRole('button', { name: 'Внести календарь' }).click();
  const form = page.getByRole('form', { name: 'Изменить' });
  await form.getByLabel('Акт').fill('Постановление для проверки');
  await form.getByLabel('День 1', { exact: true }).waitFor();
  await form.getByRole('button', { name: 'Убрать день 4 ноября 2027' }).click();
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await form.getByText('2027-11-04 — праздник «День народного единства»').first().waitFor();
  expect(await faultsOf(page)).toEqual([]);
  const days = ['01-01', '01-04', '01-05', '01-06', '01-07', '01-08', '02-22', '02-23', '03-08', '11-04'];
  const text = `день;вид\n${days.map((day) => `2027-${day};выходной`).join('\n')}\n2027-02-20;рабочий\n2027-04-30;сокращённый`;
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    form.getByRole('button', { name: 'Взять из файла' }).click(),
  ]);
  await chooser.setFiles({ name: '2027.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByText('Из файла взято 12 дней').waitFor();
  expect(await form.getByLabel('Акт').inputValue()).toBe('Постановление для проверки');
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Календарь записан').waitFor();
  await page.getByRole('table', { name: 'Февраль' }).getByText('20', { exact: false }).first().waitFor();
  await page.getByText('рабочий день вместо выходного').first().waitFor();
  await page.getByText(/Версия 1 от/).waitFor();
  await page.getByText('Не сверен').first().waitFor();
  expect(operator.complaints).toEqual([]);
});
