import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createTestApp, type TestApp } from '../../testing';
import { sql } from '../../server/sql';
import { writeManifest } from '../manifest';

let test_: TestApp;
let operator: Awaited<ReturnType<TestApp['as']>>;
const id = '20260901T010203Z';

beforeAll(async () => {
  test_ = await createTestApp({ only: ['backup'] });
  operator = await test_.as({ permissions: ['backup.operate'] });
  const folder = join(test_.config.backups.folder, id);
  mkdirSync(folder, { recursive: true });
  await writeManifest(folder, {
    format: 1,
    id,
    release: '0.1.0',
    startedAt: '2026-09-01T01:02:03.000Z',
    endedAt: '2026-09-01T01:02:13.000Z',
    postgres: { form: 'dump', version: '18.1', tool: 'pg_dump 18' },
    counts: { 'core.accounts': 7 },
    audit: null,
    personKeys: [],
    keys: 'sealed',
    warehouse: 'built anew from PostgreSQL',
    folders: [],
    files: [],
  });
});
afterAll(() => test_.stop());

const ask = (payload: object) => operator('/api/backup/runs', { method: 'POST', payload });

test('nobody, and nobody without the right, sees backups', async () => {
  expect((await test_.call('/api/backup/overview')).status).toBe(401);
  const other = await test_.as({ permissions: [] });
  expect((await other('/api/backup/overview')).status).toBe(403);
});

test('the operator sees what there is and how it is kept', async () => {
  const { status, body } = await operator('/api/backup/overview');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    external: false,
    sameDisk: true,
    keepDays: 14,
    backups: [{ id, form: 'dump', seconds: 10, rows: 7, keys: 'sealed', verified: null }],
    runs: [],
  });
});

test('a backup is asked for once, shows as waiting, is audited, and may be cancelled', async () => {
  const first = await ask({ kind: 'create' });
  expect(first.status).toBe(202);
  expect((await ask({ kind: 'create' })).status).toBe(409);
  const runId = (first.body as { id: string }).id;
  expect((await operator(`/api/backup/runs/${runId}/cancel`, { method: 'POST', payload: {} })).status).toBe(200);
  expect((await operator(`/api/backup/runs/${runId}/cancel`, { method: 'POST', payload: {} })).status).toBe(404);
  const { body } = await operator('/api/backup/overview');
  expect((body as { runs: { state: string }[] }).runs[0]?.state).toBe('cancelled');
  const events = await test_.work(
    () => sql<{ event: string }>`SELECT event FROM core.audit_events WHERE event LIKE 'backup.%' ORDER BY id`,
  );
  expect(events.map(({ event }) => event)).toEqual(['backup.asked', 'backup.cancelled']);
});

test('only a backup that is there can be checked', async () => {
  expect((await ask({ kind: 'verify', backup: '20200101T000000Z' })).status).toBe(404);
  expect((await ask({ kind: 'verify', backup: '../../../etc' })).status).toBe(400);
  expect((await ask({ kind: 'verify' })).status).toBe(400);
  expect((await ask({ kind: 'verify', backup: id })).status).toBe(202);
});
