import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import type { ClassBrief, ClassView, ClosingCells, ClosingLine, PeriodMarks } from '../../shared';
import { daysAfter } from '../services/clock';
import { aClass, aJournal, aLesson, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: School;
let teacher: Awaited<ReturnType<typeof aTeacher>>;
const at = '/api/school';
const day = (n: number) => daysAfter(todayHere(), n);
type Who = { call: School['head']['call'] };
const detail = (answer: { body: unknown }) => (answer.body as { detail: string }).detail;

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  other = await aSchool(app);
  teacher = await aTeacher(app, school);
}, 120_000);
afterAll(() => app.stop());

const post = (who: Who, path: string, payload: object = {}) => who.call(`${at}${path}`, { method: 'POST', payload });
const mark = (id: string, pupil: string | undefined, value: number) =>
  teacher.call(`${at}/lessons/${id}/pupils/${pupil}`, {
    method: 'PUT',
    payload: { version: 0, attendance: null, marks: [{ place: 1, value }] },
  });

describe('Marks of a period', () => {
  it('are suggested by the rule and given by the teacher alone, with a version (TEA-14)', async () => {
    const own = await app.work(() => aClass(school, teacher.personId, { letter: 'А', pupils: 3 }));
    const ids = await app.work(async () => [
      await aLesson(own.journalId, day(-9)),
      await aLesson(own.journalId, day(-8)),
      await aLesson(own.journalId, day(-7)),
    ]);
    const [a, b, c] = own.children.map(({ id }) => id);
    for (const [nth, value] of [4, 5].entries()) await mark(ids[nth] ?? '', a, value);
    await mark(ids[0] ?? '', b, 3);
    const address = `${at}/journals/${own.journalId}/periods/${school.periodId}/marks`;
    const read = async (who: Who = teacher) => (await who.call(address)).body as PeriodMarks;
    const before = await read();
    expect(before.pupils.map(({ average, marks, suggestion, value }) => [average, marks, suggestion, value])).toEqual([
      [4.5, 2, 5, null],
      [3, 1, 3, null],
      [null, 0, null, null],
    ]);
    const put = (marks: object[], who: Who = teacher) => who.call(address, { method: 'PUT', payload: { marks } });
    // The rule suggests a 5, the teacher gives a 4; who cannot be attested is said so.
    expect(
      (
        await put([
          { pupilId: a, version: 0, value: 4 },
          { pupilId: c, version: 0, value: null },
        ])
      ).status,
    ).toBe(200);
    expect((await read()).pupils.map(({ value, version }) => [value, version])).toEqual([
      [4, 1],
      [null, 0],
      [null, 1],
    ]);
    expect((await put([{ pupilId: a, version: 0, value: 5 }])).body).toMatchObject({ code: 'changed-meanwhile' });
    expect((await put([{ pupilId: a, version: 1, value: 6 }])).status).toBe(400);
    expect((await put([{ pupilId: crypto.randomUUID(), version: 0, value: 5 }])).status).toBe(404);
    expect((await put([{ pupilId: a, version: 1, value: 5 }], school.head)).status).toBe(403);
    expect((await put([{ pupilId: a, version: 1, value: 5 }], other.head)).status).toBe(404);
    expect((await read(school.head)).pupils[0]?.value).toBe(4);
    expect((await teacher.call(`${at}/journals/${own.journalId}/periods/${other.periodId}/marks`)).status).toBe(404);
  });
});

describe('The closing of a period', () => {
  it('names the cells that stop it, and closes once they are filled (ADM-14)', async () => {
    const { own, period, lesson } = await app.work(async () => {
      const [past] = await sql<{
        id: string;
      }>`INSERT INTO school.periods (year_id, organisation_id, participant_id, kind, number,
          grade_from, grade_to, starts_on, ends_on)
        SELECT id, organisation_id, participant_id, 'quarter', 1, 1, 11, ${day(-58)}, ${day(-45)} FROM school.years
        WHERE id = ${school.yearId} RETURNING id`;
      const made = await aClass(school, teacher.personId, { grade: 8, letter: 'Б', pupils: 1, subject: 'history' });
      return { own: made, period: past?.id ?? '', lesson: await aLesson(made.journalId, day(-50)) };
    });
    const close = (who: Who = school.head) => post(who, `/classes/${own.classId}/closing/${period}`);
    const cells = async () =>
      (await school.head.call(`${at}/classes/${own.classId}/closing/${period}`)).body as ClosingCells;
    const pupilId = own.children[0]?.id;
    expect(await cells()).toMatchObject({
      ...{
        name: '8Б',
        isClosed: false,
        withoutTopic: 1,
        withoutAttendance: 1,
        fewMarks: 1,
        withoutPeriodMark: 1,
        least: 3,
      },
      lessons: [{ id: lesson, hasTopic: false, hasAttendance: false, subject: 'История' }],
      marks: [{ pupilId, marks: 0, hasPeriodMark: false, subject: 'История' }],
    });
    expect(detail(await close())).toContain('Не всё заполнено');
    const text = { version: 0, topic: 'Тема', homework: null, kinds: ['answer', 'homework'], isAttendanceTaken: true };
    await teacher.call(`${at}/lessons/${lesson}`, { method: 'PUT', payload: text });
    expect(await cells()).toMatchObject({ withoutTopic: 0, withoutAttendance: 0, fewMarks: 1 });
    // Who has too few marks is not attested: that is a decision, and it stands.
    await teacher.call(`${at}/journals/${own.journalId}/periods/${period}/marks`, {
      method: 'PUT',
      payload: { marks: [{ pupilId, version: 0, value: null }] },
    });
    const lines = (await school.head.call(`${at}/periods/${period}/closing`)).body as ClosingLine[];
    expect(lines.find(({ classId }) => classId === own.classId)).toMatchObject({ fewMarks: 0, withoutPeriodMark: 0 });
    expect((await close(teacher)).status).toBe(403);
    expect((await close(other.head)).status).toBe(404);
    expect((await close()).status).toBe(200);
    expect(detail(await close())).toContain('уже закрыт');
    expect(detail(await mark(lesson, pupilId, 5))).toContain('Период закрыт');
    const late = await teacher.call(`${at}/journals/${own.journalId}/periods/${period}/marks`, {
      method: 'PUT',
      payload: { marks: [{ pupilId, version: 1, value: 5 }] },
    });
    expect(detail(late)).toContain('Период закрыт');
    const [event] = await app.work(
      () =>
        sql`SELECT actor_id FROM core.audit_events WHERE event = 'school.period-closed' AND object_id = ${own.classId}`,
    );
    expect(event).toEqual({ actor_id: school.head.id });
  });

  it('waits for the last day of the period', async () => {
    const own = await app.work(() => aClass(school, teacher.personId, { grade: 6, letter: 'В', pupils: 0 }));
    expect(detail(await post(school.head, `/classes/${own.classId}/closing/${school.periodId}`))).toContain('ещё идёт');
  });
});

describe('A class', () => {
  it('is seen by the head of the school, and by no other school', async () => {
    const own = await app.work(() => aClass(school, teacher.personId, { grade: 9, letter: 'Г', pupils: 2 }));
    const classes = async (who: Who) => ((await who.call(`${at}/classes`)).body as ClassBrief[]).map(({ id }) => id);
    expect(await classes(school.head)).toContain(own.classId);
    expect(await classes(other.head)).not.toContain(own.classId);
    const view = (await school.head.call(`${at}/classes/${own.classId}`)).body as ClassView;
    expect(view).toMatchObject({
      name: '9Г',
      pupils: 2,
      members: [{ name: 'Ученик Арсений' }, { name: 'Ученик Борис' }],
    });
    expect((await other.head.call(`${at}/classes/${own.classId}`)).status).toBe(404);
    expect((await teacher.call(`${at}/classes/${own.classId}`)).status).toBe(403);
  });

  it('gives a pupil to another of its grade with what was written, and into the smaller half there (CLT-07)', async () => {
    const [from, to] = await app.work(async () => [
      await aClass(school, teacher.personId, { grade: 5, letter: 'А', pupils: 1, subject: 'maths' }),
      await aClass(school, teacher.personId, { grade: 5, letter: 'Б', pupils: 1, subject: 'maths' }),
    ]);
    const halves = await app.work(async () => {
      const own: string[] = [];
      for (const subgroup of [1, 2])
        own.push(await aJournal(to?.classId ?? '', null, { subject: 'foreign', subgroup }));
      await sql`INSERT INTO school.load_pupils (load_id, pupil_id, organisation_id, participant_id)
        SELECT ${own[0]}, id, organisation_id, participant_id FROM school.pupils WHERE id = ${to?.children[0]?.id}`;
      return own;
    });
    const pupil = from?.children[0];
    const lesson = await app.work(() => aLesson(from?.journalId ?? '', day(-3)));
    await mark(lesson, pupil?.id, 5);
    const move = (classId: string | undefined, on: string, who: Who = school.head) =>
      post(who, `/pupils/${pupil?.id}/move`, { classId, from: on });
    expect(detail(await move(to?.classId, day(-3)))).toContain('уже есть отметки');
    const strange = await app.work(() => aClass(school, null, { grade: 6, letter: 'Я', pupils: 0 }));
    expect(detail(await move(strange.classId, todayHere()))).toContain('параллели');
    expect((await move(to?.classId, todayHere(), other.head)).status).toBe(404);
    expect((await move(to?.classId, todayHere())).status).toBe(200);
    expect((await move(to?.classId, todayHere())).status).toBe(409);
    const stays = await app.work(
      () => sql<{ class_id: string; ends_on: string | null; half: string | null }>`SELECT p.class_id, p.ends_on::text,
          (SELECT load_id FROM school.load_pupils h WHERE h.pupil_id = p.id) AS half
        FROM school.pupils p WHERE p.person_id = ${pupil?.personId} ORDER BY p.starts_on`,
    );
    expect(stays).toEqual([
      { class_id: from?.classId, ends_on: day(-1), half: null },
      { class_id: to?.classId, ends_on: null, half: halves[1] },
    ]);
    // The mark of the old class counts in the new journal.
    const { body } = await teacher.call(`${at}/journals/${to?.journalId}/periods/${school.periodId}/marks`);
    expect((body as PeriodMarks).pupils.map(({ average }) => average)).toEqual(expect.arrayContaining([5]));
  });
});
