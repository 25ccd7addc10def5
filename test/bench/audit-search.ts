import pg from 'pg';
import { inTransaction, installed, sql } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { must, percentile, seconds, withApp } from './harness';
import type { Bench } from './run';

const children = 250_000;
const staff = 8_000;
const watchedRows = 20_000;
const batch = 100_000;
/** A search that finds a page of cards names all of them: one search in so many. */
const listEvery = 4;
const listed = 20;
type Asker = Awaited<ReturnType<TestApp['as']>>;
type Page = { items: { event: string; at: string; personId: string | null }[]; next: string | null };

/** How long an auditor waits for "who viewed child N in March", and for the other questions of the log, over a year of it. */
const bench: Bench = {
  name: 'audit-search',
  run: ({ quick }) =>
    withApp({ only: ['people'] }, async (app) => {
      const rows = quick ? 500_000 : 10_000_000;
      const march = marchOf(new Date());
      const filled = await seconds(() => fill(rows, march));
      const ask = await app.as({ permissions: ['audit.read'] });
      const asked = await childrenOf(march, quick ? 100 : 400);
      await check(ask, march, [...asked.slice(0, 5), await childInList(march)]);

      const times = await measure(ask, march, asked);
      return {
        figures: {
          seen_p95_ms: percentile(times.seen, 95),
          seen_worst_ms: percentile(times.seen, 100),
          seen_p50_ms: percentile(times.seen, 50),
          seen_ever_p95_ms: percentile(times.ever, 95),
          watched_child_ms: percentile(times.watched, 95),
          search_p95_ms: percentile(times.search, 95),
          actor_p95_ms: percentile(times.actor, 95),
          subsystem_p95_ms: percentile(times.subsystem, 95),
          rows,
          questions: asked.length,
          fill_s: filled,
        },
        bars: {
          seen_p95_ms: { bar: 3_000, at: 'most' },
          watched_child_ms: { bar: 3_000, at: 'most' },
          search_p95_ms: { bar: 3_000, at: 'most' },
        },
      };
    }),
};

type Month = { from: string; to: string; year: number };

/** The last March that is over. */
function marchOf(now: Date): Month {
  const year = now.getUTCMonth() > 2 ? now.getUTCFullYear() : now.getUTCFullYear() - 1;
  return { from: `${year}-03-01`, to: `${year}-03-31`, year };
}

const child = (number: string) => `core.bench_id('child' || (${number})::int)`;

/** A year of the log around March, in the order of time: mostly cards that are opened, searches, changes and sign-ins. */
async function fill(rows: number, march: Month) {
  // A login of its own: the statements of the application may not last as long.
  const client = new pg.Client(installed().services.databaseUrl);
  await client.connect();
  await fillBy((text) => client.query(text), rows, march).finally(() => client.end());
}

async function fillBy(run: (text: string) => Promise<unknown>, rows: number, { year }: Month) {
  const first = `timestamptz '${year}-01-01 00:00:00+05'`;
  await run(`SELECT core.make_audit_month(month::date)
    FROM generate_series(date '${year - 1}-12-01', date '${year}-12-01', interval '1 month') month`);
  await run(`CREATE FUNCTION core.bench_id(name text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN overlay(overlay(md5(name) PLACING '7' FROM 13) PLACING '8' FROM 17)::uuid`);
  // The log takes no row of another time; here a year is made in minutes.
  await run('ALTER TABLE core.audit_events DISABLE TRIGGER stamped');
  for (let done = 0; done < rows; done += batch) await write(run, { from: done, rows, first });
  await run('ALTER TABLE core.audit_events ENABLE TRIGGER stamped');
  await run('VACUUM ANALYZE core.audit_events');
}

type Batch = { from: number; rows: number; first: string };

// Children are not opened alike: some hundred times as often as others, and one by everybody.
const write = (run: (text: string) => Promise<unknown>, { from, rows, first }: Batch) =>
  run(`INSERT INTO core.audit_events
      (id, at, actor_id, roles, event, object_type, object_id, person_id, organisation_id, details, request_id, ip)
    SELECT uuidv7(made.at - clock_timestamp()), made.at, core.bench_id('staff' || actor), '{teacher}', kind.event, kind.object,
      CASE WHEN kind.names_person THEN person::text ELSE md5('record' || n) END,
      CASE WHEN kind.names_person THEN person END, core.bench_id('school' || actor % 900),
      CASE kind.event WHEN 'people.searched' THEN jsonb_strip_nulls(jsonb_build_object('by', '["name", "birthDate"]'::jsonb,
          'rows', ${listed}, 'persons', CASE WHEN n % ${listEvery} = 0 THEN (SELECT jsonb_agg(${child(`1 + floor(random() * ${children}) + (n + nth) * 0`)})
            FROM generate_series(1, ${listed}) nth) END))::text
        WHEN 'people.person-changed' THEN '{"fields": ["phone"]}' WHEN 'access.signed-in' THEN '{"method": "password"}'
        ELSE '{}' END::jsonb, uuidv7()::text, '10.' || actor % 200 || '.0.1'
    FROM generate_series(${from + 1}, ${Math.min(from + batch, rows)}) n,
      LATERAL (SELECT ${first} + n * (interval '365 days' / ${rows}) AS at, (random() * ${staff})::int AS actor,
        CASE WHEN n % ${Math.max(2, Math.floor(rows / watchedRows))} = 0 THEN ${child('0')}
          ELSE ${child(`1 + floor(random() * random() * ${children})`)} END AS person) made,
      LATERAL (SELECT * FROM (VALUES (0, 12, 'people.card-read', 'person', true), (12, 14, 'people.person-changed', 'person', true),
          (14, 17, 'people.searched', 'person', false), (17, 20, 'access.signed-in', 'account', false))
        AS kinds (low, high, event, object, names_person)
        WHERE (n / 7 + n) % 20 >= low AND (n / 7 + n) % 20 < high) kind`);

const look = <T>(work: () => Promise<T>) => inTransaction({ process: 'bench', readOnly: true }, work);

type Asked = { person: string; actor: string; views: number };

/** Children that somebody viewed in March, with one of their viewers: nobody has asked about them before. */
const childrenOf = ({ from, to }: Month, count: number) =>
  look(
    () => sql<Asked>`SELECT e.person_id AS person, min(e.actor_id::text) AS actor, count(*)::int AS views
      FROM core.audit_events e WHERE e.event = 'people.card-read' AND e.person_id <> core.bench_id('child0')
        AND e.at >= ${from}::timestamp AT TIME ZONE 'Asia/Yekaterinburg'
        AND e.at < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Yekaterinburg'
      GROUP BY 1 ORDER BY md5(e.person_id::text) LIMIT ${count}`,
  );

async function post(ask: Asker, path: string, payload: object) {
  const began = performance.now();
  const { status, body } = await ask(`/api/audit/${path}`, { method: 'POST', payload });
  must(status === 200, `${path} answered ${status}`);
  return { took: performance.now() - began, page: body as Page };
}

/** A child who stood in a list of these days, and how often its card was viewed. */
const childInList = ({ from, to }: Month) =>
  look(async () => {
    const [found] =
      await sql<Asked>`WITH list AS (SELECT e.details -> 'persons' ->> 0 AS person, e.actor_id::text AS actor
        FROM core.audit_events e WHERE e.event = 'people.searched' AND e.details ? 'persons'
          AND e.at >= ${from}::timestamp AT TIME ZONE 'Asia/Yekaterinburg'
          AND e.at < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Yekaterinburg' LIMIT 1)
      SELECT l.person, l.actor, (SELECT count(*)::int FROM core.audit_events e WHERE e.person_id = l.person::uuid
        AND e.event = 'people.card-read' AND e.at >= ${from}::timestamp AT TIME ZONE 'Asia/Yekaterinburg'
        AND e.at < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Yekaterinburg') AS views FROM list l`;
    if (!found) throw new Error('no list was made');
    return found;
  });

/** How often a child stood in a list in these days. */
const listsWith = (person: string, { from, to }: Month) =>
  look(async () => {
    const [row] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM core.audit_events e
      WHERE e.details -> 'persons' @> ${JSON.stringify(person)}::jsonb
        AND e.at >= ${from}::timestamp AT TIME ZONE 'Asia/Yekaterinburg'
        AND e.at < (${to}::date + 1)::timestamp AT TIME ZONE 'Asia/Yekaterinburg'`;
    return row?.n ?? 0;
  });

/** All pages about a child together are all views of March, in lists too, and nothing else. */
async function check(ask: Asker, march: Month, asked: readonly Asked[]) {
  const { from, to } = march;
  let inLists = 0;
  for (const { person, views } of asked) {
    const found: Page['items'] = [];
    for (let after: string | null | undefined; after !== null;) {
      const given: Page = (await post(ask, 'seen', { person, from, to, limit: 2, ...(after && { after }) })).page;
      found.push(...given.items);
      after = given.next;
    }
    const shown = await listsWith(person, march);
    inLists += shown;
    must(found.length === views + shown, `${found.length} of ${views} views and ${shown} lists were found`);
    must(
      found.every(
        ({ event, personId, at }) =>
          isWithin(at, from, to)
          && (event === 'people.searched' ? personId === null : event === 'people.card-read' && personId === person),
      ),
      'a row of another event, person or month was given',
    );
  }
  must(inLists > 0, 'no child that was asked about was found in a list');
}

const isWithin = (at: string, from: string, to: string) =>
  Date.parse(at) >= Date.parse(`${from}T00:00+05:00`) && Date.parse(at) < Date.parse(`${to}T24:00+05:00`);

async function measure(ask: Asker, { from, to }: Month, asked: readonly Asked[]) {
  const march = { from, to };
  const [watched] = await look(() => sql<{ person: string }>`SELECT core.bench_id('child0')::text AS person`);
  const times = {
    seen: [] as number[],
    ever: [] as number[],
    watched: [] as number[],
    search: [] as number[],
    actor: [] as number[],
    subsystem: [] as number[],
  };
  for (const [at, { person, actor }] of asked.entries()) {
    times.seen.push((await post(ask, 'seen', { person, ...march })).took);
    times.ever.push((await post(ask, 'seen', { person })).took);
    times.search.push((await post(ask, 'search', { person, ...march })).took);
    times.actor.push((await post(ask, 'search', { actor, event: 'people.card-read', ...march })).took);
    if (at % 10) continue;
    const { took, page } = await post(ask, 'seen', { person: watched?.person ?? '', ...march });
    must(page.next !== null, 'the child that everybody opens has one page only');
    times.watched.push(took);
    times.subsystem.push((await post(ask, 'search', { plugin: 'people', ...march })).took);
  }
  return times;
}

export default bench;
