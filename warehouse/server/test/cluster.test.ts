import type { TestApp } from '@regiso/core/testing';
import { command, createTables, createView, dropTables, dropView } from '../engine-tables';
import type { Table } from '../generations';
import { createLookup } from '../lookups';
import { changedSlices, createRollup, fillRollup, rollupView } from '../rollup-tables';
import { hashOf, shapeOf } from '../shape';
import { createMarksApp, marksFact, plainFact, seen } from './marks';

const sharded = { name: 'regiso', sharded: true };
const replicated = { name: 'regiso', sharded: false };

/** The engine's own parser: throws for what it does not understand. */
const parse = (statement: string) => seen(`EXPLAIN AST ${statement}`);

describe('On a cluster', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createMarksApp();
  });
  afterAll(() => test.stop());

  it.each([
    ['sharded', sharded],
    ['replicated only', replicated],
  ])('every table, %s, has DDL that ClickHouse understands', async (_name, cluster) => {
    for (const fact of [marksFact, plainFact]) {
      const shape = shapeOf(fact);
      const table = `${shape.fact}_g1`;
      const statements = [
        ...createTables(table, shape, hashOf(shape), cluster),
        createView(table, shape, cluster),
        dropView(shape.fact, cluster),
        ...dropTables(table, cluster),
      ];
      for (const statement of statements) {
        expect(statement).toContain('ON CLUSTER `regiso`');
        expect((await parse(statement)).length).toBeGreaterThan(0);
      }
    }
    await expect(parse('CREATE TABLE a ON CLUSTER b ENGINE Replicated(')).rejects.toThrow('Syntax error');
  });

  it('all versions of a key go to one shard, and each shard has a replicated table of its own', () => {
    const shape = shapeOf(marksFact);
    const [local, distributed] = createTables('marks_given_g1', shape, 'hash', sharded);
    expect(local).toContain('`marks_given_g1_local` ON CLUSTER');
    expect(local).toContain(
      `ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _v, _d)`,
    );
    expect(distributed).toContain(`Distributed('regiso', currentDatabase(), 'marks_given_g1_local', cityHash64(_key))`);
    expect(createTables('marks_given_g1', shape, 'hash', replicated)).toHaveLength(1);
  });

  it('rollups and lookups have DDL that ClickHouse understands; every node keeps the whole of a rollup', async () => {
    const rollup = { name: 'subject', by: ['year', 'subject'], sums: ['value'] };
    const shape = { ...shapeOf(marksFact), rollups: [rollup], lookup: true };
    const table = createRollup('marks_given_by_subject_g1', shape, rollup, sharded);
    expect(table).toContain(`ReplicatedMergeTree('/clickhouse/tables/all/{database}/{table}', '{shard}-{replica}')`);
    const view = rollupView('marks_given_by_subject_g1', shape, rollup, [{ slice: '2025', pass: 7 }], sharded);
    const lookup = createLookup(shape, 'regiso', { user: 'u', password: "p'" }, sharded);
    for (const statement of [table, view, lookup]) {
      expect(statement).toContain('ON CLUSTER `regiso`');
      expect((await parse(statement)).length).toBeGreaterThan(0);
    }
    const from = { fact: 'marks_given', generation: 1 } as Table;
    await parse(changedSlices(from, shape, 5));
    await parse(fillRollup('marks_given_by_subject_g1', from, shape, rollup, ['2025', ''], 7));
  });

  it('the engine without a cluster refuses to make such a table: there is no Keeper', async () => {
    const [local = ''] = createTables('marks_given_g1', shapeOf(marksFact), 'hash', replicated);
    await expect(command(local)).rejects.toThrow();
  });
});
