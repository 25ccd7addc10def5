import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { createAccount } from '../../../../core/access/accounts';
import { somebody } from '../../../../core/access/test/people';
import { multipart, pdf } from '../../../../core/files/test/samples';
import { linkAccount } from '../../../../core/people/accounts';
import type {
  ClassCertificates,
  ClassEntry,
  ClassExcuse,
  DiaryDay,
  DiaryMarks,
  DiaryOwner,
  DiaryResults,
  EntryCode,
  ExcuseView,
  LessonHandin,
  LessonView,
  TeachingDay,
} from '../../shared';
import { daysAfter } from '../services/clock';
import { aClass, aGuardian, aGuardianCard, aLesson, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: Awaited<ReturnType<typeof aTeacher>>;
let teacher: Awaited<ReturnType<typeof aTeacher>>;
let made: Awaited<ReturnType<typeof aClass>>;
let parent: Awaited<ReturnType<typeof aGuardian>>;
let lessons: { before: string; of: string; control: string };
const day = (n: number) => daysAfter(todayHere(), n);
const at = '/api/school';
const child = (nth = 0) => made.children[nth]?.personId ?? '';

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  teacher = await aTeacher(app, school);
  other = await aTeacher(app, school);
  lessons = await app.work(async () => {
    made = await aClass(school, teacher.personId, { pupils: 2 });
    const ids = {
      before: await aLesson(made.journalId, day(-4)),
      of: await aLesson(made.journalId, day(-2), 2),
      control: await aLesson(made.journalId, day(-1), 1),
    };
    await sql`UPDATE school.lessons SET homework = '§ 1' WHERE id = ${ids.before}`;
    await sql`UPDATE school.lessons SET topic = 'Степени', homework = '§ 2', teacher_id = ${other.personId},
      is_substituted = true, stands_in_for = teacher_id WHERE id = ${ids.of}`;
    await sql`UPDATE school.lessons SET kind_1 = 'control' WHERE id = ${ids.control}`;
    return ids;
  });
  const put = (id: string, nth: number, cell: object) =>
    teacher.call(`${at}/lessons/${id}/pupils/${made.children[nth]?.id}`, {
      method: 'PUT',
      payload: { version: 0, attendance: null, marks: [], ...cell },
    });
  await put(lessons.before, 0, { marks: [{ place: 1, value: 3 }] });
  await put(lessons.of, 0, { attendance: 'late', lateMinutes: 5, marks: [{ place: 1, value: 4, comment: 'Молодец' }] });
  await put(lessons.control, 0, { marks: [{ place: 1, value: 5 }] });
  await put(lessons.control, 1, { attendance: 'ill' });
  parent = await aGuardian(app, [child(0)]);
}, 120_000);
afterAll(() => app.stop());

test('a guardian has the diaries of the children, a pupil their own, a stranger none (PAR-15, STU-25)', async () => {
  expect((await parent.call(`${at}/diaries`)).body).toEqual([
    { id: child(0), name: 'Арсений Ученик', isSelf: false, class: '7А', organisation: expect.any(String) as string },
  ]);
  const pupil = await somebody(app);
  await app.work(() => linkAccount(child(1), pupil.login));
  expect((await pupil.call(`${at}/diaries`)).body).toMatchObject([{ id: child(1), isSelf: true }]);
  expect((await pupil.call(`${at}/diaries/${child(0)}/day`)).status).toBe(404);
  const stranger = await somebody(app);
  expect((await stranger.call(`${at}/diaries`)).body as DiaryOwner[]).toEqual([]);
  for (const path of ['day', 'marks'])
    expect((await stranger.call(`${at}/diaries/${child(0)}/${path}`)).status).toBe(404);
  expect((await parent.call(`${at}/diaries/${child(1)}/day`)).status).toBe(404);
  expect((await parent.call(`${at}/diaries/${child(0)}/day?day=tomorrow`)).status).toBe(400);
});

test('a day shows lessons with rooms, who stands in, marks, absences, and what was set for it', async () => {
  const { body } = await parent.call(`${at}/diaries/${child(0)}/day?day=${day(-2)}`);
  const diary = body as DiaryDay;
  expect(diary).toMatchObject({ day: day(-2), previous: day(-4), next: day(-1), due: [{ homework: '§ 1' }] });
  expect(diary.lessons).toMatchObject([
    {
      ...{
        number: 2,
        startsAt: '09:25',
        room: '207',
        subject: 'Алгебра',
        isSubstituted: true,
        topic: 'Степени',
        homework: '§ 2',
      },
      attendance: { code: 'late', letter: 'о', title: 'Опоздание' },
      marks: [{ value: 4, kindTitle: 'Ответ на уроке', weight: 1, comment: 'Молодец' }],
    },
  ]);
  const [read] = await app.work(
    () => sql`SELECT count(*)::int AS n FROM core.audit_events
      WHERE event = 'school.diary-read' AND person_id = ${child(0)} AND actor_id = ${parent.id}`,
  );
  expect(read).toEqual({ n: 1 });
});

test('homework for some pupils stands in their diaries instead of that for the class, each with its files (TEA-08)', async () => {
  const [own, of] = made.children;
  const put = await other.call(`${at}/lessons/${lessons.of}/homework`, {
    method: 'PUT',
    payload: { version: 0, parts: [{ text: 'Карточка', pupilIds: [own?.id] }] },
  });
  expect(put.status).toBe(200);
  const lesson = (await other.call(`${at}/lessons/${lessons.of}`)).body as LessonView;
  const attach = async (name: string, query = '') =>
    ((await other.call(`${at}/lessons/${lessons.of}/files${query}`, multipart(name, pdf(name)))).body as { id: string })
      .id;
  const files = { ofClass: await attach('класс.pdf'), own: await attach('своё.pdf', `?part=${lesson.parts[0]?.id}`) };
  const second = await aGuardian(app, [of?.personId ?? '']);
  const shown = async (who: typeof parent, person = '') => {
    const [one, two] = await Promise.all(
      [day(-2), day(-1)].map(async (on) => (await who.call(`${at}/diaries/${person}/day?day=${on}`)).body as DiaryDay),
    );
    const set = one?.lessons[0];
    return [
      set?.homework,
      set?.files.map(({ name }) => name),
      two?.due.map(({ homework }) => homework),
      two?.lessons[0]?.isControl,
    ];
  };
  expect(await shown(parent, child(0))).toEqual(['Карточка', ['своё.pdf'], ['Карточка'], true]);
  expect(await shown(second, child(1))).toEqual(['§ 2', ['класс.pdf'], ['§ 2'], true]);
  const take = async (who: typeof parent, person: string, file: string) =>
    (await who.call(`${at}/diaries/${person}/lessons/${lessons.of}/files/${file}`)).status;
  expect([await take(parent, child(0), files.own), await take(parent, child(0), files.ofClass)]).toEqual([200, 404]);
  expect([await take(second, child(1), files.ofClass), await take(second, child(0), files.own)]).toEqual([200, 404]);
});

test('homework is ticked as done by the family, and taken back; the teacher sees how many', async () => {
  const tick = (isDone: boolean, id = child(0), of = lessons.of, who = parent) =>
    who.call(`${at}/diaries/${id}/lessons/${of}/done`, { method: 'PUT', payload: { isDone } });
  const seen = async () => {
    const { due } = (await parent.call(`${at}/diaries/${child(0)}/day?day=${day(-1)}`)).body as DiaryDay;
    const { done } = (await teacher.call(`${at}/lessons/${lessons.of}`)).body as LessonView;
    return [due[0]?.isDone, done];
  };
  expect(await seen()).toEqual([false, 0]);
  for (const _ of [1, 2]) expect((await tick(true)).status).toBe(200);
  expect(await seen()).toEqual([true, 1]);
  expect((await tick(true, child(1))).status).toBe(404);
  expect((await tick(true, child(0), lessons.control)).status).toBe(409);
  expect((await tick(true, child(0), crypto.randomUUID())).status).toBe(404);
  expect((await tick(false)).status).toBe(200);
  expect(await seen()).toEqual([false, 0]);
});

test('homework is handed in from the diary, late is marked, the teacher returns and accepts it (STU-04)', async () => {
  const task = (id = child(0), of = lessons.of) => `${at}/diaries/${id}/lessons/${of}/handin`;
  const put = (text: string, who: Pick<typeof parent, 'call'> = parent, path = task()) =>
    who.call(path, { method: 'PUT', payload: { text } });
  const handed = async () =>
    ((await parent.call(`${at}/diaries/${child(0)}/day?day=${day(-1)}`)).body as DiaryDay).due[0]?.handing;
  expect((await put('')).status).toBe(400);
  expect((await put('Чужая', parent, task(child(1)))).status).toBe(404);
  expect((await put('Готово', await somebody(app))).status).toBe(404);
  expect((await put('Готово', parent, task(child(0), lessons.control))).status).toBe(409);
  expect((await put('Готово')).body).toEqual({ version: 1 });
  const photo = await parent.call(`${task()}/files`, multipart('тетрадь.pdf', pdf('тетрадь')));
  expect(photo.status).toBe(200);
  const { id: file } = photo.body as { id: string };
  expect(await handed()).toMatchObject({
    ...{ dueAt: `${day(-1)}T03:30:00.000Z`, ended: null },
    handin: { text: 'Готово', state: 'sent', isLate: true, files: [{ id: file }] },
  });
  const counts = async () => {
    const { handins } = (await teacher.call(`${at}/lessons/${lessons.of}`)).body as LessonView;
    const { handins: waiting } = (await other.call(`${at}/own/lessons`)).body as TeachingDay;
    return [handins, waiting.map(({ id, waiting: count }) => [id, count])];
  };
  expect(await counts()).toEqual([{ sent: 1, waiting: 1 }, [[lessons.of, 1]]]);

  const list = `${at}/lessons/${lessons.of}/handins`;
  const stranger = await aTeacher(app, school);
  expect((await stranger.call(list)).status).toBe(403);
  const [one] = (await teacher.call(list)).body as LessonHandin[];
  expect(one).toMatchObject({ name: 'Ученик Арсений', version: 2, files: [{ id: file }] });
  expect((await teacher.call(`${list}/${one?.id}/files/${file}`)).status).toBe(200);
  expect((await stranger.call(`${list}/${one?.id}/files/${file}`)).status).toBe(403);
  const decide = (payload: object, who: Pick<typeof parent, 'call'> = teacher) =>
    who.call(`${list}/${one?.id}/decide`, { method: 'POST', payload });
  expect((await decide({ version: 2, isAccepted: false })).status).toBe(400);
  expect((await decide({ version: 1, isAccepted: true })).status).toBe(409);
  expect((await decide({ version: 2, isAccepted: true }, stranger)).status).toBe(403);
  expect((await decide({ version: 2, isAccepted: false, comment: 'Нет второй задачи' })).status).toBe(200);
  expect(await handed()).toMatchObject({ handin: { state: 'returned', comment: 'Нет второй задачи' } });
  expect((await stranger.call(`${at}/own/lessons`)).body).toMatchObject({ handins: [] });
  expect(await counts()).toEqual([{ sent: 1, waiting: 0 }, []]);
  expect((await parent.call(`${task()}/files/${file}`, { method: 'DELETE' })).status).toBe(200);
  expect(await handed()).toMatchObject({ handin: { state: 'returned', version: 3, files: [] } });
  expect((await put('Дописал')).body).toEqual({ version: 4 });
  expect((await decide({ version: 4, isAccepted: true })).status).toBe(200);
  expect((await put('Ещё')).status).toBe(409);
  expect((await parent.call(`${task()}/files/${file}`, { method: 'DELETE' })).status).toBe(409);
  expect(await handed()).toMatchObject({ ended: 'accepted' });
  const told = await app.work(
    () => sql`SELECT title, text FROM core.notices WHERE account_id = ${parent.id} AND kind = 'school.handin-answered'`,
  );
  expect(told).toHaveLength(2);
  expect(JSON.stringify(told)).not.toContain('второй');
  const audited = await app.work(
    () => sql`SELECT event, count(*)::int AS n FROM core.audit_events
      WHERE event IN ('school.homework-handed-in', 'school.handin-decided', 'school.handins-read') GROUP BY event ORDER BY event`,
  );
  expect(audited).toEqual([
    { event: 'school.handin-decided', n: 2 },
    { event: 'school.handins-read', n: 1 },
    { event: 'school.homework-handed-in', n: 4 },
  ]);
});

test('homework handed in and returned is late only if it was at first; nothing is handed in once it has ended', async () => {
  const { lesson, pupil } = await app.work(async () => {
    const ahead = await aLesson(made.journalId, day(2));
    await aLesson(made.journalId, day(4));
    await sql`UPDATE school.lessons SET homework = '§ 3' WHERE id = ${ahead}`;
    return { lesson: ahead, pupil: made.children[0]?.id };
  });
  const address = `${at}/diaries/${child(0)}/lessons/${lesson}/handin`;
  const put = (text: string) => parent.call(address, { method: 'PUT', payload: { text } });
  const handing = async () =>
    ((await parent.call(`${at}/diaries/${child(0)}/day?day=${day(2)}`)).body as DiaryDay).lessons[0]?.handing;
  expect(await handing()).toEqual({ dueAt: `${day(4)}T03:30:00.000Z`, ended: null, handin: null });
  expect((await put('Вовремя')).status).toBe(200);
  const id = (await handing())?.handin?.id;
  const answer = { version: 1, isAccepted: false, comment: 'Исправьте' };
  const back = await teacher.call(`${at}/lessons/${lesson}/handins/${id}/decide`, { method: 'POST', payload: answer });
  expect(back.status).toBe(200);
  await app.work(() => sql`UPDATE school.lessons SET day = ${day(-3)} WHERE id = ${lesson}`);
  expect((await put('Исправил')).body).toEqual({ version: 2 });
  const [row] = await app.work(() => sql`SELECT is_late AS late, state FROM school.handins WHERE id = ${id}`);
  expect(row).toEqual({ late: false, state: 'sent' });

  const ended = async (change: () => Promise<unknown>, back: () => Promise<unknown>) => {
    await app.work(change);
    const refused = (await put('Поздно')).status;
    const found = (await parent.call(`${at}/diaries/${child(0)}/day?day=${day(-3)}`)).body as DiaryDay;
    await app.work(back);
    return [refused, found.lessons[0]?.handing?.ended];
  };
  const until = (on: string | null) => () => sql`UPDATE school.pupils SET ends_on = ${on} WHERE id = ${pupil}`;
  expect(await ended(until(day(-1)), until(null))).toEqual([409, 'left']);
  const close =
    () => sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id, municipality_id)
    SELECT ${school.periodId}, id, organisation_id, participant_id, municipality_id FROM school.classes WHERE id = ${made.classId}`;
  const reopen = () => sql`DELETE FROM school.closed_periods WHERE class_id = ${made.classId}`;
  expect(await ended(close, reopen)).toEqual([409, 'period']);
  const [agreement] = await app.work(
    () =>
      sql<{
        ends: string;
      }>`SELECT ends_on::text AS ends FROM core.connections WHERE participant_id = ${school.participantId}`,
  );
  const connect =
    (on = '') =>
    () =>
      sql`UPDATE core.connections SET ends_on = ${on}, closes_on = ${on} WHERE participant_id = ${school.participantId}`;
  expect(await ended(connect(day(-1)), connect(agreement?.ends))).toEqual([409, 'school']);
});

test('a family writes nothing once the agreement of the school has ended or the school is suspended', async () => {
  const mother = await aGuardian(app, [child(1)]);
  const { pupilId, excuse } = await app.work(async () => {
    await sql`UPDATE school.lessons SET homework = '§ 2' WHERE id = ${lessons.of}`;
    const [row] = await sql<{
      id: string;
    }>`INSERT INTO school.excuses (pupil_id, class_id, organisation_id, participant_id,
        municipality_id, starts_on, ends_on, reason)
      SELECT id, class_id, organisation_id, participant_id, municipality_id, ${day(40)}, ${day(40)}, 'family'
      FROM school.pupils WHERE id = ${made.children[1]?.id} RETURNING id`;
    return { pupilId: child(1), excuse: row?.id };
  });
  const own = `${at}/diaries/${pupilId}`;
  const told = { from: day(42), to: day(42), reason: 'family' };
  const writes = async () => [
    (await mother.call(`${own}/lessons/${lessons.of}/done`, { method: 'PUT', payload: { isDone: true } })).status,
    (await mother.call(`${own}/excuses`, { method: 'POST', payload: told })).status,
    (await mother.call(`${own}/excuses/${excuse}/files`, multipart('справка.pdf', pdf('справка')))).status,
    (await mother.call(`${own}/excuses/${excuse}/withdraw`, { method: 'POST', payload: {} })).status,
  ];
  const [held] = await app.work(
    () => sql<{ ends: string }>`SELECT ends_on::text AS ends FROM core.connections
    WHERE participant_id = ${school.participantId}`,
  );
  const until = (on = '') =>
    app.work(
      () =>
        sql`UPDATE core.connections SET ends_on = ${on}, closes_on = ${on} WHERE participant_id = ${school.participantId}`,
    );
  await until(day(-1));
  expect(await writes()).toEqual([409, 409, 409, 409]);
  expect((await mother.call(`${own}/day`)).status).toBe(200);
  await until(held?.ends);
  await app.work(
    () => sql`INSERT INTO core.suspensions (participant_id, reason) VALUES (${school.participantId}, 'Проверка')`,
  );
  expect(await writes()).toEqual([409, 409, 409, 409]);
  await app.work(() => sql`DELETE FROM core.suspensions WHERE participant_id = ${school.participantId}`);
  expect(await writes()).toEqual([200, 200, 200, 200]);
  await app.work(() => sql`DELETE FROM school.excuses WHERE pupil_id = ${made.children[1]?.id}`);
});

test('marks of a period come with all that explains the average: 3·1 + 4·1 + 5·3 over 5 is 4.40 (PAR-18)', async () => {
  const { body } = await parent.call(`${at}/diaries/${child(0)}/marks`);
  const { subjects, thresholds, kinds } = body as DiaryMarks;
  expect(subjects).toMatchObject([{ code: 'algebra', average: 4.4, missed: 0, periodMark: null }]);
  expect(subjects[0]?.marks.map(({ day: on, value, kind, weight }) => [on, value, kind, weight])).toEqual([
    [day(-4), 3, 'answer', 1],
    [day(-2), 4, 'answer', 1],
    [day(-1), 5, 'control', 3],
  ]);
  expect(thresholds).toEqual({ three: 2.5, four: 3.5, five: 4.5 });
  expect(kinds.find(({ code }) => code === 'control')?.weight).toBe(3);
});

test('a guardian of two has quarters for one and half-years for the other in grade 10, never mixed (STU-07)', async () => {
  const two = await app.work(async () => {
    await sql`UPDATE school.periods SET grade_to = 9 WHERE id = ${school.periodId}`;
    const halves = await sql<{
      id: string;
    }>`INSERT INTO school.periods (year_id, organisation_id, participant_id, municipality_id,
        kind, number, grade_from, grade_to, starts_on, ends_on)
      SELECT y.id, y.organisation_id, y.participant_id, y.municipality_id, 'half-year', h.number, 10, 11, h.starts, h.ends
      FROM school.years y, (VALUES (1, ${day(-60)}::date, ${day(29)}::date), (2, ${day(30)}::date, ${day(120)}::date)) h(number, starts, ends)
      WHERE y.id = ${school.yearId} ORDER BY h.number RETURNING id`;
    const tenth = await aClass(school, teacher.personId, { grade: 10, letter: 'Б', pupils: 1 });
    // Before the quarter of the others began, and after: both count in the half-year.
    const lesson = [await aLesson(tenth.journalId, day(-55)), await aLesson(tenth.journalId, day(-3))];
    for (const [n, value] of [3, 5].entries())
      await sql`INSERT INTO school.marks (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade,
          kind, place, value, weight) SELECT id, ${tenth.children[0]?.id}, organisation_id, participant_id, municipality_id, day, subject, grade,
          'answer', 1, ${value}, 1 FROM school.lessons WHERE id = ${lesson[n]}`;
    return { person: tenth.children[0]?.personId ?? '', halves: halves.map(({ id }) => id) };
  });
  const both = await aGuardian(app, [child(1), two.person]);
  expect((await both.call(`${at}/diaries`)).body).toMatchObject([
    { id: child(1), class: '7А' },
    { id: two.person, class: '10Б' },
  ]);
  const marks = async (person: string, period = '') =>
    (await both.call(`${at}/diaries/${person}/marks${period && `?period=${period}`}`)).body as DiaryMarks;
  const kinds = ({ periods }: Pick<DiaryMarks, 'periods'>) => periods.map(({ kind, number }) => `${number} ${kind}`);
  const tenth = await marks(two.person);
  expect([kinds(tenth), tenth.period]).toEqual([['1 half-year', '2 half-year'], two.halves[0]]);
  expect(tenth.subjects).toMatchObject([{ code: 'algebra', average: 4, marks: [{ value: 3 }, { value: 5 }] }]);
  expect([kinds(await marks(child(1))), (await marks(child(1))).period]).toEqual([['2 quarter'], school.periodId]);
  // The period of one child that an address still names is not that of the other.
  expect([(await marks(two.person, school.periodId)).period, (await marks(child(1), two.halves[0])).period]).toEqual([
    ...[two.halves[0], school.periodId],
  ]);
  expect((await marks(two.person, two.halves[1])).subjects).toMatchObject([{ average: null, marks: [] }]);
  const results = (await both.call(`${at}/diaries/${two.person}/results`)).body as DiaryResults;
  expect([kinds(results), results.subjects[0]?.periods]).toEqual([
    ['1 half-year', '2 half-year'],
    [...two.halves].map(() => ({ value: null, isSet: false })),
  ]);
});

test('a guardian whom a court bars from seeing the child has no diary', async () => {
  const barred = await aGuardian(app, [child(1)]);
  await app.work(
    () => sql`UPDATE core.guardianships SET limits = '{see}', limit_ground = '\\x00' WHERE child_id = ${child(1)}`,
  );
  expect((await barred.call(`${at}/diaries`)).body).toEqual([]);
  expect((await barred.call(`${at}/diaries/${child(1)}/day`)).status).toBe(404);
});

test('a family is told of the first lesson missed today, once, and not of an absence of long ago (PAR-16)', async () => {
  const family = await aGuardian(app, [child(0)]);
  const ids = await app.work(async () => [
    await aLesson(made.journalId, day(0), 1),
    await aLesson(made.journalId, day(0), 2),
    await aLesson(made.journalId, day(-5), 1),
  ]);
  for (const id of ids)
    await teacher.call(`${at}/lessons/${id}/pupils/${made.children[0]?.id}`, {
      method: 'PUT',
      payload: { version: 0, attendance: 'absent', marks: [] },
    });
  const told = await app.work(
    () => sql`SELECT title, link FROM core.notices WHERE account_id = ${family.id} AND kind = 'school.absence'`,
  );
  expect(told).toEqual([{ title: 'Арсений: нет на уроке «Алгебра»', link: `/app/school/diary/${child(0)}` }]);
});

describe('Codes by which a class and its guardians enter first', () => {
  let led: Awaited<ReturnType<typeof aClass>>;
  let mother: string;
  let signedIn: string;
  let atWork: string;
  const pupil = (nth: number) => led.children[nth]?.personId ?? '';
  const entriesFor = async (who = teacher) => {
    const { status, body } = await who.call(`${at}/classes/${led.classId}/entries`);
    return { status, body: body as ClassEntry[] };
  };
  const stateOf = async (id: string) => (await entriesFor()).body.find(({ personId }) => personId === id)?.state;
  const give = async (personIds: string[], who: Pick<typeof teacher, 'call'> = teacher) => {
    const answer = await who.call(`${at}/classes/${led.classId}/codes`, { method: 'POST', payload: { personIds } });
    return { status: answer.status, body: answer.body as EntryCode[] };
  };
  const password = 'семь синих стульев рядом';
  const enter = (path: string, payload: object) =>
    app.call(`/api/access/${path}`, { method: 'POST', payload: { password, ...payload } });

  beforeAll(async () => {
    await app.work(async () => {
      led = await aClass(school, null, { grade: 9, pupils: 2, leader: teacher.personId });
      mother = await aGuardianCard([pupil(0), pupil(1)]);
      const barred = await aGuardianCard([pupil(1)]);
      await sql`UPDATE core.guardianships SET limits = '{see}', limit_ground = '\\x00' WHERE guardian_id = ${barred}`;
      const account = { login: 'waits-for-work', name: 'Завуч', roles: [], participantId: school.participantId };
      await createAccount(account);
      atWork = await aGuardianCard([pupil(0)]);
      await linkAccount(atWork, account.login);
    });
    const { id } = await aGuardian(app, [pupil(0)]);
    signedIn = await app.work(async () => {
      const [row] = await sql<{ id: string }>`SELECT id FROM core.persons WHERE account_id = ${id}`;
      return row?.id ?? '';
    });
  });

  it('are given by the class teacher alone, to who has never entered', async () => {
    expect((await teacher.call(`${at}/own/classes`)).body).toMatchObject([{ id: led.classId, name: '9А' }]);
    expect((await other.call(`${at}/own/classes`)).body).toEqual([]);
    const states = Object.fromEntries((await entriesFor()).body.map(({ personId, state }) => [personId, state]));
    // Whom a court bars from seeing the child is not in the list.
    expect(states).toEqual({
      ...{ [pupil(0)]: 'none', [pupil(1)]: 'none', [mother]: 'none' },
      ...{ [signedIn]: 'signed-in', [atWork]: 'staff' },
    });
    const elsewhere = await aSchool(app, 'tobolsk-city');
    const refused = [other, school.head, elsewhere.head, await aTeacher(app, elsewhere), parent];
    const statuses = [];
    for (const who of refused)
      statuses.push([
        (await who.call(`${at}/classes/${led.classId}/entries`)).status,
        (await give([mother], who)).status,
      ]);
    const [within, beyond] = [
      [403, 403],
      [404, 404],
    ];
    expect(statuses).toEqual([within, within, beyond, beyond, within]);
    const [noted] = await app.work(
      () => sql`SELECT count(*)::int AS n FROM core.audit_events
        WHERE event = 'school.codes-refused' AND object_id = ${led.classId}`,
    );
    expect(noted).toEqual({ n: 4 });
    // All or none: the pupil beside whoever cannot get one stays without an account.
    for (const id of [signedIn, atWork, child(0)]) expect((await give([pupil(1), id])).status).toBe(409);
    expect((await give([])).status).toBe(400);
    expect(await stateOf(pupil(1))).toBe('none');
  });

  it('are shown once, work once, and end with the next one; audited without the code', async () => {
    const first = (await give([pupil(0), mother])).body;
    expect(first.map(({ personId, of }) => [personId, of.length])).toEqual([
      [pupil(0), 0],
      [mother, 2],
    ]);
    expect(await stateOf(mother)).toBe('waiting');
    const [again] = (await give([pupil(0)])).body;
    const [old, parents] = first;
    expect(again).toMatchObject({ login: old?.login, code: expect.stringMatching(/^(\w{4}-){2}\w{4}$/) as string });
    expect((await enter('activate', { login: old?.login, code: old?.code })).status).toBe(400);
    for (const { login, code } of [again, parents].filter((one) => one !== undefined)) {
      expect((await enter('activate', { login, code })).status).toBe(200);
      expect((await enter('activate', { login, code })).status).toBe(400);
    }
    const opened = await enter('sign-in', { login: parents?.login });
    const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
    const diaries = (await app.call(`${at}/diaries`, { headers: { cookie } })).body as DiaryOwner[];
    expect(diaries.map(({ id, isSelf }) => [id, isSelf]).sort()).toEqual(
      [
        [pupil(0), false],
        [pupil(1), false],
      ].sort(),
    );
    expect((await give([pupil(0)])).status).toBe(409);
    const rows = await app.work(
      () => sql<{ person_id: string; row: string }>`SELECT person_id, to_jsonb(e)::text AS row FROM core.audit_events e
        WHERE event = 'people.entry-code-given' AND actor_id = ${teacher.id} ORDER BY id`,
    );
    expect(rows.map(({ person_id: id }) => id).sort()).toEqual([pupil(0), pupil(0), mother].sort());
    for (const { row } of rows) expect(row).not.toMatch(new RegExp(`${old?.code}|${again?.code}|${parents?.code}`));
    // Not a right more than the card gives.
    const [rights] = await app.work(
      () => sql`SELECT count(*)::int AS n FROM core.grants g JOIN core.persons p ON p.account_id = g.account_id
        WHERE p.id IN (${mother}, ${pupil(0)})`,
    );
    expect(rights).toEqual({ n: 0 });
  });

  it('are given anew to a family that has forgotten its password, which ends the old one and is told (not to staff)', async () => {
    const [entry] = await app.work(
      () => sql<{ login: string; account: string }>`SELECT a.login, a.id AS account FROM core.accounts a
        JOIN core.persons p ON p.account_id = a.id WHERE p.id = ${mother}`,
    );
    const { login = '', account = '' } = entry ?? {};
    const opened = await enter('sign-in', { login });
    const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
    const inside = async () => (await app.call(`${at}/diaries`, { headers: { cookie } })).status;
    expect(await inside()).toBe(200);
    const renew = (personId: string, who: Pick<typeof teacher, 'call'> = teacher) =>
      who.call(`${at}/classes/${led.classId}/codes/renew`, { method: 'POST', payload: { personId } });
    for (const who of [other, school.head, parent]) expect((await renew(mother, who)).status).toBe(403);
    for (const id of [atWork, child(0)]) expect((await renew(id)).status).toBe(409);
    const code = (await renew(mother)).body as EntryCode;
    expect(code).toMatchObject({ login, of: [expect.any(String), expect.any(String)] });
    expect(await inside()).toBe(401);
    expect((await enter('sign-in', { login })).status).toBe(401);
    expect((await enter('activate', { login, code: code.code })).status).toBe(200);
    expect((await enter('sign-in', { login })).status).toBe(200);
    const noted = await app.work(
      () => sql`SELECT (SELECT count(*)::int FROM core.notices WHERE account_id = ${account}
          AND kind = 'people.entry-renewed') AS told, (SELECT count(*)::int FROM core.audit_events
          WHERE event = 'people.entry-renewed' AND person_id = ${mother} AND actor_id = ${teacher.id}) AS audited`,
    );
    expect(noted).toEqual([{ told: 1, audited: 1 }]);
    // The clerk of the organisation does the same from the card; an account with more than a password is the administrator's.
    const { participantId } = school;
    const clerk = await somebody(app, [{ role: 'participant-administrator', subsystem: 'school', participantId }]);
    const fromCard = async (who: Pick<typeof teacher, 'call'>) =>
      (await who.call(`/api/people/persons/${mother}/entry-code`, { method: 'POST', payload: {} })).status;
    expect([await fromCard(school.head), await fromCard(clerk)]).toEqual([403, 200]);
    await app.work(
      () => sql`INSERT INTO core.identities (account_id, way, issuer, subject_index, linked_by)
        VALUES (${account}, 'esia', 'x', 'x', 'own-account')`,
    );
    expect((await renew(mother)).status).toBe(409);
  });

  it('are no longer given by whoever has handed the class over', async () => {
    await app.work(() => sql`UPDATE school.classes SET teacher_id = ${other.personId} WHERE id = ${led.classId}`);
    expect([(await entriesFor()).status, (await give([pupil(1)])).status]).toEqual([403, 403]);
    expect([(await entriesFor(other)).status, (await give([pupil(1)], other)).status]).toEqual([200, 200]);
  });
});

describe('An absence that a family tells of', () => {
  let leader: Awaited<ReturnType<typeof aTeacher>>;
  const excuses = (id = child(0)) => `${at}/diaries/${id}/excuses`;
  const tell = (from: string, to: string, who = parent, id = child(0)) =>
    who.call(excuses(id), { method: 'POST', payload: { from, to, reason: 'illness' } });
  const listed = async () => (await parent.call(excuses())).body as ExcuseView[];
  const decide = (id: string, payload: object, who = leader) =>
    who.call(`${at}/excuses/${id}/decide`, { method: 'POST', payload });
  const cell = (id: string, attendance: string | null, version: number) =>
    teacher.call(`${at}/lessons/${id}/pupils/${made.children[0]?.id}`, {
      method: 'PUT',
      payload: { version, attendance, marks: [] },
    });
  const notices = (kind: string, account: string) =>
    app.work(() => sql`SELECT 1 FROM core.notices WHERE kind = ${kind} AND account_id = ${account}`);
  let past = '';
  let ahead = '';
  beforeAll(async () => {
    leader = await aTeacher(app, school);
    await app.work(async () => {
      await sql`UPDATE school.classes SET teacher_id = ${leader.personId} WHERE id = ${made.classId}`;
      past = await aLesson(made.journalId, day(-12), 6);
      ahead = await aLesson(made.journalId, day(-11), 6);
    });
    expect((await cell(past, 'absent', 0)).status).toBe(200);
  });

  it('is refused for strange days, twice for a day, and for somebody else’s child', async () => {
    expect((await tell(day(2), day(1))).status).toBe(400);
    expect((await tell(day(-20), day(-20))).text).toContain('две недели');
    expect((await tell(day(1), day(90))).status).toBe(400);
    expect((await tell(day(1), day(1), parent, child(1))).status).toBe(404);
    expect((await tell(day(3), day(4))).status).toBe(200);
    expect((await tell(day(4), day(5))).text).toContain('уже сообщили');
    const [{ id } = { id: '' }] = await listed();
    expect((await parent.call(`${excuses()}/${id}/withdraw`, { method: 'POST', payload: {} })).status).toBe(200);
    expect(await listed()).toMatchObject([{ state: 'withdrawn' }]);
    expect(await notices('school.excuse', leader.id)).toHaveLength(1);
  });

  it('is read and accepted by the class teacher alone: absences get the reason, those noted later too (PAR-17)', async () => {
    const { id } = (await tell(day(-12), day(-11))).body as { id: string };
    const { body } = await parent.call(`${excuses()}/${id}/files`, multipart('справка.pdf', pdf('справка')));
    const { id: file } = body as { id: string };
    expect((await listed())[0]).toMatchObject({ state: 'sent', seenAt: null, files: [{ name: 'справка.pdf' }] });
    expect((await teacher.call(`${at}/classes/${made.classId}/excuses`)).status).toBe(403);
    expect((await decide(id, { code: 'ill' }, teacher)).status).toBe(403);
    const [seen] = (await leader.call(`${at}/classes/${made.classId}/excuses`)).body as ClassExcuse[];
    expect(seen).toMatchObject({ id, name: 'Ученик Арсений', absences: 1, reason: 'illness' });
    expect((await listed())[0]?.seenAt).not.toBeNull();
    expect((await leader.call(`${at}/excuses/${id}/files/${file}`)).status).toBe(200);
    expect((await teacher.call(`${at}/excuses/${id}/files/${file}`)).status).toBe(403);
    for (const wrong of [{}, { reason: '?' }, { code: 'late' }, { code: 'ill', reason: 'Потому что' }])
      expect((await decide(id, wrong)).status).toBe(400);
    expect((await decide(id, { code: 'ill' })).body).toEqual({ noted: 1 });
    expect((await decide(id, { code: 'ill' })).status).toBe(409);
    expect((await parent.call(`${excuses()}/${id}/withdraw`, { method: 'POST', payload: {} })).status).toBe(409);
    const view = (await teacher.call(`${at}/lessons/${past}`)).body as LessonView;
    expect(view.pupils[0]).toMatchObject({ excused: 'ill', cell: { version: 2, attendance: 'ill' } });
    const noted = await cell(ahead, 'absent', 0);
    expect(noted.body).toMatchObject({ cell: { version: 1, attendance: 'ill' } });
    const events = await app.work(
      () =>
        sql`SELECT event FROM core.audit_events WHERE person_id = ${child(0)} AND event LIKE 'school.excuse-%' ORDER BY id`,
    );
    expect(events.map(({ event }) => event)).toEqual(
      ['sent', 'withdrawn', 'sent', 'decided'].map((word) => `school.excuse-${word}`),
    );
    expect(await notices('school.excuse-answered', parent.id)).toHaveLength(1);
  });

  it('is refused with a reason that the family sees', async () => {
    const { id } = (await tell(day(6), day(6))).body as { id: string };
    expect((await decide(id, { reason: 'Позвоните мне, пожалуйста' })).body).toEqual({ noted: 0 });
    expect((await listed())[0]).toMatchObject({ state: 'refused', answer: 'Позвоните мне, пожалуйста' });
  });
});

describe('A certificate that a class teacher records', () => {
  it('turns absences of its days into illness, keeps what they were, leaves closed periods, and is taken back (CLT-02)', async () => {
    const leader = await aTeacher(app, school);
    const own = await app.work(() =>
      aClass(school, teacher.personId, { letter: 'Ж', pupils: 2, leader: leader.personId }),
    );
    const [first, second] = own.children;
    const ids = await app.work(async () => {
      const [closed] = await sql<{ id: string }>`INSERT INTO school.periods (year_id, organisation_id, participant_id,
          municipality_id, kind, number, grade_from, grade_to, starts_on, ends_on)
        SELECT id, organisation_id, participant_id, municipality_id, 'quarter', 1, 7, 7, ${day(-59)}, ${day(-45)}
        FROM school.years WHERE id = ${school.yearId} RETURNING id`;
      const at2 = [await aLesson(own.journalId, day(-46)), await aLesson(own.journalId, day(-3), 1)];
      return {
        closed: closed?.id,
        lessons: [...at2, await aLesson(own.journalId, day(-3), 2), await aLesson(own.journalId, day(-2))],
      };
    });
    const put = (lesson: string | undefined, attendance: string, version = 0, pupil = first) =>
      teacher.call(`${at}/lessons/${lesson}/pupils/${pupil?.id}`, {
        method: 'PUT',
        payload: { version, attendance, marks: [], ...(attendance === 'late' && { lateMinutes: 5 }) },
      });
    const [old, one, two, three] = ids.lessons;
    for (const [lesson, code] of [
      [old, 'absent'],
      [one, 'unexcused'],
      [two, 'late'],
    ] as const)
      expect((await put(lesson, code)).status).toBe(200);
    await app.work(
      () => sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id, municipality_id)
      SELECT ${ids.closed}, id, organisation_id, participant_id, municipality_id FROM school.classes WHERE id = ${own.classId}`,
    );

    const path = `${at}/classes/${own.classId}/certificates`;
    const given = { pupilId: first?.id, note: '№ 17/2', from: day(-50), to: day(-1) };
    type Who = Pick<typeof teacher, 'call'>;
    const record = (more: object = {}, who: Who = leader) =>
      who.call(path, { method: 'POST', payload: { ...given, ...more } });
    for (const wrong of [{ note: ' ' }, { to: day(-51) }, { from: day(-90) }, { to: day(40), from: day(-1) }])
      expect((await record(wrong)).status).toBe(400);
    expect((await record({ pupilId: made.children[0]?.id })).status).toBe(404);
    for (const who of [teacher, school.head]) {
      expect((await record({}, who)).status).toBe(403);
      expect((await who.call(path)).status).toBe(403);
    }
    expect((await record({}, parent)).status).toBe(403);
    const answer = await record();
    expect([answer.status, answer.body]).toMatchObject([200, { noted: 1, left: [day(-46)] }]);
    expect((await record({ from: day(-2) })).status).toBe(409);
    // What is noted later in these days has the reason at once, however often it is noted; lateness is no absence.
    expect((await put(three, 'absent')).body).toMatchObject({ cell: { attendance: 'ill' } });
    const late = { version: 1, attendance: 'absent', marks: [{ place: 1, value: 4, isLate: true }] };
    const again = await teacher.call(`${at}/lessons/${three}/pupils/${first?.id}`, { method: 'PUT', payload: late });
    expect(again.body).toMatchObject({ cell: { version: 2, attendance: 'ill' } });
    const codes = async () =>
      (
        await app.work(
          () => sql<{ code: string }>`SELECT code FROM school.attendance WHERE pupil_id = ${first?.id}
        ORDER BY day, lesson_id`,
        )
      ).map(({ code }) => code);
    expect(await codes()).toEqual(['absent', 'ill', 'late', 'ill']);
    type Change = {
      who: string;
      before: { attendance: string };
      after: { attendance: string };
      isByCertificate: boolean;
    };
    const history = async () =>
      ((await teacher.call(`${at}/lessons/${one}/pupils/${first?.id}/history`)).body as Change[]).map(
        ({ before, after, isByCertificate }) => [before.attendance, after.attendance, isByCertificate],
      );
    expect(await history()).toEqual([
      ['unexcused', 'ill', true],
      [null, 'unexcused', false],
    ]);
    const { certificates: listed, pupils } = (await leader.call(path)).body as ClassCertificates;
    expect(pupils).toHaveLength(2);
    expect(listed).toMatchObject([
      {
        ...{ name: 'Ученик Арсений', note: '№ 17/2', withdrawnAt: null, left: [day(-46)] },
        changes: [
          { day: day(-3), lessons: 1, before: 'unexcused', after: 'ill' },
          { day: day(-2), lessons: 1, before: 'absent', after: 'ill' },
        ],
      },
    ]);
    const [kept] = await app.work(() => sql<{ note: Buffer }>`SELECT note FROM school.certificates`);
    expect(kept?.note.toString('utf8')).not.toContain('17/2');

    const withdraw = (who: Who = leader) =>
      who.call(`${at}/certificates/${listed[0]?.id}/withdraw`, { method: 'POST', payload: {} });
    expect((await withdraw(teacher)).status).toBe(403);
    expect((await withdraw(await somebody(app))).status).toBe(403);
    expect((await withdraw()).body).toEqual({ noted: 2, left: [] });
    expect(await codes()).toEqual(['absent', 'unexcused', 'late', 'absent']);
    expect((await withdraw()).status).toBe(409);
    expect((await history())[0]).toEqual(['ill', 'unexcused', true]);
    expect((await put(one, 'valid', 3)).status).toBe(200);
    // Recorded anew; what somebody has changed since stays when it is taken back.
    const { id } = (await record({ note: 'справка видна' })).body as { id: string };
    expect((await put(one, 'unexcused', 5)).status).toBe(200);
    expect((await leader.call(`${at}/certificates/${id}/withdraw`, { method: 'POST', payload: {} })).body).toEqual({
      ...{ noted: 1, left: [] },
    });
    expect((await codes())[1]).toBe('unexcused');
    expect((await put(one, 'absent', 0, second)).body).toMatchObject({ cell: { attendance: 'absent' } });
    const events = await app.work(
      () => sql`SELECT event, count(*)::int AS n FROM core.audit_events WHERE event LIKE 'school.certificate%' GROUP BY event
        ORDER BY event`,
    );
    expect(events).toEqual([
      { event: 'school.certificate-recorded', n: 2 },
      { event: 'school.certificate-withdrawn', n: 2 },
      { event: 'school.certificates-read', n: 1 },
      { event: 'school.certificates-refused', n: 5 },
    ]);
  });
});
