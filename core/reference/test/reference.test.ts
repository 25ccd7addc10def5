import { z } from 'zod';
import { definePlugin, reference, sql } from '../../server';
import { checkPlugin } from '../../server/loader';
import { createTestApp, type TestApp } from '../../testing';
import { seedReferences } from '../seed';
import { valueOn } from '../value-on';

const terms = reference({
  id: 'lending.terms',
  title: 'Сроки выдачи',
  titleEn: 'Terms of lending',
  codes: {
    loan: { title: 'Срок выдачи', titleEn: 'Loan', unit: 'дн.', unitEn: 'days' },
    fine: { title: 'Пеня', titleEn: 'Fine' },
  },
  schema: z.int().min(1),
  rows: [
    { code: 'loan', value: 14, act: 'Приказ № 1', validFrom: '2020-01-01', validTo: '2024-12-31', verified: true },
    { code: 'loan', value: 21, act: 'Приказ № 2', clause: 'п. 3', validFrom: '2025-01-01', verified: false },
  ],
});
const lending = definePlugin({ id: 'lending', title: 'Выдача', requires: ['reference'], reference: [terms] });
const address = '/api/reference/lists/lending.terms';
type Rows = { rows: { id: string; value: number; validTo: string | null; verified: boolean }[] };

let test: TestApp;
let operator: Awaited<ReturnType<TestApp['as']>>;
beforeEach(async () => {
  test = await createTestApp({ only: ['reference'], also: [lending] });
  operator = await test.as({ roles: ['operator'] });
});
afterEach(() => test.stop());

const add = (row: object) =>
  operator(`${address}/rows`, {
    method: 'POST',
    payload: { code: 'loan', value: 30, act: 'Приказ № 3', validFrom: '2026-09-01', ...row },
  });
const on = (day: string) => test.work(() => valueOn(terms, 'loan', day));

describe('Values that laws set', () => {
  it('hold on their days, with the row a decision keeps', async () => {
    expect(await on('2023-05-05')).toMatchObject({ value: 14, act: 'Приказ № 1', verified: true });
    expect(await on('2026-01-01')).toMatchObject({ value: 21, clause: 'п. 3', verified: false });
    await expect(on('2019-12-31')).rejects.toThrow('нет значения');
    await expect(test.work(() => valueOn(terms, 'fine'))).rejects.toThrow('Сроки выдачи');
  });

  it('get a new version that ends the one before on the eve and leaves old decisions as they were', async () => {
    const decided = await on('2026-03-01');
    expect((await add({})).status).toBe(200);
    expect(await on('2026-08-31')).toEqual(decided);
    expect(await on('2026-09-01')).toMatchObject({ value: 30 });
    const kept = await test.work(() => sql`SELECT value FROM core.reference_rows WHERE id = ${decided.id}`);
    expect(kept).toEqual([{ value: 21 }]);
  });

  it('refuse days that are taken, unknown codes, values of the wrong kind and turned days, each with a sentence', async () => {
    expect(await add({ validFrom: '2025-01-01' })).toMatchObject({ status: 409 });
    expect(await add({ validFrom: '2026-09-01', validTo: '2026-10-01' })).toMatchObject({ status: 409 });
    expect(await add({ validFrom: '2010-01-01' })).toMatchObject({ status: 409 });
    for (const bad of [{ code: 'none' }, { value: 0 }, { value: 'many' }, { validTo: '2026-01-01' }, { act: '' }])
      expect((await add(bad)).status).toBe(400);
    expect((await operator('/api/reference/lists/nothing.here')).status).toBe(404);
  });

  it('never change: not by a statement, not by a newer shipment once a person has checked them', async () => {
    const { rows } = (await operator(address)).body as Rows;
    const first = rows.find(({ value }) => value === 21);
    await expect(
      test.work(() => sql`UPDATE core.reference_rows SET value = '99' WHERE id = ${first?.id}`),
    ).rejects.toThrow('does not change');
    await expect(test.work(() => sql`DELETE FROM core.reference_rows`)).rejects.toThrow('never deleted');
    expect((await operator(`/api/reference/rows/${first?.id}/verify`, { method: 'POST', payload: {} })).status).toBe(
      200,
    );
    (terms.rows[1] as { value: number }).value = 25;
    await test.work(seedReferences);
    expect(await on('2026-01-01')).toMatchObject({ value: 21, verified: true });
    (terms.rows[1] as { value: number }).value = 21;
  });

  it('take a newer shipped value while nobody has checked the old one, which stays readable', async () => {
    const decided = await on('2026-01-01');
    (terms.rows[1] as { value: number }).value = 25;
    await test.work(seedReferences);
    await test.work(seedReferences);
    (terms.rows[1] as { value: number }).value = 21;
    expect(await on('2026-01-01')).toMatchObject({ value: 25 });
    const old = ((await operator(address)).body as Rows).rows.find(({ id }) => id === decided.id);
    expect(old).toMatchObject({ value: 21, withdrawnBecause: 'Новая поставка' });
  });

  it('are withdrawn with a reason, once, and then free their days', async () => {
    const { id } = await on('2026-01-01');
    const withdraw = (reason: string) =>
      operator(`/api/reference/rows/${id}/withdraw`, { method: 'POST', payload: { reason } });
    expect((await withdraw('')).status).toBe(400);
    expect((await withdraw('опечатка в акте')).status).toBe(200);
    expect((await withdraw('ещё раз')).status).toBe(404);
    await expect(on('2026-01-01')).rejects.toThrow('нет значения');
    expect((await add({ validFrom: '2025-01-01' })).status).toBe(200);
  });

  it('are kept by those who may: others read or are refused; each step is in the audit', async () => {
    const reader = await test.as({ permissions: ['reference.read'] });
    expect((await reader(address)).status).toBe(200);
    expect((await reader(`${address}/rows`, { method: 'POST', payload: {} })).status).toBe(403);
    expect((await test.call(address)).status).toBe(401);
    await add({});
    const events = await test.work(
      () => sql<{ event: string }>`SELECT event FROM core.audit_events WHERE event LIKE 'reference.%' ORDER BY id`,
    );
    expect(events.map(({ event }) => event)).toEqual(['reference.shipped', 'reference.version-added']);
  });

  it('are refused in a manifest when they do not fit it', () => {
    const broken = reference({
      ...terms,
      id: 'other.terms',
      rows: [...terms.rows, { ...terms.rows[1], value: 0 } as never],
    });
    expect(checkPlugin(definePlugin({ id: 'lending', title: 'x', reference: [broken] }))).toEqual([
      'reference other.terms must begin with lending.',
      'reference other.terms: the value of loan from 2025-01-01 does not fit its schema',
      'reference other.terms has loan from 2025-01-01 twice',
    ]);
  });

  it('stay one when two people add a version at once', async () => {
    const answers = await Promise.all([add({}), add({ value: 31 }), add({ value: 32 })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });
});
