import { randomUUID } from 'node:crypto';
import { sql } from '@regiso/core';
import type { TestApp } from '@regiso/core/testing';
import type { Annotation } from '../../shared/annotations';
import { isPeriod } from '../alerts/periods';
import { createSampleApp } from './sample-app';

type Call = Awaited<ReturnType<TestApp['as']>>;

test('a period is one the calendar has, by its steps of time', () => {
  expect(isPeriod('year', '2026') && isPeriod('month', '2026-09') && isPeriod('day', '2026-02-28')).toBe(true);
  for (const [grain, period] of [
    ['year', '2026-09'],
    ['month', '2026-13'],
    ['day', '2026-02-30'],
    ['day', '2026'],
  ] as const)
    expect([grain, period, isPeriod(grain, period)]).toEqual([grain, period, false]);
});

describe('Annotations', () => {
  let app: TestApp;
  let analyst: Call;
  const body = { indicator: 'sample.passed-share', grain: 'year', period: '2025', text: 'Изменили шкалу' };
  const at = '/api/dashboards/annotations';
  const list = async (call: Call = analyst) => (await call(`${at}?dashboard=sample.overview`)).body as Annotation[];
  const add = (payload: object, call: Call = analyst) =>
    call(at, { method: 'POST', payload, headers: { 'idempotency-key': randomUUID() } });
  const put = (path: string, payload: object) => analyst(`${at}/${path}`, { method: 'PUT', payload });

  beforeAll(async () => {
    app = await createSampleApp();
    analyst = await app.as({ roles: ['analyst'] });
  }, 120_000);
  afterAll(() => app.stop());

  it('stand beside the figures of a board for whoever sees it, and the log says who wrote them', async () => {
    const { status, body: made } = await add(body);
    expect(status).toBe(200);
    const { id } = made as { id: string };
    expect(await list()).toMatchObject([{ ...body, id, version: 1, municipality: null }]);
    const reader = await app.as({ roles: ['registrar'] });
    expect(
      (await reader(at, { method: 'POST', payload: body, headers: { 'idempotency-key': randomUUID() } })).status,
    ).toBe(403);
    const [event] = await app.work(
      () =>
        sql`SELECT event, object_id FROM core.audit_events WHERE event = 'dashboards.annotated' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ event: 'dashboards.annotated', object_id: id });
  });

  it('are reworded, taken away and put back, each by who has seen what stands', async () => {
    const { id } = (await add({ ...body, period: '2024', text: 'Новый порядок' })).body as { id: string };
    expect((await put(id, { version: 1, text: 'Новый порядок с июня' })).status).toBe(200);
    expect((await put(id, { version: 1, text: 'Опоздал' })).status).toBe(409);
    expect((await put(`${id}/removed`, { version: 2, isRemoved: true })).status).toBe(200);
    expect((await list()).some((one) => one.id === id)).toBe(false);
    expect((await put(id, { version: 3, text: 'Снова' })).status).toBe(409);
    expect((await put(`${id}/removed`, { version: 3, isRemoved: false })).status).toBe(200);
    expect((await list()).find((one) => one.id === id)).toMatchObject({ text: 'Новый порядок с июня', version: 4 });
    expect((await put(`${randomUUID()}/removed`, { version: 1, isRemoved: true })).status).toBe(404);
  });

  it('are refused with the field that is wrong: no such period, division, place or indicator, or nothing said', async () => {
    const field = async (payload: object) => {
      const { status, body: said } = await add(payload);
      return [status, (said as { issues?: { path: string[] }[] }).issues?.[0]?.path.at(-1)];
    };
    expect(await field({ ...body, period: '2025-13' })).toEqual([400, 'period']);
    expect(await field({ ...body, grain: 'day', period: '2025-01-01' })).toEqual([400, 'grain']);
    expect(await field({ ...body, municipality: 'nowhere' })).toEqual([400, 'municipality']);
    expect(await field({ ...body, text: ' ' })).toEqual([400, 'text']);
    expect((await add({ ...body, indicator: 'sample.nothing' })).status).toBe(404);
    expect((await analyst(`${at}?dashboard=nothing`)).status).toBe(404);
  });
});
