import type { CreationOptional } from 'sequelize';
import {
  day,
  definePlugin,
  Entity,
  fact,
  flag,
  generated,
  indicator,
  integer,
  key,
  number,
  optional,
  table,
  text,
  uuid,
} from '@regiso/core';

/** A small subsystem of its own: exam results and pupils, enough for every kind of indicator. */
export class Result extends Entity<Result> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare subject: string | null;
  declare year: number;
  declare heldOn: string | null;
  declare early: boolean | null;
  declare candidateId: string | null;
  declare participants: number | null;
  declare passed: number | null;
  declare points: number | null;
}
table(Result, 'sample.results', {
  id: generated(key()),
  organisationId: uuid(),
  subject: optional(text()),
  year: integer(),
  heldOn: optional(day()),
  early: optional(flag()),
  candidateId: optional(uuid()),
  participants: optional(integer()),
  passed: optional(integer()),
  points: optional(number()),
});

export class Roll extends Entity<Roll> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare year: number;
  declare pupils: number;
}
table(Roll, 'sample.rolls', { id: generated(key()), organisationId: uuid(), year: integer(), pupils: integer() });

export class School extends Entity<School> {
  declare id: CreationOptional<string>;
  declare region: string;
  declare municipality: string | null;
  declare kind: string;
}
table(School, 'sample.schools', { id: generated(key()), region: text(), municipality: optional(text()), kind: text() });

export const results = fact(Result, {
  name: 'sample_results',
  grain: 'one row per organisation, subject and year',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    subject: as.code('subject'),
    year: as.year('year'),
    held_on: as.day('heldOn'),
    early: as.flag('early'),
    candidate: as.dimension('candidateId'),
    participants: as.number('participants'),
    passed: as.number('passed'),
    points: as.number('points'),
  }),
});

export const rolls = fact(Roll, {
  name: 'sample_rolls',
  grain: 'one row per organisation and year',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    year: as.year('year'),
    pupils: as.number('pupils'),
  }),
});

/** Stands in for the register of organisations where the core's own is not wanted. */
export const schools = fact(School, {
  name: 'participants_organisations',
  grain: 'one row per organisation',
  columns: (as) => ({
    region: as.code('region'),
    municipality: as.code('municipality'),
    organisation_kind: as.code('kind'),
  }),
});

const everywhere = ['organisation', 'municipality', 'organisation_kind', 'year'] as const;
const ofResults = [...everywhere, 'subject', 'held_on', 'early', 'month', 'academic_year'] as const;

export const participants = indicator({
  id: 'sample.participants',
  title: 'Участников',
  unit: 'count',
  better: 'neither',
  numerator: { sum: 'participants', of: results, reads: 'участники экзаменов' },
  by: ofResults,
  public: true,
});

export const passedShare = indicator({
  id: 'sample.passed-share',
  title: 'Доля сдавших',
  unit: 'percent',
  better: 'higher',
  act: '273-ФЗ, ст. 59',
  numerator: {
    sum: 'passed',
    of: results,
    reads: 'сдавшие',
    readsEn: 'those who passed',
    where: { participants: { known: true } },
  },
  denominator: { sum: 'participants', of: results, reads: 'участники', where: { passed: { known: true } } },
  by: ofResults,
  public: true,
});

export const perThousand = indicator({
  id: 'sample.per-thousand',
  title: 'Участников на 1000 учеников',
  unit: 'per1000',
  better: 'neither',
  numerator: { sum: 'participants', of: results, reads: 'участники' },
  denominator: { sum: 'pupils', of: rolls, reads: 'ученики' },
  by: everywhere,
});

export const schoolsTested = indicator({
  id: 'sample.schools-tested',
  title: 'Школ с результатами',
  unit: 'count',
  better: 'higher',
  numerator: {
    distinct: 'organisation',
    of: results,
    reads: 'школы с участниками',
    where: { participants: { from: 1 }, subject: { in: ['math', 'physics'] } },
  },
  n: { count: 'rows', of: rolls, reads: 'школо-годы' },
  countedIn: 'organisation',
  by: everywhere,
});

export const indicators = [participants, passedShare, perThousand, schoolsTested];

const permissions = { 'sample.read': 'See sample results' } as const;

const migrations = [
  {
    name: '001-sample',
    up: `CREATE TABLE sample.results (id uuid PRIMARY KEY DEFAULT uuidv7(), organisation_id uuid NOT NULL, subject text,
        year integer NOT NULL, held_on date, early boolean, candidate_id uuid, participants integer, passed integer, points float8);
      CREATE TABLE sample.rolls (id uuid PRIMARY KEY DEFAULT uuidv7(), organisation_id uuid NOT NULL,
        year integer NOT NULL, pupils integer NOT NULL);
      CREATE TABLE sample.subjects (code text PRIMARY KEY, title text NOT NULL, title_en text NOT NULL);
      INSERT INTO sample.subjects VALUES ('math', 'Математика', 'Mathematics'), ('physics', 'Физика', 'Physics')`,
  },
] as const;

export const samplePlugin = definePlugin({
  id: 'sample',
  title: 'Проба',
  permissions,
  roles: { analyst: ['sample.read'], operator: ['sample.read'] },
  models: [Result, Roll],
  migrations,
  facts: [results, rolls],
  indicators,
  dashboards: [
    {
      id: 'sample.overview',
      title: 'Обзор',
      permission: 'sample.read',
      filters: [
        { by: 'year', title: 'Год', initial: 'latest' },
        { by: 'subject', title: 'Предмет' },
        { by: 'municipality', title: 'Муниципалитет' },
      ],
      titles: { subject: 'sample.subjects' },
      drill: ['municipality', 'organisation'],
      tiles: [
        {
          id: 'participants',
          title: 'Сколько сдавало',
          draw: 'figure',
          indicator: participants,
          compare: 'previous-year',
          overview: { title: 'Математика: сдавали', where: { subject: 'math' }, over: 'year' },
        },
        {
          id: 'share',
          title: 'Сколько сдали',
          draw: 'figure',
          indicator: passedShare,
          compare: 'previous-year',
          overview: { isQuality: true },
        },
        { id: 'map', title: 'Где сдают лучше', draw: 'map', indicator: passedShare, by: 'municipality', width: 2 },
        { id: 'subjects', title: 'По предметам', draw: 'bars', indicator: participants, by: 'subject', width: 2 },
        {
          id: 'spread',
          title: 'Как различаются школы',
          draw: 'distribution',
          indicator: passedShare,
          of: 'organisation',
          step: 10,
          width: 2,
        },
        { id: 'trend', title: 'По годам', draw: 'trend', indicator: passedShare, by: 'year', width: 2 },
        {
          id: 'table',
          title: 'Все цифры',
          draw: 'table',
          indicators: [participants, passedShare],
          by: 'municipality',
          width: 4,
        },
      ],
    },
  ],
});
