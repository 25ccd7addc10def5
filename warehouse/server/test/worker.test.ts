import { setTimeout as pause } from 'node:timers/promises';
import type { TestApp } from '@regiso/core/testing';
import { status } from '../api';
import { createMarksApp, run, seen } from './marks';

const until = async (what: () => Promise<boolean>, ms = 15_000) => {
  for (const end = Date.now() + ms; Date.now() < end; await pause(25)) if (await what().catch(() => false)) return;
  throw new Error('it did not come about in time');
};
const isLive = async () => (await status({ counts: false })).tables.every(({ state }) => state === 'live');

describe('With a worker running', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createMarksApp();
    await run`INSERT INTO marks.marks (year, value) SELECT 2025, n FROM generate_series(1, 1000) n`;
    await test.app.start({ web: false, worker: true });
    await until(isLive);
  });
  afterAll(() => test.stop());

  it('a committed change is seen within three seconds, most within about one', async () => {
    expect(await seen('SELECT count() AS n FROM marks_given_current')).toEqual([{ n: 1000 }]);
    const waits: number[] = [];
    for (let value = 10_001; value <= 10_020; value++) {
      await run`INSERT INTO marks.marks (year, value) VALUES (2026, ${value})`;
      const committed = Date.now();
      await until(async () => (await seen(`SELECT 1 FROM marks_given_current WHERE value = ${value}`)).length === 1);
      waits.push(Date.now() - committed);
      await pause(Math.random() * 200);
    }
    waits.sort((a, b) => a - b);
    console.log(`commit to visible, ms: median ${waits[10]}, worst ${waits.at(-1)}`);
    expect(waits.at(-1)).toBeLessThan(3_000);
  });

  it('a truncated table is empty within seconds, by itself', async () => {
    await run`TRUNCATE marks.marks`;
    const started = Date.now();
    await until(async () => (await seen('SELECT 1 FROM marks_given_current LIMIT 1')).length === 0);
    console.log(`emptied after ${Date.now() - started} ms`);
    await until(isLive);
    await run`INSERT INTO marks.marks (year, value) VALUES (2026, 7)`;
    await until(async () => (await seen('SELECT 1 FROM marks_given_current')).length === 1);
  });

  it('status is for those who watch, rebuild and verify for those who operate, and both are audited', async () => {
    expect((await test.call('/api/warehouse/status')).status).toBe(401);
    const stranger = await test.as({});
    expect((await stranger('/api/warehouse/status')).status).toBe(403);
    const analyst = await test.as({ roles: ['analyst'] });
    const shown = await analyst('/api/warehouse/status');
    expect(shown.status).toBe(200);
    expect(shown.body).toMatchObject({ clickhouse: true, tables: [{ fact: 'marks_given', state: 'live' }, {}] });
    const post = { method: 'POST', payload: { fact: 'marks_given' } };
    expect((await analyst('/api/warehouse/rebuild', post)).status).toBe(403);
    const operator = await test.as({ roles: ['operator'] });
    const [before] = await run`SELECT max(generation) AS generation FROM warehouse.tables WHERE fact = 'marks_given'`;
    expect((await operator('/api/warehouse/rebuild', post)).status).toBe(200);
    await until(async () => {
      const [now] = await run`SELECT generation FROM warehouse.tables WHERE fact = 'marks_given' AND state = 'live'`;
      return Number(now?.generation) > Number(before?.generation);
    });
    expect((await operator('/api/warehouse/verify', post)).status).toBe(200);
    await until(async () => Boolean((await status({ counts: false })).tables[0]?.verified));
    const wrong = await operator('/api/warehouse/verify', { method: 'POST', payload: { fact: 'marks_none' } });
    expect(wrong).toMatchObject({ status: 400, body: { issues: [{ path: ['payload', 'fact'] }] } });
    const events = await run`SELECT event FROM core.audit_events WHERE event LIKE 'warehouse.%' ORDER BY at`;
    expect(events.map(({ event }) => event)).toEqual(['warehouse.rebuild-started', 'warehouse.verify-started']);
  });
});
