import { warehouseClient } from '@regiso/core';
import type { Shape, ShapeColumn } from './shape';

export const physicalName = (fact: string, generation: number) => `${fact}_g${generation}`;
export const viewName = (fact: string) => `${fact}_current`;
export const name = (identifier: string) => `\`${identifier.replaceAll('`', '')}\``;

const keyTypes = { uuid: 'UUID', text: 'String', integer: 'Int32', bigint: 'Int64' } as const;

/** ClickHouse type of a column, Nullable and LowCardinality included. */
function columnType({ kind, type, nullable }: ShapeColumn): string {
  const inner = nullable ? `Nullable(${type})` : type;
  return kind === 'code' ? `LowCardinality(${inner})` : inner;
}

function partitionOf(shape: Shape): string {
  const column = shape.columns.find(({ name }) => name === shape.partition);
  if (!column) return '';
  const byMonth = column.kind === 'day' || column.kind === 'instant';
  return `PARTITION BY ${byMonth ? `toYYYYMM(${name(column.name)})` : name(column.name)}`;
}

/** DDL of one generation. `_v` is the tick a row was read at, `_d` marks a removed row. */
export function createTable(table: string, shape: Shape, hash: string): string {
  const columns = shape.columns.map((column) => `${name(column.name)} ${columnType(column)}`);
  const order = [...shape.order, '_key'].map(name).join(', ');
  return `CREATE TABLE ${name(table)} (
    _key ${keyTypes[shape.key.type]}, ${columns.join(', ')}${columns.length ? ',' : ''}
    _v UInt64, _d UInt8, _at DateTime64(3) DEFAULT now64(3))
  ENGINE = ReplacingMergeTree(_v, _d) ${partitionOf(shape)} ORDER BY (${order})
  SETTINGS allow_nullable_key = 1, min_age_to_force_merge_seconds = 600, min_age_to_force_merge_on_partition_only = 1
  COMMENT '${hash}'`;
}

/** The one name readers use, with the key under its own name; replacing it is how a new generation takes over, in one step. */
export function createView(table: string, shape: Shape): string {
  const own = shape.columns.map((column) => name(column.name));
  const key = shape.columns.some((column) => column.name === shape.key.column)
    ? []
    : [`_key AS ${name(shape.key.column)}`];
  const columns = [...key, ...own].join(', ');
  return `CREATE OR REPLACE VIEW ${name(viewName(shape.fact))} AS SELECT ${columns} FROM ${name(table)} FINAL`;
}

export const command = async (query: string) => void (await warehouseClient().command({ query }));

/** Rows of a query. */
export async function select<T>(query: string): Promise<T[]> {
  const answer = await warehouseClient().query({ query, format: 'JSONEachRow' });
  return answer.json<T>();
}

/** Tables that stand in ClickHouse, with the hash of their shape. */
export async function standingTables(): Promise<Map<string, string>> {
  const rows = await select<{ name: string; comment: string }>(
    'SELECT name, comment FROM system.tables WHERE database = currentDatabase()',
  );
  return new Map(rows.map((row) => [row.name, row.comment]));
}
