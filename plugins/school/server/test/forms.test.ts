import { Workbook } from '@protobi/exceljs';
import { linkPerson, pseudonymsOf, sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { somebody } from '../../../../core/access/test/people';
import { writePerson } from '../../../../core/people/test/builders';
import type { SchoolForm, SchoolFormCell, SchoolsOfCell } from '../../shared';
import { freezeDue } from '../forms/frozen';
import { formOf } from '../forms/report';
import { workbookOf } from '../forms/sheet';
import { Piece } from '../forms/template';
import { aJournal, aPrimaryDeputy, aSchool, aTeacher, type School } from './builders';

let app: TestApp;
let school: School;
let other: School;
let officer: Awaited<ReturnType<typeof somebody>>;
const today = new Date(Date.now() + 5 * 3_600_000).toISOString().slice(0, 10);
/** The last 20 September that has passed. */
const year = Number(today.slice(0, 4)) - (today.slice(5) > '09-20' ? 0 : 1);
const day = `${year}-09-20`;
const at = '/api/school/forms/oo-1';

type Place = Pick<School, 'organisationId' | 'yearId'>;

/** A class of a year of the school. */
async function aClass({ yearId }: Pick<Place, 'yearId'>, grade: number, given: { shift?: number; set?: number } = {}) {
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO school.classes (organisation_id, participant_id, municipality_id, year_id,
      grade, letter, shift, set_number)
    SELECT organisation_id, participant_id, municipality_id, id, ${grade}, 'А', ${given.shift ?? 1}, ${given.set ?? null}
    FROM school.years WHERE id = ${yearId} RETURNING id`;
  return row?.id ?? '';
}

/** A time of a person in a class. */
async function seat(person: string, classId: string, startsOn: string, endsOn: string | null = null) {
  const pseudonym = (await pseudonymsOf([person])).get(person);
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO school.pupils (person_id, pseudonym, organisation_id, participant_id,
      municipality_id, class_id, grade, starts_on, ends_on)
    SELECT ${person}, ${pseudonym}, organisation_id, participant_id, municipality_id, id, grade, ${startsOn}, ${endsOn}
    FROM school.classes WHERE id = ${classId} RETURNING id`;
  return row?.id ?? '';
}

async function aPupil(place: Place, classId: string, card: Record<string, string>, since = `${year}-09-01`) {
  const person = await writePerson({ birthDate: `${year - 11}-03-03`, ...card });
  await linkPerson(person, {
    organisationId: place.organisationId,
    subsystem: 'school',
    role: 'pupil',
    startsOn: since,
  });
  await seat(person, classId, since);
  return person;
}

const yearOf = async (place: Place, first: number) => {
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO school.years (organisation_id, participant_id, municipality_id, first_year,
      starts_on, ends_on)
    SELECT organisation_id, participant_id, municipality_id, ${first}, ${`${first}-09-01`}, ${`${first + 1}-05-31`}
    FROM school.years WHERE id = ${place.yearId} RETURNING id`;
  return { ...place, yearId: row?.id ?? '' };
};

// Six pupils of one school, two of whom were there last year, and one of another; what the form says was counted by hand.
beforeAll(async () => {
  app = await createTestApp({ only: ['school'] });
  school = await aSchool(app);
  other = await aSchool(app);
  officer = await somebody(app, [{ role: 'authority', scope: 'municipality', municipalityId: 'ishim-city' }]);
  const teacher = await aTeacher(app, school);
  await app.work(async () => {
    await sql`UPDATE school.years SET first_year = ${year}, starts_on = ${`${year}-09-01`}, ends_on = ${`${year + 1}-05-31`}`;
    await sql`UPDATE core.organisations SET settlement_kind = 'rural' WHERE id = ${school.organisationId}`;
    const last = await yearOf(school, year - 1);
    const [first, second] = [await aClass(school, 1, { set: 1 }), await aClass(school, 2, { set: 1 })];
    const fifth = await aClass(school, 5, { shift: 2 });
    await aPupil(school, first, {
      surname: 'Авдеева',
      birthDate: `${year - 6}-05-05`,
      sex: 'female',
      citizenship: 'RU',
    });
    await aPupil(school, second, { surname: 'Бойко', birthDate: `${year - 6}-01-01`, sex: 'male', citizenship: 'KZ' });
    await aPupil(school, fifth, { surname: 'Вилков', sex: 'male', citizenship: 'none' });
    await aPupil(school, fifth, { surname: 'Гусева', sex: 'female' });
    const fourth = await aClass(last, 4);
    const ninth = await aClass(last, 9);
    const [from, summer] = [`${year - 1}-09-01`, `${year}-05-31`];
    for (const surname of ['Дёмин', 'Ежов']) {
      const person = await writePerson({ birthDate: `${year - 11}-02-02`, surname, sex: 'male', citizenship: 'RU' });
      await seat(person, fourth, from, summer);
      await seat(person, fifth, `${year}-09-01`);
      const link = {
        organisationId: school.organisationId,
        subsystem: 'school',
        role: 'pupil',
        startsOn: from,
      } as const;
      // The register knows nothing of the second.
      if (surname === 'Дёмин') await linkPerson(person, link);
    }
    const graduate = await writePerson({ birthDate: `${year - 15}-02-02`, surname: 'Жуков' });
    const finished = await seat(graduate, ninth, from, `${year}-06-25`);
    await sql`INSERT INTO school.departures (pupil_id, organisation_id, participant_id, municipality_id, last_day, reason, grade,
        order_number, order_on)
      SELECT id, organisation_id, participant_id, municipality_id, ends_on, 'finished', grade, '7', ends_on FROM school.pupils
      WHERE id = ${finished}`;
    await seat(await writePerson({ birthDate: `${year - 10}-02-02` }), fourth, from, `${year}-02-10`);
    await aJournal(fifth, teacher.personId, { subject: 'foreign', hours: 3 });
    await aJournal(fifth, teacher.personId, { subject: 'history', hours: 2 });
    await aJournal(first, null, { subject: 'maths', hours: 4.5 });
    await aPupil(other, await aClass(other, 3), { surname: 'Чужова', sex: 'female', citizenship: 'RU' });
  });
}, 120_000);
afterAll(() => app.stop());

type Who = { call: School['head']['call'] };
const own = () => `year=${year}&organisation=${school.organisationId}`;
const read = async (who: Who, query = own()) => (await who.call(`${at}?${query}`)).body as SchoolForm;
const line = ({ sections }: SchoolForm, code: string) =>
  sections
    .flatMap(({ lines }) => lines)
    .find((one) => one.code === code)
    ?.cells.map(({ value }) => value);
const cellOf = (cell: string) => `line=${cell.split('.')[0]}&column=${cell.split('.')[1]}`;
const open = async (who: Who, cell: string) =>
  (await who.call(`${at}/cell?${own()}&${cellOf(cell)}`)).body as SchoolFormCell;
const detail = ({ body }: { body: unknown }) => (body as { detail: string }).detail;
const post = (who: Who, path: string, payload: object) =>
  who.call(`${at}${path}`, { method: 'POST', payload: { year, organisation: school.organisationId, ...payload } });
const correct = (who: Who, cell: string, value: number | null, reason = 'По книге приказов') =>
  post(who, '/corrections', { line: cell.split('.')[0], column: cell.split('.')[1], value, reason });
const none = [0, 0, 0, 0];

describe('The form ОО-1', () => {
  it('counts classes, sets, pupils, ages, citizens, moves, teachers and hours as by hand (ADM-21)', async () => {
    const draft = await read(school.head);
    expect(draft).toMatchObject({ year, day, frozenAt: null, problems: [] });
    expect(draft.unknown).toEqual({ birthDate: 0, sex: 0, citizenship: 1, settlement: false, moves: false });
    expect(draft.sections.every(({ verified }) => !verified)).toBe(true);
    const codes = ['21-01', '21-02', '21-03', '22-02', '22-04', '24-01', '24-02', '24-05', '24-06', '25-02', '25-03'];
    const more = ['25-07', '26-02', '26-03', '26-04', '27-01', '27-02', '28-01', '28-02', '28-05', '28-06', '28-09'];
    const staff = ['31-01', '31-02', '31-04', '32-01', '32-02', '32-03'];
    expect(Object.fromEntries([...codes, ...more, ...staff].map((code) => [code, line(draft, code)]))).toEqual({
      '21-01': [3, 1, 1, 0, 0, 1, ...none, 0, 0],
      '21-02': [6, 1, 1, 0, 0, 4, ...none, 0, 0],
      '21-03': Array(12).fill(null),
      '22-02': [2, 2, 0, 0],
      '22-04': [4, 0, 4, 0],
      '24-01': [2, 1, 1, 2],
      '24-02': [1, 0, 1, 2],
      '24-05': none,
      '24-06': [2, 1, 1, 2],
      '25-02': [1, 1, 1, ...none, ...none, 0, 0],
      '25-03': [1, 0, 0, 1, ...none, ...none, 0],
      // Those born eleven years before are ten on the next 1 January, and not eleven: their birthdays are still to come.
      '25-07': [4, 1, 0, 0, 0, 0, 4, ...none, 0, 0],
      '26-02': [3, 1, 2, 0],
      '26-03': [1, 1, 0, 0],
      '26-04': [1, 0, 1, 0],
      '27-01': [4, 0, 4, 0],
      '27-02': Array(4).fill(null),
      '28-01': [4, 2, 2, 0],
      '28-02': [2, 1, 1, 0],
      '28-05': [1, 0, 1, 0],
      '28-06': [1, 0, 1, 0],
      '28-09': [1, 1, 0, 0],
      '31-01': [1, 0, null, null, null],
      '31-02': [0, 0, null, null, null],
      '31-04': [1, 0, null, null, null],
      '32-01': [9.5, 4.5, 5, 0],
      '32-02': [5, 0, 5, 0],
      '32-03': [4.5, 4.5, 0, 0],
    });
  });

  it('is held against the register of people, where one pupil is missing, and against a last year that nobody froze', async () => {
    const { against } = await read(school.head);
    expect(against.map(({ code, form, source }) => [code, form, source])).toEqual([
      ['С01', 6, 5],
      ['С02', 6, null],
    ]);
  });

  it('shows for every cell what it counts, and records whose names were read', async () => {
    const { rows, counted, unit, left } = await open(school.head, '26-03.3');
    expect([rows.map(({ name, className }) => [name.split(' ')[0], className]), counted, unit, left]).toEqual([
      [['Бойко', '2А']],
      1,
      'pupil',
      0,
    ]);
    const [event] = await app.work(
      () =>
        sql`SELECT details FROM core.audit_events WHERE event = 'school.form-cell-read' AND details ->> 'cell' = '26-03.3'`,
    );
    expect(event).toMatchObject({ details: { form: 'ОО-1', on: day, rows: 1, persons: [expect.any(String)] } });
    expect((await open(school.head, '24-01.5')).rows).toMatchObject([{ name: '1А + 2А', pupils: 2 }]);
    expect((await open(school.head, '32-03.3')).rows).toMatchObject([
      { name: 'Математика', hours: 4.5, isVacant: true },
    ]);
    const draft = await read(school.head);
    for (const section of draft.sections.filter(({ code }) => code !== 'Р3.2'))
      for (const { code, cells } of section.lines)
        for (const { column, value } of cells.filter((cell) => cell.value).slice(0, 1))
          expect([code, column, (await open(school.head, `${code}.${column}`)).rows.length]).toEqual([
            code,
            column,
            value,
          ]);
  }, 60_000);

  it('shows numbers to an authority and people to the school alone', async () => {
    expect(line(await read(officer), '21-02')?.[0]).toBe(6);
    expect((await officer.call(`${at}/cell?${own()}&${cellOf('21-02.3')}`)).status).toBe(403);
    expect((await correct(officer, '21-02.3', 7)).status).toBe(403);
    expect((await post(officer, '/freeze', {})).status).toBe(403);
    expect((await other.head.call(`${at}?${own()}`)).status).toBe(404);
    expect((await other.head.call(`${at}/cell?${own()}&${cellOf('21-02.3')}`)).status).toBe(404);
    expect((await correct(other.head, '21-02.3', 7)).status).toBe(404);
    expect((await post(other.head, '/freeze', {})).status).toBe(404);
    const teacher = await aTeacher(app, school);
    expect((await teacher.call(`${at}?${own()}`)).status).toBe(403);
    // A deputy for some grades sees no form of the whole school.
    const deputy = await aPrimaryDeputy(app, school);
    expect((await read(deputy, `year=${year}`)).schools).toEqual([]);
    expect((await deputy.call(`${at}?${own()}`)).status).toBe(404);
    expect((await app.call(`${at}?${own()}`)).status).toBe(401);
  });

  it('refuses years without a form, cells that are not there and what is no number', async () => {
    for (const bad of ['', 'year=once', 'year=1999', `year=${year}&organisation=1`, `${own()}&more=1`])
      expect((await school.head.call(`${at}?${bad}`)).status).toBe(400);
    expect(detail(await school.head.call(`${at}?year=2016`))).toContain('бланка формы ОО-1');
    expect((await school.head.call(`${at}/cell?${own()}&${cellOf('99-01.3')}`)).status).toBe(404);
    expect((await school.head.call(`${at}/cell?${own()}&${cellOf('21-02.99')}`)).status).toBe(404);
    expect((await correct(school.head, '21-02.3', -1)).status).toBe(400);
    expect((await correct(school.head, '21-02.3', 1.3)).status).toBe(400);
    expect((await correct(school.head, '21-02.3', 7, 'да')).status).toBe(400);
    // Halves are of hours alone.
    const half = await correct(school.head, '21-02.3', 6.5);
    expect([half.status, half.text]).toEqual([400, expect.stringContaining('Число — целое')]);
  });

  it('takes no piece of the form that counts what nobody knows', () => {
    const line = { kind: 'line', section: 'Р2.1', level: 0, where: {} };
    expect(Piece.safeParse({ ...line, unit: 'pupil' }).success).toBe(true);
    expect(Piece.safeParse({ ...line, unit: 'pupils' }).success).toBe(false);
  });
});

describe('A correction and the frozen form', () => {
  it('keeps both numbers, shows what no longer balances, and fills what РЕГИСО does not keep', async () => {
    expect((await correct(school.head, '21-02.3', 7)).status).toBe(200);
    expect((await correct(school.head, '27-02.3', 4)).status).toBe(200);
    const draft = await read(school.head);
    expect([line(draft, '21-02')?.[0], line(draft, '27-02')?.[0]]).toEqual([7, 4]);
    expect(draft.problems.map(({ left, right }) => [left, right])).toEqual([
      [7, 6],
      [7, 6],
      [7, 6],
      [7, 6],
    ]);
    const { counted, value, corrections } = await open(school.head, '21-02.3');
    expect([counted, value, corrections]).toMatchObject([
      6,
      7,
      [{ counted: 6, value: 7, reason: 'По книге приказов' }],
    ]);
    expect(detail(await correct(school.head, '21-02.3', 7))).toBe('В клетке уже стоит это число');
    const [event] = await app.work(
      () =>
        sql`SELECT details FROM core.audit_events WHERE event = 'school.form-corrected' AND details ->> 'cell' = '21-02.3'`,
    );
    expect(event).toMatchObject({ details: { on: day, counted: 6, value: 7 } });
  });

  it('cannot be frozen before its day, and stays as it was when the records change', async () => {
    const next = Number(today.slice(0, 4)) + 1;
    await app.work(() => yearOf(other, next));
    const early = await other.head.call(`${at}/freeze`, {
      method: 'POST',
      payload: { year: next, organisation: other.organisationId },
    });
    expect([early.status, detail(early)]).toEqual([409, `Форму на 20.09.${next} фиксируют не раньше этого дня`]);
    expect((await post(school.head, '/freeze', {})).status).toBe(200);
    await app.work(async () => {
      const [row] = await sql<{
        id: string;
      }>`SELECT id FROM school.classes WHERE organisation_id = ${school.organisationId}
        AND grade = 5`;
      await aPupil(school, row?.id ?? '', { surname: 'Поздняя', sex: 'female', citizenship: 'RU' });
    });
    const frozen = await read(school.head);
    expect([frozen.frozenAt, line(frozen, '26-01')?.[0], line(frozen, '21-02')?.[0]]).toEqual([
      expect.any(String),
      6,
      7,
    ]);
    expect(frozen.changed).toBeGreaterThan(5);
    expect(await open(school.head, '26-01.3')).toMatchObject({ counted: 6, now: 7, value: 6 });
    expect(detail(await post(school.head, '/freeze', {}))).toContain('уже зафиксирована');
    expect(line(await read(school.head), '26-01')?.[0]).toBe(6);
    const rewrite = app.work(() => sql`UPDATE school.form_snapshots SET cells = '{}'`);
    await expect(rewrite).rejects.toThrow();
  });

  it('is frozen by itself in the nights after its day, once, and not later', async () => {
    expect(await freezeDue(day)).toBe(0);
    expect(await freezeDue(`${year}-10-15`)).toBe(0);
    expect(await freezeDue(`${year}-09-21`)).toBe(1);
    expect(await freezeDue(`${year}-09-22`)).toBe(0);
  });

  it('adds up for the municipality with its corrections, and a cell leads to schools, not to people (ANA-19)', async () => {
    const sum = await read(officer, `year=${year}`);
    expect([line(sum, '21-02')?.[0], line(sum, '26-01')?.[0], sum.schools.map(({ isFrozen }) => isFrozen)]).toEqual([
      8,
      7,
      [true, true],
    ]);
    expect(sum.problems.length).toBeGreaterThan(0);
    const answer = await officer.call(`${at}/schools?year=${year}&${cellOf('21-02.3')}`);
    const { schools, counted, value } = answer.body as SchoolsOfCell;
    expect([counted, value, schools.map((one) => [one.counted, one.value]).sort()]).toEqual([
      7,
      8,
      [
        [1, 1],
        [6, 7],
      ],
    ]);
    expect(answer.text).not.toContain('Чужова');
    const emptied = { year, organisation: other.organisationId, line: '21-02', column: '3', value: 0 };
    const payload = { ...emptied, reason: 'По книге приказов' };
    expect((await other.head.call(`${at}/corrections`, { method: 'POST', payload })).status).toBe(200);
    const after = await officer.call(`${at}/schools?year=${year}&${cellOf('21-02.3')}`);
    expect((after.body as SchoolsOfCell).schools.map((one) => [one.counted, one.value]).sort()).toEqual([
      [1, 0],
      [6, 7],
    ]);
    const elsewhere = await somebody(app, [
      { role: 'authority', scope: 'municipality', municipalityId: 'tobolsk-city' },
    ]);
    const nothing = await read(elsewhere, `year=${year}`);
    expect([nothing.schools, line(nothing, '21-02')?.[0]]).toEqual([[], null]);
  });

  it('is saved as a workbook with the same figures, and the export is recorded', async () => {
    const answer = await post(school.head, '/file', {});
    expect([answer.status, answer.text.slice(0, 2)]).toEqual([200, 'PK']);
    const book = new Workbook();
    const made = await app.work(async () =>
      workbookOf(await formOf({ year, organisation: school.organisationId }), undefined),
    );
    await book.xlsx.load(made as never);
    const rows = book.getWorksheet('Раздел 2.2')?.getSheetValues() as unknown[][];
    expect(rows.find((row) => row?.[2] === '04')?.slice(3)).toEqual([4, 0, 4, 0]);
    expect(book.getWorksheet('Межформенные контроли')?.rowCount).toBe(3);
    const [event] = await app.work(
      () =>
        sql`SELECT organisation_id AS organisation, details FROM core.audit_events WHERE event = 'school.form-exported'`,
    );
    expect(event).toMatchObject({
      organisation: school.organisationId,
      details: { form: 'ОО-1', on: day, schools: 1 },
    });
  });
});
