import { audit, inTransaction, sql } from '../../server';
import { runInContext } from '../../server/context';
import type { Actor } from '../../server';
import { createTestApp, type TestApp } from '../../testing';
import type { RowPage } from '../row-view';
import { sealAll } from '../seal';
import { dayFrom } from '../../agreements/test/builders';
import { settled } from './settled';
import { tampering } from './tampering';

let test: TestApp;
let auditor: Awaited<ReturnType<TestApp['as']>>;
beforeAll(async () => {
  test = await createTestApp({ only: [] });
  auditor = await test.as({ permissions: ['audit.read'] });
});
afterAll(() => test.stop());

const uuid = async () => {
  const [row] = await test.work(() => sql<{ id: string }>`SELECT uuidv7() AS id`);
  return row?.id ?? '';
};

const search = async (payload: object) => {
  const { status, body } = await auditor('/api/audit/search', { method: 'POST', payload });
  expect(status).toBe(200);
  return body as RowPage;
};

const rowsOf = (event: string) =>
  test.work(
    () => sql<{ details: Record<string, unknown>; person_id: string | null; actor_id: string }>`
    SELECT details, person_id, actor_id FROM core.audit_events WHERE event = ${event} ORDER BY at DESC, id DESC`,
  );

const asActor = (accountId: string, work: () => Promise<void>) =>
  runInContext(
    {
      requestId: 'request-1',
      actor: { accountId, name: '', roles: ['operator'], permissions: new Set<string>() } as unknown as Actor,
      afterCommit: [],
      audited: 0,
    },
    () => inTransaction({}, work),
  );

describe('The audit log as an API', () => {
  it.each(['/api/audit/search', '/api/audit/seen', '/api/audit/export', '/api/audit/actor', '/api/audit/proofs'])(
    'refuses %s to strangers and to those without the permission',
    async (path) => {
      const somebody = await test.as({ permissions: ['access.manage-accounts'] });
      expect((await test.call(path, { method: 'POST', payload: {} })).status).toBe(401);
      expect((await somebody(path, { method: 'POST', payload: {} })).status).toBe(403);
      expect((await auditor(path, { method: 'POST', payload: { surprise: 1 } })).status).toBe(400);
    },
  );

  it('finds by person, object, actor, event and subsystem, alone and together', async () => {
    const [person, actorId, object] = [await uuid(), await uuid(), await uuid()];
    await asActor(actorId, async () => {
      await audit('access.password-reset', { type: 'account', id: object, personId: person });
      await audit('access.signed-in', { type: 'account', id: object }, { method: 'password' });
      await audit('access.signed-out', { type: 'account' });
    });
    const found = async (filter: object) => (await search(filter)).items.map(({ event }) => event);
    expect(await found({ person })).toEqual(['access.password-reset']);
    expect(await found({ object })).toEqual(['access.signed-in', 'access.password-reset']);
    expect(await found({ actor: actorId })).toEqual(['access.signed-out', 'access.signed-in', 'access.password-reset']);
    expect(await found({ actor: actorId, event: 'access.signed-in' })).toEqual(['access.signed-in']);
    expect(await found({ actor: actorId, plugin: 'access' })).toHaveLength(3);
    expect(await found({ actor: actorId, plugin: 'audit' })).toEqual([]);
    expect(await found({ actor: actorId, object, person })).toEqual(['access.password-reset']);
  });

  it('shows who did it, in which role, for whom and why', async () => {
    const [login, other] = [`inspector-${await uuid()}`, await uuid()];
    const inspector = await createInspector(login);
    const person = await uuid();
    await asActor(inspector, () =>
      audit(
        'access.password-reset',
        { type: 'account', id: 'a', personId: person },
        {},
        { purpose: 'order 7', onBehalfOf: other },
      ),
    );
    const { items } = await search({ person });
    expect(items).toMatchObject([
      {
        actor: { id: inspector, name: 'Инспектор' },
        roles: ['operator'],
        onBehalfOf: { id: other, name: null },
        purpose: 'order 7',
        personId: person,
        objectName: null,
        sealed: false,
      },
    ]);
    await settled(test);
    await sealAll();
    expect((await search({ person })).items[0]?.sealed).toBe(true);
    const named = await auditor('/api/audit/actor', { method: 'POST', payload: { login: login.toUpperCase() } });
    expect(named.body).toEqual({ id: inspector, name: 'Инспектор' });
    await test.work(() => audit('access.signed-in', { type: 'account', id: inspector }, { method: 'password' }));
    const [about] = (await search({ object: inspector, event: 'access.signed-in' })).items;
    expect(about).toMatchObject({ objectId: inspector, objectName: 'Инспектор' });
    const unknown = await auditor('/api/audit/actor', { method: 'POST', payload: { login: 'nobody-at-all' } });
    expect(unknown.status).toBe(404);
  });

  const createInspector = (login: string) =>
    test.work(async () => {
      const { createAccount } = await import('../../access/accounts');
      return createAccount({ login, name: 'Инспектор', password: 'a long enough password', roles: [] });
    });

  it('goes page by page without losing or repeating a row, also among rows of one moment', async () => {
    const person = await uuid();
    await tampering(
      () => sql`INSERT INTO core.audit_events (at, event, object_type, person_id)
        SELECT '2026-03-05T12:00:00Z', 'access.signed-in', 'account', ${person}::uuid FROM generate_series(1, 25)`,
    );
    const seen: string[] = [];
    let after: string | null | undefined;
    do {
      const page: RowPage = await search({ person, limit: 7, ...(after && { after }) });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after);
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
    expect([...seen].sort().reverse()).toEqual(seen);
  });

  it('finds a person in lists of many as in rows of one, each row once, in one order, and nobody who was not shown', async () => {
    const [person, other, absent] = [await uuid(), await uuid(), await uuid()];
    // Turn about: of the person alone, of a list with the person, of both; all of one moment or of another.
    await tampering(
      () => sql`INSERT INTO core.audit_events (at, event, object_type, person_id, details)
        SELECT timestamptz '2026-03-05T12:00:00Z' + (n / 7) * interval '1 minute', 'access.signed-in', 'account',
          CASE WHEN n % 3 <> 1 THEN ${person}::uuid END,
          CASE WHEN n % 3 = 0 THEN '{}'::jsonb ELSE jsonb_build_object('persons', jsonb_build_array(${person}::text, ${other}::text)) END
        FROM generate_series(1, 30) n`,
    );
    const pages = async (filter: object) => {
      const rows: RowPage['items'] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page: RowPage = await search({ ...filter, limit: 4, ...(after && { after }) });
        rows.push(...page.items);
        after = page.next;
      }
      return rows;
    };
    const of = async (id: string) => (await pages({ person: id, event: 'access.signed-in' })).map((row) => row.id);
    const found = await of(person);
    const [all] = await test.work(
      () => sql<{ ids: string[] }>`SELECT array_agg(id ORDER BY at DESC, id DESC) AS ids FROM core.audit_events
        WHERE person_id = ${person} AND event = 'access.signed-in' OR details -> 'persons' ? ${person}`,
    );
    expect(found).toEqual(all?.ids);
    expect(found).toHaveLength(30);
    expect(await of(other)).toHaveLength(20);
    expect(await of(absent)).toEqual([]);
    const [row] = (await pages({ person: other, plugin: 'access', from: '2026-03-05', to: '2026-03-05' })).slice(-1);
    expect(row?.details).toEqual({ persons: 2 });
  });

  it('keeps everybody shown once and in order, of more than a thousand the number, and finds by an index', async () => {
    const [first, second] = [await uuid(), await uuid()];
    const many = Array.from({ length: 1_001 }, () => crypto.randomUUID());
    const object = { type: 'account', id: first };
    await test.work(async () => {
      await audit('access.signed-out', { ...object, personIds: [second, first, second] });
      await audit('access.signed-out', { ...object, personIds: many });
      await audit('access.signed-out', { ...object, personIds: [] });
    });
    const rows = await test.work(
      () => sql<{ details: object }>`SELECT details FROM core.audit_events WHERE object_id = ${first} ORDER BY at`,
    );
    expect(rows.map(({ details }) => details)).toEqual([{ persons: [first, second].sort() }, { persons: 1_001 }, {}]);
    const plan = await test.work(async () => {
      await sql`SET LOCAL enable_seqscan = off`;
      return sql`EXPLAIN SELECT FROM core.audit_events e
        WHERE e.details -> 'persons' @> ANY (${[JSON.stringify(first)]}::jsonb[])`;
    });
    expect(JSON.stringify(plan)).toContain('Bitmap Index Scan');
    expect(JSON.stringify(plan)).not.toContain('Seq Scan');
  });

  it('counts days in the time of the region', async () => {
    const person = await uuid();
    // Yekaterinburg is five hours ahead: the last two are of the first of April there.
    const times = ['2026-02-28T18:59:59Z', '2026-02-28T19:00:00Z', '2026-03-31T18:59:59Z', '2026-03-31T19:00:00Z'];
    await tampering(
      () => sql`INSERT INTO core.audit_events (at, event, object_type, person_id)
        SELECT unnest(${times}::timestamptz[]), 'access.signed-in', 'account', ${person}::uuid`,
    );
    const { items } = await search({ person, from: '2026-03-01', to: '2026-03-31' });
    expect(items.map(({ at }) => at)).toEqual(['2026-03-31T18:59:59.000Z', '2026-02-28T19:00:00.000Z']);
  });

  it('records the search itself: who asked, about whom, with which filters', async () => {
    const person = await uuid();
    await search({ person, from: '2026-03-01', limit: 5 });
    const [row] = await rowsOf('audit.searched');
    expect(row).toMatchObject({ person_id: person, details: { person, from: '2026-03-01', rows: 0 } });
    expect(row?.actor_id).toBeTruthy();
  });

  it.each([
    ['a name', { object: 'Иванова' }],
    ['a SNILS', { object: '112-233-445 95' }],
    ['a phone', { object: '89120000000' }],
    ['a name for a person', { person: 'Иванова' }],
    ['a login for an actor', { actor: 'ivanova' }],
    ['an event with a wildcard', { event: 'access.%' }],
    ['a cursor of somebody', { after: "2026-03-05T12:00:00.000000Z~'; DROP" }],
    ['a day that is none', { from: '2026-02-31' }],
    ['too many rows', { limit: 201 }],
  ])('takes no %s', async (_what, payload) => {
    const { status } = await auditor('/api/audit/search', { method: 'POST', payload });
    expect(status).toBe(400);
  });

  it('keeps no login that was asked for', async () => {
    await auditor('/api/audit/actor', { method: 'POST', payload: { login: 'petrova-anna' } });
    const [kept] = await test.work(
      () => sql<{ n: number }>`SELECT count(*)::int AS n FROM core.audit_events e
      WHERE e::text LIKE '%petrova%'`,
    );
    expect(kept?.n).toBe(0);
  });

  it('says who saw a person or a record: reads only, and records that it was asked', async () => {
    const [person, object] = [await uuid(), await uuid()];
    await search({ person });
    await search({ object });
    await test.work(() => audit('access.password-reset', { type: 'person', id: person }));
    const seen = async (payload: object) =>
      (await auditor('/api/audit/seen', { method: 'POST', payload })).body as RowPage;
    expect((await seen({ person })).items.map(({ event }) => event)).toEqual(['audit.searched']);
    expect((await seen({ person })).items.map(({ event }) => event)).toEqual(['audit.viewers-asked', 'audit.searched']);
    const at = { today: dayFrom(0), tomorrow: dayFrom(1), yesterday: dayFrom(-1) };
    expect((await seen({ person, from: at.today, to: at.today })).items).toHaveLength(3);
    expect((await seen({ person, from: at.tomorrow })).items).toEqual([]);
    expect((await seen({ person, to: at.yesterday })).items).toEqual([]);
    expect((await rowsOf('audit.viewers-asked'))[0]?.details).toEqual({ to: at.yesterday, rows: 0 });
    expect((await seen({ type: 'account', id: object })).items).toEqual([]);
    const [row] = await rowsOf('audit.viewers-asked');
    expect(row?.details).toEqual({ rows: 0 });
    expect((await seen({ id: object })).items).toMatchObject([{ objectType: 'account', objectId: object }]);
    expect((await seen({ type: 'record', id: object })).items.map(({ event }) => event)).toEqual([
      'audit.viewers-asked',
    ]);
    const asker = (await seen({ person })).items[0]?.actor?.id;
    expect((await seen({ person, actor: asker })).items.length).toBeGreaterThan(5);
    expect((await seen({ person, actor: await uuid() })).items).toEqual([]);
    expect((await rowsOf('audit.viewers-asked'))[0]?.details).toMatchObject({ actor: expect.any(String) });
  });

  it('gives the catalogue of events and how far the log is sealed', async () => {
    const events = (await auditor('/api/audit/events')).body as { event: string; reads: boolean }[];
    expect(events).toContainEqual(expect.objectContaining({ event: 'audit.searched', plugin: 'audit', reads: true }));
    await test.work(() => audit('access.password-reset', { type: 'account' }));
    expect((await auditor('/api/audit/seal')).body).toMatchObject({ waitsSince: expect.any(String) });
    await settled(test);
    await sealAll();
    expect((await auditor('/api/audit/seal')).body).toMatchObject({
      waitsSince: null,
      block: expect.any(Number),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('gives the proof of a row, once it is sealed', async () => {
    await test.work(() => audit('access.password-reset', { type: 'account' }));
    const { items } = await search({ event: 'access.password-reset', limit: 1 });
    const prove = (id: string) => auditor('/api/audit/proofs', { method: 'POST', payload: { id } });
    const id = items[0]?.id ?? '';
    expect((await prove(id)).status).toBe(409);
    await settled(test);
    await sealAll();
    const { status, body } = await prove(id);
    expect(status).toBe(200);
    const { checkProof } = await import('../prove');
    expect(checkProof(body as never, [])).toMatchObject({ ok: true, row: { id } });
    expect((await prove(await uuid())).status).toBe(404);
  });
});
