import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { somebody } from '../../../../core/access/test/people';
import { linkAccount } from '../../../../core/people/accounts';
import { writePerson } from '../../../../core/people/test/builders';
import type { ClassBrief, ClosingLine, ClosingPeriod, JournalBrief, TeachingDay } from '../../shared';
import { daysAfter } from '../services/clock';
import { aClass, aJournal, aLesson, aSchool, aTeacher, type School } from './builders';

type Person = Awaited<ReturnType<typeof somebody>>;
const at = '/api/school';
const day = (n: number) => daysAfter(todayHere(), n);
const primary = { grades: { from: 1, to: 4 } };

describe('A head teacher whose right is narrowed to grades 1–4 (ADM-23)', () => {
  let app: TestApp;
  let school: School;
  let deputy: Person;
  let young: Awaited<ReturnType<typeof aClass>>;
  let old: Awaited<ReturnType<typeof aClass>>;
  let lessons: { young: string; old: string; own: string };
  let ownJournal: string;
  let upper: string;
  const statusOf = async (who: Person, path: string, method = 'GET', payload?: object) =>
    (await who.call(`${at}${path}`, { method, ...(payload && { payload }) })).status;
  const read = async <T>(path: string, who: Person = deputy) => (await who.call(`${at}${path}`)).body as T;
  const head = (narrowing?: object) => {
    const { participantId } = school;
    const right = { role: 'head-teacher', subsystem: 'school', participantId, ...(narrowing && { narrowing }) };
    return somebody(app, [right], participantId);
  };

  beforeAll(async () => {
    app = await createTestApp({ only: ['school'] });
    school = await aSchool(app);
    deputy = await head(primary);
    const teacher = await aTeacher(app, school);
    await app.work(async () => {
      const personId = await writePerson(
        { birthDate: '1980-03-02' },
        { organisationId: school.organisationId, role: 'staff' },
      );
      await linkAccount(personId, deputy.login);
      young = await aClass(school, teacher.personId, { grade: 3, letter: 'А' });
      old = await aClass(school, teacher.personId, { grade: 7, letter: 'Б' });
      ownJournal = await aJournal(old.classId, personId, { subject: 'history' });
      lessons = {
        young: await aLesson(young.journalId),
        old: await aLesson(old.journalId),
        own: await aLesson(ownJournal, todayHere(), 2),
      };
      const [period] = await sql<{ id: string }>`INSERT INTO school.periods (year_id, organisation_id, participant_id,
          municipality_id, kind, number, grade_from, grade_to, starts_on, ends_on)
        SELECT year_id, organisation_id, participant_id, municipality_id, 'half-year', 1, 5, 11, ${day(-58)}, ${day(-45)}
        FROM school.periods WHERE id = ${school.periodId} RETURNING id`;
      upper = period?.id ?? '';
    });
  }, 120_000);
  afterAll(() => app.stop());

  it('finds the classes and journals of these grades alone, and what is their own by the lesson', async () => {
    expect((await read<ClassBrief[]>('/classes')).map(({ name }) => name)).toEqual(['3А']);
    expect((await read<ClassBrief[]>('/classes', school.head)).map(({ name }) => name)).toEqual(['3А', '7Б']);
    const journals = (await read<JournalBrief[]>('/journals')).map(({ id }) => id);
    expect(journals.sort()).toEqual([ownJournal, young.journalId].sort());
    expect((await read<TeachingDay>('/own/lessons')).lessons.map(({ id }) => id)).toEqual([lessons.own]);
  });

  it('opens 3А and not 7Б', async () => {
    const paths = (of: typeof young, lesson: string) => [
      `/classes/${of.classId}`,
      `/classes/${of.classId}/closing/${school.periodId}`,
      `/journals/${of.journalId}`,
      `/journals/${of.journalId}/plan`,
      `/journals/${of.journalId}/periods/${school.periodId}/marks`,
      `/lessons/${lesson}`,
      `/lessons/${lesson}/pupils/${of.children[0]?.id}/history`,
    ];
    for (const path of paths(young, lessons.young)) expect([path, await statusOf(deputy, path)]).toEqual([path, 200]);
    const refused = await Promise.all(paths(old, lessons.old).map((path) => statusOf(deputy, path)));
    // A class beyond the grades is not there; a colleague's journal is refused, and that is recorded.
    expect(refused).toEqual([404, 404, 403, 403, 403, 403, 403]);
    expect(await statusOf(deputy, `/lessons/${lessons.own}`)).toBe(200);
  });

  it('writes into 3А and its own lessons, and not into 7Б', async () => {
    const { classId } = await app.work(() => aClass(school, null, { grade: 3, letter: 'В', pupils: 0 }));
    const other = await app.work(() => aClass(school, null, { grade: 7, letter: 'В', pupils: 0 }));
    const move = (pupil: string | undefined, to: string) =>
      statusOf(deputy, `/pupils/${pupil}/move`, 'POST', { classId: to, from: day(2) });
    expect(await move(old.children[1]?.id, other.classId)).toBe(404);
    expect(await move(young.children[1]?.id, classId)).toBe(200);
    expect(await statusOf(deputy, `/classes/${old.classId}/closing/${school.periodId}`, 'POST', {})).toBe(404);
    expect(await statusOf(deputy, `/classes/${young.classId}/closing/${school.periodId}`, 'POST', {})).toBe(409);
    const cell = { version: 0, attendance: null, marks: [{ place: 1, value: 5 }] };
    const mark = (lesson: string) => statusOf(deputy, `/lessons/${lesson}/pupils/${old.children[0]?.id}`, 'PUT', cell);
    expect(await mark(lessons.old)).toBe(403);
    expect(await mark(lessons.own)).toBe(200);
  });

  it('is not asked to close periods of grades 5–11, nor their classes in a period of all grades', async () => {
    const periods = (await read<ClosingPeriod[]>('/periods')).map(({ id }) => id);
    expect(periods).toEqual([school.periodId]);
    expect((await read<ClosingPeriod[]>('/periods', school.head)).map(({ id }) => id)).toContain(upper);
    expect(await statusOf(deputy, `/periods/${upper}/closing`)).toBe(404);
    const lines = await read<ClosingLine[]>(`/periods/${school.periodId}/closing`);
    expect([...new Set(lines.map(({ name }) => name[0]))]).toEqual(['3']);
  });

  it('counts a right by its own grades, two rights together, and none that nobody understands', async () => {
    const { participantId } = school;
    const right = (narrowing: object) => ({ role: 'head-teacher', subsystem: 'school', participantId, narrowing });
    const names = async (who: Person) => (await read<ClassBrief[]>('/classes', who)).map(({ name }) => name[0]);
    const municipality = { role: 'head-teacher', subsystem: 'school', scope: 'municipality' as const };
    const both = await somebody(app, [
      right(primary),
      { ...municipality, municipalityId: 'ishim-city', narrowing: { grades: { from: 7, to: 7 } } },
    ]);
    expect([...new Set(await names(both))].sort()).toEqual(['3', '7']);
    for (const narrowing of [{ grades: [1, 4] }, { grades: { from: 4, to: 1 } }, { clubs: 'chess' }]) {
      const who = await somebody(app, [right(narrowing)], participantId);
      expect([narrowing, await statusOf(who, '/classes')]).toEqual([narrowing, 403]);
    }
  });

  it('is given as the school declares it, never wider than the giver holds, and said in words', async () => {
    const { participantId } = school;
    const administrator = (narrowing?: object) =>
      somebody(
        app,
        [
          {
            role: 'participant-administrator',
            subsystem: 'school',
            participantId,
            ...(narrowing && { narrowing }),
          },
        ],
        participantId,
      );
    const [whole, narrowed] = [await administrator(), await administrator(primary)];
    const place = { subsystem: 'school', scope: 'participant', participantId, ground: 'Приказ № 7' };
    const give = async (giver: Person, narrowing: unknown, role = 'head-teacher') => {
      const { id: accountId } = await somebody(app, [], participantId);
      return giver.post('/grants', { ...place, accountId, role, narrowing });
    };
    const issueOf = ({ status, body }: { status: number; body: unknown }) => {
      const [issue] = (body as { issues?: { path: unknown[]; message: string }[] }).issues ?? [];
      return [status, issue?.path.at(-1), issue?.message];
    };
    const order = 'Сужение — от меньшего к большему, целыми числами от 1 до 11';
    for (const grades of [{ from: 4, to: 1 }, { from: 0, to: 4 }, { from: 1, to: 12 }, { from: 1 }, [1, 4], 'все'])
      expect(issueOf(await give(whole, { grades }))).toEqual([400, 'grades', order]);
    expect(issueOf(await give(whole, { groups: [1] }))).toEqual([400, 'groups', 'Так эту роль не сужают']);
    expect(issueOf(await give(whole, primary, 'teacher'))).toEqual([400, 'grades', 'Так эту роль не сужают']);
    expect((await give(whole, null)).status).toBe(200);
    for (const wider of [null, {}, { grades: { from: 1, to: 5 } }, { grades: { from: 5, to: 11 } }])
      expect([wider, (await give(narrowed, wider)).body]).toEqual([
        wider,
        expect.objectContaining({ status: 403, detail: 'Ваше право сужено, шире дать нельзя' }),
      ]);
    expect((await give(narrowed, primary)).status).toBe(200);
    expect((await give(narrowed, { grades: { from: 2, to: 3 } })).status).toBe(200);
    const why = (await deputy.call(`/api/access/why/${participantId}`)).body as { because: { narrowed: unknown }[] };
    expect(why.because.map((one) => one.narrowed)).toEqual([
      [{ text: 'только 1–4 классы', textEn: 'grades 1–4 only' }],
    ]);
  });

  it('is told by which right a journal and a card are seen, each right asked alone', async () => {
    const { participantId } = school;
    const why = (who: Person, kind: string, id: string | undefined) => who.call(`/api/access/why/${kind}/${id}`);
    const saidOf = (body: unknown) =>
      (body as { because: { role: string; narrowed: { text: string }[] }[] }).because.map((one) => [
        one.role,
        one.narrowed.map(({ text }) => text).join(),
      ]);
    const seen = await why(deputy, 'school.journal', young.journalId);
    expect(seen.body).toMatchObject({ title: 'Журнал класса' });
    expect(saidOf(seen.body)).toEqual([['head-teacher', 'только 1–4 классы']]);
    const right = { role: 'head-teacher', subsystem: 'school', participantId };
    const both = await somebody(
      app,
      [
        { ...right, narrowing: { grades: { from: 3, to: 3 } } },
        { ...right, role: 'participant-administrator', narrowing: { grades: { from: 7, to: 7 } } },
      ],
      participantId,
    );
    expect(saidOf((await why(both, 'school.journal', young.journalId)).body)).toEqual([
      ['head-teacher', 'только 3 класс'],
    ]);
    // What one does not see, what is not there and what nobody declares are alike.
    expect((await why(deputy, 'school.journal', old.journalId)).status).toBe(404);
    expect((await why(deputy, 'school.lesson', lessons.young)).status).toBe(404);
    expect((await why(deputy, 'people.card', young.children[0]?.personId)).status).toBe(404);
    const administrator = await somebody(app, [{ ...right, role: 'participant-administrator' }], participantId);
    expect(saidOf((await why(administrator, 'people.card', young.children[0]?.personId)).body)).toEqual([
      ['participant-administrator', ''],
    ]);
  });
});
