import { queueOf, sql } from '@regiso/core';
import { createTestApp, eventually, type TestApp } from '@regiso/core/testing';
import { somebody } from '../../../../core/access/test/people';
import { linkAccount } from '../../../../core/people/accounts';
import { addGuardian, GuardianInput, limitGuardian } from '../../../../core/people/guardians';
import { snilsCheck } from '../../../../core/people/shared/snils';
import { writePerson } from '../../../../core/people/test/builders';
import { numberEvents } from '../federal/feedback';
import { defaultRules } from '../norms';
import { note } from '../services/history';
import { archiveGrown, endPrivileges, warnOfPrivileges } from '../services/nightly';
import { recount } from '../services/queue';
import { aFamily, aKindergarten, anOfficer, key, wishes } from './builders';
import { aPortalRow, portalFile, type PortalRow } from './portal-file';

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

describe('A pause', () => {
  const act = { ...defaultRules, pauseKeepsTime: false };
  const filedAt = async (id: string) => {
    const [row] = await test.work(
      () => sql<{ filed: Date }>`SELECT filed_at AS filed FROM kindergarten.applications WHERE id = ${id}`,
    );
    return row?.filed.toISOString();
  };
  /** Paused at the request of the family and back in the queue: the time of filing before and after. */
  const paused = async (id: string) => {
    const before = await filedAt(id);
    expect((await step(id, { to: 'frozen', ground: 'by-request' })).status).toBe(200);
    const { positions } = (await officer.call(`${at}/applications/${id}`)).body as Full;
    expect(positions).toEqual([]);
    expect((await step(id, { to: 'queued' })).status).toBe(200);
    return [before, await filedAt(id)];
  };

  it('keeps the time of filing where the act says so, and takes it where it says otherwise (MUN-13)', async () => {
    const place = await aKindergarten(test);
    const [first, second] = [await queued([place.organisationId]), await queued([place.organisationId])];
    const [before, kept] = await paused(first.id);
    expect([kept, (await position(first, place.organisationId))?.position]).toEqual([before, 1]);
    await test.work(
      () => sql`INSERT INTO kindergarten.municipal_rules (municipality_id, act, verified, rules, valid_from)
        VALUES ('ishim-city', 'Постановление № 1 (проверка)', false, ${JSON.stringify(act)}::jsonb, '2021-01-01')`,
    );
    const [earlier = '', later = ''] = await paused(first.id);
    expect(later > earlier).toBe(true);
    expect((await position(first, place.organisationId))?.position).toBe(2);
    expect((await position(second, place.organisationId))?.position).toBe(1);
    await test.work(() => sql`DELETE FROM kindergarten.municipal_rules WHERE municipality_id = 'ishim-city'`);
  });
});

type Board = { files: { id: string; kind: string; taken: number; asked: number; rejected: number }[]; fresh: number };
type Detail = {
  rows: {
    portalId: string | null;
    number: string | null;
    state: string;
    applicationId: string | null;
    issues: { column: string | null; message: string }[];
  }[];
};
type Question = { id: string; portalId: string; question: string; reasons: string[]; child: { name: string } };

describe('Exchange with the federal portal', () => {
  const portal = `${at}/federal`;
  const load = async (rows: readonly PortalRow[], name?: string) => {
    const answer = await officer.call(`${portal}/files`, portalFile(rows, name));
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.body as { id: string; rows: number; fresh: number; unchanged: number; problems: number };
  };
  const detail = async (id: string) => (await officer.call(`${portal}/files/${id}`)).body as Detail;
  /** What became of the rows once none of them is being worked on. */
  const settled = async (id: string) => {
    await eventually(async () => {
      expect((await detail(id)).rows.filter(({ state }) => state === 'waiting')).toEqual([]);
    });
    return (await detail(id)).rows;
  };
  const loaded = async (rows: readonly PortalRow[]) => settled((await load(rows)).id);
  const questions = async () => (await officer.call(`${portal}/questions`)).body as Question[];
  const decide = (id: string, decision: string, reason = 'Сверено со свидетельством') =>
    officer.call(`${portal}/rows/${id}/decide`, { method: 'POST', payload: { decision, reason } });
  const row = (given: PortalRow = {}, gardens = [garden.organisationId]) => aPortalRow(gardens, given);
  const refuse = (id: string | null | undefined) =>
    eventually(async () => expect((await step(id ?? '', { to: 'refused', ground: 'double' })).status).toBe(200));
  const childOf = async (id: string | null | undefined) => {
    const [found] = await test.work(
      () => sql<{ child: string; guardian: string }>`SELECT child_id AS child, guardian_id AS guardian
        FROM kindergarten.applications WHERE id = ${id ?? null}`,
    );
    return found;
  };

  it('keeps the stamp of the portal as the time of filing, whenever the file is loaded, and takes a repeat for one', async () => {
    const place = (await aKindergarten(test)).organisationId;
    const [late, early] = [row({ filedAt: '2026-01-15T00:00:09+05:00' }, [place]), row({}, [place])];
    const [second] = await loaded([late]);
    const file = [{ ...early, privilege: 'large-family', privilegeDocument: 'Удостоверение № 7' }];
    const { id, ...counts } = await load(file);
    expect(counts).toEqual({ rows: 1, fresh: 1, unchanged: 0, problems: 0 });
    const [first] = await settled(id);
    for (const one of [second, first]) {
      await eventually(async () =>
        expect((await step(one?.applicationId ?? '', { to: 'queued' })).body).toMatchObject({ status: 'queued' }),
      );
    }
    const { body } = await officer.call(`${at}/applications/${first?.applicationId}`);
    const { application, history, positions } = body as Full & { application: { origin: string; receivedAt: string } };
    expect(application).toMatchObject({
      origin: 'federal',
      filedAt: '2026-01-14T19:00:03.120Z',
      number: first?.number,
    });
    expect(application.receivedAt > application.filedAt).toBe(true);
    expect(positions).toMatchObject([{ position: 1, of: 2 }]);
    expect(history).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ status: 'sent', comment: `Федеральный портал, № ${early.portalId}` }),
      ]),
    );

    const written = () =>
      test.work(
        () => sql`SELECT (SELECT count(*)::int FROM kindergarten.applications) AS applications,
          (SELECT count(*)::int FROM core.receipts) AS receipts, (SELECT count(*)::int FROM core.persons) AS persons`,
      );
    const before = await written();
    expect(await load(file, 'ещё раз.csv')).toEqual({ id, rows: 1, fresh: 0, unchanged: 1, problems: 0 });
    const [other] = (await settled((await load([{ ...early, childName: 'Вера' }])).id)) ?? [];
    expect(other?.issues[0]?.message).toContain('уже принято с другими данными');
    expect(await written()).toEqual(before);
  });

  it('shows what the desk and the portal took to guardians linked later, until a court bars them', async () => {
    const guardian = { surname: 'Позднева', name: 'Нина', birthDate: '1991-02-03' };
    const child = { surname: 'Позднев', name: 'Лев', birthDate: '2023-05-04', sex: 'male' };
    const paper = { child, guardian, wishes: wishes([garden.organisationId]), ground: 'Свидетельство о рождении' };
    const taken = await officer.call(`${at}/desk`, { method: 'POST', payload: paper, headers: key() });
    expect([taken.status, taken.body]).toEqual([200, expect.objectContaining({ outcome: 'created' })]);
    const [imported] = await loaded([row()]);
    for (const id of [(taken.body as Made).id, imported?.applicationId ?? '']) {
      const named = await childOf(id);
      const [applicant, other, barred] = [await somebody(test), await somebody(test), await somebody(test)];
      const seen = (who: typeof other) => who.call(`${at}/own/applications/${id}`).then(({ status }) => status);
      const standing = await test.work(async () => {
        const ids = [];
        for (const { login } of [other, barred]) {
          const person = await writePerson({ birthDate: '1990-03-02' });
          await linkAccount(person, login);
          const given = { guardianId: person, kind: 'parent', startsOn: '2023-05-04', ground: 'Свидетельство' };
          const limits = login === barred.login ? ['health'] : [];
          const input = { ...given, limits, limitGround: limits.length ? 'Решение суда' : null };
          ids.push(await addGuardian(named?.child ?? '', GuardianInput.parse(input)));
        }
        return ids[0] ?? '';
      });
      await eventually(async () => expect(await seen(other)).toBe(200));
      expect([await seen(applicant), await seen(barred)]).toEqual([404, 404]);
      await test.work(() => linkAccount(named?.guardian ?? '', applicant.login));
      await eventually(async () => expect(await seen(applicant)).toBe(200));
      const list = (await applicant.call(`${at}/own/applications`)).body as Made[];
      expect(list.map((one) => one.id)).toEqual([id]);
      await test.work(async () => {
        const [stored] = await sql<{ version: string }>`SELECT xmin::text AS version FROM core.guardianships
          WHERE id = ${standing}`;
        const version = stored?.version ?? '';
        await limitGuardian(named?.child ?? '', standing, { version, limits: ['see'], limitGround: 'Решение суда' });
      });
      await eventually(async () => expect(await seen(other)).toBe(404));
      expect([await seen(applicant), await seen(barred)]).toEqual([200, 404]);
      const written = await test.work(
        () => sql`SELECT details FROM core.audit_events WHERE event = 'kindergarten.family-changed'
          AND object_id = ${id} ORDER BY id`,
      );
      expect(written).toHaveLength(3);
    }
  });

  it('finds by SNILS the same card; an adult whom nobody knows beside a known child waits for a person', async () => {
    const own = row();
    const [one] = await loaded([own]);
    const known = await childOf(one?.applicationId);
    await refuse(one?.applicationId);
    const again = { ...own, portalId: aPortalRow([]).portalId ?? '', childName: 'Мирра' };
    const [two] = await loaded([again]);
    expect(await childOf(two?.applicationId)).toEqual(known);
    // Another child of the same applicant: the adult is the same, the child is new.
    const [three] = await loaded([
      { ...row(), guardianSnils: own.guardianSnils ?? '', guardianSurname: own.guardianSurname ?? '' },
    ]);
    expect((await childOf(three?.applicationId))?.guardian).toBe(known?.guardian);

    await refuse(two?.applicationId);
    const stranger = row();
    const claim: PortalRow = { ...stranger, childSurname: own.childSurname ?? '', childSnils: own.childSnils ?? '' };
    const [asked] = await loaded([claim]);
    expect(asked).toMatchObject({ state: 'asked', applicationId: null });
    const question = (await questions()).find(({ portalId }) => portalId === claim.portalId);
    expect(question?.question).toBe('kinship');
    expect((await decide(question?.id ?? '', 'other')).status).toBe(409);
    expect((await decide(question?.id ?? '', 'same', '')).status).toBe(400);
    expect((await decide(question?.id ?? '', 'same')).status).toBe(200);
    expect((await decide(question?.id ?? '', 'same')).status).toBe(409);
    await eventually(async () => expect((await childOf(question?.id))?.child).toBe(known?.child));
  });

  it('lets a person decide about who only looks alike: the same, another one, or back to the portal', async () => {
    const slip = (snils: string) => {
      const nine = snils.slice(0, 8) + String((Number(snils[8]) + 1) % 10);
      return nine + snilsCheck(nine);
    };
    const originals = [row(), row(), row()];
    const cards = (await loaded(originals)).map(({ applicationId }) => applicationId);
    for (const id of cards) await refuse(id);
    const alike = originals.map((one): PortalRow => ({
      ...one,
      portalId: aPortalRow([]).portalId ?? '',
      childSnils: slip(one.childSnils ?? ''),
    }));
    const held = await load(alike);
    expect((await settled(held.id)).map(({ state }) => state)).toEqual(['asked', 'asked', 'asked']);
    const sealed = await test.work(
      () => sql<{ given: Buffer }>`SELECT given FROM kindergarten.federal_rows WHERE file_id = ${held.id}`,
    );
    for (const { given } of sealed) expect(given.toString('utf8')).not.toContain(alike[0]?.childSurname);
    const open = await questions();
    const [same = '', different = '', back = ''] = alike.map(
      ({ portalId }) => open.find((one) => one.portalId === portalId)?.id ?? '',
    );
    expect(open.find(({ id }) => id === same)).toMatchObject({
      question: 'child',
      reasons: expect.arrayContaining(['snils-one-digit']),
    });
    const answers = [
      await decide(same, 'same'),
      await decide(different, 'other'),
      await decide(back, 'reject', 'Документы не сходятся'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    // Whose card it is, the applicant of the first file already stands for; of another child it is new.
    const rows = await settled(held.id);
    expect(rows.map(({ state }) => state)).toEqual(['taken', 'taken', 'rejected']);
    expect(rows[2]?.issues).toEqual([{ column: null, message: 'Документы не сходятся' }]);
    expect((await childOf(same))?.child).toBe((await childOf(cards[0]))?.child);
    expect((await childOf(different))?.child).not.toBe((await childOf(cards[1]))?.child);
  });

  it('says of each row what is wrong with it, takes the others, and tries a refused one again', async () => {
    const far = await aKindergarten(test, 'tobolsk-city');
    const twice = row();
    const soon = row({ filedAt: new Date(Date.now() + 3_600_000).toISOString() });
    const rows = [
      row(),
      row({ filedAt: '01.09.2026 00:00' }),
      row({}, ['7299999999']),
      row({}, [far.organisationId]),
      soon,
      row({ childSnils: '112-233-445 96', childBirthDate: '12.13.2023' }),
      twice,
      twice,
      row({ privilege: 'nothing', privilegeDocument: 'Справка' }),
    ];
    const { id, ...counts } = await load(rows);
    expect(counts).toEqual({ rows: 9, fresh: 2, unchanged: 0, problems: 7 });
    const read = await settled(id);
    expect(read.map(({ state }) => state)).toEqual([
      'taken',
      ...Array<string>(5).fill('rejected'),
      'taken',
      'rejected',
      'rejected',
    ]);
    expect(read.flatMap(({ issues }) => issues.map(({ column }) => column))).toEqual([
      ...['Подано на портале', 'Детские сады', 'Детские сады', 'Подано на портале', 'Ребёнок: дата рождения'],
      ...['Номер на портале', 'Льгота'],
    ]);
    const answer = await officer.call(`${portal}/files/${id}/content`, { method: 'POST', payload: {} });
    expect(answer.text).toContain(`${read[0]?.number};taken;Принято;`);
    expect(answer.text).toContain('Детские сады: Детского сада с кодом 7299999999 нет');
    for (const one of rows) expect(answer.text).not.toContain(one.childSurname);
    // The child stands in the register already; once it does not, the same row is taken.
    const again = { ...(rows[0] ?? {}), portalId: aPortalRow([]).portalId ?? '' };
    const [refused] = await loaded([again]);
    expect(refused?.issues[0]?.message).toContain('заявление уже стоит');
    await refuse(read[0]?.applicationId);
    const retried = await load([again]);
    expect(retried.fresh).toBe(1);
    const [taken] = await settled(retried.id);
    expect(taken).toMatchObject({ state: 'taken', number: refused?.number });
    expect((await officer.call(`${portal}/files`, { method: 'POST', payload: {} })).status).toBe(400);
  });

  it('gives steps to the portal once each, in a file and after a number, none lost to one that began earlier', async () => {
    const files = async () => (await officer.call(portal)).body as Board;
    const make = () => officer.call(`${portal}/statuses`, { method: 'POST', payload: {}, headers: key() });
    const [one, two] = await loaded([row(), row()]);
    const ids = [one?.applicationId ?? '', two?.applicationId ?? ''];
    for (const id of ids) await eventually(async () => expect((await step(id, { to: 'queued' })).status).toBe(200));
    const made = await make();
    expect([made.status, (await files()).fresh]).toEqual([200, 0]);
    expect((await make()).status).toBe(409);
    const { id } = made.body as Made;
    const content = () => officer.call(`${portal}/files/${id}/content`, { method: 'POST', payload: {} });
    const first = await content();
    expect(first.text).toContain(`${one?.number};`);
    expect(first.text).toContain(';queued;Ожидание направления;');

    // The first step begins earlier and is kept later.
    const last = async () =>
      ((await officer.call(`${portal}/events?after=0&limit=1000`)).body as { next: number }).next;
    const from = await last();
    let release = () => undefined as void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    let begun = () => undefined as void;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const slow = test.work(async () => {
      await note(ids[0] ?? '', 'staff', { kind: 'status', status: 'frozen' });
      begun();
      await gate;
    });
    await hasBegun;
    expect((await step(ids[1] ?? '', { to: 'frozen', ground: 'by-request', comment: 'Уехали' })).status).toBe(200);
    await test.work(numberEvents);
    const after = async (serial: number) =>
      (await officer.call(`${portal}/events?after=${serial}`)).body as {
        items: { number: string; status: string; comment: string | null }[];
        next: number;
      };
    const seen = await after(from);
    expect(seen.items).toMatchObject([{ number: two?.number, status: 'frozen', comment: 'Уехали' }]);
    release();
    await slow;
    await test.work(numberEvents);
    expect((await after(seen.next)).items).toMatchObject([{ number: one?.number, status: 'frozen' }]);
    expect((await files()).fresh).toBe(2);
    expect((await content()).text).toBe(first.text);
    expect((await garden.head.call(portal)).status).toBe(403);
    expect((await officer.call(`${portal}/events?after=-1`)).status).toBe(400);
  });
});
