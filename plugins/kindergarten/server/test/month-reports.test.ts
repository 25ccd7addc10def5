import { createHash } from 'node:crypto';
import { Workbook } from '@protobi/exceljs';
import { pseudonymsOf, sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { writePerson } from '../../../../core/people/test/builders';
import type { MonthReportRow, MonthReportView } from '../../shared';
import { reportById } from '../month-report/reports';
import { workbookOf } from '../month-report/sheet';
import { addGroup } from '../services/groups';
import { aKindergarten, anOfficer, key } from './builders';

let test: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
let other: Awaited<ReturnType<typeof aKindergarten>>;
let officer: Awaited<ReturnType<typeof anOfficer>>;
let first = '';
const month = '2026-10';

const aGroup = (name: string) =>
  addGroup({
    ...{
      organisationId: garden.organisationId,
      schoolYear: 2026,
      name,
      ageFrom: 3,
      ageTo: 4,
      areaM2: 50,
      language: 'ru',
    },
    ...{ orientation: 'general', regime: 'full', ownLimit: null, ownLimitGround: null },
  });

type Stay = readonly [group: string, from: string, to: string | null];

/** One child with its stays; gives the ids of the stays. */
async function aChild(stays: readonly Stay[]): Promise<string[]> {
  const person = await writePerson({ birthDate: '2022-04-04' });
  const pseudonym = (await pseudonymsOf([person])).get(person);
  const ids: string[] = [];
  for (const [group, from, to] of stays) {
    const [row] = await sql<{ id: string }>`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort,
        organisation_id, participant_id, municipality_id, group_id, starts_on, ends_on)
      VALUES (${person}, ${pseudonym}, 2022, ${garden.organisationId}, ${garden.participantId}, 'ishim-city', ${group},
        ${from}, ${to}) RETURNING id`;
    ids.push(row?.id ?? '');
  }
  return ids;
}

const mark = (pupil: string, day: string, reason: string | null) =>
  sql`INSERT INTO kindergarten.attendance (pupil_id, day, participant_id, municipality_id, status, reason, is_excused)
    VALUES (${pupil}, ${day}, ${garden.participantId}, 'ishim-city', ${reason ? 'absent' : 'present'}, ${reason},
      ${reason === 'illness'})`;

// October 2026 has 22 working days. One stays, one moves on the 10th, one comes on the 12th, one leaves on the 16th,
// and two move on the very edges of the month.
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  garden = await aKindergarten(test);
  other = await aKindergarten(test);
  officer = await anOfficer(test);
  await test.work(async () => {
    const [a, b] = [await aGroup('Айболит'), await aGroup('Буратино')];
    const since = '2026-09-01';
    const [stayed = ''] = await aChild([[a, since, null]]);
    await aChild([
      [a, since, '2026-10-09'],
      [b, '2026-10-10', null],
    ]);
    const [came = ''] = await aChild([[a, '2026-10-12', null]]);
    await aChild([[b, since, '2026-10-16']]);
    await aChild([
      [a, since, '2026-09-30'],
      [b, '2026-10-01', null],
    ]);
    await aChild([
      [b, since, '2026-10-31'],
      [a, '2026-11-01', null],
    ]);
    await mark(stayed, '2026-10-01', null);
    await mark(stayed, '2026-10-02', 'illness');
    await mark(came, '2026-10-12', 'unknown');
    first = stayed;
  });
}, 120_000);
afterAll(() => test.stop());

const at = '/api/kindergarten/month-reports';
type Who = { call: (typeof garden)['head']['call'] };
const make = (who: Who, payload: object = {}) =>
  who.call(at, { method: 'POST', payload: { organisation: garden.organisationId, month, ...payload }, headers: key() });
const detail = ({ body }: { body: unknown }) => (body as { detail: string }).detail;
const view = async (who: Who, id: string) => (await who.call(`${at}/${id}`)).body as MonthReportView;
const rowOf = async (who: Who) =>
  ((await who.call(`${at}?month=${month}`)).body as MonthReportRow[]).find(
    ({ organisationId }) => organisationId === garden.organisationId,
  );

describe('The report of a month', () => {
  let id = '';

  it('counts movement and days as by hand, and transfers neither come nor leave (KDG-25)', async () => {
    const answer = await make(garden.head);
    expect([answer.status, answer.body]).toEqual([200, { id: expect.any(String) as string, version: 1 }]);
    ({ id } = answer.body as { id: string });
    const { figures, differences } = await view(garden.head, id);
    const noReasons = { family: 0, holiday: 0, quarantine: 0 };
    expect(figures).toMatchObject({ month, workedDays: 22, isClosed: false });
    expect(figures.groups).toMatchObject([
      {
        name: 'Айболит',
        before: 2,
        came: 1,
        left: 1,
        after: 2,
        days: 44,
        present: 1,
        illness: 1,
        unknown: 1,
        unmarked: 41,
      },
      { name: 'Буратино', before: 2, came: 2, left: 2, after: 2, days: 71, present: 0, unmarked: 71 },
    ]);
    expect(figures.total).toEqual({
      ...{ capacity: 50, before: 5, came: 1, left: 1, after: 5, days: 115, present: 1, illness: 1, unknown: 1 },
      ...{ ...noReasons, excused: 1, unmarked: 112 },
    });
    expect(differences).toEqual([]);
  });

  it('stays as reported when records change, and says what differs today', async () => {
    const frozen = await view(garden.head, id);
    await test.work(() => mark(first, '2026-10-05', null));
    const later = await view(garden.head, id);
    expect(later.figures).toEqual(frozen.figures);
    expect(later.sha256).toBe(frozen.sha256);
    const group = 'Айболит';
    expect(later.differences).toEqual([
      { group: null, count: 'present', reported: 1, now: 2 },
      { group: null, count: 'unmarked', reported: 112, now: 111 },
      { group, count: 'present', reported: 1, now: 2 },
      { group, count: 'unmarked', reported: 41, now: 40 },
    ]);
    expect((await rowOf(officer))?.report).toMatchObject({ version: 1, differs: true });
    const [kept] = await test.work(
      () => sql<{ content: string; sha256: string }>`SELECT content, sha256 FROM kindergarten.month_reports`,
    );
    expect(
      createHash('sha256')
        .update(kept?.content ?? '')
        .digest('hex'),
    ).toBe(kept?.sha256);
  });

  it('is never rewritten: a change makes a version, no change makes none', async () => {
    const again = await make(garden.head);
    expect(again.body).toMatchObject({ version: 2 });
    expect((await view(garden.head, id)).versions.map(({ version }) => version)).toEqual([2, 1]);
    expect((await rowOf(garden.head))?.report).toMatchObject({ version: 2, differs: false });
    const third = await make(garden.head);
    expect([third.status, detail(third)]).toEqual([409, 'С прошлого отчёта ничего не изменилось']);
    for (const rewrite of [
      () => sql`UPDATE kindergarten.month_reports SET content = '{}'`,
      () => sql`DELETE FROM kindergarten.month_reports`,
    ])
      await expect(test.work(rewrite)).rejects.toThrow();
  });

  it('is refused for months to come, other kindergartens and those who do not keep groups', async () => {
    expect(detail(await make(garden.head, { month: '2099-01' }))).toBe('Месяц ещё не закончился');
    expect((await make(garden.head, { month: '2026-13' })).status).toBe(400);
    expect((await make(other.head)).status).toBe(404);
    expect((await make(officer)).status).toBe(403);
    expect((await other.head.call(`${at}/${id}`)).status).toBe(404);
    expect(await rowOf(other.head)).toBeUndefined();
    expect((await garden.head.call(`${at}?month=2026`)).status).toBe(400);
    expect((await test.call(`${at}?month=${month}`)).status).toBe(401);
  });

  it('is saved as a workbook with its digest, and both are recorded', async () => {
    const answer = await officer.call(`${at}/${id}/file`, { method: 'POST', payload: {} });
    expect([answer.status, answer.text.slice(0, 2)]).toEqual([200, 'PK']);
    const book = new Workbook();
    const report = await view(garden.head, id);
    await book.xlsx.load((await test.work(async () => workbookOf(await reportById(id)))) as never);
    const text = JSON.stringify(book.worksheets[0]?.getSheetValues());
    expect(text).toContain(report.sha256);
    expect(text).toContain('"Всего",50,5,1,1,5,115,1,1,0,0,0,1,1,112');
    const events = await test.work(
      () => sql`SELECT event, details FROM core.audit_events WHERE event LIKE 'kindergarten.month-report%' ORDER BY at`,
    );
    expect(events).toMatchObject([
      { event: 'kindergarten.month-reported', details: { month, version: 1, sha256: report.sha256 } },
      { event: 'kindergarten.month-reported', details: { version: 2 } },
      { event: 'kindergarten.month-report-exported', details: { version: 1 } },
    ]);
  });
});
