import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { definePlugin, job, queueOf, sql, startJob } from '..';
import { createTestApp, eventually, type TestApp } from '../../testing';
import { hasRedis, startRedis, startRedisCluster, startWatchedRedis, type Redis } from '../../testing/redis';

const held = new Set<string>();
const runs: string[] = [];
let pulses = 0;

const mark = (name: string, lane?: string) =>
  job({
    name,
    ...(lane && { lane }),
    title: 'Write a mark',
    unaudited: 'a test',
    data: z.object({ word: z.string() }),
    handler: async ({ word }) => {
      runs.push(word);
      while (held.has(word)) await pause(20);
      await sql`INSERT INTO tally.marks VALUES (${word})`;
    },
  });

const tally = definePlugin({
  id: 'tally',
  title: 'Tally',
  permissions: {},
  migrations: [{ name: '001-marks', up: 'CREATE TABLE tally.marks (word text NOT NULL)' }],
  jobs: [
    mark('mark'),
    mark('mark-left', 'left'),
    mark('mark-right', 'right'),
    job({ name: 'pulse', title: 'Beat', lane: 'beat', every: 200, handler: async () => void (pulses += 1) }),
  ],
});

const open = hasRedis() ? describe : describe.skip;
let test: TestApp;
const start = async (redisUrl: string) => {
  runs.length = 0;
  pulses = 0;
  test = await createTestApp({ only: [], also: [tally], redisUrl });
  await test.app.start({ web: false, worker: true });
};
const ask = (words: readonly string[], name = 'mark') =>
  test.work(async () => {
    for (const word of words) await startJob('tally', name, { word });
  });
const marks = () =>
  test.work(async () => (await sql<{ word: string }>`SELECT word FROM tally.marks ORDER BY 1`).map(({ word }) => word));
const numbered = (word: string, many: number) =>
  Array.from({ length: many }, (_, at) => `${word} ${String(at).padStart(2, '0')}`);

open('Jobs on Redis behind a sentinel', () => {
  let redis: Awaited<ReturnType<typeof startWatchedRedis>>;
  beforeEach(async () => {
    redis = await startWatchedRedis();
    await start(redis.url);
  }, 60_000);
  afterEach(async () => {
    await test.stop();
    redis.stop();
  });

  it('outlive a failover: those that run, that wait and that come meanwhile are done, each once', async () => {
    const [running, waiting, coming] = [numbered('running', 2), numbered('waiting', 30), numbered('coming', 5)];
    running.forEach((word) => held.add(word));
    await ask(running);
    await eventually(async () => expect(runs).toHaveLength(2));
    await ask(waiting);
    await eventually(async () => expect(await queueOf('tally').getWaitingCount()).toBe(30));
    const failover = redis.failover();
    await ask(coming);
    await failover;
    const before = pulses;
    held.clear();
    const all = [...coming, ...running, ...waiting];
    await eventually(async () => expect(await marks()).toEqual(all), 30_000);
    await eventually(async () => expect(pulses).toBeGreaterThan(before + 3), 30_000);
    // Longer than it takes to find a stalled job and to give it to another worker.
    await pause(12_000);
    expect([...runs].sort()).toEqual(all);
    expect(await marks()).toEqual(all);
    expect(await queueOf('tally').getJobCounts('active', 'wait', 'failed')).toEqual({ active: 0, wait: 0, failed: 0 });
  }, 90_000);

  it('are not lost when the primary ends before its replica has heard of them', async () => {
    const queue = queueOf('tally');
    await queue.pause();
    await pause(500);
    redis.holdReplica();
    await ask(['unheard']);
    await eventually(async () => expect(await queue.getWaitingCount()).toBe(1));
    await redis.failover();
    await queueOf('tally').resume();
    await eventually(async () => expect(await marks()).toEqual(['unheard']), 30_000);
    await pause(3_000);
    expect(await marks()).toEqual(['unheard']);
  }, 90_000);
});

open('Jobs on a Redis that is emptied', () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    await start(redis.url);
  }, 60_000);
  afterAll(async () => {
    await test.stop();
    redis.stop();
  });
  const kept = () => test.work(() => sql<{ state: string }>`SELECT state FROM core.kept_jobs`);

  it('are put again from PostgreSQL, by a flush and by a restart without data, and each is done once', async () => {
    for (const [word, empty] of [
      ['flushed', () => Promise.resolve(void spawnSync('redis-cli', ['-u', redis.url, 'flushall']))],
      ['restarted', () => redis.restart()],
    ] as const) {
      const all = numbered(word, 20);
      await eventually(async () => expect((await looks()).toSorted()).toEqual(['2', '2', '2', '2']), 30_000);
      await queueOf('tally').pause();
      await ask(all);
      await eventually(async () => expect(await queueOf('tally').getWaitingCount()).toBe(20));
      expect(await kept()).toHaveLength(20);
      await empty();
      await eventually(async () => expect((await marks()).filter((one) => one.startsWith(word))).toEqual(all), 30_000);
      await eventually(async () => expect(await kept()).toEqual([]));
      expect(runs.filter((one) => one.startsWith(word)).toSorted()).toEqual(all);
    }
  }, 120_000);

  const looks = () =>
    Promise.resolve(
      ['tally', 'tally.left', 'tally.right', 'tally.beat'].map((queue) =>
        spawnSync('redis-cli', ['-u', redis.url, 'get', `regiso:{${queue}}:looks`])
          .stdout.toString()
          .trim(),
      ),
    );
});

open('Jobs on a cluster of Redis', () => {
  let redis: Awaited<ReturnType<typeof startRedisCluster>>;
  beforeAll(async () => {
    redis = await startRedisCluster();
    await start(redis.url);
  }, 60_000);
  afterAll(async () => {
    await test.stop();
    redis.stop();
  });

  it('are done once in every lane, repeat, and their queues lie on several nodes', async () => {
    const [own, left, right] = [numbered('own', 10), numbered('left', 10), numbered('right', 10)];
    await ask(own);
    await ask(left, 'mark-left');
    await ask(right, 'mark-right');
    await eventually(async () => expect(await marks()).toEqual([...left, ...own, ...right]), 30_000);
    expect(runs).toHaveLength(30);
    await eventually(async () => expect(pulses).toBeGreaterThan(3));
    const sizes = redis.ports.map((port) =>
      Number(spawnSync('redis-cli', ['-p', String(port), 'dbsize']).stdout.toString()),
    );
    expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(1);
  }, 60_000);
});
