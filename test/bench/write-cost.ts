import pg from 'pg';
import { median, must, seconds } from './harness';
import { fill, onInstallation, rounded, type Installation } from './on-warehouse/installation';
import type { Bench } from './run';

const clients = 4;

/** What the capture of changes costs those who write: with its triggers and without, in turns, inside PostgreSQL alone. */
const bench: Bench = {
  name: 'write-cost',
  run: ({ quick }) =>
    onInstallation(async (own) => {
      await fill(own, 400_000);
      const single = { off: [] as number[], on: [] as number[] };
      const bulk = { off: [] as number[], on: [] as number[] };
      for (let round = 0; round < (quick ? 3 : 7); round++) {
        for (const way of ['off', 'on'] as const) {
          await own.client.query(`ALTER TABLE bench.results ${way === 'on' ? 'ENABLE' : 'DISABLE'} TRIGGER USER`);
          await own.client.query('TRUNCATE warehouse.changes; CHECKPOINT').catch(() => undefined);
          single[way].push(await singleRows(own, quick ? 500 : 2_000));
          bulk[way].push(await bulkUpdate(own));
        }
      }
      const { rows } = await own.client.query<{ n: number }>('SELECT count(*)::float8 AS n FROM warehouse.changes');
      must((rows[0]?.n ?? 0) > 100_000, 'nothing was captured');
      return {
        figures: {
          single_row_share: rounded(median(single.on) / median(single.off) - 1),
          bulk_ratio: rounded(median(bulk.on) / median(bulk.off)),
          single_row_ms: rounded(median(single.on)),
          bulk_s: rounded(median(bulk.on)),
        },
        bars: { single_row_share: { bar: 0.25, at: 'most' }, bulk_ratio: { bar: 2, at: 'most' } },
      };
    }),
};

/** Milliseconds of a transaction that changes one row, over some connections at once, without a client in the way. */
async function singleRows({ services }: Installation, each: number): Promise<number> {
  const took = await seconds(async () => {
    await Promise.all(Array.from({ length: clients }, (_, n) => oneAfterAnother(services.databaseUrl, n, each)));
  });
  return (took * 1000 * clients) / (each * clients);
}

async function oneAfterAnother(url: string, number: number, each: number) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE TEMP TABLE mine AS SELECT id, row_number() OVER () AS n FROM
    (SELECT id FROM bench.results ORDER BY id OFFSET ${number * each} LIMIT ${each}) k`);
  await client.query(`DO $$ DECLARE one uuid; BEGIN
    FOR at IN 1..${each} LOOP
      SELECT id INTO one FROM mine WHERE n = at;
      UPDATE bench.results SET mark = mark + 1 WHERE id = one;
      COMMIT;
    END LOOP; END $$`);
  await client.end();
}

const bulkUpdate = ({ client }: Installation) =>
  seconds(() =>
    client.query('UPDATE bench.results SET mark = mark + 1 WHERE id IN (SELECT id FROM bench.results LIMIT 200000)'),
  );

export default bench;
