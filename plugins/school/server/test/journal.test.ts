import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { somebody } from '../../../../core/access/test/people';
import { multipart, pdf } from '../../../../core/files/test/samples';
import type { CellView, JournalBrief, JournalView, LessonBrief, LessonView, TeachingDay } from '../../shared';
import { daysAfter } from '../services/clock';
import { currentOf } from '../services/teaching-day';
import { aClass, aGuardian, aJournal, aLesson, aPupil, aSchool, aTeacher, type School } from './builders';

let test: TestApp;
let school: School;
let other: School;
let teacher: Awaited<ReturnType<typeof aTeacher>>;
let colleague: Awaited<ReturnType<typeof aTeacher>>;
let made: Awaited<ReturnType<typeof aClass>>;
beforeAll(async () => {
  test = await createTestApp({ only: ['school'] });
  school = await aSchool(test);
  other = await aSchool(test);
  teacher = await aTeacher(test, school);
  colleague = await aTeacher(test, school);
  made = await test.work(() => aClass(school, teacher.personId));
}, 120_000);
afterAll(() => test.stop());

const at = '/api/school';
type Who = { call: (typeof teacher)['call'] };
const detail = (answer: { body: unknown }) => (answer.body as { detail: string }).detail;
const lesson = (day?: string, number?: number) => test.work(() => aLesson(made.journalId, day, number));
const open = async (id: string, who: Who = teacher) => (await who.call(`${at}/lessons/${id}`)).body as LessonView;
const empty = { version: 0, attendance: null, lateMinutes: null, marks: [] as object[] };
const put = (id: string, pupil: string, cell: object, who: Who = teacher) =>
  who.call(`${at}/lessons/${id}/pupils/${pupil}`, { method: 'PUT', payload: { ...empty, ...cell } });
const write = (id: string, change: object, who: Who = teacher) =>
  who.call(`${at}/lessons/${id}`, {
    method: 'PUT',
    payload: {
      ...{ version: 0, topic: null, homework: null, kinds: ['answer', 'homework'], isAttendanceTaken: false },
      ...change,
    },
  });
const audits = (event: string, id: string) =>
  test.work(() => sql`SELECT actor_id FROM core.audit_events WHERE event = ${event} AND object_id = ${id}`);
const pupil = (nth: number) => made.children[nth]?.id ?? '';
const mark = (value: number, place = 1, more: object = {}) => ({ place, value, ...more });
let days = 1;
/** A day in the past on which this file has no lesson yet. */
const aDay = () => daysAfter(todayHere(), -(days += 1));

type Saved = { cell: CellView; average: number | null; marks: number };
const saved = (answer: { status: number; body: unknown }) => {
  expect([answer.status, answer.body]).toMatchObject([200, {}]);
  return answer.body as Saved;
};

describe('The current lesson', () => {
  const brief = (id: string, startsAt: string | null, endsAt: string | null, isAttendanceTaken = false) =>
    ({ id, startsAt, endsAt, isAttendanceTaken }) as LessonBrief;
  const two = [brief('one', '08:30', '09:10'), brief('two', '10:20', '11:00')];
  const now = (time: string) => currentOf(two, true, new Date(`2026-11-24T${time}:00+05:00`));

  it('is that which goes on by the bells, then the next, then the last (TEA-01)', async () => {
    await test.work(() => {
      expect(['07:00', '08:25', '09:09', '09:10', '10:12', '10:59', '15:00'].map(now)).toEqual([
        ...['one', 'one', 'one', 'two', 'two', 'two', 'two'],
      ]);
      expect(currentOf([brief('a', null, null, true), brief('b', null, null)], false, new Date())).toBe('b');
      return Promise.resolve();
    });
  });

  it('opens with the lessons of the day, in the order of the bells, and those of nobody else', async () => {
    const mine = await aTeacher(test, school);
    const { journalId } = await test.work(() => aClass(school, mine.personId, { letter: 'М' }));
    const ids = await test.work(async () => [
      await aLesson(journalId, '2026-11-24', 3),
      await aLesson(journalId, '2026-11-24', 1),
      await aLesson(journalId, '2026-11-25', 1),
    ]);
    const { body } = await mine.call(`${at}/own/lessons?day=2026-11-24`);
    expect(body).toMatchObject({
      isKnown: true,
      day: '2026-11-24',
      previous: null,
      next: '2026-11-25',
      current: ids[1],
    });
    expect((body as TeachingDay).lessons).toMatchObject([
      { id: ids[1], number: 1, startsAt: '08:30', endsAt: '09:10', room: '207', class: '7М', subject: 'Алгебра' },
      { id: ids[0], number: 3, startsAt: '10:20', endsAt: '11:00' },
    ]);
    const stranger = await somebody(test, [
      { role: 'teacher', subsystem: 'school', participantId: school.participantId },
    ]);
    expect((await stranger.call(`${at}/own/lessons`)).body).toMatchObject({ isKnown: false, lessons: [] });
  });
});

describe('A list of pupils that was opened', () => {
  it('is seen by the guardian of each pupil in it and found by the person, and by nobody else (PAR-25, OPR-07)', async () => {
    const child = made.children[0]?.personId ?? '';
    const [outside] = (await test.work(() => aClass(school, null, { letter: 'Э', pupils: 1 }))).children;
    const guardian = await aGuardian(test, [child]);
    const stranger = await aGuardian(test, [outside?.personId ?? '']);
    const operator = await test.as({ permissions: ['audit.read'] });
    const looks = async ({ call }: Who, id = child) => {
      const answer = await call(`/api/people/own/children/${id}/seen`, { method: 'POST', payload: {} });
      return (answer.body as { items: { what: string; roles: string[] }[] }).items.map(({ what, roles }) => [
        what,
        ...roles,
      ]);
    };
    const id = await lesson(aDay());
    await open(id);
    expect((await teacher.call(`${at}/journals/${made.journalId}?period=${school.periodId}`)).status).toBe(200);
    expect((await teacher.call(`${at}/journals/${made.journalId}/periods/${school.periodId}/marks`)).status).toBe(200);
    expect((await school.head.call(`${at}/classes/${made.classId}`)).status).toBe(200);
    expect((await looks(guardian)).filter(([what]) => what?.startsWith('Открыт '))).toEqual([
      ['Открыт список класса', 'head-teacher'],
      ['Открыт журнал класса за период', 'teacher'],
      ['Открыт журнал класса за период', 'teacher'],
      ['Открыт урок с отметками класса', 'teacher'],
    ]);
    expect((await looks(stranger, outside?.personId)).filter(([what]) => what?.startsWith('Открыт '))).toEqual([]);
    const found = async (person = '') => {
      const { body } = await operator('/api/audit/seen', { method: 'POST', payload: { person } });
      return (body as { items: { event: string; objectId: string }[] }).items.map(
        (row) => `${row.event} ${row.objectId}`,
      );
    };
    expect(await found(child)).toContain(`school.lesson-read ${id}`);
    expect(await found(outside?.personId)).not.toContain(`school.lesson-read ${id}`);
  });
});

describe('Attendance and marks of a cell', () => {
  it('are kept with the version, and count: 5 of weight 3, 5 of 1, 4 of 5 are 4.44 (TEA-02, TEA-05)', async () => {
    const [one, two] = [await lesson(aDay()), await lesson(aDay())];
    await write(one, { kinds: ['control', 'answer'] });
    const both = saved(await put(one, pupil(0), { marks: [mark(5, 1), mark(5, 2)] }));
    expect(both).toMatchObject({ cell: { version: 1 }, average: 5, marks: 2 });
    expect(both.cell.marks.map(({ kind, weight }) => [kind, weight])).toEqual([
      ['control', 3],
      ['answer', 1],
    ]);
    await test.work(() => sql`UPDATE school.marks SET weight = 3 WHERE lesson_id = ${one} AND place = 1`);
    saved(await put(two, pupil(0), { marks: [mark(4)] }));
    await test.work(() => sql`UPDATE school.marks SET weight = 5 WHERE lesson_id = ${two}`);
    expect((await open(two)).pupils.find(({ id }) => id === pupil(0))).toMatchObject({ average: 4.44, marks: 3 });
    const late = saved(await put(two, pupil(1), { attendance: 'late', lateMinutes: 7 }));
    expect(late.cell).toMatchObject({ version: 1, attendance: 'late', lateMinutes: 7 });
    expect((await open(two)).isAttendanceTaken).toBe(true);
  });

  it('refuse a 6, a third mark and a mark twice in a place (TEA-04)', async () => {
    const id = await lesson(aDay());
    const six = await put(id, pupil(0), { marks: [mark(6)] });
    expect([six.status, (six.body as { issues: object[] }).issues]).toEqual([
      400,
      [{ path: ['payload', 'marks', 0, 'value'], message: 'Отметка — от 2 до 5' }],
    ]);
    expect((await put(id, pupil(0), { marks: [mark(5), mark(4), mark(3, 2)] })).status).toBe(400);
    expect((await put(id, pupil(0), { marks: [mark(5), mark(4)] })).status).toBe(400);
    expect((await put(id, pupil(0), { attendance: 'z' })).status).toBe(400);
    expect((await open(id)).pupils[0]?.cell).toEqual(empty);
  });

  it('take a mark of an absent pupil only as handed in later (TEA-04)', async () => {
    const id = await lesson(aDay());
    const refused = await put(id, pupil(1), { attendance: 'absent', marks: [mark(5)] });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('сдал позже')]);
    saved(await put(id, pupil(1), { attendance: 'absent', marks: [mark(5, 1, { isLate: true })] }));
    const cells = (await open(id)).pupils.map(({ cell }) => [cell.attendance, cell.marks.map(({ isLate }) => isLate)]);
    expect(cells).toEqual([
      [null, []],
      ['absent', [true]],
      [null, []],
    ]);
  });

  it('tell whoever has seen an older cell that it has changed, and keep every change (TEA-11)', async () => {
    const id = await lesson(aDay());
    saved(await put(id, pupil(2), { marks: [mark(4)] }));
    const stale = await put(id, pupil(2), { marks: [mark(2)] });
    expect([stale.status, stale.body]).toMatchObject([409, { code: 'changed-meanwhile' }]);
    saved(await put(id, pupil(2), { version: 1, marks: [mark(5, 1, { comment: 'Исправил ошибку' })] }));
    // The same again is no change.
    expect(
      saved(await put(id, pupil(2), { version: 2, marks: [mark(5, 1, { comment: 'Исправил ошибку' })] })).cell,
    ).toMatchObject({ version: 2 });
    const { body } = await teacher.call(`${at}/lessons/${id}/pupils/${pupil(2)}/history`);
    const values = (body as { version: number; before: CellView; after: CellView }[]).map(
      ({ version, before, after }) => [
        version,
        before.marks.map(({ value }) => value),
        after.marks.map(({ value }) => value),
      ],
    );
    expect(values).toEqual([
      [2, [4], [5]],
      [1, [], [4]],
    ]);
    expect(await audits('school.cell-changed', id)).toEqual([{ actor_id: teacher.id }, { actor_id: teacher.id }]);
  });

  it('sent again under their key are one change, and what another account typed on the device is not written', async () => {
    const id = await lesson(aDay());
    const send = (payload: object, key: string, place = `lessons/${id}/pupils/${pupil(1)}`, who: Who = teacher) =>
      who.call(`${at}/${place}`, { method: 'PUT', payload, headers: { 'idempotency-key': key } });
    const cell = { ...empty, marks: [mark(5)], by: teacher.id };
    const key = crypto.randomUUID();
    const [first, again] = [await send(cell, key), await send(cell, key)];
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await audits('school.cell-changed', id)).toHaveLength(1);
    expect((await send(cell, crypto.randomUUID())).body).toMatchObject({ code: 'changed-meanwhile' });
    const text = { version: 0, topic: 'Тема', homework: null, kinds: ['answer', 'homework'] };
    const other = { by: colleague.id };
    for (const refused of [
      await send({ ...cell, version: 1, marks: [], ...other }, crypto.randomUUID()),
      await send({ ...text, ...other }, crypto.randomUUID(), `lessons/${id}`),
    ])
      expect([refused.status, refused.body]).toMatchObject([409, { code: 'of-another-account' }]);
    const late = crypto.randomUUID();
    for (const _ of [1, 2]) expect((await send(text, late, `lessons/${id}`)).body).toEqual({ version: 1 });
    expect(await open(id)).toMatchObject({ topic: 'Тема', version: 1 });
    expect((await open(id)).pupils[1]?.cell.marks).toMatchObject([{ value: 5 }]);
  });

  it('stand only at a lesson that has come, in an open period, of who is in the class, above grade 1', async () => {
    const ahead = await lesson(daysAfter(todayHere(), 3));
    expect(detail(await put(ahead, pupil(0), { marks: [mark(5)] }))).toContain('не наступил');
    const id = await lesson(aDay());
    const outsider = await test.work(
      async () => (await aClass(school, null, { letter: 'Щ', pupils: 1 })).children[0]?.id,
    );
    expect((await put(id, outsider ?? '', { marks: [mark(5)] })).status).toBe(404);
    const young = await test.work(async () => {
      const own = await aClass(school, teacher.personId, { grade: 1, letter: 'Ю', pupils: 1, subject: 'reading' });
      return { id: await aLesson(own.journalId, aDay()), pupil: own.children[0]?.id ?? '' };
    });
    expect(detail(await put(young.id, young.pupil, { marks: [mark(5)] }))).toContain('первом классе');
    saved(await put(young.id, young.pupil, { attendance: 'ill' }));
    await test.work(
      () => sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id)
        SELECT ${school.periodId}, class_id, organisation_id, participant_id FROM school.loads WHERE id = ${made.journalId}`,
    );
    expect(detail(await put(id, pupil(0), { marks: [mark(5)] }))).toContain('Период закрыт');
    expect(detail(await write(id, { topic: 'Тема' }))).toContain('Период закрыт');
    expect((await open(id)).locked).toBe('closed');
    await test.work(() => sql`DELETE FROM school.closed_periods`);
  });

  it('are of a half when the journal is (TEA-18), and of who is in the class on the day (TEA-16)', async () => {
    const half = await test.work(async () => {
      const own = await aClass(school, teacher.personId, { letter: 'П', pupils: 2 });
      const journal = await aJournal(own.classId, teacher.personId, { subject: 'foreign', subgroup: 1 });
      await sql`INSERT INTO school.load_pupils (load_id, pupil_id, organisation_id, participant_id)
        SELECT ${journal}, id, organisation_id, participant_id FROM school.pupils WHERE id = ${own.children[1]?.id}`;
      const late = await aPupil(school.organisationId, own.classId, 5, todayHere());
      return { own, late, lesson: await aLesson(journal, aDay()), whole: await aLesson(own.journalId, aDay()) };
    });
    const ids = async (id: string) => (await open(id)).pupils.map((one) => one.id);
    expect(await ids(half.lesson)).toEqual([half.own.children[1]?.id]);
    expect(await ids(half.whole)).not.toContain(half.late.id);
    expect((await put(half.lesson, half.own.children[0]?.id ?? '', { attendance: 'ill' })).status).toBe(404);
  });
});

describe('Topic and homework', () => {
  it('are written with a version; the next topic of the plan is offered and its hours go down (TEA-06)', async () => {
    const id = await lesson(aDay());
    const planned = await teacher.call(`${at}/journals/${made.journalId}/plan`, {
      method: 'PUT',
      payload: { topics: ['Степени', 'Одночлены', 'Многочлены'] },
    });
    expect(planned.body).toEqual({ topics: 3 });
    const before = await open(id);
    expect(before.plan).toMatchObject({ next: { title: 'Степени' }, topicsLeft: 3 });
    const topic = {
      topic: 'Степени',
      planTopicId: before.plan.next?.id,
      homework: '§ 5, № 12',
      isAttendanceTaken: true,
    };
    expect((await write(id, topic)).body).toEqual({ version: 1 });
    const after = await open(id);
    expect(after).toMatchObject({ topic: 'Степени', homework: '§ 5, № 12', isAttendanceTaken: true, version: 1 });
    expect(after.plan).toMatchObject({ next: { title: 'Одночлены' }, topicsLeft: 2 });
    expect(after.plan.lessonsLeft).toBeLessThan(before.plan.lessonsLeft);
    const stale = await write(id, { topic: 'Другая' });
    expect([stale.status, detail(stale)]).toEqual([409, expect.stringContaining('уже изменили')]);
    const twice = await write(await lesson(aDay()), { topic: 'Степени', planTopicId: topic.planTopicId });
    expect(detail(twice)).toContain('другом уроке');
    const foreign = await write(await lesson(aDay()), { topic: 'Что-то', planTopicId: crypto.randomUUID() });
    expect(foreign.status).toBe(400);
    const again = await teacher.call(`${at}/journals/${made.journalId}/plan`, {
      method: 'PUT',
      payload: { topics: ['Тождества'] },
    });
    expect(again.body).toEqual({ topics: 2 });
    expect((await teacher.call(`${at}/journals/${made.journalId}/plan`)).body).toMatchObject([
      { title: 'Степени', givenOn: after.day },
      { title: 'Тождества', givenOn: null },
    ]);
  });

  it('on the day of the lesson with the attendance make it filled; a taken attendance is taken back while nobody is marked', async () => {
    const id = await lesson(todayHere(), 6);
    await write(id, { isAttendanceTaken: true });
    const state = () =>
      test
        .work(() => sql`SELECT expected, is_over, is_filled FROM school.lessons WHERE id = ${id}`)
        .then(([row]) => row);
    expect(await state()).toEqual({ expected: 3, is_over: true, is_filled: false });
    await write(id, { version: 1, isAttendanceTaken: false });
    expect(await state()).toMatchObject({ expected: 0 });
    await write(id, { version: 2, topic: 'Тема дня', isAttendanceTaken: true });
    expect(await state()).toEqual({ expected: 3, is_over: true, is_filled: true });
    saved(await put(id, pupil(0), { attendance: 'absent' }));
    expect(detail(await write(id, { version: 3, isAttendanceTaken: false }))).toContain('отсутствующие');
  });
});

describe('Homework', () => {
  it('is measured against the norm of the grade with what the other subjects have set for the day (TEA-09)', async () => {
    const [one, due] = [daysAfter(todayHere(), -12), daysAfter(todayHere(), -9)];
    const own = await test.work(async () => {
      const { classId, journalId } = await aClass(school, teacher.personId, { letter: 'Ж', pupils: 1 });
      const physics = await aJournal(classId, colleague.personId, { subject: 'physics' });
      const halves = [
        await aJournal(classId, colleague.personId, { subject: 'foreign', subgroup: 1 }),
        await aJournal(classId, colleague.personId, { subject: 'foreign', subgroup: 2 }),
      ];
      for (const [nth, journal] of [physics, ...halves].entries()) {
        const id = await aLesson(journal, one, nth + 2);
        await sql`UPDATE school.lessons SET homework = '§', homework_minutes = ${[100, 40, 30][nth]} WHERE id = ${id}`;
        await aLesson(journal, due, nth + 2);
      }
      const ids = [await aLesson(journalId, one), await aLesson(journalId, due)] as const;
      return { lesson: ids[0], last: ids[1] };
    });
    expect((await open(own.lesson)).meter).toEqual({
      ...{ dueOn: due, others: 140, norm: 150, act: 'СанПиН 1.2.3685-21', clause: 'таблица 6.6', isVerified: false },
    });
    expect((await open(own.last)).meter).toBeNull();
    expect((await write(own.lesson, { homework: '§ 5', homeworkMinutes: 15 })).status).toBe(200);
    expect((await open(own.lesson)).homeworkMinutes).toBe(15);
    expect((await write(own.lesson, { version: 1, homework: '§ 5', homeworkMinutes: 600 })).status).toBe(400);
  });

  it('is set for some pupils instead of that for the class, with files of its own (TEA-08)', async () => {
    const id = await lesson(aDay());
    const set = (parts: object[], version = 0, who: Who = teacher) =>
      who.call(`${at}/lessons/${id}/homework`, { method: 'PUT', payload: { version, parts } });
    const attach = (name: string, content: Buffer, query = '', who: Who = teacher) =>
      who.call(`${at}/lessons/${id}/files${query}`, multipart(name, content));
    const outsider = await test.work(
      async () => (await aClass(school, null, { letter: 'Ъ', pupils: 1 })).children[0]?.id,
    );
    const both = { text: 'Карточка 2', pupilIds: [pupil(0), pupil(1)] };
    expect((await set([both], 0, colleague)).status).toBe(403);
    expect((await set([{ text: 'Карточка', pupilIds: [outsider] }])).text).toContain('Не все эти ученики');
    expect((await set([both, { text: 'Ещё', pupilIds: [pupil(1)] }])).text).toContain('одно отдельное задание');
    expect((await set([{ ...both, id: crypto.randomUUID() }])).status).toBe(400);
    expect((await open(id)).parts).toEqual([]);
    expect((await set([both])).body).toEqual({ version: 1 });
    expect(await audits('school.homework-parts-changed', id)).toEqual([{ actor_id: teacher.id }]);
    expect(detail(await set([]))).toContain('уже изменили');

    const [part] = (await open(id)).parts;
    expect((await attach('карточка.exe', Buffer.from('MZ'))).status).toBe(415);
    expect((await attach('а.pdf', pdf('а'), '', colleague)).status).toBe(403);
    expect((await attach('а.pdf', pdf('а'), `?part=${crypto.randomUUID()}`)).status).toBe(404);
    expect((await attach('карточка.pdf', pdf('2'), `?part=${part?.id}`)).status).toBe(200);
    for (const nth of [1, 2, 3, 4, 5]) expect((await attach(`${nth}.pdf`, pdf(`${nth}`))).status).toBe(200);
    expect(detail(await attach('6.pdf', pdf('6')))).toContain('не больше пяти');
    const full = await open(id);
    expect(full.files.map(({ name }) => name)).toEqual(['1.pdf', '2.pdf', '3.pdf', '4.pdf', '5.pdf']);
    expect(full.parts).toMatchObject([{ text: 'Карточка 2', files: [{ name: 'карточка.pdf' }] }]);
    const [file] = full.files;
    expect((await school.head.call(`${at}/lessons/${id}/files/${file?.id}`)).status).toBe(200);
    expect((await colleague.call(`${at}/lessons/${id}/files/${file?.id}`)).status).toBe(403);
    const remove = (who: Who) => who.call(`${at}/lessons/${id}/files/${file?.id}`, { method: 'DELETE', payload: {} });
    expect([(await remove(school.head)).status, (await remove(teacher)).status]).toEqual([403, 200]);
    expect((await remove(teacher)).status).toBe(404);
    // A part keeps its files while it stays, and takes them along when it goes.
    expect((await set([{ ...both, id: part?.id, pupilIds: [pupil(1)] }], full.homeworkVersion + 1)).status).toBe(200);
    expect((await open(id)).parts).toMatchObject([{ id: part?.id, pupilIds: [pupil(1)], files: [{}] }]);
    expect((await set([], (await open(id)).homeworkVersion)).status).toBe(200);
    const left = await test.work(
      () => sql`SELECT 1 FROM core.files WHERE owner_type = 'homework' AND owner_id = ${part?.id}`,
    );
    expect(left).toEqual([]);
  });

  it('and control works: two subjects never hold one on a day of a class, and free days are offered (TEA-10)', async () => {
    const [monday, free] = [daysAfter(todayHere(), 5), daysAfter(todayHere(), 6)];
    const own = await test.work(async () => {
      const { classId, journalId } = await aClass(school, teacher.personId, { letter: 'Ф', pupils: 1 });
      const halves = [
        await aJournal(classId, teacher.personId, { subject: 'foreign', subgroup: 1 }),
        await aJournal(classId, teacher.personId, { subject: 'foreign', subgroup: 2 }),
      ];
      const other = await aClass(school, teacher.personId, { letter: 'Х', pupils: 1 });
      return {
        algebra: await aLesson(journalId, monday, 1),
        later: await aLesson(journalId, free, 1),
        halves: [await aLesson(halves[0] ?? '', monday, 2), await aLesson(halves[1] ?? '', monday, 2)],
        elsewhere: await aLesson(other.journalId, monday, 3),
      };
    });
    const [one = '', two = ''] = own.halves;
    const control = { kinds: ['control', 'homework'] };
    const answers = await Promise.all([write(own.algebra, control), write(one, control)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    // Whoever came first, the halves of a subject hold the same work and another class has days of its own.
    const held = answers[0]?.status === 200;
    if (held) expect((await write(own.algebra, { version: 1 })).status).toBe(200);
    if (held) expect((await write(one, control)).status).toBe(200);
    expect((await write(two, control)).status).toBe(200);
    expect((await write(own.elsewhere, control)).status).toBe(200);
    const refused = await write(own.algebra, { ...control, version: held ? 2 : 0 });
    expect([refused.status, detail(refused)]).toEqual([409, expect.stringContaining('уже есть контрольная')]);
    expect((await open(own.algebra)).control).toEqual({
      meets: { subject: 'Иностранный язык', subjectEn: expect.any(String) as string },
      free: [{ id: own.later, day: free }],
    });
    expect((await write(own.later, control)).status).toBe(200);
    expect((await open(own.later)).control).toEqual({ meets: null, free: [] });
    const twice = test.work(() => sql`UPDATE school.lessons SET control_subject = 'algebra' WHERE id = ${own.algebra}`);
    await expect(twice).rejects.toThrow();
  });
});

describe('A journal', () => {
  it('shows pupils by lessons with what each cell holds', async () => {
    const own = await test.work(() => aClass(school, teacher.personId, { letter: 'Р', pupils: 2 }));
    const [one = '', two = ''] = await test.work(async () => [
      await aLesson(own.journalId, daysAfter(todayHere(), -8)),
      await aLesson(own.journalId, daysAfter(todayHere(), -6)),
    ]);
    const [a, b] = own.children;
    saved(await put(one, a?.id ?? '', { marks: [mark(3)] }));
    saved(await put(two, a?.id ?? '', { marks: [mark(4)] }));
    saved(await put(two, b?.id ?? '', { attendance: 'ill' }));
    const { body, status } = await teacher.call(`${at}/journals/${own.journalId}`);
    expect(status).toBe(200);
    const view = body as JournalView;
    expect(view.lessons.map(({ id, isAttendanceTaken }) => [id, isAttendanceTaken])).toEqual([
      [one, false],
      [two, true],
    ]);
    expect(view.pupils.map(({ average, marks, cells }) => [average, marks, Object.keys(cells).sort()])).toEqual([
      [3.5, 2, [one, two].sort()],
      [null, 0, [two]],
    ]);
    expect(view.period.id).toBe(school.periodId);
    expect((await teacher.call(`${at}/journals/${own.journalId}?period=${crypto.randomUUID()}`)).status).toBe(404);
  });

  it('of a colleague is refused with a record of it, of another school is not there; the head reads all, the leader the class (TEA-20)', async () => {
    const id = await lesson(aDay());
    const refused = await colleague.call(`${at}/lessons/${id}`);
    expect([refused.status, detail(refused)]).toEqual([403, 'Этот журнал ведёт другой учитель']);
    expect(await audits('school.journal-refused', id)).toEqual([{ actor_id: colleague.id }]);
    expect((await colleague.call(`${at}/journals/${made.journalId}`)).status).toBe(403);
    expect((await put(id, pupil(0), { marks: [mark(5)] }, colleague)).status).toBe(403);
    const foreign = await aTeacher(test, other);
    for (const who of [foreign, other.head]) {
      expect((await who.call(`${at}/lessons/${id}`)).status).toBe(404);
      expect((await put(id, pupil(0), { marks: [mark(5)] }, who)).status).toBe(404);
      expect((await who.call(`${at}/journals/${made.journalId}`)).status).toBe(404);
      expect(((await who.call(`${at}/journals`)).body as JournalBrief[]).map((one) => one.id)).not.toContain(
        made.journalId,
      );
    }
    expect((await open(id, school.head)).locked).toBe('foreign');
    expect((await put(id, pupil(0), { marks: [mark(5)] }, school.head)).status).toBe(403);
    await test.work(() => sql`UPDATE school.classes SET teacher_id = ${colleague.personId} WHERE id = ${made.classId}`);
    expect((await open(id, colleague)).locked).toBe('foreign');
    expect((await put(id, pupil(0), { marks: [mark(5)] }, colleague)).status).toBe(403);
    await test.work(() => sql`UPDATE school.classes SET teacher_id = NULL WHERE id = ${made.classId}`);
  });

  it('opens only one lesson to whoever stands in (TEA-17)', async () => {
    const [id, next] = [await lesson(aDay()), await lesson(aDay())];
    await test.work(() => sql`UPDATE school.lessons SET teacher_id = ${colleague.personId} WHERE id = ${id}`);
    saved(await put(id, pupil(0), { marks: [mark(5)] }, colleague));
    expect((await put(next, pupil(0), { marks: [mark(5)] }, colleague)).status).toBe(403);
    expect((await colleague.call(`${at}/journals/${made.journalId}`)).status).toBe(403);
  });
});
