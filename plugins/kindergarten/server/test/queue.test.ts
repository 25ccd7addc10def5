import { queueOf, sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { writePerson } from '../../../../core/people/test/builders';
import { archiveGrown, endPrivileges, warnOfPrivileges } from '../services/nightly';
import { recount } from '../services/queue';
import { aFamily, aKindergarten, anOfficer, key, wishes } from './builders';

type Made = { id: string };
type Full = {
  application: {
    id: string;
    number: string;
    status: string;
    filedAt: string;
    class: number;
    direction: { state: string } | null;
  };
  history: { kind: string; status: string | null }[];
  positions: { organisationId: string; position: number; of: number }[];
};

let test: TestApp;
let garden: Awaited<ReturnType<typeof aKindergarten>>;
let other: Awaited<ReturnType<typeof aKindergarten>>;
let officer: Awaited<ReturnType<typeof anOfficer>>;
beforeAll(async () => {
  test = await createTestApp({ only: ['kindergarten'] });
  await test.app.start({ web: false, worker: true });
  garden = await aKindergarten(test);
  other = await aKindergarten(test);
  officer = await anOfficer(test);
}, 120_000);
afterAll(() => test.stop());

const at = '/api/kindergarten';
type Family = Awaited<ReturnType<typeof aFamily>>;

async function draft(family: Family, organisations = [garden.organisationId], given: object = {}) {
  const payload = { childId: family.children[0], wishes: wishes(organisations, given) };
  const answer = await family.call(`${at}/own/applications`, { method: 'POST', payload, headers: key() });
  expect([answer.status, answer.body]).toEqual([200, expect.objectContaining({ id: expect.any(String) as string })]);
  return (answer.body as Made).id;
}

const read = async (family: Family, id: string) => (await family.call(`${at}/own/applications/${id}`)).body as Full;
const step = (id: string, payload: object) =>
  officer.call(`${at}/applications/${id}/steps`, { method: 'POST', payload });

/** An application that stands in the queue. */
async function queued(organisations = [garden.organisationId], birth = '2022-05-04') {
  const family = await aFamily(test, [birth]);
  const id = await draft(family, organisations);
  await family.call(`${at}/own/applications/${id}/send`, { method: 'POST' });
  await eventually(async () => expect((await read(family, id)).application.status).toBe('received'));
  expect((await step(id, { to: 'queued' })).status).toBe(200);
  return { family, id };
}

const position = async ({ family, id }: { family: Family; id: string }, organisation = garden.organisationId) =>
  (await read(family, id)).positions.find(({ organisationId }) => organisationId === organisation);

describe('An application', () => {
  it('is sent once however often it is sent, with the same number and time (PAR-03, PAR-05)', async () => {
    const family = await aFamily(test, ['2022-02-03']);
    const id = await draft(family, [garden.organisationId, other.organisationId]);
    const sends = await Promise.all(
      [1, 2, 3].map(() => family.call(`${at}/own/applications/${id}/send`, { method: 'POST' })),
    );
    expect(sends.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(sends.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const { application, history } = await read(family, id);
    expect(application.number).toMatch(/^ДС-20\d\d-\d{8}$/);
    expect(history.filter(({ kind }) => kind === 'status').map(({ status }) => status)[0]).toBe('sent');
    expect(history.filter(({ status }) => status === 'sent')).toHaveLength(1);
  });

  it('keeps its draft for another device, and a second one of the same child is refused when sent (PAR-04)', async () => {
    const family = await aFamily(test, ['2022-02-03']);
    const first = await draft(family);
    const second = await draft(family);
    const { body } = await family.call(`${at}/own/applications`);
    expect((body as Made[]).map(({ id }) => id).sort()).toEqual([first, second].sort());
    expect((await family.call(`${at}/own/applications/${first}/send`, { method: 'POST' })).status).toBe(200);
    const again = await family.call(`${at}/own/applications/${second}/send`, { method: 'POST' });
    expect([again.status, (again.body as { detail: string }).detail]).toEqual([
      409,
      expect.stringContaining('уже стоит'),
    ]);
  });

  it('is not made for a child of others, nor seen by them', async () => {
    const [one, two] = [await aFamily(test, ['2022-02-03']), await aFamily(test, ['2022-02-03'])];
    const payload = { childId: two.children[0], wishes: wishes([garden.organisationId]) };
    const answer = await one.call(`${at}/own/applications`, { method: 'POST', payload, headers: key() });
    expect([answer.status, answer.body]).toEqual([400, expect.objectContaining({ code: 'invalid-input' })]);
    const id = await draft(two);
    expect((await one.call(`${at}/own/applications/${id}`)).status).toBe(404);
    expect((await one.call(`${at}/own/applications/${id}/send`, { method: 'POST' })).status).toBe(404);
  });

  it('takes only lawful steps, with a ground where the law wants one (KDG-08)', async () => {
    const { id } = await queued();
    expect((await step(id, { to: 'refused', ground: 'no-places' })).status).toBe(409);
    expect((await step(id, { to: 'frozen' })).status).toBe(400);
    expect((await step(id, { to: 'frozen', ground: 'no-places' })).status).toBe(400);
    expect((await step(id, { to: 'frozen', ground: 'by-request' })).status).toBe(200);
  });
});

describe('The queue', () => {
  it('says that its next last day is provisional while the production calendar of that year is not whole', async () => {
    const { family, id } = await queued();
    for (const [day, isProvisional] of [
      ['2026-12-01', false],
      ['2027-03-01', true],
    ]) {
      await test.work(() => sql`UPDATE kindergarten.applications SET decide_by = ${day} WHERE id = ${id}`);
      expect((await read(family, id)).application).toMatchObject({ decideBy: day, isProvisional });
    }
  });

  it('orders by time of filing, and a confirmed privilege stands before (PAR-06, PAR-09, MUN-02)', async () => {
    const first = await queued([other.organisationId], '2021-10-01');
    const second = await queued([other.organisationId], '2021-10-02');
    const places = async () => [
      await position(first, other.organisationId),
      await position(second, other.organisationId),
    ];
    expect((await places()).map((one) => one?.position)).toEqual([1, 2]);

    const payload = { category: 'large-family', document: 'Удостоверение № 12 от 01.02.2024' };
    const claimed = await second.family.call(`${at}/own/applications/${second.id}/privileges`, {
      method: 'POST',
      payload,
    });
    expect((await places()).map((one) => one?.position)).toEqual([1, 2]);
    const since = new Date().toISOString();
    const { id } = claimed.body as Made;
    const decided = await officer.call(`${at}/privileges/${id}/decide`, {
      method: 'POST',
      payload: { confirm: true, ground: 'Удостоверение предъявлено', validTo: '2030-01-01' },
    });
    expect(decided.status).toBe(200);
    expect((await places()).map((one) => one?.position)).toEqual([2, 1]);

    const address = `${at}/own/applications/${first.id}/moves/${other.organisationId}?since=${encodeURIComponent(since)}`;
    const { body } = await first.family.call(address);
    expect(body).toEqual({
      isWhole: true,
      moves: [{ at: expect.any(String) as string, cause: 'privilege', by: 1, class: 1, own: false }],
    });
    expect(JSON.stringify(body)).not.toContain(second.id);
  });

  it('explains every move: the lines sum to the difference of positions (PAR-07)', async () => {
    const mine = await queued([garden.organisationId], '2020-10-05');
    const since = new Date().toISOString();
    const before = await position(mine);
    const others = [];
    for (let n = 0; n < 4; n++) others.push(await queued([garden.organisationId], '2020-10-06'));
    for (const [n, one] of others.entries()) {
      const payload = { category: 'military', document: 'Справка из части' };
      const claimed = await one.family.call(`${at}/own/applications/${one.id}/privileges`, { method: 'POST', payload });
      const { id } = claimed.body as Made;
      if (n < 3)
        await officer.call(`${at}/privileges/${id}/decide`, {
          method: 'POST',
          payload: { confirm: true, ground: 'Справка видна' },
        });
    }
    await others[0]?.family.call(`${at}/own/applications/${others[0].id}/withdraw`, { method: 'POST' });
    const now = await position(mine);
    const { body } = await mine.family.call(
      `${at}/own/applications/${mine.id}/moves/${garden.organisationId}?since=${encodeURIComponent(since)}`,
    );
    const { moves } = body as { moves: { by: number }[] };
    expect(moves.map(({ by }) => by)).toEqual([-1, 1, 1, 1]);
    expect(moves.reduce((sum, { by }) => sum + by, 0)).toBe((now?.position ?? 0) - (before?.position ?? 0));
  });

  it('explains a move by one’s own privilege as exactly as the moves of others', async () => {
    const before = [
      await queued([other.organisationId], '2018-10-05'),
      await queued([other.organisationId], '2018-10-05'),
    ];
    const mine = await queued([other.organisationId], '2018-10-05');
    const since = new Date().toISOString();
    const payload = { category: 'prosecutors', document: 'Удостоверение прокурора' };
    const claimed = await mine.family.call(`${at}/own/applications/${mine.id}/privileges`, { method: 'POST', payload });
    const { id } = claimed.body as Made;
    const decision = { method: 'POST', payload: { confirm: true, ground: 'Удостоверение видно' } };
    await officer.call(`${at}/privileges/${id}/decide`, decision);
    await before[0]?.family.call(`${at}/own/applications/${before[0].id}/withdraw`, { method: 'POST' });
    const address = `${at}/own/applications/${mine.id}/moves/${other.organisationId}?since=${encodeURIComponent(since)}`;
    const { body } = await mine.family.call(address);
    expect((body as { moves: object[] }).moves).toEqual([
      expect.objectContaining({ own: true, by: -2, cause: 'privilege' }),
    ]);
    expect((await position(mine, other.organisationId))?.position).toBe(1);
  });

  it('is told whole as a document that is checked by its code, within reach only (MUN-17, MUN-18)', async () => {
    const { id } = await queued();
    const issue = (who: typeof officer) =>
      who.call(`${at}/applications/${id}/case`, { method: 'POST', headers: key() });
    expect((await issue(await anOfficer(test, 'tobolsk-city'))).status).toBe(404);
    const { status, body } = await issue(officer);
    expect([status, body]).toEqual([200, expect.objectContaining({ number: expect.stringMatching(/^ЖЗ-/) as string })]);
    const file = await officer.call(`${at}/applications/${id}/case/${(body as Made).id}`);
    expect([file.status, file.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  });

  it('keeps the time of filing when the list is changed, and counts the places anew (PAR-08)', async () => {
    const mine = await queued([garden.organisationId], '2019-10-05');
    const { application } = await read(mine.family, mine.id);
    const answer = await mine.family.call(`${at}/own/applications/${mine.id}/wishes`, {
      method: 'PUT',
      payload: wishes([other.organisationId, garden.organisationId]),
    });
    expect(answer.status).toBe(200);
    const after = await read(mine.family, mine.id);
    expect(after.application.filedAt).toBe(application.filedAt);
    expect(after.positions.map(({ organisationId }) => organisationId)).toEqual([
      other.organisationId,
      garden.organisationId,
    ]);
    expect(after.history.some(({ kind }) => kind === 'wishes')).toBe(true);
  });

  it('is read within one’s municipality only, and the reading is recorded (KDG-24)', async () => {
    const { family, id } = await queued();
    const stranger = await anOfficer(test, 'tobolsk-city');
    const why = (who: Pick<Family, 'call'>) => who.call(`/api/access/why/kindergarten.application/${id}`);
    expect((await why(officer)).body).toMatchObject({ because: [{ role: 'preschool-specialist' }] });
    for (const who of [stranger, garden.head, family]) expect((await why(who)).status).toBe(404);
    expect((await stranger.call(`${at}/applications/${id}`)).status).toBe(404);
    const search = (who: typeof officer, payload: object) =>
      who.call(`${at}/applications/search`, { method: 'POST', payload });
    expect((await search(stranger, {})).body).toEqual({ total: 0, rows: [] });
    const { body } = await search(officer, { status: ['queued'], limit: 5 });
    expect((body as { total: number }).total).toBeGreaterThan(4);
    expect((await garden.head.call(`${at}/applications/search`, { method: 'POST', payload: {} })).status).toBe(403);
    const [seen] = await test.work(
      () => sql`SELECT count(*)::int AS n FROM core.audit_events WHERE event = 'kindergarten.register-read'`,
    );
    expect(seen).toEqual({ n: 2 });
  });

  it('cannot have its history changed', async () => {
    await expect(test.work(() => sql`DELETE FROM kindergarten.queue_moves`)).rejects.toThrow('never changed');
    await expect(test.work(() => sql`UPDATE kindergarten.application_events SET kind = 'x'`)).rejects.toThrow(
      'never changed',
    );
    await expect(test.work(() => sql`DELETE FROM core.receipts`)).rejects.toThrow('never changed');
  });
});

describe('The nightly care of the queue', () => {
  it('brings an entry in line again, and says in the audit how many have changed', async () => {
    const one = await queued();
    const age = () =>
      test.work(
        () => sql<{ age: number }>`SELECT age FROM kindergarten.queue_entries WHERE application_id = ${one.id}`,
      );
    const before = await age();
    await test.work(() => sql`UPDATE kindergarten.queue_entries SET age = 1 WHERE application_id = ${one.id}`);
    const asked = await queueOf('kindergarten').add('keep-queue', {}, { attempts: 1 });
    await eventually(async () => expect(await asked.getState()).toBe('completed'));
    expect(await age()).toEqual(before);
    const [event] = await test.work(
      () => sql<{ details: object; process: string }>`SELECT details, process FROM core.audit_events
        WHERE event = 'kindergarten.queue-kept' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({
      process: 'kindergarten/keep-queue',
      details: expect.objectContaining({ overdue: 0, expired: 0, changed: 1, reminded: 0 }) as object,
    });
  });

  it('warns of a privilege that ends, ends it with its reason, and takes who has grown out off the register', async () => {
    const [first, mine] = [
      await queued([other.organisationId], '2024-10-05'),
      await queued([other.organisationId], '2024-10-05'),
    ];
    const payload = { category: 'judges', document: 'Удостоверение судьи' };
    const claimed = await mine.family.call(`${at}/own/applications/${mine.id}/privileges`, { method: 'POST', payload });
    const decision = { method: 'POST', payload: { confirm: true, ground: 'Удостоверение видно' } };
    await officer.call(`${at}/privileges/${(claimed.body as Made).id}/decide`, decision);
    const until = (day: number) =>
      test.work(
        () =>
          sql`UPDATE kindergarten.privileges SET valid_to = current_date + ${day}::int WHERE application_id = ${mine.id}`,
      );
    const told = async () => {
      const rows = await test.work(
        () => sql<{ title: string }>`SELECT title FROM core.notices WHERE kind = 'kindergarten.privilege' ORDER BY id`,
      );
      return rows.length;
    };
    await until(20);
    expect([await test.work(warnOfPrivileges), await test.work(warnOfPrivileges), await told()]).toEqual([1, 1, 1]);
    expect((await position(mine, other.organisationId))?.position).toBe(1);
    await until(-2);
    expect(await test.work(endPrivileges)).toBe(1);
    await test.work(() => recount('everybody', 'nightly'));
    expect([(await position(mine, other.organisationId))?.position, await told()]).toEqual([2, 2]);
    expect((await read(mine.family, mine.id)).history.at(-1)?.kind).toBe('privilege-expired');
    expect(await test.work(endPrivileges)).toBe(0);

    await test.work(archiveGrown);
    const elder = await test.work(() => writePerson({ birthDate: '2018-03-04' }));
    await test.work(
      () => sql`UPDATE kindergarten.applications SET cohort = 2018, child_id = ${elder} WHERE id = ${first.id}`,
    );
    expect([await test.work(archiveGrown), await test.work(archiveGrown)]).toEqual([1, 0]);
    const { application, history } = await read(first.family, first.id);
    expect([application.status, history.at(-1)]).toEqual(['archived', expect.objectContaining({ ground: 'too-old' })]);
  });
});
