import { pseudonymsOf, sql } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { writePerson } from '../../../../core/people/test/builders';
import type { Occupancy } from '../../shared';
import { addGroup } from '../services/groups';
import { occupancyOf } from '../services/occupancy';
import { aKindergarten, anOfficer } from './builders';

let test: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
let other: Awaited<ReturnType<typeof aKindergarten>>;
const today = '2026-11-15';

// Two stay, the elder of them until school; one was there for a winter; one came in spring; one is to come.
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  garden = await aKindergarten(test);
  other = await aKindergarten(test);
  await test.work(async () => {
    const group = await addGroup({
      ...{ organisationId: garden.organisationId, schoolYear: 2026, name: 'Ромашка', ageFrom: 3, ageTo: 6, areaM2: 50 },
      ...{ language: 'ru', orientation: 'general', regime: 'full', ownLimit: null, ownLimitGround: null },
    });
    for (const [cohort, from, to] of [
      [2022, '2025-09-01', null],
      [2020, '2025-09-01', null],
      [2022, '2025-12-10', '2026-01-20'],
      [2022, '2026-03-01', null],
      [2023, '2026-12-05', null],
    ] as const) {
      const child = await writePerson({ birthDate: `${cohort}-03-03` });
      await sql`INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id,
          municipality_id, group_id, starts_on, ends_on)
        VALUES (${child}, ${(await pseudonymsOf([child])).get(child)}, ${cohort}, ${garden.organisationId},
          ${garden.participantId}, 'ishim-city', ${group}, ${from}, ${to})`;
    }
  });
}, 120_000);
afterAll(() => test.stop());

it('draws what was, what is known and what may come, as by hand (KDG-16)', async () => {
  const { points, capacity, history, backtest } = await test.work(() => occupancyOf(garden.organisationId, today));
  expect([capacity, history]).toEqual([25, 12]);
  // On 1 May it expected two more from September on, as a year before; nobody came: 0, 0, 0, 2, 2, 2.
  expect(backtest).toEqual({ months: 6, error: 1, children: 3 });
  const said = Object.fromEntries(points.map(({ day, ...rest }) => [day, Object.values(rest)]));
  expect(points).toHaveLength(25);
  expect(said).toMatchObject({
    '2025-12-01': [2, null, null],
    '2026-01-01': [3, null, null],
    '2026-02-01': [2, null, null],
    '2026-03-01': [3, null, null],
    '2026-11-01': [3, null, null],
    '2026-11-15': [3, 3, 3],
    '2026-12-01': [null, 3, 3],
    // Who is to come on 5 December is the one who is usual in December, not a second one.
    '2027-01-01': [null, 4, 4],
    // In January one left; on the first of March one came.
    '2027-02-01': [null, 4, 3],
    '2027-03-01': [null, 4, 4],
    '2027-08-01': [null, 4, 4],
    // The elder goes to school.
    '2027-09-01': [null, 3, 3],
  });
});

it('is of the kindergartens in reach', async () => {
  const at = '/api/kindergarten/occupancy';
  const one = `${at}?organisation=${garden.organisationId}`;
  expect((await other.head.call(one)).status).toBe(404);
  const { body } = await other.head.call(at);
  expect((body as Occupancy).points.every(({ fact }) => !fact)).toBe(true);
  const officer = await anOfficer(test);
  expect(((await officer.call(one)).body as Occupancy).capacity).toBe(25);
  expect((await officer.call(`${at}?organisation=1`)).status).toBe(400);
  expect((await test.call(at)).status).toBe(401);
});
