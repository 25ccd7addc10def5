import { alignSchema, catchUp, verify } from '../../warehouse/server/api';
import { median, must } from './harness';
import { fill, onInstallation, rounded, untilCaughtUp } from './on-warehouse/installation';
import type { Bench } from './run';

/** 500,000 rows changed by one statement: from its commit until every figure holds them, with a real worker. */
const bench: Bench = {
  name: 'drain',
  run: ({ quick }) =>
    onInstallation(async (own) => {
      await fill(own, quick ? 500_000 : 2_000_000);
      await alignSchema();
      await catchUp();
      const worker = await own.startWorker();
      await untilCaughtUp(own);
      const times: number[] = [];
      for (let round = 0; round < (quick ? 1 : 5); round++) {
        const { rowCount } = await own.client.query(`UPDATE bench.results SET mark = mark + 1, changed_at = now()
          WHERE id IN (SELECT id FROM bench.results LIMIT 500000)`);
        must(rowCount === 500_000, `${rowCount} rows were changed`);
        times.push(await untilCaughtUp(own));
      }
      await worker.stop();
      const [checked] = await verify('bench_results');
      must(checked?.ok === true, 'both sides differ');
      return { figures: { seconds: rounded(median(times)) }, bars: { seconds: { bar: 15, at: 'most' } } };
    }),
};

export default bench;
