import type { TestApp } from '@regiso/core/testing';
import { inTransaction, sql } from '@regiso/core';
import { alignSchema, asOf, catchUp, status, verify } from '../api';
import { turnLog } from '../keep-short';
import { createMarksApp, run, seen } from './marks';

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const current = () => seen('SELECT id, year, subject, value FROM marks_given_current ORDER BY id');
const plain = () => seen('SELECT id, subject, value FROM marks_plain_current ORDER BY id');

describe('A change in PostgreSQL', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createMarksApp();
    await alignSchema();
    await catchUp();
  });
  afterAll(() => test.stop());
  beforeEach(async () => {
    await run`DELETE FROM marks.marks`;
    await run`INSERT INTO marks.marks (id, year, subject, value)
      VALUES (${id(1)}, 2025, 'math', 4), (${id(2)}, 2025, NULL, 5), (${id(3)}, 2026, 'history', 3)`;
    await catchUp();
  });
  afterEach(async () => {
    const results = await verify();
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  });

  it('arrives when rows are inserted', async () => {
    expect(await current()).toEqual([
      { id: id(1), year: 2025, subject: 'math', value: 4 },
      { id: id(2), year: 2025, subject: null, value: 5 },
      { id: id(3), year: 2026, subject: 'history', value: 3 },
    ]);
    expect(await plain()).toHaveLength(3);
  });

  it('arrives when rows are updated, sorting and partition columns included', async () => {
    await run`UPDATE marks.marks SET value = value + 10`;
    await run`UPDATE marks.marks SET year = 2027, subject = NULL WHERE id = ${id(1)}`;
    await run`UPDATE marks.marks SET subject = 'music' WHERE id = ${id(2)}`;
    await catchUp();
    expect(await current()).toEqual([
      { id: id(1), year: 2027, subject: null, value: 14 },
      { id: id(2), year: 2025, subject: 'music', value: 15 },
      { id: id(3), year: 2026, subject: 'history', value: 13 },
    ]);
  });

  it('arrives when rows are deleted, and again when the key comes back', async () => {
    await run`DELETE FROM marks.marks WHERE id = ${id(1)}`;
    await catchUp();
    expect(await current()).toHaveLength(2);
    expect(await plain()).toHaveLength(2);
    await run`INSERT INTO marks.marks (id, year, value) VALUES (${id(1)}, 2030, 1)`;
    await catchUp();
    expect(await current()).toContainEqual({ id: id(1), year: 2030, subject: null, value: 1 });
    expect(await plain()).toHaveLength(3);
  });

  it('arrives when a key changes or two keys are swapped', async () => {
    await run`UPDATE marks.marks SET id = ${id(9)} WHERE id = ${id(1)}`;
    await catchUp();
    expect((await plain()).map((row) => row.id)).toEqual([id(2), id(3), id(9)]);
    await inTransaction({ process: 'test' }, async () => {
      await sql`UPDATE marks.marks SET id = ${id(8)} WHERE id = ${id(2)}`;
      await sql`UPDATE marks.marks SET id = ${id(2)} WHERE id = ${id(3)}`;
      await sql`UPDATE marks.marks SET id = ${id(3)} WHERE id = ${id(8)}`;
    });
    await catchUp();
    expect(await plain()).toEqual([
      { id: id(2), subject: 'history', value: 3 },
      { id: id(3), subject: null, value: 5 },
      { id: id(9), subject: 'math', value: 4 },
    ]);
  });

  it('arrives by upsert, by bulk statements and by deletes over another table', async () => {
    await run`INSERT INTO marks.marks (id, year, value) VALUES (${id(1)}, 2025, 1), (${id(4)}, 2026, 2)
      ON CONFLICT (id) DO UPDATE SET value = 100`;
    await run`INSERT INTO marks.marks (year, subject, value)
      SELECT 2000 + n % 30, 's' || n % 7, n FROM generate_series(1, 5000) n`;
    await run`DELETE FROM marks.marks m USING generate_series(1, 100) n WHERE m.value = n AND m.subject LIKE 's%'`;
    await catchUp();
    expect(await seen('SELECT count() AS n, sum(value) AS s FROM marks_given_current')).toEqual([
      { n: 4904, s: 12502500 - 5050 + 100 + 5 + 3 + 2 },
    ]);
  });

  it('does not arrive when it is rolled back', async () => {
    const broken = inTransaction({ process: 'test' }, async () => {
      await sql`UPDATE marks.marks SET value = 99`;
      await sql`DELETE FROM marks.marks WHERE id = ${id(1)}`;
      throw new Error('rolled back');
    });
    await expect(broken).rejects.toThrow('rolled back');
    await catchUp();
    expect((await current()).map((row) => row.value)).toEqual([4, 5, 3]);
  });

  it('arrives when the whole table is emptied by TRUNCATE', async () => {
    await run`TRUNCATE marks.marks`;
    await run`INSERT INTO marks.marks (id, year, value) VALUES (${id(5)}, 2025, 7)`;
    await catchUp();
    expect(await current()).toEqual([{ id: id(5), year: 2025, subject: null, value: 7 }]);
    expect(await plain()).toHaveLength(1);
    await run`TRUNCATE marks.marks`;
    await catchUp();
    expect(await current()).toEqual([]);
  });

  it('is not lost when it commits after later ones, and is not seen before', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const late = inTransaction({ process: 'test' }, async () => {
      await sql`UPDATE marks.marks SET value = 50 WHERE id = ${id(1)}`;
      await held;
    });
    for (const value of [10, 20, 30]) {
      await run`UPDATE marks.marks SET value = ${value} WHERE id = ${id(2)}`;
      await catchUp();
    }
    expect((await current()).map((row) => row.value)).toEqual([4, 30, 3]);
    release();
    await late;
    await catchUp();
    expect((await current()).map((row) => row.value)).toEqual([50, 30, 3]);
  });

  it('keeps every kind of value exactly, at its edges too', async () => {
    await run`DELETE FROM marks.marks`;
    await run`INSERT INTO marks.marks (id, year, subject, given_on, given_at, value, share, kopecks, passed) VALUES
      (${id(1)}, 2026, ${'Ё\'\\\t\n|~"  '}, '1999-12-31', '2026-03-29 01:30:00.123456+05', -2147483648, 0.1, -9223372036854775808, true),
      (${id(2)}, 1901, '', 'infinity', '-infinity', 2147483647, 1e300, 9223372036854775807, false),
      (${id(3)}, 0, NULL, '0044-03-15 BC', '1969-12-31 23:59:59.999999+00', 0, 'NaN', NULL, false),
      (${id(4)}, 2026, 'x', NULL, NULL, 0, -0.0, 0, true)`;
    await catchUp();
    const rows = await seen(
      'SELECT * EXCEPT(organisation) REPLACE(toString(kopecks) AS kopecks) FROM marks_given_current ORDER BY id',
    );
    expect(rows).toMatchObject([
      { subject: 'Ё\'\\\t\n|~"  ', given_on: '1999-12-31', given_at: '2026-03-28 20:30:00.123456', share: 0.1 },
      { subject: '', given_on: '2299-12-31', given_at: '1900-01-01 00:00:00.000000', kopecks: '9223372036854775807' },
      { subject: null, given_on: '1900-01-01', given_at: '1969-12-31 23:59:59.999999', kopecks: null, passed: false },
      { given_on: null, given_at: null, passed: true, value: 0 },
    ]);
  });

  it('leaves a log that can be emptied part by part without losing anything', async () => {
    const slots: number[] = [];
    for (let round = 0; round < 4; round++) {
      await run`UPDATE marks.marks SET value = value + 1`;
      slots.push(await turnLog({ force: true }));
      await catchUp();
    }
    expect(new Set(slots).size).toBe(3);
    const [left] = await run`SELECT count(*)::int AS rows FROM warehouse.changes`;
    expect(left?.rows).toBeLessThan(40);
    expect((await current()).map((row) => row.value)).toEqual([8, 9, 7]);
  });

  it('keeps a part of the log that is not moved yet', async () => {
    const [before] = await run`SELECT slot FROM warehouse.log_slot`;
    for (let round = 0; round < 3; round++) {
      await run`UPDATE marks.marks SET value = value + 1`;
      await turnLog({ force: true });
    }
    const [after] = await run`SELECT slot FROM warehouse.log_slot`;
    expect(after).toEqual(before);
    const [kept] = await run`SELECT count(*)::int AS rows FROM warehouse.changes`;
    expect(kept?.rows).toBeGreaterThanOrEqual(9);
    await catchUp();
    expect((await current()).map((row) => row.value)).toEqual([7, 8, 6]);
  });

  it('shows in the lag and in the moment of the figures until it is moved', async () => {
    const fresh = await asOf(['marks_given', 'marks_plain']);
    expect(Date.now() - (fresh.at?.getTime() ?? 0)).toBeLessThan(5_000);
    await run`UPDATE marks.marks SET value = 0`;
    const { tick } = await import('../ticks');
    await tick();
    const table = (await status()).tables.find(({ fact }) => fact === 'marks_given');
    expect(table).toMatchObject({ state: 'live', lagTicks: 1, rowsPostgres: 3, rowsClickhouse: 3, problem: null });
    expect(table?.logRows).toBe(3);
    expect(table?.parts).toBeGreaterThan(0);
    expect(table?.unmergedShare).toBeGreaterThanOrEqual(0);
    expect(table?.lagSeconds).toBeGreaterThan(0);
    const stale = await asOf(['marks_given']);
    expect(stale.tick).toBeGreaterThanOrEqual(fresh.tick);
    expect(stale.at?.getTime()).toBeLessThan(Date.now());
    await catchUp();
    expect((await status()).tables[0]).toMatchObject({ lagTicks: 0, lagSeconds: 0, logRows: 0 });
  });
});
