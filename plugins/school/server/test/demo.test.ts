import { sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { loadDemo } from '../../../../core/server/demo';
import { planSchool } from '../demo/timetable';

describe('A demo timetable', () => {
  const classes = Array.from({ length: 10 }, (_, at) => ({ id: `class-${at + 1}`, grade: at + 1 }));
  const staff = Array.from({ length: 12 }, (_, at) => `teacher-${at}`);

  it('has nobody in two places at once, hours as planned, and the same for the same school', () => {
    const { loads, led } = planSchool(classes, staff);
    const slots = loads.flatMap(({ teacher, slots: own }) =>
      teacher ? own.map(({ weekday, number }) => `${teacher}/${weekday}/${number}`) : [],
    );
    expect(new Set(slots).size).toBe(slots.length);
    for (const { hours, slots: own } of loads) expect(own.length).toBeLessThanOrEqual(hours);
    expect(led.size).toBe(10);
    expect(planSchool(classes, staff).loads).toEqual(loads);
  });

  it('leaves vacancies where there are no teachers', () => {
    expect(planSchool(classes, []).loads.every(({ teacher }) => teacher === null)).toBe(true);
  });
});

describe('The schools of the demonstration', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['school'] });
    await loadDemo('small', () => undefined);
  }, 120_000);
  afterAll(() => test.stop());
  const counts = () =>
    test.work(
      () => sql<Record<string, number>>`SELECT (SELECT count(*) FROM school.lessons)::int AS lessons,
        (SELECT count(*) FROM school.marks)::int AS marks, (SELECT count(*) FROM school.attendance)::int AS absences,
        (SELECT count(*) FROM school.loads WHERE teacher_id IS NOT NULL)::int AS taught,
        (SELECT count(DISTINCT organisation_id) FROM school.loads)::int AS schools`,
    );

  it('begin with that of the guardian’s child, and have teachers once all people are there', async () => {
    const [first] = await counts();
    expect(first).toMatchObject({ taught: 0, schools: 1 });
    expect(first?.lessons).toBeGreaterThan(100);
    await test.app.start({ web: false, worker: true });
    await eventually(async () => expect((await counts())[0]?.schools).toBe(15), 120_000);
    const people = await test.work(
      () => sql<{
        login: string;
        class: string | null;
      }>`SELECT a.login, c.grade || c.letter AS class FROM core.accounts a
        JOIN core.persons p ON p.account_id = a.id LEFT JOIN school.classes c ON c.teacher_id = p.id
        WHERE a.login IN ('deputy', 'teacher', 'pupil') ORDER BY 1`,
    );
    expect(people.map(({ login }) => login)).toEqual(['deputy', 'pupil', 'teacher']);
    expect(people[2]?.class).toMatch(/^\d[А-Г]$/);
    const [row] = await test.work(
      () => sql`SELECT count(*)::int AS n FROM school.marks m JOIN school.attendance a USING (lesson_id, pupil_id)
        WHERE a.counts_as <> 'present'`,
    );
    expect(row).toEqual({ n: 0 });
  }, 180_000);
});
