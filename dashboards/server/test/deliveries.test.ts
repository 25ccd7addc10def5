import { randomUUID } from 'node:crypto';
import { Workbook } from '@protobi/exceljs';
import { catchUp } from '@regiso/warehouse/api';
import { sql } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { forgetActor } from '../../../core/access/sign-ins';
import { sendMails } from '../../../core/notices/mailing';
import { decoded, openMailServer } from '../../../core/notices/test/mail-server';
import type { DeliveryPerson, DeliveryView } from '../../shared/deliveries';
import { sendDeliveries } from '../deliveries/run';
import { createSampleApp } from './sample-app';

type Call = Awaited<ReturnType<TestApp['as']>>;

const rights = ['sample.read', 'dashboards.view', 'dashboards.deliver'];
let test: TestApp;
let mail: Awaited<ReturnType<typeof openMailServer>>;
let owner: Awaited<ReturnType<typeof aReader>>;
let towns: string[] = [];

beforeAll(async () => {
  mail = await openMailServer();
  test = await createSampleApp({ REGISO_SMTP_URL: mail.url, REGISO_PUBLIC_URL: 'https://regiso.example' });
  await test.work(async () => {
    const rows = await sql<{ id: string }>`SELECT id FROM core.municipalities ORDER BY id LIMIT 2`;
    towns = rows.map(({ id }) => id);
    for (const [at, town] of towns.entries()) {
      const [school] = await sql<{ id: string }>`INSERT INTO core.organisations
        (region_id, municipality_id, kind, full_name, short_name, source)
        SELECT region_id, id, 'school', 'Школа', 'Школа', 'test' FROM core.municipalities WHERE id = ${town} RETURNING id`;
      await sql`INSERT INTO sample.results (organisation_id, subject, year, held_on, participants, passed)
        VALUES (${school?.id}, 'math', 2026, '2026-06-10', ${[111, 222][at]}, 100)`;
    }
  });
  await catchUp();
  owner = await aReader();
}, 120_000);
afterAll(async () => {
  await test.stop();
  await mail.close();
});
beforeEach(() => mail.forget());

/** Somebody with a proved address, of the whole region or of one town. */
async function aReader(permissions = rights, { town = '', hasMail = true } = {}) {
  const call = await test.as({ permissions });
  const { login, name } = (await call('/api/access/own/account')).body as { login: string; name: string };
  const id = await test.work(async () => {
    const [row] = await sql<{ id: string }>`SELECT id FROM core.accounts WHERE login = ${login}`;
    if (town)
      await sql`UPDATE core.grants SET scope = 'municipality', municipality_id = ${town} WHERE account_id = ${row?.id}`;
    await forgetActor(row?.id);
    return row?.id ?? '';
  });
  const address = `${login}@example.org`;
  if (hasMail) {
    await call('/api/notices/own/address', { method: 'POST', payload: { address } });
    await sendMails();
    const code = /\b\d{6}\b/.exec(decoded(mail.arrived.find(({ to }) => to === address)))?.[0] ?? '';
    await call('/api/notices/own/address/confirm', { method: 'POST', payload: { code } });
    mail.forget();
  }
  return { call, id, name, address };
}

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const planFor = (...people: { id: string }[]) => ({
  every: 'weekly',
  day: 1,
  hour: 9,
  formats: ['pdf', 'xlsx'],
  recipients: people.map(({ id }) => id),
  endsOn: day(100),
});
const ask = (call: Call, method: string, path: string, payload: object = {}) =>
  call(`/api/dashboards/deliveries${path}`, { method, payload, headers: { 'idempotency-key': randomUUID() } });
const create = (plan: object, some: object = {}, call = owner.call) =>
  ask(call, 'POST', '', { dashboard: 'sample.overview', plan, ...some });
const made = async (plan: object, some: object = {}) => ((await create(plan, some)).body as { id: string }).id;
const listed = async (id: string, call = owner.call) =>
  ((await call('/api/dashboards/deliveries')).body as DeliveryView[]).find((one) => one.id === id);
const dueNow = (id: string) =>
  test.work(() => sql`UPDATE dashboards.deliveries SET next_at = now() - interval '1 minute' WHERE id = ${id}`);
const eventsOf = (id: string) =>
  test.work(async () =>
    (await sql<{ event: string }>`SELECT event FROM core.audit_events WHERE object_id = ${id} ORDER BY id`).map(
      ({ event }) => event.replace('dashboards.delivery-', ''),
    ),
  );
const mayNot = async (id: string) =>
  test.work(async () => {
    await sql`UPDATE core.grants SET state = 'revoked' WHERE account_id = ${id}`;
    await forgetActor(id);
  });

/** The files of a letter by their ending. */
function filesOf(text: string): Map<string, Buffer> {
  const parts = text.split(/--+_?NmP[^\r\n]*/).filter((part) => part.includes('filename='));
  return new Map(
    parts.map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const ending = /filename="?[^"\r\n]*\.(\w+)/.exec(head)?.[1] ?? '';
      return [ending, Buffer.from(body.join(''), 'base64')];
    }),
  );
}

async function sheetText(file: Buffer | undefined) {
  const book = new Workbook();
  await book.xlsx.load(file as never);
  return JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
}

describe('A delivery', () => {
  it('is refused to nobody, to whoever may not send, and for a board that is closed', async () => {
    expect((await test.call('/api/dashboards/deliveries')).status).toBe(401);
    const viewer = await aReader(['sample.read', 'dashboards.view'], { hasMail: false });
    expect((await viewer.call('/api/dashboards/deliveries')).status).toBe(200);
    expect((await create(planFor(owner), {}, viewer.call)).status).toBe(403);
    const closed = await aReader(['dashboards.view', 'dashboards.deliver'], { hasMail: false });
    expect((await create(planFor(closed), {}, closed.call)).status).toBe(404);
  });

  it('is refused, by field, what cannot be sent', async () => {
    const wrong = async (plan: object, some: object = {}) => {
      const { status, body } = await create({ ...planFor(owner), ...plan }, some);
      return [status, (body as { issues?: { path: string[] }[] }).issues?.[0]?.path.at(-1)];
    };
    expect(await wrong({ day: 8 })).toEqual([400, 'day']);
    expect(await wrong({ formats: [] })).toEqual([400, 'formats']);
    expect(await wrong({ endsOn: day(-2) })).toEqual([400, 'endsOn']);
    expect(await wrong({ endsOn: day(400) })).toEqual([400, 'endsOn']);
    expect(await wrong({ recipients: [randomUUID()] })).toEqual([400, 'recipients']);
    const blind = await aReader(['dashboards.view'], { hasMail: false });
    expect(await wrong({ recipients: [blind.id] })).toEqual([400, 'recipients']);
    expect(await wrong({}, { search: { year: 'завтра' } })).toEqual([400, 'search']);
    expect((await wrong({}, { dashboard: 'sample.nothing' }))[0]).toBe(404);
  });

  it('finds recipients by name among those who may see the board, of the sender’s own places', async () => {
    const town = await aReader(rights, { town: towns[0] ?? '', hasMail: false });
    const other = await aReader(rights, { town: towns[1] ?? '', hasMail: false });
    const blind = await aReader(['dashboards.view'], { hasMail: false });
    const found = async (q: string, call = owner.call) => {
      const { body } = await ask(call, 'POST', '/people', { dashboard: 'sample.overview', q });
      return (body as DeliveryPerson[]).map(({ id }) => id);
    };
    await test.work(async () => {
      for (const { id } of [owner, town, other, blind])
        await sql`UPDATE core.accounts SET name = 'Тюменцева ' || left(id::text, 4) WHERE id = ${id}`;
    });
    expect((await found('тюменц')).sort()).toEqual([owner.id, town.id, other.id].sort());
    expect((await found('тюменц', town.call)).sort()).toEqual([owner.id, town.id].sort());
    expect((await ask(owner.call, 'POST', '/people', { dashboard: 'sample.overview', q: 'т' })).status).toBe(400);
  });

  it('is sent once a date however often the job runs, to each what they may see', async () => {
    const town = await aReader(rights, { town: towns[0] ?? '' });
    const id = await made(planFor(owner, town), { search: { subject: 'math' } });
    expect(await listed(id)).toMatchObject({ words: 'Предмет: Математика', last: null, isActive: true });
    expect((await listed(id))?.nextAt).toMatch(/T04:00:00/);
    await dueNow(id);
    expect(await sendDeliveries()).toBe(2);
    expect(await sendDeliveries()).toBe(0);
    await dueNow(id);
    expect(await Promise.all([sendDeliveries(), sendDeliveries()])).toEqual([0, 0]);
    expect(await listed(id)).toMatchObject({ last: { sent: 0, waiting: 2, troubles: [] } });
    expect(await sendMails()).toMatchObject({ sent: 2, failed: 0 });
    expect(await listed(id)).toMatchObject({ last: { sent: 2, waiting: 0, troubles: [] } });
    const textTo = (address: string) => mail.arrived.find(({ to }) => to === address)?.text ?? '';
    const [all, own] = [filesOf(textTo(owner.address)), filesOf(textTo(town.address))];
    expect([...all.keys()]).toEqual(['pdf', 'xlsx']);
    expect(all.get('pdf')?.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await sheetText(all.get('xlsx'))).toMatch(/333.*222/);
    expect(await sheetText(own.get('xlsx'))).not.toMatch(/333|222/);
    expect(await sheetText(own.get('xlsx'))).toMatch(/111/);
    expect(await eventsOf(id)).toEqual(['made', 'opened', 'mailed', 'mailed', 'opened']);
    const [kept] = await test.work(() => sql`SELECT FROM core.mails WHERE files IS NOT NULL`);
    expect(kept).toBeUndefined();
  });

  it('sends nothing to whoever has lost the right, has no address or switched letters off, and tells the owner why', async () => {
    const [lost, mute, quiet] = [await aReader(), await aReader(rights, { hasMail: false }), await aReader()];
    const id = await made(planFor(lost, mute, quiet));
    await mayNot(lost.id);
    await test.work(
      () => sql`UPDATE core.notice_settings SET no_mail = '{dashboards.delivery}' WHERE account_id = ${quiet.id}`,
    );
    expect((await ask(owner.call, 'POST', `/${id}/send`)).status).toBe(200);
    expect((await ask(owner.call, 'POST', `/${id}/send`)).status).toBe(409);
    expect(await sendDeliveries()).toBe(0);
    await sendMails();
    expect(mail.arrived.filter(({ text }) => text.includes('filename'))).toEqual([]);
    const last = (await listed(id))?.last;
    expect(last?.troubles.map(({ why }) => why).sort()).toEqual(['no-address', 'no-right', 'switched-off']);
    expect(await eventsOf(id)).toEqual(['made', 'asked', 'withheld', 'withheld', 'withheld']);
    const { body } = await owner.call('/api/notices/own');
    expect((body as { items: { kind: string }[] }).items.map(({ kind }) => kind)).toContain(
      'dashboards.delivery-trouble',
    );
  });

  it('passes its date over when its owner may not send any more', async () => {
    const former = await aReader();
    const { id } = (await create(planFor(owner), {}, former.call)).body as { id: string };
    await mayNot(former.id);
    await dueNow(id);
    expect(await sendDeliveries()).toBe(0);
    expect(await listed(id)).toMatchObject({ fault: 'no-right', last: null, isMine: false, isLed: true });
    expect(await eventsOf(id)).toEqual(['made', 'missed']);
  });

  it('is left by a recipient and taken up again, which nobody else does for them', async () => {
    const town = await aReader(rights, { town: towns[0] ?? '' });
    const other = await aReader(rights, { town: towns[1] ?? '' });
    const id = await made(planFor(town));
    expect(await listed(id, town.call)).toMatchObject({ isLed: false, isSentToMe: true, people: [], last: null });
    expect(await listed(id, other.call)).toBeUndefined();
    expect((await ask(other.call, 'PUT', `/${id}/wanted`, { isWanted: false })).status).toBe(404);
    expect((await ask(town.call, 'PUT', `/${id}/active`, { version: 1, isActive: false })).status).toBe(404);
    expect((await ask(town.call, 'PUT', `/${id}/wanted`, { isWanted: false })).status).toBe(200);
    expect((await listed(id))?.people).toMatchObject([{ id: town.id, hasLeft: true }]);
    await dueNow(id);
    expect(await sendDeliveries()).toBe(0);
    await ask(town.call, 'PUT', `/${id}/wanted`, { isWanted: true });
    await ask(owner.call, 'POST', `/${id}/send`);
    expect(await sendDeliveries()).toBe(1);
  });

  it('is changed, stopped, taken away and put back, each guarded by a version', async () => {
    const id = await made(planFor(owner));
    const plan = { ...planFor(owner), every: 'monthly', day: 31, hour: 7 };
    expect((await ask(owner.call, 'PUT', `/${id}`, { version: 1, plan })).status).toBe(200);
    expect((await ask(owner.call, 'PUT', `/${id}`, { version: 1, plan })).status).toBe(409);
    expect(await listed(id)).toMatchObject({ plan: { every: 'monthly', day: 31, hour: 7 } });
    expect((await ask(owner.call, 'PUT', `/${id}/active`, { version: 2, isActive: false })).status).toBe(200);
    await dueNow(id);
    expect(await sendDeliveries()).toBe(0);
    expect((await listed(id))?.nextAt).toBeNull();
    expect((await ask(owner.call, 'PUT', `/${id}/removed`, { version: 3, isRemoved: true })).status).toBe(200);
    expect(await listed(id)).toBeUndefined();
    expect((await ask(owner.call, 'POST', `/${id}/send`)).status).toBe(409);
    expect((await ask(owner.call, 'PUT', `/${id}/removed`, { version: 4, isRemoved: false })).status).toBe(200);
    expect(await listed(id)).toMatchObject({ version: 5 });
    const foreign = await aReader();
    expect((await ask(foreign.call, 'POST', `/${id}/send`)).status).toBe(403);
    expect(await eventsOf(id)).toEqual(['made', 'changed', 'stopped', 'removed', 'restored']);
  });

  it('shows that the mail server refused, and asks to renew before its end', async () => {
    const id = await made({ ...planFor(owner), endsOn: day(7) });
    await test.work(
      () => sql`UPDATE dashboards.deliveries SET changed_at = now() - interval '2 days' WHERE id = ${id}`,
    );
    await dueNow(id);
    await sendDeliveries();
    await sendMails();
    mail.refuseNext(550);
    await ask(owner.call, 'POST', `/${id}/send`);
    await sendDeliveries();
    await sendMails();
    expect(await listed(id)).toMatchObject({ last: { sent: 0, troubles: [{ why: 'mail-failed' }] } });
    const { body } = await owner.call('/api/notices/own');
    const kinds = (body as { items: { kind: string }[] }).items.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'dashboards.delivery-ends')).toHaveLength(1);
  });
});
