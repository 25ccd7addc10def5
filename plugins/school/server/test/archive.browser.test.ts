import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { keepPicture, shownFaultsOf } from '@regiso/core/testing/browser';
import { openCabinet, signIn, type Cabinet } from '../../../../core/testing/cabinet';
import { daysAfter } from '../services/clock';
import { aClass, aJournal, aLesson, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let cabinet: Cabinet;
let school: School;
beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  cabinet = await openCabinet(app);
  school = await aSchool(app);
  const teacher = await aTeacher(app, school);
  await app.work(async () => {
    const { classId, journalId } = await aClass(school, teacher.personId);
    const geometry = await aJournal(classId, teacher.personId, { subject: 'geometry' });
    await aJournal(classId, null, { subject: 'physics' });
    for (const [n, journal] of [journalId, journalId, geometry].entries()) {
      const lesson = await aLesson(journal, daysAfter(todayHere(), -2 - n));
      await sql`UPDATE school.lessons SET topic = 'Дроби', attendance_at = now() WHERE id = ${lesson}`;
    }
  });
}, 240_000);
afterAll(() => cabinet?.stop());

test('a head makes the archive of a class, sees it grow and takes it as files', async () => {
  const { page, complaints } = await cabinet.open('/app/school/archive');
  await signIn(page, school.head);
  await page.getByText('Записей в журнале нет: архивировать нечего').waitFor();
  expect(await page.getByText('В архиве ещё нет').count()).toBe(2);
  await page.getByRole('button', { name: 'Архив класса 7А' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Зачем нужен архив/).fill('Конец учебного года');
  await dialog.getByRole('button', { name: 'Архив класса 7А' }).click();
  await page.getByText('Новых версий: 2, без изменений: 0').waitFor();
  await page.getByText('Версия 1, архив № 1', { exact: true }).waitFor();
  for (const width of [360, 1920, 1280]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 1000 });
    await keepPicture(page, 'archive');
    expect(await shownFaultsOf(page, `archive ${width}`)).toEqual([]);
  }
  const took = async (name: RegExp) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
    return file.suggestedFilename();
  };
  expect(await took(/^Скачать PDF, .*: Алгебра/)).toMatch(/^Алгебра, 7А.*\.pdf$/);
  expect(await took(/^Скачать ZIP/)).toMatch(/^Архив журналов \d+\.zip$/);
  expect(complaints).toEqual([]);
});
