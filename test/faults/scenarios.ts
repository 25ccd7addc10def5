import { setTimeout as pause } from 'node:timers/promises';
import IORedis from 'ioredis';
import { hasRedis, startRedis } from '../../core/testing/redis';
import { inTransaction, sql } from '../../core/server';
import { orderFor, planMoves, write } from '../../warehouse/server/moves';
import { tick } from '../../warehouse/server/ticks';
import { mustBeEqual, type Ground, type Worker } from './ground';
import { startProxy } from '../../warehouse/server/test/proxy';

/** What is done to an installation while it is written to. `scale` is 1 for a quick look, more for the whole suite. */
export type Scenario = {
  name: string;
  kills: number;
  /** Whether this machine has what it needs; says so itself when not. */
  canRun?: () => boolean;
  run(ground: Ground, scale: number): Promise<void>;
};

const work = <T>(job: () => Promise<T>) => inTransaction({ process: 'faults' }, job);
const healed = async <T>(work: () => Promise<T>) => {
  for (;;) {
    const done = await work().then(
      (value) => ({ value }),
      () => undefined,
    );
    if (done) return done.value;
    await pause(300);
  }
};

/** Writes all the while; `harm` is done some times at random moments, and healed after. */
async function harming(ground: Ground, times: number, harm: () => Promise<unknown>, every = 1_500) {
  let isOver = false;
  const writing = (async () => {
    while (!isOver) await ground.write(1_000);
  })();
  for (let n = 0; n < times; n++) {
    await pause(ground.random() * every);
    await harm();
  }
  isOver = true;
  await writing;
}

async function killWorkers(ground: Ground, times: number, environment: Record<string, string> = {}) {
  let worker = await ground.startWorker({ environment });
  await harming(ground, times, async () => {
    await worker.kill();
    worker = await healed(() => ground.startWorker({ environment }));
  });
}

export const scenarios: Scenario[] = [
  { name: 'kill -9 of the worker', kills: 5, run: (ground, scale) => killWorkers(ground, 5 * scale) },
  {
    name: 'kill -9 of the worker while rows go by COPY',
    kills: 3,
    run: (ground, scale) => killWorkers(ground, 3 * scale, { REGISO_MOVER: 'copy' }),
  },
  {
    name: 'kill -9 of the engine',
    kills: 4,
    run: async (ground, scale) => {
      await ground.startWorker();
      await harming(ground, 4 * scale, async () =>
        process.kill(await healed(async () => ground.enginePid()), 'SIGKILL'),
      );
    },
  },
  {
    name: 'kill -9 of a PostgreSQL backend, which restarts the server, by pull and by COPY',
    kills: 4,
    run: async (ground, scale) => {
      for (const mover of ['auto', 'copy']) {
        const worker = await ground.startWorker({ environment: { REGISO_MOVER: mover } });
        await harming(ground, 2 * scale, () => killBackend(ground), 4_000);
        await revive(ground, worker);
      }
    },
  },
  {
    name: 'the engine stopped under load',
    kills: 0,
    run: async (ground, scale) => {
      await ground.startWorker();
      await harming(ground, 1, async () => {
        const pid = ground.enginePid();
        process.kill(pid, 'SIGSTOP');
        await pause(8_000 * Math.min(scale, 15));
        process.kill(pid, 'SIGCONT');
      });
    },
  },
  {
    name: 'two workers, two tickers',
    kills: 0,
    run: async (ground, scale) => {
      await ground.startWorker();
      await ground.startWorker();
      await ground.write(4_000 * scale);
    },
  },
  {
    name: 'sockets to ClickHouse and PostgreSQL cut, closed, slowed and left without an answer',
    kills: 0,
    run: async (ground, scale) => {
      const proxies = [await startProxy(ground.services.clickhouseUrl), await startProxy(ground.services.databaseUrl)];
      const [clickhouseUrl = '', databaseUrl = ''] = proxies.map(({ url }) => url);
      const worker = await ground.startWorker({ clickhouseUrl, databaseUrl });
      await harming(ground, 6 * scale, async () => {
        const proxy = proxies[Math.floor(ground.random() * proxies.length)];
        const kind = ground.random();
        if (kind < 0.3) return proxy?.cut();
        if (kind < 0.5) return proxy?.slow(ground.random() < 0.5 ? 5 : 0);
        const harm = kind < 0.75 ? proxy?.close : proxy?.freeze;
        harm?.(true);
        await pause(ground.random() * 3_000);
        harm?.(false);
      });
      for (const proxy of proxies) proxy.slow(0);
      await revive(ground, worker);
      for (const proxy of proxies) proxy.stop();
    },
  },
  {
    // The machine's own clock is others' too, so what the database has noted is moved instead.
    name: 'a clock that jumps a day back and forth',
    kills: 0,
    run: async (ground, scale) => {
      await ground.startWorker();
      await harming(ground, 4 * scale, async () => {
        const days = ground.random() < 0.5 ? -1 : 1;
        await work(() => sql`UPDATE warehouse.ticks SET at = at + make_interval(days => ${days})`);
        await work(() => sql`UPDATE warehouse.log_slot SET since = since + make_interval(days => ${days})`);
      });
      await work(() => sql`UPDATE warehouse.ticks SET at = least(at, clock_timestamp())`);
    },
  },
  {
    name: 'the log at its limit while the engine is stopped',
    kills: 0,
    run: async (ground) => {
      await ground.startWorker({ environment: { REGISO_LOG_LIMIT_MB: '16' } });
      const pid = ground.enginePid();
      process.kill(pid, 'SIGSTOP');
      for (let n = 0; n < 12; n++) await work(() => sql`UPDATE marks.marks SET value = value + 1`);
      const lost = () => work(() => sql`SELECT FROM warehouse.tables WHERE lost IS NOT NULL`);
      const until = Date.now() + 40_000;
      while (!(await lost()).length && Date.now() < until) await pause(500);
      const isLost = (await lost()).length > 0;
      process.kill(pid, 'SIGCONT');
      if (!isLost) throw new Error('The log was not dropped at its limit');
    },
  },
  {
    name: 'columns added and dropped in the source during moves',
    kills: 0,
    run: async (ground, scale) => {
      await ground.startWorker();
      await harming(ground, 3 * scale, async () => {
        await healed(() => work(() => sql`ALTER TABLE marks.marks ADD COLUMN IF NOT EXISTS note text DEFAULT 'x'`));
        await pause(300);
        await healed(() => work(() => sql`ALTER TABLE marks.marks DROP COLUMN IF EXISTS note`));
      });
    },
  },
  {
    name: 'a crash between the insert into ClickHouse and its bookkeeping',
    kills: 0,
    run: async (ground, scale) => {
      for (let n = 0; n < 4 * scale; n++) {
        await ground.write(500);
        await tick();
        for (const due of await planMoves()) {
          const order = await work(() => orderFor(due));
          if (order) await write(order, due.to);
        }
      }
      await ground.write(500);
      await ground.startWorker();
    },
  },
  {
    name: 'Redis flushed, and killed and started again without its data',
    kills: 2,
    canRun: hasRedis,
    run: async (ground, scale) => {
      const redis = await startRedis();
      try {
        const worker = await ground.startWorker({ redisUrl: redis.url });
        let times = 0;
        await harming(ground, 4 * scale, () => (times++ % 2 ? redis.restart() : flush(redis.url)), 4_000);
        // The worker that lost its jobs takes all of them up again, alone.
        await mustBeEqual(ground);
        await worker.kill();
      } finally {
        redis.stop();
      }
      // What Redis knew stands in PostgreSQL: a worker on the other backend goes on.
      await ground.write(500);
      await ground.startWorker();
    },
  },
];

async function flush(url: string) {
  const client = new IORedis(url);
  await client.flushall();
  client.disconnect();
}

async function killBackend(ground: Ground) {
  const pids = await healed(() => ground.backendPids());
  const pid = pids[Math.floor(ground.random() * pids.length)];
  if (pid) process.kill(pid, 'SIGKILL');
  await healed(() => ground.backendPids());
}

/** A worker that gave up (a lost start) is started again, as the operating system would do. */
async function revive(ground: Ground, worker: Worker) {
  await worker.kill();
  await healed(() => ground.startWorker());
}
