import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { shownFaultsOf } from '@regiso/core/testing/browser';
import { somebody } from '../../../../core/access/test/people';
import { openCabinet, signIn, type Cabinet } from '../../../../core/testing/cabinet';
import { aClass, aSchool, type School } from './builders';

let app: TestApp;
let cabinet: Cabinet;
let school: School;
beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  cabinet = await openCabinet(app);
  school = await aSchool(app);
  await app.work(() => aClass(school, null, { grade: 3, letter: 'А', pupils: 1 }));
  await app.work(() => aClass(school, null, { grade: 7, letter: 'Б', pupils: 1 }));
}, 240_000);
afterAll(() => cabinet?.stop());

async function open(path: string, { login, password }: { login: string; password: string }) {
  const opened = await cabinet.open(path);
  const { page } = opened;
  await signIn(page, { login, password });
  return opened;
}

test('a deputy is given the grades 1–4, sees them in words, and their classes alone (ADM-23)', async () => {
  const { participantId } = school;
  const right = { role: 'participant-administrator', subsystem: 'school', participantId };
  const administrator = await somebody(app, [right], participantId);
  const deputy = await somebody(app, [], participantId);
  const giving = await open('/app/access/grants', administrator);
  await giving.page.getByRole('button', { name: 'Дать право' }).first().click();
  const dialog = giving.page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Кому' }).fill(deputy.login);
  await giving.page.getByRole('option', { name: new RegExp(deputy.login) }).click();
  // Who is narrowed to nothing is not asked.
  await dialog.getByRole('combobox', { name: 'Роль' }).selectOption('teacher');
  expect(await dialog.getByLabel('Классы: с').count()).toBe(0);
  await dialog.getByRole('combobox', { name: 'Роль' }).selectOption('head-teacher');
  await dialog.getByRole('combobox', { name: 'Подсистема' }).selectOption('school');
  await dialog.getByRole('combobox', { name: 'Участник' }).click();
  await giving.page.getByRole('listbox').getByRole('option').filter({ visible: true }).first().click();
  await dialog.getByLabel('Классы: по').selectOption('4');
  expect(await dialog.getByLabel('Классы: с').inputValue()).toBe('1');
  await dialog.getByLabel('Основание').fill('Приказ № 7');
  expect(await shownFaultsOf(giving.page, 'give-narrowed')).toEqual([]);
  await dialog.getByRole('button', { name: 'Дать право' }).click();
  await giving.page.getByText('только 1–4 классы').waitFor();
  await giving.page.context().close();

  const { page, complaints } = await open('/app/access/rights', deputy);
  await page.getByText('только 1–4 классы').waitFor();
  await page.goto(`${cabinet.site}/app/school/classes`, { waitUntil: 'networkidle' });
  await eventually(async () => expect(await page.getByRole('main').innerText()).toContain('3А'));
  expect(await page.getByRole('main').innerText()).not.toContain('7Б');
  expect(complaints).toEqual([]);
  await page.context().close();
}, 90_000);
