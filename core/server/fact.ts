import type { InferAttributes, Model, ModelStatic } from 'sequelize';
import { tableOf, type PersonalOf } from './model';

export type FactColumnKind =
  'day' | 'instant' | 'year' | 'dimension' | 'code' | 'codes' | 'number' | 'flag' | 'document';
export type FactColumn<K extends FactColumnKind = FactColumnKind> = {
  readonly kind: K;
  readonly attribute: string;
  readonly nullable: boolean;
};

type Attributes<M extends Model> = Exclude<Extract<keyof InferAttributes<M>, string>, PersonalOf<M>>;
type Of<M extends Model, T> = {
  [K in Attributes<M>]: NonNullable<InferAttributes<M>[K]> extends T ? K : never;
}[Attributes<M>];

/** What a fact may take from its model. There is no text: people and free words do not travel, and personal columns do not compile. */
export type FactSource<M extends Model> = {
  day(attribute: Of<M, string>): FactColumn<'day'>;
  instant(attribute: Of<M, Date>): FactColumn<'instant'>;
  /** A whole year such as 2026. */
  year(attribute: Of<M, number>): FactColumn<'year'>;
  /** The UUID of another record, such as the organisation. */
  dimension(attribute: Of<M, string>): FactColumn<'dimension'>;
  /** A short code from a closed list (LowCardinality in the warehouse). */
  code(attribute: Of<M, string>): FactColumn<'code'>;
  /** Short codes from a closed list, an array; none and an empty array are the same. */
  codes(attribute: Of<M, string[]>): FactColumn<'codes'>;
  number(attribute: Of<M, number | string>): FactColumn<'number'>;
  flag(attribute: Of<M, boolean>): FactColumn<'flag'>;
  /** A JSON value as text, for questions by ClickHouse's JSON functions. It must hold no personal data. */
  document(attribute: Of<M, object>): FactColumn<'document'>;
};

export type FactColumns = Record<string, FactColumn>;

/** Names of the columns of these kinds. */
export type Named<C extends FactColumns, Kinds extends FactColumnKind> = {
  [K in keyof C & string]: C[K] extends FactColumn<infer Kind> ? (Kind extends Kinds ? K : never) : never;
}[keyof C & string];

/** Sums kept ready for questions that divide a fact by few of its columns. */
export type Rollup = {
  readonly name: string;
  /** Columns that questions divide by and choose from; a day is kept as the first of its month. */
  readonly by: readonly string[];
  readonly sums: readonly string[];
};

export type Fact<C extends FactColumns = FactColumns> = {
  readonly name: string;
  readonly grain: string;
  readonly model: ModelStatic<Model>;
  readonly schema: string;
  readonly table: string;
  /** Attribute of the single-column primary key. */
  readonly key: string;
  readonly columns: C;
  /** Immutable columns the table is sorted by, before the key. */
  readonly order: readonly string[];
  /** Immutable column the table is partitioned by. */
  readonly partition?: string;
  readonly rollups: readonly Rollup[];
  /** Kept in ClickHouse's memory, for questions about other facts to look up by its key. */
  readonly lookup: boolean;
};

type Options<C extends FactColumns, M extends Model> = {
  /** Table name in the warehouse, prefixed with the plugin: `textbooks_issued`. */
  name: string;
  grain: string;
  columns: (as: FactSource<M>) => C;
  /** Only columns that never change once the row is written. */
  order?: readonly (keyof C & string)[];
  /** A day or an instant parts the table by month, another column by its value. Must never change either. */
  partition?: keyof C & string;
  /** Answers of large facts come from these, at most a minute old, when they can give them. The smallest first. */
  rollups?: readonly {
    name: string;
    by: readonly Named<C, 'day' | 'year' | 'dimension' | 'code' | 'flag'>[];
    sums?: readonly Named<C, 'number'>[];
  }[];
  /** For registers of up to some hundred thousand rows, such as the organisations. */
  lookup?: boolean;
};

const kinds = ['day', 'instant', 'year', 'dimension', 'code', 'codes', 'number', 'flag', 'document'] as const;

/** A table of the warehouse made from a model: DDL, triggers, mover and `_current` view all follow from it. */
export function fact<M extends Model, const C extends FactColumns>(
  model: ModelStatic<M>,
  options: Options<C, M>,
): Fact<C> {
  const bound = tableOf(model);
  const keys = Object.entries(bound.columns).filter(([, column]) => column.primaryKey);
  const [first] = keys;
  if (!first || keys.length > 1) throw new Error(`Fact ${options.name}: the model needs a single-column primary key`);
  const take = (kind: FactColumnKind) => (attribute: string) => {
    const column = bound.columns[attribute];
    if (column?.personal)
      throw new Error(`Fact ${options.name}: ${attribute} is personal data and must not reach the warehouse`);
    return { kind, attribute, nullable: column?.nullable ?? true };
  };
  const source = Object.fromEntries(kinds.map((kind) => [kind, take(kind)])) as unknown as FactSource<M>;
  return {
    name: options.name,
    grain: options.grain,
    model: model as unknown as ModelStatic<Model>,
    schema: bound.schema,
    table: bound.name,
    key: first[0],
    columns: options.columns(source),
    order: options.order ?? [],
    ...(options.partition && { partition: options.partition }),
    rollups: (options.rollups ?? []).map(({ name, by, sums = [] }) => ({ name, by, sums })),
    lookup: options.lookup ?? false,
  };
}
