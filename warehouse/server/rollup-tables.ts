import { createHash } from 'node:crypto';
import type { Rollup } from '@regiso/core';
import { columnType, name, onCluster, partitionKey, physicalName, presentCluster, text } from './engine-tables';
import type { Table } from './generations';
import { hashOf, type Shape, type ShapeColumn } from './shape';

/** Raised when the DDL or the sums of rollups change, so that all are made anew. */
const layout = 1;

/** Equal for equal rollups over equal tables. */
export const rollupsHash = (shape: Shape) =>
  createHash('sha256')
    .update(JSON.stringify([layout, hashOf(shape), shape.rollups]))
    .digest('hex')
    .slice(0, 8);

/** The name readers use: the columns of the fact that the rollup keeps, its sums, and `_rows`. */
export const rollupName = (fact: string, rollup: string) => `${fact}_by_${rollup}`;
export const rollupTable = ({ fact, generation }: Pick<Table, 'fact' | 'generation'>, rollup: string, hash: string) =>
  `${rollupName(fact, rollup)}_g${generation}_${hash}`;

const mark = 'rollup ';
const rollupMark = (view: string) => `${mark}${view}`;
/** The view a table serves, when its comment says that it is a rollup. */
export const viewOfMark = (comment: string) => (comment.startsWith(mark) ? comment.slice(mark.length) : undefined);

const columnsOf = (shape: Shape, names: readonly string[]) =>
  names.map((one) => {
    const column = shape.columns.find((candidate) => candidate.name === one);
    if (!column) throw new Error(`Fact ${shape.fact}: its rollup names ${one}, which it has not`);
    return column;
  });

const sumType = ({ type }: ShapeColumn) =>
  type.startsWith('Decimal') ? 'Decimal(38, 10)' : type === 'Float64' ? 'Float64' : 'Int64';

/** One part per slice of the fact and pass over it, so that a slice is replaced as a whole and dropped at no cost. */
export function createRollup(table: string, shape: Shape, rollup: Rollup, cluster = presentCluster()): string {
  const by = columnsOf(shape, rollup.by).map((column) => `${name(column.name)} ${columnType(column)}`);
  const sums = columnsOf(shape, rollup.sums).map((column) => `${name(column.name)} Nullable(${sumType(column)})`);
  // Small, and read by every node: each keeps the whole, so the path holds no shard.
  const engine = cluster
    ? `ReplicatedMergeTree('/clickhouse/tables/all/{database}/{table}', '{shard}-{replica}')`
    : 'MergeTree';
  return `CREATE TABLE ${name(table)}${onCluster(cluster)} (
    ${[...by, ...sums].join(', ')}, _rows UInt64, _slice String, _pass UInt64)
  ENGINE = ${engine} PARTITION BY (_slice, _pass) ORDER BY (${rollup.by.map(name).join(', ')})
  SETTINGS allow_nullable_key = 1 COMMENT ${text(rollupMark(rollupName(shape.fact, rollup.name)))}`;
}

/** A part of the fact that is rolled up as a whole, as text: a month, a year, or everything. */
function sliceOf(shape: Shape) {
  const key = partitionKey(shape, 's.');
  return key ? `ifNull(toString(${key.text}), '')` : `'all'`;
}

function inSlices(shape: Shape, slices: readonly string[]) {
  const key = partitionKey(shape, 's.');
  if (!key) return '1';
  const values = slices
    .filter((slice) => slice || !key.isNumber)
    .map((slice) => (key.isNumber ? slice || '0' : text(slice)));
  const listed = values.length ? [`${key.text} IN (${values.join(', ')})`] : [];
  const unknown = slices.includes('') ? [`isNull(${key.text})`] : [];
  return `(${[...listed, ...unknown].join(' OR ')})`;
}

/** Slices with rows that were moved after a tick; all when there is none. */
export const changedSlices = ({ fact, generation }: Table, shape: Shape, since: number | null) =>
  `SELECT DISTINCT ${sliceOf(shape)} AS slice FROM ${name(physicalName(fact, generation))} AS s
   ${since === null ? '' : `WHERE s._v > ${since}`} ORDER BY slice`;

/** Sums up some slices of a table, as they stand now. */
export function fillRollup(
  into: string,
  from: Table,
  shape: Shape,
  rollup: Rollup,
  slices: readonly string[],
  pass: number,
) {
  const by = columnsOf(shape, rollup.by).map((column) => `${kept(column)} AS ${name(column.name)}`);
  const sums = columnsOf(shape, rollup.sums).map(({ name: own }) => `sumOrNull(s.${name(own)}) AS ${name(own)}`);
  const columns = [...rollup.by, ...rollup.sums].map(name);
  return `INSERT INTO ${name(into)} (${[...columns, '_rows', '_slice', '_pass'].join(', ')})
    SELECT ${[...by, ...sums, 'count() AS _rows', `${sliceOf(shape)} AS _slice`, `${pass} AS _pass`].join(', ')}
    FROM ${name(physicalName(from.fact, from.generation))} AS s FINAL WHERE ${inSlices(shape, slices)} GROUP BY ALL`;
}

// The first of its month, by a function that knows all days of Date32.
const kept = ({ kind, name: own }: ShapeColumn) =>
  kind === 'day' ? `makeDate32(toYear(s.${name(own)}), toMonth(s.${name(own)}), 1)` : `s.${name(own)}`;

export type Slice = { slice: string; pass: number };

/** Replacing the view is how new passes take the place of old ones: all slices at once. */
export function rollupView(
  table: string,
  shape: Shape,
  rollup: Rollup,
  slices: readonly Slice[],
  cluster = presentCluster(),
) {
  const columns = [...rollup.by, ...rollup.sums, '_rows'].map(name).join(', ');
  const chosen = slices.map(({ slice, pass }) => `(${text(slice)}, ${pass})`).join(', ');
  return `CREATE OR REPLACE VIEW ${name(rollupName(shape.fact, rollup.name))}${onCluster(cluster)} AS
    SELECT ${columns} FROM ${name(table)} WHERE ${chosen ? `(_slice, _pass) IN (${chosen})` : '0'}`;
}
