import { homeCalendar, installed, sql, todayHere } from '@regiso/core';
import { createTestApp } from '@regiso/core/testing';
import pg from 'pg';
import { install } from '../../../../core/server/installed';
import { keepPicture } from '../../../../core/testing/browser';
import { faultsOf, openCabinet, type Cabinet } from '../../../../core/testing/cabinet';
import { linkAccount } from '../../../../core/people/accounts';
import { writePerson } from '../../../../core/people/test/builders';
import { aPersonResult } from './a-result';

let cabinet: Cabinet;
beforeAll(async () => {
  cabinet = await openCabinet(await createTestApp({ only: ['exams'] }));
}, 240_000);
afterAll(() => cabinet?.stop());

const wide = (width: number) => ({ viewport: { width, height: 900 } });

test('an appeal goes from the phone of a participant to the commission and back as a new result', async () => {
  const family = await cabinet.as([], '/app/exams/results', wide(360));
  await cabinet.test.work(async () => {
    const [account] = await sql<{
      login: string;
    }>`SELECT login FROM core.accounts ORDER BY created_at DESC, id DESC LIMIT 1`;
    const card = await writePerson({ surname: 'Апеллянтов', name: 'Пётр', birthDate: '2008-05-17' });
    await linkAccount(card, account?.login ?? '');
    await aPersonResult(card, { publishedOn: homeCalendar().addWorkingDays(todayHere(), -1) });
  });
  const { page } = family;
  await page.reload();
  await page.getByText(/можно подать по .* включительно/).waitFor();
  await page.getByRole('button', { name: 'Подать апелляцию' }).click();
  const dialog = page.getByRole('dialog', { name: /Апелляция:/ });
  await dialog.getByRole('button', { name: 'Подать апелляцию' }).click();
  await dialog.getByText('Отметьте, что пересмотреть, или напишите об этом').first().waitFor();
  await dialog.getByLabel('Оценку развёрнутых ответов').check();
  await dialog.getByLabel('В присутствии моего представителя').check();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Подать апелляцию' }).click();
  await page
    .getByRole('region', { name: /Апелляция № АП-/ })
    .getByText('получена', { exact: true })
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);

  const staff = await cabinet.as(['operator'], '/app/exams/appeals', wide(1280));
  await staff.page.getByText('Апеллянтов').click();
  await staff.page.getByRole('button', { name: 'Принять к рассмотрению' }).click();
  await staff.page.getByRole('button', { name: 'Внести решение' }).click();
  const decision = staff.page.getByRole('dialog', { name: 'Решение комиссии' });
  await decision.getByLabel('Номер и дата протокола').fill('№ 3');
  await decision.getByLabel('День решения').fill(todayHere());
  await decision.getByLabel('Новый итог').fill('68');
  await decision.getByRole('button', { name: 'Внести решение' }).click();
  await staff.page.getByText('Было 62 из 100, стало 68 из 100.').waitFor();

  await page.reload();
  await page.getByText(/Было 62 из 100, стало 68 из 100, .*Апелляция удовлетворена: № 3/).waitFor();
  expect([...family.complaints, ...staff.complaints]).toEqual([]);
});

test('a result is found by a name and annulled by two people', async () => {
  await cabinet.test.work(async () =>
    aPersonResult(await writePerson({ surname: 'Аннулин', birthDate: '2008-05-17' })),
  );
  const first = await cabinet.as(['registrar'], '/app/exams/person-results', wide(1280));
  await first.page.getByLabel('Фамилия и имя').fill('аннулин');
  await first.page.getByRole('button', { name: 'Найти' }).click();
  await first.page.getByRole('rowheader', { name: /Аннулин/ }).click();
  await first.page.getByRole('button', { name: 'Аннулировать' }).click();
  const dialog = first.page.getByRole('dialog', { name: 'Аннулировать результат' });
  await dialog.getByLabel('Номер и дата решения ГЭК').fill('Протокол ГЭК № 41');
  await dialog.getByLabel('Причина').fill('Участник пользовался телефоном');
  await dialog.getByRole('button', { name: 'Аннулировать' }).click();
  await first.page.getByText('Подтверждает другой человек').waitFor();

  const second = await cabinet.as(['operator'], '/app/exams/person-results', wide(360));
  await second.page.getByRole('link', { name: /Аннулин/ }).click();
  await second.page.getByRole('button', { name: 'Подтвердить' }).click();
  await second.page.getByRole('dialog').getByRole('button', { name: 'Подтвердить' }).click();
  await second.page.getByText('Основание: Протокол ГЭК № 41. Участник пользовался телефоном').first().waitFor();
  expect(await faultsOf(second.page)).toEqual([]);
  expect(await second.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect([...first.complaints, ...second.complaints]).toEqual([]);
});

test('on the day of the results a family waits for its turn on a page that goes on by itself', async () => {
  const before = installed();
  install({ ...before, config: { ...before.config, lookUpsAtOnce: 1 } });
  const [busy, family] = [await cabinet.as([], '/app/', wide(1280)), await cabinet.as([], '/app/', wide(360))];
  const database = new pg.Client({ connectionString: before.services.databaseUrl });
  await database.connect();
  try {
    await database.query('BEGIN; LOCK TABLE exams.person_results IN ACCESS EXCLUSIVE MODE');
    const asked = busy.page.waitForRequest('**/api/exams/own/results');
    await busy.page.goto(`${cabinet.site}/app/exams/results`);
    await asked;
    await family.page.goto(`${cabinet.site}/app/exams/results`);
    await family.page.getByRole('status').getByText('Сейчас очень много обращений').waitFor();
    await keepPicture(family.page, 'own-waiting');
    expect(await faultsOf(family.page)).toEqual([]);
    await database.query('ROLLBACK');
    await family.page.getByText('Опубликованных результатов нет').waitFor();
  } finally {
    await database.end();
    install(before);
  }
});
