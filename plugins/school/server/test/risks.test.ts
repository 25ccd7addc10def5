import { sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { Workbook } from '@protobi/exceljs';
import { somebody } from '../../../../core/access/test/people';
import { scoreOf, signsOf, type RiskFigures, type RiskList } from '../../shared';
import { risksBook } from '../risks/book';
import { daysAfter } from '../services/clock';
import { aClass, aLesson, aPrimaryDeputy, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: School;
let leader: Awaited<ReturnType<typeof aTeacher>>;
let colleague: Awaited<ReturnType<typeof aTeacher>>;
let own: Awaited<ReturnType<typeof aClass>>;
const at = '/api/school';
const day = (n: number) => daysAfter(todayHere(), n);
type Who = { call: School['head']['call'] };

const absence = (lesson: string | undefined, pupil: string | undefined, code: string, countsAs: string) =>
  sql`INSERT INTO school.attendance (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade, code,
      counts_as) SELECT id, ${pupil}, organisation_id, participant_id, municipality_id, day, subject, grade, ${code}, ${countsAs}
    FROM school.lessons WHERE id = ${lesson}`;
const mark = (lesson: string | undefined, pupil: string | undefined, value: number) =>
  sql`INSERT INTO school.marks (lesson_id, pupil_id, organisation_id, participant_id, municipality_id, day, subject, grade, place,
      value, kind, weight) SELECT id, ${pupil}, organisation_id, participant_id, municipality_id, day, subject, grade, 1, ${value},
      'answer', 1 FROM school.lessons WHERE id = ${lesson}`;

/** A class of four: the first has not come for four days, the second has fallen, the others are well. */
async function aClassOfFour() {
  const made = await aClass(school, colleague.personId, { pupils: 4, leader: leader.personId });
  const [away, fallen, well, late] = made.children;
  const lessons: string[] = [];
  for (let n = 10; n >= 1; n -= 1) lessons.push(await aLesson(made.journalId, day(-n)));
  await sql`UPDATE school.lessons SET attendance_at = now() WHERE load_id = ${made.journalId}`;
  for (const lesson of lessons.slice(6)) await absence(lesson, away?.id, 'absent', 'absent');
  await absence(lessons[0], late?.id, 'late', 'present');
  for (const [n, value] of [3, 2, 2].entries()) await mark(lessons[7 + n], fallen?.id, value);
  for (const lesson of lessons) await mark(lesson, well?.id, 5);
  const [before] = await sql<{
    id: string;
  }>`INSERT INTO school.periods (year_id, organisation_id, participant_id, municipality_id,
      kind, number, grade_from, grade_to, starts_on, ends_on)
    SELECT id, organisation_id, participant_id, municipality_id, 'quarter', 1, 1, 11, ${day(-59)}, ${day(-41)}
    FROM school.years WHERE id = ${school.yearId} RETURNING id`;
  for (const n of [47, 46, 45]) await mark(await aLesson(made.journalId, day(-n)), fallen?.id, 4);
  await sql`INSERT INTO school.period_marks (period_id, pupil_id, subject, organisation_id, participant_id, municipality_id, value)
    SELECT ${before?.id}, id, 'algebra', organisation_id, participant_id, municipality_id, NULL FROM school.pupils
    WHERE id = ${fallen?.id}`;
  return made;
}

beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  other = await aSchool(app);
  leader = await aTeacher(app, school);
  colleague = await aTeacher(app, school);
  own = await app.work(aClassOfFour);
}, 120_000);
afterAll(() => app.stop());

const list = async (who: Who, path = `/classes/${own.classId}/risks`) => {
  const { status, body } = await who.call(`${at}${path}`);
  return { status, body: body as RiskList & { detail: string } };
};
const events = (event: string) =>
  app.work(
    () => sql<{ details: { persons?: string[]; pupils?: number } }>`SELECT details FROM core.audit_events
    WHERE event = ${event} ORDER BY id`,
  );

it('A score is the sum of the signs that reach their border, twice from the second one', () => {
  const none: RiskFigures = {
    ...{ missed: null, unexcused: 0, streak: 0, failing: 0, unattested: 0, falling: null, twos: 0, failed: 0 },
  };
  const norms = { missed: { from: 0.1, twiceFrom: 0.25, weight: 2 }, failing: { from: 1, twiceFrom: 3, weight: 3 } };
  expect(signsOf(none, norms)).toEqual([]);
  expect(scoreOf(signsOf({ ...none, missed: 0.0999 }, norms))).toBe(0);
  expect(scoreOf(signsOf({ ...none, missed: 3 / 30 }, norms))).toBe(2);
  // The reference holds nothing of new failing marks: they are not looked at.
  expect(scoreOf(signsOf({ ...none, missed: 0.25, failing: 3, twos: 9 }, norms))).toBe(10);
});

describe('Who needs attention', () => {
  it('is said to the class teacher with every reason and its figures, and the reading is recorded', async () => {
    const { status, body } = await list(leader);
    expect(status).toBe(200);
    expect(body).toMatchObject({ looked: 4, found: 2, missedDays: 30, urgentFrom: 6 });
    expect(body.norms).toHaveLength(8);
    expect(body.norms.every(({ verified }) => !verified)).toBe(true);
    const said = body.pupils.map(({ name, score, signs }) => [
      name,
      score,
      signs.map(({ sign, points }) => [sign, points]),
    ]);
    expect(said).toEqual([
      [
        'Ученик Борис',
        10,
        [
          ['failing', 3],
          ['falling', 4],
          ['twos', 1],
          ['failed', 2],
        ],
      ],
      [
        'Ученик Арсений',
        8,
        [
          ['missed', 4],
          ['unexcused', 2],
          ['streak', 2],
        ],
      ],
    ]);
    const [fallen, away] = body.pupils;
    expect(away).toMatchObject({ missed: 4, lessons: 10, awaySince: day(-4) });
    expect(fallen).toMatchObject({ average: 2.33, averageBefore: 4 });
    const algebra = { code: 'algebra', title: 'Алгебра', journalId: own.journalId };
    expect(fallen?.signs[0]?.subjects).toMatchObject([{ ...algebra, value: 2.33 }]);
    expect(fallen?.signs[3]?.subjects).toMatchObject([{ ...algebra, value: null }]);
    const seen = await events('school.risks-read');
    const persons = own.children.slice(0, 2).map(({ personId }) => personId);
    expect(seen.map(({ details }) => details)).toEqual([
      { pupils: 2, persons: expect.arrayContaining(persons) as string[] },
    ]);
  });

  it('is said to the head of the school over all its classes, in the grades of the right alone', async () => {
    await app.work(() => aClass(school, null, { grade: 3, letter: 'Б', pupils: 1 }));
    const { body } = await list(school.head, '/risks');
    expect([body.looked, body.found, body.pupils.map(({ class: of }) => of)]).toEqual([5, 2, ['7А', '7А']]);
    const deputy = await aPrimaryDeputy(app, school);
    expect((await list(deputy, '/risks')).body).toMatchObject({ looked: 1, found: 0, pupils: [] });
    expect((await list(deputy)).status).toBe(403);
  });

  it('is told to nobody outside the school, nor to a colleague, whose asking is kept', async () => {
    const refused = await list(colleague);
    expect([refused.status, refused.body.detail]).toEqual([
      403,
      'Кому нужно внимание, видят классный руководитель и завуч своей школы',
    ]);
    expect((await list(colleague, '/risks')).status).toBe(403);
    expect((await list(other.head)).status).toBe(404);
    expect((await list(other.head, '/risks')).body.pupils).toEqual([]);
    expect((await list(leader, '/classes/first/risks')).status).toBe(400);
    const above = await somebody(app, [
      { role: 'head-teacher', subsystem: 'school', scope: 'municipality', municipalityId: 'ishim-city' },
    ]);
    expect((await list(above)).status).toBe(403);
    expect((await list(above, '/risks')).body).toMatchObject({ looked: 0, pupils: [] });
    expect((await events('school.risks-refused')).length).toBeGreaterThanOrEqual(2);
  });

  it('is taken as a workbook, a column a sign, which is recorded', async () => {
    const post = (path: string, who: Who) => who.call(`${at}${path}`, { method: 'POST' });
    expect((await post(`/classes/${own.classId}/risks/file`, leader)).status).toBe(200);
    expect((await post('/risks/file', school.head)).status).toBe(200);
    expect((await post(`/classes/${own.classId}/risks/file`, colleague)).status).toBe(403);
    expect(await events('school.risks-exported')).toHaveLength(2);
    const book = new Workbook();
    await book.xlsx.load((await risksBook((await list(leader)).body)) as never);
    const rows: string[] = [];
    book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1).join('|')));
    expect(rows[4]).toMatch(/^Ученик Арсений\|7А\|8\|40 %: 4 из 10\|4\|4, с /);
    expect(rows[3]).toContain('Алгебра (2,33)||1,67: 4 → 2,33|Алгебра (2)|Алгебра (н/а)');
  });

  it('goes by the reference: a sign whose row has ended is not looked at', async () => {
    await app.work(
      () =>
        sql`UPDATE core.reference_rows SET withdrawn_at = now() WHERE reference = 'school.risk-signs' AND code <> 'streak'`,
    );
    const { body } = await list(leader);
    expect(body.pupils.map(({ name, score }) => [name, score])).toEqual([['Ученик Арсений', 2]]);
  });
});
