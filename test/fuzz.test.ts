import fc from 'fast-check';
import { z, type ZodType } from 'zod';
import { enabledPlugins, inTransaction, sql } from '@regiso/core';
import { createTestApp, type Answer, type TestApp } from '@regiso/core/testing';
import { loadDemo } from '../core/server/demo';
import { fullPath } from '../core/server/mount';
import type { Route } from '../core/server/route';
import { arbitraryOf, junk } from './fuzz/arbitrary';
import { roles } from './authorization-matrix';

const requests = Number(process.env.FUZZ_REQUESTS ?? (process.env.CI ? 10_000 : 3_000));
const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const sideBySide = 8;
type Caller = Awaited<ReturnType<TestApp['as']>>;

let test: TestApp;
let ids: string[] = [];
const callers = new Map<string, Caller>();

beforeAll(async () => {
  test = await createTestApp();
  await loadDemo('small', () => undefined);
  ids = await someIds();
  callers.set('anonymous', (url, options) => test.call(url, options));
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

async function callerOf(role: string): Promise<Caller> {
  const known = callers.get(role);
  if (known) return known;
  const caller = await test.as({ roles: role === 'nobody in particular' ? [] : [role] });
  callers.set(role, caller);
  return caller;
}

const jsonSchema = (schema: ZodType | undefined) =>
  schema && (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>);

/** A request of a route: mostly what its schemas ask for, sometimes with junk put in. */
function requestOf(plugin: string, route: Route) {
  const pool = ids.length ? ids : ['00000000-0000-7000-8000-000000000000'];
  const part = (schema: ZodType | undefined) => {
    const sound = schema ? arbitraryOf(jsonSchema(schema) ?? {}, pool) : fc.constant({});
    return fc.oneof({ arbitrary: sound, weight: 3 }, { arbitrary: fc.tuple(sound, junk(pool)).map(spoil), weight: 2 });
  };
  return fc.record({
    role: fc.constantFrom('anonymous', 'operator', 'operator', 'operator', ...roles),
    params: part(route.params),
    query: part(route.query),
    payload: fc.oneof({ arbitrary: part(route.payload), weight: 9 }, { arbitrary: junk(pool), weight: 1 }),
    path: fc.constant(fullPath(plugin, route.path)),
  });
}

function spoil([sound, bad]: [unknown, unknown]): unknown {
  if (typeof sound !== 'object' || sound === null || Array.isArray(sound)) return bad;
  const names = Object.keys(sound);
  const name = names[JSON.stringify(bad ?? null).length % (names.length || 1)] ?? 'extra';
  return { ...sound, [name]: bad };
}

// An address cannot hold half a character.
const textOf = (value: unknown) =>
  (typeof value === 'string' ? value : JSON.stringify(value ?? null)).replace(/\p{Surrogate}/gu, '\ufffd');

type Fuzzed = { role: string; params: unknown; query: unknown; payload: unknown; path: string };

async function send(route: Route, { role, params, query, payload, path }: Fuzzed): Promise<Answer> {
  const given = params as Record<string, unknown>;
  const url = path.replace(/\{(\w+)[*?]?\d*\}/g, (_, name: string) =>
    encodeURIComponent(textOf(given[name] ?? ids[0])).slice(0, 1_000),
  );
  const search = new URLSearchParams(
    Object.entries((query ?? {}) as Record<string, unknown>).map(([name, value]) => [name, textOf(value)]),
  );
  const caller = await callerOf(role);
  const body = route.method === 'GET' || route.upload ? {} : { payload: payload as object };
  const answer = await caller(`${url}?${search.toString().slice(0, 4_000)}`, { method: route.method, ...body });
  // Somebody may have been signed out or dismissed by a request that went before.
  if (answer.status === 401 && role !== 'anonymous') callers.delete(role);
  return answer;
}

/** What is wrong with an answer, undefined when it is sound. Replies that break their schema are 500 in tests. */
function faultOf({ status, body, headers }: Answer, path: string): string | undefined {
  if (status >= 500 && status !== 503) return `${status}`;
  // Pages refuse by pages.
  if (status < 400 || !path.startsWith('/api/')) return undefined;
  if (!String(headers['content-type']).startsWith('application/problem+json')) return `${status} is no problem+json`;
  const problem = body as { code?: unknown; title?: unknown; status?: unknown };
  return problem.status === status && problem.code && problem.title ? undefined : `${status} without code or title`;
}

it('no route answers 5xx to fuzzed requests, and every refusal is a problem', async () => {
  process.stdout.write(`fuzz: ${requests} requests, FUZZ_SEED=${seed}\n`);
  const all = enabledPlugins().flatMap((plugin) =>
    (plugin.routes ?? []).map((route) => ({ plugin: plugin.id, route })),
  );
  const each = Math.ceil(requests / all.length);
  const queue = all.flatMap(({ plugin, route }, at) =>
    fc.sample(requestOf(plugin, route), { numRuns: each, seed: seed + at }).map((request) => ({ route, request })),
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
        const answer = await send(one.route, one.request);
        const name = `${one.route.method} ${one.request.path}`;
        const fault = faultOf(answer, one.request.path);
        if (fault)
          faults.push(`${name}: ${fault} ${JSON.stringify(one.request).slice(0, 600)} → ${answer.text.slice(0, 200)}`);
        if (answer.status < 300) reached.add(name);
      }
    }),
  );
  const names = all.map(({ plugin, route }) => `${route.method} ${fullPath(plugin, route.path)}`);
  const missed = names.filter((name) => !reached.has(name));
  process.stdout.write(
    `fuzz: ${reached.size} of ${names.length} routes answered with success; never: ${missed.join(', ')}\n`,
  );
  expect([...new Map(faults.map((fault) => [fault.slice(0, 60), fault])).values()].slice(0, 10)).toEqual([]);
  // Chance alone does not sign in or guess a kind of file; most routes it must reach.
  expect(reached.size / names.length).toBeGreaterThan(0.4);
}, 300_000);
