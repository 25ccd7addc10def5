import { mkdirSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { openCabinet, signIn, type Cabinet } from '../../../../core/testing/cabinet';
import { shownFaultsOf } from '@regiso/core/testing/browser';
import { addGroup } from '../services/groups';
import { aFamily, aGarden, aKindergarten, anOfficer, attending, key, wishes } from './builders';

let app: TestApp;
let cabinet: Cabinet;
let gardens: Awaited<ReturnType<typeof aKindergarten>>[];
let names: string[];
let officer: Awaited<ReturnType<typeof anOfficer>>;
const at = '/api/kindergarten';

beforeAll(async () => {
  app = await createTestApp({ only: ['kindergarten'] });
  cabinet = await openCabinet(app);
  gardens = [await aKindergarten(app), await aKindergarten(app)];
  officer = await anOfficer(app);
  names = await app.work(async () => {
    for (const [n, { organisationId }] of gardens.entries())
      await sql`UPDATE core.organisations SET short_name = ${`Детский сад № ${n + 1} «Ивушка»`} WHERE id = ${organisationId}`;
    return gardens.map((_, n) => `Детский сад № ${n + 1} «Ивушка»`);
  });
}, 240_000);
afterAll(() => cabinet?.stop());

const shots = process.env.REGISO_SHOTS;
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };
let shot = 0;

/** On the phone, and when somebody wants to look, on the screens of desks too. */
async function demandAccessible(page: Page, name: string) {
  expect(await shownFaultsOf(page, name)).toEqual([]);
  if (!shots) return;
  mkdirSync(shots, { recursive: true });
  shot += 1;
  for (const width of [360, 1280, 1920]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 1000 });
    await page.screenshot({ path: `${shots}/${shot}-${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize(phone.viewport);
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor();

/** Another family applies for the same age and is put in the queue. */
async function another(organisations: string[]) {
  const family = await aFamily(app, ['2023-04-02']);
  const payload = { childId: family.children[0], wishes: wishes(organisations) };
  const made = await family.call(`${at}/own/applications`, { method: 'POST', payload, headers: key() });
  const { id } = made.body as { id: string };
  await family.call(`${at}/own/applications/${id}/send`, { method: 'POST', payload: {} });
  await queue(id);
  return { family, id };
}

async function queue(id: string) {
  await eventually(async () => {
    const { status } = await officer.call(`${at}/applications/${id}/steps`, {
      method: 'POST',
      payload: { to: 'queued' },
    });
    expect(status).toBe(200);
  });
}

test('a parent files from a phone, reads why the place moved, and answers an offer', async () => {
  const family = await aFamily(app, ['2023-05-01', '2021-02-03']);
  const all = gardens.map(({ organisationId }) => organisationId);
  const earlier = await another(all);
  const { page, complaints } = await cabinet.open('/app/kindergarten/own', phone);
  await signIn(page, family);
  await page.getByText('Заявлений пока нет').waitFor();
  await demandAccessible(page, 'empty');

  await page.getByRole('link', { name: 'Подать заявление' }).click();
  await heading(page, 'Ребёнок');
  await page.getByText('Дата рождения: 1 мая 2023').waitFor();
  await button(page, 'Дальше').click();
  await page.getByText('Выберите ребёнка').waitFor();
  await page.getByRole('radio').first().focus();
  for (const press of [0, 1]) {
    const chosen = page.getByRole('radio', { checked: true });
    const label = (await chosen.count()) ? await chosen.getAttribute('value') : '';
    if (label === family.children[0]) break;
    await page.keyboard.press(press ? 'ArrowDown' : 'Space');
  }
  await demandAccessible(page, 'child');
  await page.keyboard.press('Enter');

  await heading(page, 'Детские сады');
  await page.getByRole('searchbox', { name: 'Найдите детский сад' }).fill('ивушка');
  for (const name of [...names].reverse()) await button(page, `Добавить: ${name}`).click();
  await button(page, `Выше: ${names[0]}`).focus();
  await page.keyboard.press('Enter');
  await page.getByText(`${names[0]} — теперь 1-й в списке`).waitFor();
  // At the top there is no further up: the other arrow holds the focus.
  await eventually(async () =>
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(`Ниже: ${names[0]}`),
  );
  await demandAccessible(page, 'gardens');
  await button(page, 'Дальше').click();

  await heading(page, 'Пожелания');
  await page.getByText('Черновик сохранён').waitFor();
  const [draft] = await app.work(
    () => sql<{ id: string; status: string }>`SELECT id, status FROM kindergarten.applications
      WHERE child_id = ${family.children[0]}`,
  );
  expect(draft?.status).toBe('draft');
  const id = draft?.id ?? '';
  await page.getByLabel('С какого дня нужно место').fill('2026-09-01');
  await demandAccessible(page, 'wishes');
  await button(page, 'Дальше').click();

  await heading(page, 'Льготы');
  await button(page, 'Указать льготу').click();
  const dialog = page.getByRole('dialog', { name: 'Указать льготу' });
  await dialog.getByRole('combobox', { name: 'Льгота' }).selectOption({ label: 'Военнослужащие' });
  await dialog.getByRole('textbox', { name: /^Документ/ }).fill('Справка № 5 от 01.11.2026');
  await demandAccessible(page, 'privilege');
  await dialog.getByRole('button', { name: 'Указать льготу' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('Справка № 5 от 01.11.2026').waitFor();
  await button(page, 'Дальше').click();

  await heading(page, 'Проверка');
  await page.getByText('Военнослужащие').waitFor();
  await demandAccessible(page, 'review');
  await button(page, 'Отправить заявление').dblclick();
  await page.getByText(/Время подачи закреплено/).waitFor();
  await page
    .getByText(/^№ ДС-/)
    .first()
    .waitFor();
  await demandAccessible(page, 'sent');

  await queue(id);
  const [privilege] = await app.work(
    () => sql<{ id: string }>`SELECT id FROM kindergarten.privileges WHERE application_id = ${id}`,
  );
  const decision = { confirm: true, ground: 'Подлинник проверен' };
  const decided = await officer.call(`${at}/privileges/${privilege?.id}/decide`, { method: 'POST', payload: decision });
  expect(decided.status).toBeLessThan(300);
  await earlier.family.call(`${at}/own/applications/${earlier.id}/withdraw`, { method: 'POST', payload: {} });
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByText('1-й из 1').first().waitFor();
  await button(page, `Почему место изменилось: ${names[0]}`).click();
  await page.getByText('За неделю: 2 → 1').waitFor();
  await page.getByText('по вашей льготе принято решение').first().waitFor();
  await demandAccessible(page, 'moves');

  const groupId = await app.work(() =>
    addGroup({
      ...{ organisationId: all[0] ?? '', schoolYear: 2026, name: 'Солнышко', ageFrom: 3, ageTo: 3, areaM2: 50 },
      ...{ orientation: 'general', regime: 'full', language: 'ru', ownLimit: null, ownLimitGround: null },
    }),
  );
  const order = { groupId, order: 'Приказ № 44 от 20.11.2026' };
  const address = `${at}/applications/${id}/direct`;
  const directed = await officer.call(address, { method: 'POST', payload: order, headers: key() });
  expect([directed.status, directed.text]).toEqual([200, expect.any(String)]);
  await page.reload({ waitUntil: 'networkidle' });
  await heading(page, 'Предложено место');
  await button(page, 'Отказаться').click();
  await page.getByText(/время подачи сохранится/).waitFor();
  await demandAccessible(page, 'decline');
  await page.keyboard.press('Escape');
  await button(page, 'Согласиться').click();
  await page.getByText(/Документы нужно принести за 15 дней/).waitFor();
  await demandAccessible(page, 'accept');
  await page.getByRole('dialog').getByRole('button', { name: 'Согласиться' }).click();
  await page
    .getByText(/Последний день для документов/)
    .first()
    .waitFor();
  await demandAccessible(page, 'directed');
  await page.goto(`${cabinet.site}/app/kindergarten/own`, { waitUntil: 'networkidle' });
  await page.getByText('Направлен в детский сад').waitFor();
  await demandAccessible(page, 'list');
  expect(complaints).toEqual([]);
}, 120_000);

test('a clerk takes a paper by the keyboard alone, in under three minutes', async () => {
  const began = Date.now();
  const { page, complaints } = await cabinet.open('/app/kindergarten/desk');
  await signIn(page, officer);
  await heading(page, 'Принять заявление');
  const typed = async (field: string, text: string) => {
    await reach(page, `field-${field}`);
    await page.keyboard.type(text);
  };
  await typed('child.surname', 'Берёзкина');
  await typed('child.name', 'Злата');
  await typed('child.birthDate', '03122023');
  await typed('guardian.surname', 'Берёзкина');
  await typed('guardian.name', 'Ольга');
  await typed('ground', 'Свидетельство о рождении II-ФР № 123456');
  await demandAccessible(page, 'desk');
  await page.keyboard.press('Control+Enter');
  await page.getByText('Выберите хотя бы один детский сад').waitFor();
  await reach(page, '', 'searchbox');
  await page.keyboard.type('ивушка');
  await button(page, `Добавить: ${names[0]}`).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText(`1. ${names[0]}`).waitFor();
  await page.keyboard.press('Control+Enter');
  await heading(page, 'Берёзкина Злата');
  expect(Date.now() - began).toBeLessThan(180_000);
  await page.getByText('Файлы не приложены.').waitFor();
  await demandAccessible(page, 'desk-taken');
  const receipt = page.waitForEvent('download');
  await button(page, 'Расписка, PDF').click();
  expect((await receipt).suggestedFilename()).toMatch(/\.pdf$/);
  expect(complaints.filter((one) => !one.includes('400'))).toEqual([]);
}, 120_000);

/** Presses Tab until the field has the focus. */
async function reach(page: Page, id: string, role = '') {
  const isThere = () =>
    page.evaluate(
      ([wanted, kind]) =>
        wanted
          ? document.activeElement?.id === wanted
          : (document.activeElement as HTMLInputElement | null)?.type === kind,
      [id, role === 'searchbox' ? 'search' : role],
    );
  for (let press = 0; press < 60 && !(await isThere()); press += 1) await page.keyboard.press('Tab');
  expect(await isThere()).toBe(true);
}

test('two families swap: found by the officer, agreed on a phone', async () => {
  const both = [await aGarden(app), await aGarden(app)] as const;
  const families = [await attending(app, both[0]), await attending(app, both[1])];
  for (const [n, family] of families.entries()) {
    const wanted = wishes([both[1 - n]?.organisationId ?? ''], { swaps: true });
    const payload = { childId: family.child, wishes: wanted };
    const made = await family.call(`${at}/own/applications`, { method: 'POST', payload, headers: key() });
    const { id } = made.body as { id: string };
    await family.call(`${at}/own/applications/${id}/send`, { method: 'POST', payload: {} });
    await queue(id);
  }
  const desk = await cabinet.open('/app/kindergarten/rings');
  await signIn(desk.page, officer);
  await desk.page.getByText('Обменов ещё нет').waitFor();
  await button(desk.page, 'Найти обмены').click();
  await heading(desk.page, 'Обмен: 2 семьи');
  await demandAccessible(desk.page, 'rings');
  const { page, complaints } = await cabinet.open('/app/kindergarten/own', phone);
  await signIn(page, families[0] as (typeof families)[number]);
  await page.getByRole('link', { name: /^Открыть/ }).click();
  await heading(page, 'Предложен обмен местами');
  await page.getByText('Согласились: 0 из 2').waitFor();
  await demandAccessible(page, 'ring');
  await button(page, 'Согласиться на обмен').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Согласиться на обмен' }).click();
  await page.getByText('Вы согласились. Ждём ответа остальных семей.').waitFor();
  await page.getByRole('link', { name: 'Переезжаем в другой муниципалитет' }).waitFor({ state: 'hidden' });
  expect([...complaints, ...desk.complaints]).toEqual([]);
}, 120_000);

test('the head prints an order of enrolment and its extract for the site', async () => {
  const garden = await aGarden(app);
  const { child } = await attending(app, garden);
  await app.work(
    () => sql`UPDATE kindergarten.pupils SET order_number = '17-к', order_on = starts_on WHERE person_id = ${child}`,
  );
  const { page, complaints } = await cabinet.open('/app/kindergarten/orders');
  await signIn(page, garden.head);
  await page.getByText(/^№ 17-к от/).waitFor();
  await demandAccessible(page, 'orders');
  for (const what of ['Приказ, PDF', 'Выписка для сайта, PDF']) {
    const saved = page.waitForEvent('download');
    await button(page, `${what}: № 17-к`).click();
    expect((await saved).suggestedFilename()).toMatch(/\.pdf$/);
  }
  expect(complaints).toEqual([]);
}, 120_000);
