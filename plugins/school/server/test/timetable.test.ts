import { Workbook } from '@protobi/exceljs';
import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import {
  conflictsAt,
  kindOfWeek,
  freePlaces,
  weekHints,
  weekOfYear,
  type AbsentView,
  type Board,
  type ClosingCells,
  type DiaryDay,
  type DraftView,
  type JournalView,
  type LessonView,
  type MorningBoard,
  type PaySheet,
  type Sheet,
  type Slot,
  type TimetableLoad,
} from '../../shared';
import { daysAfter } from '../services/clock';
import { workbookOf } from '../services/pay-sheet';
import { aClass, aGuardian, aJournal, aLesson, aSchool, aTeacher, type School } from './builders';

const at = '/api/school';

const aLoad = (id: string, more: Partial<TimetableLoad> = {}): TimetableLoad => ({
  ...{ id, classId: 'a', class: '7А', grade: 7, shift: 1, weekDays: 5, setNumber: null },
  ...{ subject: 'algebra', subgroup: null, teacherId: null, hours: 2, ...more },
});
const aSlot = (
  loadId: string,
  weekday: number,
  number: number,
  room: string | null = null,
  weeks: Slot['weeks'] = 'every',
): Slot => ({
  ...{ id: `${loadId}/${weekday}/${number}/${weeks}`, loadId, weekday, number, weeks, room, reason: null },
});
const bells = [
  ...[1, 2, 3, 4, 5].map((number) => ({
    shift: 1,
    number,
    startsAt: `0${number + 4}:00`,
    endsAt: `0${number + 4}:45`,
  })),
  { shift: 2, number: 1, startsAt: '09:30', endsAt: '10:15' },
];
const aBoard = (loads: TimetableLoad[], slots: Slot[]): Board => ({
  loads: new Map(loads.map((load) => [load.id, load])),
  slots,
  bells,
});

describe('What meets a lesson', () => {
  const place = { weekday: 1, number: 2, weeks: 'every', room: '207' } as const;
  const kinds = (one: TimetableLoad, other: TimetableLoad, slot = aSlot(other.id, 1, 2, '207')) =>
    conflictsAt(aBoard([one, other], [slot]), one, place).map(({ kind }) => kind);

  it('is the class, the group, the teacher and the room', () => {
    expect(kinds(aLoad('x'), aLoad('y'))).toEqual(['class', 'room']);
    expect(kinds(aLoad('x', { subgroup: 1 }), aLoad('y', { subgroup: 1 }), aSlot('y', 1, 2))).toEqual(['group']);
    expect(kinds(aLoad('x', { subgroup: 1 }), aLoad('y', { subgroup: 2 }), aSlot('y', 1, 2))).toEqual([]);
    expect(kinds(aLoad('x', { teacherId: 't' }), aLoad('y', { classId: 'b', teacherId: 't' }))).toEqual([
      'teacher',
      'room',
    ]);
    expect(kinds(aLoad('x'), aLoad('y', { classId: 'b' }), aSlot('y', 2, 2, '207'))).toEqual([]);
  });

  it('is not another class of the same set, and across shifts it is what shares time', () => {
    const set = { setNumber: 1, teacherId: 't' };
    expect(kinds(aLoad('x', set), aLoad('y', { ...set, classId: 'b' }))).toEqual([]);
    const second = aLoad('y', { classId: 'b', shift: 2, teacherId: 't' });
    const first = aLoad('x', { teacherId: 't' });
    const board = aBoard([first, second], [aSlot('y', 1, 1)]);
    expect(
      conflictsAt(board, first, { weekday: 1, number: 5, weeks: 'every', room: null }).map(({ kind }) => kind),
    ).toEqual(['teacher']);
    expect(conflictsAt(board, first, { weekday: 1, number: 1, weeks: 'every', room: null })).toEqual([]);
    // The nearest places that are free, the busy hour not among them.
    expect(
      freePlaces(board, first, { weekday: 1, number: 5, weeks: 'every', room: null }).map(({ number }) => number),
    ).toEqual([4, 3, 2]);
  });

  it('is what stands in the same weeks: odd and even ones never meet', () => {
    const [one, other] = [aLoad('x'), aLoad('y')];
    const at2 = (weeks: Slot['weeks'], slot: Slot['weeks']) =>
      conflictsAt(aBoard([one, other], [aSlot('y', 1, 2, '207', slot)]), one, { ...place, weeks }).length > 0;
    expect([at2('odd', 'odd'), at2('odd', 'even'), at2('every', 'even'), at2('odd', 'every')]).toEqual([
      ...[true, false, true, true],
    ]);
    // Counted from the week of the first day on, through holidays; a year that begins on a Sunday has week 1 after it.
    const weeks = (startsOn: string, days: string[]) => days.map((on) => weekOfYear(startsOn, on));
    expect(weeks('2026-09-01', ['2026-08-31', '2026-09-06', '2026-09-07', '2026-11-02', '2027-01-11'])).toEqual([
      ...[1, 1, 2, 10, 20],
    ]);
    expect(weeks('2024-09-01', ['2024-09-02', '2024-09-09'])).toEqual([1, 2]);
    expect([1, 2, 20].map(kindOfWeek)).toEqual(['odd', 'even', 'even']);
  });

  it('is told of a week too: too many lessons, gaps, the hardest day, hours that are left', () => {
    const loads = [aLoad('x'), aLoad('y', { subject: 'pe', hours: 1 })];
    const slots = [aSlot('x', 1, 1), aSlot('x', 1, 3), aSlot('y', 2, 1)];
    const norms = { day: 1, points: { algebra: 10, pe: 2 } };
    expect(weekHints(aBoard(loads, slots), 'a', norms)).toEqual([
      { kind: 'day-over', weekday: 1, lessons: 2, most: 1 },
      { kind: 'gap', weekday: 1, number: 2 },
      { kind: 'peak', weekday: 1, points: 20 },
    ]);
    // Of lessons that take turns the worse week counts, and an hour of every second week is half an hour.
    const turns = [aSlot('x', 1, 1), aSlot('y', 1, 2, null, 'even'), aSlot('x', 1, 3)];
    expect(weekHints(aBoard(loads, turns), 'a', { ...norms, day: 2 })).toEqual([
      { kind: 'gap', weekday: 1, number: 2, weeks: 'odd' },
      { kind: 'peak', weekday: 1, points: 22 },
      { kind: 'day-over', weekday: 1, lessons: 3, most: 2, weeks: 'even' },
      { kind: 'unplaced', loadId: 'y', hours: 0.5 },
    ]);
    expect(weekHints(aBoard(loads, slots.slice(1)), 'a', norms)).toContainEqual({
      kind: 'unplaced',
      loadId: 'x',
      hours: 1,
    });
  });
});

describe('A timetable', () => {
  let app: TestApp;
  let school: School;
  let other: School;
  let teacher: Awaited<ReturnType<typeof aTeacher>>;
  beforeAll(async () => {
    app = await createTestApp({ only: ['school'] });
    school = await aSchool(app);
    other = await aSchool(app, 'tobolsk-city');
    teacher = await aTeacher(app, school);
  }, 120_000);
  afterAll(() => app.stop());

  type Who = { call: typeof school.head.call };
  const day = (days: number) => daysAfter(todayHere(), days);
  const detail = ({ body }: { body: unknown }) => (body as { detail?: string }).detail;
  const draft = async () => (await school.head.call(`${at}/years/${school.yearId}/draft`)).body as DraftView;
  const step = (loadId: string, weekday: number, number: number, more: object = {}, who: Who = school.head) =>
    who.call(`${at}/years/${school.yearId}/draft`, {
      method: 'POST',
      payload: { loadId, to: { weekday, number, room: '207' }, ...more },
    });
  const publish = (from: string, who: Who = school.head) =>
    who.call(`${at}/years/${school.yearId}/draft/publish`, { method: 'POST', payload: { from } });

  it('is made hour by hour: a conflict is refused in words, and stands with a reason alone (ADM-06)', async () => {
    const [one, two] = await app.work(async () => {
      const own = await aClass(school, teacher.personId, { letter: 'А', pupils: 1 });
      const next = await aClass(school, teacher.personId, { letter: 'Б', pupils: 1 });
      return [own, next];
    });
    if (!one || !two) throw new Error('no classes');
    const made = await step(one.journalId, 1, 1);
    expect(made.status).toBe(200);
    const { slotId } = made.body as { slotId: string };
    expect((await step(one.journalId, 1, 1)).status).toBe(409);
    const refused = await step(two.journalId, 1, 1);
    expect([refused.status, detail(refused)]).toEqual([409, 'учитель занят (7А); кабинет занят (7А)']);
    expect((await step(two.journalId, 1, 1, { reason: 'да' })).status).toBe(400);
    expect((await step(two.journalId, 1, 1, { reason: 'Объединённый урок' })).status).toBe(200);
    expect((await draft()).slots.map(({ reason }) => reason)).toEqual([null, 'Объединённый урок']);
    expect(detail(await step(one.journalId, 6, 1))).toContain('не учится');
    expect(detail(await step(one.journalId, 2, 9))).toContain('звонках');
    expect((await step(one.journalId, 2, 2, { slotId })).status).toBe(200);
    expect((await step(two.journalId, 3, 2, { slotId })).status).toBe(404);
    expect((await step(one.journalId, 3, 2, {}, other.head)).status).toBe(404);
    expect((await step(one.journalId, 3, 2, {}, teacher)).status).toBe(403);
    expect((await school.head.call(`${at}/years/${other.yearId}/draft`)).status).toBe(404);
    // Taken away, and nothing of it is in force yet.
    const { slots, publishedFrom } = await draft();
    for (const slot of slots) expect((await step(slot.loadId, 1, 1, { slotId: slot.id, to: null })).status).toBe(200);
    expect([(await draft()).slots, publishedFrom]).toEqual([[], null]);
    expect(detail(await publish(day(1)))).toContain('нет ни одного урока');
  });

  it('holds from a day on: lessons are laid in the periods, past and written ones stay (ADM-08)', async () => {
    const own = await app.work(() => aClass(school, teacher.personId, { letter: 'В', pupils: 1 }));
    const second = await app.work(() => aJournal(own.classId, null, { subject: 'history', hours: 1 }));
    const [held, written, bare] = await app.work(async () => {
      const ids = [
        await aLesson(own.journalId, day(-1), 5),
        await aLesson(own.journalId, day(2), 5),
        await aLesson(own.journalId, day(3), 5),
      ];
      await sql`UPDATE school.lessons SET homework = '§ 5' WHERE id = ${ids[1]}`;
      const free = { starts: day(8), ends: day(14) };
      await sql`INSERT INTO school.holidays (year_id, organisation_id, participant_id, title, grade_from, grade_to, starts_on, ends_on)
        SELECT id, organisation_id, participant_id, 'Карантин', 1, 11, ${free.starts}, ${free.ends} FROM school.years
        WHERE id = ${school.yearId}`;
      return ids;
    });
    for (const weekday of [1, 2, 3, 4, 5]) await step(own.journalId, weekday, 1);
    expect((await step(second, 1, 2)).status).toBe(200);
    expect((await publish(day(-1))).status).toBe(409);
    expect((await publish(day(1), other.head)).status).toBe(404);
    const answer = await publish(day(1));
    expect(answer.status).toBe(200);
    const lessons = await app.work(
      () => sql<{
        id: string;
        day: string;
        number: number;
        teacher_id: string;
      }>`SELECT id, day::text AS day, number, teacher_id
        FROM school.lessons WHERE load_id = ${own.journalId} ORDER BY day, number`,
    );
    const ids = lessons.map(({ id }) => id);
    expect([ids.includes(held ?? ''), ids.includes(written ?? ''), ids.includes(bare ?? '')]).toEqual([
      true,
      true,
      false,
    ]);
    const laid = lessons.filter(({ number }) => number === 1);
    expect(laid.length).toBeGreaterThan(5);
    expect(laid.every((lesson) => lesson.day > todayHere() && lesson.day <= day(30))).toBe(true);
    expect(laid.some((lesson) => lesson.day >= day(8) && lesson.day <= day(14))).toBe(false);
    expect(new Set(laid.map(({ teacher_id }) => teacher_id))).toEqual(new Set([teacher.personId]));
    const now = await draft();
    expect([now.publishedFrom, now.slots.length]).toEqual([day(1), 6]);
    // The next one begins with what is in force; the rows of the first end the day before.
    const [slot] = now.slots;
    await step(slot?.loadId ?? '', 1, 1, { slotId: slot?.id, to: null });
    expect((await publish(day(7))).status).toBe(200);
    const spans = await app.work(
      () => sql`SELECT valid_from::text AS since, valid_to::text AS until, count(*)::int AS n FROM school.timetable
        GROUP BY 1, 2 ORDER BY 1`,
    );
    expect(spans).toEqual([
      { since: day(1), until: day(6), n: 6 },
      { since: day(7), until: null, n: 5 },
    ]);
    const [event] = await app.work(
      () => sql`SELECT count(*)::int AS n FROM core.audit_events WHERE event = 'school.timetable-published'`,
    );
    expect(event).toEqual({ n: 2 });
  });

  it('has lessons that take turns in odd and even weeks, in the draft, in force, in journals and diaries', async () => {
    const own = await app.work(() => aClass(school, teacher.personId, { letter: 'Ю', pupils: 1, hours: 1 }));
    const music = await app.work(() => aJournal(own.classId, null, { subject: 'music', hours: 1 }));
    const put = (load: string, weeks: string, more: object = {}) =>
      step(load, 4, 4, { to: { weekday: 4, number: 4, weeks, room: null }, ...more });
    const odd = await put(own.journalId, 'odd');
    expect(odd.status).toBe(200);
    expect((await put(own.journalId, 'third')).status).toBe(400);
    expect(detail(await put(own.journalId, 'every'))).toContain('уже стоит');
    expect(detail(await put(music, 'every'))).toContain('у класса другой урок');
    expect(detail(await put(music, 'odd'))).toContain('у класса другой урок');
    expect((await put(music, 'even')).status).toBe(200);
    // Nor does it become of every week while the other stands there.
    const { slotId } = odd.body as { slotId: string };
    expect((await put(own.journalId, 'every', { slotId })).status).toBe(409);
    const kept = await app.work(async () => {
      const [gone] = await sql<{ id: string }>`SELECT id FROM school.holidays WHERE year_id = ${school.yearId} LIMIT 1`;
      await sql`DELETE FROM school.holidays WHERE id = ${gone?.id}`;
      // Two months hold Thursdays enough, whatever holidays are among them.
      await sql`UPDATE school.periods SET ends_on = ${day(70)} WHERE id = ${school.periodId}`;
      return sql`SELECT weeks FROM school.draft_slots WHERE load_id = ANY (${[own.journalId, music]}::uuid[]) ORDER BY weeks`;
    });
    expect(kept).toEqual([{ weeks: 'even' }, { weeks: 'odd' }]);
    expect((await publish(day(8))).status).toBe(200);
    const laid = await app.work(
      () => sql<{ day: string; subject: string }>`SELECT day::text AS day, subject FROM school.lessons
        WHERE class_id = ${own.classId} ORDER BY day LIMIT 9`,
    );
    expect(laid.length).toBeGreaterThan(2);
    const startsOn = (await draft()).startsOn;
    for (const lesson of laid)
      expect(lesson.subject).toBe(kindOfWeek(weekOfYear(startsOn, lesson.day)) === 'odd' ? 'algebra' : 'music');
    expect(new Set(laid.map(({ subject }) => subject)).size).toBe(2);
    const child = own.children[0]?.personId ?? '';
    const parent = await aGuardian(app, [child]);
    const [first] = laid;
    const seen = (await parent.call(`${at}/diaries/${child}/day?day=${first?.day}`)).body as DiaryDay;
    expect(seen.lessons.map(({ number }) => number)).toEqual([4]);
    // A cancelled lesson that keeps its hour stays cancelled in the next timetable.
    const [last] = await app.work(
      () => sql<{ id: string; day: string }>`UPDATE school.lessons SET cancelled_at = now(), cancel_reason = 'Карантин'
        WHERE class_id = ${own.classId} AND day = ${laid.at(-1)?.day} RETURNING id, day::text AS day`,
    );
    expect((await publish(day(9))).status).toBe(200);
    const again = await app.work(
      () =>
        sql`SELECT cancel_reason AS reason FROM school.lessons WHERE class_id = ${own.classId} AND day = ${last?.day}`,
    );
    expect(again).toEqual([{ reason: 'Карантин' }]);
    const slots = (await draft()).slots.filter(({ loadId }) => [own.journalId, music].includes(loadId));
    expect(slots.map(({ weeks }) => weeks).sort()).toEqual(['even', 'odd']);
    await app.work(() => sql`UPDATE school.periods SET ends_on = ${day(30)} WHERE id = ${school.periodId}`);
  });

  it('finds who stands in for an absent teacher, gives them that lesson alone and tells them (ADM-09, TEA-17)', async () => {
    const [own, other2] = await app.work(async () => [
      await aClass(school, teacher.personId, { letter: 'З', pupils: 1, subject: 'physics' }),
      await aClass(school, null, { letter: 'И', pupils: 1, subject: 'physics' }),
    ]);
    if (!own || !other2) throw new Error('no classes');
    const busier = await aTeacher(app, school);
    const [same, busy] = [await aTeacher(app, school), await aTeacher(app, school)];
    const lesson = await app.work(async () => {
      await sql`UPDATE school.loads SET teacher_id = ${same.personId} WHERE id = ${other2.journalId}`;
      // As free on the day and of the same subject, but with a lesson more in that week; that of another week is none.
      const isMonday = new Date(day(20)).getUTCDay() === 1;
      const third = await aClass(school, busier.personId, { letter: 'Ф', pupils: 1, subject: 'physics' });
      await aLesson(third.journalId, day(isMonday ? 21 : 19), 6);
      for (const number of [1, 2]) await aLesson(other2.journalId, day(28), number);
      const met = await aJournal(other2.classId, busy.personId, { subject: 'history' });
      await aLesson(met, day(20), 6);
      return aLesson(own.journalId, day(20), 6);
    });
    const absent = (who: Who = school.head, to = day(20)) =>
      who.call(`${at}/years/${school.yearId}/absent/${teacher.personId}?from=${day(20)}&to=${to}`);
    const found = ((await absent()).body as AbsentView).find(({ id }) => id === lesson);
    expect(found?.candidates.map(({ id, isSameSubject, weekLessons }) => [id, isSameSubject, weekLessons])).toEqual([
      [same.personId, true, 0],
      [busier.personId, true, 1],
    ]);
    expect((await absent(other.head)).status).toBe(404);
    expect((await absent(school.head, day(60))).status).toBe(400);
    const put = (teacherId: string | null, who: Who = school.head, id = lesson) =>
      who.call(`${at}/lessons/${id}/teacher`, { method: 'PUT', payload: { teacherId } });
    const [child] = own.children.map(({ personId }) => personId);
    const parent = await aGuardian(app, [child ?? '']);
    const inDiary = async () =>
      ((await parent.call(`${at}/diaries/${child}/day?day=${day(20)}`)).body as DiaryDay).lessons.map(
        ({ number, isSubstituted, teacher: name }) => [number, isSubstituted, typeof name],
      );
    expect(await inDiary()).toEqual([[6, false, 'string']]);
    expect(detail(await put(busy.personId))).toContain('другой урок');
    expect((await put(school.head.id)).status).toBe(400);
    expect((await put(same.personId, other.head)).status).toBe(404);
    expect((await put(same.personId, teacher)).status).toBe(403);
    expect((await same.call(`${at}/lessons/${lesson}`)).status).toBe(403);
    expect((await put(same.personId)).status).toBe(200);
    // The family sees it at once (ADM-10).
    expect(await inDiary()).toEqual([[6, true, 'string']]);
    // That lesson, and not the journal.
    expect((await same.call(`${at}/lessons/${lesson}`)).status).toBe(200);
    expect((await same.call(`${at}/journals/${own.journalId}`)).status).toBe(403);
    const sheet = (await school.head.call(`${at}/years/${school.yearId}/substitutions?day=${day(20)}`)).body as Sheet;
    expect(sheet).toMatchObject([{ id: lesson, class: '7З', number: 6, teacherId: same.personId }]);
    const [notice] = await app.work(() => sql`SELECT title, text FROM core.notices WHERE account_id = ${same.id}`);
    expect(notice).toMatchObject({ title: expect.stringContaining('6 урок, 7З') as string });
    expect((await put(null)).status).toBe(200);
    expect(await inDiary()).toEqual([[6, false, 'string']]);
    expect((await same.call(`${at}/lessons/${lesson}`)).status).toBe(403);
    // Two lessons of one hour, given to one teacher at the same moment.
    const beside = await app.work(async () => {
      const next = await aClass(school, null, { letter: 'Э', pupils: 1, subject: 'history' });
      return aLesson(next.journalId, day(20), 6);
    });
    const both = await Promise.all([put(same.personId), put(same.personId, school.head, beside)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const past = await app.work(() => aLesson(own.journalId, day(-2), 6));
    expect(detail(await put(same.personId, school.head, past))).toContain('уже прошёл');
  });

  it('counts the hours of each teacher: planned, for others, taken, cancelled, given; and gives a workbook (ADM-10)', async () => {
    const [ill, standIn] = [await aTeacher(app, school), await aTeacher(app, school)];
    const from = day(-50);
    const handedOn = await app.work(async () => {
      const own = await aClass(school, ill.personId, { letter: 'П', pupils: 1 });
      const next = await aClass(school, ill.personId, { letter: 'Р', pupils: 1 });
      const vacant = await aClass(school, null, { letter: 'С', pupils: 1 });
      for (const number of [1, 2, 3, 4]) await aLesson(own.journalId, from, number);
      // Two classes that sit together are one hour.
      await aLesson(next.journalId, from, 1);
      const open = await aLesson(vacant.journalId, from, 5);
      await sql`UPDATE school.lessons SET teacher_id = ${standIn.personId}, is_substituted = true, stands_in_for = teacher_id
        WHERE id = ${open} OR (load_id = ${own.journalId} AND number IN (2, 3))`;
      await sql`UPDATE school.lessons SET cancelled_at = now(), cancel_reason = 'Мороз' WHERE load_id = ${own.journalId} AND number = 4`;
      // The day after is not of the span.
      await aLesson(own.journalId, day(-49), 1);
      return own.journalId;
    });
    const path = `${at}/years/${school.yearId}/pay-sheet`;
    const sheet = (query: string, who: Who = school.head) => who.call(`${path}?${query}`);
    // Whoever has the journal since, the hours are of whoever had it then.
    await app.work(() => sql`UPDATE school.loads SET teacher_id = ${standIn.personId} WHERE id = ${handedOn}`);
    const { rows } = (await sheet(`from=${from}&to=${from}`)).body as PaySheet;
    const hours = (id: string) => rows.find(({ teacherId }) => teacherId === id);
    expect(rows).toHaveLength(2);
    expect(hours(ill.personId)).toMatchObject({ planned: 4, replaced: 0, taken: 2, cancelled: 1, given: 1 });
    expect(hours(standIn.personId)).toMatchObject({ planned: 0, replaced: 3, taken: 0, cancelled: 0, given: 3 });
    const statuses = [
      await sheet(`from=${from}&to=${day(42)}`),
      await sheet(`from=${from}&to=${day(41)}`),
      await sheet(`from=${day(0)}&to=${from}`),
      await sheet(`from=${from}`),
      await sheet(`from=${from}&to=${from}`, other.head),
      await sheet(`from=${from}&to=${from}`, teacher),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([400, 200, 400, 400, 404, 403]);
    const file = (who: Who) => who.call(`${path}/file`, { method: 'POST', payload: { from, to: from } });
    const answer = await file(school.head);
    expect(answer.headers['content-disposition']).toContain(`${from}.xlsx`);
    const book = new Workbook();
    await book.xlsx.load((await workbookOf((await sheet(`from=${from}&to=${from}`)).body as PaySheet)) as never);
    const [first] = (book.worksheets[0]?.getRows(6, 2) ?? []).filter((row) => row.getCell(2).value === 4);
    expect([2, 3, 4, 5, 6].map((column) => first?.getCell(column).value)).toEqual([4, 0, 2, 1, 1]);
    expect([(await file(other.head)).status, (await file(teacher)).status]).toEqual([404, 403]);
    const [event] = await app.work(
      () => sql`SELECT details FROM core.audit_events WHERE event = 'school.pay-sheet-exported'`,
    );
    expect(event).toMatchObject({ details: { from, to: from, teachers: 2 } });
  });

  it('has lessons that are cancelled with a reason and brought back; nothing is written in them, nobody counts them', async () => {
    const giver = await aTeacher(app, school);
    const stands = await aTeacher(app, school);
    const own = await app.work(() =>
      aClass(school, giver.personId, { letter: 'Ц', pupils: 1, leader: giver.personId }),
    );
    const [child, pupil] = [own.children[0]?.personId ?? '', own.children[0]?.id ?? ''];
    const parent = await aGuardian(app, [child]);
    const [before, today, ahead, marked] = await app.work(async () => {
      const ids = [
        await aLesson(own.journalId, day(-1), 1),
        await aLesson(own.journalId, day(0), 1),
        await aLesson(own.journalId, day(1), 1),
        await aLesson(own.journalId, day(0), 2),
      ];
      await sql`UPDATE school.lessons SET homework = '§ 9' WHERE id = ${ids[0]}`;
      await sql`INSERT INTO school.plan_topics (load_id, organisation_id, participant_id, municipality_id, number, title)
        SELECT id, organisation_id, participant_id, municipality_id, 1, 'Дроби' FROM school.loads WHERE id = ${own.journalId}`;
      await sql`UPDATE school.lessons SET topic = 'Дроби', plan_topic_id = (SELECT id FROM school.plan_topics
        WHERE load_id = ${own.journalId}) WHERE id = ${ids[1]}`;
      return ids as [string, string, string, string];
    });
    const cell = { version: 0, attendance: 'absent', marks: [] };
    const mark = (id: string) => giver.call(`${at}/lessons/${id}/pupils/${pupil}`, { method: 'PUT', payload: cell });
    expect((await mark(marked)).status).toBe(200);
    const put = (id: string, reason: string | null, who: Who = school.head) =>
      who.call(`${at}/lessons/${id}/cancellation`, { method: 'PUT', payload: { reason } });
    const why = 'Мороз: уроков нет';
    expect((await put(today, 'да')).status).toBe(400);
    expect((await put(today, why, giver)).status).toBe(403);
    expect((await put(today, why, parent)).status).toBe(403);
    expect((await put(today, why, other.head)).status).toBe(404);
    expect(detail(await put(before, why))).toContain('сегодняшний');
    expect(detail(await put(marked, why))).toBe('Урок отменить нельзя, в нём уже есть: посещение');
    for (const id of [today, ahead]) expect((await put(id, why)).status).toBe(200);

    const view = (await giver.call(`${at}/lessons/${today}`)).body as LessonView;
    expect(view).toMatchObject({ isCancelled: true, locked: 'cancelled', cancelled: why, mayCancel: false });
    expect(view.plan.next?.title).toBe('Дроби');
    expect(detail(await mark(today))).toBe('Урок отменён: в нём ничего не записывают');
    expect(
      detail(await school.head.call(`${at}/lessons/${ahead}/teacher`, { method: 'PUT', payload: { teacherId: null } })),
    ).toContain('Урок отменён');
    const diary = async (on: string) => (await parent.call(`${at}/diaries/${child}/day?day=${on}`)).body as DiaryDay;
    const { lessons, due } = await diary(day(0));
    expect(lessons.map(({ isCancelled, topic }) => [isCancelled, topic])).toEqual([
      [true, null],
      [false, null],
    ]);
    // What was set before is due at the next lesson that is held.
    expect(due.map(({ homework }) => homework)).toEqual(['§ 9']);
    expect((await diary(day(1))).due).toEqual([]);
    const { lessons: inJournal } = (await giver.call(`${at}/journals/${own.journalId}`)).body as JournalView;
    expect(inJournal.filter(({ isCancelled }) => isCancelled).map(({ id }) => id)).toEqual([today, ahead]);
    const board = (await giver.call(`${at}/classes/${own.classId}/morning`)).body as MorningBoard;
    expect([board.lessons, board.taken, board.cancelled.map(({ id }) => id)]).toEqual([1, 1, [today]]);
    const closing = (await school.head.call(`${at}/classes/${own.classId}/closing/${school.periodId}`))
      .body as ClosingCells;
    expect(closing.findings.filter(({ lessonId }) => lessonId === today)).toEqual([]);
    const { rows } = (await school.head.call(`${at}/years/${school.yearId}/pay-sheet?from=${day(0)}&to=${day(1)}`))
      .body as PaySheet;
    expect(rows.find(({ teacherId }) => teacherId === giver.personId)).toMatchObject({
      planned: 3,
      cancelled: 2,
      given: 1,
    });
    const { address } = (await giver.call(`${at}/own/calendar`, { method: 'POST' })).body as { address: string };
    expect((await app.call(address)).text.match(/STATUS:CANCELLED/g)).toHaveLength(2);
    const sheet = (await school.head.call(`${at}/years/${school.yearId}/substitutions?day=${day(1)}`)).body as Sheet;
    expect(sheet.filter(({ id }) => id === ahead)).toMatchObject([{ cancelled: why }]);

    // Brought back, unless whoever gives it has another lesson meanwhile.
    const beside = await app.work(async () => {
      const next = await aClass(school, null, { letter: 'Щ', pupils: 0 });
      return aLesson(next.journalId, day(1), 1);
    });
    const stand = (teacherId: string | null) =>
      school.head.call(`${at}/lessons/${beside}/teacher`, { method: 'PUT', payload: { teacherId } });
    expect((await stand(giver.personId)).status).toBe(200);
    expect((await put(ahead, null)).status).toBe(409);
    expect((await stand(stands.personId)).status).toBe(200);
    for (const id of [ahead, today]) expect((await put(id, null)).status).toBe(200);
    expect(((await giver.call(`${at}/lessons/${today}`)).body as LessonView).planTopicId).not.toBeNull();
    expect((await mark(today)).status).toBe(200);
    const [told, audited] = await app.work(async () => [
      await sql`SELECT title FROM core.notices WHERE account_id = ${parent.id} AND kind = 'school.lesson-cancelled' ORDER BY id`,
      await sql`SELECT event FROM core.audit_events WHERE event LIKE 'school.lesson-%ed' AND object_id = ${today} ORDER BY id`,
    ]);
    expect(told?.map(({ title }) => String(title).split(':')[0])).toEqual([
      ...['Урок отменён', 'Урок отменён'],
      ...['Урок всё же состоится', 'Урок всё же состоится'],
    ]);
    expect(JSON.stringify(told)).not.toContain('Мороз');
    expect(audited?.map(({ event }) => event)).toEqual(['school.lesson-cancelled', 'school.lesson-restored']);
  });

  it('goes to the calendar of a phone by a secret address that has no names and can be revoked (TEA-23)', async () => {
    const own = `${at}/own/calendar`;
    expect((await teacher.call(own)).body).toEqual({ madeAt: null });
    const { address } = (await teacher.call(own, { method: 'POST' })).body as { address: string };
    const feed = (path: string) => app.call(path);
    const answer = await feed(address);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(answer.text).toContain('SUMMARY:Алгебра\\, 7В');
    expect(answer.text).toContain('LOCATION:207');
    expect(answer.text).not.toMatch(/Ученик|Абрикосов|7А/);
    const { address: second } = (await teacher.call(own, { method: 'POST' })).body as { address: string };
    expect((await feed(address)).status).toBe(404);
    expect((await feed(second)).status).toBe(200);
    expect((await feed(`${at}/calendars/short`)).status).toBe(400);
    expect((await teacher.call(own, { method: 'DELETE' })).status).toBe(200);
    expect((await feed(second)).status).toBe(404);
    // Whoever has no card has no timetable.
    expect((await school.head.call(own, { method: 'POST' })).status).toBe(409);
    expect((await feed(own)).status).toBe(401);
  });
});
