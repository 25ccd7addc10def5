import { mkdirSync } from 'node:fs';
import { homeCalendar, linkPerson, pseudonymsOf, sql, todayHere } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { shownFaultsOf } from '@regiso/core/testing/browser';
import { openCabinet, type Cabinet } from '../../../../core/testing/cabinet';
import { addGroup } from '../services/groups';
import { aFamily, aKindergarten } from './builders';

let app: TestApp;
let cabinet: Cabinet;
let day = '';
beforeAll(async () => {
  app = await createTestApp({ only: ['kindergarten'] });
  cabinet = await openCabinet(app);
  const { organisationId, participantId } = await aKindergarten(app);
  const { children } = await aFamily(app, ['2022-01-04', '2022-02-05', '2022-03-06']);
  await app.work(async () => {
    const groupId = await addGroup({
      ...{ organisationId, schoolYear: 2026, name: 'Ромашка', ageFrom: 3, ageTo: 4, areaM2: 50, language: 'ru' },
      ...{ orientation: 'general', regime: 'full', ownLimit: null, ownLimitGround: null },
    });
    await addGroup({
      ...{ organisationId, schoolYear: 2026, name: 'Василёк', ageFrom: 3, ageTo: 4, areaM2: 50, language: 'ru' },
      ...{ orientation: 'general', regime: 'full', ownLimit: null, ownLimitGround: null },
    });
    day = homeCalendar().addWorkingDays(todayHere(), -1);
    const pseudonyms = await pseudonymsOf(children);
    for (const child of children) {
      const place = { organisationId, subsystem: 'kindergarten', role: 'child', startsOn: '2026-01-12' } as const;
      const link = await linkPerson(child, place);
      await sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id, group_id,
          link_id, starts_on)
        VALUES (${child}, ${pseudonyms.get(child)}, 2022, ${organisationId}, ${participantId}, ${groupId}, ${link}, '2026-01-12')`;
    }
  });
}, 240_000);
afterAll(() => cabinet?.stop());

const shots = process.env.REGISO_SHOTS;
const marked = () =>
  app.work(
    () => sql<{ mark: string }>`SELECT coalesce(reason, status) AS mark FROM kindergarten.attendance ORDER BY 1`,
  );

test('a group is marked by touch on a tablet, and stays usable on a phone', async () => {
  const tablet = { viewport: { width: 768, height: 1024 }, hasTouch: true };
  const { page, complaints } = await cabinet.as(
    ['kindergarten-head'],
    `/app/kindergarten/attendance?day=${day}`,
    tablet,
  );
  await page.getByText('Порций 3').waitFor();
  await page.getByRole('radiogroup').first().getByText('Нет', { exact: true }).click();
  await page.getByRole('combobox', { name: /^Причина/ }).selectOption({ label: 'Болезнь' });
  await page.getByRole('button', { name: 'Все на месте' }).click();
  await page.getByText('Порций 2').waitFor();
  await page.getByText('Всё сохранено').waitFor();
  await eventually(async () =>
    expect((await marked()).map(({ mark }) => mark)).toEqual(['illness', 'present', 'present']),
  );
  for (const width of [768, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await shownFaultsOf(page, `attendance ${width}`)).toEqual([]);
  }
  if (shots) {
    mkdirSync(shots, { recursive: true });
    for (const width of [360, 1024, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${shots}/attendance-${width}.png`, fullPage: true });
    }
  }
  expect(complaints).toEqual([]);
}, 90_000);

test('the head moves children to another group and takes it back, and reads the month', async () => {
  const { page, complaints } = await cabinet.as(['kindergarten-head'], '/app/kindergarten/pupils');
  for (const box of await page.getByRole('checkbox', { name: /^Выбрать/ }).all()) await box.click();
  await page.getByText('Выбрано 3 ребёнка').first().waitFor();
  await page.getByRole('button', { name: 'Перевести' }).click();
  const dialog = page.getByRole('dialog', { name: 'Перевод в другую группу' });
  await dialog.getByLabel('В группу').selectOption({ label: 'Василёк — свободно 25' });
  expect(await shownFaultsOf(page, 'transfer')).toEqual([]);
  await dialog.getByRole('button', { name: 'Перевести' }).click();
  await page.getByText('Переведено 3 ребёнка').waitFor();
  const acts = page.getByRole('region', { name: 'Переводы и отчисления за 30 дней' });
  await acts.getByRole('button', { name: 'Отменить' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отменить' }).last().click();
  await acts.getByText('Отменено').first().waitFor();
  const groups = await app.work(
    () => sql<{ name: string }>`SELECT DISTINCT g.name FROM kindergarten.pupils p
      JOIN kindergarten.groups g ON g.id = p.group_id WHERE p.ends_on IS NULL`,
  );
  expect(groups).toEqual([{ name: 'Ромашка' }]);
  await page.goto(`${cabinet.site}/app/kindergarten/month?month=${day.slice(0, 7)}`, { waitUntil: 'networkidle' });
  await page.getByRole('cell', { name: 'болезнь' }).first().waitFor();
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await shownFaultsOf(page, `month ${width}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  expect(complaints).toEqual([]);
}, 90_000);
