import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import {
  finalSuggestion,
  halfUp,
  needsReason,
  yearSuggestion,
  type DiaryResults,
  type ResultChanges,
  type YearMarks,
} from '../../shared';
import { daysAfter } from '../services/clock';
import { aClass, aGuardian, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: School;
let teacher: Awaited<ReturnType<typeof aTeacher>>;
let colleague: Awaited<ReturnType<typeof aTeacher>>;
/** The first quarter; the second, which is the last, is that of the builder. */
let first = '';
const at = '/api/school';
type Who = { call: School['head']['call'] };
const detail = (answer: { body: unknown }) => (answer.body as { detail: string }).detail;
const day = (n: number) => daysAfter(todayHere(), n);

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  other = await aSchool(app);
  teacher = await aTeacher(app, school);
  colleague = await aTeacher(app, school);
  first = await app.work(async () => {
    const [row] = await sql<{
      id: string;
    }>`INSERT INTO school.periods (year_id, organisation_id, participant_id, kind, number,
        grade_from, grade_to, starts_on, ends_on)
      SELECT id, organisation_id, participant_id, 'quarter', 1, 1, 11, ${day(-58)}, ${day(-45)} FROM school.years
      WHERE id = ${school.yearId} RETURNING id`;
    return row?.id ?? '';
  });
}, 120_000);
afterAll(() => app.stop());

const givePeriodMarks = (period: string, pupils: readonly { id: string }[], values: (number | null)[]) =>
  app.work(async () => {
    for (const [nth, { id }] of pupils.entries())
      if (values[nth] !== undefined)
        await sql`INSERT INTO school.period_marks (period_id, pupil_id, subject, organisation_id, participant_id, value)
          SELECT ${period}, p.id, 'algebra', p.organisation_id, p.participant_id, ${values[nth]} FROM school.pupils p WHERE p.id = ${id}`;
  });

type Mark = { pupilId: string; kind: string; version: number; value: number | null; reason?: string };
const put = (journal: string, marks: Mark[], who: Who = teacher) =>
  who.call(`${at}/journals/${journal}/year-marks`, { method: 'PUT', payload: { marks } });
const read = async (journal: string, who: Who = teacher) =>
  (await who.call(`${at}/journals/${journal}/year-marks`)).body as YearMarks;

describe('What marks of the year come to', () => {
  const given = (...values: (number | null | undefined)[]) =>
    values.map((value) => ({ value: value ?? null, isSet: value !== undefined }));
  const thresholds = { three: 2.5, four: 3.5, five: 4.5 };

  it('is the mean of the periods by the thresholds, once each has a mark; who was not attested in one is judged by the others', () => {
    expect(yearSuggestion(given(4, 5, 4, 5), thresholds)).toEqual({ isSet: true, value: 5 });
    expect(yearSuggestion(given(4, 5, 4, 5), { ...thresholds, five: 4.6 })).toEqual({ isSet: true, value: 4 });
    expect(yearSuggestion(given(3, null, 4, 3), thresholds)).toEqual({ isSet: true, value: 3 });
    expect(yearSuggestion(given(null, null), thresholds)).toEqual({ isSet: true, value: null });
    expect(yearSuggestion(given(5, undefined), thresholds)).toEqual({ isSet: false, value: null });
  });

  it('is in the end the mean of year and exam, in grade 11 of the half-years and years of both grades, half up', () => {
    const [year, exam, none] = given(4, 5, undefined);
    const of = (grade: number, senior: (number | null)[] = [], by = exam) =>
      finalSuggestion({ grade, year: year ?? none!, exam: by ?? none!, senior }).value;
    expect([of(9), of(9, [], none), of(11, [3, 3, 4, 3, 4, 4]), of(11, [3, 3, null, 3])]).toEqual([5, 4, 4, 3]);
    expect([halfUp([3, 4]), halfUp([3, 3, 4]), halfUp([])]).toEqual([4, 3, null]);
  });

  it('needs a reason where the teacher decides otherwise, or changes what stood in the end', () => {
    const suggestion = { isSet: true, value: 4 };
    expect(needsReason('year', 4, suggestion, 0)).toBe(false);
    expect(needsReason('year', 5, suggestion, 0)).toBe(true);
    expect(needsReason('year', null, { isSet: false, value: null }, 0)).toBe(true);
    expect(needsReason('exam', 5, { isSet: false, value: null }, 0)).toBe(false);
    expect(needsReason('exam', 5, { isSet: false, value: null }, 1)).toBe(true);
    expect(needsReason('final', 4, suggestion, 1)).toBe(true);
  });
});

describe('Marks of the year', () => {
  it('are suggested from the periods, given by the teacher, kept with their reason and history, and shown in the diary', async () => {
    const own = await app.work(() => aClass(school, teacher.personId, { grade: 9, letter: 'А', pupils: 3 }));
    const [a, b, c] = own.children.map(({ id }) => id) as [string, string, string];
    await givePeriodMarks(first, own.children, [4, 3, 5]);
    await givePeriodMarks(school.periodId, own.children, [5, 3, undefined] as (number | null)[]);
    const before = await read(own.journalId);
    expect(before.periods.map(({ id }) => id)).toEqual([first, school.periodId]);
    expect(before.pupils.map(({ year }) => year.suggestion)).toEqual([
      { isSet: true, value: 5 },
      { isSet: true, value: 3 },
      { isSet: false, value: null },
    ]);
    const year = (pupilId: string, value: number | null, version = 0, reason?: string): Mark => ({
      ...{ pupilId, kind: 'year', version, value },
      ...(reason && { reason }),
    });
    // As suggested without a word; another one, or one too early, with a reason and never in part.
    const refused = await put(own.journalId, [year(a, 5), year(b, 4)]);
    expect([refused.status, (refused.body as { issues: object[] }).issues]).toMatchObject([
      400,
      [{ path: ['payload', 'marks', 1, 'reason'] }],
    ]);
    expect((await put(own.journalId, [year(c, 5)])).status).toBe(400);
    expect((await read(own.journalId)).pupils.every(({ year: { version } }) => version === 0)).toBe(true);
    const reason = 'Победа на олимпиаде по алгебре';
    expect((await put(own.journalId, [year(a, 5), year(b, 4, 0, reason)])).status).toBe(200);
    expect((await put(own.journalId, [year(a, 4, 0, reason)])).body).toMatchObject({ code: 'changed-meanwhile' });
    expect((await put(own.journalId, [year(a, 6)])).status).toBe(400);
    expect((await put(own.journalId, [year(crypto.randomUUID(), 5)])).status).toBe(404);

    // The exam, and what both come to in the end.
    const exam: Mark = { pupilId: b, kind: 'exam', version: 0, value: 5 };
    expect((await put(own.journalId, [exam])).status).toBe(200);
    const row = async () => (await read(own.journalId)).pupils[1];
    expect((await row())?.final.suggestion).toEqual({ isSet: true, value: 5 });
    const final: Mark = { pupilId: b, kind: 'final', version: 0, value: 5 };
    expect((await put(own.journalId, [final])).status).toBe(200);
    expect((await put(own.journalId, [{ ...final, version: 1, value: 4 }])).status).toBe(400);
    expect((await put(own.journalId, [{ ...final, version: 1, value: 4, reason: 'Ошибка при переносе' }])).status).toBe(
      200,
    );
    expect(await row()).toMatchObject({
      year: { value: 4, version: 1, reason },
      exam: { value: 5 },
      final: { value: 4, version: 2 },
    });
    const { body } = await teacher.call(`${at}/journals/${own.journalId}/pupils/${b}/results`);
    const changes = (body as ResultChanges).map(({ kind, before: was, after, reason: why }) => [kind, was, after, why]);
    expect(changes).toEqual([
      ['final', '5', '4', 'Ошибка при переносе'],
      ['final', null, '5', null],
      ['exam', null, '5', null],
      ['year', null, '4', reason],
    ]);
    const [event] = await app.work(
      () => sql`SELECT count(*)::int AS n FROM core.audit_events WHERE event = 'school.year-mark-set'
        AND object_id = ${own.journalId} AND actor_id = ${teacher.id} AND person_id = ${own.children[1]?.personId}`,
    );
    expect(event).toEqual({ n: 4 });

    // The family sees what stands, and no reasons.
    const parent = await aGuardian(app, [own.children[1]?.personId ?? '']);
    const seen = await parent.call(`${at}/diaries/${own.children[1]?.personId}/results`);
    expect((seen.body as DiaryResults).subjects).toEqual([
      {
        ...{ code: 'algebra', title: 'Алгебра', titleEn: 'Algebra' },
        periods: [
          { value: 3, isSet: true },
          { value: 3, isSet: true },
        ],
        ...{ year: { value: 4, isSet: true }, exam: { value: 5, isSet: true }, final: { value: 4, isSet: true } },
      },
    ]);
    expect((await parent.call(`${at}/diaries/${own.children[0]?.personId}/results`)).status).toBe(404);
  });

  it('are of whoever teaches alone, and of the year they stay once its last period is closed', async () => {
    const own = await app.work(() => aClass(school, teacher.personId, { grade: 8, letter: 'А', pupils: 1 }));
    const pupilId = own.children[0]?.id ?? '';
    await givePeriodMarks(first, own.children, [4]);
    await givePeriodMarks(school.periodId, own.children, [4]);
    const mark: Mark = { pupilId, kind: 'year', version: 0, value: 4 };
    for (const [who, status] of [
      [school.head, 403],
      [colleague, 403],
      [other.head, 404],
    ] as const)
      expect((await put(own.journalId, [mark], who)).status).toBe(status);
    expect((await read(own.journalId, school.head)).pupils).toHaveLength(1);
    expect((await colleague.call(`${at}/journals/${own.journalId}/year-marks`)).status).toBe(403);
    await app.work(
      () => sql`INSERT INTO school.closed_periods (period_id, class_id, organisation_id, participant_id)
        SELECT ${school.periodId}, id, organisation_id, participant_id FROM school.classes WHERE id = ${own.classId}`,
    );
    expect(detail(await put(own.journalId, [mark]))).toContain('Период закрыт');
    // Exams come after it.
    expect((await put(own.journalId, [{ ...mark, kind: 'exam' }])).status).toBe(200);
    const young = await app.work(() => aClass(school, teacher.personId, { grade: 1, letter: 'А', pupils: 1 }));
    const early = { ...mark, pupilId: young.children[0]?.id ?? '', reason: 'Без отметок' };
    expect(detail(await put(young.journalId, [early]))).toContain('первом классе');
  });

  it('of grade 11 come in the end from the half-years and years of both grades', async () => {
    const own = await app.work(async () => {
      const made = await aClass(school, teacher.personId, { grade: 11, letter: 'А', pupils: 1 });
      const child = made.children[0];
      // The year before, in grade 10: two half-years and a year of 5.
      const [before] = await sql<{
        id: string;
      }>`INSERT INTO school.classes (organisation_id, participant_id, municipality_id, year_id, grade, letter)
        SELECT organisation_id, participant_id, municipality_id, year_id, 10, 'Я' FROM school.classes WHERE id = ${made.classId} RETURNING id`;
      const [stay] = await sql<{
        id: string;
      }>`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id, class_id, grade, starts_on, ends_on)
        SELECT person_id, pseudonym, organisation_id, participant_id, ${before?.id}, 10, '2025-09-01', '2025-10-31' FROM school.pupils WHERE id = ${child?.id} RETURNING id`;
      await sql`INSERT INTO school.year_marks (pupil_id, subject, kind, organisation_id, participant_id, value)
        SELECT id, 'algebra', 'year', organisation_id, participant_id, 5 FROM school.pupils WHERE id = ${stay?.id}`;
      return made;
    });
    await givePeriodMarks(first, own.children, [3]);
    await givePeriodMarks(school.periodId, own.children, [4]);
    const year: Mark = { pupilId: own.children[0]?.id ?? '', kind: 'year', version: 0, value: 4 };
    expect((await put(own.journalId, [year])).status).toBe(200);
    // 3, 4 and the year 4 of grade 11, the year 5 of grade 10: 16 ÷ 4.
    expect((await read(own.journalId)).pupils[0]?.final.suggestion).toEqual({ isSet: true, value: 4 });
  });
});
