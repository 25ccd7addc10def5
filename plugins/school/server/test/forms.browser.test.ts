import type { Page } from 'playwright-core';
import { linkPerson, pseudonymsOf, sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { keepPicture, wcagFaultsOf } from '@regiso/core/testing/browser';
import { somebody } from '../../../../core/access/test/people';
import { writePerson } from '../../../../core/people/test/builders';
import { openCabinet, signIn, type Cabinet } from '../../../../core/testing/cabinet';
import { aJournal, aSchool, type School } from './builders';

let app: TestApp;
let cabinet: Cabinet;
let school: School;
const today = new Date(Date.now() + 5 * 3_600_000).toISOString().slice(0, 10);
const year = Number(today.slice(0, 4)) - (today.slice(5) > '09-20' ? 0 : 1);

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  cabinet = await openCabinet(app);
  school = await aSchool(app);
  const { organisationId, yearId } = school;
  await aSchool(app);
  await app.work(async () => {
    await sql`UPDATE school.years SET first_year = ${year}, starts_on = ${`${year}-09-01`}, ends_on = ${`${year + 1}-05-31`}`;
    await sql`UPDATE core.organisations SET settlement_kind = 'urban'`;
    for (const [grade, surname, sex] of [
      [1, 'Абрамова', 'female'],
      [1, 'Белов', 'male'],
      [5, 'Вольская', 'female'],
    ] as const) {
      const person = await writePerson({ surname, birthDate: `${year - 6 - grade}-03-04`, sex, citizenship: 'RU' });
      const since = `${year}-09-01`;
      await linkPerson(person, { organisationId, subsystem: 'school', role: 'pupil', startsOn: since });
      const [made] = await sql<{
        id: string;
      }>`INSERT INTO school.classes (organisation_id, participant_id, municipality_id,
          year_id, grade, letter)
        SELECT organisation_id, participant_id, municipality_id, id, ${grade}, 'А' FROM school.years WHERE id = ${yearId}
        ON CONFLICT (year_id, grade, letter) DO UPDATE SET grade = excluded.grade RETURNING id`;
      await sql`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id, municipality_id, class_id, grade,
          starts_on)
        SELECT ${person}, ${(await pseudonymsOf([person])).get(person)}, organisation_id, participant_id, municipality_id, id, grade,
          ${since} FROM school.classes WHERE id = ${made?.id}`;
      if (surname !== 'Белов') await aJournal(made?.id ?? '', null, { subject: 'maths', hours: 4.5 });
    }
  });
}, 240_000);
afterAll(() => cabinet?.stop());

async function open(path: string, { login, password }: { login: string; password: string }) {
  const opened = await cabinet.open(path);
  await signIn(opened.page, { login, password });
  return opened;
}

/** Looks at a page at the widths people have for nothing that sticks out, and once for faults: the form has many cells. */
async function look(page: Page, name: string, part: 'page' | '[role=dialog]' | 'nothing' = 'page') {
  for (const width of [360, 1920, 1280]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 1000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await keepPicture(page, name);
  }
  if (part !== 'nothing') expect(await wcagFaultsOf(page, name, part === 'page' ? {} : { part })).toEqual([]);
}

test('the head opens the pupils behind a number, corrects it with a reason and freezes the form; the authority reads the sum', async () => {
  const { page, complaints } = await open(`/app/school/form-oo-1?year=${year}`, school.head);
  await page.getByText('с бланком не сверено', { exact: false }).first().waitFor();
  await page.getByText('сходится, 3', { exact: false }).waitFor();
  await look(page, 'form-oo-1');
  const ages = page.getByRole('region', { name: 'Раздел 2.6.', exact: false });
  await ages.getByRole('button', { name: 'Строка 02, графа 3', exact: false }).click();
  const panel = page.getByRole('dialog', { name: 'Раздел 2.6, строка 02, графа 3' });
  await panel.getByText('Вольская', { exact: false }).waitFor();
  expect(await panel.getByRole('listitem').count()).toBe(3);
  await panel.getByLabel('Число в форме').fill('5');
  await panel.getByLabel('Почему число другое').fill('По книге приказов');
  await panel.getByRole('button', { name: 'Сохранить' }).click();
  await panel.getByText('было 3, стало 5').waitFor();
  await page.getByText('Число исправлено').waitFor({ state: 'hidden' });
  await look(page, 'form-oo-1-cell', '[role=dialog]');
  await page.keyboard.press('Escape');
  await page.getByText('5 > 3').waitFor();
  await page.getByRole('button', { name: 'Зафиксировать форму' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Зафиксировать форму' }).click();
  await page.getByText('Записи, изменённые позже, форму не меняют', { exact: false }).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Сохранить XLSX' }).click();
  expect((await saved).suggestedFilename()).toContain('.xlsx');
  expect(complaints).toEqual([]);

  const officer = await somebody(app, [{ role: 'authority', scope: 'municipality', municipalityId: 'ishim-city' }]);
  const sum = await open(`/app/school/form-oo-1?year=${year}`, officer);
  await sum.page.getByText('зафиксировали 1 из 2 школ', { exact: false }).waitFor();
  const citizens = sum.page.getByRole('region', { name: 'Раздел 2.6.', exact: false });
  await citizens.getByRole('button', { name: 'Строка 02, графа 3', exact: false }).click();
  const schools = sum.page.getByRole('dialog', { name: 'Раздел 2.6, строка 02, графа 3' });
  await schools.getByText('исправлено, по записям 3').waitFor();
  await look(sum.page, 'form-oo-1-sum', 'nothing');
  expect(sum.complaints).toEqual([]);
}, 120_000);
