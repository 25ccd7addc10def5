import { request as httpRequest } from 'node:http';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { definePlugin, inTransaction, installed, log, route, sql } from '..';
import { context } from '../context';
import { install } from '../installed';
import { plainError } from '../log';
import { readConfig } from '../config';
import { createTestApp, eventually, type TestApp } from '../../testing';

const permissions = { 'probe.use': 'Use the probe' } as const;
let emptied = 0;
let taken = 0;

const probe = definePlugin({
  id: 'probe',
  title: 'Probe',
  permissions,
  events: { 'probe.done': { means: 'Something was done' } },
  migrations: [{ name: '001-things', up: 'CREATE TABLE probe.things (id int PRIMARY KEY, name text NOT NULL)' }],
  routes: [
    route({
      method: 'POST',
      path: '/strict',
      access: { public: 'a test' },
      payload: z.strictObject({ copies: z.int() }),
      unaudited: 'a test',
      handler: ({ payload }) => ({ got: payload }),
    }),
    route({
      method: 'POST',
      path: '/forgets-audit',
      access: { public: 'a test' },
      handler: async () => sql`INSERT INTO probe.things VALUES (1, 'x')`,
    }),
    route({
      method: 'GET',
      path: '/writes',
      access: { public: 'a test' },
      handler: async () => sql`INSERT INTO probe.things VALUES (2, 'x')`,
    }),
    route({
      method: 'POST',
      path: '/breaks',
      access: { public: 'a test' },
      unaudited: 'a test',
      handler: async () => sql`INSERT INTO probe.things VALUES (3, ${null})`,
    }),
    route({
      method: 'POST',
      path: '/fills-the-disk',
      access: { public: 'a test' },
      unaudited: 'a test',
      handler: async () => {
        await sql`INSERT INTO probe.things VALUES (4, 'x')`;
        await sql`DO $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`;
      },
    }),
    route({
      method: 'POST',
      path: '/files',
      access: { public: 'a test' },
      upload: { maxBytes: 2 * 1_048_576 },
      unaudited: 'a test',
      handler: ({ request }) => {
        taken += 1;
        return { names: Object.keys(request.payload as object) };
      },
    }),
    route({
      method: 'GET',
      path: '/from',
      access: { public: 'a test' },
      handler: () => ({ ip: context().ip }),
    }),
    route({ method: 'GET', path: '/mine', access: { permission: 'probe.use' }, handler: () => 'mine' }),
    route({ method: 'GET', path: '/costly', access: { permission: 'probe.use' }, atMost: 3, handler: () => 'much' }),
    route({
      method: 'GET',
      path: '/text/{name}',
      access: { public: 'a test' },
      params: z.object({ name: z.string() }),
      handler: ({ params }) => sql`SELECT ${params.name}::text AS name`,
    }),
  ],
  seed: async () => {
    emptied += 1;
    await sql`DELETE FROM probe.things`;
  },
});

const broken = definePlugin({
  id: 'broken',
  title: 'Broken',
  migrations: [{ name: '001-wrong', up: 'CREATE TABL oops' }],
});
const needsBroken = definePlugin({ id: 'needs-broken', title: 'Needs broken', requires: ['broken'] });

const unserved = definePlugin({
  id: 'unserved',
  title: 'Unserved',
  routes: [route({ method: 'GET', path: '/{', access: { public: 'a test' }, handler: () => null })],
});
const needsUnserved = definePlugin({ id: 'needs-unserved', title: 'Needs unserved', requires: ['unserved'] });

describe('The application', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await createTestApp({ only: [], also: [probe, broken, needsBroken, unserved, needsUnserved] });
  });
  afterAll(() => test.stop());

  it('runs without a plugin whose migration fails and without those that require it, and names them', async () => {
    expect(installed().plugins.map(({ id }) => id)).not.toEqual(expect.arrayContaining(['broken']));
    const operator = await test.as({ roles: ['operator'] });
    const { body } = await operator('/api/system/plugins');
    expect(body).toContainEqual(
      expect.objectContaining({
        id: 'broken',
        state: 'failed',
        problem: expect.stringContaining('migration failed') as string,
      }),
    );
    const ready = await test.call<{ status: string; failedPlugins: string[] }>('/readyz');
    expect(ready.body).toMatchObject({
      status: 'degraded',
      failedPlugins: ['broken', 'needs-broken', 'unserved', 'needs-unserved'],
    });
  });

  it('runs without a plugin whose route the server does not take, and names it', () => {
    expect(installed().failed).toContainEqual({
      plugin: 'unserved',
      problem: expect.stringMatching(/^a route cannot be served: Invalid path/) as string,
    });
  });

  it('validates input before the handler, with the path of each bad field', async () => {
    const bad = await test.call('/api/probe/strict', { method: 'POST', payload: { copies: 'many', more: 1 } });
    expect(bad.status).toBe(400);
    expect(bad.headers['content-type']).toContain('application/problem+json');
    expect(bad.body).toMatchObject({
      code: 'invalid-input',
      issues: expect.arrayContaining([expect.objectContaining({ path: ['payload', 'copies'] })]) as unknown,
    });
    const good = await test.call('/api/probe/strict', { method: 'POST', payload: { copies: 2 } });
    expect(good.body).toEqual({ got: { copies: 2 } });
  });

  it('rolls a write back that left no audit event', async () => {
    expect((await test.call('/api/probe/forgets-audit', { method: 'POST', payload: {} })).status).toBe(500);
    expect(await inTransaction({ process: 'test' }, () => sql`SELECT * FROM probe.things`)).toEqual([]);
  });

  it('reads in a read-only transaction', async () => {
    expect((await test.call('/api/probe/writes')).status).toBe(500);
  });

  it('says nothing of SQL, values or stack when something breaks', async () => {
    const answer = await test.call('/api/probe/breaks', { method: 'POST', payload: {} });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/INSERT|things|null value|node_modules|\.ts/);
  });

  it('says that the disk is full, and what to do, when PostgreSQL finds no room; nothing is kept', async () => {
    const answer = await test.call('/api/probe/fills-the-disk', { method: 'POST', payload: {} });
    expect(answer).toMatchObject({ status: 507, body: { code: 'disk-full' } });
    expect((answer.body as { detail: string }).detail).toMatch(/прежние данные целы.*освободил место/);
    expect(answer.text).not.toMatch(/extend file|device/);
    expect(await inTransaction({ process: 'test' }, () => sql`SELECT * FROM probe.things WHERE id = 4`)).toEqual([]);
  });

  it('stops a file that comes without its length, or packed, at the limit; nothing of it is kept', async () => {
    await test.app.server.start();
    const send = (bytes: number, gzip = false) =>
      new Promise<{ status?: number; type?: string; text: string }>((done, fail) => {
        const headers = {
          'content-type': 'multipart/form-data; boundary=edge',
          ...(gzip && { 'content-encoding': 'gzip' }),
        };
        const asked = httpRequest(
          `${test.app.server.info.uri}/api/probe/files`,
          { method: 'POST', headers },
          (answer) => {
            const { statusCode: status, headers } = answer;
            void textOf(answer).then((text) => done({ status, type: headers['content-type'], text } as never), fail);
          },
        );
        // The server closes as soon as it has answered; what was on the way then finds nobody.
        asked.on('error', () => undefined);
        const part = 'Content-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n';
        const body = Buffer.concat([
          Buffer.from(`--edge\r\n${part}`),
          Buffer.alloc(bytes, 'а\n'),
          Buffer.from('\r\n--edge--\r\n'),
        ]);
        // Written in two goes: node announces the length of a body that is ended at once.
        const sent = gzip ? gzipSync(body) : body;
        asked.write(sent.subarray(0, 64));
        setImmediate(() => asked.end(sent.subarray(64)));
      });
    const folder = join(test.config.dataFolder, 'uploads');
    expect(await send(1_048_576)).toMatchObject({ status: 200, text: '{"names":["file"]}' });
    const kept = (await readdir(folder)).length;
    for (const gzip of [false, true]) {
      const refused = await send(6 * 1_048_576, gzip);
      expect(refused).toMatchObject({
        status: 413,
        type: expect.stringContaining('application/problem+json') as string,
      });
      expect(JSON.parse(refused.text)).toMatchObject({
        code: 'too-large',
        detail: expect.stringMatching('больше 2 МБ') as string,
      });
    }
    await eventually(async () => expect(await readdir(folder)).toHaveLength(kept));
    expect(taken).toBe(1);
  });

  it('answers 400, not 500, to a value the database cannot hold', async () => {
    expect((await test.call('/api/probe/text/%00')).status).toBe(400);
  });

  it('asks to come back when so many come at once that one gets no connection in time', async () => {
    let leave = () => undefined as void;
    const until = new Promise<void>((resolve) => (leave = resolve));
    const all = Array.from({ length: 10 }, () => inTransaction({ process: 'test', login: 'app' }, () => until));
    const answer = await test.call('/api/probe/writes');
    leave();
    await Promise.all(all);
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' }, headers: { 'retry-after': '5' } });
  }, 20_000);

  it('logs whom it refused by right: the route by its pattern, the account by its id, nothing that was asked', async () => {
    const written = jest.spyOn(log, 'warn').mockImplementation(() => undefined);
    try {
      const stranger = await test.as({ permissions: ['system.operate'] });
      expect((await stranger('/api/probe/mine?name=secret')).status).toBe(403);
      expect(written.mock.calls).toEqual([
        [
          'a request was refused by right',
          {
            path: '/api/probe/mine',
            method: 'get',
            request: expect.stringMatching(/^[\w-]{8,}$/) as string,
            code: 'forbidden',
            actor: expect.stringMatching(/^[\da-f-]{36}$/) as string,
          },
        ],
      ]);
    } finally {
      written.mockRestore();
    }
  });

  it('believes the address that a trusted proxy forwards, in what it notes and in what it limits', async () => {
    const before = installed();
    const from = async (forwarded: string) =>
      ((await test.call('/api/probe/from', { headers: { 'x-forwarded-for': forwarded } })).body as { ip: string }).ip;
    const addressesOfTries = async () => {
      await inTransaction({ process: 'test' }, () => sql`DELETE FROM core.sign_in_failures`);
      for (const forwarded of ['198.51.100.7', '198.51.100.8']) {
        const payload = { login: `nobody-${forwarded}`, password: 'not the password' };
        const headers = { 'x-forwarded-for': forwarded };
        expect((await test.call('/api/access/sign-in', { method: 'POST', payload, headers })).status).toBe(401);
      }
      const rows = await inTransaction(
        { process: 'test' },
        () => sql<{ ip_hash: Buffer }>`SELECT DISTINCT ip_hash FROM core.sign_in_failures`,
      );
      return rows.length;
    };
    expect([await from('198.51.100.7'), await addressesOfTries()]).toEqual(['127.0.0.1', 1]);
    const { trustedProxies } = readConfig({ REGISO_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' });
    install({ ...before, config: { ...before.config, ...(trustedProxies && { trustedProxies }) } });
    try {
      expect(await from('203.0.113.9, 198.51.100.7, 10.0.0.5')).toBe('198.51.100.7');
      expect(await addressesOfTries()).toBe(2);
    } finally {
      install(before);
    }
  });

  it('lets one account call what costs much so often within ten minutes, and says when again', async () => {
    const [busy, other] = [
      await test.as({ permissions: ['probe.use'] }),
      await test.as({ permissions: ['probe.use'] }),
    ];
    const calls = [];
    for (let at = 0; at < 4; at += 1) calls.push(await busy('/api/probe/costly'));
    expect(calls.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const wait = Number(calls.at(-1)?.headers['retry-after']);
    expect(wait).toBeGreaterThan(590);
    expect(wait).toBeLessThanOrEqual(600);
    expect((await other('/api/probe/costly')).status).toBe(200);
    expect((await busy('/api/probe/mine')).status).toBe(200);
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 600_001);
    try {
      expect((await busy('/api/probe/costly')).status).toBe(200);
    } finally {
      later.mockRestore();
    }
  });

  it('refuses a write that comes from another site', async () => {
    const foreign = await test.call('/api/probe/strict', {
      method: 'POST',
      payload: { copies: 1 },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
  });

  it('switches a plugin off and on while running; its routes are gone meanwhile', async () => {
    const operator = await test.as({ roles: ['operator'] });
    const put = (enabled: boolean) => operator('/api/system/plugins/probe', { method: 'PUT', payload: { enabled } });
    expect((await put(false)).status).toBe(200);
    await until(async () => (await test.call('/api/probe/text/x')).status === 404);
    expect((await put(true)).status).toBe(200);
    await until(async () => (await test.call('/api/probe/text/x')).status === 200);
    expect((await operator('/api/system/plugins/access', { method: 'PUT', payload: { enabled: false } })).status).toBe(
      409,
    );
  });

  it('seeds on every start', () => expect(emptied).toBeGreaterThan(0));

  it('sends security headers and the request id with every answer', async () => {
    const { headers } = await test.call('/nowhere');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String) as string,
    });
    expect(headers).toMatchObject({
      ...{ 'referrer-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin' },
    });
    for (const rule of ['default-src', 'frame-ancestors', 'base-uri', 'object-src'])
      expect(headers['content-security-policy']).toContain(`${rule} 'none'`);
    // An answer that comes about: refusals say so themselves.
    const data = (await test.call('/api/access/me')).headers;
    expect(data).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
    for (const rule of ['default-src', 'frame-ancestors', 'base-uri'])
      expect(data['content-security-policy']).toContain(`${rule} 'none'`);
  });
});

describe('The log', () => {
  it('drops SQL and values that database errors carry', () => {
    const error = Object.assign(new Error('duplicate key value: Key (snils)=(112-233) already exists'), {
      sql: 'INSERT … 112-233',
      parameters: ['112-233'],
      parent: { sql: '112-233' },
      original: { sql: '112-233' },
      fields: { snils: '112-233' },
    });
    expect(JSON.stringify(plainError(error))).not.toContain('112-233');
    expect(() => log.error('quiet in tests', { error })).not.toThrow();
  });
});

async function until(truth: () => Promise<boolean>) {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await truth()) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error('It did not become true within five seconds');
}
