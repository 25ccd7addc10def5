import { randomUUID } from 'node:crypto';
import { database, inTransaction, sql, type HeldGrant } from '@regiso/core';
import { rowSecurity } from '../../core/server/row-security';
import { named } from '../../core/server/sql-parts';
import { median, must, percentile, seconds, withApp } from './harness';
import type { Bench } from './run';

const schools = 200;
const classes = 10;
const pupils = 25;
const tables = ['core.bench_open', 'core.bench_guarded'] as const;
type Table = (typeof tables)[number];

type Mark = { pupil_id: string; lesson: number; mark: number };

/** The marks of one class for a month, read by its teacher from a table with row level security and from its twin without. */
const bench: Bench = {
  name: 'rls',
  run: ({ quick }) =>
    withApp({ only: [] }, async () => {
      const lessons = quick ? 10 : 40;
      await fill(lessons);
      const school = await schoolNumber(7);
      const other = await schoolNumber(8);
      for (const table of tables) await check(table, school, lessons);
      must(
        (await page('core.bench_guarded', school, other)).marks.length === 0,
        'row level security let another school in',
      );
      must((await page('core.bench_open', school, other)).marks.length > 0, 'nothing stood behind the guard');

      const rounds = quick ? 200 : 1_000;
      const times: Record<string, number[]> = { 'core.bench_open': [], 'core.bench_guarded': [] };
      for (let round = 0; round < rounds; round += 1) {
        for (const table of round % 2 ? tables : tables.toReversed())
          times[table]?.push((await page(table, school, school)).took);
      }
      const [open, guarded] = tables.map((table) => times[table] ?? []) as [number[], number[]];
      return {
        figures: {
          cost_share: 1 - median(open) / median(guarded),
          open_ms: 1_000 * median(open),
          guarded_ms: 1_000 * median(guarded),
          guarded_p95_ms: 1_000 * percentile(guarded, 95),
          rows: schools * classes * pupils * lessons,
          rounds,
        },
        bars: { cost_share: { bar: 0.1, at: 'most' } },
      };
    }),
};

async function fill(lessons: number) {
  for (const table of tables) {
    await database().query(
      `CREATE TABLE ${table} (participant_id uuid, class int, pupil_id uuid, lesson int, mark int)`,
    );
    await database().query(`INSERT INTO ${table}
      SELECT md5('school' || school)::uuid, class, md5(school || '/' || class || '/' || pupil)::uuid, lesson, 2 + lesson % 4
      FROM generate_series(1, ${lessons}) lesson, generate_series(1, ${schools}) school,
        generate_series(1, ${classes}) class, generate_series(1, ${pupils}) pupil`);
    await database().query(`CREATE INDEX ON ${table} (participant_id, class)`);
    await database().query(`ANALYZE ${table}`);
  }
  await database().query(rowSecurity('core.bench_guarded', { participant: 'participant_id' }));
}

async function schoolNumber(school: number): Promise<string> {
  const [row] = await inTransaction(
    { process: 'bench' },
    () => sql<{ id: string }>`SELECT md5('school' || ${school}::int)::uuid AS id`,
  );
  return row?.id ?? '';
}

type Shown = { marks: Mark[]; took: number };

/** The marks of the first class of a school as a teacher of one school is shown them, and how long the statement took. */
function page(table: Table, teachersSchool: string, school: string): Promise<Shown> {
  const grant: HeldGrant = {
    id: randomUUID(),
    role: 'bench',
    subsystem: null,
    scope: 'participant',
    participantId: teachersSchool,
    municipalityId: null,
    participants: [teachersSchool],
    readOnly: false,
    narrowing: null,
    endsOn: null,
    permissions: new Set(),
  };
  const actor = { accountId: randomUUID(), name: 'Bench', roles: [], permissions: new Set<string>(), grants: [grant] };
  return inTransaction({ actor, login: 'app', reach: 'actor', readOnly: true }, async () => {
    let marks: Mark[] = [];
    const took = await seconds(async () => {
      marks = await sql<Mark>`SELECT pupil_id, lesson, mark FROM ${named(table)}
        WHERE participant_id = ${school} AND class = 1 ORDER BY pupil_id, lesson`;
    });
    return { marks, took };
  });
}

async function check(table: Table, school: string, lessons: number) {
  const { marks } = await page(table, school, school);
  must(marks.length === pupils * lessons, `${table} shows ${marks.length} marks`);
}

export default bench;
