import { setTimeout as pause } from 'node:timers/promises';
import IORedis from 'ioredis';
import { z } from 'zod';
import { audit, context, definePlugin, emit, inTransaction, job, queueOf, sql, startJob } from '..';
import { createTestApp, type TestApp } from '../../testing';
import { countParked, dropOrphans, forget, keep, markFailed, park } from '../kept-jobs';
import { switchPlugin } from '../switches';
import { hasRedis, startRedis, type Redis } from '../../testing/redis';

const backends = hasRedis() ? ['PostgreSQL', 'Redis'] : ['PostgreSQL'];
const seen: string[] = [];
let isDawdling = true;
const permissions = {} as const;

const source = definePlugin({
  id: 'source',
  title: 'Source',
  permissions,
  migrations: [{ name: '001-marks', up: 'CREATE TABLE source.marks (word text NOT NULL)' }],
  emits: ['source.happened'],
  jobs: [
    job({
      name: 'mark',
      title: 'Write a mark',
      unaudited: 'a test',
      data: z.object({ word: z.string() }),
      handler: async ({ word }, run) => {
        await sql`INSERT INTO source.marks VALUES (${word})`;
        await run.progress(0.5, 'half');
        if (word === 'fails once' && !seen.includes(word)) {
          seen.push(word);
          throw new Error('the first try fails');
        }
      },
    }),
    job({ name: 'pulse', title: 'Beat', every: 200, handler: async () => void seen.push('pulse') }),
    job({
      name: 'dawdle',
      title: 'Hold a place',
      transaction: false,
      handler: async () => {
        while (isDawdling) await pause(20);
      },
    }),
    job({ name: 'hurry', title: 'Go past', lane: 'fast', handler: async () => void seen.push('hurried') }),
    job({ name: 'wake-up', title: 'Once a start', atStart: true, handler: async () => void seen.push('awake') }),
  ],
});

const listener = definePlugin({
  id: 'listener',
  title: 'Listener',
  requires: ['source'],
  on: {
    'source.happened': async ({ what }: { what: string }) => void seen.push(`${what} heard by ${context().process}`),
  },
});

describe.each(backends)('Jobs and events on %s', (backend) => {
  let test: TestApp;
  let redis: Redis | undefined;
  const marks = () =>
    test.work(async () =>
      (await sql<{ word: string }>`SELECT word FROM source.marks ORDER BY 1`).map(({ word }) => word),
    );
  beforeAll(async () => {
    seen.length = 0;
    isDawdling = true;
    if (backend === 'Redis') redis = await startRedis();
    test = await createTestApp({ only: [], also: [source, listener], ...(redis && { redisUrl: redis.url }) });
    await test.app.start({ web: false, worker: true });
  });
  afterAll(async () => {
    await test.stop();
    redis?.stop();
    redis = undefined;
  });

  it('run after commit, with the audit of the transaction that asked', async () => {
    await test.work(async () => {
      await startJob('source', 'mark', { word: 'first' });
      await audit('access.password-reset', { type: 'account' });
    });
    await until(async () => (await marks()).includes('first'));
  });

  it('are never started by a transaction that rolls back', async () => {
    const failing = inTransaction({ process: 'test' }, async () => {
      await startJob('source', 'mark', { word: 'never' });
      await emit('source.happened', { what: 'a lie' });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow();
    await test.work(async () => void (await startJob('source', 'mark', { word: 'second' })));
    await until(async () => (await marks()).includes('second'));
    expect(await marks()).not.toContain('never');
    expect(seen.join()).not.toContain('a lie');
  });

  it('leave nothing of a failed try and run again', async () => {
    await test.work(async () => void (await startJob('source', 'mark', { word: 'fails once' })));
    await until(async () => (await marks()).includes('fails once'));
    expect((await marks()).filter((word) => word === 'fails once')).toHaveLength(1);
  });

  it('carry an event to the plugins that react to it', async () => {
    await test.work(async () => emit('source.happened', { what: 'rain' }));
    await until(async () => seen.includes('rain heard by listener/handle-event'));
  });

  it('repeat, and run once at a start', async () => {
    await until(async () => seen.filter((word) => word === 'pulse').length >= 3);
    expect(seen.filter((word) => word === 'awake')).toHaveLength(1);
  });

  it('of a lane of their own are not kept waiting by the others', async () => {
    const queue = queueOf('source');
    await queue.addBulk(Array.from({ length: 3 }, () => ({ name: 'dawdle', data: {} })));
    await until(async () => (await queue.getActiveCount()) === 2 && (await queue.getWaitingCount()) > 0);
    await test.work(async () => void (await startJob('source', 'hurry', {})));
    await until(async () => seen.includes('hurried'));
    isDawdling = false;
  });

  it('wait while their plugin is switched off, and are done once when it is on again', async () => {
    const parked = () => test.work(countParked);
    const count = async (plugin: string) => (await parked()).find((one) => one.plugin === plugin)?.rows ?? 0;
    // One is in its queue already, one comes meanwhile, and an event has a hearer that is off as well.
    isDawdling = true;
    const queue = queueOf('source');
    await queue.addBulk(Array.from({ length: 2 }, () => ({ name: 'dawdle', data: {} })));
    await until(async () => (await queue.getActiveCount()) === 2);
    await test.work(async () => void (await startJob('source', 'mark', { word: 'queued before' })));
    await until(async () => (await queue.getWaitingCount()) > 0);
    await test.work(() => switchPlugin('source', false));
    isDawdling = false;
    await test.work(async () => {
      await startJob('source', 'mark', { word: 'asked meanwhile' });
      await emit('source.happened', { what: 'snow' });
    });
    await until(async () => (await count('source')) === 2 && (await count('listener')) === 1);
    expect((await marks()).filter((word) => /before|meanwhile/.test(word))).toEqual([]);
    await test.work(() => switchPlugin('source', true));
    await until(async () => seen.includes('snow heard by listener/handle-event'));
    await until(async () => (await marks()).filter((word) => /before|meanwhile/.test(word)).length === 2);
    expect(await parked()).toEqual([]);
    await pause(1_500);
    expect((await marks()).filter((word) => /before|meanwhile/.test(word))).toEqual([
      ...['asked meanwhile', 'queued before'],
    ]);
  });

  it('that a relay hands over a second time, having broken off before its commit, are done once', async () => {
    const handOver = async () => {
      await test.work(
        () => sql`INSERT INTO core.outbox (id, kind, name, payload) OVERRIDING SYSTEM VALUE
          VALUES (987000001, 'job', 'source/mark', ${JSON.stringify({ word: 'handed twice' })}::jsonb)`,
      );
      await until(async () => !(await test.work(() => sql`SELECT FROM core.outbox WHERE id = 987000001`)).length);
    };
    await handOver();
    await until(async () => (await queueOf('source').getJob('outbox-987000001'))?.isCompleted() ?? false);
    await handOver();
    await pause(1_000);
    expect((await marks()).filter((word) => word === 'handed twice')).toEqual(['handed twice']);
    expect(await test.work(() => sql`SELECT FROM core.kept_jobs WHERE outbox_id = 987000001`)).toEqual([]);
  });

  it('that are done before their relay has committed leave nothing that is kept', async () => {
    const handed = { outboxId: '987000002', plugin: 'source', job: 'mark', data: { word: 'quick' } };
    const kept = () => test.work(() => sql`SELECT state FROM core.kept_jobs WHERE outbox_id = ${handed.outboxId}`);
    const relayed = (end: (job: typeof handed) => Promise<unknown>) =>
      Promise.all([
        test.work(async () => {
          await keep(handed, 'queued');
          await pause(300);
        }),
        pause(100).then(() => end(handed)),
      ]);
    await relayed(markFailed);
    expect(await kept()).toEqual([{ state: 'failed' }]);
    await relayed(forget);
    expect(await kept()).toEqual([]);
  });

  it('of a plugin whose folder is gone are dropped, which is said in the audit', async () => {
    const dropped = () =>
      test.work(
        () => sql<{ details: object }>`SELECT details FROM core.audit_events WHERE event = 'system.jobs-dropped'
          ORDER BY id`,
      );
    await test.work(async () => void (await startJob('vanished', 'mark', { word: 'nobody' })));
    await until(async () => (await dropped()).length === 1);
    await park({ outboxId: '987654321', plugin: 'vanished', job: 'mark', data: {} });
    await dropOrphans();
    expect((await dropped()).map(({ details }) => details)).toEqual([
      { plugin: 'vanished', rows: 1 },
      { plugin: 'vanished', rows: 1 },
    ]);
    expect(await test.work(countParked)).toEqual([]);
  });

  if (backend === 'Redis')
    it('repeat again after Redis was emptied, and after it came back without its data', async () => {
      const pulses = () => seen.filter((word) => word === 'pulse').length;
      const goOn = async () => {
        const before = pulses();
        await until(async () => pulses() > before + 5);
      };
      const client = new IORedis(redis?.url ?? '');
      await client.flushall();
      client.disconnect();
      await goOn();
      await redis?.restart();
      await goOn();
    });

  it('refuse data that does not fit, and stay failed with the reason', async () => {
    const queued = await queueOf('source').add('mark', { word: 7 }, { attempts: 1 });
    await until(async () => (await queued.getState()) === 'failed');
  });
});

async function until(truth: () => Promise<boolean>) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await truth()) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error('It did not become true within ten seconds');
}
