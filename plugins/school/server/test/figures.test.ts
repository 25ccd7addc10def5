import { alignSchema, catchUp } from '@regiso/warehouse/api';
import { answer } from '@regiso/dashboards/api';
import { sql, todayHere, warehouseClient } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { aParticipant, dayFrom, somebody } from '../../../../core/access/test/people';
import { countFigures } from '../figures/count';
import { daysAfter } from '../services/clock';
import { aClass, aJournal, aLesson, aSchool, aTeacher } from './builders';

let app: TestApp;
let made: Awaited<ReturnType<typeof aClass>>;
let school: Awaited<ReturnType<typeof aSchool>>;
beforeAll(async () => {
  app = await createTestApp({ only: ['school', 'warehouse', 'dashboards'] });
  await alignSchema();
  school = await aSchool(app);
  const teacher = await aTeacher(app, school);
  const lessons = await app.work(async () => {
    made = await aClass(school, teacher.personId, { pupils: 6 });
    const of = (days: number, number: number) => aLesson(made.journalId, daysAfter(todayHere(), days), number);
    return [
      await of(-1, 1),
      await of(-1, 2),
      await of(0, 1),
      await of(-2, 1),
      await of(-3, 1),
      await of(2, 1),
    ] as const;
  });
  const [one, two, today] = lessons;
  const put = (path: string, payload: object) => teacher.call(`/api/school${path}`, { method: 'PUT', payload });
  const cell = (id: string, nth: number, attendance: string | null, marks: object[] = []) =>
    put(`/lessons/${id}/pupils/${made.children[nth]?.id}`, { version: 0, attendance, marks });
  await cell(one, 0, 'absent');
  await cell(one, 1, 'ill');
  await cell(one, 2, 'late', [{ place: 1, value: 5 }]);
  const text = { version: 0, homework: null, kinds: ['answer', 'homework'], isAttendanceTaken: true };
  await put(`/lessons/${two}`, { ...text, topic: null });
  await put(`/lessons/${today}`, { ...text, topic: 'Степени' });
  await app.work(() => sql`UPDATE school.lessons SET is_over = true WHERE day < ${todayHere()}::date`);
  await catchUp();
}, 180_000);
afterAll(() => app.stop());

const valueOf = async (id: string, by: string[] = []) =>
  (await answer(id, { by }, { audience: 'internal' })).rows.map(({ value }) => value);
const rounded = (values: (number | null)[]) => values.map((value) => value && Math.round(value * 10) / 10);

describe('Figures of schools', () => {
  it('count missed lessons of those at which the attendance was taken: 2 of 3 × 6 (S04)', async () => {
    expect(rounded(await valueOf('school.absence-rate'))).toEqual([11.1]);
    expect(rounded(await valueOf('school.illness-rate'))).toEqual([5.6]);
  });

  it('count lessons filled on their day of those that are over: 1 of 5 (S08), and pupils who have not left (S01)', async () => {
    expect(await valueOf('school.pupils')).toEqual([6]);
    expect(await valueOf('school.journal-discipline')).toEqual([20]);
    const [over] = await app.work(
      () => sql`SELECT count(*) FILTER (WHERE is_over)::int AS over, count(*) FILTER (WHERE is_filled)::int AS filled
        FROM school.lessons`,
    );
    expect(over).toEqual({ over: 5, filled: 1 });
  });

  it('count lessons that were not held of those that were due, and those that another teacher gave (S09)', async () => {
    await app.work(async () => {
      await sql`UPDATE school.lessons SET cancelled_at = now(), cancel_reason = 'Карантин' WHERE day > ${todayHere()}::date`;
      await sql`UPDATE school.lessons SET is_substituted = true WHERE day = ${daysAfter(todayHere(), -2)}::date`;
    });
    await catchUp();
    expect(rounded(await valueOf('school.lost'))).toEqual([16.7]);
    expect(await valueOf('school.substituted')).toEqual([20]);
  });

  it('count pupils by what their period ends with: 3 of 6 without a mark below 4, 4 of 6 without a failing one (S06)', async () => {
    await app.work(async () => {
      for (const [at, value] of [5, 4, 4, 3, 2, null].entries())
        for (const [subject, mark] of [
          ['algebra', value],
          ['physics', 5],
        ] as const)
          await sql`INSERT INTO school.period_marks (period_id, pupil_id, subject, organisation_id, participant_id, municipality_id, value)
            SELECT ${school.periodId}, p.id, ${subject}, p.organisation_id, p.participant_id, p.municipality_id, ${mark}
            FROM school.pupils p WHERE p.id = ${made.children[at]?.id}`;
    });
    await catchUp();
    expect(await valueOf('school.quality')).toEqual([50]);
    expect(rounded(await valueOf('school.success'))).toEqual([66.7]);
    expect(await valueOf('school.subject-quality')).toEqual([75]);
    // A mark given later counts, and the day of a period that was moved is the day of its marks.
    await app.work(async () => {
      await sql`UPDATE school.period_marks SET value = 4 WHERE value IN (2, 3)`;
      await sql`UPDATE school.periods SET ends_on = ${daysAfter(todayHere(), 31)} WHERE id = ${school.periodId}`;
    });
    await catchUp();
    expect(rounded(await valueOf('school.quality'))).toEqual([83.3]);
    const { rows } = await answer('school.quality', { by: ['month'] }, { audience: 'internal' });
    expect(rows.map(({ key }) => key[0])).toEqual([daysAfter(todayHere(), 31).slice(0, 7)]);
  });

  it('count hours without a teacher, the size of classes and who learns in the second shift (S02, S03, S13)', async () => {
    // None and all of a small group are said as "<5 %" and ">95 %".
    const shift = async () =>
      (await answer('school.second-shift', { by: [] }, { audience: 'internal' })).rows[0]?.flags;
    expect(await shift()).toEqual(['low']);
    await app.work(async () => {
      await aJournal(made.classId, null, { subject: 'physics', hours: 2 });
      await sql`UPDATE school.classes SET shift = 2 WHERE id = ${made.classId}`;
    });
    await catchUp();
    expect(await valueOf('school.vacant-hours')).toEqual([2]);
    expect(await valueOf('school.vacancy-share')).toEqual([40]);
    expect(await valueOf('school.class-size')).toEqual([6]);
    expect(await shift()).toEqual(['high']);
    const [pupil] = await app.work(() => sql`SELECT shift FROM school.pupils WHERE id = ${made.children[0]?.id}`);
    expect(pupil).toEqual({ shift: 2 });
  });

  it('count pupils who miss a tenth of a month (S05), days with too much homework (S10) and days of the timetable (S11)', async () => {
    await app.work(async () => {
      await sql`INSERT INTO school.lessons (organisation_id, participant_id, municipality_id, load_id, class_id, subject, grade, day, number,
          attendance_at)
        SELECT j.organisation_id, j.participant_id, j.municipality_id, j.id, j.class_id, j.subject, j.grade, ${todayHere()}, n, now()
        FROM school.loads j, generate_series(11, 30) n WHERE j.id = ${made.journalId}`;
      await sql`INSERT INTO school.attendance (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade,
          code, counts_as)
        SELECT id, ${made.children[0]?.id}, organisation_id, participant_id, municipality_id, day, subject, grade, 'ill', 'excused'
        FROM school.lessons WHERE load_id = ${made.journalId} AND number BETWEEN 11 AND 13`;
      for (const [days, minutes] of [
        [-3, 200],
        [-2, 30],
      ] as const)
        await sql`UPDATE school.lessons SET homework_minutes = ${minutes} WHERE load_id = ${made.journalId}
          AND day = ${daysAfter(todayHere(), days)}::date`;
      // Monday has an hour between its lessons; Tuesday is well.
      for (const [weekday, number] of [
        [1, 1],
        [1, 3],
        [2, 1],
      ] as const)
        await sql`INSERT INTO school.timetable (load_id, organisation_id, participant_id, municipality_id, weekday, number, valid_from)
          SELECT id, organisation_id, participant_id, municipality_id, ${weekday}, ${number}, ${daysAfter(todayHere(), -30)}
          FROM school.loads WHERE id = ${made.journalId}`;
      // Safe to run twice: it counts anew and changes what differs.
      await countFigures(school.yearId, todayHere());
      await countFigures(school.yearId, todayHere());
    });
    await catchUp();
    expect(rounded(await valueOf('school.chronic-absence'))).toEqual([16.7]);
    expect(await valueOf('school.homework-over')).toEqual([50]);
    expect(await valueOf('school.timetable-kept')).toEqual([50]);
    await app.work(async () => {
      await sql`UPDATE school.lessons SET homework_minutes = NULL WHERE load_id = ${made.journalId}`;
      await countFigures(school.yearId, todayHere());
      expect(await sql`SELECT 1 AS one FROM school.class_days`).toEqual([]);
    });
    // A month whose lessons were all taken back is none; a school has the timetable of the year that runs, not of those before.
    await app.work(async () => {
      const held = () => sql`SELECT (SELECT count(*)::int FROM school.pupil_months) AS months,
        (SELECT count(*)::int FROM school.timetable_scores) AS timetables`;
      const [year] = await sql<{
        id: string;
      }>`INSERT INTO school.years (organisation_id, participant_id, municipality_id, first_year,
          starts_on, ends_on) SELECT organisation_id, participant_id, municipality_id, first_year - 1, starts_on - 366, starts_on - 1
        FROM school.years WHERE id = ${school.yearId} RETURNING id`;
      await sql`WITH old AS (INSERT INTO school.classes (organisation_id, participant_id, municipality_id, year_id, grade, letter, shift)
          SELECT organisation_id, participant_id, municipality_id, ${year?.id}, 6, 'Я', 1 FROM school.years WHERE id = ${school.yearId}
          RETURNING *)
        INSERT INTO school.timetable_scores (class_id, organisation_id, participant_id, municipality_id, grade, days, kept)
        SELECT id, organisation_id, participant_id, municipality_id, grade, 5, 5 FROM old`;
      const [before] = await held();
      expect(before?.['months']).toBeGreaterThan(0);
      await sql`UPDATE school.lessons SET attendance_at = NULL WHERE class_id = ${made.classId}`;
      await countFigures(school.yearId, todayHere());
      expect(await held()).toEqual([{ months: 0, timetables: 1 }]);
      await sql`DELETE FROM school.classes WHERE year_id = ${year?.id}`;
      await sql`DELETE FROM school.years WHERE id = ${year?.id}`;
    });
  });

  it('hold pseudonyms and codes, and nothing that says who it is', async () => {
    const rows = async (name: string) => {
      const result = await warehouseClient().query({ query: `SELECT * FROM ${name}_current`, format: 'JSONEachRow' });
      return JSON.stringify(await result.json());
    };
    const all = (
      await Promise.all(
        ['pupils', 'lessons', 'attendance', 'marks', 'period_marks', 'period_outcomes', 'loads', 'departures'].map(
          (name) => rows(`school_${name}`),
        ),
      )
    ).join();
    for (const { personId } of made.children) expect(all).not.toContain(personId);
    expect(all).not.toMatch(/[А-Яа-яЁё]/);
  });
});

describe('Figures of schools within a right', () => {
  type Right = Parameters<typeof somebody>[1];
  let ofDepartment: string, ofEnded: string;
  beforeAll(async () => {
    const other = await aSchool(app, 'tobolsk-city');
    await app.work(async () => {
      await aClass(school, null, { grade: 3, pupils: 8 });
      await aClass(other, null, { grade: 3, pupils: 9 });
      ofDepartment = await aParticipant({ subsystems: ['school', 'kindergarten'] });
      ofEnded = await aParticipant({ subsystems: ['school'], endsOn: dayFrom(-1), readOnlyDays: 5 });
    });
    await catchUp();
  }, 60_000);

  const asked = { indicator: 'school.pupils', by: ['municipality'] };
  type Answers = { answers: { rows: { key: string[]; value: number | null }[]; total: { value: number } }[] };
  const seen = async (rights: Right, on: object = { dashboard: 'school.attendance' }) => {
    const { call } = await somebody(app, rights);
    const { status, body } = await call('/api/dashboards/query', {
      method: 'POST',
      payload: { ...on, questions: [asked] },
    });
    const [answered] = status === 200 ? (body as Answers).answers : [];
    const rows = answered?.rows.map(({ key, value }) => [key[0], value] as const);
    return rows ? (Object.fromEntries(rows) as Record<string, number | null>) : status;
  };
  const all = { 'ishim-city': 14, 'tobolsk-city': 9 };
  const authority = { role: 'authority', subsystem: 'school', scope: 'region' } as const;
  const head = () => ({ role: 'head-teacher', subsystem: 'school', participantId: school.participantId });

  it('are those of the whole subsystem for the authorised body that answers for it, while its agreement lasts (3.4)', async () => {
    for (const participantId of [ofDepartment, ofEnded])
      expect(await seen([{ ...authority, participantId }])).toEqual(all);
    const ofGardens = { ...authority, subsystem: 'kindergarten', participantId: ofDepartment };
    expect(await seen([ofGardens])).toBe(404);
    expect(await seen([ofGardens], {})).toBe(403);
    const closed = await app.work(() => aParticipant({ subsystems: ['school'], endsOn: dayFrom(-1), readOnlyDays: 0 }));
    expect(await seen([{ ...authority, participantId: closed }])).toBe(401);
    const { call } = await somebody(app, [{ ...authority, participantId: ofDepartment }]);
    expect((await call('/api/dashboards/list')).body).toMatchObject([
      { id: 'school.attendance' },
      { id: 'school.journals' },
      { id: 'school.outcomes' },
      { id: 'school.vacancies' },
    ]);
    const file = { title: 'Школы', dashboard: 'school.attendance', questions: [asked] };
    expect((await call('/api/dashboards/export', { method: 'POST', payload: file })).status).toBe(200);
    const why = '/api/access/why/dashboards.board/school.attendance';
    expect((await call(why)).body).toMatchObject({ title: 'Панель показателей', because: [{ role: 'authority' }] });
    expect((await (await somebody(app, [ofGardens])).call(why)).status).toBe(404);
  });

  it('are those of the municipality, the school and the grades alone to which it is narrowed (ADM-23)', async () => {
    const municipal = { role: 'subsystem-administrator', subsystem: 'school', scope: 'municipality' } as const;
    expect(await seen([{ ...municipal, municipalityId: 'tobolsk-city' }])).toEqual({ 'tobolsk-city': 9 });
    expect(await seen([head()])).toEqual({ 'ishim-city': 14 });
    const narrowed = { ...head(), narrowing: { grades: { from: 1, to: 4 } } };
    for (const on of [{}, { dashboard: 'school.attendance' }])
      expect(await seen([narrowed], on)).toEqual({ 'ishim-city': 8 });
    expect(await seen([narrowed, { ...municipal, municipalityId: 'tobolsk-city' }])).toEqual({
      'ishim-city': 8,
      'tobolsk-city': 9,
    });
    expect(await seen([{ role: 'teacher', subsystem: 'school', participantId: school.participantId }])).toBe(403);
    const { call } = await somebody(app, [narrowed]);
    expect((await call('/api/dashboards/school.attendance')).body).toMatchObject({
      within: expect.stringContaining('Класс: 1, 2, 3, 4') as string,
    });
  });
});
