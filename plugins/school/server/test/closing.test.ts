import { homeCalendar, sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { Workbook } from '@protobi/exceljs';
import {
  closingRuleIds,
  closingRules,
  type ChangeRequests,
  type ClassBrief,
  type ClassView,
  type ClosingCells,
  type ClosingLine,
  type ClosingRule,
  type LessonView,
  type Movement,
  type MovementPupils,
  type PeriodMarks,
} from '../../shared';
import { daysAfter } from '../services/clock';
import { movementBook } from '../services/movement';
import { endReopenings } from '../services/reopen';
import { aClass, aGuardian, aJournal, aLesson, aPupil, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: School;
let teacher: Awaited<ReturnType<typeof aTeacher>>;
/** A period of the school that is over, for all grades. */
let past = '';
const at = '/api/school';
const day = (n: number) => daysAfter(todayHere(), n);
type Who = { call: School['head']['call'] };
const detail = (answer: { body: unknown }) => (answer.body as { detail: string }).detail;

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  other = await aSchool(app);
  teacher = await aTeacher(app, school);
  past = await app.work(async () => {
    const [row] = await sql<{
      id: string;
    }>`INSERT INTO school.periods (year_id, organisation_id, participant_id, kind, number, grade_from, grade_to, starts_on, ends_on)
      SELECT id, organisation_id, participant_id, 'quarter', 1, 1, 11, ${day(-58)}, ${day(-45)} FROM school.years
      WHERE id = ${school.yearId} RETURNING id`;
    return row?.id ?? '';
  });
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
    const { own, lesson } = await app.work(async () => {
      const made = await aClass(school, teacher.personId, { grade: 8, letter: 'Б', pupils: 1, subject: 'history' });
      return { own: made, lesson: await aLesson(made.journalId, workdays()[0]) };
    });
    const close = (who: Who = school.head) => post(who, `/classes/${own.classId}/closing/${past}`);
    const cells = async () =>
      (await school.head.call(`${at}/classes/${own.classId}/closing/${past}`)).body as ClosingCells;
    const pupilId = own.children[0]?.id;
    const before = await cells();
    expect(before).toMatchObject({ name: '8Б', isClosed: false, stops: 4, norms: { least: 3 } });
    expect(before.found).toMatchObject({ topic: 1, attendance: 1, 'few-marks': 1, 'period-mark': 1 });
    const where = { journalId: own.journalId, subject: 'История' };
    expect(before.findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...where, rule: 'topic', lessonId: lesson, day: workdays()[0], number: 1 }),
        expect.objectContaining({ ...where, rule: 'period-mark', pupilId, name: 'Ученик Арсений', lessonId: null }),
      ]),
    );
    expect(detail(await close())).toContain('Не всё заполнено');
    const text = { version: 0, topic: 'Тема', homework: null, kinds: ['answer', 'homework'], isAttendanceTaken: true };
    await teacher.call(`${at}/lessons/${lesson}`, { method: 'PUT', payload: text });
    const filled = (await cells()).found;
    expect(filled).toMatchObject({ 'few-marks': 1, 'period-mark': 1, 'filled-late': 1 });
    expect(filled).not.toHaveProperty('topic');
    // Who has too few marks is not attested: that is a decision, and it stands.
    await teacher.call(`${at}/journals/${own.journalId}/periods/${past}/marks`, {
      method: 'PUT',
      payload: { marks: [{ pupilId, version: 0, value: null }] },
    });
    const lines = (await school.head.call(`${at}/periods/${past}/closing`)).body as ClosingLine[];
    const warns = expect.any(Number) as number;
    expect(lines.find(({ classId }) => classId === own.classId)).toEqual({
      ...{ classId: own.classId, name: '8Б', isClosed: false, openUntil: null, stops: 0, warns },
    });
    expect((await close(teacher)).status).toBe(403);
    expect((await close(other.head)).status).toBe(404);
    expect((await close()).status).toBe(200);
    expect(detail(await close())).toContain('уже закрыт');
    expect(detail(await mark(lesson, pupilId, 5))).toContain('Период закрыт');
    const late = await teacher.call(`${at}/journals/${own.journalId}/periods/${past}/marks`, {
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

const audits = (event: string, classId: string) =>
  app.work(
    () =>
      sql`SELECT actor_id, process, details FROM core.audit_events WHERE event = ${event} AND object_id = ${classId} ORDER BY id`,
  );

const aClosedClass = (letter: string) =>
  app.work(async () => {
    const own = await aClass(school, teacher.personId, { grade: 8, letter, pupils: 1, subject: 'history' });
    const lessons = await fillJournal(own.journalId);
    await sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id)
      SELECT ${past}, id, organisation_id, participant_id FROM school.classes WHERE id = ${own.classId}`;
    return { ...own, lesson: lessons[1] ?? '', pupil: own.children[0]?.id };
  });

describe('A closed period of a class', () => {
  const act = () => ({
    number: '12-у',
    date: todayHere(),
    ground: 'Ошибочно выставлены отметки за контрольную',
    until: todayHere(),
  });
  const reopen = (classId: string, change: object = {}, who: Who = school.head) =>
    post(who, `/classes/${classId}/closing/${past}/reopening`, { ...act(), ...change });
  const give = async ({ lesson, pupil }: { lesson: string; pupil: string | undefined }, version: number) =>
    teacher.call(`${at}/lessons/${lesson}/pupils/${pupil}`, {
      method: 'PUT',
      payload: { version, attendance: null, marks: [{ place: 1, value: 5 - (version % 2) }] },
    });

  it('is opened by an act of who keeps the class, up to its last day, and closes by itself (ADM-15)', async () => {
    const own = await aClosedClass('Д');
    expect(detail(await give(own, 0))).toContain('Период закрыт');
    expect((await reopen(own.classId, {}, teacher)).status).toBe(403);
    expect((await reopen(own.classId, {}, other.head)).status).toBe(404);
    expect((await reopen(crypto.randomUUID())).status).toBe(404);
    const faults: [object, string][] = [
      [{ number: ' ' }, 'number'],
      [{ ground: 'да' }, 'ground'],
      [{ date: day(1) }, 'date'],
      [{ until: day(-1) }, 'until'],
      [{ until: day(14) }, 'until'],
    ];
    for (const [change, field] of faults) {
      const { status, body } = await reopen(own.classId, change);
      expect([status, (body as { issues: { path: string[] }[] }).issues[0]?.path.at(-1)]).toEqual([400, field]);
    }
    expect((await reopen(own.classId, { until: day(13) })).status).toBe(200);
    expect(detail(await reopen(own.classId))).toContain('уже открыт');
    expect((await give(own, 0)).status).toBe(200);
    const view = (await school.head.call(`${at}/classes/${own.classId}/closing/${past}`)).body as ClosingCells;
    expect(view).toMatchObject({ isClosed: false, openUntil: day(13), found: { 'changed-after': 1 } });
    expect(view.reopenings).toMatchObject([
      { number: '12-у', ground: act().ground, until: day(13), closedAt: null, isOpen: true },
    ]);
    const me = (await school.head.call('/api/access/me')).body as { name: string };
    expect(view.reopenings[0]?.who).toBe(me.name);

    // The term is over: locked at once, and the night says so.
    await app.work(() => sql`UPDATE school.reopenings SET until = ${day(-1)} WHERE class_id = ${own.classId}`);
    expect(detail(await give(own, 1))).toContain('Период закрыт');
    expect(await app.work(() => endReopenings())).toBe(1);
    expect(await app.work(() => endReopenings())).toBe(0);
    expect(await audits('school.period-relocked', own.classId)).toMatchObject([{ details: { period: past } }]);
    const [opened] = await audits('school.period-reopened', own.classId);
    expect(opened).toMatchObject({ actor_id: school.head.id, details: { act: '12-у', until: day(13) } });
  });

  it('may be closed again before the term, once nothing stops it', async () => {
    const own = await aClosedClass('Е');
    expect((await reopen(own.classId)).status).toBe(200);
    await app.work(() => sql`UPDATE school.lessons SET topic = NULL WHERE id = ${own.lesson}`);
    const close = () => post(school.head, `/classes/${own.classId}/closing/${past}`);
    expect(detail(await close())).toContain('Не всё заполнено');
    await app.work(() => sql`UPDATE school.lessons SET topic = 'Тема' WHERE id = ${own.lesson}`);
    expect((await close()).status).toBe(200);
    expect(detail(await give(own, 0))).toContain('Период закрыт');
    expect(detail(await close())).toContain('уже закрыт');
    const open = await app.work(() => aClass(school, null, { grade: 8, letter: 'Ж', pupils: 0 }));
    expect(detail(await reopen(open.classId))).toContain('не закрыт');
  });
});

describe('A cell of a closed period', () => {
  type Closed = { lesson: string; pupil: string | undefined };
  const ask = ({ lesson, pupil }: Closed, change: object = {}, who: Who = teacher) =>
    post(who, `/lessons/${lesson}/pupils/${pupil}/requests`, {
      cell: { version: 0, attendance: null, marks: [{ place: 1, value: 5 }] },
      reason: 'Отметка перенесена с ошибкой',
      ...change,
    });
  const decide = (id: string, payload: object, who: Who = school.head) =>
    post(who, `/change-requests/${id}/decision`, payload);
  const idOf = ({ body }: { body: unknown }) => (body as { id: string }).id;
  const requests = async (who: Who) => ((await who.call(`${at}/change-requests`)).body as ChangeRequests).requests;
  const holds = ({ lesson, pupil }: Closed) =>
    app.work(() => sql`SELECT value FROM school.marks WHERE lesson_id = ${lesson} AND pupil_id = ${pupil}`);
  const told = (accountId: string, kind: string) =>
    app.work(() => sql`SELECT title, link FROM core.notices WHERE account_id = ${accountId} AND kind = ${kind}`);

  it('changes by a request that another grants: both values stay, and the family is told (TEA-12)', async () => {
    const own = await aClosedClass('З');
    const parent = await aGuardian(app, [own.children[0]?.personId ?? '']);
    const colleague = await aTeacher(app, school);
    expect((await ask(own, {}, colleague)).status).toBe(403);
    expect((await ask(own, {}, other.head)).status).toBe(404);
    expect((await ask(own, { reason: 'да' })).status).toBe(400);
    expect((await ask(own, { cell: { version: 0, attendance: null, marks: [{ place: 1, value: 6 }] } })).status).toBe(
      400,
    );
    const same = { version: 0, attendance: null, marks: [{ place: 1, value: 4 }] };
    expect(detail(await ask(own, { cell: same }))).toContain('уже стоит');
    expect((await ask(own, { cell: { ...same, version: 7 } })).body).toMatchObject({ code: 'changed-meanwhile' });
    const id = idOf(await ask(own));
    expect(detail(await ask(own))).toContain('уже ждёт');
    expect(await told(school.head.id, 'school.change-asked')).toHaveLength(1);

    const asked = { id, state: 'asked', class: '8З', name: 'Ученик Арсений', before: { marks: [{ value: 4 }] } };
    expect(await requests(school.head)).toMatchObject([
      { ...asked, wanted: { marks: [{ value: 5 }] }, mayDecide: true },
    ]);
    expect(await requests(teacher)).toMatchObject([{ ...asked, mayDecide: false }]);
    for (const who of [colleague, other.head]) expect(await requests(who)).toEqual([]);

    expect((await decide(id, { isGranted: true }, teacher)).status).toBe(403);
    expect((await decide(id, { isGranted: true }, other.head)).status).toBe(404);
    expect((await decide(id, { isGranted: false })).status).toBe(400);
    expect(await holds(own)).toEqual([{ value: 4 }]);
    expect((await decide(id, { isGranted: true })).status).toBe(200);
    expect(detail(await decide(id, { isGranted: true }))).toContain('уже решено');
    expect(await holds(own)).toEqual([{ value: 5 }]);
    const { body } = await teacher.call(`${at}/lessons/${own.lesson}/pupils/${own.pupil}/history`);
    const [change] = body as { request: { reason: string; decider: string } }[];
    expect(change).toMatchObject({ before: { marks: [{ value: 4 }] }, after: { marks: [{ value: 5 }] } });
    expect(change?.request).toEqual({ reason: 'Отметка перенесена с ошибкой', decider: expect.any(String) as string });
    expect(await told(parent.id, 'school.mark-changed')).toMatchObject([
      { title: expect.stringContaining('Арсений: изменена запись') as string },
    ]);
    expect(await told(teacher.id, 'school.change-decided')).toHaveLength(1);
    const decided = await app.work(
      () =>
        sql`SELECT actor_id, details FROM core.audit_events WHERE event = 'school.change-decided' AND object_id = ${own.lesson}`,
    );
    expect(decided).toEqual([{ actor_id: school.head.id, details: { isGranted: true } }]);
    expect(detail(await mark(own.lesson, own.pupil, 5))).toContain('Период закрыт');
  });

  it('stays as it is when the request is refused, has aged, or is one’s own; while the period is open none is needed', async () => {
    const own = await aClosedClass('И');
    const refused = idOf(await ask(own));
    expect((await decide(refused, { isGranted: false, answer: 'Отметка верная' })).status).toBe(200);
    const [row] = await requests(teacher);
    expect(row).toMatchObject({ state: 'refused', answer: 'Отметка верная', mayDecide: false });
    const aged = idOf(await ask(own));
    await app.work(() => changeCell(own.lesson, own.pupil ?? '', 30));
    expect((await decide(aged, { isGranted: true })).body).toMatchObject({ code: 'changed-meanwhile' });
    expect((await requests(teacher))[0]).toMatchObject({ id: aged, state: 'asked' });
    await app.work(() => sql`UPDATE school.change_requests SET asked_by = ${school.head.id} WHERE id = ${aged}`);
    expect(detail(await decide(aged, { isGranted: false, answer: 'Нет нужды' }))).toContain('другой завуч');
    expect(await holds(own)).toEqual([{ value: 4 }]);
    await app.work(() => sql`DELETE FROM school.closed_periods WHERE class_id = ${own.classId}`);
    expect(detail(await ask(own))).toContain('Период открыт');
  });
});

/** Days of the past period on which a school learns. */
const workdays = () =>
  Array.from({ length: 14 }, (_, nth) => day(nth - 58)).filter((one) => homeCalendar().isWorkingDay(one));

type Made = Awaited<ReturnType<typeof aClass>> & { lessons: string[]; pupil: string };

/** A journal in which no rule finds anything: four lessons, the first a control work, everybody has a 4 each time. */
async function fillJournal(journalId: string, period = past): Promise<string[]> {
  const lessons: string[] = [];
  for (const nth of [0, 1, 2, 3]) lessons.push(await aLesson(journalId, workdays()[nth]));
  await sql`UPDATE school.lessons SET topic = 'Тема', homework = '§ 1', attendance_at = day + time '12:00', is_filled = true,
      kind_1 = CASE WHEN id = ${lessons[0]} THEN 'control' ELSE 'answer' END WHERE load_id = ${journalId}`;
  await sql`INSERT INTO school.marks (lesson_id, pupil_id, organisation_id, participant_id, day, subject, grade, place, value, kind, weight)
    SELECT l.id, p.id, l.organisation_id, l.participant_id, l.day, l.subject, l.grade, 1, 4, l.kind_1,
      CASE l.kind_1 WHEN 'control' THEN 3 ELSE 1 END FROM school.lessons l JOIN school.pupils p ON p.class_id = l.class_id
    WHERE l.load_id = ${journalId} AND l.grade > 1`;
  await sql`INSERT INTO school.plan_topics (load_id, organisation_id, participant_id, number, title)
    SELECT id, organisation_id, participant_id, 1, 'Тема' FROM school.loads WHERE id = ${journalId}`;
  await sql`INSERT INTO school.period_marks (period_id, pupil_id, subject, organisation_id, participant_id, value, average)
    SELECT ${period}, p.id, j.subject, p.organisation_id, p.participant_id, 4, 4
    FROM school.loads j JOIN school.pupils p ON p.class_id = j.class_id WHERE j.id = ${journalId} AND p.grade > 1`;
  return lessons;
}

/** Puts an absence of the first pupil at these lessons, whose marks were handed in later. */
async function away({ pupil, lessons }: Made, nths: number[], code = 'ill') {
  const at = nths.map((nth) => lessons[nth]);
  await sql`INSERT INTO school.attendance (lesson_id, pupil_id, organisation_id, participant_id, day, subject, grade, code, counts_as)
    SELECT id, ${pupil}, organisation_id, participant_id, day, subject, grade, ${code}, 'excused' FROM school.lessons
    WHERE id = ANY (${at}::uuid[])`;
  await sql`UPDATE school.marks SET is_late = true WHERE pupil_id = ${pupil} AND lesson_id = ANY (${at}::uuid[])`;
}

const changeCell = (lesson: string | undefined, pupil: string, days: number) => sql`INSERT INTO school.cell_changes
    (lesson_id, pupil_id, version, organisation_id, participant_id, at, before, after)
  SELECT id, ${pupil}, 1, organisation_id, participant_id, day + make_interval(days => ${days}::int), '{"marks": []}', '{"marks": [{}]}'
  FROM school.lessons WHERE id = ${lesson}`;

const sunday = () => [...Array(14).keys()].map((nth) => day(nth - 58)).find((one) => new Date(one).getUTCDay() === 0);

/** How each rule is broken, and nothing else. */
const breaks: Record<ClosingRule, (made: Made) => Promise<unknown>> = {
  topic: ({ lessons }) => sql`UPDATE school.lessons SET topic = NULL WHERE id = ${lessons[1]}`,
  attendance: ({ lessons }) => sql`UPDATE school.lessons SET attendance_at = NULL WHERE id = ${lessons[1]}`,
  'work-unmarked': ({ lessons }) => sql`UPDATE school.lessons SET kind_2 = 'control' WHERE id = ${lessons[0]}`,
  'mark-on-absence': async (made) => {
    await away(made, [1]);
    await sql`UPDATE school.marks SET is_late = false WHERE pupil_id = ${made.pupil}`;
  },
  'few-marks': ({ pupil, lessons }) =>
    sql`DELETE FROM school.marks WHERE pupil_id = ${pupil} AND lesson_id = ANY (${lessons.slice(2)}::uuid[])`,
  'period-mark': ({ pupil }) => sql`DELETE FROM school.period_marks WHERE pupil_id = ${pupil}`,
  // In a period that is the last of its year; the other pupil has one.
  'year-mark': ({
    children,
  }) => sql`INSERT INTO school.year_marks (pupil_id, subject, kind, organisation_id, participant_id, value)
    SELECT id, 'algebra', 'year', organisation_id, participant_id, 4 FROM school.pupils WHERE id = ${children[1]?.id}`,
  'no-group': async ({ journalId, children }) => {
    await sql`UPDATE school.loads SET subgroup = 1 WHERE id = ${journalId}`;
    await sql`INSERT INTO school.load_pupils (load_id, pupil_id, organisation_id, participant_id)
      SELECT ${journalId}, id, organisation_id, participant_id FROM school.pupils WHERE id = ${children[1]?.id}`;
  },
  'free-day': ({ lessons }) => sql`UPDATE school.lessons SET day = ${sunday()} WHERE id = ${lessons[1]}`,
  'no-teacher': ({ lessons }) => sql`UPDATE school.lessons SET teacher_id = NULL WHERE id = ${lessons[1]}`,
  'filled-late': ({ lessons }) => sql`UPDATE school.lessons SET is_filled = false WHERE id = ${lessons[1]}`,
  'marks-late': ({ pupil, lessons }) => changeCell(lessons[0], pupil, 9),
  'works-meet': async ({ classId }) =>
    fillJournal(await aJournal(classId, teacher.personId, { subject: 'history', hours: 1 })),
  'work-skipped': ({ pupil, lessons }) =>
    sql`DELETE FROM school.marks WHERE pupil_id = ${pupil} AND lesson_id = ${lessons[0]}`,
  'work-owed': async (made) => {
    await away(made, [0]);
    await sql`DELETE FROM school.marks WHERE pupil_id = ${made.pupil} AND lesson_id = ${made.lessons[0]}`;
  },
  unexplained: (made) => away(made, [1], 'absent'),
  'changed-after': async ({ classId, pupil, lessons }) => {
    await sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id, closed_at)
      SELECT ${past}, id, organisation_id, participant_id, ${day(-44)}::date FROM school.classes WHERE id = ${classId}`;
    await changeCell(lessons[1], pupil, 40);
  },
  stale: ({ pupil }) => sql`UPDATE school.period_marks SET average = 3.9 WHERE pupil_id = ${pupil}`,
  deviates: ({ pupil }) => sql`UPDATE school.period_marks SET value = 5 WHERE pupil_id = ${pupil}`,
  'waived-with-marks': ({ pupil }) => sql`UPDATE school.period_marks SET value = NULL WHERE pupil_id = ${pupil}`,
  'missed-much': (made) => away(made, [1, 2, 3]),
  two: async ({ pupil }) => {
    await sql`UPDATE school.marks SET value = 2 WHERE pupil_id = ${pupil}`;
    await sql`UPDATE school.period_marks SET value = 2, average = 2 WHERE pupil_id = ${pupil}`;
  },
  // In grade 1 nobody is marked, so that a second journal brings nothing else.
  'no-lessons': ({ classId }) => aJournal(classId, teacher.personId, { subject: 'music', hours: 1 }),
  'hours-short': ({ journalId }) => sql`UPDATE school.loads SET hours = 12 WHERE id = ${journalId}`,
  'no-plan': ({ journalId }) => sql`DELETE FROM school.plan_topics WHERE load_id = ${journalId}`,
  'no-homework': ({ journalId }) => sql`UPDATE school.lessons SET homework = NULL WHERE load_id = ${journalId}`,
  'no-work': ({ lessons }) => sql`UPDATE school.lessons SET kind_1 = 'answer' WHERE id = ${lessons[0]}`,
  'works-many': ({ lessons }) => sql`UPDATE school.lessons SET kind_1 = 'control' WHERE id = ${lessons[1]}`,
  'no-load': ({
    classId,
  }) => sql`INSERT INTO school.curriculum (class_id, subject, organisation_id, participant_id, hours)
    SELECT id, 'music', organisation_id, participant_id, 1 FROM school.classes WHERE id = ${classId}`,
};

describe('The rules of the closing', () => {
  const letters = 'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ';
  const aCleanClass = async (letter: string, grade = 10, place = school, period = past): Promise<Made> => {
    const own = await aClass(place, teacher.personId, { grade, letter, pupils: 2, hours: 1 });
    return { ...own, lessons: await fillJournal(own.journalId, period), pupil: own.children[0]?.id ?? '' };
  };
  const found = async (classId: string, { head } = school, period = past) =>
    (await head.call(`${at}/classes/${classId}/closing/${period}`)).body as ClosingCells;

  it('find nothing in a class where all is in order', async () => {
    const { classId } = await app.work(() => aCleanClass('АА'));
    expect(await found(classId)).toMatchObject({ stops: 0, warns: 0, found: {}, findings: [] });
  });

  it.each(closingRuleIds)('find what breaks «%s», and name where it is', async (rule) => {
    const nth = closingRuleIds.indexOf(rule);
    const letter = `${letters[1 + Math.floor(nth / letters.length)]}${letters[nth % letters.length]}`;
    const [place, period] = rule === 'year-mark' ? [other, other.periodId] : [school, past];
    const made = await app.work(async () => {
      await sql`UPDATE school.periods SET starts_on = ${day(-58)}, ends_on = ${day(-45)} WHERE id = ${other.periodId}`;
      const own = await aCleanClass(letter, rule === 'no-lessons' ? 1 : 10, place, period);
      await breaks[rule](own);
      return own;
    });
    const { findings, ...line } = await found(made.classId, place, period);
    expect(Object.keys(line.found)).toEqual([rule]);
    expect(line.stops + line.warns).toBe(findings.length);
    const { stops, mends } = closingRules[rule];
    expect(stops ? line.stops : line.warns).toBe(findings.length);
    for (const one of findings) {
      expect(one.journalId === null).toBe(mends === 'load');
      expect(one.lessonId === null).toBe(mends !== 'lesson' && mends !== 'cell');
      if (mends === 'cell' || mends === 'marks')
        expect([one.pupilId, one.name]).toEqual([made.pupil, 'Ученик Арсений']);
    }
  });

  it('count holidays of the school as days off, for the grades that have them', async () => {
    const made = await app.work(async () => {
      const own = await aCleanClass('ВВ', 11);
      await sql`INSERT INTO school.holidays (year_id, organisation_id, participant_id, title, grade_from, grade_to, starts_on, ends_on)
        SELECT id, organisation_id, participant_id, 'Карантин', 11, 11, ${workdays()[1]}, ${workdays()[1]} FROM school.years
        WHERE id = ${school.yearId}`;
      return own;
    });
    expect((await found(made.classId)).findings).toMatchObject([{ rule: 'free-day', lessonId: made.lessons[1] }]);
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

describe('A pupil who leaves the school', () => {
  const order = () => ({ reason: 'moved', orderNumber: '12-у', orderOn: todayHere() });
  const leave = (pupil: string | undefined, given: object = {}, who: Who = school.head) =>
    post(who, `/pupils/${pupil}/departure`, { ...order(), on: todayHere(), ...given });
  const undo = (id: string, who: Who = school.head) => post(who, `/departures/${id}/undo`);
  const idOf = ({ body }: { body: unknown }) => (body as { id: string }).id;
  const viewOf = async (id: string) => ((await school.head.call(`${at}/classes/${id}`)).body as ClassView).members;
  const daysOf = (pupil: string | undefined) =>
    app.work(
      () => sql`SELECT p.ends_on::text AS class, l.ends_on::text AS school FROM school.pupils p
        JOIN core.person_organisations l ON l.person_id = p.person_id AND l.role = 'pupil' WHERE p.id = ${pupil}`,
    );
  const joins = (personId: string | undefined, classId: string | undefined, from: string) =>
    app.work(
      () => sql`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id, class_id, grade, starts_on)
        SELECT ${personId}, uuidv7(), organisation_id, participant_id, id, grade, ${from} FROM school.classes WHERE id = ${classId}`,
    );

  it('does so by an order: nothing is asked afterwards, all stays, the family is told, and it is taken back', async () => {
    const own = await app.work(() => aClass(school, teacher.personId, { grade: 8, letter: 'Э', pupils: 2 }));
    const pupil = own.children[0];
    const parent = await aGuardian(app, [pupil?.personId ?? '']);
    const [before, after] = await app.work(async () => [
      await aLesson(own.journalId, day(-1)),
      await aLesson(own.journalId, day(1)),
    ]);
    expect((await mark(before ?? '', pupil?.id, 4)).status).toBe(200);
    expect((await leave(pupil?.id, {}, teacher)).status).toBe(403);
    expect((await leave(pupil?.id, {}, other.head)).status).toBe(404);
    const bad = [
      { on: day(15) },
      { on: day(-61) },
      { on: 'завтра' },
      { orderOn: day(1) },
      { orderOn: day(-400) },
      { orderNumber: ' ' },
      { reason: 'other' },
      { reason: 'left' },
    ];
    for (const given of bad) expect([given, (await leave(pupil?.id, given)).status]).toEqual([given, 400]);
    expect(detail(await leave(pupil?.id, { on: day(-2) }))).toContain('уже есть отметки');

    const made = await leave(pupil?.id);
    expect(made.status).toBe(200);
    expect((await leave(pupil?.id)).status).toBe(409);
    expect(await daysOf(pupil?.id)).toEqual([{ class: todayHere(), school: todayHere() }]);
    const [left, stays] = await viewOf(own.classId);
    expect(left).toMatchObject({
      to: todayHere(),
      departure: { reason: 'moved', orderNumber: '12-у', orderOn: todayHere(), note: null, isUndoable: true },
    });
    expect(stays).toMatchObject({ to: null, departure: null, movedTo: null });
    const atLesson = async (id = '') => ((await teacher.call(`${at}/lessons/${id}`)).body as LessonView).pupils.length;
    expect([await atLesson(before), await atLesson(after)]).toEqual([2, 1]);

    const id = idOf(made);
    expect((await undo(id, teacher)).status).toBe(403);
    expect((await undo(id, other.head)).status).toBe(404);
    expect((await undo(id)).status).toBe(200);
    expect((await undo(id)).status).toBe(409);
    expect(await daysOf(pupil?.id)).toEqual([{ class: null, school: null }]);
    expect(await atLesson(after)).toBe(2);
    const told = await app.work(
      () =>
        sql<{
          title: string;
          link: string;
        }>`SELECT title, link FROM core.notices WHERE account_id = ${parent.id} ORDER BY id`,
    );
    const link = '/app/school/diary';
    expect(told).toEqual([
      { title: 'Школа записала выбытие ученика', link },
      { title: 'Школа отменила запись о выбытии', link },
    ]);
    const events = await app.work(
      () => sql`SELECT event FROM core.audit_events WHERE object_id = ${own.classId} AND person_id = ${pupil?.personId}
        AND event IN ('school.pupil-left', 'school.departure-undone') ORDER BY event`,
    );
    expect(events).toEqual([{ event: 'school.departure-undone' }, { event: 'school.pupil-left' }]);
  });

  it('needs a note, which is sealed, in a closed period, and stays gone once in a class again', async () => {
    const own = await app.work(() => aClass(school, teacher.personId, { grade: 8, letter: 'Ю', pupils: 1 }));
    const pupil = own.children[0];
    await app.work(
      () => sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id)
        SELECT ${past}, id, organisation_id, participant_id FROM school.classes WHERE id = ${own.classId}`,
    );
    const refused = await leave(pupil?.id, { on: day(-50) });
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('задним числом')]);
    const note = 'Заявление пришло позже';
    const made = await leave(pupil?.id, { on: day(-50), note });
    expect(made.status).toBe(200);
    expect((await viewOf(own.classId))[0]?.departure?.note).toBe(note);
    const [kept] = await app.work(
      () => sql<{ note: Buffer }>`SELECT note FROM school.departures WHERE id = ${idOf(made)}`,
    );
    expect(kept?.note.includes(Buffer.from(note))).toBe(false);
    await joins(pupil?.personId, own.classId, day(-3));
    expect(detail(await undo(idOf(made)))).toContain('уже зачислен');
    expect((await viewOf(own.classId)).map(({ departure }) => departure?.isUndoable)).toEqual(
      expect.arrayContaining([false, undefined]),
    );
  });

  it('is counted with those who come and go inside the school, number by number', async () => {
    const [one, two] = await app.work(async () => [
      await aClass(school, null, { grade: 3, letter: 'Э', pupils: 4 }),
      await aClass(school, null, { grade: 3, letter: 'Ю', pupils: 0 }),
    ]);
    const [first, second, third] = one?.children ?? [];
    expect((await leave(first?.id, { reason: 'other-school', on: day(-5), orderOn: day(-6) })).status).toBe(200);
    await post(school.head, `/pupils/${second?.id}/move`, { classId: two?.classId, from: day(-4) });
    await app.work(async () => {
      await sql`UPDATE school.pupils SET ends_on = ${day(-3)} WHERE id = ${third?.id}`;
      await aPupil(school.organisationId, two?.classId ?? '', 5, day(-2));
    });
    const span = `from=${day(-30)}&to=${todayHere()}`;
    const answer = await school.head.call(`${at}/years/${school.yearId}/movement?${span}`);
    const { classes } = answer.body as Movement;
    const counts = (id?: string) => classes.find(({ classId }) => classId === id)?.counts;
    expect(counts(one?.classId)).toEqual({ start: 4, 'other-school': 1, went: 1, unknown: 1, end: 1 });
    expect(counts(two?.classId)).toEqual({ came: 1, arrived: 1, end: 2 });
    const open = (id: string | undefined, kind: string, who: Who = school.head) =>
      who.call(`${at}/classes/${id}/movement?${span}&kind=${kind}`);
    const gone = (await open(one?.classId, 'other-school')).body as MovementPupils;
    expect(gone).toMatchObject([{ name: 'Ученик Арсений', to: day(-5), orderNumber: '12-у', orderOn: day(-6) }]);
    const [read] = await app.work(
      () =>
        sql`SELECT details FROM core.audit_events WHERE event = 'school.movement-read' AND object_id = ${one?.classId}`,
    );
    expect(read?.details).toMatchObject({ kind: 'other-school', pupils: 1 });
    expect((await open(one?.classId, 'start', teacher)).status).toBe(403);
    expect((await open(one?.classId, 'start', other.head)).status).toBe(404);
    expect((await open(one?.classId, 'all')).status).toBe(400);
    const year = `${at}/years/${school.yearId}/movement`;
    expect((await teacher.call(year)).status).toBe(403);
    expect((await other.head.call(year)).status).toBe(404);
    expect((await school.head.call(`${year}?from=${day(-90)}`)).status).toBe(400);
    expect((await school.head.call(`${year}?from=${day(0)}&to=${day(-1)}`)).status).toBe(400);
    expect((await school.head.call(year)).body).toMatchObject({ from: day(-60), to: todayHere() });
    expect((await post(school.head, `/years/${school.yearId}/movement/file`)).status).toBe(200);
    const book = new Workbook();
    await book.xlsx.load((await movementBook(answer.body as Movement)) as never);
    const rows: string[] = [];
    book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).join('|')));
    expect(rows).toContain('3Э|4|0|0|0|1|0|0|1|1|1');
    expect(rows.at(-1)).toMatch(/^Итого\|/);
  });
});
