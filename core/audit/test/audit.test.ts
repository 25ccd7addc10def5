import { audit, inTransaction, sql } from '../../server';
import { createTestApp, type TestApp } from '../../testing';

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

  it('refuses an event that no manifest declares', async () => {
    await expect(test.work(() => audit('access.invented', { type: 'account' }))).rejects.toThrow('not declared');
  });

  it.each([
    'UPDATE core.audit_events SET event = $$x$$',
    'DELETE FROM core.audit_events',
    'TRUNCATE core.audit_events',
  ])('refuses %s even to the owner of the table', async (statement) => {
    const { ddl } = await import('../../server/sql');
    await test.work(() => audit('access.password-reset', { type: 'account' }));
    await expect(test.work(() => ddl(statement))).rejects.toThrow('append-only');
  });
});
