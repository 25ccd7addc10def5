import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { catchUp } from '@regiso/warehouse/api';
import { sql } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { forgetActor } from '../../../core/access/sign-ins';
import { runInContext } from '../../../core/server/context';
import type { QueryReply } from '../../shared';
import type { ExportView } from '../../shared/exports';
import { oldExportFiles, oldExports } from '../exports/retention';
import { makeExport } from '../exports/run';
import { eachPiece } from '../exports/table';
import { samplePlugin, schoolsTested } from './fixture';
import { createSampleApp } from './sample-app';

type Call = Awaited<ReturnType<TestApp['as']>>;

const rights = ['sample.read', 'dashboards.view', 'dashboards.export'];
const run = { signal: new AbortController().signal, progress: () => Promise.resolve() };
const schools = 1_000;
const years = 200;
let app: TestApp;
let owner: Call;

beforeAll(async () => {
  app = await createSampleApp();
  await app.work(async () => {
    // Many schools that answer in many years; pupils of two subjects in one of them.
    await sql`INSERT INTO sample.results (organisation_id, subject, year, participants)
      SELECT id, 'math', 1800 + year, 10 FROM (SELECT uuidv7() AS id FROM generate_series(1, ${schools}::int)) s,
        generate_series(1, ${years}::int) year`;
    await sql`INSERT INTO sample.results (organisation_id, subject, year, participants, passed) VALUES
      (uuidv7(), 'physics', 2026, 3, 3), (uuidv7(), 'physics', 2026, 40, 20), (uuidv7(), 'physics', 2026, 50, 30),
      (uuidv7(), '=1+1', 2026, 60, 33)`;
  });
  await catchUp();
  owner = await app.as({ permissions: rights });
}, 180_000);
afterAll(() => app.stop());

const order = (some: object = {}, call = owner) =>
  call('/api/dashboards/exports', {
    method: 'POST',
    payload: { indicator: 'sample.passed-share', by: ['subject', 'organisation'], filters: { year: [2026] }, ...some },
    headers: { 'idempotency-key': randomUUID() },
  });
const ordered = async (some?: object, call?: Call) => (await order(some, call)).body as { id: string; number: number };
const listed = async (id: string, call = owner) =>
  ((await call('/api/dashboards/exports')).body as ExportView[]).find((one) => one.id === id);
const fileOf = (id: string, call = owner) => call(`/api/dashboards/exports/${id}/file`);
const textOf = async (id: string) => (await fileOf(id)).text;
const eventsOf = (id: string) =>
  app.work(async () =>
    (await sql<{ event: string }>`SELECT event FROM core.audit_events WHERE object_id = ${id} ORDER BY id`).map(
      ({ event }) => event.replace('dashboards.export-', ''),
    ),
  );
/** Makes room for further orders of the day. */
const forgetOrders = () => app.work(() => sql`UPDATE dashboards.exports SET ordered_at = now() - interval '2 days'`);
beforeEach(forgetOrders);

const large = { indicator: 'sample.schools-tested', by: ['year', 'organisation'], filters: {} };
const figures = (text: string) => text.slice(text.indexOf('\r\n\r\n'), text.lastIndexOf('\r\n\r\n'));

describe('The whole table of an indicator', () => {
  it('is written with its watermark, hidden as on the page, once however often it is made', async () => {
    const { id, number } = await ordered();
    expect(await listed(id)).toMatchObject({ state: 'waiting', isMine: true, hasFile: false });
    await makeExport(id, run);
    await makeExport(id, run);
    const made = await listed(id);
    expect(made).toMatchObject({ state: 'done', number, rows: 4, hasFile: true, share: 1 });
    const { status, text, headers } = await fileOf(id);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'private, no-store',
      'content-type': expect.stringContaining('text/csv'),
    });
    expect(headers['content-disposition']).toContain(`sample.passed-share-`);
    const lines = text.replace('\uFEFF', '').split('\r\n');
    expect(lines[0]).toBe(`Выгрузка №;${number}`);
    expect(lines[1]).toBe('Показатель;Доля сдавших (sample.passed-share, версия определения 1)');
    expect(lines[4]).toMatch(/^Данные на;.*tick \d+\)"$/);
    expect(lines[5]).toBe('Отбор;Год: 2026');
    expect(text).toContain("'=1+1;'=1+1;");
    expect(text).toContain(`Конец выгрузки №;${number}\r\nСтрок;4\r\nИз них скрыто;${made?.hidden}`);
    const question = { indicator: 'sample.passed-share', by: ['subject', 'organisation'], filters: { year: [2026] } };
    const page = await owner('/api/dashboards/query', { method: 'POST', payload: { questions: [question] } });
    const [answer] = (page.body as QueryReply).answers;
    if (!answer || 'problem' in answer) throw new Error('no answer');
    expect(made?.hidden).toBe(answer.hidden);
    expect(answer.hidden).toBeGreaterThan(1);
    for (const { key, numerator, flags } of answer.rows) {
      const own = lines.find((line) => line.includes(key[1] ?? '?'))?.split(';');
      expect([own?.[5], own?.[8]]).toEqual([
        numerator === null ? '' : `${numerator}`,
        flags.includes('c') ? '[c]' : '',
      ]);
    }
    expect(await eventsOf(id)).toEqual(['ordered', 'made', 'downloaded']);
    const notices = await app.work(() => sql`SELECT 1 FROM core.notices WHERE kind = 'dashboards.export'`);
    expect(notices).toHaveLength(1);
    const again = await ordered();
    await makeExport(again.id, run);
    expect(figures(await textOf(again.id))).toBe(figures(text));
  });

  it('flows through without being held when nothing in it has to be hidden', async () => {
    const { id } = await ordered(large);
    await makeExport(id, run);
    expect(await listed(id)).toMatchObject({ state: 'done', rows: schools * years + 3, hidden: 0 });
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    const held: number[] = [];
    let rows = 0;
    const plan = {
      owned: { plugin: samplePlugin, item: schoolsTested },
      asked: { by: large.by, filters: {} },
      scope: undefined,
      rule: { min: 0, codeExtremesBelow: 0 },
      asOf: { tick: 0, at: null },
      rows: 0,
    };
    await app.work(() =>
      eachPiece(plan, run.signal, async (cells) => {
        const before = rows;
        rows += cells.length;
        if (Math.floor(before / 60_000) === Math.floor(rows / 60_000)) return;
        gc();
        held.push(process.memoryUsage().heapUsed);
      }),
    );
    expect(rows).toBe(schools * years + 3);
    expect(Math.max(...held) - (held[0] ?? 0)).toBeLessThan(25_000_000);
  }, 60_000);

  it('is cancelled while it waits and while it is written, by its owner alone', async () => {
    const waiting = await ordered();
    const cancel = (id: string, call = owner) =>
      call(`/api/dashboards/exports/${id}/cancel`, { method: 'POST', payload: {} });
    const other = await app.as({ permissions: rights });
    expect((await cancel(waiting.id, other)).status).toBe(404);
    expect((await cancel(waiting.id)).status).toBe(200);
    expect((await cancel(waiting.id)).status).toBe(404);
    await makeExport(waiting.id, run);
    expect(await listed(waiting.id)).toMatchObject({ state: 'cancelled', hasFile: false });
    expect((await fileOf(waiting.id)).status).toBe(404);
    const running = await ordered(large);
    const work = makeExport(running.id, run, 5);
    while ((await listed(running.id))?.state === 'waiting');
    expect((await cancel(running.id)).status).toBe(200);
    await work;
    expect(await listed(running.id)).toMatchObject({ state: 'cancelled', hasFile: false });
    expect(await eventsOf(running.id)).toEqual(['ordered', 'cancelled']);
  }, 60_000);

  it('is cancelled, and no failure, when that is asked for after the last look before its end', async () => {
    const { id } = await ordered(large);
    // As a worker does it, which looks no more often than this.
    const job = { process: 'dashboards/make-export', mustAudit: true, afterCommit: [], audited: 0 };
    const work = runInContext({ requestId: randomUUID(), login: 'app', reach: 'whole', ...job }, () =>
      makeExport(id, run, 60_000),
    );
    while ((await listed(id))?.state === 'waiting');
    expect((await owner(`/api/dashboards/exports/${id}/cancel`, { method: 'POST', payload: {} })).status).toBe(200);
    await work;
    expect(await listed(id)).toMatchObject({ state: 'cancelled', hasFile: false });
    expect(await eventsOf(id)).toEqual(['ordered', 'cancelled']);
  }, 60_000);

  it('is left to the next worker by one that stops', async () => {
    const { id } = await ordered();
    const stopped = { ...run, signal: AbortSignal.abort() };
    await expect(makeExport(id, stopped)).rejects.toThrow();
    await makeExport(id, run);
    expect(await listed(id)).toMatchObject({ state: 'done' });
  });

  it('is refused to whoever may not, with what cannot be crossed, and more than two at a time', async () => {
    const looker = await app.as({ permissions: ['sample.read', 'dashboards.view'] });
    expect((await order({}, looker)).status).toBe(403);
    const stranger = await app.as({ permissions: ['dashboards.view', 'dashboards.export'] });
    expect((await order({}, stranger)).status).toBe(403);
    expect((await order({ by: ['candidate'] })).body).toMatchObject({
      status: 400,
      detail: expect.stringContaining('не делится по «candidate»'),
    });
    expect((await order({ by: [] })).status).toBe(400);
    expect((await order({ by: ['year', 'subject', 'early', 'municipality'] })).status).toBe(400);
    expect((await order({ indicator: 'sample.nothing' })).status).toBe(404);
    const tooLong = { indicator: 'sample.participants', by: ['year', 'organisation'], filters: {} };
    expect((await order(tooLong)).body).toMatchObject({
      status: 400,
      detail: expect.stringContaining('не больше 100000 строк, а в этом пересечении 200004'),
    });
    await ordered();
    await ordered();
    expect((await order()).body).toMatchObject({ status: 409, detail: expect.stringContaining('уже готовятся 2') });
    await app.work(() => sql`UPDATE dashboards.exports SET state = 'cancelled' WHERE state = 'waiting'`);
  });

  it('is written by the rights of its owner at that moment, and given out by those of the next one', async () => {
    const leaving = await app.as({ permissions: rights });
    const { login } = (await leaving('/api/access/own/account')).body as { login: string };
    const done = await ordered({}, leaving);
    await makeExport(done.id, run);
    expect((await fileOf(done.id)).status).toBe(404);
    expect((await fileOf(done.id, leaving)).status).toBe(200);
    const { id } = await ordered({}, leaving);
    await app.work(async () => {
      const [account] = await sql<{ id: string }>`SELECT id FROM core.accounts WHERE login = ${login}`;
      await sql`UPDATE core.grants SET state = 'revoked' WHERE account_id = ${account?.id}`;
      await forgetActor(account?.id);
    });
    await makeExport(id, run);
    const [row] = await app.work(() => sql`SELECT state, why FROM dashboards.exports WHERE id = ${id}`);
    expect(row).toEqual({ state: 'refused', why: 'no-right' });
    expect(await eventsOf(id)).toEqual(['ordered', 'failed']);
    expect((await fileOf(done.id, leaving)).status).toBe(403);
    const found = await owner(`/api/dashboards/exports?number=${done.number}`);
    expect(found.body).toMatchObject([{ id: done.id, isMine: false, hasFile: false, sha256: expect.any(String) }]);
  });

  it('loses its file after a week and its record after a year', async () => {
    const { id } = await ordered();
    await makeExport(id, run);
    const soon = new Date(Date.now() + 60_000);
    const held = { accounts: [], persons: [] } as never;
    await app.work(() => oldExportFiles.remove(soon, held));
    expect((await fileOf(id)).status).toBe(200);
    await app.work(() => sql`UPDATE dashboards.exports SET expires_at = now() - interval '1 minute' WHERE id = ${id}`);
    expect((await fileOf(id)).body).toMatchObject({
      status: 404,
      detail: expect.stringContaining('закажите её снова'),
    });
    await app.work(() => oldExportFiles.remove(soon, held));
    expect(await app.work(() => sql`SELECT 1 FROM core.files WHERE owner_id = ${id}`)).toEqual([]);
    await app.work(() => oldExports.remove(soon, held));
    expect(await listed(id)).toBeUndefined();
  });
});
