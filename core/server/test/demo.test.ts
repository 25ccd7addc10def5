import { createTestApp, type TestApp } from '../../testing';
import { demoToLoad, loadDemo, loadedDemo } from '../demo';
import { enabledPlugins, install, installed } from '../installed';
import { sql } from '../sql';

const counts = (test: TestApp) =>
  test.work(
    () =>
      sql`SELECT schemaname || '.' || relname AS name, (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', schemaname, relname), false, true, '')))[1]::text AS n
        FROM pg_stat_user_tables WHERE schemaname NOT IN ('jobs', 'warehouse') AND relname <> 'outbox' ORDER BY 1`,
  );
const told = (test: TestApp) =>
  test.work(async () => {
    const rows = await sql<{ event: string }>`SELECT event FROM core.audit_events
      WHERE event LIKE 'system.demo-%' ORDER BY id`;
    return rows.map(({ event }) => event);
  });
const quietly = () => undefined;

describe('The demonstration', () => {
  it('is loaded whole after it was stopped within any plugin, exactly as if nothing had happened', async () => {
    const undisturbed = await createTestApp();
    expect(await demoToLoad('small')).toBe('small');
    await loadDemo('small', quietly);
    const wanted = await counts(undisturbed);
    await undisturbed.stop();

    const test = await createTestApp();
    const steps = enabledPlugins().filter(({ demo }) => demo).length;
    for (let step = 1; step < steps; step += 2) {
      const stopped = loadDemo('small', (share) => {
        if (share >= (step + 0.01) / steps) throw new Error('stopped');
      });
      await expect(stopped).rejects.toThrow('stopped');
      expect(await demoToLoad('city')).toBe('small');
    }
    await loadDemo('small', quietly);
    expect(await counts(test)).toEqual(wanted);
    expect(await told(test)).toEqual(['system.demo-begun', 'system.demo-loaded']);
    expect([await loadedDemo(), await demoToLoad('small')]).toEqual(['small', undefined]);

    await loadDemo('small', quietly);
    expect(changed(wanted, await counts(test))).toEqual([expect.stringMatching(/^core\.audit_events_\d{4}_\d\d$/)]);
    expect(await told(test)).toHaveLength(4);
    await test.stop();
  }, 240_000);

  it('is loaded once by two processes that start together', async () => {
    const test = await createTestApp({ only: ['agreements', 'support'] });
    await Promise.all([loadDemo('small', quietly), loadDemo('small', quietly)]);
    expect(await told(test)).toEqual(['system.demo-begun', 'system.demo-loaded']);
    await test.stop();
  });

  it('is not loaded where somebody works already, nor ever in production', async () => {
    const test = await createTestApp({ only: [] });
    const before = installed();
    install({ ...before, config: { ...before.config, production: true } });
    await expect(loadDemo('small', quietly)).rejects.toThrow('Demo data is never loaded in production.');
    install(before);
    expect([await told(test), await loadedDemo()]).toEqual([[], undefined]);
    await test.as({ roles: ['operator'] });
    expect(await demoToLoad('small')).toBeUndefined();
    await test.stop();
  });
});

type Counts = Awaited<ReturnType<typeof counts>>;
const changed = (before: Counts, after: Counts) =>
  after
    .filter((row, at) => JSON.stringify(row) !== JSON.stringify(before[at]))
    .map((row) => (row as { name: string }).name)
    .filter((name) => name !== 'core.audit_events');
