import { installed, warehouseClient, whileAnswering } from '@regiso/core';
import type { Shape, ShapeColumn } from './shape';

export const physicalName = (fact: string, generation: number) => `${fact}_g${generation}`;
export const viewName = (fact: string) => `${fact}_current`;
export const name = (identifier: string) => `\`${identifier.replaceAll('`', '')}\``;

export const text = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export const keyTypes = { uuid: 'UUID', text: 'String', integer: 'Int32', bigint: 'Int64' } as const;

/** ClickHouse type of a column, Nullable and LowCardinality included. */
export function columnType({ kind, type, nullable }: ShapeColumn): string {
  const inner = nullable ? `Nullable(${type})` : type;
  return kind === 'code' ? `LowCardinality(${inner})` : inner;
}

/** What a table is parted by: the month of a day or an instant, else the value itself. */
export function partitionKey(shape: Shape, row = ''): { text: string; isNumber: boolean } | undefined {
  const column = shape.columns.find(({ name }) => name === shape.partition);
  if (!column) return undefined;
  const value = `${row}${name(column.name)}`;
  const byMonth = column.kind === 'day' || column.kind === 'instant';
  return { text: byMonth ? `toYYYYMM(${value})` : value, isNumber: byMonth || column.kind === 'year' };
}

function partitionOf(shape: Shape): string {
  const key = partitionKey(shape);
  return key ? `PARTITION BY ${key.text}` : '';
}

/** Where tables stand: on the one server, or on a cluster. */
export type Cluster = { name: string; sharded: boolean } | undefined;

export const presentCluster = (): Cluster => installed().config.cluster;
export const onCluster = (cluster: Cluster = presentCluster()) => (cluster ? ` ON CLUSTER ${name(cluster.name)}` : '');
const localName = (table: string) => `${table}_local`;

/** DDL of one generation. `_v` is the tick a row was read at, `_d` marks a removed row. */
export function createTables(table: string, shape: Shape, hash: string, cluster = presentCluster()): string[] {
  if (!cluster) return [createTable(table, shape, hash, 'ReplacingMergeTree(_v, _d)')];
  const engine = `ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _v, _d)`;
  if (!cluster.sharded) return [createTable(table, shape, hash, engine, cluster)];
  // All versions of a key stand on one shard: the key of a row never changes there, so FINAL is right shard by shard.
  return [
    createTable(localName(table), shape, hash, engine, cluster),
    `CREATE TABLE ${name(table)}${onCluster(cluster)} AS ${name(localName(table))}
      ENGINE = Distributed(${text(cluster.name)}, currentDatabase(), ${text(localName(table))}, cityHash64(_key))
      COMMENT ${text(hash)}`,
  ];
}

export const dropTables = (table: string, cluster = presentCluster()): string[] =>
  [table, ...(cluster?.sharded ? [localName(table)] : [])].map(
    (one) => `DROP TABLE IF EXISTS ${name(one)}${onCluster(cluster)} SYNC`,
  );

function createTable(table: string, shape: Shape, hash: string, engine: string, cluster?: Cluster): string {
  const columns = shape.columns.map((column) => `${name(column.name)} ${columnType(column)}`);
  const order = [...shape.order, '_key'].map(name).join(', ');
  return `CREATE TABLE ${name(table)}${onCluster(cluster)} (
    _key ${keyTypes[shape.key.type]}, ${columns.join(', ')}${columns.length ? ',' : ''}
    _v UInt64, _d UInt8, _at DateTime64(3) DEFAULT now64(3), INDEX _v _v TYPE minmax GRANULARITY 1)
  ENGINE = ${engine} ${partitionOf(shape)} ORDER BY (${order})
  SETTINGS allow_nullable_key = 1, min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1
  COMMENT ${text(hash)}`;
}

/**
 * The one name readers use, with the key under its own name. Replacing it is how a new generation takes over: one atomic
 * exchange, while movers go on writing to tables whose names never change their meaning.
 */
export function createView(table: string, shape: Shape, cluster = presentCluster()): string {
  const own = shape.columns.map((column) => name(column.name));
  const key = shape.columns.some((column) => column.name === shape.key.column)
    ? []
    : [`_key AS ${name(shape.key.column)}`];
  const columns = [...key, ...own].join(', ');
  return `CREATE OR REPLACE VIEW ${name(viewName(shape.fact))}${onCluster(cluster)} AS SELECT ${columns}
    FROM ${name(table)} FINAL`;
}

export const dropView = (fact: string, cluster = presentCluster()) =>
  `DROP VIEW IF EXISTS ${name(viewName(fact))}${onCluster(cluster)}`;

export const command = async (query: string, settings: Record<string, string | number> = {}) =>
  void (await whileAnswering((abort_signal) =>
    warehouseClient().command({ query, clickhouse_settings: settings, abort_signal }),
  ));

/** Statements one after the other. */
export async function commands(queries: readonly string[]) {
  for (const query of queries) await command(query);
}

/** Rows of a query. */
export const select = <T>(query: string): Promise<T[]> =>
  whileAnswering(async (abort_signal) => {
    const answer = await warehouseClient().query({ query, format: 'JSONEachRow', abort_signal });
    abort_signal.addEventListener('abort', () => answer.close(), { once: true });
    return answer.json<T>();
  });

/** Tables that stand in ClickHouse, with the hash of their shape. */
export async function standingTables(): Promise<Map<string, string>> {
  const rows = await select<{ name: string; comment: string }>(
    'SELECT name, comment FROM system.tables WHERE database = currentDatabase()',
  );
  return new Map(rows.map((row) => [row.name, row.comment]));
}
