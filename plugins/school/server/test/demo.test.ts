import { queueOf, sql, todayHere } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { loadDemo } from '../../../../core/server/demo';
import { planSchool } from '../demo/timetable';

describe('A demo timetable', () => {
  const classes = Array.from({ length: 10 }, (_, at) => ({ id: `class-${at + 1}`, grade: at + 1, shift: 1 }));
  const staff = Array.from({ length: 12 }, (_, at) => `teacher-${at}`);

  it('has nobody in two places at once, hours as planned, and the same for the same school', async () => {
    const { loads, led } = await planSchool(classes, staff);
    const slots = loads.flatMap(({ teacher, slots: own }) =>
      teacher ? own.map(({ weekday, number }) => `${teacher}/${weekday}/${number}`) : [],
    );
    expect(new Set(slots).size).toBe(slots.length);
    for (const { hours, slots: own } of loads) expect(own.length).toBeLessThanOrEqual(hours);
    expect(led.size).toBe(10);
    expect((await planSchool(classes, staff)).loads).toEqual(loads);
  });

  it('teaches a class-set of two grades at once; the younger go home before what only the older learn', async () => {
    const { loads, led } = await planSchool(classes, staff, true);
    const hoursOf = (grade: number) =>
      loads
        .filter((load) => load.class === `class-${grade}`)
        .flatMap(({ slots, subject, teacher }) =>
          slots.map(({ weekday, number }) => ({ at: 10 * weekday + number, subject, teacher })),
        )
        .sort((one, other) => one.at - other.at);
    for (const [young, old] of [
      [1, 3],
      [2, 4],
    ] as const) {
      expect(led.get(`class-${young}`)).toBe(led.get(`class-${old}`));
      expect(hoursOf(young)).toEqual(hoursOf(old).filter(({ subject }) => young > 1 || subject !== 'foreign'));
      const numbers = hoursOf(young).map(({ at }) => at % 10);
      expect(Math.max(...numbers)).toBeLessThanOrEqual(5);
    }
    const days = [1, 2, 3, 4, 5].map((day) => hoursOf(1).filter(({ at }) => Math.floor(at / 10) === day).length);
    expect(
      days.map(
        (count, at) =>
          hoursOf(1)
            .filter((hour) => Math.floor(hour.at / 10) === at + 1)
            .at(-1)!.at % 10,
      ),
    ).toEqual(days);
  });

  it('lets a teacher work in both shifts, the second with five lessons at most', async () => {
    const shifts = classes.map((one) => ({ ...one, shift: [2, 3, 4].includes(one.grade) ? 2 : 1 }));
    const { loads } = await planSchool(shifts, staff);
    const late = loads.filter(({ class: id }) => shifts.some((one) => one.id === id && one.shift === 2));
    expect(Math.max(...late.flatMap(({ slots }) => slots.map(({ number }) => number)))).toBeLessThanOrEqual(5);
    expect(late.every(({ slots, hours }) => slots.length === hours)).toBe(true);
  });

  it('leaves vacancies where there are no teachers', async () => {
    expect((await planSchool(classes, [])).loads.every(({ teacher }) => teacher === null)).toBe(true);
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
    await eventually(async () => expect((await counts())[0]?.schools).toBe(15), 240_000);
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
  }, 300_000);

  it('are filled by a job that records what it writes', async () => {
    expect(await queueOf('school').getFailed()).toEqual([]);
    const [row] = await test.work(
      () =>
        sql`SELECT count(DISTINCT object_id)::int AS schools FROM core.audit_events WHERE event = 'school.demo-loaded'`,
    );
    expect(row).toEqual({ schools: 15 });
  });

  it('have a second shift at its own bells where the register says so, after the first has ended', async () => {
    const shifts = await test.work(
      () => sql`SELECT c.shift, count(*) > 100 AS many, count(*) FILTER (WHERE b.number IS NULL)::int AS unbelled,
          min(b.starts_at)::text AS from, max(b.ends_at)::text AS to, array_agg(DISTINCT c.grade ORDER BY c.grade) AS grades
        FROM school.lessons l JOIN school.classes c ON c.id = l.class_id JOIN core.organisations o ON o.id = c.organisation_id
        LEFT JOIN school.bells b ON b.year_id = c.year_id AND b.shift = c.shift AND b.number = l.number
        WHERE 'two-shifts' = ANY (o.features) GROUP BY c.shift ORDER BY c.shift`,
    );
    expect(shifts).toMatchObject([
      { shift: 1, many: true, unbelled: 0, from: '08:00:00', to: '14:00:00' },
      { shift: 2, many: true, unbelled: 0, from: '14:30:00', to: '18:50:00', grades: [2, 3, 4] },
    ]);
  });

  it('teach two grades of a small school together, in one room by one teacher', async () => {
    const sets = await test.work(
      () => sql`SELECT a.grade AS young, b.grade AS old, count(*) > 20 AS many FROM school.lessons l
        JOIN school.lessons m ON m.organisation_id = l.organisation_id AND m.day = l.day AND m.number = l.number
          AND m.teacher_id = l.teacher_id AND m.room = l.room AND m.subject = l.subject AND m.class_id <> l.class_id
        JOIN school.classes a ON a.id = l.class_id JOIN school.classes b ON b.id = m.class_id AND b.grade > a.grade
        JOIN core.organisations o ON o.id = l.organisation_id AND 'class-sets' = ANY (o.features)
        GROUP BY a.grade, b.grade ORDER BY a.grade`,
    );
    expect(sets).toEqual([
      { young: 1, old: 3, many: true },
      { young: 2, old: 4, many: true },
    ]);
  });

  it('have two study years: this one from September, the one before closed with marks of every period and of the year', async () => {
    const years = () =>
      test.work(
        () => sql<{ first: number; schools: number }>`SELECT y.first_year AS first, count(*)::int AS schools,
          count(*) FILTER (WHERE l.months IS NOT NULL)::int AS written, max(l.months)::int AS months,
          min(l.since)::text AS since, max(l.until)::text AS until, bool_and(coalesce(l.held, true)) AS held,
          min(x.ended - x.closed)::int AS open, max(x.ended - x.closed)::int AS "mostOpen",
          bool_and(x.marked > 0 OR x.ended = 0) AS marked, bool_and(x.final > 0) AS final
          FROM school.years y LEFT JOIN LATERAL (
            SELECT count(DISTINCT to_char(l.day, 'YYYY-MM')) AS months, min(l.day) AS since, max(l.day) AS until,
              bool_and(l.attendance_at IS NOT NULL OR l.topic IS NULL OR NOT l.is_filled) AS held
            FROM school.lessons l JOIN school.classes c ON c.id = l.class_id WHERE c.year_id = y.id HAVING count(*) > 0) l ON true
          CROSS JOIN LATERAL (SELECT
            (SELECT count(*) FROM school.periods p JOIN school.classes c ON c.year_id = p.year_id
              AND c.grade BETWEEN p.grade_from AND p.grade_to WHERE p.year_id = y.id AND p.ends_on < ${todayHere()}::date) AS ended,
            (SELECT count(*) FROM school.closed_periods x JOIN school.periods p ON p.id = x.period_id WHERE p.year_id = y.id) AS closed,
            (SELECT count(*) FROM school.period_marks f JOIN school.periods p ON p.id = f.period_id WHERE p.year_id = y.id) AS marked,
            (SELECT count(*) FROM school.year_marks f JOIN school.pupils k ON k.id = f.pupil_id
              JOIN school.classes c ON c.id = k.class_id WHERE c.year_id = y.id) AS final) x
          GROUP BY y.first_year ORDER BY y.first_year`,
      );
    await eventually(
      async () =>
        expect((await years()).map(({ schools, open }: Record<string, unknown>) => [schools, open])).toEqual([
          [15, 0],
          [15, 0],
        ]),
      240_000,
    );
    const [before, present] = await years();
    const first = present?.first ?? 0;
    expect(before).toMatchObject({
      first: first - 1,
      written: 1,
      months: 9,
      held: true,
      mostOpen: 0,
      marked: true,
      final: true,
    });
    expect(before).toMatchObject({
      since: expect.stringMatching(`${first - 1}-09-0`) as string,
      until: expect.stringMatching(`${first}-05-2`) as string,
    });
    expect(present).toMatchObject({ written: 15, held: true, mostOpen: 0, marked: true });
    expect(present).toMatchObject({ since: expect.stringMatching(`${first}-09-0`) as string });
  }, 300_000);
});
