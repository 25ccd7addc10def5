import { setTimeout as pause } from 'node:timers/promises';
import { installed, queueOf } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { install } from '../../../core/server/installed';
import { status, verify } from '../api';
import { physicalName, select } from '../engine-tables';
import { chunkQuery } from '../move-sql';
import { copyMover } from '../mover';
import { explain } from '../moves';
import { createMarksApp, marksTables, run } from './marks';
import { startProxy, type Proxy } from './proxy';

const until = async (what: () => Promise<boolean>, ms: number) => {
  for (const end = Date.now() + ms; Date.now() < end; await pause(50)) if (await what().catch(() => false)) return;
  throw new Error('it did not come about in time');
};
const isLive = async () => {
  const { clickhouse, tables } = await status({ counts: false });
  return clickhouse && tables.every(({ state, lagSeconds }) => state === 'live' && !lagSeconds);
};
const newestTick = async () => Number((await run`SELECT max(id)::int AS id FROM warehouse.ticks`)[0]?.id ?? 0);
const orReason = (work: Promise<unknown>) => work.catch(explain);
const lost = async () => (await run`SELECT FROM warehouse.tables WHERE lost IS NOT NULL`).length > 0;

describe('A ClickHouse that hangs', () => {
  let test: TestApp;
  let proxy: Proxy;
  let long: Promise<unknown>;
  beforeAll(async () => {
    test = await createMarksApp();
    await run`INSERT INTO marks.marks (year, value) SELECT 2025, n FROM generate_series(1, 3000) n`;
    proxy = await startProxy(installed().services.clickhouseUrl);
    install({ ...installed(), services: { ...installed().services, clickhouseUrl: proxy.url } });
    // Longer than a ClickHouse that hangs is waited for.
    long = orReason(select('SELECT sum(sleepEachRow(1)) AS done FROM numbers(17) SETTINGS max_block_size = 1'));
    await test.app.start({ web: false, worker: true });
    await until(isLive, 20_000);
    const { log } = await status({ counts: false });
    install({ ...installed(), config: { ...installed().config, logLimitBytes: log.bytes * 1.5 } });
  });
  afterAll(async () => {
    await test.stop();
    proxy.stop();
  });

  it('is told from one that works long: that is waited for', async () => {
    expect(await long).toEqual([{ done: expect.anything() }]);
  });

  it('holds up no worker: ticks go on, the log keeps its limit, and all is right when it is back', async () => {
    const [table] = await marksTables();
    if (!table) throw new Error('no table');
    proxy.freeze(true);
    const rows = chunkQuery(table.shape, 'marks.marks', 0, 100);
    const held = [
      orReason(copyMover.move(physicalName(table.fact, table.generation), table.shape, rows, 0)),
      ...Array.from({ length: 7 }, () => orReason(select('SELECT 1'))),
    ];
    // As many jobs that ask ClickHouse as the plugin has places, and more.
    const asking = Array.from({ length: 8 }, () => ({ name: 'align-tables', data: {}, opts: { attempts: 1 } }));
    await queueOf('warehouse').addBulk(asking);
    const before = await newestTick();
    for (let times = 0; times < 4; times++) await run`UPDATE marks.marks SET value = value + 1`;
    await until(lost, 20_000);
    await until(async () => (await newestTick()) > before, 5_000);

    expect(await Promise.all(held)).toEqual(Array(8).fill('ClickHouse does not answer'));
    const asked = performance.now();
    await expect(select('SELECT 1')).rejects.toThrow('ClickHouse does not answer');
    expect(performance.now() - asked).toBeLessThan(500);
    expect((await status({ counts: false })).clickhouse).toBe(false);

    proxy.freeze(false);
    await until(isLive, 30_000);
    expect((await verify()).map(({ ok, rows }) => [ok, rows])).toEqual([
      [true, 3000],
      [true, 3000],
    ]);
  }, 80_000);
});
