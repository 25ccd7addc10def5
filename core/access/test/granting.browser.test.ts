import { sql } from '../../server';
import { createTestApp, eventually } from '../../testing';
import { faultsOf, openCabinet, type Cabinet, type Visit } from '../../testing/cabinet';
import { aParticipant, somebody } from './people';

let cabinet: Cabinet;
let operator: Visit;
let school = '';
let former: Awaited<ReturnType<typeof somebody>>;
let successor: Awaited<ReturnType<typeof somebody>>;
jest.setTimeout(120_000);

beforeAll(async () => {
  cabinet = await openCabinet(await createTestApp({ only: ['agreements'] }));
  const { test } = cabinet;
  school = await test.work(() => aParticipant());
  const teacher = { role: 'teacher', subsystem: 'school', participantId: school };
  former = await somebody(test, [teacher], school);
  successor = await somebody(test, [], school);
  const other = await test.work(() => aParticipant());
  await somebody(test, [{ ...teacher, participantId: other }], other);
  await test.work(
    () =>
      sql`INSERT INTO core.accounts (login, name) SELECT 'many-' || n, 'Много Людей ' || n FROM generate_series(1, 60) n`,
  );
  operator = await cabinet.as(['operator'], '/app/access/users');
}, 180_000);
afterAll(() => cabinet?.stop());

test('the list of users goes on after fifty', async () => {
  const { page } = operator;
  const rows = page.getByRole('row').filter({ hasText: /many-|Человек/ });
  await eventually(async () => expect(await rows.count()).toBe(50));
  await page.getByRole('button', { name: 'Показать ещё' }).click();
  await eventually(async () => expect(await rows.count()).toBe(64));
  expect(await page.getByRole('button', { name: 'Показать ещё' }).count()).toBe(0);
});

test('all sign-ins of a user end after a question; who never came in has none to end', async () => {
  const { page } = operator;
  await page.getByRole('searchbox').fill(former.login);
  await page.getByRole('button', { name: 'Найти' }).click();
  const row = page.getByRole('row', { name: new RegExp(former.login) });
  await eventually(async () => expect(await page.getByRole('row').count()).toBe(2));
  expect(await faultsOf(page)).toEqual([]);
  expect((await former.call('/api/access/own/rights')).status).toBe(200);
  await row.getByRole('button', { name: 'Завершить все входы' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Завершить все входы' }).click();
  await page.getByText('Завершён 1 вход').waitFor();
  expect((await former.call('/api/access/own/rights')).status).toBe(401);
  await page.getByRole('searchbox').fill('many-60');
  await page.getByRole('button', { name: 'Найти' }).click();
  await page.getByRole('row', { name: /many-60/ }).waitFor();
  await eventually(async () => expect(await page.getByRole('button', { name: 'Завершить все входы' }).count()).toBe(0));
});

test('rights are found by the person and by the participant', async () => {
  const { page } = operator;
  await page.goto(`${cabinet.site}/app/access/grants`, { waitUntil: 'networkidle' });
  const cards = page.getByRole('article', { name: / — / });
  await eventually(async () => expect(await cards.count()).toBe(3));
  await page.getByRole('combobox', { name: 'Чьи права' }).fill(former.login);
  await page.getByRole('option', { name: new RegExp(former.login) }).click();
  await eventually(async () => expect(await cards.count()).toBe(1));
  expect(await cards.innerText()).toContain(former.login);
  expect(await faultsOf(page)).toEqual([]);
  await page.reload({ waitUntil: 'networkidle' });
  await eventually(async () =>
    expect(await page.getByRole('combobox', { name: 'Чьи права' }).inputValue()).toContain(former.login),
  );
  await page.goto(`${cabinet.site}/app/access/grants?participant=${school}`, { waitUntil: 'networkidle' });
  await eventually(async () => expect(await cards.count()).toBe(1));
  await page.goto(`${cabinet.site}/app/access/grants?account=${successor.id}`, { waitUntil: 'networkidle' });
  await page.getByText('Таких прав нет').waitFor();
  expect(operator.complaints).toEqual([]);
});
