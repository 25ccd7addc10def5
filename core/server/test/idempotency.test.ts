import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { audit, definePlugin, invalidInput, route, sql } from '..';
import { createTestApp, type TestApp } from '../../testing';
import { forgetOldKeys } from '../idempotency';
import { checkPlugin } from '../loader';

const access = { public: 'a test' } as const;
const payload = z.strictObject({ copies: z.int() });

const shop = definePlugin({
  id: 'shop',
  title: 'Shop',
  events: { 'shop.ordered': { means: 'Something was ordered', details: ['copies'] } },
  migrations: [
    { name: '001-orders', up: 'CREATE TABLE shop.orders (id uuid PRIMARY KEY DEFAULT uuidv7(), copies int)' },
  ],
  routes: [
    route({
      method: 'POST',
      path: '/orders',
      access,
      payload,
      idempotent: true,
      reply: z.object({ id: z.string(), copies: z.int() }),
      handler: async ({ payload: { copies } }) => {
        if (copies < 0) throw invalidInput('Не бывает');
        const [order] = await sql<{ id: string }>`INSERT INTO shop.orders (copies) VALUES (${copies}) RETURNING id`;
        // Long enough for others to come while it runs.
        await sql`SELECT pg_sleep(0.15)`;
        await audit('shop.ordered', { type: 'order', id: order?.id ?? '' }, { copies });
        return { id: order?.id ?? '', copies };
      },
    }),
    route({
      method: 'POST',
      path: '/wishes',
      access,
      payload,
      idempotent: 'if-asked',
      reply: z.object({ id: z.string() }),
      handler: async ({ payload: { copies } }) => {
        const [wish] = await sql<{ id: string }>`INSERT INTO shop.orders (copies) VALUES (${copies}) RETURNING id`;
        await audit('shop.ordered', { type: 'order', id: wish?.id ?? '' }, { copies });
        return { id: wish?.id ?? '' };
      },
    }),
    route({
      method: 'POST',
      path: '/orders/{id}/nothing',
      access: { signedIn: 'a test' },
      idempotent: true,
      unaudited: 'a test',
      handler: async ({ h }) => {
        await sql`INSERT INTO shop.orders (copies) VALUES (1000)`;
        return h.response({ made: true }).code(201);
      },
    }),
  ],
});

type Caller = Awaited<ReturnType<TestApp['as']>>;

describe('An idempotent route', () => {
  let test: TestApp;
  let stranger: Caller;
  beforeAll(async () => {
    test = await createTestApp({ only: [], also: [shop] });
    stranger = (url, options) => test.call(url, options);
  });
  afterAll(() => test.stop());

  it('that only lets itself be asked makes one for one key, and one each time without a key', async () => {
    const wish = (headers: object) =>
      stranger('/api/shop/wishes', { method: 'POST', payload: { copies: 77 }, headers: { ...headers } });
    const key = { 'idempotency-key': randomUUID() };
    const [first, again] = [await wish(key), await wish(key)];
    expect(again.body).toEqual(first.body);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect((await wish({})).status).toBe(200);
    expect((await wish({})).status).toBe(200);
    const [row] = await test.work(
      () => sql<{ n: number }>`SELECT count(*)::int AS n FROM shop.orders WHERE copies = 77`,
    );
    expect(row?.n).toBe(3);
    expect((await wish({ 'idempotency-key': 'short' })).status).toBe(400);
  });

  const order = (key: string, body: object, call = stranger) =>
    call('/api/shop/orders', { method: 'POST', payload: body, headers: { 'idempotency-key': key } });
  const orders = async (copies: number) =>
    (await test.work(() => sql`SELECT id FROM shop.orders WHERE copies = ${copies}`)).length;

  it('needs a key that nobody guesses', async () => {
    for (const headers of [{}, { 'idempotency-key': '1' }, { 'idempotency-key': `${'x'.repeat(40)} y` }]) {
      const answer = await test.call('/api/shop/orders', { method: 'POST', payload: { copies: 1 }, headers });
      expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency-key-needed' } });
    }
  });

  it('happens once and answers the repetition as the first time', async () => {
    const key = randomUUID();
    const first = await order(key, { copies: 2 });
    const second = await order(key, { copies: 2 });
    expect(first.status).toBe(200);
    expect(first.headers).not.toHaveProperty('idempotent-replayed');
    expect(second).toMatchObject({ status: 200, body: first.body, headers: { 'idempotent-replayed': 'true' } });
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect(await orders(2)).toBe(1);
    const events = await test.work(
      () => sql`SELECT 1 FROM core.audit_events WHERE event = 'shop.ordered'
      AND object_id = ${(first.body as { id: string }).id}`,
    );
    expect(events).toHaveLength(1);
  });

  it('never doubles under 50 parallel requests with one key', async () => {
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => order(key, { copies: 50 })));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].every((status) => status === 200 || status === 409)).toBe(true);
    const done = answers.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ body }) => (body as { id: string }).id)).size).toBe(1);
    for (const { body, headers } of answers.filter(({ status }) => status === 409)) {
      expect(body).toMatchObject({ code: 'request-in-progress' });
      expect(headers['retry-after']).toBe('1');
    }
    expect(await orders(50)).toBe(1);
    expect(await order(key, { copies: 50 })).toMatchObject({ status: 200, body: done[0]?.body });
  });

  it('does each of 50 parallel requests with keys of their own', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => order(randomUUID(), { copies: 51 })));
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(await orders(51)).toBe(50);
  });

  it('refuses a key that came with another request, and takes the order of fields for the same', async () => {
    const key = randomUUID();
    await order(key, { copies: 3 });
    expect(await order(key, { copies: 4 })).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await orders(4)).toBe(0);
    const me = await test.as({});
    const nothing = (id: string) =>
      me(`/api/shop/orders/${id}/nothing`, { method: 'POST', payload: {}, headers: { 'idempotency-key': key } });
    expect((await nothing('a')).status).toBe(201);
    expect(await nothing('a')).toMatchObject({ status: 201, body: { made: true } });
    expect((await nothing('b')).status).toBe(422);
    expect(await orders(1000)).toBe(1);
  });

  it('keeps keys of different people apart, and answers nobody who may not call', async () => {
    const key = randomUUID();
    const call = (who: Caller) =>
      who('/api/shop/orders/c/nothing', { method: 'POST', payload: {}, headers: { 'idempotency-key': key } });
    const before = await orders(1000);
    await call(await test.as({}));
    await call(await test.as({}));
    expect(await orders(1000)).toBe(before + 2);
    expect((await call(stranger)).status).toBe(401);
  });

  it('lets a failed request be tried again under its key', async () => {
    const key = randomUUID();
    expect((await order(key, { copies: -1 })).status).toBe(400);
    expect((await order(key, { copies: 7 })).status).toBe(200);
  });

  it('keeps the answer sealed, and forgets it after 72 hours', async () => {
    const key = randomUUID();
    const first = await order(key, { copies: 8 });
    const read = () =>
      test.work(
        () => sql<{ response: Buffer; hours: number }>`SELECT response,
      extract(epoch FROM expires_at - created_at)::int / 3600 AS hours FROM core.idempotency_keys WHERE key = ${key}`,
      );
    const [kept] = await read();
    expect(kept?.hours).toBe(72);
    expect(kept?.response.includes(Buffer.from((first.body as { id: string }).id))).toBe(false);
    await test.work(() => sql`UPDATE core.idempotency_keys SET expires_at = now() WHERE key = ${key}`);
    expect((await order(key, { copies: 8 })).body).not.toEqual(first.body);
    await test.work(() => sql`UPDATE core.idempotency_keys SET expires_at = now() WHERE key = ${key}`);
    expect(await test.work(forgetOldKeys)).toBe(1);
    expect(await read()).toEqual([]);
  });

  it('is a POST or PUT of JSON, or the manifest is refused', () => {
    const wrong = route({ method: 'DELETE', path: '/x', access, idempotent: true, handler: () => null });
    expect(checkPlugin(definePlugin({ id: 'wrong', title: 'Wrong', routes: [wrong] }))).toEqual([
      'DELETE /x can only be idempotent as a POST or PUT of JSON with a transaction',
    ]);
  });
});
