import { createHash, randomUUID } from 'node:crypto';
import { somebody } from '../../access/test/people';
import { definePlugin, notify, sql } from '../../server';
import { readConfig } from '../../server/config';
import { createTestApp, eventually, type Answer, type TestApp } from '../../testing';
import type { DevicesView } from '../push/devices';
import { sendPushes } from '../push/sending';
import { openPushService } from './push-service';

const news = { title: 'Проба', titleEn: 'Probe', text: 'Есть новости.', textEn: 'There is news.' };
const probe = definePlugin({
  id: 'probe',
  title: 'Проба',
  requires: ['notices'],
  notices: [
    { id: 'probe.news', ...news },
    { id: 'probe.alarm', ...news, urgent: true },
  ],
});

let test: TestApp;
let service: Awaited<ReturnType<typeof openPushService>>;
beforeAll(async () => {
  service = await openPushService();
  const settings = { REGISO_PUSH_HOSTS: service.host, REGISO_PUBLIC_URL: 'https://regiso.example' };
  test = await createTestApp({ only: ['notices'], also: [probe], settings });
});
afterAll(async () => {
  await test.stop();
  await service.close();
});
beforeEach(async () => {
  service.arrived.length = 0;
  await test.work(() => sql`DELETE FROM core.push_devices`);
});

const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36';
const subscription = (endpoint: string) => ({ endpoint, keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) } });
const anEndpoint = () => `https://${service.host}/push/${randomUUID()}`;
const pathOf = (endpoint: string) => new URL(endpoint).pathname;
const hurry = () => test.work(() => sql`UPDATE core.push_devices SET due_at = now() WHERE due_at IS NOT NULL`);
const state = () => test.work(() => sql`SELECT attempts, due_at > now() AS later, claimed_at FROM core.push_devices`);
const none = { sent: 0, failed: 0, gone: 0 };

async function aReader() {
  const { id, call: ask } = await somebody(test);
  const call = async (url: string, method = 'GET', payload?: object) => {
    const options = { method, headers: { 'user-agent': agent }, ...(payload && { payload }) };
    return (await ask(`/api/notices/own${url}`, options)) as Answer<DevicesView>;
  };
  const subscribe = async (endpoint = anEndpoint()) => {
    const { status, body } = await call('/devices', 'POST', subscription(endpoint));
    expect(status).toBe(200);
    return { endpoint, id: body.devices[0]?.id ?? '', body };
  };
  return { id, call, subscribe };
}

const tell = (id: string, kind = 'probe.news') =>
  test.work(() => notify({ accountIds: [id], kind, title: 'Иванов Пётр получил двойку', link: '/app/notices' }));

describe('A device', () => {
  it('is told by an empty push that the installation has signed', async () => {
    const reader = await aReader();
    const { endpoint, body } = await reader.subscribe();
    await tell(reader.id);
    expect(await sendPushes()).toEqual(none);
    await hurry();
    expect(await sendPushes()).toEqual({ ...none, sent: 1 });
    const [push] = service.arrived;
    expect(push).toMatchObject({ path: pathOf(endpoint), body: '' });
    expect(push?.headers).toMatchObject({ ttl: '86400', urgency: 'normal', topic: 'notices', 'content-length': '0' });
    expect(String(push?.headers.authorization)).toContain(`k=${body.publicKey}`);
    expect(push?.claims).toMatchObject({ aud: `https://${service.host}`, sub: 'https://regiso.example' });
    const seconds = (push?.claims?.exp ?? 0) - Date.now() / 1_000;
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(86_400);
    expect(await sendPushes()).toEqual(none);
  });

  it('is shown to its owner by name and sealed at rest, and its keys are made once', async () => {
    const reader = await aReader();
    const { endpoint, body } = await reader.subscribe();
    const endpointHash = createHash('sha256').update(endpoint).digest('base64url');
    expect(body.devices).toMatchObject([{ name: 'Chrome · Windows', endpointHash }]);
    const other = await aReader();
    expect((await other.call('/devices')).body).toEqual({ publicKey: body.publicKey, devices: [] });
    const rows = await test.work(() => sql`SELECT d::text AS row FROM core.push_devices d`);
    const written = JSON.stringify(rows);
    expect(written).not.toContain(Buffer.from(endpoint).toString('hex'));
    expect(written).not.toContain(createHash('sha256').update(endpoint).digest('hex'));
    const keys = await test.work(() => sql`SELECT length(private_key) AS length FROM core.push_keys`);
    // Version, nonce and tag beside the 43 characters of the key.
    expect(keys).toEqual([{ length: 1 + 12 + 16 + 43 }]);
  });

  it('hears once of six notices, on each device, and of none that was rolled back', async () => {
    const reader = await aReader();
    await reader.subscribe();
    await reader.subscribe();
    await expect(
      test.work(async () => {
        await notify({ accountIds: [reader.id], kind: 'probe.news', title: 'Новость' });
        throw new Error('changed its mind');
      }),
    ).rejects.toThrow('changed its mind');
    await hurry();
    expect(await sendPushes()).toEqual(none);
    for (let at = 0; at < 6; at += 1) await tell(reader.id);
    await hurry();
    const runs = await Promise.all([sendPushes(), sendPushes(), sendPushes()]);
    expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(2);
    expect(service.arrived).toHaveLength(2);
  });

  it('is silent in quiet hours and about what was chosen away, save what is urgent', async () => {
    const reader = await aReader();
    await reader.subscribe();
    const chosen = { quietFrom: '00:00', quietTo: '23:59', digestAt: null, language: 'ru', noApp: [], noMail: [] };
    await reader.call('/settings', 'PUT', { ...chosen, noApp: ['probe.news'], quietFrom: null, quietTo: null });
    await tell(reader.id);
    await hurry();
    expect(await sendPushes()).toEqual(none);

    // Hours that leave out one minute of the day: never the present one.
    const [minute] = await test.work(
      () => sql<{ last: boolean }>`SELECT (now() AT TIME ZONE 'Asia/Yekaterinburg')::time >= '23:58' AS last`,
    );
    const hours = minute?.last ? { quietFrom: '12:00', quietTo: '11:59' } : {};
    await reader.call('/settings', 'PUT', { ...chosen, ...hours });
    await tell(reader.id);
    await tell(reader.id);
    await hurry();
    expect(await sendPushes()).toEqual(none);
    await tell(reader.id, 'probe.alarm');
    expect(await sendPushes()).toEqual({ ...none, sent: 1 });
    expect(service.arrived[0]?.headers.urgency).toBe('high');
    await tell(reader.id);
    await tell(reader.id);
    await hurry();
    expect(await sendPushes()).toEqual(none);
    await reader.call('/settings', 'PUT', { ...chosen, quietFrom: null, quietTo: null });
    expect(await sendPushes()).toEqual({ ...none, sent: 1 });
    expect(service.arrived[1]?.headers.urgency).toBe('normal');
  });

  it.each([404, 410])('is forgotten when the push service says %d', async (code) => {
    const reader = await aReader();
    const { endpoint } = await reader.subscribe();
    await reader.subscribe();
    service.answer(pathOf(endpoint), code);
    await tell(reader.id);
    await hurry();
    expect(await sendPushes()).toEqual({ ...none, sent: 1, gone: 1 });
    expect((await reader.call('/devices')).body.devices).toHaveLength(1);
  });

  it('is tried a few times when the service fails, then left until the next notice', async () => {
    const reader = await aReader();
    const { endpoint } = await reader.subscribe();
    service.answer(pathOf(endpoint), 503, 429, 500, 503);
    await tell(reader.id);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await hurry();
      expect(await sendPushes()).toEqual(none);
      expect(await state()).toEqual([{ attempts: attempt, later: true, claimed_at: null }]);
      expect(await sendPushes()).toEqual(none);
    }
    await hurry();
    expect(await sendPushes()).toEqual({ ...none, failed: 1 });
    expect(await state()).toEqual([{ attempts: 0, later: null, claimed_at: null }]);
    expect(service.arrived).toHaveLength(4);
    await tell(reader.id);
    await hurry();
    expect(await sendPushes()).toEqual({ ...none, sent: 1 });
  });

  it('of a worker that was killed is told by another one', async () => {
    const reader = await aReader();
    await reader.subscribe();
    await test.work(() => sql`UPDATE core.push_devices SET claimed_at = now(), attempts = 1`);
    expect(await sendPushes()).toEqual(none);
    await test.work(() => sql`UPDATE core.push_devices SET claimed_at = now() - interval '6 minutes'`);
    expect(await sendPushes()).toEqual({ ...none, sent: 1 });
  });

  it('of a disabled account hears nothing and is forgotten', async () => {
    const reader = await aReader();
    await reader.subscribe();
    await tell(reader.id);
    await test.work(() => sql`UPDATE core.accounts SET disabled_at = now() WHERE id = ${reader.id}`);
    await hurry();
    expect(await sendPushes()).toEqual(none);
    expect(await state()).toEqual([]);
  });
});

describe('Whose a device is', () => {
  it('is the last one to use the browser', async () => {
    const [former, later] = [await aReader(), await aReader()];
    const { endpoint } = await former.subscribe();
    await tell(former.id);
    await later.subscribe(endpoint);
    expect((await former.call('/devices')).body.devices).toEqual([]);
    await tell(former.id);
    await hurry();
    expect(await sendPushes()).toEqual(none);
    await tell(later.id);
    await hurry();
    expect(await sendPushes()).toEqual({ ...none, sent: 1 });
  });

  it('is nobody else’s to remove', async () => {
    const [owner, stranger] = [await aReader(), await aReader()];
    const { id } = await owner.subscribe();
    expect((await test.call(`/api/notices/own/devices/${id}`, { method: 'DELETE' })).status).toBe(401);
    expect((await stranger.call(`/devices/${id}`, 'DELETE')).status).toBe(404);
    expect((await owner.call('/devices')).body.devices).toHaveLength(1);
    expect((await owner.call(`/devices/${id}`, 'DELETE')).body.devices).toEqual([]);
    expect((await owner.call(`/devices/${id}`, 'DELETE')).status).toBe(404);
  });

  it('ends at twenty of them', async () => {
    const reader = await aReader();
    for (let at = 0; at < 20; at += 1) await reader.subscribe();
    expect((await reader.call('/devices', 'POST', subscription(anEndpoint()))).status).toBe(409);
    expect((await reader.call('/devices')).body.devices).toHaveLength(20);
  });
});

describe('The server', () => {
  it('calls nothing but push services that the settings name', async () => {
    const reader = await aReader();
    const { host } = service;
    const bad = [
      `http://${host}/push/1`,
      `https://user:word@${host}/push/1`,
      `https://${host}/push/1#there`,
      'https://localhost/push/1',
      'https://localhost:1/push/1',
      `https://${host}.example.org/push/1`,
      'https://127.0.0.1/push/1',
      'https://[::1]/push/1',
      'https://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'words',
      '',
    ];
    for (const endpoint of bad) {
      const { status, body } = await reader.call('/devices', 'POST', subscription(endpoint));
      expect([endpoint, status]).toEqual([endpoint, 400]);
      expect(JSON.stringify(body)).toContain('Служба уведомлений этого браузера не разрешена');
    }
    expect((await reader.call('/devices')).body.devices).toEqual([]);
  });

  it('knows the push services of browsers, until the setting names others', () => {
    const { pushHosts } = readConfig({ NODE_ENV: 'test' });
    expect(pushHosts).toContain('fcm.googleapis.com');
    expect(pushHosts).toContain('*.notify.windows.com');
    expect(readConfig({ REGISO_PUSH_HOSTS: 'push.example.org, *.Example.net' }).pushHosts).toEqual([
      'push.example.org',
      '*.example.net',
    ]);
    for (const wrong of ['*', 'https://a.org', 'a.org/path', '*.*'])
      expect(() => readConfig({ REGISO_PUSH_HOSTS: wrong })).toThrow('REGISO_PUSH_HOSTS');
  });

  it('does not call a service that is not named any more', async () => {
    const reader = await aReader();
    await reader.subscribe();
    await tell(reader.id);
    await hurry();
    const before = test.config.pushHosts;
    test.config.pushHosts = ['*.example.org'];
    expect(await sendPushes()).toEqual({ ...none, gone: 1 });
    test.config.pushHosts = before;
    expect(service.arrived).toEqual([]);
  });

  it('gives the service worker as a script that caches keep no copy of and that can load nothing from elsewhere', async () => {
    const { status, headers, text } = await test.call('/app/sw.js?language=en');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': expect.stringContaining('text/javascript'),
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; connect-src 'self'",
    });
    // It keeps nothing itself and answers for no data: pages are in it only where the server cannot be reached.
    expect(text).not.toMatch(/importScripts|caches\.(open|delete)|\.put\(|\/api\//);
    const page = await test.call('/app/');
    expect(page.headers['content-security-policy']).toContain("worker-src 'self'");
  });

  it('takes pages out of the service worker where devices may keep nothing', async () => {
    test.config.keepsOnDevices = false;
    const { text } = await test.call('/app/sw.js');
    const { body } = await test.call('/api/access/me');
    test.config.keepsOnDevices = true;
    expect(text).toContain('showNotification');
    expect(text).not.toMatch(/'fetch'|caches/);
    expect(body).toMatchObject({ mayKeep: false });
  });

  it('sends on its own, soon after the commit', async () => {
    await test.app.start({ worker: true });
    const reader = await aReader();
    await reader.subscribe();
    await tell(reader.id, 'probe.alarm');
    await eventually(() => Promise.resolve(expect(service.arrived).toHaveLength(1)));
  });
});
