import {
  DataTypes,
  literal,
  Model,
  type InferAttributes,
  type InferCreationAttributes,
  type ModelAttributeColumnOptions,
  type ModelStatic,
  type NonAttribute,
} from 'sequelize';

/**
 * Base of every stored record. Fields are written with `declare`, or they would hide the column. Those that are personal
 * data are named beside it, `Entity<Reader, 'name' | 'born'>`, so that a fact over one of them does not compile.
 */
export abstract class Entity<M extends Model, Personal extends string = never> extends Model<
  InferAttributes<M>,
  InferCreationAttributes<M>
> {
  /** For the compiler alone: no record has it. */
  declare readonly personalAttributes?: NonAttribute<{ names: Personal }>;
}

/** Attributes of a record that are personal data. */
export type PersonalOf<M> = 'personalAttributes' extends keyof M
  ? NonNullable<M['personalAttributes']> extends { names: infer Personal }
    ? Personal
    : never
  : never;

export type ColumnType =
  'uuid' | 'text' | 'integer' | 'bigint' | 'number' | 'decimal' | 'flag' | 'day' | 'instant' | 'json' | 'texts';

/** One column: its type, whether it may be empty, and whether it is personal data (then no fact may read it). */
export type Column<T = unknown, Personal extends boolean = boolean> = {
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  readonly generated: boolean;
  readonly personal: Personal;
  readonly value?: T;
};

type Flags = Partial<Pick<Column, 'nullable' | 'primaryKey' | 'generated'>>;
const column = <T>(type: ColumnType, flags: Flags = {}): Column<T, false> => ({
  type,
  nullable: false,
  primaryKey: false,
  generated: false,
  personal: false,
  ...flags,
});

/** Primary key: a UUIDv7 that PostgreSQL makes. */
export const key = () => column<string>('uuid', { primaryKey: true, generated: true });
/** Primary key that the application gives, such as a code. */
export const textKey = () => column<string>('text', { primaryKey: true });
export const uuid = () => column<string>('uuid');
export const text = () => column<string>('text');
export const integer = () => column<number>('integer');
/** Money in kopecks, counters: a bigint, read as a string by pg. */
export const bigint = () => column<string>('bigint');
export const number = () => column<number>('number');
/** An exact number of any length (`numeric`), read as a string by pg. */
export const decimal = () => column<string>('decimal');
export const flag = () => column<boolean>('flag');
/** A calendar day, `2026-09-01`, in the region's time zone. */
export const day = () => column<string>('day');
export const instant = () => column<Date>('instant');
export const json = <T>() => column<T>('json');
/** An array of texts. */
export const texts = () => column<string[]>('texts');
/** The column may be NULL: known to be empty. */
export const optional = <T, P extends boolean>(inner: Column<T, P>): Column<T | null, P> =>
  ({ ...inner, nullable: true }) as Column<T | null, P>;
/** PostgreSQL fills the column when the application gives nothing. */
export const generated = <T, P extends boolean>(inner: Column<T, P>): Column<T, P> => ({ ...inner, generated: true });
/** Personal data: never in facts, logs, URLs or error texts. The record names it too, see `Entity`. */
export const personal = <T>(inner: Column<T>): Column<T, true> => ({ ...inner, personal: true });

export type Columns<M extends Model> = {
  [K in keyof InferAttributes<M>]-?: Column<InferAttributes<M>[K], K extends PersonalOf<M> ? true : false>;
};

export type Table = { schema: string; name: string; columns: Record<string, Column> };
const tables = new WeakMap<object, Table>();
const initialisers: { model: ModelStatic<Model>; table: Table }[] = [];

/** Binds a model to `schema.table` with exactly its declared fields; a missing or extra one does not compile. */
export function table<M extends Model>(model: ModelStatic<M>, name: `${string}.${string}`, columns: Columns<M>) {
  const [schema = '', tableName = ''] = name.split('.');
  const bound = { schema, name: tableName, columns: columns as Record<string, Column> };
  tables.set(model, bound);
  initialisers.push({ model: model as unknown as ModelStatic<Model>, table: bound });
}

/** The table a model is bound to. Throws for a model without `table(…)`. */
export function tableOf(model: object): Table {
  const bound = tables.get(model);
  if (!bound) throw new Error(`Model ${(model as { name?: string }).name ?? '?'} has no table(…)`);
  return bound;
}

/** `pupilId` → `pupil_id`: the only rule between attribute and column names. */
export const columnName = (attribute: string) => attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const sequelizeTypes = {
  uuid: DataTypes.UUID,
  text: DataTypes.TEXT,
  integer: DataTypes.INTEGER,
  bigint: DataTypes.BIGINT,
  number: DataTypes.DOUBLE,
  decimal: DataTypes.DECIMAL,
  flag: DataTypes.BOOLEAN,
  day: DataTypes.DATEONLY,
  instant: DataTypes.DATE,
  json: DataTypes.JSONB,
  texts: DataTypes.ARRAY(DataTypes.TEXT),
} as const;

/** Initialises every bound model on one connection; called once by the app. */
export function bindModels(sequelize: import('sequelize').Sequelize) {
  for (const { model, table: bound } of initialisers) {
    const attributes = Object.fromEntries(
      Object.entries(bound.columns).map(([name, definition]): [string, ModelAttributeColumnOptions] => [
        name,
        {
          type: sequelizeTypes[definition.type],
          field: columnName(name),
          allowNull: definition.nullable || definition.generated,
          primaryKey: definition.primaryKey,
          // Without it Sequelize writes NULL, and PostgreSQL's own default never comes to pass.
          ...(definition.generated && { defaultValue: literal('DEFAULT') }),
        },
      ]),
    );
    const options = {
      sequelize,
      schema: bound.schema,
      tableName: bound.name,
      timestamps: false,
      freezeTableName: true,
    };
    (model as unknown as { init(a: object, o: object): void }).init(attributes, options);
  }
}
