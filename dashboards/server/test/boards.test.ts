import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import type { Explorer, OwnBoard, OwnBoardSummary, OwnTile, Pivot } from '../../shared/boards';
import { drawsOf, filtersFrom, filtersText, pivotFrom, pivotQuestions, searchOfPivot } from '../../shared/pivot';
import { oldBoards } from '../boards/retention';
import { createSampleApp } from './sample-app';

type Call = Awaited<ReturnType<TestApp['as']>>;

const pivot: Pivot = {
  indicator: 'sample.passed-share',
  rows: 'subject',
  columns: 'year',
  filters: { subject: ['math', null] },
  draw: 'lines',
};

describe('A pivot in the address', () => {
  const indicator = { id: pivot.indicator, by: ['subject', 'year', 'municipality'] };

  it('is read back as it was written, whatever its values hold', () => {
    const odd = { ...pivot, filters: { subject: ['a,b;c!d~', null], municipality: ['ё & %'] } };
    expect(pivotFrom(searchOfPivot(odd), indicator)).toEqual(odd);
    expect(filtersFrom(filtersText(odd.filters), ['subject'])).toEqual({ subject: odd.filters.subject });
  });

  it('falls back where it names what the indicator is not divided by, or cannot be drawn so', () => {
    const search = {
      indicator: pivot.indicator,
      rows: 'nothing',
      columns: 'municipality',
      filters: 'x!1',
      draw: 'lines',
    };
    expect(pivotFrom(search, indicator)).toEqual({
      ...pivot,
      rows: 'municipality',
      columns: null,
      filters: {},
      draw: 'table',
    });
    expect(drawsOf({ rows: 'year', columns: null })).toEqual(['table', 'bars', 'lines']);
    expect(drawsOf({ rows: 'subject', columns: 'municipality' })).toEqual(['table']);
  });

  it('asks for its totals as questions of their own', () => {
    expect(pivotQuestions(pivot).questions.map(({ by }) => by)).toEqual([
      ['subject', 'year'],
      ['subject'],
      ['year'],
      ['subject'],
    ]);
  });
});

describe('Own boards', () => {
  let app: TestApp;
  let analyst: Call;
  const at = '/api/dashboards/boards';
  const tile: OwnTile = { kind: 'pivot', id: 'a', title: 'Доля по предметам', width: 2, pivot };
  const declared: OwnTile = {
    kind: 'declared',
    id: 'b',
    title: 'Где сдают лучше',
    width: 2,
    board: 'sample.overview',
    tile: 'map',
  };
  const body = { title: 'Моя панель', tiles: [tile, declared] };
  const add = async (payload: object, call = analyst) =>
    call(at, { method: 'POST', payload, headers: { 'idempotency-key': randomUUID() } });
  const made = async (payload: object = body, call = analyst) => ((await add(payload, call)).body as { id: string }).id;
  const put = (path: string, payload: object, call = analyst) => call(`${at}/${path}`, { method: 'PUT', payload });
  const list = async (call = analyst) => (await call(at)).body as OwnBoardSummary[];
  const sees = async (id: string, call: Call) => (await call(`${at}/${id}`)).status;

  beforeAll(async () => {
    app = await createSampleApp();
    analyst = await app.as({ roles: ['analyst'] });
  }, 120_000);
  afterAll(() => app.stop());

  it('say what may be divided by what, of what the caller may see', async () => {
    const { indicators: known } = (await analyst('/api/dashboards/explorer')).body as Explorer;
    expect(known.find(({ id }) => id === 'sample.passed-share')?.dimensions).toMatchObject({
      municipality: 'Муниципалитет',
    });
    const registrar = await app.as({ roles: ['registrar'] });
    expect((await registrar('/api/dashboards/explorer')).body).toEqual({ indicators: [], isDemo: false });
  });

  it('are kept with their tiles for their owner alone, and the log says so', async () => {
    const id = await made();
    const board = (await analyst(`${at}/${id}`)).body as OwnBoard;
    expect(board).toMatchObject({ ...body, id, version: 1, isMine: true, audience: { kind: 'own' } });
    expect((await list()).find((one) => one.id === id)).toMatchObject({ title: 'Моя панель', tiles: 2 });
    const other = await app.as({ roles: ['analyst'] });
    expect(await sees(id, other)).toBe(404);
    expect((await list(other)).some((one) => one.id === id)).toBe(false);
    const [event] = await app.work(
      () => sql`SELECT event FROM core.audit_events WHERE object_id = ${id} ORDER BY id LIMIT 1`,
    );
    expect(event).toEqual({ event: 'dashboards.board-made' });
  });

  it('are put together by whoever may, and by nobody else', async () => {
    const registrar = await app.as({ roles: ['registrar'] });
    expect((await add(body, registrar)).status).toBe(403);
    expect((await list(registrar)).length).toBe(0);
  });

  it('refuse, by tile, a crossing that is not declared, a closed or unknown indicator, a value that is none, a lost tile', async () => {
    const fault = async (wrong: object) => {
      const { status, body: said } = await add({ ...body, tiles: [declared, wrong] });
      return [status, (said as { issues?: { path: (string | number)[] }[] }).issues?.[0]?.path.slice(0, 3).join('.')];
    };
    const with_ = (some: Partial<Pivot>) => ({ ...tile, pivot: { ...pivot, ...some } });
    const refused = [400, 'payload.tiles.1'];
    expect(await fault(with_({ columns: 'candidate' }))).toEqual(refused);
    expect(await fault(with_({ columns: 'subject' }))).toEqual(refused);
    expect(await fault(with_({ filters: { year: ['later'] } }))).toEqual(refused);
    expect(await fault(with_({ filters: { candidate: ['1'] } }))).toEqual(refused);
    expect(await fault(with_({ indicator: 'sample.nothing' }))).toEqual(refused);
    expect(await fault({ ...declared, id: 'c', tile: 'nothing' })).toEqual(refused);
    expect(await fault({ ...declared, id: 'c', board: 'nothing' })).toEqual(refused);
    expect((await fault({ ...tile, width: 5 }))[0]).toBe(400);
    expect((await fault({ ...tile, sql: 'SELECT 1' }))[0]).toBe(400);
    expect((await add({ ...body, tiles: [tile, tile] })).status).toBe(400);
    expect((await add({ ...body, title: ' ' })).status).toBe(400);
    const many = Array.from({ length: 25 }, (_, nth) => ({ ...declared, id: `t${nth}` }));
    expect((await add({ ...body, tiles: many })).status).toBe(400);
  });

  it('are changed by their owner who has seen what stands, taken away and put back', async () => {
    const id = await made();
    expect((await put(id, { version: 1, title: 'Другая', tiles: [declared] })).status).toBe(200);
    expect((await put(id, { version: 1, title: 'Опоздала', tiles: [] })).status).toBe(409);
    const other = await app.as({ roles: ['analyst'] });
    expect((await put(id, { version: 2, title: 'Чужая', tiles: [] }, other)).status).toBe(404);
    expect((await put(`${id}/removed`, { version: 2, isRemoved: true })).status).toBe(200);
    expect(await sees(id, analyst)).toBe(404);
    expect((await put(id, { version: 3, title: 'Снова', tiles: [] })).status).toBe(409);
    expect((await put(`${id}/removed`, { version: 3, isRemoved: false })).status).toBe(200);
    expect((await analyst(`${at}/${id}`)).body).toMatchObject({ title: 'Другая', version: 4 });
  });

  it('are shared with roles: seen but not changed, the figures by the rights of whoever looks', async () => {
    const id = await made();
    const [reader, other] = [await app.as({ roles: ['registrar'] }), await app.as({ roles: ['authority'] })];
    expect(
      (await put(`${id}/audience`, { version: 1, audience: { kind: 'roles', roles: ['registrar'] } })).status,
    ).toBe(200);
    expect((await reader(`${at}/${id}`)).body).toMatchObject({ title: body.title, isMine: false, audience: null });
    expect(await sees(id, other)).toBe(404);
    const question = { indicator: pivot.indicator, by: ['subject'] };
    const ask = (call: Call) => call('/api/dashboards/query', { method: 'POST', payload: { questions: [question] } });
    expect((await ask(reader)).status).toBe(403);
    expect((await ask(analyst)).status).toBe(200);
    expect((await put(`${id}/audience`, { version: 2, audience: { kind: 'own' } })).status).toBe(200);
    expect(await sees(id, reader)).toBe(404);
  });

  it('are shared neither with a role that sees no figures nor with the organisation of who has none', async () => {
    const id = await made();
    const share = (audience: object) => put(`${id}/audience`, { version: 1, audience });
    expect((await share({ kind: 'roles', roles: ['guardian'] })).status).toBe(400);
    expect((await share({ kind: 'roles', roles: [] })).status).toBe(400);
    expect((await share({ kind: 'organisation' })).status).toBe(400);
    expect(((await analyst(`${at}/roles`)).body as string[]).includes('registrar')).toBe(true);
  });

  it('leave for good a year after they were taken away, unless their owner is under a hold', async () => {
    const id = await made();
    await put(`${id}/removed`, { version: 1, isRemoved: true });
    const [owner] = await app.work(
      () => sql<{ id: string }>`SELECT owner_id AS id FROM dashboards.own_boards WHERE id = ${id}`,
    );
    const none = { accounts: [], persons: [] } as never;
    const held = { accounts: [owner?.id ?? ''], persons: [] } as never;
    const remove = (holds: never) => app.work(() => oldBoards.remove(new Date(Date.now() + 1_000), holds));
    expect(await remove(held)).toBe(0);
    expect(await remove(none)).toBeGreaterThan(0);
  });
});
