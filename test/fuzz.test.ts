import { randomUUID } from 'node:crypto';
import fc, { type Arbitrary } from 'fast-check';
import { z, type ZodType } from 'zod';
import { inTransaction, sql } from '@regiso/core';
import { createTestApp, form, type Answer, type TestApp } from '@regiso/core/testing';
import { alignSchema, catchUp } from '@regiso/warehouse/api';
import { notes } from '../core/access/test/notes';
import { loadDemo } from '../core/server/demo';
import type { Route } from '../core/server/route';
import { arbitraryOf, junk, textOf } from './fuzz/arbitrary';
import { spoiltOnes } from './fuzz/spoilt';
import { mayCall, roles, rows, type Role } from './authorization-matrix';
import { faultOfProblem, send as sendCall } from './authorization/call';
import { calls } from './authorization/calls';
import { layGround, type Ground } from './authorization/ground';
import { aHolder, type Caller } from './authorization/people';
import { allRoutes, type Named } from './authorization/routes';
import { walk, whoMay } from './authorization/walk';

const requests = Number(process.env.FUZZ_REQUESTS ?? (process.env.CI ? 10_000 : 3_000));
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const sideBySide = 8;
type Somebody = Role | 'anonymous';

/** Routes that no request answers with success, and why. */
const neverWithSuccess: Readonly<Record<string, string>> = {
  'GET /{path*}': 'The page for addresses that lead nowhere: always 404',
};

let test: TestApp;
let ground: Ground;
let ids: string[] = [];
const callers = new Map<Somebody, Caller>();

beforeAll(async () => {
  test = await createTestApp({ also: [notes], settings: { REGISO_ESIA_SIMULATOR: 'on' } });
  await alignSchema();
  // Figures have a moment from which they hold.
  await catchUp();
  await loadDemo('small', () => undefined);
  ground = await layGround(test);
  callers.set('anonymous', ground.callers.nobody);
}, 120_000);
afterAll(() => test.stop());

/** Ids that exist, so that requests reach rows and not only "not found". */
const someIds = () =>
  inTransaction({ process: 'test', readOnly: true }, async () => {
    const tables = await sql<{ name: string }>`SELECT format('%I.%I', table_schema, table_name) AS name
      FROM information_schema.columns WHERE column_name = 'id' AND data_type = 'uuid' AND table_schema NOT IN ('pg_catalog')`;
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await sql<{ ids: string[] }>`
        SELECT (xpath('//id/text()', query_to_xml(format('SELECT id FROM %s LIMIT 5', ${name}::text), false, false, '')))::text[] AS ids`;
      found.push(...(row?.ids ?? []));
    }
    return found;
  });

async function callerOf(who: Somebody): Promise<Caller> {
  const known = callers.get(who);
  if (known || who === 'anonymous') return known ?? ground.callers.nobody;
  const { participantId } = who.startsWith('kindergarten') ? ground.kindergarten : ground.school;
  const { call } = await aHolder(test, who, participantId);
  callers.set(who, call);
  return call;
}

const jsonSchema = (schema: ZodType | undefined) =>
  schema && (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>);

/** A request of a route: mostly what its schemas ask for, sometimes with junk put in. */
function requestOf({ name, path, route }: Named, { pool, bad }: { pool: string[]; bad: Arbitrary<unknown> }) {
  const part = (schema: ZodType | undefined) => {
    const sound = schema ? arbitraryOf(jsonSchema(schema) ?? {}, pool) : fc.constant({});
    return fc.oneof({ arbitrary: sound, weight: 3 }, { arbitrary: fc.tuple(sound, bad).map(spoil), weight: 2 });
  };
  const anybody = fc.constantFrom<Somebody>('anonymous', ...roles);
  const whoMay = fc.constantFrom<Somebody>(...roles.filter((role) => mayCall(role, rows[name])));
  return fc.record({
    role: fc.oneof({ arbitrary: whoMay, weight: 3 }, { arbitrary: anybody, weight: 1 }),
    params: part(route.params),
    query: part(route.query),
    payload: fc.oneof({ arbitrary: part(route.payload), weight: 9 }, { arbitrary: bad, weight: 1 }),
    path: fc.constant(path),
  });
}

function spoil([sound, bad]: [unknown, unknown]): unknown {
  if (typeof sound !== 'object' || sound === null || Array.isArray(sound)) return bad;
  const names = Object.keys(sound);
  const name = names[JSON.stringify(bad ?? null).length % (names.length || 1)] ?? 'extra';
  return { ...sound, [name]: bad };
}

const beginnings = ['%PDF-1.4\n', 'PK\x03\x04', '\x1f\x8b', 'Наименование;ИНН\n', '{"type":"FeatureCollection",', ''];

/** A form with a file, made of whatever the request was going to say. */
function fileOf(payload: unknown) {
  const text = textOf(payload);
  const fields = typeof payload === 'object' && payload !== null ? Object.entries(payload).slice(0, 20) : [];
  const content = Buffer.from(`${beginnings[text.length % beginnings.length] ?? ''}${text}`);
  return form(Object.fromEntries(fields.map(([name, value]) => [name, textOf(value)])), {
    name: text.slice(0, 40),
    content,
  });
}

type Fuzzed = { role: Somebody; params: unknown; query: unknown; payload: unknown; path: string };

async function send(route: Route, { role, params, query, payload, path }: Fuzzed): Promise<Answer> {
  const given = params as Record<string, unknown>;
  const url = path.replace(/\{(\w+)[*?]?\d*\}/g, (_, name: string) =>
    encodeURIComponent(textOf(given[name] ?? ids[0])).slice(0, 1_000),
  );
  const search = new URLSearchParams(
    Object.entries((query ?? {}) as Record<string, unknown>).map(([name, value]) => [name, textOf(value)]),
  );
  const caller = await callerOf(role);
  const sent = route.upload ? fileOf(payload) : { payload: payload as object, headers: {} };
  const body = route.method === 'GET' ? {} : { payload: sent.payload };
  const headers = { ...sent.headers, ...(route.idempotent && { 'idempotency-key': randomUUID() }) };
  const answer = await caller(`${url}?${search.toString().slice(0, 4_000)}`, {
    method: route.method,
    headers,
    ...body,
  });
  // Somebody may have been signed out or dismissed by a request that went before.
  if (answer.status === 401 && role !== 'anonymous') callers.delete(role);
  return answer;
}

/** What reads the warehouse may say that it is away for a moment. */
const readers = new Set(['dashboards', 'portal']);

/** What is wrong with an answer, undefined when it is sound. Replies that break their schema are 500 in tests. */
function faultOf(answer: Answer, { plugin, path }: Named): string | undefined {
  const { status, headers } = answer;
  const isAway = status === 503 && readers.has(plugin.id) && headers['retry-after'] !== undefined;
  if (status >= 500 && !isAway) return `${status}`;
  if (status < 400) return undefined;
  // Pages may refuse by pages.
  const isPage = !path.startsWith('/api/') && /^text\/html/.test(String(headers['content-type']));
  return isPage ? undefined : faultOfProblem(answer);
}

it('answers a good request of every route with success', async () => {
  const missed = await walk(ground, allRoutes);
  for (const name of Object.keys(neverWithSuccess)) expect([name, missed.delete(name)]).toEqual([name, true]);
  expect([...missed]).toEqual([]);
}, 180_000);

it('no route answers 5xx to fuzzed requests, and every refusal is a problem', async () => {
  process.stdout.write(`fuzz: ${requests} requests, FUZZ_SEED=${seed}\n`);
  ids = await someIds();
  const known = { pool: ids, bad: junk(ids) };
  const each = Math.ceil(requests / allRoutes.length);
  const queue = allRoutes.flatMap((named, at) =>
    fc.sample(requestOf(named, known), { numRuns: each, seed: seed + at }).map((request) => ({ named, request })),
  );
  const order = fc.sample(
    fc.shuffledSubarray(
      queue.map((_, at) => at),
      { minLength: queue.length },
    ),
    { numRuns: 1, seed },
  )[0];
  const faults: string[] = [];
  const reached = new Set<string>();
  const next = (order ?? []).values();
  await Promise.all(
    Array.from({ length: sideBySide }, async () => {
      for (const at of next) {
        const one = queue[at];
        if (!one) continue;
        const { named, request } = one;
        const answer = await send(named.route, request);
        const fault = faultOf(answer, named);
        if (fault)
          faults.push(
            `${named.name}: ${fault} ${JSON.stringify(request).slice(0, 600)} → ${answer.text.slice(0, 200)}`,
          );
        if (answer.status < 300) reached.add(named.name);
      }
    }),
  );
  process.stdout.write(`fuzz: chance alone reached ${reached.size} of ${allRoutes.length} routes with success\n`);
  expect([...new Map(faults.map((fault) => [fault.slice(0, 60), fault])).values()].slice(0, 10)).toEqual([]);
  // Chance alone does not sign in, guess a kind of file or find a record in the state that a step needs; as many routes as it had
  // to reach when there were 381 (35 %) it must reach still. The walk above reaches every one.
  expect(reached.size).toBeGreaterThan(133);
}, 300_000);

it('no route breaks down on a good request with one place of it spoilt', async () => {
  const many = Math.ceil(requests / allRoutes.length);
  const faults: string[] = [];
  for (const [at, named] of allRoutes.entries()) {
    const { name, route } = named;
    const make = calls[name];
    if (!make) continue;
    let call = await make(ground);
    for (let n = 0; n < many; n++) {
      const [spoilt] = spoiltOnes(call, ids, { many: 1, seed: seed + at * many + n });
      if (!spoilt) break;
      const headers = { ...spoilt.headers, ...(route.idempotent && { 'idempotency-key': randomUUID() }) };
      const answer = await sendCall(name, { ...spoilt, headers }, call.by ?? whoMay(ground, named));
      const fault = faultOf(answer, named);
      if (fault)
        faults.push(`${name}: ${fault} ${JSON.stringify(spoilt).slice(0, 600)} → ${answer.text.slice(0, 200)}`);
      if (answer.status < 400 && route.method !== 'GET') call = await make(ground);
    }
  }
  expect(faults.slice(0, 10)).toEqual([]);
}, 300_000);
