import { randomUUID } from 'node:crypto';
import { Workbook } from '@protobi/exceljs';
import { catchUp } from '@regiso/warehouse/api';
import { sql } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import { forgetActor } from '../../../core/access/sign-ins';
import type { Difference, Snapshot, SnapshotSummary } from '../../shared/snapshots';
import { covers } from '../snapshots/coverage';
import { oldSnapshots } from '../snapshots/retention';
import { differenceFile } from '../snapshots/workbook';
import { createSampleApp } from './sample-app';

type Call = Awaited<ReturnType<TestApp['as']>>;

test('a right covers what was frozen by one that is no wider', () => {
  const town = { municipality: ['a'] };
  expect(covers(undefined, undefined) && covers(undefined, [town])).toBe(true);
  expect(covers([town], undefined)).toBe(false);
  expect(covers([{ municipality: ['a', 'b'] }], [town])).toBe(true);
  expect(covers([{ organisation: ['x'] }], [town])).toBe(false);
  expect(covers([town], [town, { municipality: ['b'] }])).toBe(false);
  expect(covers([town], [{ ...town, grade: ['9'] }])).toBe(true);
  expect(covers([{ ...town, grade: ['9'] }], [town])).toBe(false);
});

describe('What was reported', () => {
  let app: TestApp;
  let analyst: Call;
  let towns: string[] = [];
  const schools: string[] = [];
  const at = '/api/dashboards/snapshots';
  const body = {
    dashboard: 'sample.overview',
    search: { year: '2026' },
    title: 'Итоги экзаменов',
    reportedOn: '2026-09-20',
    ground: 'Приказ № 12',
  };
  const freeze = (some: object = {}, call = analyst) =>
    call(at, { method: 'POST', payload: { ...body, ...some }, headers: { 'idempotency-key': randomUUID() } });
  const frozen = async (some: object = {}, call = analyst) => ((await freeze(some, call)).body as { id: string }).id;
  const show = async (id: string, call = analyst) => (await call(`${at}/${id}`)).body as Snapshot;
  const list = async (call = analyst) => (await call(`${at}?dashboard=sample.overview`)).body as SnapshotSummary[];
  const difference = async (id: string, search = '') =>
    (await analyst(`${at}/${id}/difference${search}`)).body as Difference;
  const tableOf = (found: Difference, id: string) => found.tables.find((table) => table.id === id);

  /** An analyst of one town. */
  const ofTown = async (town: string) => {
    const call = await app.as({ permissions: ['sample.read', 'dashboards.view', 'dashboards.freeze'] });
    const { login } = (await call('/api/access/own/account')).body as { login: string };
    await app.work(async () => {
      const [row] = await sql<{ id: string }>`UPDATE core.grants g SET scope = 'municipality', municipality_id = ${town}
        FROM core.accounts a WHERE a.id = g.account_id AND a.login = ${login} RETURNING a.id`;
      await forgetActor(row?.id);
    });
    return call;
  };

  beforeAll(async () => {
    app = await createSampleApp();
    await app.work(async () => {
      const rows = await sql<{ id: string }>`SELECT id FROM core.municipalities ORDER BY id LIMIT 4`;
      towns = rows.map(({ id }) => id);
      for (const [nth, town] of towns.entries()) {
        const [school] = await sql<{ id: string }>`INSERT INTO core.organisations
          (region_id, municipality_id, kind, full_name, short_name, source)
          SELECT region_id, id, 'school', 'Школа', 'Школа', 'test' FROM core.municipalities WHERE id = ${town} RETURNING id`;
        schools.push(school?.id ?? '');
        await sql`INSERT INTO sample.results (organisation_id, subject, year, held_on, participants, passed)
          VALUES (${school?.id}, 'math', 2026, '2026-06-10', ${[100, 200, 3, 50][nth]}, ${[90, 180, 2, 40][nth]})`;
      }
    });
    await catchUp();
    analyst = await app.as({ roles: ['analyst'] });
  }, 120_000);
  afterAll(() => app.stop());

  const change = async (nth: number, participants: number) => {
    await app.work(
      () => sql`UPDATE sample.results SET participants = ${participants} WHERE organisation_id = ${schools[nth]}`,
    );
    await catchUp();
  };

  it('is frozen by whoever may, of a board open to them, and refused by field', async () => {
    expect((await app.call(`${at}?dashboard=sample.overview`)).status).toBe(401);
    const viewer = await app.as({ permissions: ['sample.read', 'dashboards.view'] });
    expect((await freeze({}, viewer)).status).toBe(403);
    const closed = await app.as({ permissions: ['dashboards.view', 'dashboards.freeze'] });
    expect((await freeze({}, closed)).status).toBe(404);
    expect(await list(closed)).toEqual([]);
    const wrong = async (some: object) => {
      const { status, body: said } = await freeze(some);
      return [status, (said as { issues?: { path: string[] }[] }).issues?.[0]?.path.at(-1)];
    };
    expect(await wrong({ title: ' ' })).toEqual([400, 'title']);
    expect(await wrong({ ground: '' })).toEqual([400, 'ground']);
    expect(await wrong({ reportedOn: '2999-01-01' })).toEqual([400, 'reportedOn']);
    expect(await wrong({ search: { year: 'завтра' } })).toEqual([400, 'search']);
    expect((await wrong({ dashboard: 'sample.nothing' }))[0]).toBe(404);
    expect((await analyst(`${at}/${randomUUID()}`)).status).toBe(404);
  });

  it('stands as it was while the data move on, and the log says who has frozen what', async () => {
    const id = await frozen();
    const then = await show(id);
    expect(then).toMatchObject({ ...body, search: { year: '2026' }, words: 'Год: 2026', isWhole: true });
    await change(0, 110);
    expect(await show(id)).toEqual(then);
    const [event] = await app.work(
      () => sql`SELECT event, details FROM core.audit_events WHERE object_id = ${id} ORDER BY id LIMIT 1`,
    );
    expect(event).toMatchObject({
      event: 'dashboards.frozen',
      details: { dashboard: 'sample.overview', sha256: then.sha256 },
    });
    await expect(app.work(() => sql`UPDATE dashboards.snapshots SET title = 'Иначе' WHERE id = ${id}`)).rejects.toThrow(
      /does not change/,
    );
    await app.work(async () => {
      await sql`ALTER TABLE dashboards.snapshots DISABLE TRIGGER keep_snapshot`;
      await sql`UPDATE dashboards.snapshots SET ground = 'Другой приказ' WHERE id = ${id}`;
      await sql`ALTER TABLE dashboards.snapshots ENABLE TRIGGER keep_snapshot`;
    });
    expect((await show(id)).isWhole).toBe(false);
    await change(0, 100);
  });

  it('is compared with live figures: was, is, difference, and what is hidden stays hidden', async () => {
    const id = await frozen();
    await change(0, 112);
    await change(2, 30);
    const found = await difference(id);
    expect(tableOf(found, 'participants/now')?.rows[0]).toMatchObject({
      was: { value: 353 },
      is: { value: 392 },
      difference: 39,
    });
    const table = tableOf(found, 'table/sample.participants');
    const rowOf = (nth: number) => table?.rows.find(({ key }) => key[0] === towns[nth]);
    expect(rowOf(1)).toMatchObject({ was: { value: 200 }, is: { value: 200 }, difference: 0 });
    expect(rowOf(0)).toMatchObject({ difference: 12 });
    // Three people were hidden, and with them the next smallest town, in the report: no difference tells them now.
    for (const nth of [2, 3])
      expect(rowOf(nth)).toMatchObject({ was: { value: null, n: null, flags: ['c'] }, difference: null });
    await change(0, 100);
    await change(2, 3);
  });

  it('is compared with another report of the board, and with none of another right', async () => {
    const first = await frozen();
    await change(1, 205);
    const second = await frozen({ title: 'Уточнённые итоги', reportedOn: '2026-10-01' });
    const found = await difference(first, `?against=${second}`);
    expect(found).toMatchObject({ was: { id: first }, is: { id: second } });
    expect(tableOf(found, 'participants/now')?.rows[0]).toMatchObject({ difference: 5 });
    const town = await ofTown(towns[1] ?? '');
    const own = await frozen({}, town);
    expect((await analyst(`${at}/${first}/difference?against=${own}`)).status).toBe(409);
    await change(1, 200);
  });

  it('is shown to those whose right covers the figures, and counted anew over the rows of who froze them', async () => {
    const whole = await frozen();
    const town = await ofTown(towns[1] ?? '');
    const other = await ofTown(towns[0] ?? '');
    const own = await frozen({}, town);
    expect((await town(`${at}/${whole}`)).status).toBe(404);
    expect((await town(`${at}/${whole}/difference`)).status).toBe(404);
    expect((await list(town)).map(({ id }) => id)).toContain(own);
    expect((await list(town)).map(({ id }) => id)).not.toContain(whole);
    expect((await other(`${at}/${own}`)).status).toBe(404);
    expect((await list()).map(({ id }) => id)).toEqual(expect.arrayContaining([own, whole]));
    expect(tableOf(await difference(own), 'participants/now')?.rows[0]).toMatchObject({
      was: { value: 200 },
      is: { value: 200 },
    });
  });

  it('gives its difference as a workbook to whoever may take figures out', async () => {
    const id = await frozen();
    const viewer = await app.as({ permissions: ['sample.read', 'dashboards.view'] });
    const take = (call: Call) => call(`${at}/${id}/difference/file`, { method: 'POST', payload: {} });
    expect((await take(viewer)).status).toBe(403);
    const { status, headers } = await take(analyst);
    expect([status, headers['content-disposition']]).toEqual([
      200,
      'attachment; filename="sample.overview-2026-09-20.xlsx"',
    ]);
    const found = await difference(id);
    const book = new Workbook();
    await book.xlsx.load((await app.work(() => differenceFile(found, 'ru'))) as never);
    expect(book.worksheets.map(({ name }) => name).slice(0, 2)).toEqual(['О данных', 'Показатели']);
    const text = JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
    expect(text).toMatch(/Приказ № 12.*Было.*Стало.*Разница/);
    expect(text).toContain('[c]');
  });

  it('is frozen a limited number of times a day, and leaves after its years unless its author is under a hold', async () => {
    const busy = await app.as({ roles: ['analyst'] });
    const id = await frozen({}, busy);
    const owner = await app.work(async () => {
      await sql`INSERT INTO dashboards.snapshots (dashboard, title, reported_on, ground, language, words, search, content,
          sha256, tick, as_of, owner_id)
        SELECT dashboard, title, reported_on, ground, language, words, search, content, sha256, tick, as_of, owner_id
        FROM dashboards.snapshots, generate_series(1, 19) WHERE id = ${id}`;
      const [row] = await sql<{ id: string }>`SELECT owner_id AS id FROM dashboards.snapshots WHERE id = ${id}`;
      return row?.id ?? '';
    });
    expect((await freeze({}, busy)).status).toBe(409);
    const remove = (accounts: string[]) =>
      app.work(() => oldSnapshots.remove(new Date(Date.now() + 1_000), { accounts, persons: [] } as never));
    await remove([owner]);
    expect((await busy(`${at}/${id}`)).status).toBe(200);
    expect(await remove([])).toBeGreaterThan(0);
    expect((await busy(`${at}/${id}`)).status).toBe(404);
  });
});
