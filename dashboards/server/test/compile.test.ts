import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { ProblemError } from '@regiso/core';
import { indicator, warehouseClient, type AnyMeasure, type Condition, type Indicator } from '@regiso/core';
import { createTestApp, type TestApp } from '@regiso/core/testing';
import { compile, type Scopes } from '../compile';
import type { CompileContext } from '../dimensions';
import { indicatorFrom } from '../own/definition';
import { Question } from '../../shared';
import { OwnDefinition } from '../../shared/own';
import { passedShare, perThousand, results, rolls, samplePlugin, schools } from './fixture';
import { interpret, type Row, type Tables } from './interpreter';

const context: CompileContext = { organisations: schools, timeZone: 'Asia/Yekaterinburg' };
const organisations = Array.from({ length: 8 }, () => randomUUID());
const candidates = Array.from({ length: 12 }, () => randomUUID());
const [missing = ''] = [randomUUID()];
const subjects = ['math', 'physics', "it's \\ a {name:String}", 'ru'];
const days = ['2023-08-31', '2023-09-01', '2024-05-27', '2024-12-31', '2025-01-01'];
const seeded = fc.sample(
  fc.record({
    organisation: fc.constantFrom(...organisations, missing),
    subject: fc.option(fc.constantFrom(...subjects)),
    year: fc.integer({ min: 2022, max: 2025 }),
    held_on: fc.option(fc.constantFrom(...days)),
    early: fc.option(fc.boolean()),
    candidate: fc.option(fc.constantFrom(...candidates)),
    participants: fc.option(fc.integer({ min: 0, max: 60 })),
    passed: fc.option(fc.integer({ min: 0, max: 60 })),
    points: fc.option(fc.integer({ min: 0, max: 4000 }).map((points) => points / 4)),
  }),
  { numRuns: 400, seed: 72 },
) as Row[];
const tables: Tables = {
  sample_results: seeded,
  sample_rolls: organisations.flatMap((organisation) =>
    [2023, 2024].map((year, at) => ({ organisation, year, pupils: 100 + at })),
  ),
  participants_organisations: organisations.map((id, at) => ({
    id,
    region: 'tyumen',
    municipality: at === 7 ? null : `m${at % 3}`,
    organisation_kind: at % 2 ? 'school' : 'college',
  })),
};

async function createTables() {
  const client = warehouseClient();
  const ddl = [
    `CREATE TABLE sample_results_current (organisation UUID, subject Nullable(String), year Int32, held_on Nullable(Date32),
      early Nullable(Bool), candidate Nullable(UUID), participants Nullable(Int32), passed Nullable(Int32), points Nullable(Float64)) ENGINE = Memory`,
    'CREATE TABLE sample_rolls_current (organisation UUID, year Int32, pupils Int32) ENGINE = Memory',
    `CREATE TABLE participants_organisations_current (id UUID, region LowCardinality(String),
      municipality LowCardinality(Nullable(String)), organisation_kind LowCardinality(String)) ENGINE = Memory`,
  ];
  for (const query of ddl) await client.command({ query });
  for (const [name, values] of Object.entries(tables))
    await client.insert({ table: `${name}_current`, values, format: 'JSONEachRow' });
}

type Figures = { key: (string | null)[]; numerator: number | null; denominator: number | null; n: number | null };

async function execute(
  definition: Indicator,
  asked: Parameters<typeof compile>[1],
  scope?: Scopes,
): Promise<Figures[]> {
  const { query, params } = compile(definition, asked, context, scope);
  const reply = await warehouseClient().query({
    query,
    query_params: params,
    format: 'JSONEachRow',
    clickhouse_settings: { join_use_nulls: 1, output_format_json_quote_64bit_floats: 0 },
  });
  const rows = await reply.json<Record<string, string | null> & Omit<Figures, 'key'>>();
  return rows.map((row) => ({
    key: asked.by.map((_, at) => row[`d${at}`] ?? null),
    numerator: row.numerator,
    denominator: definition.denominator ? row.denominator : null,
    n: row.n,
  }));
}

const comparable = (rows: readonly Figures[]) =>
  rows.map(({ key, numerator, denominator, n }) => JSON.stringify([key, numerator, denominator, n])).sort();

const question = (asked: Partial<Question>) => Question.parse({ indicator: 'x.y', ...asked });

const dimensions = [...passedShare.by, 'region'];
const condition = (name: string): fc.Arbitrary<Condition> =>
  name === 'subject'
    ? fc.oneof(fc.record({ in: fc.subarray(subjects, { minLength: 1 }) }), fc.record({ known: fc.boolean() }))
    : fc.oneof(
        fc.record({ from: fc.integer({ min: 0, max: 30 }) }),
        fc.record({ from: fc.integer({ min: 0, max: 10 }), to: fc.integer({ min: 10, max: 50 }) }),
        fc.record({ known: fc.boolean() }),
        fc.record({ in: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1 }) }),
      );
const where = fc
  .subarray(['subject', 'participants', 'passed'])
  .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, condition(name)]))));
const ofResults: fc.Arbitrary<AnyMeasure> = fc
  .tuple(
    fc.constantFrom(
      { sum: 'participants' },
      { sum: 'points' },
      { count: 'rows' as const },
      { distinct: 'organisation' },
    ),
    where,
  )
  .map(([what, conditions]) => ({
    ...what,
    of: results,
    reads: 'x',
    ...(Object.keys(conditions).length && { where: conditions }),
  }));
const ofRolls: fc.Arbitrary<AnyMeasure> = fc
  .constantFrom({ sum: 'pupils' }, { count: 'rows' as const }, { distinct: 'organisation' })
  .map((what) => ({ ...what, of: rolls, reads: 'x' }));

// The language an analyst writes in, whole: every kind of column, every kind of condition, persons counted once.
const number = fc.oneof(
  fc.record({ from: fc.integer({ min: 0, max: 30 }) }),
  fc.record({ to: fc.integer({ min: 10, max: 2050 }) }),
  fc.record({ from: fc.integer({ min: 0, max: 10 }), to: fc.integer({ min: 10, max: 2050 }) }),
  fc.record({ in: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 5 }) }),
);
const knownOr = (way: fc.Arbitrary<object>) => fc.oneof(way, fc.record({ known: fc.boolean() }));
const ways: Record<string, fc.Arbitrary<object>> = {
  subject: knownOr(fc.record({ in: fc.subarray(subjects, { minLength: 1 }) })),
  year: knownOr(fc.oneof(number, fc.record({ in: fc.subarray([2022, 2023, 2024, 2025], { minLength: 1 }) }))),
  early: knownOr(fc.record({ in: fc.subarray([true, false], { minLength: 1 }) })),
  held_on: fc.record({ known: fc.boolean() }),
  participants: knownOr(number),
  points: knownOr(number),
  pupils: knownOr(number),
};
const conditions = (columns: string[]) =>
  fc
    .subarray(columns, { maxLength: Math.min(3, columns.length) })
    .chain((chosen) =>
      fc.tuple(...chosen.map((column) => (ways[column] ?? fc.constant({})).map((way) => ({ column, ...way })))),
    );
const ownMeasure = (fact: string, counts: object[], columns: string[]) =>
  fc
    .tuple(fc.constantFrom(...counts), conditions(columns))
    .map(([count, conditionsOf]) => ({ fact, ...count, where: conditionsOf, reads: 'что-то считаем' }));
const distinctOnes = [
  { count: 'distinct', column: 'organisation' },
  { count: 'distinct', column: 'candidate' },
];
const sums = [{ count: 'rows' }, { count: 'sum', column: 'points' }, { count: 'sum', column: 'passed' }];
const ownOfResults = ownMeasure(
  'sample_results',
  [...sums, ...distinctOnes],
  ['subject', 'year', 'early', 'held_on', 'participants', 'points'],
);
const ownOfRolls = ownMeasure(
  'sample_rolls',
  [{ count: 'rows' }, { count: 'sum', column: 'pupils' }, { count: 'distinct', column: 'organisation' }],
  ['year', 'pupils'],
);
const words = { title: 'Показатель наугад', decimals: 1, better: 'neither' };
const everyDivision = [...passedShare.by, 'region'];
const ownDefinition = fc.oneof(
  fc.record({
    numerator: ownOfResults,
    denominator: fc.option(ownOfResults),
    by: fc.constant(everyDivision),
    unit: fc.constantFrom('count', 'score'),
  }),
  fc.record({
    numerator: ownOfResults,
    denominator: ownOfRolls,
    by: fc.constant(['organisation', 'municipality', 'organisation_kind', 'region', 'year']),
    unit: fc.constantFrom('percent', 'per1000'),
  }),
);

const values: Record<string, fc.Arbitrary<string | number | boolean | null>> = {
  organisation: fc.constantFrom(...organisations),
  municipality: fc.constantFrom('m0', 'm1', 'none', null),
  organisation_kind: fc.constantFrom('school', 'college'),
  region: fc.constantFrom('tyumen', null),
  year: fc.integer({ min: 2022, max: 2025 }),
  subject: fc.constantFrom(...subjects, null),
  held_on: fc.constantFrom(...days),
  early: fc.constantFrom(true, false, null),
  month: fc.constantFrom('2023-09', '2024-05'),
  academic_year: fc.constantFrom(2022, 2023, 2024),
};
const shared = ['organisation', 'municipality', 'organisation_kind', 'region', 'year'];
const filters = (allowed: string[]) =>
  fc
    .subarray(allowed, { maxLength: 2 })
    .chain((names) =>
      fc.record(
        Object.fromEntries(
          names.map((name) => [
            name,
            fc.uniqueArray(values[name] ?? fc.constant(null), { minLength: 1, maxLength: 3 }),
          ]),
        ),
      ),
    );
const asked = (allowed: string[], withPeriod: boolean) =>
  fc.record(
    {
      by: fc.shuffledSubarray(allowed, { maxLength: 3 }),
      filters: filters(allowed),
      ...(withPeriod && {
        period: fc.record({ from: fc.constantFrom(...days), to: fc.constantFrom(...days) }, { requiredKeys: [] }),
      }),
    },
    { requiredKeys: ['by'] },
  );

describe('The indicator compiler', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: [], also: [samplePlugin] });
    await createTables();
  });
  afterAll(() => test.stop());

  const definition = (numerator: AnyMeasure, denominator: AnyMeasure | undefined, n: AnyMeasure): Indicator => ({
    ...passedShare,
    kind: denominator ? 'ratio' : 'sum',
    numerator,
    ...(denominator ? { denominator } : { denominator: undefined as never }),
    n,
    by: dimensions,
  });

  it('agrees with a second interpreter on random definitions and questions', async () => {
    await fc.assert(
      fc.asyncProperty(
        ofResults,
        fc.option(ofResults, { nil: undefined }),
        ofResults,
        asked(dimensions, true),
        async (a, b, n, ask) => {
          const made = definition(a, b, n);
          const wanted = question(ask as Partial<Question>);
          expect(comparable(await execute(made, wanted))).toEqual(comparable(interpret(made, wanted, tables)));
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);

  it('agrees with it when numerator and denominator come from two facts', async () => {
    await fc.assert(
      fc.asyncProperty(ofResults, ofRolls, fc.oneof(ofResults, ofRolls), asked(shared, false), async (a, b, n, ask) => {
        const made = definition(a, b, n);
        const wanted = question(ask as Partial<Question>);
        expect(comparable(await execute(made, wanted))).toEqual(comparable(interpret(made, wanted, tables)));
      }),
      { numRuns: 75 },
    );
  }, 120_000);

  it('agrees with it on whatever an analyst may write, and counts persons behind it', async () => {
    await fc.assert(
      fc.asyncProperty(ownDefinition, fc.gen(), async (drawn, gen) => {
        const made = indicatorFrom(OwnDefinition.parse({ ...words, ...drawn }), [results, rolls], context);
        const isWhole = made.by.includes('month');
        const wanted = question(gen(asked, isWhole ? everyDivision : shared, isWhole) as Partial<Question>);
        const isOfPersons = (made.denominator ?? made.numerator).of === results;
        expect(made.n.distinct).toBe(isOfPersons ? 'candidate' : (made.n.distinct ?? undefined));
        expect(comparable(await execute(made, wanted))).toEqual(comparable(interpret(made, wanted, tables)));
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  it('lets an analyst list no person, pick out none, and ask for nothing that the facts do not have', () => {
    const rows = { fact: 'sample_results', count: 'rows', reads: 'строки' };
    const faultsOf = (given: object): unknown => {
      try {
        const definition = OwnDefinition.parse({ ...words, unit: 'count', numerator: rows, ...given });
        return indicatorFrom(definition, [results, rolls], context);
      } catch (error) {
        return (error as ProblemError).problem.issues?.map(({ path, message }) => [path.slice(2).join('.'), message]);
      }
    };
    expect(faultsOf({ by: ['candidate'] })).toEqual([['by.0', 'По «candidate» эти данные не делятся']]);
    const of = (column: string, way: object) => ({ numerator: { ...rows, where: [{ column, ...way }] } });
    expect(faultsOf(of('candidate', { in: ['x'] }))).toEqual([
      ['numerator.where.0', 'По столбцу «candidate» отбирать нельзя'],
    ]);
    expect(faultsOf(of('subject', { from: 1 }))).toEqual([['numerator.where.0', 'У столбца «subject» границ нет']]);
    expect(faultsOf(of('early', { in: ['maybe'] }))).toEqual([
      ['numerator.where.0', 'Значение «maybe» не подходит к отбору «early»'],
    ]);
    expect(faultsOf(of('year', { from: 2, to: 1 }))).toEqual([
      ['numerator.where.0', 'Условие на «year»: начало больше конца'],
    ]);
    expect(faultsOf({ unit: 'percent' })).toEqual([['denominator', 'Для доли нужен знаменатель']]);
    expect(faultsOf({ numerator: { ...rows, fact: 'system' } })).toEqual([
      ['numerator.fact', 'Таких данных нет или они вам не открыты'],
    ]);
    expect(faultsOf({ numerator: { ...rows, count: 'sum', column: 'subject' } })).toEqual([
      ['numerator.column', 'Складывать можно только числовой столбец'],
    ]);
  });

  it('binds every value as a parameter, so that no text of a question reaches the SQL', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3 }), (text) => {
        const { query, params } = compile(passedShare, question({ filters: { subject: [`§${text}`] } }), context);
        expect(query).not.toContain('§');
        expect(Object.values(params)).toContainEqual([`§${text}`]);
      }),
    );
  });

  it('divides a sum by a sum: the mean of two schools is not the mean of their means', async () => {
    const [total] = await execute(passedShare, question({}));
    const known = seeded.filter((row) => row.participants !== null && row.passed !== null);
    const sum = (name: string) => known.reduce((all, row) => all + Number(row[name]), 0);
    expect(total).toMatchObject({ numerator: sum('passed'), denominator: sum('participants') });
  });

  it('lets a reader see only the rows of the scope, and nothing when the scope is empty', async () => {
    const scope = [{ municipality: ['m1'] }];
    const rows = await execute(passedShare, question({ by: ['municipality'] }), scope);
    expect(rows.map(({ key }) => key)).toEqual([['m1']]);
    for (const none of [[{ municipality: [] }], []])
      expect(await execute(passedShare, question({ by: ['municipality'] }), none)).toEqual([]);
    const both = [...scope, { municipality: ['m2'], subject: ['math'] }];
    const narrowed = await execute(passedShare, question({ by: ['municipality', 'subject'] }), both);
    expect(narrowed.map(({ key }) => key.join(' ')).filter((key) => key.startsWith('m2'))).toEqual(['m2 math']);
    const [foreign] = await execute(passedShare, question({ filters: { municipality: ['m2'] } }), scope);
    expect(foreign?.numerator).toBeNull();
  });

  it('names a division that the indicator does not have, and a value of the wrong type', () => {
    expect(() => compile(perThousand, question({ by: ['subject'] }), context)).toThrow(/не делится по «subject»/);
    expect(() => compile(passedShare, question({ filters: { year: ["2024' OR 1=1"] } }), context)).toThrow(
      /не подходит/,
    );
    expect(() => compile(passedShare, question({ filters: { organisation: ['x'] } }), context)).toThrow(/не подходит/);
    expect(() => compile(passedShare, question({ by: ['year', 'year'] }), context)).toThrow(/дважды/);
  });

  it('counts academic years from 1 September', async () => {
    const rows = await execute(
      passedShare,
      question({ by: ['academic_year'], period: { from: '2023-08-31', to: '2023-09-01' } }),
    );
    expect(rows.map(({ key: [year] }) => year).sort()).toEqual(['2022', '2023']);
  });

  it('refuses at compile time a division that one of the facts lacks', () => {
    const numerator = { sum: 'participants', of: results, reads: 'x' } as const;
    const denominator = { sum: 'pupils', of: rolls, reads: 'x' } as const;
    // @ts-expect-error: rolls have no subject
    indicator({ id: 'a.b', title: 'x', unit: 'percent', better: 'higher', numerator, denominator, by: ['subject'] });
  });
});
