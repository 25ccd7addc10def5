import type { CreationOptional } from 'sequelize';
import {
  bigint,
  day,
  definePlugin,
  Entity,
  fact,
  flag,
  instant,
  inTransaction,
  integer,
  key,
  number,
  optional,
  sql,
  table,
  text,
  uuid,
  warehouseClient,
  type Plugin,
} from '@regiso/core';
import { createTestApp } from '@regiso/core/testing';
import access from '../../../core/access';
import audit from '../../../core/audit';
import system from '../../../core/system';
import warehouse from '..';
import { activeTables } from '../generations';

/** A small record with every kind of column, for the tests of the warehouse. */
export class Mark extends Entity<Mark> {
  declare id: CreationOptional<string>;
  declare year: number;
  declare organisationId: string;
  declare subject: string | null;
  declare givenOn: string | null;
  declare givenAt: Date | null;
  declare value: number;
  declare share: number | null;
  declare kopecks: string | null;
  declare passed: boolean;
}

table(Mark, 'marks.marks', {
  id: key(),
  year: integer(),
  organisationId: uuid(),
  subject: optional(text()),
  givenOn: optional(day()),
  givenAt: optional(instant()),
  value: integer(),
  share: optional(number()),
  kopecks: optional(bigint()),
  passed: flag(),
});

export const marksFact = fact(Mark, {
  name: 'marks_given',
  grain: 'one row per mark',
  columns: (as) => ({
    year: as.year('year'),
    organisation: as.dimension('organisationId'),
    subject: as.code('subject'),
    given_on: as.day('givenOn'),
    given_at: as.instant('givenAt'),
    value: as.number('value'),
    share: as.number('share'),
    kopecks: as.number('kopecks'),
    passed: as.flag('passed'),
  }),
  order: ['year', 'subject'],
  partition: 'year',
});

/** The same table sorted by its key alone. */
export const plainFact = fact(Mark, {
  name: 'marks_plain',
  grain: 'one row per mark',
  columns: (as) => ({ value: as.number('value'), subject: as.code('subject') }),
});

export const marksMigration = {
  name: '001-marks',
  up: `CREATE TABLE marks.marks (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    year integer NOT NULL,
    organisation_id uuid NOT NULL DEFAULT uuidv7(),
    subject text,
    given_on date,
    given_at timestamptz,
    value integer NOT NULL DEFAULT 0,
    share double precision,
    kopecks bigint,
    passed boolean NOT NULL DEFAULT false)`,
} as const;

export const marksPlugin = definePlugin({
  id: 'marks',
  title: 'Marks',
  models: [Mark],
  migrations: [marksMigration],
  facts: [marksFact, plainFact],
});

/** The core, the warehouse and these marks; no other plugin takes part. */
export const createMarksApp = (also: Plugin[] = []) =>
  createTestApp({
    plugins: [{ ...system, facts: [], indicators: [], dashboards: [] }, audit, access, warehouse, marksPlugin, ...also],
  });

/** SQL in a transaction of its own. */
export const run = (...statement: Parameters<typeof sql>) =>
  inTransaction({ process: 'test' }, () => sql<Record<string, unknown>>(...statement));

export async function seen<T = Record<string, unknown>>(query: string): Promise<T[]> {
  const answer = await warehouseClient().query({ query, format: 'JSONEachRow' });
  return answer.json<T>();
}

/** Tables of the marks, without what the warehouse keeps for itself. */
export const marksTables = async () => (await activeTables()).filter(({ fact: name }) => name.startsWith('marks_'));
