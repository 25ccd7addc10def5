import fc from 'fast-check';
import { sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { dayFrom } from '../../../../core/agreements/test/builders';
import type { ExchangeInput, Swapper } from '../exchange/input';
import { ringsOf } from '../exchange/top-trading-cycles';
import { addGroup } from '../services/groups';
import { aGarden, anOfficer, attending, key, wishes, type Garden } from './builders';

type Full = {
  application: {
    number: string;
    status: string;
    filedAt: string;
    transferFrom: string | null;
    swaps: boolean;
    municipalityId: string;
    direction: { state: string; ring: { families: number; agreed: number } | null } | null;
  };
  positions: { organisationId: string; position: number }[];
};
type Ring = {
  id: string;
  state: string;
  isProvisional: boolean;
  members: { number: string; child: string; to: string; state: string }[];
};

let test: TestApp;
let gardens: Garden[];
let officer: Awaited<ReturnType<typeof anOfficer>>;
const at = '/api/kindergarten';
const schoolYear = Number(dayFrom(0).slice(0, 4)) - (dayFrom(0).slice(5) < '09-01' ? 1 : 0);
const birth = (age: number) => `${schoolYear - age}-03-01`;

beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  await test.app.start({ web: false, worker: true });
  gardens = [await aGarden(test), await aGarden(test), await aGarden(test)];
  officer = await anOfficer(test);
}, 120_000);
afterAll(() => test.stop());

type Family = Awaited<ReturnType<typeof attending>>;

const draft = (family: Family, wanted: readonly Garden[], given: object = {}) =>
  family.call(`${at}/own/applications`, {
    ...{ method: 'POST', headers: key() },
    payload: {
      childId: family.child,
      wishes: wishes(
        wanted.map((one) => one.organisationId),
        { desiredOn: dayFrom(-1), ...given },
      ),
    },
  });

/** An application for a transfer that stands in the queue. */
async function asking(family: Family, wanted: readonly Garden[], given: object = {}) {
  const made = await draft(family, wanted, given);
  expect([made.status, made.text]).toEqual([200, expect.any(String)]);
  const { id } = made.body as { id: string };
  await family.call(`${at}/own/applications/${id}/send`, { method: 'POST' });
  const read = async () => (await family.call(`${at}/own/applications/${id}`)).body as Full;
  await eventually(async () => expect((await read()).application.status).toBe('received'));
  await officer.call(`${at}/applications/${id}/steps`, { method: 'POST', payload: { to: 'queued' } });
  const answer = (payload: object) => family.call(`${at}/own/applications/${id}/answer`, { method: 'POST', payload });
  return { family, id, read, answer };
}

const staysOf = (family: Family) =>
  test.work(
    () => sql<{ organisation: string; from: string; to: string | null }>`SELECT organisation_id AS organisation,
      starts_on::text AS "from", ends_on::text AS "to" FROM kindergarten.pupils WHERE person_id = ${family.child} ORDER BY starts_on`,
  );
const freeIn = async (garden: Garden) => {
  const { body } = await garden.head.call(`${at}/groups`);
  return (body as { id: string; free: number }[]).find(({ id }) => id === garden.group)?.free;
};
const contract = { number: 'Д-7', on: dayFrom(0), documents: ['Свидетельство о рождении', 'Личное дело'] };
async function takeDocuments(garden: Garden, number: string) {
  const { body } = await garden.head.call(`${at}/directed`);
  const found = (body as { id: string; applicationNumber: string }[]).find((one) => one.applicationNumber === number);
  const url = `${at}/directions/${found?.id}/documents`;
  const taken = await garden.head.call(url, { method: 'POST', payload: contract });
  expect([taken.status, taken.text]).toEqual([200, expect.any(String)]);
  return found?.id ?? '';
}

describe('A transfer', () => {
  it('is asked for by the family of a child who attends, to another kindergarten only', async () => {
    const [one] = gardens as [Garden];
    const family = await attending(test, one);
    const children = (await family.call(`${at}/own/children`)).body as { attends: { organisationId: string } | null }[];
    expect(children.map(({ attends }) => attends?.organisationId)).toEqual([one.organisationId]);
    const own = await draft(family, [one]);
    expect([own.status, own.text]).toEqual([400, expect.stringContaining('уже ходит в этот детский сад')]);
    const late = await draft(family, [gardens[1] as Garden], { desiredOn: `${schoolYear + 6}-03-01` });
    expect([late.status, late.text]).toEqual([400, expect.stringContaining('исполнится 8 лет')]);
    const never = await draft(family, [gardens[1] as Garden], { desiredOn: '9999-01-01' });
    expect(never.status).toBe(400);
  });

  it('frees the old place only when the new one is taken, and the right of a sibling goes along', async () => {
    const [from, to] = gardens as [Garden, Garden];
    const family = await attending(test, from, [birth(3), birth(2)]);
    const sibling = { choices: [{ organisationId: from.organisationId, siblingId: family.child }] };
    const younger = await asking({ ...family, child: family.children[1] ?? '' }, [from], sibling);
    const rightOf = async () => {
      const rows = await test.work(
        () => sql<{ key: string }>`SELECT key FROM kindergarten.queue_entries WHERE application_id = ${younger.id}`,
      );
      return rows.map((row) => row.key.slice(0, 2));
    };
    expect(await rightOf()).toEqual(['30']);

    const { id, read, answer } = await asking(family, [to]);
    expect((await read()).application.transferFrom).toBeTruthy();
    const [waits] = await test.work(() => sql`SELECT waits FROM kindergarten.applications WHERE id = ${id}`);
    expect(waits).toEqual({ waits: 'no' });
    const before = await freeIn(from);
    const direct = (groupId: string) =>
      officer.call(`${at}/applications/${id}/direct`, {
        ...{ method: 'POST', headers: key() },
        payload: { groupId, order: 'Приказ № 44 от 20.11.2026' },
      });
    const elder = await test.work(() =>
      addGroup({
        ...{ organisationId: to.organisationId, schoolYear, name: 'Старшая', ageFrom: 6, ageTo: 6, areaM2: 40 },
        ...{ orientation: 'general', regime: 'full', language: 'ru', ownLimit: null, ownLimitGround: null },
      }),
    );
    const wrong = await direct(elder);
    expect([wrong.status, wrong.text]).toEqual([409, expect.stringContaining('другого возраста')]);
    // Two officers offer at once: one of them does.
    const offers = await Promise.all([direct(to.group), direct(to.group)]);
    expect(offers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await answer({ accept: true })).status).toBe(200);
    const direction = await takeDocuments(to, (await read()).application.number);
    expect([await freeIn(from), (await staysOf(family)).length]).toEqual([before, 1]);

    const absence = { childId: family.child, from: dayFrom(6), to: dayFrom(9), reason: 'illness' };
    expect((await family.call(`${at}/own/absences`, { method: 'POST', payload: absence })).status).toBe(200);
    const order = { directions: [direction], number: '18-к', on: dayFrom(0), startsOn: dayFrom(2) };
    const enrolled = await to.head.call(`${at}/enrolments`, { method: 'POST', payload: order, headers: key() });
    expect([enrolled.status, enrolled.text]).toEqual([200, '{"enrolled":1}']);
    expect(await staysOf(family)).toEqual([
      { organisation: from.organisationId, from: dayFrom(-30), to: dayFrom(1) },
      { organisation: to.organisationId, from: dayFrom(2), to: null },
    ]);
    const moved = await test.work(
      () => sql<{ at: string }>`SELECT DISTINCT p.organisation_id AS at FROM kindergarten.attendance a
        JOIN kindergarten.pupils p ON p.id = a.pupil_id WHERE p.person_id = ${family.child}`,
    );
    expect(moved).toEqual([{ at: to.organisationId }]);
    // The old kindergarten sees the release, and cannot take it back into a second place.
    const acts = (await from.head.call(`${at}/pupil-acts`)).body as { id: string; ground: string }[];
    expect(acts[0]).toMatchObject({ ground: 'other-kindergarten' });
    expect((await from.head.call(`${at}/pupil-acts/${acts[0]?.id}/undo`, { method: 'POST' })).status).toBe(409);
    await test.work(
      () => sql`UPDATE kindergarten.pupils SET ends_on = ${dayFrom(-1)} WHERE person_id = ${family.child}
      AND organisation_id = ${from.organisationId}`,
    );
    const { recount } = await import('../services/queue');
    await test.work(() => recount('everybody', 'nightly'));
    expect(await rightOf()).toEqual(['31']);
  });

  it('goes on in another municipality with the time that its act says (MUN-11)', async () => {
    const far = await aGarden(test, 'tobolsk-city');
    const [from, to] = gardens as [Garden, Garden];
    const one = await asking(await attending(test, from), [to]);
    const { filedAt } = (await one.read()).application;
    const move = (organisationId: string) =>
      one.family.call(`${at}/own/applications/${one.id}/move`, { method: 'POST', payload: wishes([organisationId]) });
    expect((await move(to.organisationId)).status).toBe(409);
    expect((await move(far.organisationId)).status).toBe(200);
    expect((await one.read()).application).toMatchObject({ municipalityId: 'tobolsk-city', status: 'queued', filedAt });
    expect((await officer.call(`${at}/applications/${one.id}`)).status).toBe(404);
    const rules = { ...(await rulesOf()), moveKeepsTime: false };
    await test.work(
      () => sql`INSERT INTO kindergarten.municipal_rules (municipality_id, act, verified, rules, valid_from)
        VALUES ('ishim-city', 'Порядок города', false, ${JSON.stringify(rules)}::jsonb, '2020-01-01')`,
    );
    const said = await one.family.call(`${at}/municipal-rules/ishim-city`);
    expect(said.body).toMatchObject({ act: 'Порядок города', moveKeepsTime: false });
    expect((await move(to.organisationId)).status).toBe(200);
    expect((await one.read()).application.filedAt > filedAt).toBe(true);
  });
});

const rulesOf = async () => {
  const [row] = await test.work(
    () => sql<{ rules: object }>`SELECT rules FROM kindergarten.municipal_rules WHERE municipality_id IS NULL`,
  );
  return row?.rules ?? {};
};

describe('A ring of exchange', () => {
  const search = async () => {
    const payload = { municipalityId: 'ishim-city' };
    const { status, body } = await officer.call(`${at}/rings/search`, { method: 'POST', payload });
    expect(status).toBe(200);
    return (body as { found: number }).found;
  };
  const rings = async () => (await officer.call(`${at}/rings`)).body as Ring[];
  /** Three families, each of whom wants the kindergarten of the next. */
  async function three() {
    const families = [];
    for (const garden of gardens) families.push(await attending(test, garden));
    const asked = [];
    for (const [n, family] of families.entries())
      asked.push(await asking(family, [gardens[(n + 1) % 3] as Garden], { swaps: true }));
    return asked;
  }

  it('is offered to all, agreed by all at once, and carried out by one order or not at all (MUN-10)', async () => {
    const asked = await three();
    const [found, again] = await Promise.all([search(), search()]);
    expect([found, again].sort()).toEqual([0, 1]);
    const free = await Promise.all(gardens.map(freeIn));
    const numbers = await Promise.all(asked.map(async ({ read }) => (await read()).application.number));
    expect((await asked[0]?.read())?.application.direction).toMatchObject({ ring: { families: 3, agreed: 0 } });
    const [ring] = await rings();
    expect(ring?.members.map(({ number }) => number)).toEqual(numbers);
    for (const [day, isProvisional] of [
      ['2026-12-01', false],
      ['2027-03-01', true],
    ] as const) {
      await test.work(() => sql`UPDATE kindergarten.exchange_rings SET answer_by = ${day} WHERE id = ${ring?.id}`);
      expect((await rings())[0]).toMatchObject({ answerBy: day, isProvisional });
    }
    const perform = (startsOn = dayFrom(1)) =>
      officer.call(`${at}/rings/${ring?.id}/perform`, {
        ...{ method: 'POST', headers: key() },
        payload: { number: '5-р', on: dayFrom(0), startsOn },
      });
    expect((await perform()).status).toBe(409);

    expect((await asked[0]?.answer({ accept: true }))?.status).toBe(200);
    expect((await asked[0]?.read())?.application).toMatchObject({
      status: 'offered',
      direction: { state: 'accepted' },
    });
    const rest = await Promise.all(asked.slice(1).map(({ answer }) => answer({ accept: true })));
    expect(rest.map(({ status }) => status)).toEqual([200, 200]);
    for (const { read } of asked) expect((await read()).application.status).toBe('directed');

    const early = await perform();
    expect([early.status, early.text]).toEqual([409, expect.stringContaining('не приняли документы')]);
    const directions = [];
    for (const [n, number] of numbers.entries())
      directions.push(await takeDocuments(gardens[(n + 1) % 3] as Garden, number));
    const order = { directions: [directions[0]], number: '9-к', on: dayFrom(0), startsOn: dayFrom(1) };
    const alone = await gardens[1]?.head.call(`${at}/enrolments`, { method: 'POST', payload: order, headers: key() });
    expect([alone?.status, alone?.text]).toEqual([409, expect.stringContaining('часть обмена')]);

    const stranger = await anOfficer(test, 'tobolsk-city');
    expect((await stranger.call(`${at}/rings/${ring?.id}/replay`, { method: 'POST' })).status).toBe(404);
    expect((await officer.call(`${at}/rings/${ring?.id}/replay`, { method: 'POST' })).body).toEqual({ same: true });
    const done = await Promise.all([perform(), perform()]);
    expect(done.map(({ status }) => status).sort()).toEqual([200, 409]);
    for (const [n, { family, read }] of asked.entries()) {
      expect((await read()).application.status).toBe('enrolled');
      expect(await staysOf(family)).toEqual([
        { organisation: gardens[n]?.organisationId, from: dayFrom(-30), to: dayFrom(0) },
        { organisation: gardens[(n + 1) % 3]?.organisationId, from: dayFrom(1), to: null },
      ]);
    }
    expect(await Promise.all(gardens.map(freeIn))).toEqual(free);
    const [event] = await test.work(
      () => sql`SELECT details FROM core.audit_events WHERE event = 'kindergarten.ring-done'`,
    );
    expect(event).toEqual({ details: { order: '5-р', families: 3, startsOn: dayFrom(1) } });
  });

  it('ends for all when one refuses, while another agrees or refuses too, and costs nobody the place in the queue', async () => {
    const asked = await three();
    expect(await search()).toBe(1);
    const before = await Promise.all(asked.map(async ({ read }) => (await read()).application.filedAt));
    const answers = await Promise.all([
      asked[0]?.answer({ accept: false, reason: 'Передумали меняться' }),
      asked[1]?.answer({ accept: true }),
      asked[2]?.answer({ accept: false, reason: 'Тоже передумали' }),
    ]);
    for (const one of answers) expect([200, 409]).toContain(one?.status);
    const views = await Promise.all(asked.map(async ({ read }) => (await read()).application));
    expect(views.map(({ status, filedAt }) => [status, filedAt])).toEqual(before.map((filedAt) => ['queued', filedAt]));
    const live = await test.work(
      () => sql`SELECT 1 AS one FROM kindergarten.directions d JOIN kindergarten.exchange_rings r ON r.id = d.ring_id
        WHERE r.state = 'broken' AND d.state IN ('offered', 'accepted')`,
    );
    expect(live).toEqual([]);
    // Who refused is not asked again.
    expect(views.filter(({ swaps }) => swaps).length).toBeLessThan(3);
    expect(await search()).toBe(0);
  });
});

describe('Top trading cycles', () => {
  const organisations = Array.from({ length: 5 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);
  const swapper = fc.record({
    class: fc.integer({ min: 0, max: 3 }),
    cohort: fc.integer({ min: 2022, max: 2023 }),
    at: fc.nat({ max: 4 }),
    choices: fc.uniqueArray(fc.nat({ max: 4 }), { minLength: 1, maxLength: 4 }),
  });
  const inputOf = (
    rows: readonly { class: number; cohort: number; at: number; choices: number[] }[],
  ): ExchangeInput => ({
    ...{ municipality: 'x', on: '2026-11-27', strategy: 'top-trading-cycles', version: 1 },
    swappers: rows.map(({ class: rank, cohort, at: seat, choices }, n): Swapper => ({
      ...{ number: `Д-${String(n).padStart(3, '0')}`, filed: '2026-01-01T00:00:00.000Z', class: rank, cohort },
      ...{ orientation: 'general', regimes: ['full'], language: null },
      choices: choices.map((one) => organisations[one] ?? ''),
      group: {
        ...{ id: `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`, organisation: organisations[seat] ?? '' },
        ...{ schoolYear: 2026, from: 2026 - cohort, to: 4, orientation: 'general', regime: 'full', language: 'ru' },
      },
    })),
  });
  const rankOf = ({ choices, cohort }: Swapper, { group }: Swapper) =>
    2026 - cohort >= group.from && 2026 - cohort <= group.to ? choices.indexOf(group.organisation) : -1;

  it('give everybody a place they asked for, once, whatever the order of the input; no two would rather swap', () => {
    fc.assert(
      fc.property(fc.array(swapper, { maxLength: 14 }), fc.nat(), (rows, turn) => {
        const input = inputOf(rows);
        const found = ringsOf(input);
        const by = new Map(input.swappers.map((one) => [one.number, one]));
        expect(new Set(found.flat()).size).toBe(found.flat().length);
        const cut = input.swappers.length ? turn % input.swappers.length : 0;
        const turned = [...input.swappers.slice(cut), ...input.swappers.slice(0, cut)];
        expect(ringsOf({ ...input, swappers: turned })).toEqual(found);
        const got = new Map<string, number>();
        for (const ring of found)
          for (const [n, number] of ring.entries()) {
            const next = by.get(ring[(n + 1) % ring.length] ?? '') as Swapper;
            const rank = rankOf(by.get(number) as Swapper, next);
            expect(rank).toBeGreaterThanOrEqual(0);
            got.set(number, rank);
          }
        const wants = (one: Swapper, other: Swapper) => {
          const rank = rankOf(one, other);
          return one.group.organisation !== other.group.organisation && rank >= 0 && rank < (got.get(one.number) ?? 99);
        };
        const list = input.swappers;
        expect(list.some((a, n) => list.slice(n + 1).some((b) => wants(a, b) && wants(b, a)))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
