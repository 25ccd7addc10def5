import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { definePlugin, fact, warehouseClient, sql, type AnyMeasure, type Indicator } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { alignSchema, catchUp, refreshRollups, rolledFacts } from '@regiso/warehouse/api';
import { compile } from '../compile';
import type { CompileContext } from '../dimensions';
import { Question } from '../../shared';
import { passedShare, Result, samplePlugin, School } from './fixture';

const results = fact(Result, {
  name: 'sample_results',
  grain: 'one row per organisation, subject and year',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    subject: as.code('subject'),
    year: as.year('year'),
    held_on: as.day('heldOn'),
    early: as.flag('early'),
    participants: as.number('participants'),
    passed: as.number('passed'),
    points: as.number('points'),
  }),
  order: ['year', 'held_on'],
  partition: 'held_on',
  rollups: [
    { name: 'subject', by: ['subject', 'year'], sums: ['participants', 'passed'] },
    { name: 'month', by: ['held_on', 'organisation', 'subject'], sums: ['participants', 'points'] },
    { name: 'early', by: ['organisation', 'early', 'year', 'held_on'], sums: ['participants', 'passed', 'points'] },
  ],
});

const columns = (as: Parameters<Parameters<typeof fact<School, never>>[1]['columns']>[0]) => ({
  region: as.code('region'),
  municipality: as.code('municipality'),
  organisation_kind: as.code('kind'),
});
const grain = 'one row per organisation';
const kept = fact(School, { name: 'participants_organisations', grain, columns, lookup: true });
const joined = { ...kept, lookup: false };

const plugin = definePlugin({
  ...(samplePlugin as object),
  id: 'sample',
  title: 'Проба',
  models: [...(samplePlugin.models ?? []), School],
  facts: [results],
  indicators: [],
  dashboards: [],
  migrations: [
    ...(samplePlugin.migrations ?? []),
    {
      name: '002-schools',
      up: `CREATE TABLE sample.schools (id uuid PRIMARY KEY, region text NOT NULL, municipality text, kind text NOT NULL)`,
    },
  ],
});

// The register's name is kept for the core's own room.
const register = definePlugin({ id: 'participants', title: 'Реестр', requires: ['sample'], facts: [kept] });

const organisations = Array.from({ length: 8 }, () => randomUUID());
const subjects = ['math', 'physics', "it's \\ {a:String}"];
const days = ['2023-08-31', '2023-09-01', '2023-09-30', '2024-05-01', '2024-05-31', '2024-12-31'];

const timeZone = 'Asia/Yekaterinburg';
const byFinal: CompileContext = { organisations: joined, timeZone };
const byRollup: CompileContext = { organisations: kept, timeZone, rolled: new Set(['sample_results']) };

const settings = { join_use_nulls: 1, output_format_json_quote_64bit_floats: 0 } as const;

async function answer(made: Indicator, asked: Question, context: CompileContext) {
  const { query, params } = compile(made, asked, context, [{ region: ['tyumen', 'kurgan'] }]);
  const reply = await warehouseClient().query({
    query,
    query_params: params,
    format: 'JSONEachRow',
    clickhouse_settings: settings,
  });
  const rows = await reply.json<Record<string, unknown>>();
  return { query, rows: rows.map((row) => JSON.stringify(row)).sort() };
}

const where = fc.option(
  fc.oneof(
    fc.record({ subject: fc.record({ in: fc.subarray(subjects, { minLength: 1 }) }) }),
    fc.record({ early: fc.record({ known: fc.boolean() }) }),
    fc.record({ year: fc.record({ from: fc.integer({ min: 2022, max: 2024 }) }) }),
    fc.record({ passed: fc.record({ known: fc.boolean() }) }),
  ),
  { nil: undefined, freq: 1 },
);
const measure: fc.Arbitrary<AnyMeasure> = fc
  .tuple(
    fc.constantFrom(
      { sum: 'participants' },
      { sum: 'passed' },
      { sum: 'points' },
      { count: 'rows' as const },
      { distinct: 'organisation' },
    ),
    where,
  )
  .map(
    ([what, condition]) => ({ ...what, of: results, reads: 'x', ...(condition && { where: condition }) }) as AnyMeasure,
  );
const dimensions = [
  'organisation',
  'municipality',
  'organisation_kind',
  'region',
  'year',
  'subject',
  'early',
  'held_on',
  'month',
  'academic_year',
];
const values: Record<string, fc.Arbitrary<string | number | boolean | null>> = {
  municipality: fc.constantFrom('m0', 'm1', null),
  organisation: fc.constantFrom(...organisations),
  organisation_kind: fc.constantFrom('school', 'college'),
  subject: fc.constantFrom(...subjects, null),
  early: fc.constantFrom(true, null),
  month: fc.constantFrom('2023-09', '2024-05'),
  academic_year: fc.constantFrom(2022, 2023, 2024),
};
const filters = fc
  .subarray(Object.keys(values), { maxLength: 2 })
  .chain((names) =>
    fc.record(
      Object.fromEntries(
        names.map((name) => [name, fc.uniqueArray(values[name] ?? fc.constant(null), { minLength: 1, maxLength: 3 })]),
      ),
    ),
  );
const asked = fc.record(
  {
    by: fc.shuffledSubarray(dimensions, { maxLength: 2 }),
    filters,
    period: fc.record({ from: fc.constantFrom(...days), to: fc.constantFrom(...days) }, { requiredKeys: [] }),
  },
  { requiredKeys: ['by'] },
);

async function fill() {
  for (const [at, id] of organisations.slice(0, 7).entries())
    await sql`INSERT INTO sample.schools VALUES (${id}, ${at % 3 ? 'tyumen' : 'kurgan'}, ${at === 6 ? null : `m${at % 3}`},
      ${at % 2 ? 'school' : 'college'})`;
  const one = <T>(list: readonly T[], n: number) => list[n % list.length] ?? null;
  for (let n = 0; n < 600; n++)
    await sql`INSERT INTO sample.results (organisation_id, subject, year, held_on, early, participants, passed, points)
      VALUES (${one(organisations, n)}, ${n % 9 ? one(subjects, n * 7) : null}, ${2022 + (n % 3)}, ${n % 11 ? one(days, n * 5) : null},
        ${n % 4 ? n % 3 === 0 : null}, ${n % 13 ? n % 60 : null}, ${n % 7 ? n % 31 : null}, ${n % 5 ? (n % 400) / 4 : null})`;
}

describe('Answers from rollups and registers in memory', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: ['warehouse'], also: [plugin, register] });
    await test.work(fill);
    await alignSchema();
    await catchUp();
    // What is not merged yet: every answer has to look through it.
    await test.work(
      () => sql`UPDATE sample.results SET passed = passed + 1, participants = participants + 2 WHERE year = 2023`,
    );
    await test.work(() => sql`UPDATE sample.schools SET municipality = 'm1' WHERE id = ${organisations[1]}`);
    await test.work(() => sql`DELETE FROM sample.results WHERE participants = 17`);
    await catchUp();
    await refreshRollups();
  }, 120_000);
  afterAll(() => test.stop());

  it('equal those of a FINAL query at the same tick, whatever is asked', async () => {
    expect([...(await rolledFacts()).keys()]).toEqual(['sample_results']);
    let rolled = 0;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        measure,
        fc.option(measure, { nil: undefined }),
        measure,
        asked,
        async (numerator, denominator, n, ask) => {
          const made = { ...passedShare, numerator, denominator: denominator as never, n, by: dimensions } as Indicator;
          const question = Question.parse({ indicator: 'x.y', ...ask });
          const final = await answer(made, question, byFinal);
          const quick = await answer(made, question, byRollup);
          expect(final.query).not.toMatch(/_by_|dictGet/);
          expect(quick.rows).toEqual(final.rows);
          runs += 1;
          if (quick.query.includes('FROM sample_results_by_')) rolled += 1;
        },
      ),
      { numRuns: 250 },
    );
    console.log(`${rolled} of ${runs} questions were answered from a rollup`);
    expect(rolled).toBeGreaterThan(runs / 20);
  }, 180_000);

  it('come from a rollup only when it keeps all that is asked for', () => {
    const from = (ask: Partial<Question>, numerator: Partial<AnyMeasure> = { sum: 'participants' }) => {
      const made = {
        ...passedShare,
        numerator: { of: results, reads: 'x', ...numerator },
        n: { of: results, reads: 'x', count: 'rows' },
      };
      const { denominator: _none, ...only } = made;
      const { query } = compile(
        { ...only, by: dimensions } as Indicator,
        Question.parse({ indicator: 'x.y', ...ask }),
        byRollup,
      );
      return /FROM (\w+) AS f/.exec(query)?.[1];
    };
    expect(from({ by: ['subject'] })).toBe('sample_results_by_subject');
    expect(from({ by: ['municipality'] })).toBe('sample_results_by_month');
    expect(from({ by: ['month'], period: { from: '2023-09-01', to: '2024-02-29' } })).toBe('sample_results_by_month');
    expect(from({ by: ['month'], period: { from: '2023-09-02' } })).toBe('sample_results_current');
    expect(from({ by: ['month'], period: { to: '2024-02-28' } })).toBe('sample_results_current');
    expect(from({ by: ['held_on'] })).toBe('sample_results_current');
    expect(from({ by: ['early'] })).toBe('sample_results_by_early');
    expect(from({ by: ['subject', 'early'] })).toBe('sample_results_current');
    expect(from({ by: [] }, { sum: 'points' })).toBe('sample_results_by_month');
    expect(from({ by: [] }, { sum: 'participants', where: { passed: { known: true } } })).toBe(
      'sample_results_current',
    );
    expect(from({ by: [] }, { distinct: 'organisation' })).toBe('sample_results_by_month');
  });
});
