import { audit, database, inTransaction, sql, type Actor } from '../../server';
import { runInContext } from '../../server/context';
import { ddl } from '../../server/sql';
import { createTestApp, type TestApp } from '../../testing';
import { makeMonths } from '../months';

describe('The audit log', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: [] });
  });
  afterAll(() => test.stop());

  const count = async () => (await test.work(() => sql`SELECT FROM core.audit_events`)).length;

  it('is written in the transaction of what it tells: both stay or neither', async () => {
    const before = await count();
    const failing = inTransaction({ process: 'test' }, async () => {
      await audit('access.password-reset', { type: 'account' });
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    expect(await count()).toBe(before);
  });

  it('says who acted in which roles, for whom, about whom and why', async () => {
    const [actorId, personId, forWhom] = await ids();
    const actor = { accountId: actorId, name: 'x', roles: ['operator'], permissions: new Set<string>() } as Actor;
    await runInContext({ requestId: 'request-1', actor, afterCommit: [], audited: 0 }, () =>
      inTransaction({}, () =>
        audit(
          'access.account-created',
          { type: 'account', id: 'a-1', personId },
          { roles: ['x'] },
          { purpose: 'an order', onBehalfOf: forWhom },
        ),
      ),
    );
    const [row] = await test.work(() => sql`SELECT * FROM core.audit_events WHERE person_id = ${personId}`);
    expect(row).toMatchObject({ actor_id: actorId, roles: ['operator'], on_behalf_of: forWhom, purpose: 'an order' });
    expect(row).toMatchObject({ object_type: 'account', object_id: 'a-1', details: { roles: ['x'] }, era: 1 });
  });

  it('takes a person that is the object for the one it is about', async () => {
    const [id] = await ids();
    await test.work(() => audit('access.password-reset', { type: 'person', id }));
    const rows = await test.work(() => sql`SELECT FROM core.audit_events WHERE person_id = ${id}`);
    expect(rows).toHaveLength(1);
  });

  const ids = async () => {
    const rows = await test.work(() => sql<{ id: string }>`SELECT uuidv7() AS id FROM generate_series(1, 3)`);
    return rows.map(({ id }) => id) as [string, string, string];
  };

  it('refuses an event that no manifest declares', async () => {
    await expect(test.work(() => audit('access.invented', { type: 'account' }))).rejects.toThrow('not declared');
  });

  it('refuses details that the manifest does not declare', async () => {
    const leaking = test.work(() => audit('access.signed-in', { type: 'account' }, { method: 'x', login: 'ivanova' }));
    await expect(leaking).rejects.toThrow('does not declare its details login');
  });

  it.each([
    'UPDATE core.audit_events SET event = $$x$$',
    'DELETE FROM core.audit_events',
    'TRUNCATE core.audit_events',
    'TRUNCATE core.audit_events_other',
  ])('refuses %s even to the owner of the table', async (statement) => {
    await test.work(() => audit('access.password-reset', { type: 'account' }));
    await expect(test.work(() => ddl(statement))).rejects.toThrow('append-only');
  });

  it('refuses UPDATE, DELETE and TRUNCATE on each month by itself', async () => {
    const [month] = await test.work(
      () => sql<{ name: string }>`SELECT tableoid::regclass::text AS name
      FROM core.audit_events LIMIT 1`,
    );
    for (const statement of ['UPDATE %s SET event = $$x$$', 'DELETE FROM %s', 'TRUNCATE %s']) {
      const attempt = test.work(() => ddl(statement.replace('%s', month?.name ?? '')));
      await expect(attempt).rejects.toThrow('append-only');
    }
  });

  it.each([
    ['a transaction of the past', 'xid', "'5'"],
    ['a time of the past', 'at', "now() - interval '1 day'"],
    ['a time to come', 'at', "now() + interval '1 day'"],
  ])('refuses a row that claims %s', async (_what, column, value) => {
    const insert = `INSERT INTO core.audit_events (event, object_type, ${column}) VALUES ('x', 'y', ${value})`;
    await expect(test.work(() => ddl(insert))).rejects.toThrow('given by the database');
  });

  it('lets the login of requests add rows and read, and nothing else', async () => {
    const asApp = (work: () => Promise<unknown>) => inTransaction({ process: 'test', login: 'app' }, work);
    await asApp(() => audit('access.password-reset', { type: 'account' }));
    const parts = await test.work(
      () => sql<{ name: string }>`SELECT relid::text AS name
      FROM pg_partition_tree('core.audit_events')`,
    );
    for (const { name } of parts)
      for (const statement of [`UPDATE ${name} SET event = 'x'`, `DELETE FROM ${name}`, `TRUNCATE ${name}`])
        await expect(asApp(() => plain(statement))).rejects.toThrow('permission denied');
    for (const table of ['core.audit_blocks', 'core.audit_leaves']) {
      await asApp(() => plain(`SELECT FROM ${table}`));
      await expect(asApp(() => plain(`INSERT INTO ${table} DEFAULT VALUES`))).rejects.toThrow('permission denied');
    }
    await expect(asApp(() => plain('ALTER TABLE core.audit_events DISABLE TRIGGER USER'))).rejects.toThrow('owner');
  });

  it('closes a new month to the login of requests: it is reached through the log', async () => {
    const [last] = await test.work(
      () => sql<{ name: string }>`SELECT relid::text AS name
      FROM pg_partition_tree('core.audit_events') WHERE isleaf AND relid::text NOT LIKE '%other' ORDER BY 1 DESC LIMIT 1`,
    );
    await test.work(() => ddl(`DROP TABLE ${last?.name}`));
    await test.work(makeMonths);
    const reading = inTransaction({ process: 'test', login: 'app' }, () => plain(`SELECT FROM ${last?.name}`));
    await expect(reading).rejects.toThrow('permission denied');
  });

  // Statements made in this file only.
  const plain = (statement: string) => sql([statement] as unknown as TemplateStringsArray);

  it('has a table for this month and the next three; making them again changes nothing', async () => {
    const parts = await test.work(
      () => sql<{ name: string }>`SELECT relid::text AS name
      FROM pg_partition_tree('core.audit_events') WHERE isleaf ORDER BY 1`,
    );
    expect(parts).toHaveLength(5);
    expect(await test.work(makeMonths)).toBe(0);
    await test.work(() => ddl('DROP TABLE ' + (parts.at(-2)?.name ?? '')));
    expect(await test.work(makeMonths)).toBe(1);
  });

  it('does not stop when a month cannot be made: its rows go to the table for all others', async () => {
    const [last] = await test.work(
      () => sql<{ name: string; at: Date }>`
      SELECT max(relid::text) FILTER (WHERE relid::text <> 'core.audit_events_other') AS name,
        now() + interval '3 months' AS at FROM pg_partition_tree('core.audit_events') WHERE isleaf`,
    );
    await database().query(`DROP TABLE ${last?.name};
      ALTER TABLE core.audit_events DISABLE TRIGGER stamped;
      INSERT INTO core.audit_events (at, event, object_type) VALUES ('${last?.at.toISOString()}', 'x', 'y');
      ALTER TABLE core.audit_events ENABLE TRIGGER stamped`);
    expect(await test.work(makeMonths)).toBe(0);
    const [row] = await test.work(
      () => sql<{ place: string }>`SELECT tableoid::regclass::text AS place
      FROM core.audit_events WHERE event = 'x'`,
    );
    expect(row?.place).toBe('core.audit_events_other');
  });
});
