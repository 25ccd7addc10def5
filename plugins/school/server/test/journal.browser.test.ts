import type { Page } from 'playwright-core';
import { sql, todayHere } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { keepPicture, shownFaultsOf } from '@regiso/core/testing/browser';
import { pdf } from '../../../../core/files/test/samples';
import { openCabinet, signIn, type Cabinet } from '../../../../core/testing/cabinet';
import { daysAfter } from '../services/clock';
import { aClass, aGuardian, aJournal, aLesson, aPupil, aSchool, aTeacher } from './builders';

let app: TestApp;
let cabinet: Cabinet;
let teacher: Awaited<ReturnType<typeof aTeacher>>;
let colleague: Awaited<ReturnType<typeof aTeacher>>;
let made: Awaited<ReturnType<typeof aClass>>;
let lesson = '';
/** In grade 10, of half-years. */
let eldest = '';
const yesterday = () => daysAfter(todayHere(), -1);
beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  cabinet = await openCabinet(app);
  const school = await aSchool(app);
  teacher = await aTeacher(app, school);
  colleague = await aTeacher(app, school);
  await app.work(async () => {
    made = await aClass(school, teacher.personId, { pupils: 5 });
    lesson = await aLesson(made.journalId, yesterday(), 2);
    await aLesson(made.journalId, daysAfter(todayHere(), 1), 2);
    const tenth = await aClass(school, teacher.personId, { grade: 10, pupils: 0 });
    eldest = (await aPupil(school.organisationId, tenth.classId, 5)).personId;
    await sql`UPDATE school.periods SET grade_to = 9 WHERE id = ${school.periodId}`;
    await sql`INSERT INTO school.periods (year_id, organisation_id, participant_id, municipality_id, kind, number, grade_from,
        grade_to, starts_on, ends_on)
      SELECT id, organisation_id, participant_id, municipality_id, 'half-year', 1, 10, 11, starts_on, ${daysAfter(todayHere(), 30)}
      FROM school.years WHERE id = ${school.yearId}`;
    const physics = await aLesson(await aJournal(made.classId, null, { subject: 'physics' }), yesterday(), 3);
    await sql`UPDATE school.lessons SET kind_1 = 'control', control_subject = subject WHERE id = ${physics}`;
    await sql`INSERT INTO school.plan_topics (load_id, organisation_id, participant_id, number, title)
      SELECT id, organisation_id, participant_id, n, 'Тема ' || n FROM school.loads, generate_series(1, 3) n
      WHERE id = ${made.journalId}`;
  });
}, 240_000);
afterAll(() => cabinet?.stop());

/** At the widths of a phone, a desk and a large screen. */
async function demandShown(page: Page, name: string) {
  for (const width of [360, 1920, 1280]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 1000 });
    expect(await shownFaultsOf(page, `${name} ${width}`)).toEqual([]);
    await keepPicture(page, name);
  }
}

const kept = () =>
  app.work(async () => {
    const attendance = await sql<{ at: number; code: string }>`SELECT at, code FROM
      unnest(${made.children.map(({ id }) => id)}::uuid[]) WITH ORDINALITY u(id, at) JOIN school.attendance a ON a.pupil_id = u.id
      WHERE a.lesson_id = ${lesson} ORDER BY at`;
    const marks = await sql<{
      at: number;
      place: number;
      value: number;
      is_late: boolean;
    }>`SELECT at, place, value, is_late FROM
      unnest(${made.children.map(({ id }) => id)}::uuid[]) WITH ORDINALITY u(id, at) JOIN school.marks m ON m.pupil_id = u.id
      WHERE m.lesson_id = ${lesson} ORDER BY at, place`;
    return {
      attendance: attendance.map(({ at, code }) => `${at} ${code}`),
      marks: marks.map(({ at, place, value, is_late }) => `${at}/${place} ${value}${is_late ? ' late' : ''}`),
    };
  });

test('a whole lesson is kept by the keyboard: attendance, marks, topic, homework; each step is taken back', async () => {
  const { page, complaints } = await cabinet.open('/app/school/journal');
  await signIn(page, teacher);
  await page.getByRole('heading', { name: '2 урок, 7А, Алгебра' }).waitFor();
  await page.getByText('В списке 5 учеников').waitFor();
  const grid = page.getByRole('grid', { name: 'Ученики урока: посещение и отметки' });
  await grid.getByRole('gridcell').first().focus();

  // On a Latin keyboard: the first is absent, the second ill, the third late; the fourth comes in the end.
  for (const key of ['y', 'Enter', ',', 'ArrowDown', 'j', 'ArrowDown', 'y', 'Delete']) await page.keyboard.press(key);
  await eventually(async () => expect((await kept()).attendance).toEqual(['1 absent', '2 ill', '3 late']));
  await page.getByText('В списке 5 учеников, нет 2').waitFor();

  // A 6 is refused, a 4 goes down to the next line, where two marks stand side by side.
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('6');
  await page.getByText('Отметка — от 2 до 5').waitFor();
  for (const key of ['4', '5', 'ArrowRight', '3']) await page.keyboard.press(key);
  await eventually(async () => expect((await kept()).marks).toEqual(['4/1 4', '5/1 5', '5/2 3']));
  await page.getByText('Всё сохранено').waitFor();

  // The absent: asked whether the work was handed in later, no at first, then yes.
  await page.keyboard.press('PageUp');
  await page.keyboard.press('5');
  await page.getByText('на уроке не был(а)').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('5');
  expect(await shownFaultsOf(page, 'asked')).toEqual([]);
  await page.keyboard.press('Enter');
  await eventually(async () => expect((await kept()).marks).toContain('1/2 5 late'));
  await page.keyboard.press('Control+z');
  await eventually(async () => expect((await kept()).marks).toEqual(['4/1 4', '5/1 5', '5/2 3']));

  await page.getByRole('button', { name: 'Из плана: Тема 1' }).click();
  await page.getByRole('button', { name: 'Из плана: Тема 1' }).waitFor({ state: 'hidden' });
  await page.getByLabel('Домашнее задание').fill('§ 7, № 14');
  await page.keyboard.press('Tab');
  await eventually(async () => {
    const [row] = await app.work(
      () => sql`SELECT topic, homework, plan_topic_id IS NOT NULL AS planned, attendance_at IS NOT NULL AS taken
        FROM school.lessons WHERE id = ${lesson}`,
    );
    expect(row).toEqual({ topic: 'Тема 1', homework: '§ 7, № 14', planned: true, taken: true });
  });

  // Homework: its load against the norm, a file, another task for one pupil; and the day of a control work is taken.
  await page.getByLabel('Сколько минут оно займёт').fill('160');
  await page.keyboard.press('Tab');
  await page.getByText(/К .+ у класса задано 160 из 150 мин/).waitFor();
  await page.getByText('Больше нормы на 10 мин').waitFor();
  await page.getByLabel('Что оценивает вторая отметка').selectOption('control');
  await page.getByText(/уже контрольная работа: Физика/).waitFor();
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      ...{ name: 'задача.pdf', mimeType: 'application/pdf', buffer: pdf() },
    });
  await page.getByRole('link', { name: 'задача.pdf' }).waitFor();
  await page.getByRole('button', { name: 'Задать некоторым другое' }).click();
  await page.getByRole('combobox', { name: 'Кому' }).click();
  await page.getByRole('option', { name: 'Ученик Вера' }).click();
  await page.keyboard.press('Escape');
  await page.getByLabel('Что задано вместо задания класса').fill('Карточка 3');
  await page.getByRole('button', { name: 'Записать', exact: true }).click();
  await page.getByRole('region', { name: 'Отдельные задания' }).getByText('Ученик Вера').waitFor();
  await page.getByText('Всё сохранено').waitFor();
  await demandShown(page, 'lesson');
  expect(complaints).toEqual([]);
}, 120_000);

test('a cell that somebody else has changed is shown with both values and who wrote the other, and the teacher chooses', async () => {
  const { page, complaints } = await cabinet.open(`/app/school/journal?day=${yesterday()}`);
  await signIn(page, teacher);
  const cell = page.getByRole('row', { name: /Дарья/ }).getByRole('gridcell').nth(1);
  await cell.waitFor();
  await page.getByText('Всё сохранено').waitFor();
  const pupil = made.children[4]?.id ?? '';
  const shownAs = async () => (await kept()).marks.filter((mark) => mark.startsWith('5/1'));
  const [at] = await app.work(
    () => sql<{ version: number }>`SELECT max(version) AS version FROM school.cell_changes WHERE pupil_id = ${pupil}`,
  );
  const other = await teacher.call(`/api/school/lessons/${lesson}/pupils/${pupil}`, {
    method: 'PUT',
    payload: { version: at?.version ?? 0, attendance: null, marks: [{ place: 1, value: 2 }] },
  });
  expect(other.status).toBe(200);
  await cell.focus();
  await page.keyboard.press('4');
  await page.getByText(/Дарья: это изменил кто-то ещё/).waitFor();
  await page.getByText(/Сейчас записано «2» — .+, .*\d\d:\d\d/).waitFor();
  expect(await shownFaultsOf(page, 'conflict')).toEqual([]);
  expect(await shownAs()).toEqual(['5/1 2']);
  await page.getByRole('button', { name: /^Записать «4/ }).click();
  await eventually(async () => expect(await shownAs()).toEqual(['5/1 4']));
  expect(complaints).toEqual([]);
}, 120_000);

test('what is typed without a connection outlives the tab, is sent once by whom it is, and by nobody else on the device', async () => {
  const { page, complaints } = await cabinet.open(`/app/school/journal?day=${yesterday()}`);
  await signIn(page, teacher);
  const cells = (name: RegExp) => page.getByRole('row', { name }).getByRole('gridcell');
  const type = async (name: RegExp, at: number, key: string) => {
    await cells(name).nth(at).focus();
    await page.keyboard.press(key);
  };
  const changes = async () => {
    const [row] = await app.work(
      () => sql<{ count: number }>`SELECT count(*)::int AS count FROM school.cell_changes WHERE lesson_id = ${lesson}`,
    );
    return row?.count ?? 0;
  };
  await cells(/Дарья/).nth(1).waitFor();
  const before = await changes();

  // The server has written it, the answer is lost: sent again it is the same change, and no conflict with oneself.
  await page.route(
    '**/pupils/*',
    async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  await type(/Дарья/, 1, '3');
  await page.getByText('1 изменение ждёт связи').first().waitFor();
  await page.getByText('Всё сохранено').waitFor();
  expect([(await kept()).marks.includes('5/1 3'), await changes()]).toEqual([true, before + 1]);

  const context = page.context();
  await context.setOffline(true);
  await type(/Дарья/, 1, '5');
  await type(/Глеб/, 1, '2');
  await type(/Глеб/, 1, '3');
  await type(/Борис/, 0, 'y');
  await page.getByText('3 изменения ждут связи').first().waitFor();
  await page.getByRole('button', { name: 'Выйти', exact: true }).first().click();
  const asked = page.getByRole('dialog', { name: 'Не всё записано' });
  await asked.getByText('3 изменения в журнале ещё не записаны').waitFor();
  expect(await shownFaultsOf(page, 'leaving')).toEqual([]);
  await asked.getByRole('button', { name: 'Остаться' }).click();
  await demandShown(page, 'offline');
  expect(
    complaints.filter((text) => !/ERR_(INTERNET_DISCONNECTED|CONNECTION_RESET)|Failed to fetch/.test(text)),
  ).toEqual([]);
  await page.close();

  // The same device, another teacher: nothing of it is theirs to see or to send.
  await context.clearCookies();
  await context.setOffline(false);
  const other = await context.newPage();
  await other.goto(`${cabinet.site}/app/school/unsent`);
  await signIn(other, colleague);
  await other.getByText('Всё записано').waitFor();
  expect(await changes()).toBe(before + 1);
  await context.clearCookies();
  await other.goto(`${cabinet.site}/app/`);
  await signIn(other, teacher);
  await eventually(async () => expect(await changes()).toBe(before + 4));
  const { attendance, marks } = await kept();
  expect([attendance[1], marks]).toEqual(['2 absent', ['4/1 3', '5/1 5', '5/2 3']]);
  await other.close();
}, 120_000);

test('the journal over a period is a grid of arrows and marks; its plan is written below', async () => {
  const { page, complaints } = await cabinet.open(`/app/school/journals`);
  await signIn(page, teacher);
  await page.getByRole('link', { name: '7А' }).click();
  await page.getByRole('heading', { name: '7А, Алгебра' }).waitFor();
  // The first of the row is the average.
  const third = page.getByRole('row', { name: /Вера/ }).getByRole('gridcell').nth(1);
  await third.focus();
  for (const key of ['5', '/', '4']) {
    await third.focus();
    await page.keyboard.press(key);
  }
  await eventually(async () => expect((await kept()).marks).toEqual(expect.arrayContaining(['3/1 5', '3/2 4'])));
  await third.focus();
  await page.getByRole('button', { name: 'История клетки' }).click();
  await page.getByText(/«о 5» → «о 5\/4»/).waitFor();

  // A block of a spreadsheet comes in one step or not at all; what is chosen goes out the same way.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const paste = async (text: string) => {
    await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await third.focus();
    await page.keyboard.press('Control+v');
  };
  const before = await kept();
  await paste('4 5\no\n6\t2\n');
  await page.getByText('Ничего не вставлено: 2 значения не подходят').waitFor();
  await page.getByText(/Дарья, \d\d\.\d\d: «6»/).waitFor();
  expect(await shownFaultsOf(page, 'paste')).toEqual([]);
  expect(await kept()).toEqual(before);
  await paste('4 5\nо\n2\n');
  await page.getByText('Вставлены 3 клетки').waitFor();
  await eventually(async () =>
    expect(await kept()).toMatchObject({
      attendance: expect.arrayContaining(['4 late']) as string[],
      marks: expect.arrayContaining(['3/1 4', '3/2 5', '5/1 2']) as string[],
    }),
  );
  await page.keyboard.press('Control+z');
  await eventually(async () => expect(await kept()).toEqual(before));
  await third.focus();
  for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Control+c']) await page.keyboard.press(key);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('о 5/4\n3\n5/3');
  await page.getByRole('button', { name: 'Тематический план' }).click();
  await page.getByRole('textbox', { name: 'Тематический план' }).fill('Степени\nОдночлены');
  await page.getByRole('button', { name: 'Записать план' }).click();
  await page.getByText('План записан: тем 3').waitFor();
  await demandShown(page, 'journal');
  expect(complaints).toEqual([]);
}, 120_000);

test('the diary shows a family the day and explains the average', async () => {
  const [one, two] = [made.children[4]?.personId ?? '', made.children[0]?.personId ?? ''];
  const parent = await aGuardian(app, [one, two, eldest]);
  await app.work(async () => {
    const off = await aLesson(await aJournal(made.classId, null, { subject: 'history' }), yesterday(), 4);
    await sql`UPDATE school.lessons SET cancelled_at = now(), cancel_reason = 'Мороз' WHERE id = ${off}`;
    await sql`INSERT INTO school.attendance (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade,
        code, counts_as) SELECT l.id, ${made.children[1]?.id}, l.organisation_id, l.participant_id, l.municipality_id, l.day, l.subject,
        l.grade, 'absent', 'absent' FROM school.lessons l WHERE l.id = ${lesson}
      ON CONFLICT (lesson_id, pupil_id) DO UPDATE SET code = 'absent', counts_as = 'absent'`;
  });
  const { page, complaints } = await cabinet.open(`/app/school/diary?day=${yesterday()}`, {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  });
  await signIn(page, parent);
  await page.getByRole('button', { name: /Дарья/ }).click();
  await page.getByRole('heading', { name: 'Алгебра' }).first().waitFor();
  await page.getByText('На дом: § 7, № 14').waitFor();
  await page.getByRole('link', { name: 'задача.pdf' }).waitFor();
  await page.getByText(/09:25–10:05 · каб. 207/).waitFor();
  await page.getByText('урок отменён').waitFor();
  await demandShown(page, 'diary');
  await page.getByRole('button', { name: /Позже/ }).click();
  const done = page.getByLabel('Сделано: Алгебра');
  // Two touches at once are two: the second one takes the first back.
  await done.evaluate((box: HTMLInputElement) => {
    box.click();
    box.click();
  });
  await done.click();
  expect(await done.isChecked()).toBe(true);
  await eventually(async () =>
    expect(
      await app.work(
        () => sql`SELECT details ->> 'isDone' AS done FROM core.audit_events
        WHERE event = 'school.homework-ticked' AND object_id = ${lesson} ORDER BY id`,
      ),
    ).toEqual(['true', 'false', 'true'].map((is) => ({ done: is }))),
  );
  await eventually(async () =>
    expect(
      await app.work(() => sql`SELECT 1 AS one FROM school.homework_done WHERE lesson_id = ${lesson}`),
    ).toHaveLength(1),
  );

  // The work goes to the teacher with a photo, until when is said before (STU-04).
  await page.getByText(/Сдать можно до|Срок был/).waitFor();
  await page.getByRole('button', { name: 'Сдать работу: Алгебра' }).click();
  await page.getByText(/до 5 файлов, каждый не больше 10 МБ/).waitFor();
  await page.getByLabel('Ответ или пояснение').fill('Решила двумя способами');
  const scan = { name: 'тетрадь.pdf', mimeType: 'application/pdf', buffer: pdf('тетрадь') };
  await page.locator('input[type=file]').setInputFiles(scan);
  await page.getByRole('link', { name: 'тетрадь.pdf' }).waitFor();
  await page.getByRole('button', { name: 'Отправить текст' }).click();
  await page.getByText('Сдано, ждёт ответа').waitFor();
  await demandShown(page, 'handin');

  await page.getByText('Отметки', { exact: true }).click();
  await page.getByRole('button', { name: 'Как посчитано: Алгебра' }).click();
  await page.getByText('(5·1 + 3·1) ÷ (1 + 1) = 8 ÷ 2 = 4,00').waitFor();
  await page.getByText('Средний балл уже от 3,50: выходит 4.').waitFor();
  await page.getByText(/Нужно от 4,50: 2 пятёрки, «Ответ на уроке» или 1 пятёрка, «Контрольная работа»/).waitFor();
  await demandShown(page, 'average');
  await page.getByRole('button', { name: /Арсений/ }).click();
  await page.getByText('пропущен 1 урок').waitFor();
  await page.getByLabel('Учебный период').getByText('2 четверть').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: /Егор/ }).click();
  await page.getByLabel('Учебный период').getByText('1 полугодие').waitFor({ state: 'attached' });
  expect(await page.getByText('четверть').count()).toBe(0);
  await demandShown(page, 'half-year');
  await page.getByRole('button', { name: /Арсений/ }).click();

  // The family tells why, and the class teacher accepts it into the attendance.
  await page.getByText('Пропуски', { exact: true }).click();
  await page.getByLabel('Первый день').fill(yesterday());
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByText('Отправлено, ещё не прочитано').waitFor();
  await demandShown(page, 'absences');
  await app.work(() => sql`UPDATE school.classes SET teacher_id = ${teacher.personId} WHERE id = ${made.classId}`);
  const leads = await cabinet.open('/app/school/excuses');
  await signIn(leads.page, teacher);
  await leads.page.getByText('1 пропуск этих дней пока без причины').waitFor();
  await demandShown(leads.page, 'excuses');
  await leads.page.getByRole('button', { name: 'Принять: болезнь' }).click();
  await leads.page.getByText('Принято, пропусков с причиной: 1').waitFor();
  expect((await kept()).attendance[0]).toBe('1 ill');

  // Of another pupil a certificate comes: the absence gets its reason, and the former one when it is taken back (CLT-02).
  await leads.page.getByRole('button', { name: 'Записать справку' }).click();
  const certificate = leads.page.getByRole('dialog', { name: 'Записать справку' });
  await certificate.getByLabel('Ученик').selectOption({ label: 'Ученик Борис' });
  await certificate.getByLabel('Номер справки или пометка').fill('№ 17/2');
  await certificate.getByLabel('С какого дня').fill(yesterday());
  await demandShown(leads.page, 'certificate');
  await certificate.getByRole('button', { name: 'Записать справку' }).click();
  await leads.page.getByText('Справка записана, исправлен 1 пропуск').waitFor();
  await leads.page.getByText(/: 1 урок, н → б/).waitFor();
  await demandShown(leads.page, 'certificates');
  await leads.page.getByRole('button', { name: /Отозвать справку: Ученик Борис/ }).click();
  await leads.page.getByText('Справка отозвана, возвращён 1 пропуск').waitFor();

  // The teacher finds what waits, goes through it by the keyboard and answers; the family sees the answer.
  await app.work(
    () => sql`INSERT INTO school.handins (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, text, is_late)
      SELECT ${lesson}, id, organisation_id, participant_id, municipality_id, 'Готово', true FROM school.pupils
      WHERE id = ${made.children[0]?.id}`,
  );
  await leads.page.goto(new URL('/app/school/journal', leads.page.url()).href);
  await leads.page.getByRole('link', { name: /^7А, Алгебра, .*: 2$/ }).click();
  await leads.page.getByRole('heading', { name: 'Ученик Арсений' }).waitFor();
  await leads.page.getByText('позже срока').first().waitFor();
  await demandShown(leads.page, 'handins');
  await leads.page.getByRole('button', { name: 'Ученик Арсений' }).press('ArrowDown');
  await leads.page.getByText('Решила двумя способами').waitFor();
  await leads.page.getByLabel('Ответ ученику').fill('Второй способ красивее');
  await leads.page.getByLabel('Ответ ученику').press('Control+Enter');
  await leads.page.getByText('Принято: Ученик Дарья').waitFor();
  await leads.page.getByRole('heading', { name: 'Ученик Арсений' }).and(leads.page.locator(':focus')).waitFor();
  await page.goto(new URL(`/app/school/diary/${one}/${daysAfter(todayHere(), 1)}`, page.url()).href);
  await page.getByText('Учитель: Второй способ красивее').waitFor();
  expect([...complaints, ...leads.complaints]).toEqual([]);
}, 120_000);

test('a family adds an achievement, the class teacher confirms it, and a link opens it to others until it is revoked', async () => {
  const child = made.children[1]?.personId ?? '';
  const parent = await aGuardian(app, [child]);
  await app.work(() => sql`UPDATE school.classes SET teacher_id = ${teacher.personId} WHERE id = ${made.classId}`);
  const { page, complaints } = await cabinet.open('/app/school/diary');
  await signIn(page, parent);
  await page.getByRole('link', { name: 'Портфолио' }).click();
  await page.getByText('Достижений пока нет').waitFor();
  await page.getByRole('button', { name: 'Добавить достижение' }).click();
  const form = page.getByRole('dialog', { name: 'Добавить достижение' });
  await form.getByLabel('Вид').selectOption({ label: 'Олимпиада' });
  await form.getByText('приложите его после сохранения').waitFor();
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await form.getByText('Название не заполнено').first().waitFor();
  await form.getByLabel('Название').fill('Олимпиада по математике');
  await form.getByLabel('Результат').fill('Победитель');
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByRole('heading', { name: 'Олимпиада по математике' }).waitFor();
  const diploma = { name: 'диплом.pdf', mimeType: 'application/pdf', buffer: pdf() };
  await page.locator('input[type=file]').first().setInputFiles(diploma);
  await page.getByRole('link', { name: 'диплом.pdf' }).waitFor();
  await page.getByRole('switch', { name: /Видно по публичной ссылке/ }).press('Space');

  const leads = await cabinet.open('/app/school/portfolios');
  await signIn(leads.page, teacher);
  await leads.page.getByRole('heading', { name: 'Ученик Борис: Олимпиада по математике' }).waitFor();
  await demandShown(leads.page, 'portfolios');
  await leads.page.getByRole('button', { name: /^Подтвердить/ }).click();
  await leads.page.getByRole('region', { name: 'С ответом' }).getByText('Подтверждено', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Создать ссылку' }).click();
  const making = page.getByRole('dialog', { name: 'Создать ссылку' });
  await making.getByLabel(/Я согласен/).check();
  expect(await shownFaultsOf(page, 'portfolio-link')).toEqual([]);
  await making.getByRole('button', { name: 'Создать ссылку' }).click();
  await page.getByRole('img', { name: 'QR-код ссылки на портфолио' }).waitFor();
  await keepPicture(page, 'portfolio-code');
  const address = await page.getByText(/\/portfolio\/[\w-]{32}$/).innerText();
  await page.getByRole('button', { name: 'Готово' }).last().click();
  await page.getByText('Подтверждено', { exact: true }).waitFor();
  await demandShown(page, 'portfolio');

  const { page: open } = await cabinet.open(new URL(address).pathname, { javaScriptEnabled: false });
  await open.getByRole('heading', { name: 'Борис У.' }).waitFor();
  await open.getByText('Подтверждено школой').waitFor();
  await open.setViewportSize({ width: 360, height: 740 });
  await keepPicture(open, 'portfolio-open');
  await page.getByRole('button', { name: 'Отозвать ссылку' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Отозвать ссылку' }).click();
  await page.getByText('Ссылка больше не работает').waitFor();
  expect((await open.reload())?.status()).toBe(404);
  await open.getByRole('heading', { name: 'По этой ссылке ничего нет' }).waitFor();
  expect([...complaints, ...leads.complaints]).toEqual([]);
}, 90_000);
