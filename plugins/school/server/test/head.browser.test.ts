import type { Page } from 'playwright-core';
import { sql, todayHere } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { keepPicture, shownFaultsOf } from '@regiso/core/testing/browser';
import { xlsx } from '../../../../core/imports/test/files';
import { writePerson } from '../../../../core/people/test/builders';
import { openCabinet, signIn, type Cabinet } from '../../../../core/testing/cabinet';
import { daysAfter } from '../services/clock';
import { aClass, aLesson, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let cabinet: Cabinet;
let school: School;
let teacher: Awaited<ReturnType<typeof aTeacher>>;
let made: Awaited<ReturnType<typeof aClass>>;
beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  cabinet = await openCabinet(app);
  school = await aSchool(app);
  teacher = await aTeacher(app, school);
  await app.work(async () => {
    // The period is over on its last day, which is today.
    await sql`UPDATE school.periods SET ends_on = ${todayHere()} WHERE id = ${school.periodId}`;
    made = await aClass(school, teacher.personId, { pupils: 2 });
    await aClass(school, null, { letter: 'Б', pupils: 0 });
    for (const n of [5, 4, 3]) {
      const lesson = await aLesson(made.journalId, daysAfter(todayHere(), -n));
      await sql`INSERT INTO school.marks (lesson_id, pupil_id, organisation_id, participant_id, day, subject, grade, place, value,
          kind, weight)
        SELECT l.id, p.id, l.organisation_id, l.participant_id, l.day, l.subject, l.grade, 1, CASE WHEN ${n}::int = 5 THEN 4 ELSE 5 END,
          'answer', 1 FROM school.lessons l JOIN school.pupils p ON p.class_id = l.class_id WHERE l.id = ${lesson}`;
      if (n > 3) await sql`UPDATE school.lessons SET topic = 'Тема', attendance_at = now() WHERE id = ${lesson}`;
    }
  });
}, 240_000);
afterAll(() => cabinet?.stop());

async function open(path: string, { login, password }: { login: string; password: string }) {
  const opened = await cabinet.open(path);
  const { page } = opened;
  await signIn(page, { login, password });
  return opened;
}

async function demandShown(page: Page, name: string) {
  for (const width of [360, 1920, 1280]) {
    await page.setViewportSize({ width, height: width === 360 ? 740 : 1000 });
    await keepPicture(page, name);
    expect(await shownFaultsOf(page, `${name} ${width}`)).toEqual([]);
  }
}

test('a period is closed once teachers have filled the cells that the head sees', async () => {
  const head = await open('/app/school/closing', school.head);
  await head.page.getByRole('row', { name: /7А/ }).getByText('Не заполнено').waitFor();
  await demandShown(head.page, 'closing');
  await head.page.getByRole('link', { name: 'Показать, что мешает: 7А' }).click();
  await head.page.getByRole('heading', { name: '7А: закрытие периода' }).waitFor();
  await head.page.getByText('Закрыть можно, когда ничего не мешает.').waitFor();
  await head.page.getByRole('button', { name: /^Не выставлена отметка за период/ }).click();
  await demandShown(head.page, 'closing-class');
  // The finding leads to the very lesson.
  const topicless = head.page.getByRole('link', { name: /^Алгебра, .*, 1 урок$/ });
  await topicless.click();
  await head.page.getByText('темы нет').waitFor();
  await head.page.goBack();

  const own = await open(`/app/school/journals/${made.journalId}`, teacher);
  await own.page.getByRole('button', { name: 'Отметки за период' }).click();
  await own.page.getByRole('button', { name: 'Выставить по подсказкам (2)' }).click();
  await own.page.getByText('Выставлены 2 отметки за период').waitFor();
  const select = own.page.getByRole('combobox', { name: 'Отметка за период: Ученик Борис' });
  await select.selectOption('4');
  await eventually(async () => {
    const rows = await app.work(() => sql<{ value: number }>`SELECT value FROM school.period_marks ORDER BY value`);
    expect(rows.map(({ value }) => value)).toEqual([4, 5]);
  });
  await demandShown(own.page, 'period-marks');
  await app.work(() => sql`UPDATE school.lessons SET topic = 'Тема', attendance_at = now()`);

  // The period is the last of the year: as suggested for all, then another mark with its reason.
  await own.page.getByRole('link', { name: 'Отметки за год' }).click();
  await own.page.getByRole('button', { name: 'Выставить годовые по подсказкам (2)' }).click();
  await own.page.getByText('Выставлены 2 годовые отметки').waitFor();
  await own.page.getByRole('combobox', { name: 'Годовая отметка: Ученик Борис' }).selectOption('5');
  const why = own.page.getByRole('dialog', { name: /почему такая отметка/ });
  await demandShown(own.page, 'year-reason');
  await why.getByLabel('Причина').fill('Олимпиада по алгебре');
  await why.getByRole('button', { name: 'Поставить' }).click();
  await own.page.getByText('Причина: Олимпиада по алгебре').waitFor();
  await demandShown(own.page, 'year-marks');
  await own.page.getByRole('button', { name: 'История отметок: Ученик Борис' }).click();
  await own.page.getByText(/годовая — «4» → «5»/).waitFor();
  await own.page.goto(`${cabinet.site}/app/school/journals/${made.journalId}`);

  await head.page.reload({ waitUntil: 'networkidle' });
  await head.page.getByRole('button', { name: 'Закрыть период' }).click();
  await head.page.getByRole('dialog').getByRole('button', { name: 'Закрыть период' }).click();
  await head.page.getByText('Период этого класса закрыт.').waitFor();
  await own.page.reload({ waitUntil: 'networkidle' });
  await own.page.getByText('Период закрыт: изменения только по заявлению завучу.').waitFor();

  // The teacher asks for another mark, the head grants it, and the cell says by which request.
  const cell = own.page
    .getByRole('row', { name: /Арсений/ })
    .getByRole('gridcell')
    .nth(2);
  await cell.focus();
  await own.page.getByRole('button', { name: 'Попросить изменить' }).click();
  const asking = own.page.getByRole('dialog', { name: 'Ученик Арсений: изменить клетку закрытого периода' });
  await asking.getByLabel('Первая отметка').selectOption('3');
  await asking.getByLabel('Причина').fill('Ошибка при переносе');
  await demandShown(own.page, 'ask-change');
  await asking.getByRole('button', { name: 'Отправить заявление' }).click();
  await own.page.getByText('Заявление отправлено завучу').waitFor();
  await head.page.goto(`${cabinet.site}/app/school/requests`);
  await head.page.getByText('Ученик Арсений: «5» → «3»').waitFor();
  await demandShown(head.page, 'requests');
  await head.page.getByRole('button', { name: 'Разрешить' }).click();
  await head.page.getByRole('dialog').getByRole('button', { name: 'Разрешить' }).click();
  await head.page.getByText('Разрешено', { exact: true }).waitFor();
  await own.page.reload({ waitUntil: 'networkidle' });
  await cell.focus();
  await own.page.getByRole('button', { name: 'История клетки' }).click();
  await own.page.getByText(/По заявлению: Ошибка при переносе/).waitFor();
  await head.page.goto(`${cabinet.site}/app/school/closing/${school.periodId}/${made.classId}`);

  // An act opens it again up to a day.
  await head.page.getByRole('button', { name: 'Открыть по акту' }).click();
  const act = head.page.getByRole('dialog', { name: '7А: открыть период по акту' });
  await act.getByLabel('Номер акта').fill('12-у');
  await act.getByLabel('Основание').fill('Исправить отметки за контрольную');
  await demandShown(head.page, 'reopen');
  await act.getByRole('button', { name: 'Открыть по акту' }).click();
  await head.page.getByText(/Период открыт по акту № 12-у/).waitFor();
  await demandShown(head.page, 'reopened');
  expect([...head.complaints, ...own.complaints]).toEqual([]);
}, 180_000);

test('a class teacher prints codes for the class, and learns why a journal is seen', async () => {
  await app.work(() => sql`UPDATE school.classes SET teacher_id = ${teacher.personId} WHERE id = ${made.classId}`);
  const { page, complaints } = await open('/app/school/codes', teacher);
  await page.getByRole('button', { name: 'Выбрать всех, кто ещё не входил: 2' }).click();
  await demandShown(page, 'codes');
  await page.getByRole('button', { name: 'Выдать коды: 2' }).click();
  await page.getByRole('heading', { name: '7А: коды для входа' }).waitFor();
  expect(await page.getByText(/^(\w{4}-){2}\w{4}$/).count()).toBe(2);
  await demandShown(page, 'codes-sheet');
  await page.getByRole('button', { name: 'Убрать лист' }).click();
  await page.getByText('код выдан, ещё не входил').first().waitFor();
  await page.goto(`${cabinet.site}/app/school/journals/${made.journalId}`);
  await page.getByRole('link', { name: 'Почему я это вижу?' }).click();
  await page.getByRole('heading', { name: 'Журнал класса: почему вам видна запись' }).waitFor();
  await demandShown(page, 'why-journal');
  expect(complaints).toEqual([]);
}, 120_000);

test('the head finds a class and moves a pupil to another of the grade', async () => {
  const { page, complaints } = await open('/app/school/classes', school.head);
  await page.getByRole('searchbox', { name: 'Класс или руководитель' }).fill('7а');
  await demandShown(page, 'classes');
  await page.getByRole('link', { name: '7А' }).click();
  await page.getByRole('heading', { name: '7А класс' }).waitFor();
  await page.getByRole('button', { name: 'Перевести: Ученик Борис' }).click();
  const dialog = page.getByRole('dialog', { name: 'Перевод в другой класс: Ученик Борис' });
  await dialog.getByLabel('В класс').selectOption({ label: '7Б — учеников 0' });
  await demandShown(page, 'move');
  await dialog.getByRole('button', { name: 'Перевести' }).click();
  await page.getByText('Ученик Борис: перевод записан').waitFor();
  await eventually(async () => {
    const [row] = await app.work(
      () => sql`SELECT count(*)::int AS n FROM school.pupils WHERE person_id = ${made.children[1]?.personId}`,
    );
    expect(row).toEqual({ n: 2 });
  });
  // The other leaves the school by an order, is counted, and comes back.
  await page.getByRole('button', { name: 'Записать выбытие: Ученик Арсений' }).click();
  const leaving = page.getByRole('dialog', { name: 'Выбытие из школы: Ученик Арсений' });
  await leaving.getByLabel('Номер приказа').fill('12-у');
  await demandShown(page, 'leave');
  await leaving.getByRole('button', { name: 'Записать выбытие' }).click();
  await page.getByText(/приказ № 12-у от/).waitFor();
  await demandShown(page, 'class');
  await page.goto(`${cabinet.site}/app/school/movement/${school.yearId}`);
  await page.getByRole('button', { name: '7А, Выбыло: переезд: 1' }).click();
  await page.getByRole('dialog', { name: '7А: Выбыло: переезд' }).getByText('Ученик Арсений').waitFor();
  await page.keyboard.press('Escape');
  await demandShown(page, 'movement');
  await page.goto(`${cabinet.site}/app/school/classes/${made.classId}`);
  await page.getByRole('button', { name: 'Отменить выбытие: Ученик Арсений' }).click();
  await page.getByText('Ученик Арсений: снова в классе').waitFor();
  expect(complaints).toEqual([]);
}, 120_000);

test('the head lays the year: its calendar, a class, the hours of the class and its groups', async () => {
  const { page, complaints } = await open('/app/school/years', school.head);
  await page.getByRole('row').nth(1).getByRole('link').click();
  await page.getByRole('tab', { name: 'Календарь и звонки' }).click();
  await page.getByRole('button', { name: 'Добавить дни' }).click();
  const holiday = page.getByRole('group', { name: 'Каникулы и дни без уроков: строка 1' });
  await holiday.getByLabel('Название').fill('Карантин');
  await page.getByRole('button', { name: 'Добавить урок' }).nth(1).click();
  await page.getByRole('group', { name: 'Вторая смена: строка 1' }).getByLabel('Конец').fill('19:30');
  await page.getByText('кончается позже 19:00').waitFor();
  await demandShown(page, 'year-calendar');
  await page.getByRole('button', { name: 'Сохранить календарь' }).click();
  await page.getByText('Календарь сохранён').waitFor();

  await page.getByRole('tab', { name: 'Классы' }).click();
  await page.getByRole('button', { name: 'Добавить класс' }).click();
  const dialog = page.getByRole('dialog', { name: 'Добавить класс' });
  await dialog.getByLabel('Параллель').fill('7');
  await dialog.getByLabel('Литера').fill('в');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('7В: сохранено').waitFor();
  await demandShown(page, 'year-classes');

  await page.getByRole('link', { name: 'План и нагрузка: 7А' }).click();
  await page.getByRole('heading', { name: '7А: план и нагрузка' }).waitFor();
  await page.getByLabel('Добавить предмет').selectOption({ label: 'Иностранный язык' });
  await page.getByRole('button', { name: 'Добавить предмет' }).click();
  const row = page.getByRole('group', { name: 'Иностранный язык' });
  const hours = row.getByLabel('Часов в неделю: Иностранный язык');
  await hours.fill('12');
  await page.getByRole('button', { name: 'Отменить шаг' }).click();
  await hours.clear();
  await hours.pressSequentially('0,5');
  await page.getByText('Часов в неделю: 3,5 из 32').waitFor();
  await page.getByRole('button', { name: 'Отменить шаг' }).click();
  await page.getByText('Часов в неделю: 4 из 32').waitFor();
  await row.getByRole('button', { name: 'Разделить на группы' }).click();
  await demandShown(page, 'load');
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await page.getByText('7А: план и нагрузка сохранены').waitFor();
  await page.getByRole('button', { name: 'Распределить по группам: Иностранный язык' }).click();
  const groups = page.getByRole('dialog', { name: 'Иностранный язык: состав групп' });
  await groups.getByLabel('Группа: Ученик Арсений').selectOption({ label: '1 группа' });
  await groups.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByText('Иностранный язык: состав групп сохранён').waitFor();
  const [joined] = await app.work(() => sql`SELECT count(*)::int AS n FROM school.load_pupils`);
  expect(joined).toEqual({ n: 1 });

  // Its timetable: by mouse and by keys, a conflict told before the drop, and published from today.
  await page.getByRole('link', { name: 'Год школы' }).click();
  await page.getByRole('link', { name: 'Расписание' }).click();
  await page.getByRole('button', { name: 'Взять: Алгебра, осталось часов 3' }).click();
  await page.getByRole('textbox', { name: 'Кабинет' }).fill('207');
  await page.getByRole('button', { name: 'Поставить: Пн, 1 урок. Свободно' }).focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await page.getByRole('button', { name: 'Взять: Алгебра, Вт, 2 урок' }).waitFor();
  const halves = page.getByRole('button', { name: 'Взять: Иностранный язык, 1 гр., осталось часов 1' });
  await halves.dragTo(page.getByRole('button', { name: 'Взять: Алгебра, Вт, 2 урок' }));
  const conflict = page.getByRole('dialog', { name: 'Здесь урок столкнётся с другим' });
  await conflict.getByText('у класса Алгебра').waitFor();
  await demandShown(page, 'timetable-conflict');
  await conflict.getByRole('button', { name: 'Вт, 1' }).click();
  await page.getByRole('button', { name: 'Взять: Иностранный язык, 1 гр., Вт, 1 урок' }).waitFor();
  await page.getByRole('button', { name: 'Отменить шаг' }).click();
  // Two lessons of one hour take turns: the one that stands goes to odd weeks by keys, the other is dragged into even ones.
  await page.getByRole('button', { name: 'Взять: Алгебра, Вт, 2 урок' }).press('Enter');
  const weeks = page.getByRole('combobox', { name: 'По каким неделям' });
  await weeks.selectOption('odd');
  await page.getByRole('button', { name: 'Поставить: Вт, нечётные недели, 2 урок. Свободно' }).press('Enter');
  const inTurn = page.getByRole('button', { name: 'Взять: Алгебра, Вт, нечётные недели, 2 урок' });
  await inTurn.waitFor();
  await weeks.selectOption('even');
  await halves.dragTo(inTurn);
  await page.getByRole('button', { name: 'Взять: Иностранный язык, 1 гр., Вт, чётные недели, 2 урок' }).waitFor();
  await page.getByText(/неделя учебного года, (не)?чётная/).waitFor();
  await demandShown(page, 'timetable');
  // A lesson in the hand does not go along to the week of another class.
  await inTurn.press('Enter');
  await page.getByText('Взят урок «Алгебра»: выберите клетку.').waitFor();
  for (const name of ['7Б', '7А']) {
    await page.getByRole('combobox', { name: 'Класс' }).click();
    await page.getByRole('option', { name }).click();
    await page.getByText('Возьмите урок: нажмите на него или перетащите в клетку.').waitFor();
  }
  await exchangesTimetable(page);
  await page.getByRole('button', { name: 'Опубликовать' }).click();
  const publishing = page.getByRole('dialog', { name: 'Опубликовать расписание' });
  await publishing.getByRole('button', { name: 'Опубликовать' }).click();
  await page.getByText('Расписание опубликовано').waitFor();
  await page.getByText('В силе с').waitFor();

  // The teacher falls ill: a colleague stands in, and the sheet of the day says so.
  await app.work(() => aLesson(made.journalId, daysAfter(todayHere(), 1), 6));
  const colleague = await aTeacher(app, school);
  await page.getByRole('link', { name: 'Год школы' }).click();
  await page.getByRole('link', { name: 'Замены' }).click();
  const tomorrow = daysAfter(todayHere(), 1);
  // Both carry one name here, as the builder gives it: the address says which of them is absent.
  await page.goto(`${page.url()}?teacher=${teacher.personId}&from=${tomorrow}&to=${tomorrow}`);
  const stand = page.getByRole('combobox', { name: /Кто ведёт: .*, 6 урок, 7А/ });
  await stand.selectOption(colleague.personId);
  await page.getByText(/Замена поставлена/).waitFor();
  await page.getByRole('table', { name: 'Замены и отмены на день' }).getByText('7А').waitFor();
  await demandShown(page, 'substitutions');
  // That lesson is cancelled after all, with a reason, and brought back.
  await page.getByRole('button', { name: /Отменить урок: .*, 6 урок, 7А/ }).click();
  const cancelling = page.getByRole('dialog', { name: /Отменить урок/ });
  await cancelling.getByLabel('Почему (видит только школа)').fill('Учителя нет, заменить некем');
  await cancelling.getByRole('button', { name: 'Отменить урок' }).click();
  await page.getByRole('table', { name: 'Замены и отмены на день' }).getByText('урок отменён').waitFor();
  await demandShown(page, 'cancelled');
  await page.getByRole('button', { name: /Вернуть урок: .*, 6 урок, 7А/ }).click();
  await page.getByText(/Урок состоится/).waitFor();
  expect(complaints).toEqual([]);
}, 180_000);

test('pupils come from a file into the own school, and a look-alike gets the card that somebody chooses (ADM-03)', async () => {
  const { organisationId } = school;
  await app.work(() =>
    writePerson({ surname: 'Похожев', birthDate: '2013-03-12', snils: null }, { organisationId, role: 'pupil' }),
  );
  const head = ['Фамилия', 'Имя', 'Отчество', 'Дата рождения', 'Класс', 'Зачислен с'];
  const from = daysAfter(todayHere(), -10);
  const buffer = await xlsx([
    head,
    ['Похожев', 'Пётр', 'Ильич', '13.03.2013', '7Б', from],
    ['Новикова', 'Вера', '', '14.03.2013', '7Б', from],
  ]);
  const { page, complaints } = await open('/app/imports', school.head);
  await page.getByText('Чей файл:').waitFor();
  await demandShown(page, 'import-send');
  const file = { name: 'ученики.xlsx', mimeType: 'application/octet-stream', buffer };
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: 'Проверить' }).click();
  await page.getByRole('button', { name: 'Загрузить 2 строки' }).click();
  await page.getByText('1 строка ждёт, пока вы решите, чья это карточка').waitFor();
  await page.getByRole('link', { name: 'Сопоставить', exact: true }).click();
  const decide = page.getByRole('button', { name: 'Решить, кто это' });
  await decide.waitFor();
  await demandShown(page, 'import-waiting');
  await decide.click();
  const drawer = page.getByRole('dialog', { name: 'Кто это?' });
  await drawer.getByRole('radio', { name: /Похожев Пётр Ильич.*12\.03\.2013/ }).check();
  await demandShown(page, 'import-who');
  await drawer.getByRole('button', { name: 'Сопоставить' }).click();
  await page.getByText('Ни одна строка не ждёт').waitFor();
  const placed = await app.work(
    () => sql`SELECT h.surname FROM school.pupils p JOIN core.persons h ON h.id = p.person_id
      JOIN school.classes c ON c.id = p.class_id WHERE c.grade = 7 AND c.letter = 'Б' AND p.starts_on = ${from} ORDER BY 1`,
  );
  expect(placed.map(({ surname }) => surname)).toEqual(['Новикова', 'Похожев']);
  expect(complaints).toEqual([]);
}, 120_000);

test('who needs attention is said with the reasons to the class teacher, and to the head by reason', async () => {
  await app.work(async () => {
    await sql`UPDATE school.classes SET teacher_id = ${teacher.personId} WHERE id = ${made.classId}`;
    await sql`UPDATE school.lessons SET attendance_at = now()`;
    await sql`INSERT INTO school.attendance (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade,
        code, counts_as)
      SELECT id, ${made.children[0]?.id}, organisation_id, participant_id, municipality_id, day, subject, grade, 'absent', 'absent'
      FROM school.lessons WHERE load_id = ${made.journalId} ON CONFLICT DO NOTHING`;
  });
  const own = await open('/app/school/risks', teacher);
  await own.page.getByRole('heading', { name: 'Ученик Арсений' }).waitFor();
  await own.page.getByText(/3 учебных дня подряд/).waitFor();
  await own.page.getByText('Как считаются баллы').click();
  await own.page.getByRole('button', { name: 'Записать, что сделано: Ученик Арсений' }).press('Enter');
  await own.page.getByRole('dialog').getByRole('textbox').fill('Позвонила маме, договорились о справке');
  await own.page.getByRole('dialog').getByRole('button', { name: 'Записать, что сделано' }).click();
  await own.page.getByRole('list', { name: 'Все записи школы' }).getByText('Позвонила маме').waitFor();
  await demandShown(own.page, 'risks-done');
  await own.page.keyboard.press('Escape');
  await own.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await demandShown(own.page, 'risks');
  await own.page.getByLabel('Что сделано', { exact: true }).selectOption('none');
  await own.page.getByText('По каждому ученику уже что-то сделано').waitFor();
  const head = await open('/app/school/risks', school.head);
  await head.page.getByRole('heading', { name: 'Ученик Арсений' }).waitFor();
  await head.page.getByLabel('Класс', { exact: true }).selectOption({ label: '7Б' });
  await head.page.getByText('Никто не требует внимания').waitFor();
  await head.page.getByLabel('Класс', { exact: true }).selectOption({ label: '7А' });
  await head.page.getByLabel('Причина').selectOption('streak');
  await demandShown(head.page, 'risks-head');
  const download = head.page.waitForEvent('download');
  await head.page.getByRole('button', { name: 'Скачать XLSX' }).click();
  expect((await download).suggestedFilename()).toBe('Зона внимания.xlsx');
  // And what the period comes to by subject.
  await head.page.goto(`${cabinet.site}/app/school/reports?by=teachers`);
  await head.page.getByLabel('Показать').selectOption('journals');
  await head.page.getByRole('link', { name: 'Журнал: Алгебра, 7А' }).waitFor();
  await demandShown(head.page, 'subject-report');
  expect([...head.complaints, ...own.complaints]).toEqual([]);
}, 60_000);

/** Moves a lesson in the weeks of its teacher and its room, and takes a file in and back. */
async function exchangesTimetable(page: Page) {
  const kindOf = (name: string) => page.getByRole('radiogroup', { name: 'Показать' }).getByText(name, { exact: true });
  const weeks = page.getByRole('combobox', { name: 'По каким неделям' });
  await kindOf('Учитель').click();
  const odd = page.getByRole('button', { name: 'Взять: 7А, Алгебра, Вт, нечётные недели, 2 урок' });
  await odd.press('Enter');
  await page.getByRole('button', { name: 'Поставить: Ср, нечётные недели, 3 урок. Свободно' }).press('Enter');
  await page.getByRole('button', { name: 'Взять: 7А, Алгебра, Ср, нечётные недели, 3 урок' }).waitFor();
  await weeks.selectOption('every');
  await page
    .getByRole('button', { name: /^Взять: 7А, Алгебра, осталось часов/ })
    .dragTo(page.getByRole('table').getByRole('row').nth(1).getByRole('cell').nth(3));
  await page.getByRole('button', { name: 'Взять: 7А, Алгебра, Чт, 1 урок' }).waitFor();
  await demandShown(page, 'timetable-teacher');
  await kindOf('Кабинет').click();
  const inRoom = page.getByRole('button', { name: 'Взять: 7А, Алгебра, Ср, нечётные недели, 3 урок' });
  await inRoom.dragTo(page.getByRole('table').getByRole('row').nth(2).getByRole('cell').nth(1));
  await page.getByRole('button', { name: 'Взять: 7А, Алгебра, Вт, нечётные недели, 2 урок' }).waitFor();
  await page.getByRole('button', { name: 'Обмен с FET и CSV' }).click();
  const exchange = page.getByRole('dialog', { name: 'Обмен с FET и CSV' });
  const saved = page.waitForEvent('download');
  await exchange.getByRole('button', { name: 'Скачать' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^Расписание \d{4}-\d{4}\.fet$/);
  const chosen = page.waitForEvent('filechooser');
  await exchange.getByRole('button', { name: 'Выбрать и проверить файл' }).click();
  const rows = ['Класс;Предмет;День;Урок', '7А;Алгебра;Пятница;4', '7А;Алгебра;Пт;12', '9Ж;Алгебра;Пт;1'];
  await (await chosen).setFiles({ name: 'расписание.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await exchange.getByText('в звонках смены класса нет урока «12»').waitFor();
  await exchange.getByText('Что изменится').click();
  await demandShown(page, 'timetable-exchange');
  await exchange.getByRole('button', { name: 'Загрузить без того, что не подходит' }).click();
  await page.getByText('Черновик загружен из файла: поставлено').waitFor();
  await page.getByRole('button', { name: 'Отменить загрузку' }).click();
  await page.getByText('Черновик снова такой').waitFor();
}
