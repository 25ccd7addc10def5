import type { TestApp } from '@regiso/core/testing';
import { inTransaction, sql } from '@regiso/core';
import { alignSchema, asOf, catchUp, repair, status, verify } from '../api';
import { replaceEmptied } from '../align';
import { command } from '../engine-tables';
import { beat } from '../heartbeat';
import { dropLog, limitLog } from '../log-limit';
import { turnLog } from '../keep-short';
import { write } from '../moves';
import { orderFor, planMoves } from '../moves';
import { cancelRun, execute, listRuns, requestRun } from '../runs';
import { tick } from '../ticks';
import { createMarksApp, marksTables, run, seen } from './marks';

const given = async () => (await status()).tables.find(({ fact }) => fact === 'marks_given');
const work = <T>(job: () => Promise<T>) => inTransaction({ process: 'test' }, job);
const source = async () => {
  const [row] = await run`SELECT id::int AS id FROM warehouse.sources WHERE relation = 'marks.marks'`;
  return { source: Number(row?.id), relation: 'marks.marks' };
};

describe('The warehouse keeps itself', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createMarksApp();
    await run`INSERT INTO marks.marks (year, subject, value) SELECT 2020 + n % 3, 's' || n % 5, n FROM generate_series(1, 3000) n`;
    await alignSchema();
    await catchUp();
  });
  afterEach(() => test.stop());

  it('when the log is at its limit: the largest table stands still, says so, and is filled anew by itself', async () => {
    await run`UPDATE marks.marks SET value = value + 1`;
    await tick();
    const [due] = (await planMoves()).filter(({ to }) => to > 0);
    if (!due) throw new Error('nothing is due');
    const order = await work(() => orderFor(due));
    const { log } = await status({ counts: false });
    expect(log).toMatchObject({ level: 'calm' });
    expect(log.bytes).toBeGreaterThan(100_000);
    expect(await limitLog(log.bytes * 1.9)).toBe('half');
    expect(await limitLog(log.bytes * 1.2)).toBe('high');
    expect((await given())?.state).toBe('live');
    expect(await limitLog(log.bytes)).toBe('full');

    expect((await status({ counts: false })).log.bytes).toBeLessThan(log.bytes / 2);
    expect(await given()).toMatchObject({ state: 'needs-snapshot', problem: 'The change log was at its limit' });
    expect((await given())?.lagSeconds).toBeGreaterThan(0);
    expect((await asOf(['marks_given'])).at?.getTime()).toBeLessThan(Date.now());
    // A move under way when the log went changes nothing that is believed.
    if (order) await write(order, due.to);
    await run`UPDATE marks.marks SET value = value + 1 WHERE value % 7 = 0`;
    expect(await replaceEmptied()).toEqual(['marks_given', 'marks_plain']);
    expect(await replaceEmptied()).toEqual([]);
    expect((await given())?.state).toBe('rebuilding');
    await catchUp();
    expect(await given()).toMatchObject({ state: 'live', problem: null, lagTicks: 0 });
    expect((await verify()).map(({ ok }) => ok)).toEqual([true, true]);
  });

  it('when nothing follows a table: its log is emptied whatever is in it, and nothing is missed by the next table', async () => {
    await dropLog(await source());
    await run`UPDATE marks.marks SET value = -value`;
    await dropLog(await source());
    const [left] =
      await run`SELECT count(*)::int AS rows FROM warehouse.changes WHERE source = ${(await source()).source}`;
    expect(left?.rows).toBe(0);
    await catchUp();
    expect((await verify()).map(({ ok, rows }) => [ok, rows])).toEqual([
      [true, 3000],
      [true, 3000],
    ]);
  });

  it('when one table is slow: the log of the others is emptied all the same', async () => {
    await run`UPDATE marks.marks SET value = 0`;
    await beat({ patienceMs: 0 });
    await tick();
    const tables = await marksTables();
    for (const { id } of tables) await run`UPDATE warehouse.tables SET lost = NULL WHERE id = ${id}`;
    const due = await planMoves();
    const { move } = await import('../moves');
    for (const one of due) if (!tables.some(({ id }) => id === one.tableId)) await move(one);
    await turnLog({ force: true });
    const rows = await run`SELECT s.relation, count(c.xid)::int AS rows FROM warehouse.sources s
      LEFT JOIN warehouse.changes c ON c.source = s.id GROUP BY 1 ORDER BY 1`;
    expect(rows).toEqual([
      { relation: 'marks.marks', rows: 6000 },
      { relation: 'warehouse.heartbeats', rows: 0 },
    ]);
    await catchUp();
  });

  it('by repairing wrong rows on the way of every change, or the whole table when that does not do', async () => {
    // In place and in every version of the row: which of two equal versions wins is nobody's promise. Other rows than in
    // the other table: both follow the same record, so what makes a row right in one makes it right in both.
    await command(`ALTER TABLE marks_plain_g1 UPDATE value = value + 5
      WHERE _key IN (SELECT _key FROM marks_plain_g1 FINAL WHERE value > 1500 ORDER BY _key LIMIT 4)
      SETTINGS mutations_sync = 1`);
    await command(`INSERT INTO marks_plain_g1 (_key, value, _v, _d) VALUES (generateUUIDv4(), 1, 1, 0)`);
    await command(`INSERT INTO marks_given_g1 (_key, year, organisation, subject, value, passed, _v, _d)
      SELECT _key, 2029, organisation, 'elsewhere', value, passed, 1, 0 FROM marks_given_g1 FINAL
      WHERE value <= 1500 LIMIT 3`);
    expect(await repair()).toMatchObject([
      { fact: 'marks_given', ok: true, repaired: 'rows', wrong: 3 },
      { fact: 'marks_plain', ok: true, repaired: 'rows', wrong: 5 },
    ]);
    await command(`INSERT INTO marks_plain_g1 (_key, value, subject, _v, _d)
      SELECT _key, value, subject, 999999, 1 FROM marks_plain_g1 FINAL LIMIT 3`);
    expect(await repair('marks_plain')).toMatchObject([{ ok: true, repaired: 'table', wrong: 3, rows: 3000 }]);
    expect(await repair()).toMatchObject([{ repaired: 'nothing' }, { repaired: 'nothing' }]);
  });

  it('by runs that go on where another process stopped, can be cancelled, and tell what came of them', async () => {
    const id = await work(() => requestRun('verify'));
    const stop = new AbortController();
    const cut = execute(id, { signal: stop.signal, onProgress: (share) => share > 0 && stop.abort() });
    await expect(cut).rejects.toThrow('aborted');
    expect(await work(() => listRuns())).toMatchObject([
      { id, state: 'running', results: { marks_given: { ok: true } } },
    ]);
    const steps: string[] = [];
    const done = await execute(id, { onProgress: (_share, step) => void steps.push(step) });
    expect(steps).toEqual(['marks_plain']);
    expect(done).toMatchObject({
      state: 'done',
      share: 1,
      results: { marks_given: { ok: true, rows: 3000 }, marks_plain: {} },
    });
    expect(await execute(id)).toBeUndefined();

    const rebuild = await work(() => requestRun('rebuild', 'marks_plain'));
    const cancelled = await execute(rebuild, { onProgress: () => void work(() => cancelRun(rebuild)) });
    expect(['cancelled', 'done']).toContain(cancelled?.state);
    expect(await work(() => cancelRun(rebuild))).toBe(false);
    await catchUp();
    expect((await marksTables()).map(({ fact, state }) => [fact, state])).toEqual([
      ['marks_given', 'live'],
      ['marks_plain', 'live'],
    ]);
    const wrong = await work(() => requestRun('rebuild', 'marks_none'));
    expect(await execute(wrong)).toMatchObject({ state: 'failed', error: expect.stringContaining('There is no fact') });
  });

  it('by a heartbeat that measures commit to visible, and says when it was not seen', async () => {
    const moving = (async () => {
      for (let n = 0; n < 20; n++) await catchUp();
    })();
    expect(await beat()).toBeGreaterThan(0);
    await moving;
    expect(await beat({ patienceMs: 100 })).toBeNull();
    await run`UPDATE warehouse.beats SET committed_at = committed_at - interval '5 minutes'`;
    const { heartbeat } = await status({ counts: false });
    expect(heartbeat).toMatchObject({ last: null, missed: 1 });
    expect(heartbeat.p95).toBeGreaterThan(0);
    expect(await seen('SELECT beat FROM warehouse_heartbeat_current')).toEqual([{ beat: expect.anything() }]);
    await catchUp();
    await work(() => sql`SELECT 1`);
  });
});
