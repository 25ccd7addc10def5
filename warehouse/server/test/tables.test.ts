import { setTimeout as pause } from 'node:timers/promises';
import type { CreationOptional } from 'sequelize';
import type { TestApp } from '@regiso/core/testing';
import {
  definePlugin,
  Entity,
  fact,
  inTransaction,
  installed,
  integer,
  key,
  optional,
  personal,
  table,
  text,
} from '@regiso/core';
import { install } from '../../../core/server/installed';
import { alignSchema, asOf, catchUp, rebuild, status, verify } from '../api';
import { command } from '../engine-tables';
import { beginGeneration, listChunks, promoteReady } from '../generations';
import { move, planMoves } from '../moves';
import { copyMover, forgetMover, mover } from '../mover';
import { chunkQuery } from '../move-sql';
import { shapeOf } from '../shape';
import { takeSnapshot } from '../snapshot';
import { tick } from '../ticks';
import type { marksPlugin } from './marks';
import { createMarksApp, Mark, marksFact, marksMigration, marksTables, plainFact, run, seen } from './marks';

/** The same table after a migration added a column. */
class NotedMark extends Entity<NotedMark> {
  declare id: CreationOptional<string>;
  declare value: number;
  declare subject: string | null;
  declare grade: number | null;
}
table(NotedMark, 'marks.marks', { id: key(), value: integer(), subject: optional(text()), grade: optional(integer()) });

const notedFact = fact(NotedMark, {
  name: 'marks_plain',
  grain: 'one row per mark',
  columns: (as) => ({ value: as.number('value'), subject: as.code('subject'), grade: as.number('grade') }),
  order: ['subject'],
});

class Secret extends Entity<Secret, 'name'> {
  declare id: CreationOptional<string>;
  declare name: string;
}
table(Secret, 'marks.secrets', { id: key(), name: personal(text()) });

const withFacts = (facts: NonNullable<typeof marksPlugin.facts>) =>
  install({
    ...installed(),
    plugins: [
      ...installed().plugins.filter(({ id }) => id !== 'marks'),
      definePlugin({ id: 'marks', title: 'Marks', models: [Mark], migrations: [marksMigration], facts }),
    ],
  });

const states = async () => Object.fromEntries((await status()).tables.map(({ fact: name, state }) => [name, state]));

describe('Tables of the warehouse', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await createMarksApp();
    await run`INSERT INTO marks.marks (year, subject, value) SELECT 2020 + n % 3, 's' || n % 5, n FROM generate_series(1, 20000) n`;
  });
  afterEach(() => test.stop());

  it('are empty, then filled by a snapshot, then live', async () => {
    expect(await states()).toEqual({ marks_given: 'empty', marks_plain: 'empty' });
    expect(await asOf(['marks_given'])).toEqual({ tick: 0, at: null });
    await alignSchema();
    expect(await states()).toEqual({ marks_given: 'building', marks_plain: 'building' });
    expect(await asOf(['marks_given'])).toEqual({ tick: 0, at: null });
    await catchUp();
    expect((await status()).tables).toMatchObject([
      { fact: 'marks_given', state: 'live', rowsPostgres: 20_000, rowsClickhouse: 20_000, problem: null },
      { fact: 'marks_plain', state: 'live', rowsPostgres: 20_000, rowsClickhouse: 20_000, problem: null },
    ]);
    expect((await verify()).every(({ ok }) => ok)).toBe(true);
    expect(await alignSchema()).toEqual({ begun: [], retired: [] });
  });

  it('are filled rightly while the source is written to, and go on from the chunk where they stopped', async () => {
    await alignSchema();
    const [given] = await marksTables();
    if (!given) throw new Error('no table');
    await run`DELETE FROM warehouse.snapshot_chunks WHERE table_id = ${given.id}`;
    await inTransaction({ process: 'test' }, () => listChunks(given.id, given.shape, 8));
    let isWriting = true;
    const writing = (async () => {
      for (let n = 0; isWriting; n++) {
        await run`UPDATE marks.marks SET value = value + 1, subject = 's' || ${n} WHERE value % 37 = ${n % 37}`;
        await run`DELETE FROM marks.marks WHERE value % 997 = ${n}`;
        await run`INSERT INTO marks.marks (year, value) SELECT 2024, n FROM generate_series(1, 20) n`;
        await tick();
      }
    })();
    const stop = new AbortController();
    const stopped = takeSnapshot(given.id, {
      signal: stop.signal,
      onChunk: async (done, of) => {
        expect(of).toBeGreaterThan(10);
        await pause(20);
        if (done >= 5) stop.abort();
      },
    });
    await expect(stopped).rejects.toThrow('goes on from its last chunk');
    const shares: number[] = [];
    await takeSnapshot(given.id, { onChunk: (done) => void shares.push(done) });
    isWriting = false;
    await writing;
    expect(shares[0]).toBeGreaterThan(5);
    await catchUp();
    expect(await states()).toEqual({ marks_given: 'live', marks_plain: 'live' });
    expect(await verify()).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('begin anew when their rows are laid elsewhere amid the filling', async () => {
    await alignSchema();
    const [given] = await marksTables();
    if (!given) throw new Error('no table');
    await run`DELETE FROM warehouse.snapshot_chunks WHERE table_id = ${given.id}`;
    await inTransaction({ process: 'test' }, () => listChunks(given.id, given.shape, 8));
    const said: { done: number; of: number }[] = [];
    await takeSnapshot(given.id, {
      onChunk: async (done, of) => {
        // Rows that were at the end go among those that are thought to be copied.
        if (!said.length) {
          await run`UPDATE marks.marks SET value = value WHERE value < 10_000`;
          await run`CLUSTER marks.marks USING marks_pkey`;
        }
        said.push({ done, of });
      },
    });
    expect(said[0]?.of).toBeGreaterThan(10);
    expect(said.at(-1)).toEqual({ done: 1, of: 1 });
    await catchUp();
    expect(await verify()).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('follow a column added to a filled table; readers see the old one until the new one has caught up', async () => {
    await alignSchema();
    await catchUp();
    await run`ALTER TABLE marks.marks ADD COLUMN grade integer`;
    await run`UPDATE marks.marks SET grade = value % 11 WHERE value <= 1000`;
    withFacts([marksFact, notedFact]);
    expect(await alignSchema()).toEqual({ begun: ['marks_plain'], retired: [] });
    expect(await states()).toEqual({ marks_given: 'live', marks_plain: 'rebuilding' });
    expect(await seen('SELECT count() AS n FROM marks_plain_current')).toEqual([{ n: 20_000 }]);
    await run`UPDATE marks.marks SET grade = 5 WHERE value = 2000`;
    await catchUp();
    expect(await states()).toEqual({ marks_given: 'live', marks_plain: 'live' });
    expect(await seen('SELECT count() AS n, countIf(grade IS NOT NULL) AS graded FROM marks_plain_current')).toEqual([
      { n: 20_000, graded: 1001 },
    ]);
    expect(await verify()).toMatchObject([{ ok: true }, { ok: true }]);
    expect(
      await seen(`SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE 'marks_plain_g%'`),
    ).toEqual([{ name: 'marks_plain_g2' }]);
  });

  it('are dropped with their triggers when no plugin declares the fact any more', async () => {
    await alignSchema();
    await catchUp();
    withFacts([plainFact]);
    expect(await alignSchema()).toEqual({ begun: [], retired: ['marks_given'] });
    withFacts([]);
    expect(await alignSchema()).toEqual({ begun: [], retired: ['marks_plain'] });
    expect(
      await seen(`SELECT name FROM system.tables WHERE database = currentDatabase() AND name NOT LIKE 'warehouse_%'`),
    ).toEqual([]);
    expect(
      await run`SELECT tgname FROM pg_trigger WHERE tgname LIKE 'warehouse_%' AND tgrelid = 'marks.marks'::regclass`,
    ).toEqual([]);
    withFacts([plainFact]);
    await alignSchema();
    await catchUp();
    expect(await seen('SELECT count() AS n FROM marks_plain_current')).toEqual([{ n: 20_000 }]);
  });

  it('keep waiting for a plugin that is there but cannot be loaded', async () => {
    await alignSchema();
    await catchUp();
    withFacts([]);
    install({ ...installed(), failed: [{ plugin: 'marks', problem: 'cannot be loaded' }] });
    expect(await alignSchema()).toEqual({ begun: [], retired: [] });
    await run`UPDATE marks.marks SET value = -1`;
    await catchUp();
    expect(await seen('SELECT DISTINCT value FROM marks_plain_current')).toEqual([{ value: -1 }]);
  });

  it('are built again when ClickHouse has lost them', async () => {
    await alignSchema();
    await catchUp();
    await command('DROP TABLE marks_given_g1 SYNC');
    await command('DROP VIEW marks_plain_current');
    expect(await alignSchema()).toEqual({ begun: ['marks_given'], retired: [] });
    await catchUp();
    expect(await verify()).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await seen('SELECT count() AS n FROM marks_plain_current')).toEqual([{ n: 20_000 }]);
  });

  it('are found wrong by verification, by key, and made right by a rebuild', async () => {
    await alignSchema();
    await catchUp();
    await command(`INSERT INTO marks_plain_g1 (_key, value, subject, _v, _d)
      SELECT _key, value, subject, 999, 1 FROM marks_plain_g1 LIMIT 3`);
    await command(`INSERT INTO marks_plain_g1 (_key, value, _v, _d) VALUES (generateUUIDv4(), 1, 1, 0)`);
    const [found] = await verify('marks_plain');
    expect(found).toMatchObject({ ok: false, missing: 3, extra: 1, different: 0 });
    expect(found?.keys).toHaveLength(4);
    expect((await status()).tables[1]?.verified).toMatchObject({ missing: 3, extra: 1 });
    expect(await rebuild('marks_plain')).toEqual(['marks_plain']);
    expect(await verify('marks_plain')).toMatchObject([{ ok: true }]);
    await expect(rebuild('marks_none')).rejects.toThrow('There is no fact marks_none. Known: marks_given, marks_plain');
  });

  it('are verified rightly while rows change', async () => {
    await alignSchema();
    await catchUp();
    let isWriting = true;
    const writing = (async () => {
      while (isWriting) await run`UPDATE marks.marks SET value = value + 1 WHERE year = 2021`;
    })();
    const results = await verify();
    isWriting = false;
    await writing;
    expect(results).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('are not touched by a login that row level security holds back', async () => {
    await alignSchema();
    await catchUp();
    const [mark] = await run`SELECT id FROM marks.marks LIMIT 1`;
    await run`ALTER TABLE marks.marks ENABLE ROW LEVEL SECURITY`;
    await run`ALTER TABLE marks.marks FORCE ROW LEVEL SECURITY`;
    const { services } = installed();
    install({ ...installed(), services: { ...services, loaderUrl: services.databaseUrl } });
    forgetMover();
    await run`INSERT INTO warehouse.changes (slot, source, key) SELECT 0, id, ${String(mark?.id)} FROM warehouse.sources
      WHERE relation = 'marks.marks'`;
    await expect(catchUp()).rejects.toThrow('division by zero');
    await expect(rebuild('marks_plain')).rejects.toThrow('division by zero');
    expect((await status()).tables.map(({ problem }) => problem)).toContain(
      'The login of the warehouse is held back by row level security: give it BYPASSRLS',
    );
    expect(await seen('SELECT count() AS n FROM marks_plain_current')).toEqual([{ n: 20_000 }]);
    install({ ...installed(), services });
    forgetMover();
    await catchUp();
    expect((await status()).tables.map(({ problem }) => problem)).toEqual([null, null]);
  });

  it('are filled by COPY with the same rows where ClickHouse may not reach PostgreSQL', async () => {
    await run`UPDATE marks.marks SET subject = ${"a\tb\\n'ё\n"}, given_on = '2026-09-01', given_at = '2026-09-01 10:00:00.5+05',
      share = value / 3.0, kopecks = -value, passed = value % 2 = 0 WHERE value % 3 <> 0`;
    await alignSchema();
    const way = await mover();
    expect(way.kind).toBe('pull');
    for (const { fact: name, generation, shape } of await marksTables()) {
      await copyMover.move(`${name}_g${generation}`, shape, chunkQuery(shape, 'marks.marks', 0, 100_000), 1);
    }
    await run`UPDATE warehouse.snapshot_chunks SET finished_at = now(), tick = 1`;
    await promoteReady();
    expect(await verify()).toMatchObject([
      { ok: true, rows: 20_000 },
      { ok: true, rows: 20_000 },
    ]);
  });

  it('take a move as done only when ClickHouse has it', async () => {
    await alignSchema();
    await catchUp();
    const marks = (await marksTables()).map(({ id }) => id);
    await run`UPDATE marks.marks SET value = 0`;
    await tick();
    const first = (await planMoves()).find(({ tableId }) => marks.includes(tableId));
    if (!first) throw new Error('nothing is due');
    await command('RENAME TABLE marks_given_g1 TO marks_away, marks_plain_g1 TO marks_far');
    await expect(move(first)).rejects.toThrow();
    expect(await planMoves()).toContainEqual(first);
    expect((await status({ counts: false })).tables.some(({ problem }) => problem)).toBe(true);
    await command('RENAME TABLE marks_away TO marks_given_g1, marks_far TO marks_plain_g1');
    await catchUp();
    expect(await verify()).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('of a second generation begun before the first was done replace it', async () => {
    await alignSchema();
    const shape = shapeOf(marksFact);
    await beginGeneration(shape);
    await beginGeneration(shape);
    await catchUp();
    expect(await verify('marks_given')).toMatchObject([{ ok: true, rows: 20_000 }]);
  });
});

it('A fact over a personal column is refused where it is defined', () => {
  const define = () =>
    fact(Secret, {
      name: 'marks_secrets',
      grain: 'one row per secret',
      // @ts-expect-error a name is personal data
      columns: (as) => ({ name: as.code('name') }),
    });
  expect(define).toThrow('Fact marks_secrets: name is personal data and must not reach the warehouse');
});
