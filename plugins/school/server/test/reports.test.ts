import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { Workbook } from '@protobi/exceljs';
import {
  oneFrom,
  ratesOf,
  standingOf,
  subjectTotals,
  sumBy,
  totalsOf,
  type ClassReport,
  type MorningBoard,
  type PeriodReport,
  type SubjectReport,
} from '../../shared';
import { daysAfter } from '../services/clock';
import { classWorkbook, periodWorkbook } from '../services/report-sheets';
import { subjectBook } from '../services/subject-report';
import { aClass, aGuardianCard, aJournal, aLesson, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: School;
let leader: Awaited<ReturnType<typeof aTeacher>>;
let colleague: Awaited<ReturnType<typeof aTeacher>>;
const at = '/api/school';
const day = (n: number) => daysAfter(todayHere(), n);
type Who = { call: School['head']['call'] };
const detail = (answer: { body: unknown }) => (answer.body as { detail: string }).detail;

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  other = await aSchool(app);
  leader = await aTeacher(app, school);
  colleague = await aTeacher(app, school);
}, 120_000);
afterAll(() => app.stop());

const post = (who: Who, path: string, payload: object = {}) => who.call(`${at}${path}`, { method: 'POST', payload });
const events = (event: string, id: string) =>
  app.work(() => sql`SELECT details FROM core.audit_events WHERE event = ${event} AND object_id = ${id} ORDER BY id`);

const periodMark = (pupil: string | undefined, subject: string, value: number | null) =>
  sql`INSERT INTO school.period_marks (period_id, pupil_id, subject, organisation_id, participant_id, value)
    SELECT ${school.periodId}, id, ${subject}, organisation_id, participant_id, ${value} FROM school.pupils WHERE id = ${pupil}`;
const absence = (lesson: string, pupil: string | undefined, code: string, countsAs: string) =>
  sql`INSERT INTO school.attendance (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade, code,
      counts_as) SELECT id, ${pupil}, organisation_id, participant_id, municipality_id, day, subject, grade, ${code}, ${countsAs}
    FROM school.lessons WHERE id = ${lesson}`;

describe('How a pupil ends a period', () => {
  const due = ['algebra', 'history', 'russian'];
  const of = (...[algebra, history, russian]: (number | null | undefined)[]) => {
    const given = Object.entries({ algebra, history, russian }).filter(([, mark]) => mark !== undefined);
    return { due, marks: Object.fromEntries(given) as Record<string, number | null> };
  };

  it('is said by the least mark, by one that is missing, and by the one that keeps from a better list (CLT-11)', () => {
    expect(standingOf(of(5, 5, 5))).toBe('excellent');
    expect([standingOf(of(5, 4, 5)), oneFrom(of(5, 4, 5), 4), oneFrom(of(4, 4, 5), 4)]).toEqual([
      'good',
      'history',
      null,
    ]);
    expect([standingOf(of(3, 4, 5)), oneFrom(of(3, 4, 5), 3), oneFrom(of(3, 3, 5), 3)]).toEqual([
      ...['satisfactory', 'algebra', null],
    ]);
    expect([standingOf(of(5, null, 5)), standingOf(of(2, undefined, 5))]).toEqual(['failing', 'failing']);
    expect([standingOf(of(5, 5)), standingOf({ due: [], marks: {} }), oneFrom(of(3, 5), 3)]).toEqual([
      'waiting',
      'waiting',
      null,
    ]);
  });

  it('makes shares of those who have all marks', () => {
    const pupils = [of(5, 5, 5), of(4, 5, 5), of(3, 4, 5), of(2, 3, 3), of(5, 5)];
    expect(totalsOf(pupils)).toMatchObject({
      quality: 50,
      success: 75,
      average: 4.21,
      waiting: 1,
      oneThree: 1,
      oneFour: 1,
    });
    expect(totalsOf([of(5)])).toMatchObject({ quality: null, success: null, average: 5 });
    expect(subjectTotals([of(5), of(null), of(2), of()], 'algebra')).toEqual({
      quality: 33.3,
      success: 33.3,
      average: 3.5,
    });
  });
});

describe('The report of a class over a period', () => {
  let own: Awaited<ReturnType<typeof aClass>>;
  beforeAll(async () => {
    own = await app.work(async () => {
      const made = await aClass(school, colleague.personId, { letter: 'А', pupils: 4, leader: leader.personId });
      await aJournal(made.classId, colleague.personId, { subject: 'history' });
      const half = await aJournal(made.classId, colleague.personId, { subject: 'foreign', subgroup: 1 });
      const [a, b, c, d] = made.children.map(({ id }) => id);
      // Only the first learns in the half, and so only they need its mark.
      await sql`INSERT INTO school.load_pupils (load_id, pupil_id, organisation_id, participant_id)
        VALUES (${half}, ${a}, ${school.organisationId}, ${school.participantId})`;
      for (const [pupil, subject, value] of [
        ...([[a, 'algebra', 5] as const, [a, 'history', 5] as const, [a, 'foreign', 4] as const] as const),
        ...([[b, 'algebra', 3] as const, [b, 'history', 4] as const, [c, 'algebra', null] as const] as const),
        ...([[d, 'algebra', 5] as const] as const),
      ])
        await periodMark(pupil, subject, value);
      const lessons = [await aLesson(made.journalId, day(-3)), await aLesson(made.journalId, day(-2))];
      const before = await aLesson(made.journalId, day(-50));
      for (const lesson of [...lessons, before]) await absence(lesson, b, 'ill', 'excused');
      await absence(lessons[0] ?? '', c, 'late', 'present');
      return made;
    });
  });
  const report = async (who: Who, query = '') =>
    (await who.call(`${at}/classes/${own.classId}/report${query}`)) as { status: number; body: ClassReport };

  it('gives marks, absences by kind and lists to the class teacher and the head, and is recorded', async () => {
    const { body } = await report(leader);
    expect(body).toMatchObject({ name: '7А', isMarked: true, period: { id: school.periodId, isClosed: false } });
    expect(body.subjects.map(({ code }) => code).sort()).toEqual(['algebra', 'foreign', 'history']);
    expect(body.pupils.map(({ name, absences }) => [name, absences])).toEqual([
      ['Ученик Арсений', {}],
      ['Ученик Борис', { ill: 2 }],
      ['Ученик Вера', { late: 1 }],
      ['Ученик Глеб', {}],
    ]);
    expect(body.pupils.map(standingOf)).toEqual(['good', 'satisfactory', 'failing', 'waiting']);
    expect(totalsOf(body.pupils)).toMatchObject({ quality: 33.3, success: 66.7, oneFour: 1, oneThree: 1 });
    expect(await report(school.head)).toMatchObject({ status: 200, body: { pupils: body.pupils } });
    const seen = await events('school.class-report-read', own.classId);
    const persons = expect.arrayContaining(own.children.map(({ personId }) => personId)) as string[];
    expect(seen).toEqual(Array(2).fill({ details: { period: school.periodId, pupils: 4, persons } }));
  });

  it('is refused to a colleague, whose asking is kept, to another school and for a period of another', async () => {
    const refused = await report(colleague);
    expect([refused.status, detail(refused)]).toEqual([403, 'Отчёт класса видят его классный руководитель и завуч']);
    expect(await events('school.class-report-refused', own.classId)).toHaveLength(1);
    expect((await post(colleague, `/classes/${own.classId}/report/file`)).status).toBe(403);
    expect((await report(other.head)).status).toBe(404);
    expect((await report(leader, `?period=${other.periodId}`)).status).toBe(404);
    expect((await report(leader, '?period=first')).status).toBe(400);
    expect((await colleague.call(`${at}/periods/${school.periodId}/report`)).status).toBe(403);
    expect((await other.head.call(`${at}/periods/${school.periodId}/report`)).status).toBe(404);
  });

  it('says of each class of the school what its own report says, in numbers alone', async () => {
    await app.work(async () => {
      const first = await aClass(school, colleague.personId, { grade: 1, letter: 'А', pupils: 1 });
      await aClass(school, null, { grade: 7, letter: 'Б', pupils: 0 });
      await absence(await aLesson(first.journalId, day(-1)), first.children[0]?.id, 'absent', 'absent');
    });
    const { body } = await school.head.call(`${at}/periods/${school.periodId}/report`);
    const { classes } = body as PeriodReport;
    expect(classes.map(({ name, pupils, isMarked }) => [name, pupils, isMarked])).toEqual([
      ['1А', 1, false],
      ['7А', 4, true],
      ['7Б', 0, true],
    ]);
    const totals = totalsOf((await report(leader)).body.pupils);
    expect(classes[1]).toEqual({
      ...{ classId: own.classId, name: '7А', isMarked: true, isClosed: false, absences: { ill: 2, late: 1 } },
      ...totals,
    });
    expect(classes[0]).toMatchObject({ quality: null, waiting: 1, absences: { absent: 1 } });
    expect(JSON.stringify(body)).not.toContain('Ученик');
  });

  it('says of each journal of the period which marks were given and what they come to, with its teacher', async () => {
    const asked = await school.head.call(`${at}/periods/${school.periodId}/subjects`);
    const { lines } = asked.body as SubjectReport;
    const said = lines.map((line) => [
      line.title,
      line.class,
      line.subgroup,
      line.pupils,
      line.fives,
      line.unattested,
      line.waiting,
    ]);
    expect(said).toEqual(
      [
        ['Алгебра', '7А', null, 4, 2, 1, 0],
        ['Иностранный язык', '7А', 1, 1, 0, 0, 0],
        ['История', '7А', null, 4, 1, 0, 2],
        ['Алгебра', '7Б', null, 0, 0, 0, 0],
      ].sort(([a, x], [b, y]) => String(a).localeCompare(String(b), 'ru') || String(x).localeCompare(String(y), 'ru')),
    );
    const algebra = lines.filter(({ subject }) => subject === 'algebra');
    // The same as the report of the class says of the subject.
    const own7 = subjectTotals((await report(leader)).body.pupils, 'algebra');
    expect(ratesOf(sumBy(algebra, ({ subject }) => subject)[0] ?? algebra[0]!)).toEqual(own7);
    expect(algebra[0]).toMatchObject({ teacher: expect.any(String) as string, fives: 2, threes: 1 });
    expect((await colleague.call(`${at}/periods/${school.periodId}/subjects`)).status).toBe(403);
    expect((await other.head.call(`${at}/periods/${school.periodId}/subjects`)).status).toBe(404);
    expect((await post(school.head, `/periods/${school.periodId}/subjects/file`)).status).toBe(200);
    expect(await events('school.subject-report-exported', school.periodId)).toHaveLength(1);
    const book = new Workbook();
    await book.xlsx.load((await subjectBook({ lines })) as never);
    const rows: string[] = [];
    book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).join('|')));
    expect(rows).toContain('Алгебра|Всего||4|2|0|1|0|1|0|50|75|4.33');
  });

  it('is taken as a workbook, which is recorded', async () => {
    expect((await post(leader, `/classes/${own.classId}/report/file`)).status).toBe(200);
    expect((await post(school.head, `/periods/${school.periodId}/report/file`)).status).toBe(200);
    expect(await events('school.class-report-exported', own.classId)).toHaveLength(1);
    expect(await events('school.period-report-exported', school.periodId)).toHaveLength(1);
    const rows = async (bytes: Buffer) => {
      const book = new Workbook();
      await book.xlsx.load(bytes as never);
      const values: string[] = [];
      book.worksheets[0]?.eachRow((row) => values.push((row.values as unknown[]).slice(1).join('|')));
      return values;
    };
    const sheet = await rows(await classWorkbook((await report(leader)).body));
    expect(sheet[2]).toContain('Качество 33,3 %, успеваемость 66,7 %');
    expect(sheet).toContain('Ученик Борис|3||4|есть «3»||Алгебра|0|2|0|0|0|0');
    expect(sheet).toContain('Ученик Вера|н/а|||не успевает|||0|0|0|0|1|0');
    const { body } = await school.head.call(`${at}/periods/${school.periodId}/report`);
    expect(await rows(await periodWorkbook(body as PeriodReport))).toContain(
      '7А|4|0|1|1|1|1|1|33.3|66.7|4.33|0|2|0|0|1|0',
    );
  });
});

describe('The morning of the own class (CLT-01, CLT-03)', () => {
  it('says who is away, whom to call, what was told, who stands in and who has failed; it is recorded', async () => {
    const own = await app.work(async () => {
      const made = await aClass(school, colleague.personId, {
        grade: 6,
        letter: 'М',
        pupils: 5,
        leader: leader.personId,
      });
      const [a, b, c, d] = made.children;
      const [today, before, old] = [await aLesson(made.journalId), await aLesson(made.journalId, day(-1)), day(-7)];
      await sql`UPDATE school.lessons SET teacher_id = ${leader.personId}, is_substituted = true, stands_in_for = teacher_id,
        attendance_at = now() WHERE id = ${today}`;
      await aLesson(made.journalId, todayHere(), 2);
      for (const lesson of [today, before, await aLesson(made.journalId, old)])
        await absence(lesson, a?.id, 'absent', 'absent');
      await absence(today, b?.id, 'late', 'present');
      await sql`UPDATE school.attendance SET late_minutes = 7 WHERE pupil_id = ${b?.id}`;
      await absence(today, c?.id, 'absent', 'absent');
      await sql`INSERT INTO school.excuses (pupil_id, class_id, organisation_id, participant_id, municipality_id, starts_on, ends_on,
          reason) SELECT id, class_id, organisation_id, participant_id, municipality_id, ${todayHere()}, ${day(1)}, 'doctor'
        FROM school.pupils WHERE id = ${c?.id}`;
      for (const [pupil, on] of [[d, day(-1)] as const, [d, old] as const])
        await sql`INSERT INTO school.marks (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade, place,
            value, kind, weight) SELECT id, ${pupil?.id}, organisation_id, participant_id, municipality_id, day, subject, grade, 1, 2,
            'answer', 1 FROM school.lessons WHERE load_id = ${made.journalId} AND day = ${on}`;
      const guardian = await aGuardianCard([a?.personId ?? '']);
      return { ...made, guardian };
    });
    const { status, body } = await leader.call(`${at}/classes/${own.classId}/morning`);
    expect(status).toBe(200);
    const board = body as MorningBoard;
    expect(board).toMatchObject({ day: todayHere(), pupils: 5, lessons: 2, taken: 1 });
    expect(board.substitutions).toMatchObject([{ number: 1, subject: 'Алгебра', room: '207' }]);
    expect(
      board.noted.map(({ name, lessons }) => [
        name,
        ...lessons.map(({ letter, lateMinutes }) => [letter, lateMinutes]),
      ]),
    ).toEqual([
      ['Ученик Арсений', ['н', null]],
      ['Ученик Борис', ['о', 7]],
      ['Ученик Вера', ['н', null]],
    ]);
    expect(board.excused).toMatchObject([
      { name: 'Ученик Вера', reason: 'doctor', isAccepted: false, from: todayHere() },
    ]);
    // Who was excused needs no call, and what was a week ago is past.
    expect(board.toCall).toMatchObject([
      {
        name: 'Ученик Арсений',
        days: [
          { day: todayHere(), lessons: 1 },
          { day: day(-1), lessons: 1 },
        ],
      },
    ]);
    expect(board.toCall[0]?.guardians).toHaveLength(1);
    expect(board.low).toMatchObject([{ name: 'Ученик Глеб', marks: [{ day: day(-1), subject: 'Алгебра', value: 2 }] }]);
    expect(await events('school.morning-read', own.classId)).toHaveLength(1);
    for (const who of [colleague, school.head])
      expect(detail(await who.call(`${at}/classes/${own.classId}/morning`))).toBe(
        'Утро класса видит только его классный руководитель',
      );
    expect(await events('school.morning-refused', own.classId)).toHaveLength(2);
    expect((await other.head.call(`${at}/classes/${own.classId}/morning`)).status).toBe(404);
  });
});
