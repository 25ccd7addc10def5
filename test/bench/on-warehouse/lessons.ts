import type { CreationOptional } from 'sequelize';
import { day, definePlugin, Entity, fact, indicator, integer, key, optional, table, text, uuid } from '@regiso/core';
import access from '../../../core/access';
import audit from '../../../core/audit';
import system from '../../../core/system';
import dashboards from '../../../dashboards/server';
import warehouse from '../../../warehouse/server';

/** A pupil at a lesson: whether there, and the mark. What a region's journal gives the warehouse, by the hundred million. */
class Lesson extends Entity<Lesson> {
  declare id: CreationOptional<string>;
  declare organisationId: string;
  declare grade: number;
  declare subject: string;
  declare heldOn: string;
  declare attendance: string;
  declare mark: number | null;
  declare marked: number;
}
table(Lesson, 'bench.lessons', {
  id: key(),
  organisationId: uuid(),
  grade: integer(),
  subject: text(),
  heldOn: day(),
  attendance: text(),
  mark: optional(integer()),
  marked: integer(),
});

class School extends Entity<School> {
  declare id: CreationOptional<string>;
  declare municipality: string;
  declare kind: string;
}
table(School, 'bench.schools', { id: key(), municipality: text(), kind: text() });

const lessons = fact(Lesson, {
  name: 'bench_lessons',
  grain: 'one row per pupil and lesson',
  columns: (as) => ({
    organisation: as.dimension('organisationId'),
    grade: as.year('grade'),
    subject: as.code('subject'),
    held_on: as.day('heldOn'),
    attendance: as.code('attendance'),
    mark: as.number('mark'),
    marked: as.number('marked'),
  }),
  order: ['held_on', 'organisation'],
  partition: 'held_on',
  rollups: [
    { name: 'region', by: ['held_on', 'grade', 'subject', 'attendance'], sums: ['mark', 'marked'] },
    { name: 'organisation', by: ['held_on', 'organisation', 'attendance'], sums: ['mark', 'marked'] },
    { name: 'grade', by: ['held_on', 'organisation', 'grade', 'attendance'], sums: ['mark', 'marked'] },
    { name: 'subject', by: ['held_on', 'organisation', 'subject', 'attendance'], sums: ['mark', 'marked'] },
  ],
});

const schools = fact(School, {
  name: 'participants_organisations',
  grain: 'one row per organisation',
  columns: (as) => ({ municipality: as.code('municipality'), organisation_kind: as.code('kind') }),
  lookup: true,
});

const by = ['organisation', 'municipality', 'organisation_kind', 'grade', 'subject', 'attendance', 'month'] as const;
const rows = { count: 'rows', of: lessons, reads: 'lessons of pupils' } as const;

export const indicators = [
  indicator({ id: 'bench.lessons', title: 'Lessons', unit: 'count', better: 'neither', numerator: rows, by }),
  indicator({
    id: 'bench.absent',
    title: 'Absent',
    unit: 'percent',
    better: 'lower',
    numerator: { ...rows, where: { attendance: { in: ['ill', 'absent'] } } },
    denominator: rows,
    by,
  }),
  indicator({
    id: 'bench.mark',
    title: 'Mean mark',
    unit: 'mark',
    better: 'higher',
    numerator: { sum: 'mark', of: lessons, reads: 'sum of marks' },
    denominator: { sum: 'marked', of: lessons, reads: 'marks' },
    by,
  }),
];

const benchPlugin = definePlugin({
  id: 'bench',
  title: 'Bench',
  models: [Lesson, School],
  facts: [lessons],
  indicators,
  migrations: [
    {
      name: '001-lessons',
      up: `CREATE TABLE bench.schools (id uuid PRIMARY KEY, municipality text NOT NULL, kind text NOT NULL);
        CREATE TABLE bench.lessons (
          id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
          organisation_id uuid NOT NULL,
          grade integer NOT NULL,
          subject text NOT NULL,
          held_on date NOT NULL,
          attendance text NOT NULL,
          mark integer,
          marked integer NOT NULL)`,
    },
  ],
});
const register = definePlugin({ id: 'participants', title: 'Register', requires: ['bench'], facts: [schools] });

export const lessonPlugins = [system, audit, access, warehouse, dashboards, benchPlugin, register];

const attendance = `CASE WHEN n % 23 = 0 THEN 'ill' WHEN n % 41 = 0 THEN 'absent' ELSE 'there' END`;

export const schoolRows = `INSERT INTO bench.schools SELECT md5(n::text)::uuid, 'm' || n % 26,
  CASE WHEN n % 4 = 0 THEN 'lyceum' ELSE 'school' END FROM generate_series(0, 599) n`;

/** Lessons of today, as the journals write them. */
export const lessonRows = (rowCount: number) => `INSERT INTO bench.lessons
  (organisation_id, grade, subject, held_on, attendance, mark, marked)
  SELECT md5((n % 600)::text)::uuid, 1 + n % 11, 's' || n % 15, date '2026-02-10' + (n % 5), ${attendance},
    CASE WHEN n % 3 = 0 THEN 2 + n % 4 END, (n % 3 = 0)::int
  FROM (SELECT (random() * 1e6)::int AS n FROM generate_series(1, ${rowCount})) r`;

/** Rows of 30 months made inside ClickHouse, `_v` being their version; every `each`-th of them. */
export const generated = (target: string, from: number, count: number, each: number, version: number) => `
  INSERT INTO ${target} (_key, organisation, grade, subject, held_on, attendance, mark, marked, _v, _d)
  SELECT reinterpretAsUUID(sipHash128(n)), toUUID(UUIDNumToString(MD5(toString(h % 600)))), 1 + intDiv(h, 600) % 11,
    concat('s', toString(intDiv(h, 6600) % 15)), toDate32('2023-09-01') + n % 900,
    multiIf((h + ${version}) % 23 = 0, 'ill', (h + ${version}) % 41 = 0, 'absent', 'there'),
    if(h % 3 = 0, 2 + intDiv(h, 3) % 4, NULL), h % 3 = 0, ${version}, 0
  FROM (SELECT toUInt64(number * ${each}) AS n, intHash64(n) AS h FROM numbers(${from}, ${count}))`;
