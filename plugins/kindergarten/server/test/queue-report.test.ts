import { Workbook } from '@protobi/exceljs';
import { pseudonymsOf, sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { writePerson } from '../../../../core/people/test/builders';
import { availability, type QueueReport } from '../../shared';
import { fullMonths } from '../queue-report/report';
import { workbookOf } from '../queue-report/sheet';
import { addGroup } from '../services/groups';
import { daysAfter } from '../services/days';
import { aKindergarten, anOfficer } from './builders';

let test: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
let officer: Awaited<ReturnType<typeof anOfficer>>;
let on = '';
let guardian = '';

/** Born so many months before the day of the report, and so many days later. */
const born = (months: number, daysLater = 0) => {
  const [year = 0, month = 1] = on.split('-').map(Number);
  return daysAfter(new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10), daysLater);
};

let numbers = 0;
async function asks(birthDate: string, status: string, desiredOn: string, municipality = 'ishim-city') {
  numbers += 1;
  const child = await writePerson({ birthDate });
  await sql`INSERT INTO kindergarten.applications (number, status, origin, municipality_id, child_id, pseudonym,
      guardian_id, cohort, received_at, filed_at, desired_on, orientation, regimes)
    VALUES (${`T-${numbers}`}, ${status}, 'desk', ${municipality}, ${child}, ${(await pseudonymsOf([child])).get(child)},
      ${guardian}, 2022, now(), now(), ${desiredOn}, 'general', '{full}')`;
}

async function attends(birthDate: string, group: string) {
  const child = await writePerson({ birthDate });
  await sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id,
      municipality_id, group_id, starts_on)
    VALUES (${child}, ${(await pseudonymsOf([child])).get(child)}, 2022, ${garden.organisationId}, ${garden.participantId},
      'ishim-city', ${group}, current_date - 30)`;
}

// Ages at the very edges of the bands, days of wish at the very edge of the day, and every state there is.
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  garden = await aKindergarten(test);
  officer = await anOfficer(test);
  await test.work(async () => {
    on = `${daysAfter(`${todayHere().slice(0, 7)}-01`, 31).slice(0, 7)}-01`;
    guardian = await writePerson({ birthDate: '1990-01-01' });
    const [before, after] = [daysAfter(on, -1), daysAfter(on, 1)];
    await asks(born(36), 'queued', on);
    await asks(born(60), 'queued', after);
    await asks(born(83), 'offered', before);
    await asks(born(36, 1), 'queued', on);
    await asks(born(18), 'queued', after);
    await asks(born(18, 1), 'queued', before);
    await asks(born(84), 'queued', before);
    await asks(born(48), 'frozen', before);
    await asks(born(48), 'received', before);
    await asks(born(48), 'withdrawn', before);
    await asks(born(48), 'directed', before);
    await asks(born(48), 'queued', before, 'tobolsk-city');
    const group = await addGroup({
      ...{ organisationId: garden.organisationId, schoolYear: 2026, name: 'Ромашка', ageFrom: 1, ageTo: 6, areaM2: 50 },
      ...{ language: 'ru', orientation: 'general', regime: 'full', ownLimit: null, ownLimitGround: null },
    });
    await attends(born(48), group);
    await attends(born(60), group);
    await attends(born(24), group);
  });
}, 120_000);
afterAll(() => test.stop());

const at = '/api/kindergarten/queue-report';
type Who = { call: (typeof officer)['call'] };
const read = async (who: Who, query = `?on=${on}`) => (await who.call(`${at}${query}`)).body as QueueReport;
const none = { waiting: 0, now: 0, later: 0, offered: 0, paused: 0, checked: 0, attending: 0 };

describe('The report of the queue', () => {
  it('counts waiting, wanted now and wanted later by exact age as by hand (MUN-19)', async () => {
    const report = await read(officer);
    expect(report).toMatchObject({ on, isToday: false });
    expect(report.bands.map(({ title, verified }) => [title, verified])).toEqual([
      ['До 1,5 лет', false],
      ['1,5–3 года', false],
      ['3–7 лет', false],
    ]);
    expect(report.municipalities).toEqual([
      {
        ...{ id: 'ishim-city', name: expect.any(String) as string },
        rows: [
          { ...none, band: 'under-18-months', waiting: 1, now: 1 },
          { ...none, band: '18-36-months', waiting: 2, now: 1, later: 1, attending: 1 },
          {
            ...{ band: '36-84-months', waiting: 3, now: 2, later: 1, offered: 1 },
            ...{ paused: 1, checked: 1, attending: 2 },
          },
          { ...none, band: 'other', waiting: 1, now: 1 },
        ],
      },
    ]);
    expect(report.total).toEqual(report.municipalities[0]?.rows);
    expect(report.total.map(availability)).toEqual([0, 50, 50, 0]);
  });

  it('shows each officer the own municipality, and today when no day is named', async () => {
    const there = await read(await anOfficer(test, 'tobolsk-city'));
    expect(there.municipalities.map(({ id }) => id)).toEqual(['tobolsk-city']);
    expect(there.total[2]).toMatchObject({ waiting: 1, now: 1 });
    expect((await read(officer, '')).isToday).toBe(true);
  });

  it('is refused for days past and far ahead, heads and strangers', async () => {
    for (const day of [daysAfter(todayHere(), -1), daysAfter(todayHere(), 731), '2027-02-30', 'сегодня'])
      expect((await officer.call(`${at}?on=${encodeURIComponent(day)}`)).status).toBe(400);
    expect((await garden.head.call(at)).status).toBe(403);
    expect((await test.call(at)).status).toBe(401);
  });

  it('is saved as a workbook with day and formula, and the export is recorded', async () => {
    const answer = await officer.call(`${at}/file`, { method: 'POST', payload: { on } });
    expect([answer.status, answer.text.slice(0, 2)]).toEqual([200, 'PK']);
    const book = new Workbook();
    await book.xlsx.load((await workbookOf(await read(officer))) as never);
    const text = JSON.stringify(book.worksheets[0]?.getSheetValues());
    expect(text).toContain(on.split('-').reverse().join('.'));
    expect(text).toContain('"3–7 лет",3,2,1,1,1,1,2,50');
    expect(text).toContain('Отложенный спрос: позже');
    const [event] = await test.work(
      () => sql`SELECT details FROM core.audit_events WHERE event = 'kindergarten.queue-report-exported'`,
    );
    expect(event).toEqual({ details: { on } });
  });
});

it('counts full months to the day', () => {
  expect(fullMonths('2024-02-29', '2025-02-28')).toBe(11);
  expect(fullMonths('2024-02-29', '2025-03-01')).toBe(12);
  expect(fullMonths('2025-01-31', '2025-02-28')).toBe(0);
  expect(fullMonths('2025-01-15', '2026-07-15')).toBe(18);
  expect(fullMonths('2025-01-16', '2026-07-15')).toBe(17);
});
