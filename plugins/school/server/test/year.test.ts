import { linkPerson, sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { writePerson } from '../../../../core/people/test/builders';
import type { ClassLoadView, Groups, Unplaced, Years, YearView } from '../../shared';
import { daysAfter } from '../services/clock';
import { aClass, aLesson, aPrimaryDeputy, aSchool, aTeacher, type School } from './builders';

const at = '/api/school';
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
const ask = (path: string, method = 'GET', payload?: object, who: Who = school.head) =>
  who.call(`${at}${path}`, { method, ...(payload && { payload }) });
const detail = ({ body }: { body: unknown }) => (body as { detail?: string }).detail;
const issues = ({ body }: { body: unknown }) => (body as { issues: { path: unknown[]; message: string }[] }).issues;
const yearOf = async (id: string) => (await ask(`/years/${id}`)).body as YearView;
const loadOf = async (id: string) => (await ask(`/classes/${id}/load`)).body as ClassLoadView;
const plain = { shift: 1, weekDays: 5, setNumber: null, teacherId: null };
const day = (days: number) => daysAfter(todayHere(), days);

/** A year so far off that it meets no other. */
const aNewYear = async (firstYear: number, more: object = {}) =>
  ((await ask('/years', 'POST', { organisationId: school.organisationId, firstYear, ...more })).body as { id: string })
    .id;

const writable = ({ version, startsOn, endsOn, periods, holidays, bells }: YearView) => ({
  ...{ version, startsOn, endsOn, holidays, bells },
  periods: periods.map(({ isUsed: _, ...period }) => period),
});

describe('A school year', () => {
  it('is laid with the usual dates and written by who keeps all of the school (ADM-01)', async () => {
    const listed = (await ask('/years')).body as Years;
    expect(listed.schools.map(({ id }) => id)).toEqual([school.organisationId]);
    const id = await aNewYear(2041);
    const year = await yearOf(id);
    expect([year.startsOn, year.endsOn, year.periods.length, year.bells.length]).toEqual([
      '2041-09-01',
      '2042-05-26',
      6,
      7,
    ]);
    expect((await ask('/years', 'POST', { organisationId: school.organisationId, firstYear: 2041 })).status).toBe(409);
    const stranger = { organisationId: school.organisationId, firstYear: 2043 };
    expect((await ask('/years', 'POST', stranger, other.head)).status).toBe(404);
    const given = writable(year);
    const second = { shift: 2 as const, number: 1, startsAt: '14:00', endsAt: '14:40' };
    const changed = { ...given, endsOn: '2042-05-30', bells: [...given.bells, second] };
    expect((await ask(`/years/${id}`, 'PUT', changed)).status).toBe(200);
    const after = await yearOf(id);
    expect([after.endsOn, after.bells.length, after.version]).toEqual(['2042-05-30', 8, 2]);
    expect(after.periods.map((period) => period.id).sort()).toEqual(year.periods.map((period) => period.id).sort());
    // What was seen is not what stands now.
    expect((await ask(`/years/${id}`, 'PUT', changed)).body).toMatchObject({ code: 'changed-meanwhile' });
    expect((await ask(`/years/${id}`, 'PUT', changed, other.head)).status).toBe(404);
    expect((await ask(`/years/${id}`, 'PUT', changed, teacher)).status).toBe(403);
    const [event] = await app.work(
      () => sql`SELECT actor_id FROM core.audit_events WHERE event = 'school.year-changed' AND object_id = ${id}`,
    );
    expect(event).toEqual({ actor_id: school.head.id });
  });

  it('refuses days outside the year, periods that meet and bells out of order, and says where', async () => {
    const id = await aNewYear(2044);
    const given = writable(await yearOf(id));
    const [first, next] = given.periods;
    const [one, two] = given.bells;
    if (!first || !next || !one || !two) throw new Error('no periods');
    const bad = {
      ...given,
      periods: [first, { ...next, startsOn: first.startsOn }],
      holidays: [{ title: 'Лето', gradeFrom: 1, gradeTo: 11, startsOn: '2045-06-01', endsOn: '2045-08-31' }],
      bells: [one, { ...two, startsAt: one.startsAt }, { ...one, endsAt: '99:00' }],
    };
    expect((await ask(`/years/${id}`, 'PUT', bad)).status).toBe(400);
    const answer = await ask(`/years/${id}`, 'PUT', { ...bad, bells: bad.bells.slice(0, 2) });
    expect(issues(answer).map(({ path }) => path.slice(1).join('.'))).toEqual([
      'holidays.0.startsOn',
      'periods.1.startsOn',
      'bells.1.startsAt',
    ]);
    expect((await yearOf(id)).version).toBe(1);
  });

  it('keeps a period that has marks as it was', async () => {
    const own = await app.work(async () => {
      const made = await aClass(school, teacher.personId, { letter: 'П', pupils: 1 });
      await sql`INSERT INTO school.period_marks (period_id, pupil_id, subject, organisation_id, participant_id, value)
        SELECT ${school.periodId}, id, 'algebra', organisation_id, participant_id, 4 FROM school.pupils
        WHERE class_id = ${made.classId}`;
      return made;
    });
    const year = writable(await yearOf(school.yearId));
    const moved = { ...year, periods: year.periods.map((period) => ({ ...period, endsOn: day(29) })) };
    expect(detail(await ask(`/years/${school.yearId}`, 'PUT', moved))).toContain('уже выставлены отметки');
    expect(detail(await ask(`/years/${school.yearId}`, 'PUT', { ...year, periods: [] }))).toContain('уже выставлены');
    expect((await ask(`/years/${school.yearId}`, 'PUT', { ...year, holidays: [] })).status).toBe(200);
    await app.work(() => sql`DELETE FROM school.period_marks WHERE pupil_id = ${own.children[0]?.id}`);
  });

  it('is copied with its dates shifted, classes a grade higher, pupils, hours and teachers (ADM-01)', async () => {
    const from = await aNewYear(2051);
    const given = writable(await yearOf(from));
    await ask(`/years/${from}`, 'PUT', { ...given, endsOn: '2052-05-25', periods: [], holidays: [] });
    const made: string[] = [];
    for (const [grade, letter] of [
      [5, 'А'],
      [6, 'А'],
      [9, 'Б'],
    ] as const)
      made.push(((await ask(`/years/${from}/classes`, 'POST', { ...plain, grade, letter })).body as { id: string }).id);
    const subjects = (hours: number) => [
      { subject: 'maths', hours, loads: [{ subgroup: null, teacherId: teacher.personId, hours }] },
    ];
    await ask(`/classes/${made[0]}/load`, 'PUT', { version: 1, subjects: subjects(5) });
    await ask(`/classes/${made[1]}/load`, 'PUT', { version: 1, subjects: subjects(4) });
    const children = await app.work(() => Promise.all([aWaiting(), aWaiting()]));
    const join = (index: number, child: string | undefined) =>
      ask(`/classes/${made[index]}/pupils`, 'POST', { personIds: [child], from: '2051-09-01' });
    expect((await join(0, children[0])).status).toBe(200);
    expect((await join(2, children[1])).status).toBe(200);
    const to = await aNewYear(2052, { copyFrom: from, withClasses: true });
    const year = await yearOf(to);
    expect([year.startsOn, year.endsOn, year.bells.length]).toEqual(['2052-09-01', '2053-05-25', 7]);
    expect(year.classList.map(({ name, pupils, planned, taught }) => [name, pupils, planned, taught])).toEqual([
      ['6А', 1, 4, 4],
      ['7А', 0, 0, 0],
    ]);
    const stays = await app.work(
      () => sql`SELECT c.grade, p.starts_on::text AS since, p.ends_on::text AS until FROM school.pupils p
        JOIN school.classes c ON c.id = p.class_id WHERE p.person_id = ANY (${children}::uuid[]) ORDER BY c.grade`,
    );
    expect(stays).toEqual([
      { grade: 5, since: '2051-09-01', until: '2052-08-31' },
      { grade: 6, since: '2052-09-01', until: null },
      { grade: 9, since: '2051-09-01', until: '2052-08-31' },
    ]);
    const answer = await ask('/years', 'POST', {
      organisationId: school.organisationId,
      firstYear: 2050,
      copyFrom: from,
    });
    expect(detail(answer)).toContain('более ранний');
  });
});

const aWaiting = async () => {
  const id = await writePerson({ birthDate: '2013-03-02' });
  const { organisationId } = school;
  await linkPerson(id, { organisationId, subsystem: 'school', role: 'pupil', startsOn: day(-30) });
  return id;
};

describe('A class of the year', () => {
  it('is added, changed and removed; a grade that is taught stays, and rights by grade hold', async () => {
    const primary = await aPrimaryDeputy(app, school);
    const add = (grade: number, letter: string, who: Who = school.head) =>
      ask(`/years/${school.yearId}/classes`, 'POST', { ...plain, grade, letter }, who);
    expect((await add(5, 'Ц', primary)).status).toBe(404);
    const { id } = (await add(4, 'Ц', primary)).body as { id: string };
    expect((await add(4, 'ц')).status).toBe(409);
    expect((await add(4, 'Q')).status).toBe(400);
    const calendar = writable(await yearOf(school.yearId));
    expect((await ask(`/years/${school.yearId}`, 'PUT', calendar, primary)).status).toBe(404);
    const put = (more: object, who: Who = school.head) =>
      ask(`/classes/${id}`, 'PUT', { ...plain, grade: 4, letter: 'Ц', ...more }, who);
    expect((await put({ grade: 5 }, primary)).status).toBe(404);
    expect(issues(await put({ teacherId: other.head.id }))[0]?.message).toContain('не работает');
    expect((await put({ teacherId: teacher.personId, shift: 2, setNumber: 1 }, primary)).status).toBe(200);
    const found = (await yearOf(school.yearId)).classList.find((one) => one.id === id);
    expect(found).toMatchObject({ shift: 2, setNumber: 1, teacherId: teacher.personId });
    expect((await ask(`/classes/${id}`, 'DELETE', undefined, other.head)).status).toBe(404);
    expect((await ask(`/classes/${id}`, 'DELETE', undefined, primary)).status).toBe(200);
    const taught = await app.work(() => aClass(school, null, { letter: 'Ш', pupils: 1 }));
    expect((await ask(`/classes/${taught.classId}`, 'DELETE')).status).toBe(409);
    expect((await ask(`/classes/${taught.classId}`, 'PUT', { ...plain, grade: 8, letter: 'Ш' })).status).toBe(409);
  });

  it('has its hours, by whom they are taught, against the norm; what is written in a journal stays (ADM-02)', async () => {
    const own = await app.work(() => aClass(school, teacher.personId, { letter: 'Н', pupils: 2 }));
    const put = (version: number, subjects: object[], who: Who = school.head) =>
      ask(`/classes/${own.classId}/load`, 'PUT', { version, subjects }, who);
    const algebra = {
      subject: 'algebra',
      hours: 3,
      loads: [{ id: own.journalId, subgroup: null, teacherId: null, hours: 3 }],
    };
    const half = (subgroup: number | null) => ({ subgroup, teacherId: teacher.personId, hours: 2 });
    const foreign = { subject: 'foreign', hours: 2, loads: [half(1), half(2)] };
    const [past, ahead] = await app.work(() =>
      Promise.all([aLesson(own.journalId, day(-3)), aLesson(own.journalId, day(3))]),
    );
    expect((await put(1, [algebra, foreign], other.head)).status).toBe(404);
    expect(issues(await put(1, [{ ...foreign, loads: [half(null), half(1)] }]))[0]?.message).toContain(
      'по разным группам',
    );
    expect(issues(await put(1, [{ ...foreign, subject: 'magic' }]))[0]?.message).toContain('предмета нет');
    expect((await put(1, [algebra, foreign])).status).toBe(200);
    const teachers = await app.work(
      () => sql`SELECT id, teacher_id FROM school.lessons WHERE load_id = ${own.journalId} ORDER BY day`,
    );
    // The journal is nobody's now: so are its lessons to come, and not the one that was.
    expect(teachers).toEqual([
      { id: past, teacher_id: teacher.personId },
      { id: ahead, teacher_id: null },
    ]);
    const view = await loadOf(own.classId);
    expect(view).toMatchObject({ version: 2, norm: { week: 32, rate: 18, isVerified: false } });
    expect(view.subjects.map(({ subject, loads }) => [subject, loads.length])).toEqual([
      ['algebra', 1],
      ['foreign', 2],
    ]);
    expect(view.staff.find(({ id }) => id === teacher.personId)?.elsewhere).toBeGreaterThan(0);
    expect((await put(1, [algebra])).body).toMatchObject({ code: 'changed-meanwhile' });
    await app.work(() => sql`UPDATE school.lessons SET topic = 'Степени' WHERE id = ${past}`);
    expect(detail(await put(2, [foreign]))).toContain('уже есть записи');
    // A lesson of every second week is half an hour.
    const music = (hours: number) => ({ subject: 'music', hours, loads: [{ ...half(null), hours }] });
    for (const hours of [0, 0.25, 12.5]) expect((await put(2, [algebra, music(hours)])).status).toBe(400);
    expect((await put(2, [algebra, music(0.5)])).status).toBe(200);
    expect((await loadOf(own.classId)).subjects.map(({ hours }) => hours)).toEqual([3, 0.5]);
    expect((await put(3, [algebra])).status).toBe(200);
  });

  it('is parted into groups of a subject, and takes pupils who are in none (ADM-04)', async () => {
    const own = await app.work(() => aClass(school, null, { letter: 'Г', pupils: 2 }));
    const half = (subgroup: number) => ({ subgroup, teacherId: null, hours: 2 });
    const subjects = [{ subject: 'foreign', hours: 2, loads: [half(1), half(2)] }];
    await ask(`/classes/${own.classId}/load`, 'PUT', { version: 1, subjects });
    const groups = async () => (await ask(`/classes/${own.classId}/groups`)).body as Groups;
    const { loads, pupils } = await groups();
    expect([loads.map(({ subgroup }) => subgroup), pupils.map(({ loadIds }) => loadIds)]).toEqual([
      [1, 2],
      [[], []],
    ]);
    const put = (places: object[], subject = 'foreign') =>
      ask(`/classes/${own.classId}/groups`, 'PUT', { subject, places });
    const place = (index: number, loadId: string | null | undefined) => ({ pupilId: pupils[index]?.id, loadId });
    expect((await put([place(0, loads[0]?.id), place(1, loads[1]?.id)])).status).toBe(200);
    expect((await put([place(0, loads[1]?.id)])).status).toBe(200);
    expect((await groups()).pupils.map(({ loadIds }) => loadIds)).toEqual([[loads[1]?.id], [loads[1]?.id]]);
    expect((await put([place(0, own.journalId)])).status).toBe(400);
    expect((await put([place(0, null)], 'maths')).status).toBe(409);
    const child = await app.work(aWaiting);
    const waiting = (await ask(`/classes/${own.classId}/unplaced`)).body as Unplaced;
    expect(waiting.map(({ id }) => id)).toContain(child);
    const join = (from: string, who: Who = school.head) =>
      ask(`/classes/${own.classId}/pupils`, 'POST', { personIds: [child], from }, who);
    expect((await join(todayHere(), other.head)).status).toBe(404);
    expect(detail(await join(day(300)))).toContain('вне учебного года');
    expect((await join(todayHere())).status).toBe(200);
    expect((await join(todayHere())).status).toBe(404);
    // The newcomer is in the smaller half at once, and who was shown is recorded.
    expect((await groups()).pupils).toHaveLength(3);
    expect((await groups()).pupils.flatMap(({ loadIds }) => loadIds)).toContain(loads[0]?.id);
    const [event] = await app.work(
      () =>
        sql`SELECT details FROM core.audit_events WHERE event = 'school.pupils-placed' AND object_id = ${own.classId}`,
    );
    expect(event).toMatchObject({ details: { pupils: 1 } });
  });
});
