import type { CreationOptional } from 'sequelize';
import {
  day,
  definePlugin,
  Entity,
  fact,
  flag,
  instant,
  integer,
  key,
  number,
  optional,
  table,
  text,
  uuid,
} from '@regiso/core';

/** A result of an exam, 13 columns: what the benches of the warehouse move. */
class Result extends Entity<Result> {
  declare id: CreationOptional<string>;
  declare year: number;
  declare organisationId: string;
  declare municipality: string;
  declare kind: string;
  declare subject: string;
  declare variant: number;
  declare takenOn: string;
  declare score: number | null;
  declare share: number | null;
  declare mark: number;
  declare passed: boolean;
  declare changedAt: Date;
}
table(Result, 'bench.results', {
  id: key(),
  year: integer(),
  organisationId: uuid(),
  municipality: text(),
  kind: text(),
  subject: text(),
  variant: integer(),
  takenOn: day(),
  score: optional(integer()),
  share: optional(number()),
  mark: integer(),
  passed: flag(),
  changedAt: instant(),
});

const results = fact(Result, {
  name: 'bench_results',
  grain: 'one row per result of an exam',
  columns: (as) => ({
    year: as.year('year'),
    organisation: as.dimension('organisationId'),
    municipality: as.code('municipality'),
    kind: as.code('kind'),
    subject: as.code('subject'),
    variant: as.number('variant'),
    taken_on: as.day('takenOn'),
    score: as.number('score'),
    share: as.number('share'),
    mark: as.number('mark'),
    passed: as.flag('passed'),
    changed_at: as.instant('changedAt'),
  }),
  order: ['year'],
  partition: 'year',
});

export const benchPlugin = definePlugin({
  id: 'bench',
  title: 'Bench',
  models: [Result],
  facts: [results],
  migrations: [
    {
      name: '001-results',
      up: `CREATE TABLE bench.results (
        id uuid PRIMARY KEY DEFAULT uuidv7(),
        year integer NOT NULL,
        organisation_id uuid NOT NULL,
        municipality text NOT NULL,
        kind text NOT NULL,
        subject text NOT NULL,
        variant integer NOT NULL,
        taken_on date NOT NULL,
        score integer,
        share double precision,
        mark integer NOT NULL,
        passed boolean NOT NULL,
        changed_at timestamptz NOT NULL DEFAULT now())`,
    },
  ],
});

/** Values of row `n` of `bench.results`, as SQL. */
export const valuesOf = (n: string) => `
  2020 + ${n} % 6, md5((${n} % 600)::text)::uuid, 'm' || ${n} % 26, CASE WHEN ${n} % 3 = 0 THEN 'ege' ELSE 'oge' END,
  's' || ${n} % 15, (${n} % 90)::int, date '2020-05-25' + (${n} % 30)::int,
  CASE WHEN ${n} % 50 <> 0 THEN (${n} * 7919 % 101)::int END, (${n} % 1000) / 1000.0, (${n} % 4 + 2)::int, ${n} % 9 <> 0,
  timestamptz '2026-01-01' + (${n} % 100000) * interval '1 second'`;
export const columns =
  'year, organisation_id, municipality, kind, subject, variant, taken_on, score, share, mark, passed, changed_at';
