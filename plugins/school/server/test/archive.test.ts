import { randomUUID } from 'node:crypto';
import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import type { ArchiveOrders, ArchiveRoom, ClassArchives } from '../../shared';
import { archivedJournal, contentsOf } from '../archive/gather';
import { oldArchives } from '../archive/retention';
import { makeArchive } from '../archive/run';
import { daysAfter } from '../services/clock';
import { aClass, aJournal, aLesson, aPrimaryDeputy, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: School;
let teacher: Awaited<ReturnType<typeof aTeacher>>;
let standIn: Awaited<ReturnType<typeof aTeacher>>;
let own: Awaited<ReturnType<typeof aClass>>;
let second: string;
let lessons: string[];
const at = '/api/school';
const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };
type Call = School['head']['call'];

const mark = (lesson: string | undefined, pupil: string | undefined, value: number) =>
  sql`INSERT INTO school.marks (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade, place,
      value, kind, weight) SELECT id, ${pupil}, organisation_id, participant_id, municipality_id, day, subject, grade, 1, ${value},
      'answer', 1 FROM school.lessons WHERE id = ${lesson}`;

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  other = await aSchool(app);
  teacher = await aTeacher(app, school);
  standIn = await aTeacher(app, school);
  await app.work(async () => {
    own = await aClass(school, teacher.personId, { leader: teacher.personId });
    second = await aJournal(own.classId, teacher.personId, { subject: 'geometry' });
    await aJournal(own.classId, teacher.personId, { subject: 'physics' });
    lessons = [];
    for (const n of [4, 3, 2]) lessons.push(await aLesson(own.journalId, daysAfter(todayHere(), -n)));
    lessons.push(await aLesson(second, daysAfter(todayHere(), -2), 2));
    await sql`UPDATE school.lessons SET attendance_at = now(), topic = 'Дроби', homework = '№ 5' WHERE id = ANY (${lessons}::uuid[])`;
    await sql`UPDATE school.lessons SET teacher_id = ${standIn.personId}, is_substituted = true WHERE id = ${lessons[1]}`;
    await mark(lessons[0], own.children[0]?.id, 4);
  });
}, 120_000);
afterAll(() => app.stop());

const order = (payload: object, call: Call = school.head.call) =>
  call(`${at}/archive/orders`, { method: 'POST', payload, headers: { 'idempotency-key': randomUUID() } });
const ordered = async (some: object = {}) => {
  const { status, body } = await order({ scope: 'class', id: own.classId, reason: 'Конец учебного года', ...some });
  expect(status).toBe(200);
  return body as { id: string; number: number };
};
const made = async (some?: object) => {
  const { id } = await ordered(some);
  await makeArchive(id, run);
  return id;
};
const room = async (call: Call = school.head.call) => (await call(`${at}/archive`)).body as ArchiveRoom;
const orders = async (call: Call = school.head.call) => (await call(`${at}/archive/orders`)).body as ArchiveOrders;
const orderOf = async (id: string) => (await orders()).orders.find((one) => one.id === id);
const versions = async (journal = own.journalId) => {
  const { body } = await school.head.call(`${at}/classes/${own.classId}/archive`);
  return (body as ClassArchives).journals.find(({ id }) => id === journal)?.versions ?? [];
};
const events = (event: string) =>
  app.work(
    () =>
      sql<{
        details: Record<string, unknown>;
      }>`SELECT details FROM core.audit_events WHERE event = ${event} ORDER BY id`,
  );

/** Files of a ZIP that stores them as they are, by the directory at its end. */
function entriesOf(zip: Buffer) {
  let at = zip.readUInt32LE(zip.length - 6);
  return Array.from({ length: zip.readUInt16LE(zip.length - 12) }, () => {
    const nameAt = at + 46;
    const size = zip.readUInt32LE(at + 24);
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const nameEnd = nameAt + zip.readUInt16LE(at + 28);
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    return { name: zip.toString('utf8', nameAt, nameEnd), bytes: zip.subarray(from, from + size) };
  });
}

describe('The archive of a class', () => {
  it('is a PDF a journal that was written into, made once however often the job runs, and recorded', async () => {
    const id = await made();
    await makeArchive(id, run);
    expect(await orderOf(id)).toMatchObject({
      state: 'done',
      journals: 2,
      done: 2,
      made: 2,
      reason: 'Конец учебного года',
    });
    const [version, ...more] = await versions();
    expect(more).toEqual([]);
    expect(version).toMatchObject({ version: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    const { status, headers, text } = await school.head.call(`${at}/archive/${version?.id}/file`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'private, no-store' });
    expect(decodeURIComponent(String(headers['content-disposition']))).toContain('Алгебра, 7А, ');
    expect(text.startsWith('%PDF-')).toBe(true);
    const [{ details } = { details: {} }] = await events('school.archive-downloaded');
    expect(details).toMatchObject({
      archives: 1,
      persons: expect.arrayContaining(own.children.map(({ personId }) => personId)) as string[],
    });
    expect(await app.work(() => sql`SELECT 1 FROM core.notices WHERE kind = 'school.archive-ended'`)).toHaveLength(1);
  });

  it('comes together as a ZIP of the same files', async () => {
    const id = await made({ reason: 'Проверка' });
    const { cookie } = await school.head.enter();
    const took = (way: string) =>
      app.app.server.inject({ url: `${at}${way}`, headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    const { statusCode, headers, rawPayload } = await took(`/archive/orders/${id}/file`);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('application/zip');
    const entries = entriesOf(rawPayload);
    expect(entries.map(({ name }) => name.split(', ')[0])).toEqual(['Алгебра', 'Геометрия']);
    for (const [at, journal] of [own.journalId, second].entries()) {
      const pdf = await took(`/archive/${(await versions(journal))[0]?.id}/file`);
      expect(pdf.rawPayload.equals(entries[at]?.bytes ?? Buffer.alloc(0))).toBe(true);
    }
  });

  it('is the same while nothing has changed, and gets a new version beside the old one once something has', async () => {
    const [before] = await versions();
    const same = await made();
    expect(await orderOf(same)).toMatchObject({ state: 'done', done: 2, made: 0 });
    expect(await versions()).toEqual([before]);
    await app.work(() => mark(lessons[2], own.children[1]?.id, 5));
    const changed = await made({ reason: 'После исправления' });
    expect(await orderOf(changed)).toMatchObject({ state: 'done', made: 1 });
    const [after, old] = await versions();
    expect(after).toMatchObject({ version: 2, reason: 'После исправления' });
    expect(after?.sha256).not.toBe(before?.sha256);
    expect(old).toEqual(before);
    expect((await school.head.call(`${at}/archive/${old?.id}/file`)).status).toBe(200);
    await app.work(() => sql`DELETE FROM school.marks WHERE lesson_id = ${lessons[2]}`);
    await made();
    expect((await versions())[0]?.sha256).toBe(before?.sha256);
  });

  it('holds lessons with who held them, marks, and what changed after the closing with both values and who allowed it', async () => {
    const pupil = own.children[0]?.id;
    const contents = await app.work(async () => {
      const whose =
        await sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id, municipality_id,
          closed_at) SELECT ${school.periodId}, id, organisation_id, participant_id, municipality_id, now() - interval '1 hour'
        FROM school.classes WHERE id = ${own.classId} RETURNING class_id`;
      expect(whose).toHaveLength(1);
      const held = (value: number) =>
        JSON.stringify({ attendance: null, lateMinutes: null, marks: [{ place: 1, value }] });
      const [request] = await sql<{
        id: string;
      }>`INSERT INTO school.change_requests (lesson_id, pupil_id, organisation_id,
          participant_id, municipality_id, grade, version, before, wanted, reason, state, decided_by, decided_at)
        SELECT l.id, ${pupil}, organisation_id, participant_id, municipality_id, grade, 0, '{}', '{}', 'Ошибка ввода', 'granted',
          (SELECT id FROM core.accounts WHERE login = ${school.head.login}), now() FROM school.lessons l WHERE l.id = ${lessons[0]}
        RETURNING id`;
      await sql`INSERT INTO school.cell_changes (lesson_id, pupil_id, version, organisation_id, participant_id, municipality_id, before,
          after, request_id) SELECT id, ${pupil}, 1, organisation_id, participant_id, municipality_id, ${held(3)}::jsonb,
          ${held(4)}::jsonb, ${request?.id} FROM school.lessons WHERE id = ${lessons[0]}`;
      const journal = await archivedJournal(own.journalId);
      return journal && contentsOf(journal);
    });
    expect(contents).toMatchObject({
      class: '7А',
      subject: 'Алгебра',
      acts: [],
      cells: [
        ['4', '', ''],
        ['', '', ''],
        ['', '', ''],
      ],
    });
    expect(contents?.lessons.map(({ topic, homework }) => [topic, homework])).toEqual(Array(3).fill(['Дроби', '№ 5']));
    expect(contents?.substitutes).toEqual([{ name: expect.any(String) as string, days: [daysAfter(todayHere(), -3)] }]);
    expect(contents?.formerTeachers).toEqual([]);
    expect(contents?.lessons[1]?.teacher).toBe(contents?.substitutes[0]?.name);
    expect(contents?.changes).toMatchObject([
      { before: '3', after: '4', reason: 'Ошибка ввода', approved: expect.any(String) as string },
    ]);
    expect(contents?.periods[0]).toMatchObject({
      title: '2 четверть',
      results: [{ average: 4 }, { average: null }, { average: null }],
    });
  });

  it('is stopped, waits for no second one of the school, and goes on where a worker has left it', async () => {
    const waiting = await ordered();
    expect((await order({ scope: 'year', id: school.yearId, reason: 'Ещё один' })).status).toBe(409);
    const cancel = (id: string, call: Call = school.head.call) =>
      call(`${at}/archive/orders/${id}/cancel`, { method: 'POST', payload: {} });
    expect((await cancel(waiting.id, other.head.call)).status).toBe(404);
    expect((await cancel(waiting.id)).status).toBe(200);
    expect((await cancel(waiting.id)).status).toBe(404);
    await makeArchive(waiting.id, run);
    expect(await orderOf(waiting.id)).toMatchObject({ state: 'cancelled', done: 0 });
    const left = await ordered({ scope: 'year', id: school.yearId });
    const stop = new AbortController();
    const progress = () => Promise.resolve(stop.abort());
    await expect(makeArchive(left.id, { signal: stop.signal, progress })).rejects.toThrow();
    expect(await orderOf(left.id)).toMatchObject({ state: 'running', done: 1 });
    await makeArchive(left.id, run);
    expect(await orderOf(left.id)).toMatchObject({ state: 'done', done: 2 });
  });
});

describe('Archives of a school', () => {
  it('are for who has the right over it, in the grades of the right', async () => {
    const [version] = await versions();
    const id = await made();
    const ways = [`/archive/${version?.id}/file`, `/archive/orders/${id}/file`, `/classes/${own.classId}/archive`];
    for (const way of ways) {
      expect((await teacher.call(`${at}${way}`)).status).toBe(403);
      expect((await other.head.call(`${at}${way}`)).status).toBe(404);
    }
    const asked = { scope: 'class', id: own.classId, reason: 'Проверка' };
    expect((await order(asked, teacher.call)).status).toBe(403);
    expect((await order(asked, other.head.call)).status).toBe(404);
    expect(await orders(other.head.call)).toEqual({ orders: [] });
    const primary = await aPrimaryDeputy(app, school);
    expect((await order(asked, primary.call)).status).toBe(404);
    expect((await primary.call(`${at}/archive/${version?.id}/file`)).status).toBe(404);
    expect(await room(primary.call)).toEqual({ years: [] });
    expect(await orders(primary.call)).toEqual({ orders: [] });
  });

  it('are asked for with a reason, and of what was written into', async () => {
    expect((await order({ scope: 'class', id: own.classId, reason: ' ' })).status).toBe(400);
    expect((await order({ scope: 'region', id: own.classId, reason: 'Проверка' })).status).toBe(400);
    expect((await order({ scope: 'journal', id: randomUUID(), reason: 'Проверка' })).status).toBe(404);
    const empty = await app.work(() => aClass(school, null, { letter: 'Б' }));
    expect((await order({ scope: 'class', id: empty.classId, reason: 'Проверка' })).status).toBe(409);
  });

  it('are removed when their term has ended, but not while the law holds somebody who stands in them', async () => {
    await app.work(() => sql`UPDATE school.journal_archives SET year_ends_on = '2010-05-31' WHERE load_id = ${second}`);
    const held = { persons: own.children.map(({ personId }) => personId), accounts: [] };
    const remove = (persons: { persons: string[]; accounts: string[] }) =>
      app.work(() => oldArchives.remove(new Date('2020-01-01'), persons as never));
    expect(await remove(held)).toMatchObject({ count: 0 });
    const { length } = await versions(second);
    expect(await remove({ persons: [], accounts: [] })).toMatchObject({ count: length });
    expect(await versions(second)).toEqual([]);
    expect((await versions()).length).toBeGreaterThan(0);
  });
});
