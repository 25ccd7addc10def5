import { sql } from '../../server';
import { createTestApp } from '../../testing';
import { faultsOf, openCabinet, type Cabinet, type Visit } from '../../testing/cabinet';
import { png } from '../../files/test/samples';
import { manyTickets } from './many-tickets';

let cabinet: Cabinet;
let person: Visit;
let desk: Visit;
jest.setTimeout(120_000);

beforeAll(async () => {
  cabinet = await openCabinet(await createTestApp({ only: ['support'] }));
  person = await cabinet.as(['registrar'], '/app/agreements/bodies');
  desk = await cabinet.as(['operator'], '/app/support/desk');
}, 180_000);
afterAll(() => cabinet?.stop());

const go = (visit: Visit, path: string) => visit.page.goto(`${cabinet.site}/app/${path}`, { waitUntil: 'networkidle' });
const subject = 'Не открывается список органов';

test('a person asks from the screen, is told what goes along, and gets a number and a day', async () => {
  const { page } = person;
  await page.getByRole('button', { name: 'Помощь: спросить поддержку' }).click();
  const dialog = page.getByRole('dialog', { name: 'Спросить поддержку' });
  await dialog.getByText('Что именно').click();
  await dialog.getByText('/app/agreements/bodies').waitFor();
  await dialog.getByText('Специалист по реестру').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Отправить' }).click();
  await dialog.getByText('Напишите хотя бы несколько слов').first().waitFor();
  await dialog.getByLabel('Коротко').fill(subject);
  await dialog.getByLabel('Что случилось').fill('Открываю раздел, а вместо списка пустая страница.');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Приложить файл' }).click(),
  ]);
  await chooser.setFiles([
    { name: 'экран.png', mimeType: 'image/png', buffer: png() },
    { name: 'не-картинка.png', mimeType: 'image/png', buffer: Buffer.from('<script>') },
  ]);
  await dialog.getByRole('button', { name: 'Отправить' }).click();
  await dialog.getByText(/Обращение №\s1 принято/).waitFor();
  await dialog.getByText(/Ответим до \d+ \S+ 20\d\d/).waitFor();
  await dialog.getByText(/файл не приложен: не-картинка.png/).waitFor();
  await dialog.getByRole('link', { name: 'Открыть переписку' }).click();
  await page.getByRole('heading', { name: subject, level: 1 }).waitFor();
  await page.getByRole('link', { name: 'экран.png' }).waitFor();
  const [row] = await cabinet.test.work(() => sql`SELECT screen, roles FROM core.tickets`);
  expect(row).toEqual({ screen: '/app/agreements/bodies', roles: ['registrar'] });
});

test('the desk sees it in its queue with its context, takes it, answers and settles it', async () => {
  const { page } = desk;
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByText('Просроченных нет').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('link', { name: subject }).click();
  await page.getByRole('heading', { name: subject, level: 1 }).waitFor();
  await page.getByText('/app/agreements/bodies').waitFor();
  await page.getByRole('button', { name: 'Взять в работу' }).click();
  await page.getByText('В работе', { exact: true }).waitFor();
  await page.getByText('Заметка для своих').click();
  await page.getByRole('textbox', { name: 'Заметка для своих' }).fill('Похоже на отказ диска');
  await page.getByRole('button', { name: 'Записать' }).click();
  await page.getByText('Заметка, автор её не видит').waitFor();
  await page.getByRole('textbox', { name: 'Ответ' }).fill('Исправили. Обновите страницу.');
  await page.getByRole('switch', { name: 'Вопрос решён' }).check();
  await page.getByRole('button', { name: 'Ответить' }).click();
  await page.getByText('Закрыто', { exact: true }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test('the answer comes to the bell; the thread opens from there, shows no notes, and goes on', async () => {
  const { page } = person;
  await go(person, '');
  await page.getByRole('button', { name: 'Уведомления, 1 непрочитанное' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Ответ на обращение № 1' }).click();
  await page.getByText('Исправили. Обновите страницу.').waitFor();
  await page.getByRole('button', { name: 'Уведомления, непрочитанных нет' }).waitFor();
  expect(await page.getByText('Похоже на отказ диска').count()).toBe(0);
  await page.getByLabel('Вопрос не решён?').fill('Теперь страница открывается, но пустая');
  await page.getByRole('button', { name: 'Отправить', exact: true }).click();
  await page.getByText('В работе', { exact: true }).waitFor();
  await page.getByText(/^Ответим до/).waitFor();
  await page.getByRole('button', { name: 'Закрыть обращение' }).click();
  await page.getByText('Закрыто', { exact: true }).waitFor();
  await go(person, 'support');
  await page.getByRole('link', { name: new RegExp(subject) }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test('what is overdue says so in words, can be found, and is handed to another body', async () => {
  const { page } = person;
  await page.getByRole('link', { name: new RegExp(subject) }).click();
  await page.getByLabel('Вопрос не решён?').fill('Всё ещё пустая');
  await page.getByRole('button', { name: 'Отправить', exact: true }).click();
  await page.getByText('В работе', { exact: true }).waitFor();
  await cabinet.test.work(() => sql`UPDATE core.tickets SET due_on = current_date - 3`);
  await go(desk, 'support/desk?overdue=true');
  await desk.page.getByText('1 обращение просрочено').waitFor();
  await desk.page
    .getByRole('row', { name: new RegExp(subject) })
    .getByText(/Просрочено на [34] дн/)
    .waitFor();
  expect(await faultsOf(desk.page)).toEqual([]);
  await desk.page.getByRole('link', { name: subject }).click();
  await desk.page.getByRole('button', { name: 'Передать другому органу' }).click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByLabel('Кому передать').selectOption('operator');
  await dialog.getByRole('button', { name: 'Передать' }).click();
  await desk.page.getByText('Обращение передано').waitFor();
  const [row] = await cabinet.test.work(() => sql`SELECT body_id FROM core.tickets`);
  expect(row).toEqual({ body_id: 'operator' });
});

test('the desk reads on in a long queue', async () => {
  const [row] = await cabinet.test.work(() => sql<{ id: string }>`SELECT id FROM core.tickets LIMIT 1`);
  await cabinet.test.work(() => manyTickets(row?.id ?? '', 'kindergarten', { due: 55, waiting: 5 }));
  await go(desk, 'support/desk?subsystem=kindergarten');
  const lines = desk.page.getByRole('row', { name: /Вопрос \d/ });
  await lines.nth(49).waitFor();
  expect(await lines.count()).toBe(50);
  await desk.page.getByRole('button', { name: 'Показать ещё' }).click();
  await lines.nth(59).waitFor();
  expect(await desk.page.getByRole('button', { name: 'Показать ещё' }).count()).toBe(0);
  await cabinet.test.work(() => sql`DELETE FROM core.tickets WHERE subsystem = 'kindergarten'`);
});

test('rules in force wait on the home page until they are confirmed, once', async () => {
  await cabinet.test.work(
    () => sql`INSERT INTO core.published_documents (series, version, kind, title, effective_on, what_changed, file_name,
        media_type, size, sha256, bytes)
      VALUES (uuidv7(), 1, 'rules', 'Правила работы', '2026-01-01', 'Всё заново', 'rules.pdf', 'application/pdf', 1,
        repeat('0', 64), '\\x00')`,
  );
  const { page } = person;
  await go(person, '');
  await page.getByText('1 документ ждёт прочтения').waitFor();
  await page.getByRole('link', { name: 'Прочитать', exact: true }).click();
  await page.getByText('Что изменилось: Всё заново').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Подтвердить, что прочитано: Правила работы' }).click();
  await page.getByText(/Вы подтвердили/).waitFor();
  await go(person, '');
  await page.getByRole('heading', { name: /Здравствуйте/ }).waitFor();
  expect(await page.getByText('ждёт прочтения').count()).toBe(0);
  await go(desk, 'support/readings');
  await desk.page
    .getByRole('row', { name: /Правила работы/ })
    .getByText('1', { exact: true })
    .last()
    .waitFor();
});

test('a proposal is made and decided on with its reason', async () => {
  const { page } = desk;
  await go(desk, 'support/proposals');
  await page.getByRole('button', { name: 'Внести предложение' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Суть одной строкой').fill('Показывать замены уроков');
  await dialog.getByLabel('Что изменить и зачем').fill('Родители узнают о заменах из чатов, а не от школы.');
  await dialog.getByRole('button', { name: 'Отправить' }).click();
  await page.getByRole('button', { name: 'Решить: Показывать замены уроков' }).click();
  await dialog.getByRole('radio', { name: 'Принято' }).check();
  await dialog.getByLabel('Почему так решено').fill('Войдёт в план следующего года');
  await dialog.getByRole('button', { name: 'Решить' }).click();
  const card = page.getByRole('article', { name: 'Показывать замены уроков' });
  await card.getByText('Принято', { exact: true }).waitFor();
  await card.getByText('Войдёт в план следующего года').waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test('the desk is closed to others, and a phone scrolls sideways on no page', async () => {
  const { page } = await cabinet.as(['registrar'], '/app/support/desk', { viewport: { width: 360, height: 740 } });
  await page.getByText('Этот раздел вам не открыт').waitFor();
  expect((await page.request.get(`${cabinet.site}/api/support/board`)).status()).toBe(403);
  const [row] = await cabinet.test.work(() => sql<{ id: string }>`SELECT id FROM core.tickets WHERE number = 1`);
  await page.goto(`${cabinet.site}/app/support/tickets/${row?.id}`, { waitUntil: 'networkidle' });
  await page.getByText('Не найдено').waitFor();
  for (const path of ['support', 'support/readings', '']) {
    await page.goto(`${cabinet.site}/app/${path}`, { waitUntil: 'networkidle' });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  }
  expect([...person.complaints, ...desk.complaints]).toEqual([]);
});
