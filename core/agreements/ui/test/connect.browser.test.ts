import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from '../../../server/sql';
import { createTestApp, eventually } from '../../../testing';
import { faultsOf, openCabinet, type Cabinet, type Visit } from '../../../testing/cabinet';
import { aParticipant } from '../../../access/test/people';
import { changeDraft, draftAgreement } from '../../agreements';
import { registerParticipant } from '../../participants';
import { anAgreement, anOrganisation, dayFrom } from '../../test/builders';
import { AgreementInput } from '../../words';

let cabinet: Cabinet;
let operator: Visit;
let school = '';
let code = '';
const login = 'laptevais';
const password = 'зелёный чайник на подоконнике';
const reason = 'Нарушение требований безопасности, предписание № 4';

beforeAll(async () => {
  cabinet = await openCabinet(await createTestApp({ only: ['agreements', 'imports'] }));
  await cabinet.test.work(async () => {
    const id = await anOrganisation('ishim-city');
    await sql`UPDATE core.organisations SET short_name = 'Школа № 31', inn = '7299000014' WHERE id = ${id}`;
    await aParticipant({ endsOn: dayFrom(20), number: 'С-20' }, 'tobolsk-city');
    await aParticipant({ endsOn: dayFrom(-3), number: 'С-3' }, 'tobolsk-city');
  });
  operator = await cabinet.as(['operator'], '/app/');
}, 180_000);
afterAll(() => cabinet?.stop());

const done = (visit: Visit) => {
  expect(visit.complaints).toEqual([]);
  return visit.page.context().close();
};

test('an operator publishes the security requirements, refused without a file, kept as they are with one', async () => {
  const { page } = operator;
  await page.getByRole('link', { name: 'Документы оператора' }).first().click();
  await page.getByText('Ничего не опубликовано').waitFor();
  const file = join(cabinet.test.config.dataFolder, 'требования.pdf');
  writeFileSync(file, '%PDF-1.7\nтребования\n%%EOF\n');
  await page.getByRole('button', { name: 'Опубликовать' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Вид документа').selectOption('security');
  await dialog.getByRole('button', { name: 'Опубликовать' }).click();
  await dialog.getByText('Заполните поле').first().waitFor();
  await dialog.getByRole('textbox', { name: 'Название', exact: true }).fill('Требования безопасности');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    dialog.getByRole('button', { name: 'Файл' }).click(),
  ]);
  await chooser.setFiles(file);
  await dialog.getByRole('button', { name: 'Опубликовать' }).click();
  await page.getByRole('heading', { name: 'Требования безопасности' }).waitFor();
  await page.getByText(/редакция 1, с /).waitFor();
  const [published] = await cabinet.test.work(() => sql`SELECT kind, version FROM core.published_documents`);
  expect(published).toEqual({ kind: 'security', version: 1 });
}, 60_000);

test('an operator connects a new school within three minutes, without a manual', async () => {
  const { page } = operator;
  const began = Date.now();
  await page.goto(`${cabinet.site}/app/`, { waitUntil: 'networkidle' });
  await page.getByText('2 соглашения скоро кончатся или только для чтения').waitFor();
  await page.getByRole('link', { name: 'Участники и соглашения' }).first().click();
  await page.getByRole('link', { name: 'Подключить участника' }).click();
  await page.getByRole('combobox', { name: 'Организация' }).fill('школа 31');
  await page.getByRole('option', { name: /Школа № 31/ }).click();
  await eventually(async () =>
    expect(await page.getByRole('checkbox', { name: 'Электронная школа' }).isChecked()).toBe(true),
  );
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await eventually(async () =>
    expect(await page.getByRole('textbox', { name: 'Номер' }).getAttribute('aria-invalid')).toBe('true'),
  );
  await page.getByRole('textbox', { name: 'Номер' }).fill('С-31/2026');
  await page.getByLabel('Подписал от оператора').fill('Директор оператора');
  await page.getByLabel('Подписал от участника').fill('Директор школы № 31');
  await page.getByRole('button', { name: 'Подключить', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Школа № 31' }).waitFor();
  await page.getByText('Электронная школа: администратора ещё нет').waitFor();
  await page.getByText('Доступ ограничивают подсистемы, срок и права пользователей, а не этот текст').waitFor();
  school = page.url().split('/').at(-1) ?? '';

  await page.getByRole('button', { name: 'Новый пользователь' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Фамилия, имя, отчество').fill('Лаптева Ирина Сергеевна');
  await dialog.getByLabel('Должность').fill('Заместитель директора');
  await eventually(async () =>
    expect(await dialog.getByRole('textbox', { name: 'Имя для входа' }).inputValue()).toBe(login),
  );
  await dialog.getByRole('button', { name: 'Создать и получить код' }).click();
  const handed = page.getByRole('status').filter({ hasText: 'Одноразовый код' });
  await handed.getByText('Лаптева Ирина Сергеевна').waitFor();
  code = /[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}/.exec(await handed.innerText())?.[0] ?? '';
  expect(code).not.toBe('');
  expect(Date.now() - began).toBeLessThan(180_000);
}, 120_000);

test('the list says whose signed file is missing, and shows those alone on wish', async () => {
  const { page } = await cabinet.as(['operator'], '/app/agreements/participants');
  const rows = page.getByRole('row').filter({ hasText: 'Нет подписанного файла' });
  await eventually(async () => expect(await rows.count()).toBe(3));
  await page.getByLabel('Подписанный файл').selectOption('Все приложены');
  await page.getByText('Никто не подходит под эти условия').waitFor();
  await page.getByLabel('Подписанный файл').selectOption('Нет подписанного файла');
  await eventually(async () => expect(await rows.count()).toBe(3));
  await page.context().close();
}, 60_000);

test('a draft that changed after the page was opened is not signed; the page shows the new terms', async () => {
  const { id, participantId } = await cabinet.test.work(async () => {
    const participant = await registerParticipant({ organisationId: await anOrganisation('tobolsk-city') });
    const given = AgreementInput.parse(anAgreement({ number: 'С-77' }));
    return { id: (await draftAgreement(participant, given)).id, participantId: participant };
  });
  const { page } = await cabinet.as(['operator'], `/app/agreements/participants/${participantId}`);
  const article = page.getByRole('article', { name: /С-77/ });
  await article.getByRole('button', { name: 'Отметить подписанным' }).click();
  const other = AgreementInput.parse(anAgreement({ number: 'С-77', ground: 'Приказ № 9, другие условия' }));
  await cabinet.test.work(() => changeDraft(id, 1, other));
  await page.getByRole('dialog').getByRole('button', { name: 'Отметить подписанным' }).click();
  await page.getByText('запись изменил кто-то другой').waitFor();
  await article.getByText('Приказ № 9, другие условия').waitFor();
  await article.getByRole('button', { name: 'Отметить подписанным' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отметить подписанным' }).click();
  await article.getByText('Действует', { exact: true }).waitFor();
  await page.context().close();
}, 60_000);

test('a typo in a draft is mended in its form; whoever saves over another’s change is told and sees it first', async () => {
  const { id, participantId } = await cabinet.test.work(async () => {
    const participant = await registerParticipant({ organisationId: await anOrganisation('tobolsk-city') });
    const given = AgreementInput.parse({ ...anAgreement({ number: 'С-7б' }), fileSha256: 'a'.repeat(64) });
    return { id: (await draftAgreement(participant, given)).id, participantId: participant };
  });
  const { page } = await cabinet.as(['operator'], `/app/agreements/participants/${participantId}`);
  const drafts = page.getByRole('article');
  const dialog = page.getByRole('dialog');
  const number = dialog.getByRole('textbox', { name: 'Номер' });
  await drafts.getByRole('button', { name: 'Изменить' }).click();
  await eventually(async () => expect(await number.inputValue()).toBe('С-7б'));
  expect(await faultsOf(page)).toEqual([]);
  await number.fill('С-76');
  await dialog.getByRole('button', { name: 'Сохранить черновик' }).click();
  await page.getByRole('article', { name: /С-76/ }).waitFor();
  const [kept] = await cabinet.test.work(
    () => sql`SELECT number, state, version, file_sha256 AS file FROM core.agreements WHERE id = ${id}`,
  );
  expect(kept).toEqual({ number: 'С-76', state: 'draft', version: 2, file: 'a'.repeat(64) });

  await drafts.getByRole('button', { name: 'Изменить' }).click();
  await number.fill('С-78');
  const other = AgreementInput.parse(anAgreement({ number: 'С-76', ground: 'Приказ № 11, другие условия' }));
  await cabinet.test.work(() => changeDraft(id, 2, other));
  await dialog.getByRole('button', { name: 'Сохранить черновик' }).click();
  await page.getByText('запись изменил кто-то другой').waitFor();
  await drafts.getByText('Приказ № 11, другие условия').waitFor();
  await drafts.getByRole('button', { name: 'Изменить' }).click();
  await eventually(async () =>
    expect(await dialog.getByLabel('Основание').inputValue()).toBe('Приказ № 11, другие условия'),
  );
  await number.fill('С-78');
  await dialog.getByRole('button', { name: 'Сохранить черновик' }).click();
  await page.getByRole('article', { name: /С-78/ }).waitFor();
  await page.context().close();
}, 60_000);

test('the administrator of the subsystem gives her the right of the participant, as the regulation wants it', async () => {
  const { page, complaints } = await cabinet.as(
    [{ role: 'subsystem-administrator', subsystem: 'school' }],
    `/app/agreements/participants/${school}`,
  );
  await page.getByRole('button', { name: 'Дать право администратора' }).click();
  const dialog = page.getByRole('dialog');
  await eventually(async () =>
    expect(await dialog.getByRole('combobox', { name: 'Роль' }).inputValue()).toBe('participant-administrator'),
  );
  await dialog.getByRole('combobox', { name: 'Кому' }).click();
  await page.getByRole('option', { name: /Лаптева/ }).click();
  await dialog.getByRole('button', { name: 'Дать право' }).click();
  await dialog.getByText('Укажите основание').first().waitFor();
  await dialog.getByLabel('Основание').fill('Приказ школы № 12 от 01.09.2026');
  await dialog.getByRole('button', { name: 'Дать право' }).click();
  await page.getByText('Приказ школы № 12 от 01.09.2026').waitFor();
  expect(complaints).toEqual([]);
  await page.context().close();
}, 60_000);

async function enter({ page }: Visit) {
  await page.getByRole('textbox', { name: 'Имя для входа' }).fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти', exact: true }).click();
}

let own: Visit;

test('she activates by the code, sets a password, sees exactly her rights and why she sees the school', async () => {
  own = await cabinet.open('/app/access/activate', { viewport: { width: 360, height: 780 } });
  const { page } = own;
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Имя для входа' }).fill(login);
  await page.getByLabel('Одноразовый код').fill('AAAA-BBBB-CCCC');
  await page.getByLabel('Новый пароль').fill(password);
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  await page.getByText('Имя или код не подошли, или срок кода вышел').first().waitFor();
  await page.getByLabel('Одноразовый код').fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Сохранить пароль' }).click();
  await page.getByRole('link', { name: 'Пароль сохранён. Теперь войдите.' }).click();
  await enter(own);
  await page.getByRole('heading', { name: 'Здравствуйте, Лаптева Ирина Сергеевна' }).waitFor();

  await page.goto(`${cabinet.site}/app/access/rights`, { waitUntil: 'networkidle' });
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  const rights = page.getByRole('article').filter({ has: page.getByRole('heading', { level: 2 }) });
  expect(await page.getByRole('heading', { level: 2 }).allInnerTexts()).toEqual(['Администратор участника']);
  await eventually(async () =>
    expect(await rights.last().innerText()).toMatch(
      /Электронная школа → Школа № 31[\s\S]*Приказ школы № 12[\s\S]*С-31\/2026/,
    ),
  );
  await page.goto(`${cabinet.site}/app/agreements/participants/${school}`, { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: 'Почему я это вижу?', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Почему вам видны записи участника «Школа № 31»' }).waitFor();
  await page.getByText('Приказ школы № 12 от 01.09.2026').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.goto(`${cabinet.site}/app/agreements/connect`, { waitUntil: 'networkidle' });
  await page.getByText('Этот раздел вам не открыт').waitFor();
}, 90_000);

test('she confirms for her school that its duties are met; it is kept with her name', async () => {
  const { page } = own;
  await page.goto(`${cabinet.site}/app/agreements/participants/${school}`, { waitUntil: 'networkidle' });
  const section = page.getByRole('region', { name: 'Подтверждения участника' });
  await section.getByRole('button', { name: 'Подтвердить: Требования безопасности выполнены' }).click();
  await page.getByRole('dialog').getByLabel('Чем подтверждается').fill('Приказ № 7 от 02.09.2026');
  await page.getByRole('dialog').getByRole('button', { name: 'Подтвердить' }).click();
  await section.getByText(/Подтвердил\(а\) Лаптева Ирина Сергеевна.*Приказ № 7/).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await operator.page.goto(`${cabinet.site}/app/agreements/participants/${school}`, { waitUntil: 'networkidle' });
  await operator.page.getByText(/Подтвердил\(а\) Лаптева/).waitFor();
  expect(await operator.page.getByRole('button', { name: /^Подтвердить/ }).count()).toBe(0);
}, 90_000);

test('a suspension with its reason ends her work at once and says why; resumed, she comes in again', async () => {
  const { page } = operator;
  await page.getByRole('button', { name: 'Приостановить' }).click();
  await page.getByRole('dialog').getByLabel('Причина').fill(reason);
  await page.getByRole('dialog').getByRole('button', { name: 'Приостановить' }).click();
  await page.getByRole('alert').filter({ hasText: reason }).waitFor();
  await own.page.goto(`${cabinet.site}/app/access/rights`);
  await own.page.getByRole('heading', { name: 'Вход в кабинет' }).waitFor();
  await enter(own);
  const refusal = own.page.getByRole('alert').filter({ hasText: 'Доступ вашей организации приостановлен' });
  await refusal.waitFor();
  await eventually(async () => expect(await refusal.innerText()).toContain(reason));
  await page.getByRole('button', { name: 'Возобновить' }).click();
  await page.getByRole('dialog').getByLabel('Причина').fill('Предписание исполнено');
  await page.getByRole('dialog').getByRole('button', { name: 'Возобновить' }).click();
  await page.getByText('Предписание исполнено').waitFor();
  await enter(own);
  await own.page.getByRole('heading', { level: 1, name: 'Мои права' }).waitFor();
  await done(own);
}, 90_000);

test('the operator issues a numbered card of the agreement, finds it among the documents and takes it back', async () => {
  const { page } = operator;
  await page.goto(`${cabinet.site}/app/agreements/participants/${school}`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Выдать с номером' }).click();
  const save = page.getByRole('link', { name: /Скачать КС-\d{4}-\d+/ });
  const [card] = await Promise.all([page.waitForEvent('download'), save.click()]);
  expect(
    readFileSync(await card.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  const number = card.suggestedFilename().replace('.pdf', '');
  await page.goto(`${cabinet.site}/app/documents`, { waitUntil: 'networkidle' });
  await page.getByRole('searchbox', { name: 'Номер' }).fill('КС-1999-1');
  await page.keyboard.press('Enter');
  await page.getByText('Нет документа с номером КС-1999-1').waitFor();
  await page.getByRole('searchbox', { name: 'Номер' }).fill(number);
  await page.getByRole('button', { name: 'Найти' }).click();
  const row = page.getByRole('row', { name: new RegExp(number) });
  await row.getByText('действует', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Отозвать' }).click();
  await page.getByRole('dialog').getByLabel('Причина').fill('Выдана дважды');
  await page.getByRole('dialog').getByRole('button', { name: 'Отозвать' }).click();
  await row.getByText('Выдана дважды').waitFor();
  expect(await row.getByRole('button', { name: 'Отозвать' }).count()).toBe(0);
});

test('every page of participants, users and rights passes WCAG 2.2 AA, light and dark, and loses nothing at 320 pixels', async () => {
  const { page } = operator;
  const paths = [
    '/app/agreements/participants',
    '/app/agreements/connect',
    `/app/agreements/participants/${school}`,
    '/app/agreements/documents',
    '/app/agreements/bodies',
    '/app/documents',
    '/app/files',
    '/app/access/users',
    '/app/access/grants',
    '/app/access/account',
  ];
  for (const path of paths) {
    await page.goto(cabinet.site + path, { waitUntil: 'networkidle' });
    expect([path, await faultsOf(page)]).toEqual([path, []]);
  }
  await done(operator);
}, 180_000);
