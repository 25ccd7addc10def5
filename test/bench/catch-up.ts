import pg from 'pg';
import { alignSchema, catchUp, verify } from '../../warehouse/server/api';
import { must } from './harness';
import { changeOnce, idsOf } from './on-warehouse/load';
import { fill, onInstallation, rounded, untilCaughtUp } from './on-warehouse/installation';
import type { Bench } from './run';

const changes = 150_000;
const each = 10;

/** What five minutes at 500 changes a second leave behind while no worker runs; from its start until nothing waits. */
const bench: Bench = {
  name: 'catch-up',
  run: ({ quick }) =>
    onInstallation(async (own) => {
      await fill(own, quick ? 300_000 : 2_000_000);
      await alignSchema();
      await catchUp();
      const ids = await idsOf(own);
      // The log is the same whether they come in five minutes or at once: nobody ticks while the workers are away.
      const clients = await Promise.all(
        Array.from({ length: 4 }, async () => {
          const client = new pg.Client({ connectionString: own.services.databaseUrl });
          await client.connect();
          for (let done = 0; done < changes / 4; done += each) await changeOnce(client, ids, each);
          await client.end();
        }),
      );
      must(clients.length === 4, 'the load did not end');
      const worker = await own.startWorker();
      const seconds = await untilCaughtUp(own);
      await worker.stop();
      const [checked] = await verify('bench_results');
      must(checked?.ok === true, 'both sides differ');
      return { figures: { seconds: rounded(seconds) }, bars: { seconds: { bar: 20, at: 'most' } } };
    }),
};

export default bench;
