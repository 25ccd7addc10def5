import { sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { dayFrom } from '../../../../core/agreements/test/builders';
import { endOverdue } from '../services/directions';
import { openPlanned } from '../services/year-plans';
import { aFamily, aGarden, aKindergarten, anOfficer, attending, key, wishes } from './builders';

type Run = {
  run: { id: string; state: string; placed: number; unplaced: number; inputSha256: string; protocolSha256: string };
  protocol: {
    decisions: {
      number: string;
      place: { organisation: string; standing: number; of: number } | null;
      nearest: string | null;
    }[];
  };
};
type Full = {
  application: {
    number: string;
    status: string;
    direction: { state: string; documentsBy: string | null } | null;
    filedAt: string;
  };
  positions: unknown[];
  history: { kind: string; status: string | null }[];
};

let test: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
let first: Awaited<ReturnType<typeof anOfficer>>;
let second: Awaited<ReturnType<typeof anOfficer>>;
let group: string;
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  await test.app.start({ web: false, worker: true });
  garden = await aKindergarten(test);
  [first, second] = [await anOfficer(test), await anOfficer(test)];
  group = await aGroup({});
}, 120_000);
afterAll(() => test.stop());

const at = '/api/kindergarten';
const schoolYear = Number(dayFrom(0).slice(0, 4)) - (dayFrom(0).slice(5) < '09-01' ? 1 : 0);
const birth = (age: number) => `${schoolYear - age}-03-01`;
const on = dayFrom(5);

const newGroup = (given: object = {}) => ({
  ...{ organisationId: garden.organisationId, schoolYear, name: 'Ромашка', ageFrom: 3, ageTo: 3 },
  ...{ orientation: 'general', regime: 'full', areaM2: 5, ...given },
});
async function aGroup(given: object) {
  const { body, status } = await garden.head.call(`${at}/groups`, {
    method: 'POST',
    payload: newGroup(given),
    headers: key(),
  });
  expect([status, body]).toEqual([200, { id: expect.any(String) as string }]);
  return (body as { id: string }).id;
}
const announce = (id: string, announced = true) =>
  garden.head.call(`${at}/groups/${id}/announce`, { method: 'POST', payload: { announced } });

/** A family whose application stands in the queue. */
async function queued(age = 3, given: object = {}) {
  const family = await aFamily(test, [birth(age)]);
  const payload = {
    childId: family.children[0],
    wishes: wishes([garden.organisationId], { desiredOn: dayFrom(-1), ...given }),
  };
  const made = await family.call(`${at}/own/applications`, { method: 'POST', payload, headers: key() });
  const { id } = made.body as { id: string };
  await family.call(`${at}/own/applications/${id}/send`, { method: 'POST' });
  const read = async () => (await family.call(`${at}/own/applications/${id}`)).body as Full;
  await eventually(async () => expect((await read()).application.status).toBe('received'));
  await first.call(`${at}/applications/${id}/steps`, { method: 'POST', payload: { to: 'queued' } });
  const answer = (payload: object) => family.call(`${at}/own/applications/${id}/answer`, { method: 'POST', payload });
  return { family, id, read, answer };
}

async function makeRun() {
  const { body, status } = await first.call(`${at}/runs`, {
    method: 'POST',
    payload: { municipalityId: 'ishim-city', on },
    headers: key(),
  });
  expect([status, body]).toEqual([200, { id: expect.any(String) as string }]);
  return readRun((body as { id: string }).id);
}
const readRun = async (id: string) => (await first.call(`${at}/runs/${id}`)).body as Run;
const act = (who: typeof first, id: string, verb: string, payload?: object) =>
  who.call(`${at}/runs/${id}/${verb}`, { method: 'POST', headers: key(), ...(payload && { payload }) });

describe('A group', () => {
  it('has as many places as the norm of area gives, fewer only by an order (KDG-01)', async () => {
    const { body } = await garden.head.call(`${at}/groups`);
    expect(body).toEqual([expect.objectContaining({ id: group, capacity: 2, free: 2, announced: false })]);
    const small = await garden.head.call(`${at}/groups`, {
      method: 'POST',
      payload: newGroup({ name: 'X', ownLimit: 1 }),
      headers: key(),
    });
    expect([small.status, JSON.stringify(small.body)]).toEqual([400, expect.stringContaining('Назовите приказ')]);
    const young = await aGroup({ name: 'Ясли', ageFrom: 1, ageTo: 2, areaM2: 50 });
    const [row] = await test.work(() => sql`SELECT capacity FROM kindergarten.groups WHERE id = ${young}`);
    expect(row).toEqual({ capacity: 20 });
  });

  it('is opened in one’s own kindergarten only', async () => {
    const stranger = await aKindergarten(test);
    const answer = await stranger.head.call(`${at}/groups`, {
      method: 'POST',
      payload: newGroup({ name: 'Чужая' }),
      headers: key(),
    });
    expect(answer.status).toBe(403);
    expect(
      (await stranger.head.call(`${at}/groups/${group}/announce`, { method: 'POST', payload: { announced: true } }))
        .status,
    ).toBe(404);
  });
});

describe('A run of the allocation', () => {
  it('goes from a dry run to a pupil: protocol, second person, direction, contract, order', async () => {
    expect((await makeRun()).run).toMatchObject({ state: 'dry', placed: 0 });
    expect((await announce(group)).status).toBe(200);
    const [a, b, c] = [await queued(), await queued(), await queued()];

    // MUN-03: a dry run says who, where and why, and tells nobody.
    const dry = await makeRun();
    expect(dry.run).toMatchObject({ state: 'dry', placed: 2, unplaced: 1 });
    const numbers = await Promise.all([a, b, c].map(async ({ read }) => (await read()).application.number));
    expect(dry.protocol.decisions.map(({ number, place }) => [number, place?.standing ?? null])).toEqual([
      [numbers[0], 1],
      [numbers[1], 2],
      [numbers[2], null],
    ]);
    expect(dry.protocol.decisions[2]?.nearest).toBe(garden.organisationId);
    expect((await a.read()).application.status).toBe('queued');

    // MUN-04: one more place, and the third child has it; a trial cannot be confirmed.
    const more = await act(first, dry.run.id, 'what-if', { places: [{ group, free: 3 }] });
    const trial = await readRun((more.body as { id: string }).id);
    expect(trial.run).toMatchObject({ placed: 3, unplaced: 0 });
    expect((await act(first, trial.run.id, 'propose')).status).toBe(409);

    // MUN-05: two people.
    expect((await act(second, dry.run.id, 'confirm')).status).toBe(409);
    expect((await act(first, dry.run.id, 'propose')).status).toBe(200);
    expect((await act(first, dry.run.id, 'confirm')).status).toBe(403);
    const confirmed = await act(second, dry.run.id, 'confirm');
    expect([confirmed.status, confirmed.body]).toEqual([200, { issued: 2 }]);
    expect((await a.read()).application).toMatchObject({ status: 'offered', direction: { state: 'offered' } });
    expect((await c.read()).application.status).toBe('queued');

    // MUN-06: the confirmed input gives the same protocol.
    expect((await act(second, dry.run.id, 'replay')).body).toEqual({
      same: true,
      kept: dry.run.protocolSha256,
      now: dry.run.protocolSha256,
    });

    // PAR-11 and KDG-05, KDG-06.
    expect((await a.answer({ accept: true })).status).toBe(200);
    expect((await a.answer({ accept: true })).status).toBe(409);
    const { application } = await a.read();
    expect(application).toMatchObject({ status: 'directed', direction: { state: 'accepted' } });
    const { body } = await garden.head.call(`${at}/directed`);
    const directed = body as { id: string; applicationNumber: string; phone: unknown; documentsBy: string }[];
    const mine = directed.find(({ applicationNumber }) => applicationNumber === numbers[0]);
    expect(mine?.documentsBy).toBe(application.direction?.documentsBy);
    const order = { directions: [mine?.id], number: '17-к', on: dayFrom(0), startsOn: dayFrom(0) };
    expect(
      (await garden.head.call(`${at}/enrolments`, { method: 'POST', payload: order, headers: key() })).status,
    ).toBe(409);
    const contract = { number: 'Д-5', on: dayFrom(0), documents: ['Свидетельство о рождении', 'Медицинская карта'] };
    const taken = await garden.head.call(`${at}/directions/${mine?.id}/documents`, {
      method: 'POST',
      payload: contract,
    });
    expect([taken.status, taken.body]).toEqual([200, { orderBy: expect.any(String) as string }]);
    expect(
      (await garden.head.call(`${at}/enrolments`, { method: 'POST', payload: order, headers: key() })).body,
    ).toEqual({ enrolled: 1 });
    expect((await a.read()).application.status).toBe('enrolled');
    const pupils = await garden.head.call(`${at}/pupils/search`, { method: 'POST', payload: {} });
    expect(pupils.body).toEqual([expect.objectContaining({ groupId: group })]);

    // KDG-06: the order as a paper, and what the site shows of it.
    expect((await garden.head.call(`${at}/orders`)).body).toEqual([
      expect.objectContaining({ number: '17-к', on: dayFrom(0), children: 1 }),
    ]);
    const asked = { organisation: garden.organisationId, number: '17-к', on: dayFrom(0) };
    const paper = (kind: string, given: object = {}) =>
      garden.head.call(`${at}/orders/papers`, {
        ...{ method: 'POST', headers: key() },
        payload: { ...asked, kind, ...given },
      });
    expect((await paper('order', { number: '18-к' })).status).toBe(404);
    for (const [kind, prefix] of [
      ['order', 'ПЗ'],
      ['extract', 'ВП'],
    ] as const) {
      const { status, body: issued } = await paper(kind);
      expect([status, (issued as { number: string }).number.slice(0, 2)]).toEqual([200, prefix]);
      const url = `${at}/orders/${garden.organisationId}/papers/${(issued as { id: string }).id}`;
      expect((await garden.head.call(url)).text.slice(0, 5)).toBe('%PDF-');
      expect((await (await aKindergarten(test)).head.call(url)).status).toBe(404);
    }

    // PAR-10: a refused offer goes back to the queue and keeps the time of filing by the rule.
    const before = (await b.read()).application.filedAt;
    expect((await b.answer({ accept: false, reason: '' })).status).toBe(400);
    expect((await b.answer({ accept: false, reason: 'Далеко от дома' })).status).toBe(200);
    const after = await b.read();
    expect([after.application.status, after.application.filedAt, after.positions.length]).toEqual([
      'queued',
      before,
      1,
    ]);

    // An additional round gives the returned place to who stands first.
    const next = await makeRun();
    expect(next.run.placed).toBe(1);
    expect(next.protocol.decisions.find(({ place }) => place)?.number).toBe(numbers[1]);
  });

  it('is refused for confirmation once the queue has changed', async () => {
    const run = await makeRun();
    await act(first, run.run.id, 'propose');
    await queued(3);
    const answer = await act(second, run.run.id, 'confirm');
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([409, expect.stringContaining('изменились')]);
    expect((await readRun(run.run.id)).run.state).toBe('proposed');
    expect((await act(second, run.run.id, 'discard')).status).toBe(200);
  });

  it('gives the place back when nobody answers in the term, and the child stays registered (KDG-07)', async () => {
    const nest = await aGroup({ name: 'Старшая', ageFrom: 5, ageTo: 5, areaM2: 2 });
    await announce(nest);
    const one = await queued(5);
    const { run } = await makeRun();
    await act(first, run.id, 'propose');
    expect((await act(second, run.id, 'confirm')).status).toBe(200);
    await test.work(() => sql`UPDATE kindergarten.directions SET answer_by = ${dayFrom(-1)} WHERE group_id = ${nest}`);
    expect(await test.work(endOverdue)).toBe(1);
    const { application, history } = await one.read();
    expect([application.status, application.direction?.state]).toEqual(['queued', 'expired']);
    expect(history.at(-1)).toMatchObject({ status: 'queued', ground: 'term-over', who: 'system' });
    expect(await test.work(endOverdue)).toBe(0);
  });

  it('gives the right of a sibling in that kindergarten only (KDG-20)', async () => {
    const [row] = await test.work(
      () => sql<{ person: string; guardian: string }>`SELECT p.person_id AS person, g.guardian_id AS guardian
      FROM kindergarten.pupils p JOIN core.guardianships g ON g.child_id = p.person_id LIMIT 1`,
    );
    const [login] = await test.work(
      () => sql<{ id: string }>`SELECT account_id AS id FROM core.persons WHERE id = ${row?.guardian}`,
    );
    expect(login?.id).toBeTruthy();
    const late = await queued(4);
    await test.work(
      () => sql`UPDATE kindergarten.choices SET sibling_id = ${row?.person} WHERE application_id = ${late.id}`,
    );
    const other = await queued(4);
    const { recount } = await import('../services/queue');
    await test.work(() => recount({ applications: [late.id, other.id] }, 'sibling'));
    const places = await test.work(
      () => sql<{ key: string }>`SELECT key FROM kindergarten.queue_entries WHERE application_id = ${late.id}`,
    );
    expect(places.map(({ key: text }) => text.slice(0, 2))).toEqual(['30']);
    await test.work(
      () =>
        sql`UPDATE kindergarten.pupils SET ends_on = ${dayFrom(-1)}, starts_on = ${dayFrom(-2)} WHERE person_id = ${row?.person}`,
    );
    await test.work(() => recount('everybody', 'nightly'));
    const [now] = await test.work(
      () => sql<{ key: string }>`SELECT key FROM kindergarten.queue_entries WHERE application_id = ${late.id}`,
    );
    expect(now?.key.slice(0, 2)).toBe('31');
  });

  it('takes nobody into a group under quarantine (KDG-23), and gives by hand only by an order (MUN-07)', async () => {
    const red = await aGroup({ name: 'Карантинная', ageFrom: 6, ageTo: 6, areaM2: 4 });
    await announce(red);
    const one = await queued(6);
    const pause = { until: dayFrom(30), ground: 'Ветряная оспа, приказ № 3' };
    expect((await garden.head.call(`${at}/groups/${red}/quarantine`, { method: 'POST', payload: pause })).status).toBe(
      200,
    );
    const { protocol } = await makeRun();
    const { number } = (await one.read()).application;
    expect(protocol.decisions.find((decision) => decision.number === number)?.place).toBeNull();
    const direct = (payload: object) =>
      first.call(`${at}/applications/${one.id}/direct`, { method: 'POST', payload, headers: key() });
    expect((await direct({ groupId: red, order: '' })).status).toBe(400);
    const byOrder = { groupId: red, order: 'Приказ № 44 от 20.11.2026' };
    expect((await direct(byOrder)).status).toBe(409);
    const over = { until: null, ground: 'Карантин снят, приказ № 5' };
    await garden.head.call(`${at}/groups/${red}/quarantine`, { method: 'POST', payload: over });
    expect((await direct(byOrder)).status).toBe(200);
    const [event] = await test.work(
      () => sql`SELECT purpose FROM core.audit_events WHERE event = 'kindergarten.directed-by-hand'`,
    );
    expect(event).toEqual({ purpose: 'Приказ № 44 от 20.11.2026' });
  });
});

type Plan = {
  state: string;
  mayEdit: boolean;
  mayDecide: boolean;
  lines: { id: string; name: string; capacity: number; growsFrom: string[] }[];
  growth: { groupId: string; age: number; children: number }[];
};

describe('The plan of the next year', () => {
  const next = schoolYear + 1;
  const line = (given: object = {}) => ({
    ...{ name: 'Ромашка', ageFrom: 4, ageTo: 4, areaM2: 6, orientation: 'general', regime: 'full' },
    ...given,
  });

  it('is drafted by the head and approved by the municipality; only then its places are given, this year stays (KDG-02)', async () => {
    const place = await aGarden(test);
    await attending(test, place, [birth(3)]);
    const elder = await attending(test, place, [birth(6)]);
    await test.work(
      () => sql`UPDATE kindergarten.pupils SET cohort = ${schoolYear - 6} WHERE person_id = ${elder.child}`,
    );
    const url = `${at}/year-plans/${place.organisationId}`;
    const put = (payload: object, who = place.head) => who.call(url, { method: 'PUT', payload });
    const decide = (approve: boolean, who = first) =>
      who.call(`${url}/decide`, { method: 'POST', payload: { approve, ground: 'Приказ № 5 от 01.03' } });
    const before = (await place.head.call(`${at}/groups`)).text;

    expect((await put({ lines: [] })).status).toBe(400);
    expect((await put({ lines: [line(), line()] })).status).toBe(400);
    expect((await put({ lines: [line({ growsFrom: [group] })] })).status).toBe(409);
    expect((await put({ lines: [line()] }, first)).status).toBe(403);
    const drafted = await put({ lines: [line({ growsFrom: [place.group] })] });
    expect([drafted.status, drafted.body]).toMatchObject([200, { state: 'draft', mayEdit: true, mayDecide: false }]);
    // Three places by the norm; who is three goes on, who is six goes to school.
    expect((drafted.body as Plan).lines).toMatchObject([{ capacity: 3, growsFrom: [place.group] }]);
    expect((drafted.body as Plan).growth).toEqual([
      { groupId: place.group, age: 4, children: 1 },
      { groupId: place.group, age: 7, children: 1 },
    ]);
    expect((await decide(true)).status).toBe(409);
    const [{ id } = { id: '' }] = (drafted.body as Plan).lines;
    const lines = [line({ id, growsFrom: [place.group] })];
    expect((await put({ lines, submit: true })).body).toMatchObject({ state: 'submitted', mayEdit: false });
    expect((await put({ lines })).status).toBe(409);
    expect((await place.head.call(`${at}/groups`)).text).toBe(before);
    expect((await decide(true, place.head)).status).toBe(403);
    expect((await decide(true)).body).toMatchObject({ state: 'approved' });
    expect((await decide(true)).status).toBe(409);

    const groups = (await place.head.call(`${at}/groups`)).body as {
      id: string;
      schoolYear: number;
      state: string;
      free: number;
    }[];
    expect(groups.filter(({ schoolYear: year }) => year === schoolYear)).toEqual(JSON.parse(before));
    expect(groups.find((one) => one.id === id)).toMatchObject({ schoolYear: next, state: 'planned', free: 2 });
    const made = await first.call(`${at}/runs`, {
      ...{ method: 'POST', payload: { municipalityId: 'ishim-city', on: `${next}-09-01` }, headers: key() },
    });
    const run = (await first.call(`${at}/runs/${(made.body as { id: string }).id}`)).body as {
      places: { group: string; free: number }[];
    };
    expect(run.places).toContainEqual({ group: id, organisation: place.organisationId, free: 2 });

    // Who is moved into the new group is counted once.
    await test.work(
      () => sql`WITH moved AS (UPDATE kindergarten.pupils SET ends_on = ${`${next}-08-31`} WHERE group_id = ${place.group}
          AND cohort = ${schoolYear - 3} RETURNING *)
        INSERT INTO kindergarten.pupils (person_id, pseudonym, cohort, organisation_id, participant_id, municipality_id,
          group_id, starts_on) SELECT person_id, pseudonym, cohort, organisation_id, participant_id, municipality_id,
          ${id}, ${`${next}-09-01`} FROM moved`,
    );
    const after = (await place.head.call(`${at}/groups`)).body as typeof groups;
    expect(after.find((one) => one.id === id)?.free).toBe(2);
    // Given back, changed and approved again: the same group, nothing doubled.
    const bigger = [line({ id, areaM2: 10, growsFrom: [place.group] })];
    expect((await put({ lines: bigger, submit: true })).status).toBe(200);
    expect((await decide(false)).body).toMatchObject({ state: 'returned' });
    expect((await put({ lines: bigger, submit: true })).status).toBe(200);
    expect((await decide(true)).status).toBe(200);
    const last = (await place.head.call(`${at}/groups?schoolYear=${next}`)).body as typeof groups;
    expect(last).toMatchObject([{ id, free: 4 }]);
    // A plan without it cannot leave out a group that has children.
    expect((await put({ lines: [line({ name: 'Другая' })], submit: true })).status).toBe(200);
    expect((await decide(true)).status).toBe(409);
    expect(await test.work(openPlanned)).toBe(0);
    const direct = await place.head.call(`${at}/groups`, {
      ...{
        method: 'POST',
        payload: newGroup({ organisationId: place.organisationId, schoolYear: next }),
        headers: key(),
      },
    });
    expect(direct.status).toBe(409);
  });
});
