import { somebody } from '../../access/test/people';
import { definePlugin, notify, sendLetter, sql } from '../../server';
import { inTransaction } from '../../server/database';
import { createTestApp, type TestApp } from '../../testing';
import { sendMails } from '../mailing';
import { decoded, openMailServer } from './mail-server';

const probe = definePlugin({
  id: 'probe',
  title: 'Проба',
  requires: ['notices'],
  notices: ['news', 'more'].map((name) => ({
    id: `probe.${name}`,
    title: `Проба ${name}`,
    titleEn: `Probe ${name}`,
    text: 'Есть новости.',
    textEn: 'There is news.',
  })),
});

let test: TestApp;
let mail: Awaited<ReturnType<typeof openMailServer>>;
beforeAll(async () => {
  mail = await openMailServer();
  test = await createTestApp({
    only: ['notices'],
    also: [probe],
    settings: { REGISO_SMTP_URL: mail.url, REGISO_PUBLIC_URL: 'https://regiso.example' },
  });
});
afterAll(async () => {
  await test.stop();
  await mail.close();
});
beforeEach(async () => {
  mail.forget();
  await test.work(() => sql`DELETE FROM core.mails`);
});

/** Somebody whose address is proved the way people do it: by the code that the letter brings. */
async function aReader() {
  const { id, login, call: ask } = await somebody(test);
  const call = (url: string, method = 'GET', payload?: object) =>
    ask(`/api/notices${url}`, { method, ...(payload && { payload }) });
  const address = `${login}@example.org`;
  expect((await call('/own/address', 'POST', { address })).body).toMatchObject({
    address: null,
    unprovedAddress: address,
  });
  await sendMails();
  const code = /\b\d{6}\b/.exec(decoded(mail.arrived.at(-1)))?.[0] ?? '';
  expect((await call('/own/address/confirm', 'POST', { code })).body).toMatchObject({
    isRight: true,
    settings: { address },
  });
  mail.arrived.length = 0;
  return { id, address, call };
}

const secret = 'Иванов Пётр получил двойку';
const tell = (id: string, given: object = {}) =>
  test.work(() => notify({ accountIds: [id], kind: 'probe.news', title: secret, link: '/app/notices', ...given }));
const hurry = () => test.work(() => sql`UPDATE core.mails SET next_at = now() WHERE state = 'waiting'`);
const states = () =>
  test.work(
    () => sql<{ state: string; attempts: number; problem: string | null }>`
    SELECT state, attempts, problem FROM core.mails WHERE kind <> 'notices.address-code' ORDER BY id`,
  );

describe('A letter', () => {
  it('goes to one address that holds no line of a header', async () => {
    const { call } = await aReader();
    for (const address of ['a@example.org\r\nBcc: b@example.org', 'a@example.org, b@example.org', 'a@example.org\0'])
      expect((await call('/own/address', 'POST', { address })).status).toBe(400);
  });

  it('says the kind and the link, and nothing of the notice itself', async () => {
    const reader = await aReader();
    await tell(reader.id);
    await hurry();
    expect(await sendMails()).toEqual({ sent: 1, failed: 0 });
    expect(mail.arrived).toHaveLength(1);
    const [letter] = mail.arrived;
    expect(letter?.to).toBe(reader.address);
    expect(decoded(letter)).toContain('Есть новости.');
    expect(decoded(letter)).toContain('https://regiso.example/app/notices');
    expect(decoded(letter) + letter?.text).not.toMatch(/Иванов|двойку/);
    expect((await reader.call('/own')).body).toMatchObject({ items: [{ title: secret, isRead: false }] });
  });

  it('is not told when the transaction of the caller rolls back', async () => {
    const reader = await aReader();
    await expect(
      test.work(async () => {
        await notify({ accountIds: [reader.id], kind: 'probe.news', title: 'Новость' });
        throw new Error('changed its mind');
      }),
    ).rejects.toThrow('changed its mind');
    expect(await states()).toEqual([]);
    expect((await reader.call('/own/unread')).body).toEqual({ unread: 0 });
  });

  it('is told once for one cause', async () => {
    const reader = await aReader();
    await tell(reader.id, { once: 'the same' });
    await tell(reader.id, { once: 'the same' });
    expect(await states()).toHaveLength(1);
    expect((await reader.call('/own/unread')).body).toEqual({ unread: 1 });
  });

  it('is tried again later when the server is busy, and given up at once when it refuses for good', async () => {
    const reader = await aReader();
    await tell(reader.id);
    await hurry();
    mail.refuseNext(451);
    expect(await sendMails()).toEqual({ sent: 0, failed: 0 });
    expect(await states()).toMatchObject([{ state: 'waiting', attempts: 1, problem: expect.stringContaining('451') }]);
    expect(await sendMails()).toEqual({ sent: 0, failed: 0 });
    await hurry();
    expect(await sendMails()).toEqual({ sent: 1, failed: 0 });

    await tell(reader.id);
    await hurry();
    mail.refuseNext(550);
    expect(await sendMails()).toEqual({ sent: 0, failed: 1 });
    const rows = await states();
    expect(rows.at(-1)).toMatchObject({ state: 'failed', problem: expect.stringContaining('550') });
    expect(JSON.stringify(rows)).not.toContain(reader.address);
  });

  it('leaves once when two workers send side by side', async () => {
    const readers = [];
    for (let at = 0; at < 6; at += 1) readers.push(await aReader());
    for (const { id } of readers) for (let at = 0; at < 4; at += 1) await tell(id);
    await hurry();
    await Promise.all([sendMails(), sendMails(), sendMails()]);
    await sendMails();
    expect(mail.arrived).toHaveLength(24);
    expect((await states()).map(({ state }) => state)).toEqual(Array<string>(24).fill('sent'));
  });

  it('leaves at most twice when the bookkeeping is lost after it was handed over', async () => {
    const reader = await aReader();
    await tell(reader.id);
    await hurry();
    // The claim is taken back to what a killed worker leaves behind: handed over, never noted.
    const die = () =>
      inTransaction(
        { process: 'test' },
        () => sql`UPDATE core.mails SET state = 'sending',
      claimed_at = now() - interval '1 hour', sent_at = NULL WHERE state = 'sent' AND kind = 'probe.news'`,
      );
    await sendMails();
    await die();
    await sendMails();
    await die();
    await sendMails();
    await sendMails();
    expect(mail.arrived).toHaveLength(2);
    const ids = mail.arrived.map(({ text }) => /message-id: <(.*)>/i.exec(text)?.[1]);
    expect(new Set(ids).size).toBe(1);
    expect(await states()).toMatchObject([{ state: 'unsure' }]);
  });

  it('becomes one digest when more than five wait, and no more than five leave in an hour', async () => {
    const reader = await aReader();
    for (let at = 0; at < 4; at += 1) await tell(reader.id);
    for (let at = 0; at < 2; at += 1) await tell(reader.id, { kind: 'probe.more' });
    await hurry();
    expect(await sendMails()).toEqual({ sent: 1, failed: 0 });
    expect(decoded(mail.arrived[0])).toContain('— Проба news (4)');
    expect(decoded(mail.arrived[0])).toContain('— Проба more (2)');

    for (let at = 0; at < 4; at += 1) await tell(reader.id);
    await hurry();
    expect(await sendMails()).toEqual({ sent: 4, failed: 0 });
    await tell(reader.id);
    await hurry();
    expect(await sendMails()).toEqual({ sent: 0, failed: 0 });
    expect(mail.arrived).toHaveLength(5);
  });

  it('waits for the end of quiet hours and keeps to the chosen channels', async () => {
    const reader = await aReader();
    const chosen = { quietFrom: '00:00', quietTo: '23:59', language: 'en', noApp: ['probe.more'], noMail: [] };
    expect((await reader.call('/own/settings', 'PUT', { ...chosen, quietTo: null })).status).toBe(400);
    expect((await reader.call('/own/settings', 'PUT', chosen)).status).toBe(200);
    await tell(reader.id, { kind: 'probe.more' });
    const endOf = async (at: string, from: string, to: string) => {
      const rows = await test.work(
        () => sql<{ end: string }>`SELECT to_char(core.after_quiet(${at}::timestamptz,
          ${from}::time, ${to}::time, 'Asia/Yekaterinburg') AT TIME ZONE 'Asia/Yekaterinburg', 'DD HH24:MI') AS end`,
      );
      return rows[0]?.end;
    };
    // 22:30 and 06:30 in Tyumen, night hours that span midnight; then noon, and a nap that does not.
    expect(await endOf('2026-09-01T17:30Z', '22:00', '07:00')).toBe('02 07:00');
    expect(await endOf('2026-09-02T01:30Z', '22:00', '07:00')).toBe('02 07:00');
    expect(await endOf('2026-09-01T07:00Z', '22:00', '07:00')).toBe('01 12:00');
    expect(await endOf('2026-09-01T08:30Z', '13:00', '14:00')).toBe('01 14:00');
    expect(await endOf('2026-09-01T09:00Z', '13:00', '14:00')).toBe('01 14:00');
    const [mail] = await test.work(
      () => sql<{ waits: boolean }>`
      SELECT next_at = core.after_quiet(created_at + interval '1 minute', '00:00', '23:59', 'Asia/Yekaterinburg') AS waits
      FROM core.mails WHERE state = 'waiting'`,
    );
    expect(mail?.waits).toBe(true);
    expect((await reader.call('/own/unread')).body).toEqual({ unread: 0 });

    await reader.call('/own/settings', 'PUT', { ...chosen, noMail: ['probe.more', 'made-up'], noApp: [] });
    await tell(reader.id, { kind: 'probe.more' });
    expect(await states()).toHaveLength(1);
    expect((await reader.call('/own/unread')).body).toEqual({ unread: 1 });
  });

  it('is one a day for whoever asked for that, with all that came meanwhile', async () => {
    const reader = await aReader();
    const chosen = { quietFrom: null, quietTo: null, digestAt: '09:00', language: 'ru', noApp: [], noMail: [] };
    expect((await reader.call('/own/settings', 'PUT', { ...chosen, digestAt: '9' })).status).toBe(400);
    expect((await reader.call('/own/settings', 'PUT', chosen)).body).toMatchObject({ digestAt: '09:00' });
    await tell(reader.id);
    await tell(reader.id, { kind: 'probe.more' });
    const [due] = await test.work(
      () => sql<{ at: string; isAhead: boolean }>`SELECT DISTINCT next_at > now() AS "isAhead",
        to_char(next_at AT TIME ZONE 'Asia/Yekaterinburg', 'HH24:MI') AS at FROM core.mails WHERE state = 'waiting'`,
    );
    expect(due).toEqual({ at: '09:00', isAhead: true });
    expect(await sendMails()).toEqual({ sent: 0, failed: 0 });
    await hurry();
    expect(await sendMails()).toEqual({ sent: 1, failed: 0 });
    expect(decoded(mail.arrived[0])).toContain('— Проба news');
    expect(decoded(mail.arrived[0])).toContain('— Проба more');
  });

  it('to somebody without an account is sealed at rest and wiped after it left', async () => {
    await test.work(() => sendLetter({ kind: 'probe.news', address: 'guest@example.org', body: 'Ответ на вопрос' }));
    const stored = () => test.work(() => sql<{ row: string }>`SELECT m::text AS row FROM core.mails m`);
    expect(JSON.stringify(await stored())).not.toContain(Buffer.from('guest@example.org').toString('hex'));
    await sendMails();
    expect(decoded(mail.arrived[0])).toContain('Ответ на вопрос');
    const [kept] = await test.work(() => sql`SELECT address, body FROM core.mails`);
    expect(kept).toEqual({ address: null, body: null });
  });

  it('of a code is asked for three times an hour and guessed five times', async () => {
    const reader = await aReader();
    const ask = () => reader.call('/own/address', 'POST', { address: 'other@example.org' });
    expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([200, 200, 429]);
    const guess = () => reader.call('/own/address/confirm', 'POST', { code: '000000' });
    for (let at = 0; at < 5; at += 1) expect((await guess()).status).toBe(200);
    expect((await guess()).status).toBe(400);
    expect((await reader.call('/own/settings')).body).toMatchObject({ address: reader.address });
  });
});

describe('The operator', () => {
  it('sees the outbox without addresses and sends a failed letter again', async () => {
    const reader = await aReader();
    const operator = await test.as({ roles: ['operator'] });
    await tell(reader.id);
    await hurry();
    mail.refuseNext(550);
    await sendMails();
    const list = await operator('/api/notices/mails?state=failed');
    expect(list.body).toMatchObject({ items: [{ kind: 'probe.news' }], leaves: true, open: false });
    expect(list.text).not.toContain(reader.address);
    const { id } = (list.body as { items: { id: string }[] }).items[0] ?? { id: '' };
    expect((await operator(`/api/notices/mails/${id}/read`, { method: 'POST' })).status).toBe(409);
    expect((await operator(`/api/notices/mails/${id}/retry`, { method: 'POST' })).status).toBe(204);
    expect((await operator(`/api/notices/mails/${id}/retry`, { method: 'POST' })).status).toBe(409);
    expect(await sendMails()).toEqual({ sent: 1, failed: 0 });
    const stranger = await test.as({});
    expect((await stranger('/api/notices/mails')).status).toBe(403);
    expect((await stranger('/api/notices/own')).body).toEqual({ items: [], next: null });
  });
});
