import { alignSchema, catchUp } from '@regiso/warehouse/api';
import { answer } from '@regiso/dashboards/api';
import { sql, todayHere, warehouseClient } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { daysAfter } from '../services/clock';
import { aClass, aLesson, aSchool, aTeacher } from './builders';

let app: TestApp;
let made: Awaited<ReturnType<typeof aClass>>;
beforeAll(async () => {
  app = await createTestApp({ only: ['school', 'warehouse', 'dashboards'] });
  await alignSchema();
  const school = await aSchool(app);
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

  it('hold pseudonyms and codes, and nothing that says who it is', async () => {
    const rows = async (name: string) => {
      const result = await warehouseClient().query({ query: `SELECT * FROM ${name}_current`, format: 'JSONEachRow' });
      return JSON.stringify(await result.json());
    };
    const all = (
      await Promise.all(['school_pupils', 'school_lessons', 'school_attendance', 'school_marks'].map(rows))
    ).join();
    for (const { personId } of made.children) expect(all).not.toContain(personId);
    expect(all).not.toMatch(/[А-Яа-яЁё]/);
  });
});
