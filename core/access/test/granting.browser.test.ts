import { sql } from '../../server';
import { createTestApp, eventually } from '../../testing';
import { faultsOf, openCabinet, type Cabinet, type Visit } from '../../testing/cabinet';
import { aParticipant, dayFrom, somebody } from './people';

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
  const right = { role: 'authority', subsystem: 'school', participantId: school };
  former = await somebody(test, [right], school);
  successor = await somebody(test, [], school);
  const other = await test.work(() => aParticipant());
  await somebody(test, [{ ...right, participantId: other }], other);
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

test('a right is handed over from a day: refused without a person, then told in words', async () => {
  // Who may give it: the administrator of the participant.
  const { page, complaints } = await administrator();
  const card = page.getByRole('article', { name: new RegExp(former.login) });
  await card.getByRole('button', { name: 'Передать с даты' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`Сейчас право у «Человек ${former.login}»`).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByLabel('С какого дня').fill(dayFrom(3));
  await dialog.getByLabel('Основание').fill('Приказ № 4 о замене');
  await dialog.getByRole('button', { name: 'Передать' }).click();
  await eventually(async () =>
    expect(await dialog.getByRole('combobox', { name: 'Кому' }).getAttribute('aria-invalid')).toBe('true'),
  );
  await dialog.getByRole('combobox', { name: 'Кому' }).fill(successor.login);
  await page.getByRole('option', { name: new RegExp(successor.login) }).click();
  await dialog.getByRole('button', { name: 'Передать' }).click();
  await page.getByText(new RegExp(`право у «Человек ${successor.login}.*До этого дня оно у`)).waitFor();
  await page
    .getByRole('article', { name: new RegExp(successor.login) })
    .getByText('Ещё не началось')
    .waitFor();
  const rows = await cabinet.test.work(
    () => sql`SELECT account_id AS account, starts_on::text AS "from", ends_on::text AS until, ground FROM core.grants
      WHERE account_id IN (${former.id}, ${successor.id}) ORDER BY id`,
  );
  expect(rows).toEqual([
    expect.objectContaining({ account: former.id, until: dayFrom(2) }),
    { account: successor.id, from: dayFrom(3), until: null, ground: 'Приказ № 4 о замене' },
  ]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

async function administrator() {
  const right = { role: 'participant-administrator', subsystem: 'school', participantId: school };
  const { login, password } = await somebody(cabinet.test, [right], school);
  const visit = await cabinet.open('/app/sign-in?to=/access/grants');
  await visit.page.getByRole('textbox', { name: 'Имя для входа' }).fill(login);
  await visit.page.getByLabel('Пароль', { exact: true }).fill(password);
  await visit.page.getByRole('button', { name: 'Войти', exact: true }).click();
  await visit.page.getByRole('heading', { level: 1, name: 'Права' }).waitFor();
  return visit;
}
