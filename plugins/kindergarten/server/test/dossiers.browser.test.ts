import { mkdirSync } from 'node:fs';
import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { keepPicture, shownFaultsOf } from '@regiso/core/testing/browser';
import { pdf } from '../../../../core/files/test/samples';
import { openCabinet, type Cabinet } from '../../../../core/testing/cabinet';
import { aGarden, attending } from './builders';

let app: TestApp;
let cabinet: Cabinet;
beforeAll(async () => {
  app = await createTestApp({ only: ['kindergarten'] });
  cabinet = await openCabinet(app);
  const garden = await aGarden(app);
  for (let at = 0; at < 3; at += 1) await attending(app, garden);
  // One has left, one sits in a group of the combined orientation.
  await app.work(async () => {
    await sql`UPDATE kindergarten.groups SET orientation = 'combined'`;
    await sql`UPDATE kindergarten.pupils SET ends_on = ${todayHere()}::date - 1
      WHERE id = (SELECT id FROM kindergarten.pupils LIMIT 1)`;
  });
}, 240_000);
afterAll(() => cabinet?.stop());

const shots = process.env.REGISO_SHOTS;

test('the head finds who lacks what, writes a paper down with a scan and hands it back; who left is locked', async () => {
  const { page, complaints } = await cabinet.as(['kindergarten-head'], '/app/kindergarten/dossiers');
  const shoot = async (name: string) => {
    if (!shots) return;
    mkdirSync(shots, { recursive: true });
    for (const width of [360, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: true });
    }
  };
  await page.getByText('Дел, где не хватает документов: 2. Собрано 0 % обязательных.').waitFor();
  await shoot('dossiers');
  await page
    .getByRole('link', { name: /^Личное дело: / })
    .first()
    .click();
  await page.getByText('Не хватает 6 документов').waitFor();
  await page.getByRole('button', { name: 'Внести: Свидетельство о рождении ребёнка' }).click();
  const dialog = page.getByRole('dialog', { name: 'Внести: Свидетельство о рождении ребёнка' });
  await dialog.getByLabel('Номер, кем выдан').fill('I-ФР № 5, отдел ЗАГС');
  await shoot('dossier-add');
  await dialog.getByRole('button', { name: 'Внести' }).click();
  await page.getByText('Не хватает 5 документов').waitFor();
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Приложить скан: Свидетельство о рождении ребёнка' }).click();
  await (await chosen).setFiles({ name: 'свидетельство.pdf', mimeType: 'application/pdf', buffer: pdf('скан') });
  await page.getByRole('link', { name: 'свидетельство.pdf' }).waitFor();
  await shoot('dossier');
  expect(await shownFaultsOf(page, 'dossier')).toEqual([]);
  await page.getByRole('button', { name: 'Выдать', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Кому выдан').fill('Выдано матери');
  await page.getByRole('dialog').getByRole('button', { name: 'Выдать' }).click();
  await page.getByRole('button', { name: 'История: 1 запись' }).waitFor();
  await page.setViewportSize({ width: 360, height: 900 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.goto(`${cabinet.site}/app/kindergarten/dossiers?who=left`, { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: /^Личное дело: / }).click();
  await page.getByText('Дело закрыто: последний день').waitFor();
  await shoot('dossier-left');
  expect(await page.getByRole('button', { name: /^Внести/ }).count()).toBe(0);
  if (shots) {
    await page.goto(`${cabinet.site}/app/kindergarten/groups`, { waitUntil: 'networkidle' });
    await shoot('groups');
  }
  expect(complaints).toEqual([]);
}, 90_000);

test('a parent reads on the phone what the kindergarten still needs and where to bring it', async () => {
  const garden = await aGarden(app);
  await app.work(
    () => sql`UPDATE core.organisations SET short_name = 'Детский сад № 7 «Ивушка»', address = 'г. Ишим, ул. Ленина, 5',
      phone = '+7 34551 2-00-07' WHERE id = ${garden.organisationId}`,
  );
  const { child, login, password } = await attending(app, garden);
  await app.work(async () => {
    await sql`INSERT INTO core.dossier_items (person_id, organisation_id, dossier, kind, received_on, valid_until)
      SELECT ${child}, ${garden.organisationId}, 'kindergarten.child-dossier', kind, '2026-09-01', until::date
      FROM (VALUES ('birth-certificate', NULL), ('contract', NULL), ('stay', '2026-10-01'), ('benefit', '2099-01-01')) p(kind, until)`;
  });
  const { page, complaints } = await cabinet.open('/app/kindergarten/own', { viewport: { width: 360, height: 740 } });
  await page.getByLabel('Имя для входа').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Личное дело' }).click();
  await page.getByRole('heading', { name: 'Личное дело: чего не хватает' }).waitFor();
  await page.getByText('Не хватает 4 документов из 6').waitFor();
  await page.getByText('Куда принести: Детский сад № 7 «Ивушка», г. Ишим, ул. Ленина, 5').waitFor();
  await page.getByText('Срок истёк 1 октября 2026').waitFor();
  await page.getByText('Получен 1 сентября 2026, действует до 1 января 2099, необязательный').waitFor();
  expect(await page.getByRole('link', { name: '+7 34551 2-00-07' }).getAttribute('href')).toBe('tel:+73455120007');
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 740 });
    expect(await shownFaultsOf(page, `own dossier ${width}`)).toEqual([]);
    await keepPicture(page, 'own-dossier');
  }
  expect(complaints).toEqual([]);
}, 60_000);
