import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { sql } from '../../server';
import { loadDemo } from '../../server/demo';
import { createTestApp, eventually } from '../../testing';
import { shownFaultsOf } from '../../testing/accessibility';
import { openCabinet, type Cabinet } from '../../testing/cabinet';
import { todayHere } from '../../territory/home';
import { checkProof, type Proof } from '../prove';
import { sealAll } from '../seal';
import { settled } from './settled';

jest.setTimeout(180_000);
const child = 'Семёнов Фёдор Ильич';
let cabinet: Cabinet;
let childId = '';

beforeAll(async () => {
  cabinet = await openCabinet(await createTestApp({ only: ['people'] }));
  await loadDemo('small', () => undefined, { fills: false });
  const [found] = await cabinet.test.work(
    () => sql<{ id: string }>`SELECT id FROM core.persons WHERE plain_name = 'семенов федор ильич'`,
  );
  childId = found?.id ?? '';
}, 240_000);
afterAll(() => cabinet?.stop());

const log = '/app/audit';
const shots = process.env.REGISO_SHOTS;
async function demandAccessible(page: Page, name: string) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  expect(await shownFaultsOf(page, name)).toEqual([]);
}
const find = (page: Page) => page.getByRole('button', { name: 'Найти', exact: true });
const rows = (page: Page) => page.locator('tbody tr[data-opens]');
const searches = async () => {
  const [row] = await cabinet.test.work(
    () => sql<{ n: number }>`SELECT count(*)::int AS n FROM core.audit_events
      WHERE event IN ('audit.searched', 'audit.viewers-asked')`,
  );
  return row?.n ?? 0;
};

/** Addresses that the page or its requests had, to look for what must not stand there. */
function addressesOf(page: Page) {
  const seen: string[] = [];
  page.on('request', (request) => seen.push(request.url()));
  page.on('framenavigated', (frame) => seen.push(frame.url()));
  return async () => [...seen, page.url(), JSON.stringify(await page.evaluate(() => window.history.state as unknown))];
}

async function chooseChild(page: Page) {
  await page.getByRole('button', { name: 'Выбрать человека' }).click();
  const dialog = page.getByRole('dialog', { name: 'Чьи записи искать' });
  await dialog.getByRole('searchbox', { name: 'Фамилия, имя' }).fill('семенов фед');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: new RegExp(`^${child}`) }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('the days it begins with are those of the region, wherever the browser stands', async () => {
  // On each of these two islands it is another day than in the region for half of the time, and never on both the same.
  for (const timezoneId of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    const { page } = await cabinet.as(['operator'], log, { timezoneId });
    expect([timezoneId, await page.getByLabel('По', { exact: true }).inputValue()]).toEqual([timezoneId, todayHere()]);
    await page.context().close();
  }
});

test('OPR-07: who looked at a child this month is found by the person, the row opens, and its proof holds', async () => {
  const looker = await cabinet.test.as({ permissions: ['people.read'] });
  expect((await looker(`/api/people/persons/${childId}`)).status).toBe(200);
  const { page, complaints } = await cabinet.as(['operator'], log);
  const addresses = addressesOf(page);
  await page.getByRole('heading', { level: 1, name: 'Журнал событий' }).waitFor();
  await page.getByText('Сам поиск тоже записывается').waitFor();
  const before = await searches();
  await demandAccessible(page, 'log-empty');

  await page.getByRole('button', { name: 'Этот месяц' }).click();
  await chooseChild(page);
  await page.getByRole('switch', { name: 'Только просмотры' }).check();
  await demandAccessible(page, 'log-asked');
  expect(await searches()).toBe(before);
  await find(page).click();
  const look = rows(page).filter({ hasText: 'Проверяющий' });
  await look.first().waitFor();
  expect(await searches()).toBe(before + 1);
  await page.getByText(`только просмотры · ${child}`).waitFor();
  await demandAccessible(page, 'log-found');

  await look.first().focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Строка журнала' });
  await drawer.getByText('people.card-read', { exact: true }).waitFor();
  await drawer.getByText(childId).waitFor();
  await drawer.getByText('127.0.0.1').waitFor();
  await drawer.getByText('regiso audit check-proof').waitFor();
  await demandAccessible(page, 'log-row');
  await settled(cabinet.test);
  await sealAll();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    drawer.getByRole('button', { name: 'Скачать доказательство' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^proof-[0-9a-f-]{36}\.json$/);
  const proof = JSON.parse(readFileSync(await download.path(), 'utf8')) as Proof;
  expect(checkProof(proof, [])).toMatchObject({ ok: true, row: { event: 'people.card-read', person_id: childId } });
  expect(checkProof({ ...proof, row: proof.row.replace('card-read', 'card-made') }, [])).toMatchObject({ ok: false });

  const telling = (await addresses()).filter(
    (address) => address.includes(childId) || /%D0|семенов|Семёнов/i.test(address),
  );
  expect(telling).toEqual([]);
  expect(new URL(page.url()).searchParams.get('from')).toMatch(/^\d{4}-\d\d-01$/);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('by login, event and number: the address keeps what is harmless, a wrong login and a name are told at their fields', async () => {
  await cabinet.test.as({ permissions: ['people.read'] });
  const [actor] = await cabinet.test.work(
    () => sql<{ login: string }>`SELECT login FROM core.accounts WHERE name = 'Проверяющий' ORDER BY id DESC LIMIT 1`,
  );
  const { page, complaints } = await cabinet.as(['operator'], log);
  const addresses = addressesOf(page);
  const login = page.getByRole('textbox', { name: 'Кто: имя для входа' });
  await login.fill('nobody-at-all');
  await page.keyboard.press('Enter');
  await page.getByText('Такой учётной записи нет').waitFor();
  expect(await login.getAttribute('aria-invalid')).toBe('true');
  await login.fill(actor?.login ?? '');
  const number = page.getByRole('textbox', { name: 'Номер записи' });
  await number.fill('Иванова');
  await find(page).click();
  await page.getByText('имена, телефоны и СНИЛС здесь не ищут').waitFor();
  await number.fill('');
  await page.getByRole('combobox', { name: 'Подсистема' }).selectOption({ label: 'Доступ' });
  await page.getByRole('combobox', { name: 'Событие' }).fill('учётная запись');
  await demandAccessible(page, 'log-event');
  await page.getByRole('option', { name: 'Создана учётная запись' }).click();
  await find(page).click();
  await page.getByText('Таких событий нет').waitFor();
  await demandAccessible(page, 'log-none');
  expect((await addresses()).filter((address) => address.includes(actor?.login ?? '-'))).toEqual([]);
  const { searchParams } = new URL(page.url());
  expect([searchParams.get('plugin'), searchParams.get('event')]).toEqual(['access', 'access.account-created']);
  const asked = await searches();
  await page.reload({ waitUntil: 'networkidle' });
  await eventually(async () =>
    expect(await page.getByRole('combobox', { name: 'Событие' }).inputValue()).toBe('Создана учётная запись'),
  );
  expect([await login.inputValue(), await searches()]).toEqual(['', asked]);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the list goes on by the cursor and goes out as a file, which the log tells', async () => {
  const { page } = await cabinet.as(['operator'], log);
  await find(page).click();
  await eventually(async () => expect(await rows(page).count()).toBe(50));
  await page.getByRole('button', { name: 'Показать ещё' }).click();
  await eventually(async () => expect(await rows(page).count()).toBeGreaterThan(50));
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Выгрузить CSV' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
  expect(lines[0]).toContain('Когда;Событие;Код события;Кто');
  expect(lines.length).toBeGreaterThan(50);
  await page.getByText('Выгрузка записана в журнал').waitFor();
  await find(page).click();
  await rows(page).filter({ hasText: 'Найденное в журнале событий выгружено файлом' }).waitFor();
  await page.context().close();
});

test.each([
  { width: 360, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const)('from a card to the looks at it, at $width in the $colorScheme', async ({ width, colorScheme }) => {
  const options = { viewport: { width, height: 800 }, colorScheme };
  const { page, complaints } = await cabinet.as(['operator'], `/app/people/persons/${childId}`, options);
  await page.getByRole('button', { name: 'Кто смотрел (журнал)' }).click();
  await page.getByRole('heading', { level: 1, name: 'Журнал событий' }).waitFor();
  await rows(page).filter({ hasText: 'Открыта карточка' }).first().waitFor();
  const asked = await searches();
  expect(page.url()).not.toContain(childId);
  expect(JSON.stringify(await page.evaluate(() => window.history.state as unknown))).not.toContain(childId);
  await demandAccessible(page, `looks-${width}`);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await rows(page).first().click();
  await page.getByRole('dialog', { name: 'Строка журнала' }).getByRole('link', { name: 'Открыть' }).click();
  await page.getByRole('heading', { level: 1, name: child }).waitFor();
  await page.goBack();
  await rows(page).first().waitFor();
  expect(await searches()).toBe(asked);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('it is said when rows have long waited for the seal, and when a search failed', async () => {
  const { page } = await cabinet.as(['operator'], '/app/');
  const waitsSince = new Date(Date.now() - 12 * 60_000).toISOString();
  await page.route('**/api/audit/seal', (route) =>
    route.fulfill({ json: { block: 41, sealedAt: waitsSince, keyId: 'a', hash: 'b', waitsSince } }),
  );
  await page.goto(cabinet.site + log, { waitUntil: 'networkidle' });
  await page.getByText(/^Новые строки не запечатываются с/).waitFor();
  await page.getByRole('link', { name: 'Открыть задания' }).waitFor();
  await demandAccessible(page, 'log-late');
  await page.route('**/api/audit/search', (route) => route.abort());
  await find(page).click();
  await page.getByText('Нет связи с сервером').waitFor();
  await demandAccessible(page, 'log-offline');
  await page.unroute('**/api/audit/search');
  await page.getByRole('button', { name: 'Повторить' }).click();
  await rows(page).first().waitFor();
  await page.context().close();
});

test('without the right to read it the log is neither in the menu nor on its page nor in the API', async () => {
  const { page } = await cabinet.as(['analyst', 'registrar'], '/app/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(await page.getByRole('link', { name: /Журнал событий/ }).count()).toBe(0);
  await page.goto(cabinet.site + log, { waitUntil: 'networkidle' });
  await page.getByText('Этот раздел вам не открыт').waitFor();
  const post = (path: string) =>
    page.request.post(`${cabinet.site}/api/audit/${path}`, {
      data: { person: childId },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
  const said = await Promise.all(
    ['search', 'seen', 'export', 'proofs'].map(async (path) => (await post(path)).status()),
  );
  expect(said).toEqual([403, 403, 403, 403]);
  await page.context().close();
});
