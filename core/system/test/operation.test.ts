import { createTestApp, type TestApp } from '../../testing';
import { readConfig } from '../../server/config';
import { installed, install } from '../../server/installed';
import { job } from '../../server/job';
import { queueOf } from '../../server/jobs';
import { definePlugin } from '../../server/plugin';
import { sql } from '../../server/sql';
import { Worker, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { backupProblems, clockSkew, diskProblems, findings, skewFindings } from '../findings';
import { notesOf } from '../releases';
import type { Backup } from '../../backup/manifest';

const broken = definePlugin({
  id: 'broken',
  title: 'Ломкая подсистема',
  jobs: [
    job({ name: 'break-down', title: 'Сломаться', handler: async () => undefined }),
    job({ name: 'break-aside', title: 'Сломаться в стороне', lane: 'aside', handler: async () => undefined }),
  ],
});

let test_: TestApp;
let operator: Awaited<ReturnType<TestApp['as']>>;

beforeAll(async () => {
  test_ = await createTestApp({ only: ['backup', 'reference'], also: [broken] });
  operator = await test_.as({ permissions: ['system.operate'] });
});
afterAll(() => test_.stop());

/** Lets a job of the plugin fail for good, as a worker would. */
async function failedJob(id: string, cause: string, { queue = 'broken', name = 'break-down' } = {}) {
  setDefaultBackendFactory(createPostgresBackend as never);
  const connection = { connectionString: installed().services.databaseUrl, schema: 'jobs', max: 2, migrate: true };
  const worker = new Worker(queue, async () => Promise.reject(new Error(cause)), {
    connection: connection as never,
  });
  const failed = new Promise((done) => worker.once('failed', done));
  await queueOf(queue).add(name, {}, { jobId: id, attempts: 1 });
  await failed;
  await worker.close();
}

type Jobs = {
  jobs: { id: string; queue: string; kind: string; title: string; reason: string }[];
  queues: { id: string; failed: number }[];
};
const jobs = async () => (await operator('/api/system/jobs')).body as Jobs;

test('only who operates the system sees its state, jobs and releases', async () => {
  const other = await test_.as({ permissions: [] });
  for (const path of ['state', 'jobs', 'releases']) {
    expect((await test_.call(`/api/system/${path}`)).status).toBe(401);
    expect((await other(`/api/system/${path}`)).status).toBe(403);
  }
});

describe('jobs', () => {
  test('a failed one is shown with its cause and without the person in it', async () => {
    await failedJob('first', 'Ученик Иванов Пётр Сергеевич уже зачислен');
    const { jobs: shown, queues } = await jobs();
    expect(shown).toMatchObject([
      { queue: 'broken', id: 'first', kind: 'failed', title: 'Сломаться', reason: '… уже зачислен' },
    ]);
    expect(queues.find(({ id }) => id === 'broken')?.failed).toBe(1);
    const { body } = await operator('/api/system/plugins');
    expect((body as { id: string }[]).find(({ id }) => id === 'broken')).toMatchObject({
      failedJobs: 1,
      version: '0.1.0',
    });
  });

  test('it is tried again on demand; then it is no failed job any more', async () => {
    expect((await operator('/api/system/jobs/broken/first/retry', { method: 'POST', payload: {} })).status).toBe(200);
    expect((await jobs()).jobs).toEqual([]);
    expect((await operator('/api/system/jobs/broken/first/retry', { method: 'POST', payload: {} })).status).toBe(409);
    expect(await queueOf('broken').getWaitingCount()).toBe(1);
  });

  test('it is removed on demand, and both are audited', async () => {
    expect((await operator('/api/system/jobs/broken/first', { method: 'DELETE' })).status).toBe(200);
    expect((await operator('/api/system/jobs/broken/first', { method: 'DELETE' })).status).toBe(404);
    expect((await operator('/api/system/jobs/no-such/first', { method: 'DELETE' })).status).toBe(404);
    const events = await test_.work(
      () => sql<{ event: string; details: object }>`SELECT event, details
      FROM core.audit_events WHERE event LIKE 'system.job%' ORDER BY id`,
    );
    expect(events).toEqual([
      { event: 'system.job-retried', details: { queue: 'broken', job: 'break-down' } },
      { event: 'system.job-removed', details: { queue: 'broken', job: 'break-down' } },
    ]);
  });

  test('one of a lane counts for its plugin, and is shown and removed like the others', async () => {
    await failedJob('aside', 'No', { queue: 'broken.aside', name: 'break-aside' });
    const { jobs: shown, queues } = await jobs();
    expect(shown).toMatchObject([{ queue: 'broken.aside', id: 'aside', kind: 'failed', title: 'Сломаться в стороне' }]);
    expect(queues.filter(({ id }) => id.startsWith('broken'))).toMatchObject([{ id: 'broken', failed: 1 }]);
    expect((await operator('/api/system/jobs/broken.aside/aside', { method: 'DELETE' })).status).toBe(200);
    expect((await jobs()).jobs).toEqual([]);
  });

  test('what nobody takes for ten minutes is shown too', async () => {
    await queueOf('broken').add('break-down', {}, { jobId: 'old', timestamp: Date.now() - 11 * 60_000 });
    await queueOf('broken').add('break-down', {}, { jobId: 'new' });
    expect((await jobs()).jobs).toMatchObject([{ id: 'old', kind: 'waits', reason: null }]);
  });
});

describe('findings', () => {
  type State = {
    release: string;
    signIns: { open: number };
    findings: { id: string; level: string; details?: object }[];
  };
  const state = async () => (await operator('/api/system/state')).body as State;
  const ids = () => test_.work(async () => (await findings()).map(({ id }) => id));

  test('a trial without secrets, backups and https says all of it, the worst first', async () => {
    const { findings: found, release, signIns } = await state();
    expect(found.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['no-backup', 'default-secret', 'no-https', 'audit-anchors', 'backup-same-disk']),
    );
    const levels = found.map(({ level }) => level);
    expect(levels).toEqual([...levels].sort());
    expect(release).toMatch(/^\d/);
    expect(signIns.open).toBeGreaterThan(0);
  });

  test('each goes when it is put right', async () => {
    const before = installed();
    const config = {
      ...before.config,
      secret: 's'.repeat(40),
      publicUrl: 'https://regiso.example',
      auditSyslog: 'tcp://log:601',
    };
    install({ ...before, config });
    expect(await ids()).toEqual(expect.not.arrayContaining(['default-secret', 'no-https', 'audit-anchors']));
    expect(await ids()).toContain('no-trusted-proxies');
    const { trustedProxies } = readConfig({ REGISO_TRUSTED_PROXIES: '10.0.0.5' });
    install({ ...before, config: { ...config, ...(trustedProxies && { trustedProxies }) } });
    expect(await ids()).not.toContain('no-trusted-proxies');
    const tileServer = 'https://tiles.example.org/{z}/{x}/{y}.png';
    install({ ...before, config: { ...config, tileServer } });
    expect(await ids()).toContain('tiles-without-attribution');
    install({ ...before, config: { ...config, tileServer, tileAttribution: '© OpenStreetMap' } });
    expect(await ids()).not.toContain('tiles-without-attribution');
    const leaks = async (breachedPasswords: string) => {
      install({ ...before, config: { ...config, signIn: { ...config.signIn, breachedPasswords } } });
      return (await ids()).includes('leaked-passwords-unreadable');
    };
    expect([await leaks('/nowhere/hashes.txt'), await leaks(__filename)]).toEqual([true, false]);
    install({ ...before, config: { ...config, production: true } });
    expect(await ids()).toContain('no-leaked-passwords');
    await test_.work(() => sql`INSERT INTO core.settings (name, value) VALUES ('demo', '{"size":"small"}')`);
    expect(await ids()).toContain('demo-data');
    install(before);
    expect(await ids()).not.toContain('demo-data');
  });

  test('orders that no worker takes are told', async () => {
    await test_.work(
      () =>
        sql`INSERT INTO core.outbox (kind, name, payload, created_at) VALUES ('job', 'x/y', '{}', now() - interval '3 minutes')`,
    );
    const found = await ids();
    expect(found).toContain('no-worker');
    await test_.work(() => sql`DELETE FROM core.outbox`);
    expect(await ids()).not.toContain('no-worker');
  });

  test('values of laws that nobody has verified are counted', async () => {
    const unverified = () =>
      test_.work(
        async () => (await findings()).find(({ id }) => id === 'reference-unverified')?.details?.['count'] ?? 0,
      );
    const before = Number(await unverified());
    await test_.work(
      () => sql`INSERT INTO core.reference_rows (reference, code, value, act, valid_from, origin)
      VALUES ('x.y', 'z', '1', 'Приказ', '2020-01-01', 'shipped')`,
    );
    expect((await state()).findings).toContainEqual({
      id: 'reference-unverified',
      level: 'warning',
      details: { count: before + 1 },
    });
  });

  test('the clock of the database is compared with ours', async () => {
    expect(Math.abs(await test_.work(clockSkew))).toBeLessThan(1);
    expect(skewFindings(-7.4)).toEqual([{ id: 'clock-skew', level: 'danger', details: { seconds: 7 } }]);
    expect(skewFindings(1.5)).toEqual([]);
  });

  test('little room is a warning, hardly any a danger', () => {
    const gigabyte = 2 ** 30;
    expect(diskProblems({ free: 50 * gigabyte, total: 1000 * gigabyte })).toEqual([]);
    expect(diskProblems({ free: 5 * gigabyte, total: 100 * gigabyte })[0]).toMatchObject({
      level: 'warning',
      details: { gigabytes: 5 },
    });
    expect(diskProblems({ free: gigabyte, total: 100 * gigabyte })[0]?.level).toBe('danger');
  });

  test('a backup that is old, unchecked or unsound is told', () => {
    const now = Date.parse('2026-09-20T00:00:00Z');
    const backup = (endedAt: string, verified: Backup['verified'] = null) =>
      ({ manifest: { endedAt, keys: 'sealed' }, verified }) as Backup;
    const good = { at: '2026-09-19T00:00:00.000Z', ok: true, problems: [], seconds: 1, rows: 1, blocks: 1 };
    const told = (...backups: Backup[]) => backupProblems({ backups, damaged: [] }, now).map(({ id }) => id);
    expect(told()).toEqual(['no-backup']);
    expect(told(backup('2026-09-19T12:00:00Z', good))).toEqual([]);
    // A day, and two hours for the backup to take.
    expect(told(backup('2026-09-18T22:00:00Z', good))).toEqual([]);
    expect(told(backup('2026-09-18T21:59:59Z', good))).toEqual(['backup-stale']);
    expect(told(backup('2026-09-19T12:00:00Z'))).toEqual(['backup-unverified']);
    expect(told(backup('2026-09-16T00:00:00Z', { ...good, ok: false }))).toEqual([
      'backup-stale',
      'backup-unsound',
      'backup-unverified',
    ]);
  });
});

test('the release that runs is noted, with what the changelog says of it', async () => {
  const { body } = await operator('/api/system/releases');
  expect(body).toMatchObject([{ version: installed().version, isPresent: true }]);
  // Each release is told in Russian first, and in full in English.
  const [{ summary, notes }] = body as [Record<'summary' | 'notes', { title: string; text: string }[]>];
  expect(summary.length).toBeGreaterThan(0);
  expect(summary.every(({ text }) => /[А-я]/.test(text))).toBe(true);
  expect(notes[0]?.text).toMatch(/^[^А-я]+$/);
  expect(
    notesOf('# Changelog\n\n## 1.2.0 — today\n\n**New.** A thing\nof two lines.\n\nPlain.\n\n## 1.1.0\n\nOld.').get(
      '1.2.0',
    ),
  ).toEqual([
    { title: 'New', text: 'A thing of two lines.' },
    { title: null, text: 'Plain.' },
  ]);
});
