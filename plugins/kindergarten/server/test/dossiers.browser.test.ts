import { mkdirSync } from 'node:fs';
import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { shownFaultsOf } from '@regiso/core/testing/browser';
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
