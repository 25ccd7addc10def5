import { randomUUID } from 'node:crypto';
import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import type { ArchiveOrders, ClassLoadView } from '../../shared';
import { archivedJournal, contentsOf } from '../archive/gather';
import { oldArchives } from '../archive/retention';
import { makeArchive } from '../archive/run';
import { daysAfter } from '../services/clock';
import { aClass, aJournal, aLesson, aPupil, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: School;
let teacher: Awaited<ReturnType<typeof aTeacher>>;
let standIn: Awaited<ReturnType<typeof aTeacher>>;
let own: Awaited<ReturnType<typeof aClass>>;
let lessons: string[];
const at = '/api/school';
const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };

const mark = (lesson: string | undefined, pupil: string | undefined, value: number, comment: string | null = null) =>
  sql`INSERT INTO school.marks (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade, place,
      value, kind, weight, comment) SELECT id, ${pupil}, organisation_id, participant_id, municipality_id, day, subject, grade, 1,
      ${value}, 'answer', 1, ${comment} FROM school.lessons WHERE id = ${lesson}`;

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  other = await aSchool(app);
  teacher = await aTeacher(app, school);
  standIn = await aTeacher(app, school);
  await app.work(async () => {
    own = await aClass(school, teacher.personId, { pupils: 2 });
    lessons = [];
    for (const n of [4, 3, 2]) lessons.push(await aLesson(own.journalId, daysAfter(todayHere(), -n)));
    await mark(lessons[0], own.children[0]?.id, 4, 'Решил у доски');
  });
}, 120_000);
afterAll(() => app.stop());

const order = (payload: object, call = school.head.call) =>
  call(`${at}/archive/orders`, {
    method: 'POST',
    payload: { reason: 'Конец учебного года', ...payload },
    headers: { 'idempotency-key': randomUUID() },
  });
const ordered = async (payload: object) => {
  const { status, body } = await order(payload);
  expect(status).toBe(200);
  return (body as { id: string }).id;
};
const orderOf = async (id: string) =>
  ((await school.head.call(`${at}/archive/orders`)).body as ArchiveOrders).orders.find((one) => one.id === id);
const contents = (id = own.journalId) =>
  app.work(async () => {
    const journal = await archivedJournal(id);
    if (!journal) throw new Error('there is no journal');
    return contentsOf(journal);
  });

describe('The archive of a journal', () => {
  it('counts marks of its own school only', async () => {
    const [pupil] = own.children;
    await app.work(async () => {
      await sql`UPDATE school.pupils SET starts_on = ${daysAfter(todayHere(), -5)} WHERE id = ${pupil?.id}`;
      const former = await aClass(other, null, { pupils: 0 });
      const { id } = await aPupil(other.organisationId, former.classId);
      await sql`UPDATE school.pupils SET person_id = ${pupil?.personId}, ends_on = ${daysAfter(todayHere(), -6)} WHERE id = ${id}`;
      await mark(await aLesson(former.journalId, daysAfter(todayHere(), -7)), id, 2);
    });
    expect((await contents()).periods[0]?.results.map(({ average }) => average)).toEqual([4, null]);
  });

  it('holds pupils who have left its group with what they were given there', async () => {
    const group = await app.work(async () => {
      const id = await aJournal(own.classId, teacher.personId, { subject: 'foreign', subgroup: 1 });
      await sql`INSERT INTO school.load_pupils (load_id, pupil_id, organisation_id, participant_id, municipality_id)
        SELECT ${id}, id, organisation_id, participant_id, municipality_id FROM school.pupils WHERE id = ${own.children[1]?.id}`;
      await mark(await aLesson(id, daysAfter(todayHere(), -2)), own.children[0]?.id, 5);
      return id;
    });
    const { pupils, cells } = await contents(group);
    expect(pupils.map(({ name }) => name)).toEqual(['Ученик Арсений Ильич', 'Ученик Борис Ильич']);
    expect(cells).toEqual([['5'], ['']]);
  });

  it('tells who stood in from whose journal it was before, and holds what was written to marks', async () => {
    await app.work(async () => {
      await sql`UPDATE school.lessons SET teacher_id = ${standIn.personId} WHERE id = ANY (${lessons.slice(0, 2)}::uuid[])`;
      await sql`UPDATE school.lessons SET is_substituted = true WHERE id = ${lessons[1]}`;
    });
    const { formerTeachers, substitutes, remarks } = await contents();
    expect(formerTeachers.map(({ days }) => days)).toEqual([[daysAfter(todayHere(), -4)]]);
    expect(substitutes.map(({ days }) => days)).toEqual([[daysAfter(todayHere(), -3)]]);
    expect(remarks).toEqual([
      { day: daysAfter(todayHere(), -4), number: 1, pupil: 'Ученик Арсений Ильич', mark: '4', text: 'Решил у доски' },
    ]);
  });

  it('is made of a journal that has marks alone, and keeps the journal from being removed', async () => {
    const id = await ordered({ scope: 'journal', id: own.journalId });
    await makeArchive(id, run);
    expect(await orderOf(id)).toMatchObject({ state: 'done', made: 1, skipped: 0 });
    await app.work(() => sql`DELETE FROM school.marks WHERE lesson_id = ANY (${lessons}::uuid[])`);
    const { version } = (await school.head.call(`${at}/classes/${own.classId}/load`)).body as ClassLoadView;
    const payload = { version, subjects: [] };
    const { status, body } = await school.head.call(`${at}/classes/${own.classId}/load`, { method: 'PUT', payload });
    expect([status, JSON.stringify(body)]).toEqual([409, expect.stringContaining('есть в архиве')]);
    await app.work(() => mark(lessons[0], own.children[0]?.id, 4));
  });
});

describe('An order of archives', () => {
  it('passes over a journal that cannot be made, and says so', async () => {
    // There is no number after the last version.
    await app.work(
      () => sql`INSERT INTO school.journal_archives (organisation_id, participant_id, municipality_id, load_id, grade, version,
          contents_sha256, reason, year_ends_on) SELECT organisation_id, participant_id, municipality_id, id, 7, 2147483647,
          repeat('0', 64), 'Конец года', '2027-05-31' FROM school.loads WHERE id = ${own.journalId}`,
    );
    const id = await ordered({ scope: 'class', id: own.classId });
    await makeArchive(id, run);
    expect(await orderOf(id)).toMatchObject({ state: 'done', journals: 2, done: 2, made: 1, skipped: 1 });
    const alone = await ordered({ scope: 'journal', id: own.journalId });
    await makeArchive(alone, run);
    expect(await orderOf(alone)).toMatchObject({ state: 'failed', made: 0, skipped: 1 });
    await app.work(() => sql`DELETE FROM school.journal_archives WHERE version = 2147483647`);
  });

  it('is stopped at once while a journal is being made, of which nothing is kept then', async () => {
    const id = await ordered({ scope: 'journal', id: own.journalId });
    let lock = () => undefined as void;
    let free = () => undefined as void;
    const locked = new Promise<void>((resolve) => (lock = resolve));
    const freed = new Promise<void>((resolve) => (free = resolve));
    const holding = app.work(async () => {
      await sql`SELECT 1 FROM school.loads WHERE id = ${own.journalId} FOR UPDATE`;
      lock();
      await freed;
    });
    await locked;
    const making = makeArchive(id, run);
    const waits = () => app.work(() => sql`SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1`);
    while (!(await waits()).length);
    const cancel = await school.head.call(`${at}/archive/orders/${id}/cancel`, { method: 'POST', payload: {} });
    expect(cancel.status).toBe(200);
    free();
    await Promise.all([holding, making]);
    expect(await orderOf(id)).toMatchObject({ state: 'cancelled', done: 0, made: 0 });
  });

  it('goes with its archives when their term has ended', async () => {
    await app.work(async () => {
      await sql`UPDATE school.archive_orders SET state = 'cancelled', ended_at = '2010-06-01'`;
      await sql`UPDATE school.journal_archives SET year_ends_on = '2010-05-31' WHERE load_id <> ${own.journalId}`;
    });
    const remove = () =>
      app.work(() => oldArchives.remove(new Date('2020-01-01'), { persons: [], accounts: [] } as never));
    const left = () => app.work(() => sql`SELECT id FROM school.archive_orders`);
    await remove();
    // Orders with an archive of the first journal stay as long as it does.
    expect((await left()).length).toBeGreaterThan(0);
    await app.work(() => sql`UPDATE school.journal_archives SET year_ends_on = '2010-05-31'`);
    await remove();
    expect(await left()).toEqual([]);
  });

  it('of more journals than one may hold is refused, not cut short', async () => {
    await app.work(async () => {
      await sql`INSERT INTO school.classes (organisation_id, participant_id, municipality_id, year_id, grade, letter)
        SELECT organisation_id, participant_id, municipality_id, id, g, chr(1040 + n) FROM school.years,
          generate_series(5, 11) g, generate_series(1, 20) n WHERE id = ${other.yearId}`;
      await sql`INSERT INTO school.loads (organisation_id, participant_id, municipality_id, class_id, subject, subgroup, hours)
        SELECT c.organisation_id, c.participant_id, c.municipality_id, c.id, s.code, n, 1 FROM school.classes c,
          (SELECT code FROM school.subjects ORDER BY code LIMIT 5) s, generate_series(1, 4) n
        WHERE c.year_id = ${other.yearId} LIMIT 2100`;
      await sql`INSERT INTO school.lessons (organisation_id, participant_id, municipality_id, load_id, class_id, subject, grade, day,
          number, topic) SELECT j.organisation_id, j.participant_id, j.municipality_id, j.id, j.class_id, j.subject, j.grade,
          ${daysAfter(todayHere(), -1)}, 1, 'Тема' FROM school.loads j WHERE j.organisation_id = ${other.organisationId}`;
    });
    const { status, body } = await order({ scope: 'year', id: other.yearId }, other.head.call);
    expect([status, JSON.stringify(body)]).toEqual([409, expect.stringContaining('закажите архив по классам')]);
  });
});
