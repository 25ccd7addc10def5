import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { warehouseClient } from '../../../core/server';
import type { Installation } from './installation';

const columns =
  'id, year, organisation_id, municipality, kind, subject, variant, taken_on, score, share, mark, passed, changed_at';

/** An empty table like the warehouse's own. */
export async function bareTable() {
  const client = warehouseClient();
  await client.command({ query: 'DROP TABLE IF EXISTS bare SYNC' });
  await client.command({
    query: `CREATE TABLE bare (id UUID, year UInt16, organisation_id UUID, municipality LowCardinality(String),
      kind LowCardinality(String), subject LowCardinality(String), variant Int32, taken_on Date32, score Nullable(Int32),
      share Nullable(Float64), mark Int32, passed Bool, changed_at DateTime64(6, 'UTC'))
      ENGINE = ReplacingMergeTree PARTITION BY year ORDER BY (year, id)`,
  });
}

/** ClickHouse's own way, as plain as it can be. */
export async function byBare({ services }: Installation) {
  const url = new URL(services.loaderUrl);
  const source = [`${url.hostname}:${url.port}`, url.pathname.slice(1), 'results', url.username].map(
    (one) => `'${one}'`,
  );
  await warehouseClient().command({
    query: `INSERT INTO bare (${columns}) SELECT ${columns} FROM postgresql(${source.join(', ')},
      '${decodeURIComponent(url.password)}', 'bench')`,
    clickhouse_settings: { async_insert: 0, session_timezone: 'UTC', max_partitions_per_insert_block: '0' },
  });
}

/** COPY through Node, handed on in chunks of 16 MB. */
export async function byCopy({ services }: Installation) {
  const client = new pg.Client({ connectionString: services.loaderUrl });
  await client.connect();
  await client.query("SET TimeZone = 'UTC'");
  const chosen = columns.replace('changed_at', "changed_at AT TIME ZONE 'UTC'");
  const rows = client.query(copyTo(`COPY (SELECT ${chosen} FROM bench.results) TO STDOUT`));
  for await (const chunk of inChunks(rows as AsyncIterable<Buffer>, 16 << 20)) {
    await warehouseClient().command({
      query: `INSERT INTO bare (${columns}) FORMAT TabSeparated\n${chunk.toString()}`,
      clickhouse_settings: { async_insert: 0, max_partitions_per_insert_block: '0' },
    });
  }
  await client.end();
}

async function* inChunks(source: AsyncIterable<Buffer>, size: number) {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    parts.push(part);
    length += part.length;
    if (length < size) continue;
    const all = Buffer.concat(parts);
    const cut = all.lastIndexOf(10) + 1;
    yield all.subarray(0, cut);
    parts = [all.subarray(cut)];
    length = all.length - cut;
  }
  if (length) yield Buffer.concat(parts);
}

/** Rows as objects through Node, 50,000 at a time. */
export async function byJson({ services }: Installation) {
  const client = new pg.Client({ connectionString: services.loaderUrl });
  await client.connect();
  await client.query(`BEGIN; DECLARE rows CURSOR FOR SELECT id, year, organisation_id, municipality, kind, subject, variant,
    taken_on::text, score, share, mark, passed, (changed_at AT TIME ZONE 'UTC')::text AS changed_at FROM bench.results`);
  for (;;) {
    const { rows } = await client.query('FETCH 50000 FROM rows');
    if (!rows.length) break;
    await warehouseClient().insert({
      table: 'bare',
      values: rows,
      format: 'JSONEachRow',
      clickhouse_settings: { async_insert: 0, max_partitions_per_insert_block: '0' },
    });
  }
  await client.end();
}
