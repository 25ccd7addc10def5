import { createHash } from 'node:crypto';
import { columnName, tableOf, type Fact, type FactColumnKind, type Rollup } from '@regiso/core';

export type ShapeColumn = {
  /** Name in the warehouse. */
  name: string;
  kind: FactColumnKind;
  /** Column of PostgreSQL. */
  column: string;
  /** ClickHouse type without Nullable. */
  type: string;
  nullable: boolean;
};

/** All that DDL, triggers, movers and verification need to know of a fact. Stored, so that movers never guess. */
export type Shape = {
  fact: string;
  grain: string;
  schema: string;
  table: string;
  key: { column: string; type: 'uuid' | 'text' | 'integer' | 'bigint' };
  columns: ShapeColumn[];
  /** Names of the columns before the key in ORDER BY. */
  order: string[];
  partition?: string;
  rollups: readonly Rollup[];
  lookup: boolean;
};

const keyTypes = ['uuid', 'text', 'integer', 'bigint'] as const;
const clickhouseTypes: Record<Exclude<FactColumnKind, 'number'>, string> = {
  day: 'Date32',
  instant: "DateTime64(6, 'UTC')",
  year: 'UInt16',
  dimension: 'UUID',
  code: 'String',
  codes: 'Array(LowCardinality(String))',
  flag: 'Bool',
  document: 'String',
};
const numberTypes: Record<string, string> = {
  integer: 'Int32',
  bigint: 'Int64',
  number: 'Float64',
  decimal: 'Decimal(38, 10)',
};

/** The shape of a fact. Throws a sentence when the model cannot give what the fact asks for. */
export function shapeOf(fact: Fact): Shape {
  const { columns: known } = tableOf(fact.model);
  const keyType = keyTypes.find((type) => type === known[fact.key]?.type);
  if (!keyType) throw new Error(`Fact ${fact.name}: its key ${fact.key} must be a uuid, a text or a whole number`);
  const columns = Object.entries(fact.columns).map(([name, { kind, attribute, nullable }]) => {
    const source = known[attribute];
    if (!source) throw new Error(`Fact ${fact.name}: the model has no attribute ${attribute}`);
    if (source.personal)
      throw new Error(`Fact ${fact.name}: ${attribute} is personal data and must not reach the warehouse`);
    if (name === columnName(fact.key) && attribute !== fact.key)
      throw new Error(`Fact ${fact.name}: ${name} is the name of the key; give the column another name`);
    const type = kind === 'number' ? numberTypes[source.type] : clickhouseTypes[kind];
    if (!type) throw new Error(`Fact ${fact.name}: ${attribute} is ${source.type}, not a number`);
    const needed = { codes: 'texts', document: 'json' }[kind as string];
    if (needed && source.type !== needed)
      throw new Error(`Fact ${fact.name}: ${attribute} is ${source.type}, not ${needed}`);
    // What a decimal of the warehouse cannot hold (NaN, 29 digits before the point) is no value there.
    const mayBeEmpty = kind !== 'codes' && (nullable || source.type === 'decimal');
    return { name, kind, column: columnName(attribute), type, nullable: mayBeEmpty };
  });
  const order = fact.partition && !fact.order.includes(fact.partition) ? [fact.partition, ...fact.order] : fact.order;
  return {
    fact: fact.name,
    grain: fact.grain,
    schema: fact.schema,
    table: fact.table,
    key: { column: columnName(fact.key), type: keyType },
    columns,
    order: [...order],
    ...(fact.partition && { partition: fact.partition }),
    rollups: fact.rollups,
    lookup: fact.lookup,
  };
}

/** Raised when the DDL of tables changes, so that all are built anew. */
const layout = 2;

/** Equal shapes have equal hashes; stored with the table on both sides. Rollups and lookups stand beside the table. */
export const hashOf = ({ grain: _grain, rollups: _rollups, lookup: _lookup, ...shape }: Shape) =>
  createHash('sha256')
    .update(JSON.stringify([layout, shape]))
    .digest('hex')
    .slice(0, 16);

export const relationOf = (shape: Shape) => `${shape.schema}.${shape.table}`;

/** The columns before the key in the sort order: a row's place in ClickHouse. */
export const placeOf = (shape: Shape) =>
  shape.order.flatMap((name) => shape.columns.filter((column) => column.name === name));
