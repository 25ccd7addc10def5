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
