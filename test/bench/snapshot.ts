import { warehouseClient, inTransaction } from '../../core/server';
import { alignSchema, catchUp, verify } from '../../warehouse/server/api';
import { activeTables, beginGeneration, promoteReady, type Table } from '../../warehouse/server/generations';
import { takeSnapshot } from '../../warehouse/server/snapshot';
import { median, must, seconds } from './harness';
import { fill, onInstallation, rounded, type Installation } from './on-warehouse/installation';
import { bareTable, byBare, byCopy, byJson } from './on-warehouse/peers';
import type { Bench } from './run';

/** The first filling of a table against ClickHouse's own `postgresql()`, COPY through Node and JSON rows through Node. */
const bench: Bench = {
  name: 'snapshot',
  run: ({ quick }) =>
    onInstallation(async (own) => {
      const rows = Number(process.env.BENCH_ROWS ?? (quick ? 400_000 : 5_000_000));
      await fill(own, rows);
      await alignSchema();
      await catchUp();
      const [checked] = await verify('bench_results');
      must(checked?.ok === true && checked.rows === rows, 'the snapshot is wrong');
      const times = await alternate(own, rows, quick ? 3 : rows > 5_000_000 ? 1 : 3);
      const { ours, bare, json, copy } = times;
      return {
        figures: {
          rows,
          rows_per_s: Math.round(rows / ours),
          bare_rows_per_s: Math.round(rows / bare),
          copy_rows_per_s: Math.round(rows / copy),
          json_rows_per_s: Math.round(rows / json),
          ratio_to_bare: rounded(bare / ours),
          ratio_to_json: rounded(json / ours),
          ratio_to_copy: rounded(copy / ours),
        },
        bars: {
          ratio_to_bare: { bar: 0.9, at: 'least' },
          ratio_to_json: { bar: 5, at: 'least' },
          ratio_to_copy: { bar: 2.5, at: 'least' },
        },
      };
    }),
};

async function alternate(own: Installation, rows: number, rounds: number) {
  const times = { ours: [] as number[], bare: [] as number[], json: [] as number[], copy: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.bare.push(await timed(rows, () => byBare(own)));
    times.ours.push(await snapshotAnew());
    times.copy.push(await timed(rows, () => byCopy(own)));
    times.bare.push(await timed(rows, () => byBare(own)));
    times.ours.push(await snapshotAnew());
    times.json.push(await timed(rows, () => byJson(own)));
  }
  return { ours: median(times.ours), bare: median(times.bare), json: median(times.json), copy: median(times.copy) };
}

async function timed(rows: number, load: () => Promise<void>) {
  await bareTable();
  const took = await seconds(load);
  const answer = await warehouseClient().query({ query: 'SELECT count() AS n FROM bare', format: 'JSONEachRow' });
  const [counted] = await answer.json<{ n: number }>();
  if (Number(counted?.n) !== rows) throw new Error(`A peer brought ${counted?.n} rows of ${rows}`);
  return took;
}

async function snapshotAnew() {
  const [live] = await tablesOf('live');
  if (!live) throw new Error('no live table');
  const id = await beginGeneration(live.shape);
  const took = await seconds(() => takeSnapshot(id));
  await promoteReady();
  await catchUp();
  return took;
}

const tablesOf = async (state: Table['state']) =>
  (await inTransaction({ process: 'bench' }, activeTables)).filter(
    (table) => table.fact === 'bench_results' && table.state === state,
  );

export default bench;
