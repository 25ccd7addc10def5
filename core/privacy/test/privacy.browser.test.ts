import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { linkAccount } from '../../people/accounts';
import { addGuardian, GuardianInput } from '../../people/guardians';
import { writePerson } from '../../people/test/builders';
import { audit, sql } from '../../server';
import { createTestApp } from '../../testing';
import { faultsOf, openCabinet, type Cabinet, type Visit } from '../../testing/cabinet';
import { removeKeptLongEnough } from '../passes';

let cabinet: Cabinet;
let guardian: Visit;
let operator: Visit;
let child: string;
jest.setTimeout(120_000);
const wish = 'В карточке дочери неверно записано отчество: должно быть Олеговна.';

beforeAll(async () => {
  cabinet = await openCabinet(await createTestApp({ only: ['privacy'] }));
  guardian = await cabinet.as([], '/app/privacy/own');
  child = await cabinet.test.work(aChildOf('somebody-1'));
  operator = await cabinet.as(['operator'], '/app/privacy');
}, 240_000);
afterAll(() => cabinet?.stop());

const aChildOf = (login: string) => async () => {
  const parent = await writePerson({ birthDate: '1988-03-02' });
  await linkAccount(parent, login);
  const made = await writePerson({ name: 'Дарина', birthDate: '2016-05-17', sex: 'female' });
  const ground = 'Свидетельство о рождении';
  const link = { guardianId: parent, kind: 'parent', startsOn: '2016-05-17', ground };
  await addGuardian(made, GuardianInput.parse(link));
  return made;
};

const tab = async (name: string) => {
  await operator.page.goto(`${cabinet.site}/app/privacy`, { waitUntil: 'networkidle' });
  await operator.page.getByRole('tab', { name }).click();
};

test('a guardian takes along what is held about oneself and the child', async () => {
  const { page } = guardian;
  await page.getByText('о вас и о детях, которых вы представляете').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Скачать архив моих данных' }).click(),
  ]);
  const files = unzipSync(new Uint8Array(readFileSync(await download.path())));
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['access.json', 'people.json', 'privacy.json', 'README.txt']),
  );
  expect(strFromU8(files['people.json'] ?? new Uint8Array())).toContain('Дарина');
  expect(await faultsOf(page)).toEqual([]);
});

test('asks for a correction, is told by when, and sees that it waits', async () => {
  const { page } = guardian;
  await page.getByLabel('О чём').selectOption('correction');
  await page.getByLabel('Просьба').fill('Отчество');
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByText('Опишите просьбу хотя бы одним предложением').first().waitFor();
  await page.getByLabel('Просьба').fill(wish);
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByText(/Ответим до \d+ \S+ 20\d\d/).waitFor();
  await page.getByText('Ждёт ответа', { exact: true }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test('the operator is told by the bell, corrects, and answers once', async () => {
  const { page } = operator;
  await page.goto(`${cabinet.site}/app`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Уведомления, 1 непрочитанное' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Новое обращение о персональных данных' }).click();
  await page.getByText(wish).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Ответить' }).click();
  const dialog = page.getByRole('dialog', { name: 'Ответить' });
  await dialog.getByRole('radio', { name: 'Исполнено' }).check();
  await dialog.getByRole('textbox', { name: 'Ответ' }).fill('Отчество исправлено по свидетельству о рождении.');
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Ответить' }).click();
  await page.getByText('Обращений, которые ждут ответа, нет').waitFor();
  await page.getByRole('switch', { name: 'Только без ответа' }).uncheck();
  await page.getByText('Исполнено', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'Ответить' }).count()).toBe(0);
});

test('the answer comes to the guardian', async () => {
  const { page } = guardian;
  await page.goto(`${cabinet.site}/app`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Уведомления, 1 непрочитанное' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'На ваше обращение о данных ответили' }).click();
  await page.getByText('Отчество исправлено по свидетельству о рождении.').waitFor();
  await page.getByText(/^Ответ, /).waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

test('retention reports what was removed by which rule, and a hold of a court stops it', async () => {
  const { page } = operator;
  const dismissed = (n: number) =>
    cabinet.test.work(
      () => sql`INSERT INTO core.accounts (login, name, disabled_at)
        SELECT 'gone-' || gen_random_uuid(), 'Уволенный', now() - interval '6 years' FROM generate_series(1, ${n}::int)`,
    );
  await dismissed(3);
  await removeKeptLongEnough();
  await tab('Сроки хранения');
  const rules = page.getByRole('table', { name: 'Сроки хранения' });
  const rule = rules.getByRole('row', { name: /Имена и входы уволенных/ });
  await rule.getByText(/20\d\d.*: 3$/).waitFor();
  expect(await faultsOf(page)).toEqual([]);

  await rule.getByRole('button', { name: 'Изменить' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Запрет удаления').fill('Запрос суда № 7');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await rule.getByText('Запрос суда № 7').waitFor();
  await dismissed(2);
  expect(await removeKeptLongEnough()).not.toHaveProperty(['access.dismissed']);

  await rule.getByRole('button', { name: 'Изменить' }).click();
  await dialog.getByLabel('Запрет удаления').fill('');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await rule.getByText('нет', { exact: true }).waitFor();
  await removeKeptLongEnough();
  await tab('Сроки хранения');
  await rule.getByText(/20\d\d.*: 2$/).waitFor();
  await rule.getByRole('cell', { name: '5', exact: true }).waitFor();

  // A look before removing: the worker counts, the page shows how far it is and what would go.
  await dismissed(4);
  await page.getByRole('button', { name: 'Посмотреть, что уйдёт' }).click();
  await page.getByText('просмотр ·').waitFor();
  const report = page.getByRole('table', { name: 'Итог прогона по правилам' });
  await report.getByRole('row', { name: /Имена и входы уволенных.*4.*выполнено/ }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Удалить сейчас' }).click();
  await page.getByText('Удалённое не вернуть').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Удалить сейчас' }).click();
  await rule.getByRole('cell', { name: '9', exact: true }).waitFor();
});

test('an incident counts whom the log names, and drafts both notices with their terms', async () => {
  const { page } = operator;
  await cabinet.test.work(async () => {
    for (const id of [child, crypto.randomUUID()]) await audit('people.own-child-read', { type: 'person', id });
  });
  await tab('Инциденты');
  await page.getByText('Инцидентов не было').waitFor();
  await page.getByRole('button', { name: 'Завести инцидент' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Инцидент' }).fill('Выгрузка ушла не тому участнику');
  await dialog.getByLabel('Выявлен').fill('2026-11-20T09:00');
  await dialog.getByLabel('Категории данных через запятую').fill('ФИО, класс');
  await dialog.getByLabel('С', { exact: true }).fill('2020-01-02T00:00');
  await dialog.getByLabel('По', { exact: true }).fill('2020-01-01T00:00');
  await dialog.getByRole('button', { name: 'Посчитать' }).click();
  await dialog.getByText('Конец раньше начала').waitFor();
  await dialog.getByLabel('По', { exact: true }).fill('2090-01-01T00:00');
  await dialog.getByRole('button', { name: 'Посчитать' }).click();
  await page.getByText(/По журналу: людей \d+, записей \d+/).waitFor();
  const people = await dialog.getByLabel('Сколько людей').inputValue();
  expect(Number(people)).toBeGreaterThanOrEqual(2);
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Сохранить' }).click();

  await dialog.getByText('Уведомление о факте').waitFor();
  const draft = () => dialog.getByText(/^Уведомление о/).innerText();
  expect(await draft()).toMatch(
    new RegExp(`Срок: 21 ноября 2026.*Категории данных: ФИО, класс.*данных: ${people}.*причины: \\[укажите\\]`, 's'),
  );
  await dialog.getByText('О результатах', { exact: true }).click();
  await dialog.getByText('Уведомление о результатах').waitFor();
  expect(await draft()).toMatch(
    new RegExp(`Срок: 23 ноября 2026.*данных: ${people}.*расследования: \\[укажите\\]`, 's'),
  );
  expect(await faultsOf(page)).toEqual([]);

  await dialog.getByLabel('Предполагаемые причины').fill('Ошибка адреса');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await dialog.getByText('Предполагаемые причины: Ошибка адреса').waitFor();
  await dialog.getByRole('button', { name: 'Отметить отправленным' }).click();
  await page.getByText('Отправка отмечена').waitFor();
  await page.keyboard.press('Escape');
  const row = page.getByRole('row', { name: /Выгрузка ушла не тому участнику/ });
  await row.getByText(/^отправлено/).waitFor();
  await row.getByText(/^(просрочено: )?до 23/).waitFor();
});

test('the desk is closed to others, and a phone loses nothing', async () => {
  const phone = { viewport: { width: 360, height: 740 } };
  const { page } = await cabinet.as(['registrar'], '/app/privacy', phone);
  await page.getByText('Этот раздел вам не открыт').waitFor();
  const desk = await cabinet.as(['operator'], '/app/privacy?tab=incidents', phone);
  for (const path of ['?tab=requests', '?tab=retention', '?tab=incidents', '/own']) {
    await desk.page.goto(`${cabinet.site}/app/privacy${path}`, { waitUntil: 'networkidle' });
    expect([path, await desk.page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 360]);
  }
  expect([...guardian.complaints, ...operator.complaints]).toEqual([]);
});
