import { linkPerson, pseudonymsOf, sql, todayHere } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { writePerson } from '../../../../core/people/test/builders';
import type { NotEnrolled } from '../../shared';
import { addGroup } from '../services/groups';
import { daysAfter } from '../services/days';
import { aKindergarten, anOfficer } from './builders';

let test: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
let officer: Awaited<ReturnType<typeof anOfficer>>;
let edge = '';
let group = '';

let numbers = 0;
async function asked(child: string, municipality = 'ishim-city', status = 'queued') {
  numbers += 1;
  const guardian = await writePerson({ birthDate: '1990-01-01', phone: '+79220000000' });
  await sql`INSERT INTO kindergarten.applications (number, status, origin, municipality_id, child_id, pseudonym,
      guardian_id, cohort, received_at, filed_at, desired_on, orientation, regimes)
    VALUES (${`N-${numbers}`}, ${status}, 'desk', ${municipality}, ${child}, ${(await pseudonymsOf([child])).get(child)},
      ${guardian}, 2019, now(), now(), current_date, 'general', '{full}')`;
}

const attended = async (child: string, endsOn: string | null) =>
  sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id, municipality_id,
      group_id, starts_on, ends_on)
    VALUES (${child}, ${(await pseudonymsOf([child])).get(child)}, 2019, ${garden.organisationId}, ${garden.participantId},
      'ishim-city', ${group}, current_date - 300, ${endsOn})`;

const aChild = (surname: string, birthDate: string) => writePerson({ surname, birthDate });

beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  garden = await aKindergarten(test);
  officer = await anOfficer(test);
  await test.work(async () => {
    // Six and a half years to the day; the first of a month has no short neighbours.
    const [year = 0, month = 1] = todayHere().split('-').map(Number);
    edge = daysAfter(
      new Date(Date.UTC(year, month - 1 - 78, 1)).toISOString().slice(0, 10),
      Number(todayHere().slice(8)) - 1,
    );
    group = await addGroup({
      ...{ organisationId: garden.organisationId, schoolYear: 2026, name: 'Старшая', ageFrom: 5, ageTo: 6, areaM2: 90 },
      ...{ language: 'ru', orientation: 'general', regime: 'full', ownLimit: null, ownLimitGround: null },
    });
    await asked(await aChild('Ждущий', daysAfter(edge, -3)));
    await asked(await aChild('Младший', daysAfter(edge, 5)));
    const seated = await aChild('Посещающий', daysAfter(edge, -40));
    await asked(seated, 'ishim-city', 'enrolled');
    await attended(seated, null);
    await attended(await aChild('Выпускник', daysAfter(edge, -200)), daysAfter(todayHere(), -30));
    const atSchool = await aChild('Школьник', daysAfter(edge, -300));
    await attended(atSchool, daysAfter(todayHere(), -30));
    await linkPerson(atSchool, {
      ...{ organisationId: garden.organisationId, subsystem: 'school', role: 'pupil', startsOn: '2026-09-01' },
    });
    await asked(await aChild('Дальний', daysAfter(edge, -10)), 'tobolsk-city');
  });
}, 120_000);
afterAll(() => test.stop());

const at = '/api/kindergarten/not-enrolled';
type Who = { call: (typeof officer)['call'] };
const read = async (who: Who) => (await who.call(at)).body as NotEnrolled;
const surnames = ({ rows }: NotEnrolled) => rows.map(({ child }) => child.split(' ')[0]);

it('lists children of six and a half who attend neither kindergarten nor school, the eldest first (MUN-24)', async () => {
  const list = await read(officer);
  expect(list).toMatchObject({ on: todayHere(), fromMonths: 78, verified: false, left: 0 });
  expect(surnames(list)).toEqual(['Выпускник', 'Ждущий']);
  expect(list.rows[0]).toMatchObject({ number: null, leftOn: daysAfter(todayHere(), -30) });
  expect(list.rows[1]).toMatchObject({ number: 'N-1', status: 'queued', phone: '+79220000000', garden: null });
});

it('is of the officer’s own municipality, refused to others, and recorded', async () => {
  expect(surnames(await read(await anOfficer(test, 'tobolsk-city')))).toEqual(['Дальний']);
  expect((await garden.head.call(at)).status).toBe(403);
  expect((await test.call(at)).status).toBe(401);
  const [event] = await test.work(
    () => sql`SELECT details FROM core.audit_events WHERE event = 'kindergarten.children-read' ORDER BY at LIMIT 1`,
  );
  // Two children, and the guardian of one with the number to call.
  const three = [1, 2, 3].map(() => expect.any(String) as string);
  expect(event).toEqual({ details: { rows: 2, persons: three } });
});
