import type { Page } from 'playwright-core';
import { sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { keepPicture, shownFaultsOf } from '@regiso/core/testing/browser';
import { openCabinet, type Cabinet } from '../../../../core/testing/cabinet';
import { writePerson } from '../../../../core/people/test/builders';
import { addGroup } from '../services/groups';
import { aGarden, anOfficer, attending, type Garden } from './builders';
import { aPortalRow, aSnils, portalCsv } from './portal-file';

let app: TestApp;
let cabinet: Cabinet;
let garden: Garden;
const gardenName = 'Детский сад № 7 «Ивушка»';
let officer: Awaited<ReturnType<typeof anOfficer>>;
beforeAll(async () => {
  app = await createTestApp({ only: ['kindergarten'] });
  cabinet = await openCabinet(app);
  garden = await aGarden(app);
  officer = await anOfficer(app);
  await app.work(async () => {
    await sql`UPDATE core.organisations SET short_name = ${gardenName} WHERE id = ${garden.organisationId}`;
    await addGroup({
      ...{ organisationId: garden.organisationId, schoolYear: 2026, name: 'Сказочный теремок (6 лет)', areaM2: 52.5 },
      ...{ ageFrom: 6, ageTo: 6, orientation: 'compensating', regime: 'short', language: 'tt' },
      ...{ ownLimit: null, ownLimitGround: null },
    });
  });
  await attending(app, garden);
}, 240_000);
afterAll(() => cabinet?.stop());

/** Looks at a page for faults, and that nothing of it is lost on a phone or at 1280 enlarged twice. */
async function look(page: Page, name: string) {
  expect(await shownFaultsOf(page, name)).toEqual([]);
  for (const width of [1280, 640, 360]) {
    await page.setViewportSize({ width, height: width === 640 ? 450 : 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await keepPicture(page, name);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Goes by Tab to what is called so, or begins so, and presses Enter on it. */
async function press(page: Page, name: string) {
  const isThere = () =>
    page.evaluate((wanted) => {
      const here = document.activeElement;
      return here !== document.body && (here?.getAttribute('aria-label') ?? here?.textContent ?? '').startsWith(wanted);
    }, name);
  for (let steps = 0; steps < 120 && !(await isThere()); steps += 1) await page.keyboard.press('Tab');
  expect([name, await isThere()]).toEqual([name, true]);
  await page.keyboard.press('Enter');
}

/** Answers the open dialog with a reason, by the keyboard. */
async function giveReason(page: Page, title: string, reason: string) {
  const dialog = page.getByRole('dialog', { name: title });
  await dialog.locator('textarea:focus').waitFor();
  await page.keyboard.type(reason);
  await press(page, title);
  await dialog.waitFor({ state: 'hidden' });
}

async function signIn(page: Page, { login, password }: { login: string; password: string }) {
  await page.getByLabel('Имя для входа').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

test('the officer takes a file of the federal portal in, decides about who looks alike, and gives statuses back', async () => {
  const [plain, alike] = [aPortalRow([garden.organisationId]), aPortalRow([garden.organisationId])];
  const { childSurname: surname = '', childName: name = '', childBirthDate: birthDate = '' } = alike;
  await app.work(() => writePerson({ surname, name, patronymic: null, birthDate, sex: null, snils: aSnils() }));
  const broken = aPortalRow([garden.organisationId], { childBirthDate: '31.02.2023' });

  const { page, complaints } = await cabinet.open('/app/kindergarten/federal');
  await signIn(page, officer);
  await page.getByText('Файлов ещё не загружали').waitFor();
  const chosen = page.waitForEvent('filechooser');
  await press(page, 'Загрузить заявления');
  const buffer = portalCsv([plain, alike, broken]);
  await (await chosen).setFiles({ name: 'заявления-2026-11-28.csv', mimeType: 'text/csv', buffer });
  await page.getByText('Строк: 3. Новых: 2, уже были: 0, с ошибками: 1').waitFor();
  await page.getByText('заявления-2026-11-28.csv').waitFor();
  // Without a reload: the page follows the work on the rows.
  await page.getByRole('heading', { name: 'Ребёнок похож на того, кто уже есть в системе' }).waitFor();
  await look(page, 'federal');
  await press(page, 'Другой человек');
  await giveReason(page, 'Другой человек', 'Сверено со свидетельством о рождении');
  await page.getByText('Ждут отправки', { exact: false }).waitFor();
  await page.getByRole('heading', { name: 'Ждут вашего решения' }).waitFor({ state: 'hidden' });
  // Steps get their numbers within a minute: those that get them after a file was made go with the next one.
  await eventually(async () => {
    await press(page, 'Сформировать файл статусов');
    await page.getByText('Новых статусов нет').waitFor({ timeout: 5_000 });
  }, 90_000);
  const saved = page.waitForEvent('download');
  await press(page, 'Скачать ');
  expect((await saved).suggestedFilename()).toMatch(/\.csv$/);

  await page.getByRole('heading', { level: 1 }).click();
  await press(page, 'заявления-2026-11-28.csv');
  await page.getByRole('heading', { name: 'заявления-2026-11-28.csv' }).waitFor();
  await page.getByText('Не принято').first().waitFor();
  await page.getByText('Принято', { exact: true }).nth(1).waitFor();
  await look(page, 'federal-file');
  const answer = page.waitForEvent('download');
  await press(page, 'Скачать ответ порталу');
  expect((await answer).suggestedFilename()).toMatch(/\.csv$/);
  expect(complaints).toEqual([]);
}, 240_000);

test('the head plans the next year by the keyboard alone, and the municipality gives it back and approves it', async () => {
  const head = await cabinet.open('/app/kindergarten/year-plans');
  await signIn(head.page, garden.head);
  await head.page.getByText('Нет', { exact: true }).waitFor();
  await press(head.page, gardenName);
  await head.page.getByText('План ещё не составлен').waitFor();
  await press(head.page, 'Составить из групп этого года');
  await head.page.getByText(/^Всего мест\s\d+, переходят\s1,/).waitFor();
  await look(head.page, 'year-plan-proposed');
  await press(head.page, 'Убрать группу Сказочный теремок');
  await press(head.page, 'Добавить группу');
  await head.page.getByRole('textbox', { name: 'Название' }).last().focus();
  await head.page.keyboard.type('Солнышко');
  await press(head.page, 'Сохранить черновик');
  await head.page.getByText('Черновик', { exact: true }).waitFor();
  await press(head.page, 'Передать на утверждение');
  await head.page.getByText('Ждёт решения').waitFor();

  const desk = await cabinet.open(`/app/kindergarten/year-plans/${garden.organisationId}`);
  await signIn(desk.page, officer);
  await desk.page.getByText('Ждёт решения').waitFor();
  await look(desk.page, 'year-plan-decide');
  await press(desk.page, 'Вернуть');
  await giveReason(desk.page, 'Вернуть', 'Укажите площадь спальни');
  await desk.page.getByText('Решение: Укажите площадь спальни').waitFor();
  await head.page.reload({ waitUntil: 'networkidle' });
  await head.page.getByText('Возвращён').waitFor();
  await press(head.page, 'Передать на утверждение');
  await head.page.getByText('Ждёт решения').waitFor();
  await desk.page.reload({ waitUntil: 'networkidle' });
  await press(desk.page, 'Утвердить');
  await giveReason(desk.page, 'Утвердить', 'Приказ № 5 от 01.03.2027');
  await desk.page.getByText('Утверждён', { exact: true }).waitFor();
  expect([...head.complaints, ...desk.complaints]).toEqual([]);
}, 120_000);
