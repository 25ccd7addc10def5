import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inTransaction, namedNumberKey, sql, startJob } from '../../core/server';
import type { TestApp } from '../../core/testing';
import { median, must, percentile, seconds, withApp } from './harness';
import type { Bench } from './run';

const run = promisify(execFile);
const people = 40_000;
const perSecond = 1_600;
/** Of so many look-ups one is of a document that nobody has. */
const oneInVain = 20;

type Seen = { known: number; unknown: number; waiting: number; wrong: number };
type Round = { seconds: number; took: number[]; statuses: Record<string, number>; seen: Seen };

/**
 * Families ask for results by name and document while the results of the next exam are being published, limits and log on: at
 * a fixed rate, every document once a round, the worker in the same process.
 */
const bench: Bench = {
  name: 'results-day',
  run: ({ quick }) =>
    withApp({ only: ['portal'] }, async (app) => {
      await app.work(fill);
      await app.work(() => batch(0, true));
      const site = (await app.app.start({ web: true, worker: true })) ?? '';
      await checkLimits(app);
      await ask(site, { known: 2_000, perSecond: 1_000, from: people - 2_000 });
      const rounds: { round: Round; publish: number; cpu: number }[] = [];
      for (let nth = 1; nth <= (quick ? 1 : 5); nth += 1) {
        const id = await app.work(() => batch(nth, false));
        const since = await now();
        const known = quick ? 16_000 : people;
        const before = process.cpuUsage();
        const [publish, round] = await Promise.all([
          seconds(() => publication(app, id)),
          ask(site, { known, perSecond, from: 1 }),
        ]);
        const { user, system } = process.cpuUsage(before);
        await checkRecords(since, round.seen);
        rounds.push({ round, publish, cpu: (user + system) / 1_000 / round.took.length });
      }
      const took = (share: number) => median(rounds.map(({ round }) => percentile(round.took, share)));
      return {
        figures: {
          rps: median(rounds.map(({ round }) => round.took.length / round.seconds)),
          p50_ms: took(50),
          p95_ms: took(95),
          p99_ms: took(99),
          publish_s: median(rounds.map(({ publish }) => publish)),
          sent_to_wait: median(rounds.map(({ round }) => round.seen.waiting)),
          cpu_ms_each: median(rounds.map(({ cpu }) => cpu)),
          ...(!quick && { most_rps: await climb(site) }),
          documents: people,
        },
        bars: {
          rps: { bar: 1_500, at: 'least' },
          p95_ms: { bar: 100, at: 'most' },
          p99_ms: { bar: 250, at: 'most' },
          publish_s: { bar: 60, at: 'most' },
          sent_to_wait: { bar: 0, at: 'most' },
        },
      };
    }),
};

/** The highest rate that is answered as quickly as the bars ask, beside an idle worker. */
async function climb(site: string): Promise<number> {
  let most = 0;
  for (const rate of [1_600, 2_000, 2_500, 3_000, 3_500]) {
    const round = await ask(site, { known: rate * 8, perSecond: rate, from: 1 });
    const isHeld = !round.seen.waiting && percentile(round.took, 95) <= 100 && percentile(round.took, 99) <= 250;
    if (!isHeld) return most;
    most = round.took.length / round.seconds;
  }
  return most;
}

async function fill() {
  await sql`WITH logins AS (
      INSERT INTO core.accounts (login, name) SELECT 'family-' || n, 'Семья ' || n FROM generate_series(1, ${people}) n RETURNING id, login)
    INSERT INTO core.persons (surname, name, plain_name, name_key, source, account_id, accounts)
    SELECT 'Участник ' || n, 'Имя', 'участник ' || n || ' имя', 'имя участник ' || n, 'bench', id, ARRAY[id]
    FROM (SELECT id, replace(login, 'family-', '')::int AS n FROM logins) l`;
}

/** A batch in which everybody has a result; their primary score ends in their number. Gives its id. */
async function batch(nth: number, isPublished: boolean): Promise<string> {
  const [row] = await sql<{
    id: string;
  }>`INSERT INTO exams.batches (kind, subject, held_on, number, unit, state, decided_at,
      visible_from, published_at)
    VALUES ('ege', 'russian', current_date - 10, ${nth + 1}, 'score', ${isPublished ? 'published' : 'approved'}, now(),
      CASE WHEN ${isPublished} THEN now() ELSE now() + interval '1 day' END, CASE WHEN ${isPublished} THEN now() END) RETURNING id`;
  const id = row?.id ?? '';
  const results = await sql<{ id: string; number: number }>`WITH them AS (
      SELECT id, replace(surname, 'Участник ', '')::int AS n FROM core.persons WHERE source = 'bench'),
    made AS (INSERT INTO exams.person_results (batch_id, person_id, primary_points, result, published_at)
      SELECT ${id}, id, n + ${nth * 1_000_000}, n % 101, CASE WHEN ${isPublished} THEN now() END FROM them
      RETURNING id, primary_points)
    SELECT id, primary_points % 1000000 AS number FROM made`;
  const keyOf = (number: number) =>
    namedNumberKey({ surname: `Участник ${number}`, name: 'Имя' }, String(100_000 + number));
  await sql`INSERT INTO exams.result_keys (result_id, key)
    SELECT * FROM unnest(${results.map((one) => one.id)}::uuid[], ${results.map(({ number }) => keyOf(number))}::bytea[])`;
  return id;
}

/** Shows a batch as an approval whose hour has come does, and waits until all of it is seen. */
async function publication(app: TestApp, id: string) {
  await app.work(async () => {
    await sql`UPDATE exams.batches SET visible_from = now() WHERE id = ${id}`;
    await startJob('exams', 'publish-results');
  });
  for (;;) {
    const [row] = await read<{ state: string }>(() => sql`SELECT state FROM exams.batches WHERE id = ${id}`);
    if (row?.state === 'published') break;
    await pause(200);
  }
  const [seen] = await read<{ n: number }>(
    () => sql`SELECT count(*)::int AS n FROM exams.person_results WHERE batch_id = ${id} AND published_at IS NOT NULL`,
  );
  must(seen?.n === people, `of ${people} results ${seen?.n} are published`);
  const [told] = await read<{ n: number }>(
    () => sql`SELECT count(*)::int AS n FROM core.notices WHERE once = ${`exam-batch-${id}`}`,
  );
  must(told?.n === people, `of ${people} families ${told?.n} were told`);
}

const read = <T>(work: () => Promise<unknown>) =>
  inTransaction({ process: 'bench', readOnly: true }, work) as Promise<T[]>;

const now = async () => (await read<{ at: Date }>(() => sql`SELECT clock_timestamp() AS at`))[0]?.at ?? new Date();

/** The limiter is on: the sixth try of a document is refused. */
async function checkLimits(app: TestApp) {
  const statuses: number[] = [];
  for (let at = 0; at < 6; at += 1) {
    const payload = { surname: `Гадающий ${at}`, name: 'Имя', number: '999999999' };
    const headers = { accept: 'text/html', cookie: `regiso-device=guess-${String(at).padStart(16, '0')}` };
    statuses.push((await app.call('/exam-results', { method: 'POST', payload, headers })).status);
  }
  must(statuses.join() === '200,200,200,200,200,429', `tries in vain are answered ${statuses.join()}`);
}

/** Every look-up stands in the log once, and everybody's as theirs; tries in vain are counted. */
async function checkRecords(since: Date, { known, unknown }: Seen) {
  const [row] = await read<{ all: number; requests: number; people: number; persons: number; refused: number }>(
    () => sql`SELECT count(*) FILTER (WHERE event = 'exams.result-looked-up')::int AS all,
        count(DISTINCT request_id) FILTER (WHERE event = 'exams.result-looked-up')::int AS requests,
        count(person_id)::int AS people, count(DISTINCT person_id)::int AS persons,
        count(*) FILTER (WHERE event = 'exams.look-up-refused')::int AS refused
      FROM core.audit_events WHERE at >= ${since} AND event IN ('exams.result-looked-up', 'exams.look-up-refused')`,
  );
  const right = { all: known + unknown, requests: known + unknown, people: known, persons: known, refused: 0 };
  must(
    Object.entries(right).every(([name, n]) => row?.[name as 'all'] === n),
    `the log holds ${JSON.stringify(row)} instead of ${JSON.stringify(right)}`,
  );
  const [tries] = await read<{ n: number }>(
    () => sql`SELECT count(*)::int AS n FROM exams.look_up_tries WHERE at >= ${since}`,
  );
  must(tries?.n === 3 * unknown, `${tries?.n} tries in vain are counted, of ${unknown} look-ups`);
}

let asked = 0;

async function ask(site: string, load: { known: number; perSecond: number; from: number }): Promise<Round> {
  const unknown = Math.floor(load.known / oneInVain);
  const client = join(__dirname, 'load/results.ts');
  // Documents that nobody has are new ones in every round: the limiter counts them.
  const order = JSON.stringify({ site, ...load, unknown, vainFrom: (asked += 1) * 1_000_000 });
  const { stdout } = await run(process.execPath, ['--import', 'tsx', client, order], { maxBuffer: 1 << 27 });
  const round = JSON.parse(stdout) as Round;
  must(Object.keys(round.statuses).join() === '200', `answers: ${JSON.stringify(round.statuses)}`);
  must(round.seen.wrong === 0, `${round.seen.wrong} answers are not those of their documents`);
  return round;
}

export default bench;
