import { alignSchema, catchUp, verify } from '../../warehouse/server/api';
import { command } from '../../warehouse/server/engine-tables';
import { median, must, seconds } from './harness';
import { fill, onInstallation, rounded } from './on-warehouse/installation';
import type { Bench } from './run';

/** Comparing every row of both sides by checksums: 5 million rows with UUID keys. */
const bench: Bench = {
  name: 'verify',
  run: ({ quick }) =>
    onInstallation(async (own) => {
      const rows = quick ? 1_000_000 : 5_000_000;
      await fill(own, rows);
      await alignSchema();
      await catchUp();
      const times: number[] = [];
      for (let round = 0; round < (quick ? 1 : 5); round++)
        times.push(
          await seconds(async () => {
            const [checked] = await verify('bench_results');
            must(checked?.ok === true && checked.rows === rows, 'equal sides are said to differ');
          }),
        );
      await command(`INSERT INTO bench_results_g1 SELECT * REPLACE(mark + 1 AS mark, _v + 1 AS _v)
        FROM bench_results_g1 LIMIT 1`);
      const [wrong] = await verify('bench_results');
      must(wrong?.different === 1, 'one wrong row was not found');
      return { figures: { seconds: rounded(median(times)), rows }, bars: { seconds: { bar: 15, at: 'most' } } };
    }),
};

export default bench;
