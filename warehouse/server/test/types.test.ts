import type { CreationOptional } from 'sequelize';
import type { TestApp } from '@regiso/core/testing';
import {
  decimal,
  definePlugin,
  Entity,
  fact,
  instant,
  inTransaction,
  day,
  json,
  key,
  optional,
  table,
  text,
  texts,
} from '@regiso/core';
import { alignSchema, catchUp, verify } from '../api';
import { activeTables } from '../generations';
import { chunkQuery } from '../move-sql';
import { lastTick } from '../ticks';
import { copyMover } from '../mover';
import { shapeOf } from '../shape';
import { createMarksApp, run, seen } from './marks';

class Odd extends Entity<Odd> {
  declare id: CreationOptional<string>;
  declare mood: string;
  declare tags: string[] | null;
  declare notes: Record<string, unknown> | null;
  declare amount: string | null;
  declare takenOn: string | null;
  declare takenAt: Date | null;
}
table(Odd, 'odds.odds', {
  id: key(),
  mood: text(),
  tags: optional(texts()),
  notes: optional(json<Record<string, unknown>>()),
  amount: optional(decimal()),
  takenOn: optional(day()),
  takenAt: optional(instant()),
});

const odds = fact(Odd, {
  name: 'odds_all',
  grain: 'one row per odd thing',
  columns: (as) => ({
    mood: as.code('mood'),
    tags: as.codes('tags'),
    notes: as.document('notes'),
    amount: as.number('amount'),
    taken_on: as.day('takenOn'),
    taken_at: as.instant('takenAt'),
  }),
  order: ['mood'],
});

const plugin = definePlugin({
  id: 'odds',
  title: 'Odds',
  models: [Odd],
  facts: [odds],
  migrations: [
    {
      name: '001-odds',
      up: `CREATE TYPE odds.mood AS ENUM ('glad', 'грустно', 'so so');
        CREATE TABLE odds.odds (id uuid PRIMARY KEY, mood odds.mood NOT NULL, tags text[], notes jsonb, amount numeric,
          taken_on date, taken_at timestamptz)`,
    },
  ],
});

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const query = `SELECT mood, tags, notes, toString(amount) AS amount, toString(taken_on) AS on, toString(taken_at) AS at
  FROM odds_all_current ORDER BY id`;
const expected = [
  {
    mood: 'glad',
    tags: ['a', "б'\\", 'c,d]', '', '\n\t"'],
    notes: '{"a": [1, "\\"\\\\"], "б": null}',
    amount: '12345678901234567890.0123456789',
    on: '2299-12-31',
    at: '2299-12-31 00:00:00.000000',
  },
  { mood: 'грустно', tags: [], notes: '"~"', amount: null, on: '1900-01-01', at: '2026-03-28 19:00:00.000001' },
  { mood: 'so so', tags: [], notes: null, amount: '-0.1', on: '2024-02-29', at: '1900-01-01 00:00:00.000000' },
  { mood: 'so so', tags: ['x'], notes: null, amount: null, on: null, at: null },
  { mood: 'so so', tags: [], notes: '[]', amount: '0', on: null, at: null },
];

describe('Values of every type of PostgreSQL', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createMarksApp([plugin]);
    await alignSchema();
    await catchUp();
    await run`INSERT INTO odds.odds VALUES
      (${id(1)}, 'glad', ARRAY['a', ${"б'\\"}, 'c,d]', '', ${'\n\t"'}], ${'{"а":1,"a":[1,"\\"\\\\"],"б":null}'}::jsonb - 'а',
        12345678901234567890.01234567890001, 'infinity', 'infinity'),
      (${id(2)}, 'грустно', '{}', '"~"', 'NaN', '-infinity', '2026-03-29 00:00:00.000001+05'),
      (${id(3)}, 'so so', NULL, NULL, -0.10000, '2024-02-29', '1799-01-01'),
      (${id(4)}, 'so so', ARRAY[NULL, 'x'], NULL, 'Infinity', NULL, NULL),
      (${id(5)}, 'so so', NULL, '[]', 0.00000000001, NULL, NULL)`;
  });
  afterAll(() => test.stop());

  it('arrive as what they are: enums, arrays, jsonb, unbounded numbers, infinite days, instants with a zone', async () => {
    await catchUp();
    expect(await seen(query)).toEqual(expected);
    expect(await verify('odds_all')).toMatchObject([{ ok: true, rows: 5 }]);
  });

  it('arrive the same by COPY', async () => {
    const live = (await activeTables()).find(({ fact: name }) => name === 'odds_all');
    if (!live) throw new Error('no table');
    const version = (await inTransaction({ process: 'test' }, lastTick))?.id ?? 0;
    await copyMover.move('odds_all_g1', live.shape, chunkQuery(live.shape, 'odds.odds', 0, 10), version);
    expect(await seen(query)).toEqual(expected);
    expect(await seen(`SELECT count() AS n FROM odds_all_g1 FINAL WHERE _v = ${version}`)).toEqual([{ n: 5 }]);
  });

  it('leave no trace when their row is deleted or sorted elsewhere', async () => {
    await run`UPDATE odds.odds SET mood = 'glad' WHERE id = ${id(4)}`;
    await run`DELETE FROM odds.odds WHERE id = ${id(1)}`;
    await catchUp();
    expect(await verify('odds_all')).toMatchObject([{ ok: true, rows: 4 }]);
    expect(await seen('SELECT count() AS n FROM odds_all_current')).toEqual([{ n: 4 }]);
  });

  it('are refused where the model has another type', () => {
    const wrong = {
      ...odds,
      columns: { ...odds.columns, tags: { kind: 'codes', attribute: 'mood', nullable: false } },
    } as const;
    expect(() => shapeOf(wrong as never)).toThrow('Fact odds_all: mood is text, not texts');
  });
});
