import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { answer } from '../../dashboards/server/api';
import { compile } from '../../dashboards/server/compile';
import { compileContext } from '../../dashboards/server/context';
import { readRows } from '../../dashboards/server/cells';
import { Question, type AskedQuestion } from '../../dashboards/shared';
import { alignSchema, asOf, catchUp, refreshRollups } from '../../warehouse/server/api';
import { command } from '../../warehouse/server/engine-tables';
import { must, percentile, seconds } from './harness';
import { onInstallation, rounded, untilCaughtUp, type Installation } from './on-warehouse/installation';
import { generated, indicators, lessonPlugins, lessonRows, schoolRows } from './on-warehouse/lessons';
import type { Bench } from './run';

const viewers = 20;
const changesEach = 1_000;

/** The twelve tiles of a page; a viewer looks at the region or at one municipality. */
function page(place: string | undefined): AskedQuestion[] {
  const filters = place ? { municipality: [place] } : {};
  const asked: [string, string[]][] = [
    ['bench.lessons', []],
    ['bench.absent', []],
    ['bench.mark', []],
    ['bench.absent', ['municipality']],
    ['bench.mark', ['municipality']],
    ['bench.absent', ['month']],
    ['bench.mark', ['month']],
    ['bench.mark', ['subject']],
    ['bench.absent', ['grade']],
    ['bench.lessons', ['attendance']],
    ['bench.mark', ['organisation_kind', 'month']],
    ['bench.absent', ['organisation']],
  ];
  return asked.map(([indicator, by]) => ({ indicator, by, filters }));
}

const placeOf = (n: number) => (n % 4 === 0 ? undefined : `m${n % 26}`);

/** Twelve tiles over a hundred million lessons, a tenth of them unmerged, for twenty viewers while lessons are written. */
const bench: Bench = {
  name: 'facts-page',
  run: ({ quick }) => {
    const rows = Number(process.env.BENCH_ROWS ?? (quick ? 20e6 : 100e6));
    const size = { rows, colds: quick ? 8 : 20, durationMs: quick ? 20_000 : 120_000 };
    return onInstallation((own) => measure(own, size), {}, lessonPlugins);
  },
};

async function measure(
  own: Installation,
  { rows, colds, durationMs }: Record<'rows' | 'colds' | 'durationMs', number>,
) {
  await own.client.query(schoolRows);
  await alignSchema();
  await catchUp();
  const fillS = await seconds(() => generate(rows));
  const firstS = await seconds(refreshRollups);
  const worker = await own.startWorker(join(__dirname, 'on-warehouse', 'lessons-worker.ts'));
  await untilCaughtUp(own);
  const flow = flowing(own);
  const cold = await coldPages(colds);
  const warm = await viewing(durationMs);
  const changesPerSecond = await flow.stop();
  await untilCaughtUp(own);
  await worker.stop();
  const equal = await areEqual();
  must(warm.ages.length > 0 && changesPerSecond > 0, 'nobody looked, or nothing changed');
  return {
    figures: {
      rows,
      viewers,
      pages: warm.times.length,
      p50_ms: rounded(percentile(warm.times, 50)),
      p95_ms: rounded(percentile(warm.times, 95)),
      cold_p95_ms: rounded(percentile(cold, 95)),
      oldest_s: rounded(Math.max(...warm.ages)),
      changes_per_s: Math.round(changesPerSecond),
      equal_to_final: equal.every(Boolean) ? 1 : 0,
      fill_s: rounded(fillS),
      first_rollup_s: rounded(firstS),
    },
    bars: {
      p95_ms: { bar: 300, at: 'most' as const },
      cold_p95_ms: { bar: 1_500, at: 'most' as const },
      viewers: { bar: 20, at: 'least' as const },
      equal_to_final: { bar: 1, at: 'least' as const },
      oldest_s: { bar: 60, at: 'most' as const },
    },
  };
}

/** Rows of version 0, and a tenth of them again under the next version, in parts of their own. */
async function generate(rows: number) {
  const each = 5_000_000;
  const settings = { max_partitions_per_insert_block: '0', max_insert_threads: 2 };
  for (let from = 0; from < rows; from += each)
    await command(generated('bench_lessons_g1', from, Math.min(each, rows - from), 1, 0), settings);
  await command(generated('bench_lessons_g1', 0, rows / 10, 10, 1), settings);
}

/** Every second a thousand lessons are written and a thousand of the latest corrected, in PostgreSQL, by the way of all rows. */
function flowing({ services }: Installation) {
  const began = performance.now();
  let isOver = false;
  let changes = 0;
  const work = (async () => {
    const client = new pg.Client({ connectionString: services.databaseUrl });
    await client.connect();
    for (; !isOver; await pause(1_000)) {
      const written = await client.query(lessonRows(changesEach));
      const corrected = await client.query(`UPDATE bench.lessons SET attendance = 'ill' WHERE id IN
        (SELECT id FROM bench.lessons WHERE attendance <> 'ill' LIMIT ${changesEach})`);
      changes += (written.rowCount ?? 0) + (corrected.rowCount ?? 0);
    }
    await client.end();
  })();
  return {
    stop: async () => {
      isOver = true;
      await work;
      return changes / ((performance.now() - began) / 1000);
    },
  };
}

const asking = { audience: 'internal' } as const;

async function look(place: string | undefined): Promise<{ ms: number; ageS: number }> {
  const began = performance.now();
  const moments = new Map();
  const answers = await Promise.all(
    page(place).map(({ indicator, ...question }) => answer(indicator, question, { ...asking, moments })),
  );
  const ms = performance.now() - began;
  const [first] = answers;
  must(answers.length === 12 && answers.every(({ count }) => count > 0), 'a tile is empty');
  return { ms, ageS: first?.asOf.at ? (Date.now() - Date.parse(first.asOf.at)) / 1000 : Infinity };
}

/** Pages that nobody has looked at before: one after the other, each of a place of its own. */
async function coldPages(count: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) times.push((await look(n === 0 ? undefined : `m${n}`)).ms);
  return times;
}

/** Every viewer opens the page anew every five seconds, whether the last one has come or not. */
async function viewing(ms: number) {
  const times: number[] = [];
  const ages: number[] = [];
  const running = new Set<Promise<void>>();
  const until = Date.now() + ms;
  for (let n = 0; Date.now() < until; n++) {
    const one: Promise<void> = look(placeOf(n % viewers)).then((seen) => {
      times.push(seen.ms);
      ages.push(seen.ageS);
      running.delete(one);
    });
    running.add(one);
    await pause(5_000 / viewers);
  }
  await Promise.all(running);
  return { times, ages };
}

/** Every question of the page at rest: from the rollups, and by FINAL over all rows. */
async function areEqual(): Promise<boolean[]> {
  await refreshRollups();
  const { tick } = await asOf(['bench_lessons', 'participants_organisations']);
  const results: boolean[] = [];
  for (const asked of [...page(undefined), ...page('m7')]) {
    const made = indicators.find(({ id }) => id === asked.indicator);
    if (!made) throw new Error('no such indicator');
    const question = Question.parse(asked);
    const quick = compile(made, question, await compileContext(tick));
    const final = compile(made, question, await compileContext());
    must(quick.query.includes('bench_lessons_by_') && !final.query.includes('_by_'), 'a rollup is not asked');
    const rows = [await readRows(quick.query, quick.params), await readRows(final.query, final.params)];
    const [a, b] = rows.map((side) => JSON.stringify(side.map((row) => JSON.stringify(row)).sort()));
    results.push(a === b);
  }
  return results;
}

export default bench;
