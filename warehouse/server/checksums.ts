import type { Client } from 'pg';
import { name, physicalName, select } from './engine-tables';
import type { Table } from './generations';
import { clickhouseText, literal, postgresText, quoted } from './values';

/** One text for each group: equal texts mean equal rows. */
export type Sums = Map<string, string>;

export const differing = (here: Sums, there: Sums) =>
  [...new Set([...here.keys(), ...there.keys()])].filter((key) => here.get(key) !== there.get(key));

const sourceOf = ({ shape }: Table) => `${quoted(shape.schema)}.${quoted(shape.table)}`;
const keyText = ({ shape }: Table) => `t.${quoted(shape.key.column)}::text`;

// Buckets come from the key's text, so that they are alike on both sides for keys of every type.
const postgresBucket = (table: Table, buckets: number) =>
  `(('x' || substr(md5(${keyText(table)}), 1, 8))::bit(32)::bigint % ${buckets})`;
const clickhouseBucket = (buckets: number) =>
  `reinterpretAsUInt32(reverse(substring(MD5(toString(_key)), 1, 4))) % ${buckets}`;

export async function countSource(client: Client, table: Table): Promise<number> {
  const { rows } = await client.query<{ rows: number }>(`SELECT count(*)::float8 AS rows FROM ${sourceOf(table)}`);
  return rows[0]?.rows ?? 0;
}

/** Count and checksum of every bucket. */
export const bucketsThere = (table: Table, buckets: number) =>
  clickhouseSums(table, `toString(${clickhouseBucket(buckets)})`);
export const bucketsHere = (client: Client, table: Table, buckets: number) =>
  postgresSums(client, table, `${postgresBucket(table, buckets)}::text`);

/** Count and checksum of every key of some buckets. */
export const keysThere = (table: Table, buckets: number, chosen: readonly string[]) =>
  clickhouseSums(table, 'toString(_key)', `toString(${clickhouseBucket(buckets)}) IN (${list(chosen)})`);
export const keysHere = (client: Client, table: Table, buckets: number, chosen: readonly string[]) =>
  postgresSums(client, table, keyText(table), `${postgresBucket(table, buckets)}::text IN (${list(chosen)})`);

/** Count and checksum of some keys. */
export const rowsThere = (table: Table, keys: readonly string[]) =>
  clickhouseSums(table, 'toString(_key)', `_key IN (${list(keys)})`);
export const rowsHere = (client: Client, table: Table, keys: readonly string[]) => {
  const { column, type } = table.shape.key;
  return postgresSums(client, table, keyText(table), `t.${quoted(column)} = ANY(ARRAY[${list(keys)}]::${type}[])`);
};

const list = (values: readonly string[]) => values.map(literal).join(',');

async function postgresSums(client: Client, table: Table, group: string, where = 'true'): Promise<Sums> {
  const row = [keyText(table), ...table.shape.columns.map((column) => postgresText(column, 't'))].join(" || '|' || ");
  const { rows } = await client.query<{ g: string; v: string }>(
    `SELECT g, count(*) || ',' || sum(h) AS v FROM (
       SELECT ${group} AS g, ('x' || substr(md5(${row}), 1, 16))::bit(64)::bigint AS h
       FROM ${sourceOf(table)} t WHERE ${where}) r GROUP BY g`,
  );
  return new Map(rows.map(({ g, v }) => [g, v]));
}

async function clickhouseSums(table: Table, group: string, where = '1'): Promise<Sums> {
  const row = ['toString(_key)', ...table.shape.columns.map(clickhouseText)].join(", '|', ");
  const rows = await select<{ g: string; v: string }>(
    `SELECT g, concat(toString(count()), ',', toString(sum(toInt128(h)))) AS v FROM (
       SELECT ${group} AS g, reinterpretAsInt64(reverse(substring(MD5(concat(${row}, '')), 1, 8))) AS h
       FROM ${name(physicalName(table.fact, table.generation))} FINAL WHERE ${where}) GROUP BY g`,
  );
  return new Map(rows.map(({ g, v }) => [g, v]));
}
