import { Workbook } from '@protobi/exceljs';
import { linkPerson, pseudonymsOf, sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { writePerson } from '../../../../core/people/test/builders';
import { cohortOf, type FormCellView, type FormView } from '../../shared';
import { formOn } from '../form-85k/report';
import { workbookOf } from '../form-85k/sheet';
import { addGroup } from '../services/groups';
import { aKindergarten, anOfficer, key } from './builders';

let test: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
let other: Awaited<ReturnType<typeof aKindergarten>>;
let officer: Awaited<ReturnType<typeof anOfficer>>;
const on = '2026-12-31';

type Group = Partial<Parameters<typeof addGroup>[0]>;
const aGroup = (place: typeof garden, name: string, given: Group) =>
  addGroup({
    ...{
      organisationId: place.organisationId,
      schoolYear: 2026,
      name,
      ageFrom: 3,
      ageTo: 4,
      areaM2: 50,
      language: 'ru',
    },
    ...{ orientation: 'general', regime: 'full', ownLimit: null, ownLimitGround: null, ...given },
  });

async function aPupil(
  place: typeof garden,
  groupId: string,
  card: { birthDate: string } & Record<string, string>,
  endsOn?: string,
) {
  const person = await writePerson(card);
  const startsOn = '2026-09-01';
  const at = { organisationId: place.organisationId, subsystem: 'kindergarten', role: 'child', startsOn } as const;
  const link = await linkPerson(person, at);
  await sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id,
      municipality_id, group_id, link_id, starts_on, ends_on)
    VALUES (${person}, ${(await pseudonymsOf([person])).get(person)}, ${cohortOf(card.birthDate)}, ${place.organisationId},
      ${place.participantId}, 'ishim-city', ${groupId}, ${link}, ${startsOn}, ${endsOn ?? null})`;
}

// Six children of one kindergarten and one of another; what the form must say of them was counted by hand.
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  garden = await aKindergarten(test);
  other = await aKindergarten(test);
  officer = await anOfficer(test);
  await test.work(async () => {
    const small = await aGroup(garden, 'Ясли', { ageFrom: 1, ageTo: 2 });
    const special = await aGroup(garden, 'Речевая', { orientation: 'compensating' });
    const mixed = await aGroup(garden, 'Разная', {
      ageFrom: 2,
      ageTo: 5,
      orientation: 'care',
      regime: 'short',
      language: 'tt',
    });
    await aPupil(garden, small, { surname: 'Лисова', birthDate: '2024-03-10', sex: 'female', citizenship: 'RU' });
    await aPupil(garden, small, { surname: 'Ким', birthDate: '2025-01-01', sex: 'male', citizenship: 'KZ' });
    await aPupil(garden, special, { surname: 'Ёлкина', birthDate: '2022-12-31', sex: 'female', citizenship: 'RU' });
    await aPupil(garden, special, { surname: 'Дорн', birthDate: '2023-01-01', sex: 'male', citizenship: 'none' });
    await aPupil(garden, special, { surname: 'Елина', birthDate: '2022-05-05', sex: 'female' });
    await aPupil(garden, mixed, { surname: 'Фомин', birthDate: '2019-12-31', sex: 'male', citizenship: 'RU' });
    await aPupil(garden, mixed, { surname: 'Ушедший', birthDate: '2021-02-02' }, '2026-10-31');
    const there = await aGroup(other, 'Соседи', {});
    await aPupil(other, there, { surname: 'Чужова', birthDate: '2022-03-03', sex: 'female', citizenship: 'RU' });
  });
}, 120_000);
afterAll(() => test.stop());

const at = '/api/kindergarten/form-85k';
type Who = { call: (typeof garden)['head']['call'] };
const form = async (who: Who, query = `on=${on}`) => (await who.call(`${at}?${query}`)).body as FormView;
const line = ({ sections }: FormView, code: string) =>
  sections
    .flatMap(({ lines }) => lines)
    .find((one) => one.code === code)
    ?.cells.map(({ value }) => value);
const cellQuery = (cell: string) => `on=${on}&line=${cell.split('.')[0]}&column=${cell.split('.')[1]}`;
const read = async (who: Who, cell: string) => (await who.call(`${at}/cell?${cellQuery(cell)}`)).body as FormCellView;
const detail = ({ body }: { body: unknown }) => (body as { detail: string }).detail;
const correct = (who: Who, cell: string, payload: object) =>
  who.call(`${at}/corrections`, {
    method: 'POST',
    payload: {
      on,
      organisation: garden.organisationId,
      line: cell.split('.')[0],
      column: cell.split('.')[1],
      ...payload,
    },
    headers: key(),
  });

describe('The form 85-К', () => {
  it('counts groups, children, ages, sexes, citizenships, regimes and languages as by hand (KDG-22)', async () => {
    const draft = await form(garden.head);
    expect(draft).toMatchObject({ on, agesOn: '2027-01-01', children: 6, groups: 3, problems: [] });
    expect(draft.unknown).toEqual({ birthDate: 0, sex: 0, citizenship: 1 });
    expect(draft.sections.map(({ code, verified }) => [code, verified])).toEqual(
      ['Р3', 'Р4', 'Р5', 'Р6', 'Р7'].map((code) => [code, false]),
    );
    const counted = Object.fromEntries(
      ['401', '402', '413', '420', '403', '501', '502', '520', '303', '304', '602', '603', '701', '702', '703', '705']
        .concat('706', '707', '709', '711', '712')
        .map((code) => [code, line(draft, code)]),
    );
    expect(counted).toEqual({
      401: [3, 0, 1, 1, 0, 1],
      402: [1, 0, 0, 1, 0, 0],
      413: [1, 0, 1, 0, 0, 0],
      420: [1, 0, 0, 0, 0, 1],
      403: [null, null, null, null, null, null],
      501: [6, 4, null, null],
      502: [3, 3, null, null],
      520: [1, 1, null, null],
      303: [1],
      304: [5],
      602: [5],
      603: [1],
      701: [6, 0, 0, 2, 0, 3, 0, 0, 1],
      702: [3, 0, 0, 1, 0, 2, 0, 0, 0],
      703: [5, 0, 0, 2, 0, 3, 0, 0, 0],
      705: [3, 0, 0, 0, 0, 3, 0, 0, 0],
      706: [2, 0, 0, 0, 0, 2, 0, 0, 0],
      707: [1, 0, 0, 1, 0, 0, 0, 0, 0],
      709: [null, null, null, null, null, null, null, null, null],
      711: [1, 0, 0, 0, 0, 1, 0, 0, 0],
      712: [0, 0, 0, 0, 0, 0, 0, 0, 0],
    });
  });

  it('counts another day by that day: the one who left was there, and ages are of the next 1 January', async () => {
    const draft = await form(garden.head, 'on=2026-10-31');
    expect([draft.children, line(draft, '701')]).toEqual([7, [7, 0, 0, 2, 0, 3, 1, 0, 1]]);
    expect((await form(garden.head, 'on=2027-01-01')).agesOn).toBe('2027-01-01');
  });

  it('shows for every cell the list that it counts, and records the reading', async () => {
    const { children, counted, left } = await read(garden.head, '706.8');
    expect(children.map(({ name, birthDate, group }) => [name.split(' ')[0], birthDate, group])).toEqual([
      ['Елина', '2022-05-05', 'Речевая'],
      ['Ёлкина', '2022-12-31', 'Речевая'],
    ]);
    const events = await test.work(
      () => sql`SELECT details FROM core.audit_events WHERE event = 'kindergarten.form-cell-read'
        AND details ->> 'cell' = '706.8'`,
    );
    const ids = children.map(({ id }) => id);
    const persons = await test.work(
      () =>
        sql<{ id: string }>`SELECT person_id AS id FROM kindergarten.pupils WHERE id = ANY (${ids}::uuid[]) ORDER BY 1`,
    );
    expect(events).toEqual([{ details: { rows: 2, cell: '706.8', on, persons: persons.map(({ id }) => id) } }]);
    expect([counted, left]).toEqual([2, 0]);
    expect((await read(garden.head, '401.8')).groups).toMatchObject([{ name: 'Разная', ages: '2–5', children: 1 }]);
    const draft = await form(garden.head);
    for (const { lines } of draft.sections)
      for (const { code, cells } of lines)
        for (const cell of cells.filter(({ value }) => value)) {
          const list = await read(garden.head, `${code}.${cell.column}`);
          expect([code, cell.column, list.children.length + list.groups.length]).toEqual([
            code,
            cell.column,
            cell.value,
          ]);
        }
  }, 60_000);

  it('is consolidated for the municipality, and one kindergarten’s for its head', async () => {
    const all = await form(officer);
    expect([all.children, all.groups, line(all, '701')?.[0]]).toEqual([7, 4, 7]);
    const one = await form(officer, `on=${on}&organisation=${other.organisationId}`);
    expect([one.children, line(one, '701')?.[0]]).toEqual([1, 1]);
    expect((await form(other.head)).children).toBe(1);
    const foreign = `on=${on}&organisation=${garden.organisationId}`;
    expect((await other.head.call(`${at}?${foreign}`)).status).toBe(404);
    expect((await other.head.call(`${at}/cell?${foreign}&line=701&column=3`)).status).toBe(404);
  });

  it('refuses strangers, cells that are not there and what is no day', async () => {
    const stranger = await anOfficer(test, 'tobolsk-city');
    expect((await form(stranger)).children).toBe(0);
    expect((await test.call(`${at}?on=${on}`)).status).toBe(401);
    for (const bad of ['on=31.12.2026', 'on=2026-13-01', '', `on=${on}&organisation=1`])
      expect((await garden.head.call(`${at}?${bad}`)).status).toBe(400);
    expect((await garden.head.call(`${at}/cell?${cellQuery('999.3')}`)).status).toBe(404);
    expect((await garden.head.call(`${at}/cell?${cellQuery('701.12')}`)).status).toBe(404);
    expect(detail(await garden.head.call(`${at}?on=2019-12-31`))).toContain('бланка');
  });
});

describe('A correction', () => {
  it('needs a reason, keeps what was counted, and shows what no longer balances', async () => {
    expect((await correct(garden.head, '701.5', { value: 3, reason: 'да' })).status).toBe(400);
    expect((await correct(garden.head, '701.5', { value: -1, reason: 'По журналу движения' })).status).toBe(400);
    expect((await correct(other.head, '701.5', { value: 3, reason: 'По журналу движения' })).status).toBe(404);
    expect((await correct(officer, '701.5', { value: 3, reason: 'По журналу движения' })).status).toBe(403);
    expect((await correct(garden.head, '701.5', { value: 3, reason: 'По журналу движения' })).status).toBe(200);
    const draft = await form(garden.head);
    expect(line(draft, '701')).toEqual([6, 0, 3, 2, 0, 3, 0, 0, 1]);
    expect(draft.problems).toMatchObject([{ line: '701', column: '3', left: 6, sign: '=', right: 9 }]);
    const { counted, value, corrections } = await read(garden.head, '701.5');
    expect([counted, value]).toEqual([0, 3]);
    expect(corrections).toMatchObject([{ counted: 0, value: 3, reason: 'По журналу движения' }]);
    expect(line(await form(officer), '701')?.[2]).toBe(3);
    expect(line(await form(other.head), '701')?.[2]).toBe(0);
    const again = await correct(garden.head, '701.5', { value: 3, reason: 'По журналу движения' });
    expect([again.status, detail(again)]).toEqual([409, 'В клетке уже стоит это число']);
  });

  it('is given back with a reason, and its history stays and cannot be rewritten', async () => {
    expect((await correct(garden.head, '701.5', { value: null, reason: 'Ошибка ввода' })).status).toBe(200);
    expect((await form(garden.head)).problems).toEqual([]);
    const { corrections, value } = await read(garden.head, '701.5');
    expect([value, corrections.map((one) => one.value)]).toEqual([0, [null, 3]]);
    const rewrite = test.work(() => sql`UPDATE kindergarten.form_corrections SET reason = 'Другая'`);
    await expect(rewrite).rejects.toThrow();
  });

  it('fills a cell that РЕГИСО does not keep', async () => {
    expect((await correct(garden.head, '404.6', { value: 1, reason: 'Заключения ПМПК' })).status).toBe(200);
    const draft = await form(garden.head);
    expect(line(draft, '404')).toEqual([null, null, null, 1, null, null]);
    expect(draft.problems).toEqual([]);
  });
});

it('is saved as a workbook with the same figures, and the export is recorded', async () => {
  const answer = await garden.head.call(`${at}/file`, { method: 'POST', payload: { on } });
  expect([answer.status, answer.text.slice(0, 2)]).toEqual([200, 'PK']);
  const book = new Workbook();
  const made = await test.work(async () => workbookOf(await formOn({ on, organisation: garden.organisationId })));
  await book.xlsx.load(made as never);
  const rows = book.getWorksheet('Раздел 7')?.getSheetValues() as unknown[][];
  expect(rows.find((row) => row?.[2] === '701')?.slice(3)).toEqual([6, 0, 0, 2, 0, 3, 0, 0, 1]);
  const [event] = await test.work(
    () => sql`SELECT details FROM core.audit_events WHERE event = 'kindergarten.form-exported'`,
  );
  expect(event).toMatchObject({ details: { on, rows: 6 } });
});
