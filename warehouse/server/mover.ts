import { createHash } from 'node:crypto';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { installed, log, warehouseClient, whileAnswering } from '@regiso/core';
import { command, name, onCluster, select, text } from './engine-tables';
import type { Shape } from './shape';

/** Carries what a PostgreSQL query gives into a ClickHouse table, every row with the version of its tick. */
export type Mover = {
  readonly kind: 'pull' | 'copy';
  move(table: string, shape: Shape, query: string, version: number): Promise<void>;
};

const settings = {
  async_insert: 0,
  // On a cluster a move is done only when its rows stand on their shards.
  distributed_foreground_insert: 1,
  insert_deduplicate: 0,
  max_partitions_per_insert_block: '0',
  session_timezone: 'UTC',
  // A pooled connection would outlive its use and hold on to a database.
  postgresql_connection_pool_auto_close_connection: 1,
} as const;

const columnsOf = (shape: Shape) => ['_key', ...shape.columns.map((column) => column.name), '_d'];

// Texts of PostgreSQL may be NULL, arrays of ClickHouse may not.
const valuesOf = (shape: Shape) => {
  const lists = new Map(
    shape.columns.filter(({ kind }) => kind === 'codes').map((column) => [column.name, column.type]),
  );
  return columnsOf(shape)
    .map((column) =>
      lists.has(column) ? `CAST(assumeNotNull(${name(column)}) AS ${lists.get(column)})` : name(column),
    )
    .join(', ');
};

/** ClickHouse reads PostgreSQL itself: one statement, and no row passes through this process. */
const pull = (from: (query: string) => string): Mover => ({
  kind: 'pull',
  move: async (table, shape, query, version) => {
    const columns = columnsOf(shape).map(name).join(', ');
    await command(
      `INSERT INTO ${name(table)} (${columns}, _v) SELECT ${valuesOf(shape)}, ${version} FROM ${from(query)}`,
      settings,
    );
  },
});

/** COPY through this process, for a ClickHouse that may not reach PostgreSQL. */
export const copyMover: Mover = {
  kind: 'copy',
  move: async (table, shape, query, version) => {
    const client = await loaderClient();
    try {
      const columns = columnsOf(shape);
      const list = columns.map((column) => `"${column}"`).join(', ');
      const rows = client.query(
        copyTo(`COPY (SELECT ${list}, ${version} AS _v FROM (${query}) q) TO STDOUT (FORMAT csv, NULL '\\N')`),
      );
      await whileAnswering((abort_signal) =>
        warehouseClient().insert({
          table,
          values: rows,
          format: 'CSV',
          columns: ['_key', ...columns.slice(1), '_v'],
          clickhouse_settings: settings,
          abort_signal,
        }),
      );
    } finally {
      await client.end().catch(() => undefined);
    }
  },
};

/** A connection of the login that only reads; UTC, without a time limit. */
export async function loaderClient(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: installed().services.loaderUrl });
  client.on('error', () => undefined);
  await client.connect();
  await client.query("SET TimeZone = 'UTC'; SET statement_timeout = 0");
  return client;
}

let known: { key: string; mover: Mover } | undefined;

/** The way this installation moves rows; probed once, and again after `forgetMover()`. */
export async function mover(): Promise<Mover> {
  const { loaderUrl, clickhouseUrl } = installed().services;
  const wanted = installed().config.mover;
  const key = `${loaderUrl} ${clickhouseUrl} ${wanted}`;
  if (known?.key === key) return known.mover;
  const found = wanted === 'copy' ? copyMover : await probe(loaderUrl, wanted);
  known = { key, mover: found };
  return found;
}

export const forgetMover = () => void (known = undefined);

async function probe(loaderUrl: string, wanted: 'auto' | 'pull'): Promise<Mover> {
  await select('SELECT 1');
  const failures: string[] = [];
  for (const make of [byCollection, byArguments]) {
    try {
      const from = await make(new URL(loaderUrl));
      await select(`SELECT * FROM ${from('SELECT 1 AS one')}`);
      return pull(from);
    } catch (error) {
      failures.push(withoutSecrets((error as Error).message, loaderUrl));
    }
  }
  // One that has gone meanwhile says nothing about the way.
  await select('SELECT 1');
  if (wanted === 'pull') throw new Error(`ClickHouse does not reach PostgreSQL: ${failures.join('; ')}`);
  log.warn('ClickHouse does not reach PostgreSQL: rows go through this process', { failures });
  await (await loaderClient()).end();
  return copyMover;
}

type Parts = { host: string; port: number; user: string; password: string; database: string };
const partsOf = (url: URL): Parts => ({
  host: url.hostname.replace(/^\[|\]$/g, ''),
  port: Number(url.port || 5432),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database: decodeURIComponent(url.pathname.slice(1)),
});

/** A named collection keeps the password out of the SQL text and the query log. */
async function byCollection(url: URL) {
  const [{ database = '' } = {}] = await select<{ database: string }>('SELECT currentDatabase() AS database');
  const collection = `regiso_loader_${createHash('sha256').update(database).digest('hex').slice(0, 12)}`;
  const values = Object.entries(partsOf(url)).map(([part, value]) => `${part} = ${text(String(value))}`);
  await command(`CREATE NAMED COLLECTION IF NOT EXISTS ${collection}${onCluster()} AS ${values.join(', ')}`);
  await command(`ALTER NAMED COLLECTION ${collection}${onCluster()} SET ${values.join(', ')}`);
  return (query: string) => `postgresql(${collection}, query = ${text(query)})`;
}

async function byArguments(url: URL) {
  const { host, port, user, password, database } = partsOf(url);
  return (query: string) =>
    `postgresql(${text(`${host}:${port}`)}, ${text(database)}, query(${text(query)}), ${text(user)}, ${text(password)})`;
}

/** An error text that may be stored and shown: the password is taken out. */
export function withoutSecrets(message: string, url = installed().services.loaderUrl): string {
  const { password } = partsOf(new URL(url));
  return (password ? message.replaceAll(password, '…') : message).slice(0, 500);
}
