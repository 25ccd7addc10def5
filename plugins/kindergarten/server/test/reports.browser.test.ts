import type { Page } from 'playwright-core';
import { linkPerson, pseudonymsOf, sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { keepPicture, shownFaultsOf } from '@regiso/core/testing/browser';
import { openCabinet, type Cabinet } from '../../../../core/testing/cabinet';
import { writePerson } from '../../../../core/people/test/builders';
import { cohortOf } from '../../shared';
import { addGroup } from '../services/groups';
import { aKindergarten } from './builders';

let app: TestApp;
let cabinet: Cabinet;
beforeAll(async () => {
  app = await createTestApp({ only: ['kindergarten'] });
  cabinet = await openCabinet(app);
  const { organisationId, participantId } = await aKindergarten(app);
  await app.work(async () => {
    const groupId = await addGroup({
      ...{ organisationId, schoolYear: 2026, name: 'Ромашка', ageFrom: 3, ageTo: 4, areaM2: 50, language: 'ru' },
      ...{ orientation: 'general', regime: 'full', ownLimit: null, ownLimitGround: null },
    });
    const guardian = await writePerson({ birthDate: '1990-01-01' });
    for (const [number, desiredOn] of [
      ['T-1', '2026-09-01'],
      ['T-2', '2099-09-01'],
    ] as const) {
      const child = await writePerson({ birthDate: '2022-08-08' });
      await sql`INSERT INTO kindergarten.applications (number, status, origin, municipality_id, child_id, pseudonym,
          guardian_id, cohort, received_at, filed_at, desired_on, orientation, regimes)
        VALUES (${number}, 'queued', 'desk', 'ishim-city', ${child}, ${(await pseudonymsOf([child])).get(child)}, ${guardian},
          2022, now(), now(), ${desiredOn}, 'general', '{full}')`;
    }
    for (const [surname, birthDate, sex] of [
      ['Абрамова', '2022-03-04', 'female'],
      ['Белов', '2022-05-06', 'male'],
      ['Вольская', '2023-02-02', 'female'],
    ] as const) {
      const child = await writePerson({ surname, birthDate, sex, citizenship: 'RU' });
      const place = { organisationId, subsystem: 'kindergarten', role: 'child', startsOn: '2026-09-01' } as const;
      const link = await linkPerson(child, place);
      await sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id,
          municipality_id, group_id, link_id, starts_on)
        VALUES (${child}, ${(await pseudonymsOf([child])).get(child)}, ${cohortOf(birthDate)}, ${organisationId},
          ${participantId}, 'ishim-city', ${groupId}, ${link}, '2026-09-01')`;
    }
  });
}, 240_000);
afterAll(() => cabinet?.stop());

/** Looks at a page at the widths people have, for faults and for nothing that sticks out. */
async function look(page: Page, name: string) {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await shownFaultsOf(page, `${name} ${width}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await keepPicture(page, name);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('the head reads the form 85-К, opens the children behind a number and corrects it with a reason', async () => {
  const { page, complaints } = await cabinet.as(['kindergarten-head'], '/app/kindergarten/form-85k?on=2026-12-31');
  await page.getByText('3 воспитанника').first().waitFor();
  await page.getByText('с бланком не сверено', { exact: false }).first().waitFor();
  await look(page, 'form-85k');
  await page.getByRole('button', { name: 'Строка 304, графа 3', exact: false }).click();
  const panel = page.getByRole('dialog', { name: 'Строка 304, графа 3' });
  await panel.getByText('Вольская', { exact: false }).waitFor();
  expect(await panel.getByRole('listitem').count()).toBe(3);
  expect(page.url()).not.toContain('%D0');
  await panel.getByLabel('Число в форме').fill('5');
  await panel.getByLabel('Почему число другое').fill('По журналу движения детей');
  await panel.getByRole('button', { name: 'Сохранить' }).click();
  await panel.getByText('было 3, стало 5').waitFor();
  await page.getByText('Число исправлено').waitFor({ state: 'hidden' });
  await look(page, 'form-85k-cell');
  await page.keyboard.press('Escape');
  await page.getByText('ошибка баланса', { exact: false }).or(page.getByText('ошибки баланса')).first().waitFor();
  await page.getByText('3 ≠ 5').first().waitFor();
  await look(page, 'form-85k-wrong');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Сохранить XLSX' }).click();
  expect((await saved).suggestedFilename()).toContain('.xlsx');
  expect(complaints).toEqual([]);
}, 120_000);

test('the head reports a month by one click; the report stays as it is and says what differs', async () => {
  const { page, complaints } = await cabinet.as(['kindergarten-head'], '/app/kindergarten/month-reports?month=2026-10');
  await page.getByRole('button', { name: 'Сформировать отчёт', exact: false }).waitFor();
  await look(page, 'month-reports');
  await page.getByRole('button', { name: 'Сформировать отчёт', exact: false }).click();
  await page.getByRole('heading', { name: 'Отчёт за октябрь 2026' }).waitFor();
  await page.getByText('Сегодня записи говорят то же самое').waitFor();
  await look(page, 'month-report');
  await app.work(
    () => sql`INSERT INTO kindergarten.attendance (pupil_id, day, participant_id, municipality_id, status)
      SELECT id, '2026-10-01', participant_id, municipality_id, 'present' FROM kindergarten.pupils`,
  );
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByText('Сегодня записи говорят другое').first().waitFor();
  await look(page, 'month-report-differs');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Сохранить XLSX' }).click();
  expect((await saved).suggestedFilename()).toContain('.xlsx');
  expect(complaints).toEqual([]);
}, 120_000);

test('the officer reads who waits by age, for today and for a day to come', async () => {
  const { page, complaints } = await cabinet.as(['preschool-specialist'], '/app/kindergarten/queue-report');
  const card = page.getByRole('region', { name: '3–7 лет: ждут места' });
  await card.getByText('сейчас 1, позже 1; доступность 75,0 %').waitFor();
  await page.getByText('Отложенный спрос — желаемая дата позже', { exact: false }).waitFor();
  await look(page, 'queue-report');
  await page.getByRole('button', { name: /^1 сентября/ }).click();
  await page.getByText('если до этого дня никто не получит места', { exact: false }).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Сохранить XLSX' }).click();
  expect((await saved).suggestedFilename()).toContain('.xlsx');
  expect(complaints).toEqual([]);
}, 120_000);

test('a complaint is explained in two clicks, and the log of an application is issued as a paper and a file', async () => {
  const { page, complaints } = await cabinet.as(['preschool-specialist'], '/app/kindergarten/queue');
  await page.getByRole('link', { name: 'T-1' }).or(page.getByText('T-1')).first().click();
  const paper = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Объяснение о месте (PDF)' }).click();
  expect((await paper).suggestedFilename()).toMatch(/\.pdf$/);
  await page.getByRole('button', { name: 'Журнал для прокурора' }).click();
  const dialog = page.getByRole('dialog', { name: 'Журнал событий заявления' });
  await dialog.getByRole('button', { name: 'Выдать документ' }).click();
  await dialog.getByText('Выдан документ № ЖЗ-', { exact: false }).waitFor();
  await look(page, 'case');
  const file = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Скачать файл событий' }).click();
  expect((await file).suggestedFilename()).toMatch(/\.json$/);
  expect(complaints).toEqual([]);
}, 120_000);

test('the officer sees children of school age who attend nothing, with whom to call', async () => {
  const { page, complaints } = await cabinet.as(['preschool-specialist'], '/app/kindergarten/not-enrolled');
  await page.getByText('Таких детей нет').waitFor();
  await app.work(async () => {
    const child = await writePerson({ surname: 'Старшинов', birthDate: '2019-03-04' });
    await sql`UPDATE kindergarten.applications SET child_id = ${child} WHERE number = 'T-2'`;
  });
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByText('Старшинов', { exact: false }).waitFor();
  await page.getByText('1 ребёнок').waitFor();
  await look(page, 'not-enrolled');
  await page.getByRole('link', { name: 'T-2' }).click();
  await page.getByRole('heading', { name: /^Старшинов/ }).waitFor();
  expect(complaints).toEqual([]);
}, 120_000);

test('the head sees how full the kindergarten was, is known to be and may be, as lines and as a table', async () => {
  const { page, complaints } = await cabinet.as(['kindergarten-head'], '/app/kindergarten/occupancy');
  await page.getByRole('heading', { name: /^Сегодня 3 из 25 мест/ }).waitFor();
  await page
    .getByRole('img', { name: /^Дети по месяцам/ })
    .locator('canvas')
    .waitFor();
  await look(page, 'occupancy');
  await page.getByRole('button', { name: 'Таблица' }).click();
  await page.getByRole('columnheader', { name: 'Прогноз' }).waitFor();
  expect(complaints).toEqual([]);
}, 120_000);

test('the officer sees which privileges end, what that changes, and by which rules', async () => {
  const { page, complaints } = await cabinet.as(['preschool-specialist'], '/app/kindergarten/expiring');
  await page.getByText('В этот срок льготы не кончаются').waitFor();
  await app.work(
    () => sql`INSERT INTO kindergarten.privileges (application_id, category, document, state, valid_to, decided_at)
      SELECT id, 'judges', 'Удостоверение', 'confirmed', current_date + 40, now() FROM kindergarten.applications
      WHERE number = 'T-1'`,
  );
  await page.getByText('60 дней', { exact: true }).click();
  await page.getByText('Внеочередное право → без льготы').waitFor();
  await page.getByText('1 льгота', { exact: true }).waitFor();
  await look(page, 'expiring');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Сохранить XLSX' }).click();
  expect((await saved).suggestedFilename()).toContain('.xlsx');
  await page.getByRole('link', { name: 'Какие льготы какое право дают' }).click();
  await page.getByRole('heading', { name: 'Порядок муниципалитета' }).waitFor();
  await page.getByText('Не сверено с актом').first().waitFor();
  await look(page, 'rules');
  expect(complaints).toEqual([]);
}, 120_000);
