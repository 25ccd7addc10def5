import { columnName, invalidInput, type Fact } from '@regiso/core';
import type { FilterValue } from '../shared';
import { lookedUp } from './rollup';

/** A dimension in SQL: `text` is its value as a string or NULL, `native` what a filter compares without a cast. */
export type DimensionSql = { text: string; native: string; type: NativeType; joinsOrganisations: boolean };
export type NativeType = 'UUID' | 'String' | 'Int64' | 'Bool' | 'Date32' | 'Float64';

export type CompileContext = {
  /** The register of organisations in the warehouse, when it is installed. */
  organisations: Fact | undefined;
  /** IANA name of the region's time zone: days of instants are counted in it. */
  timeZone: string;
  /** Facts whose rollups hold all that is asked for; none unless said. */
  rolled?: ReadonlySet<string>;
};

const viaOrganisation = ['region', 'municipality', 'organisation_kind', 'settlement_kind'];
const derivedFromDay = ['month', 'academic_year'];

/** Name of the table's primary key in the warehouse. */
export const keyOf = (fact: Fact) => columnName(fact.key);

/** How a fact gives a dimension; undefined when it cannot. A fact's own column goes before the register of organisations. */
export function dimensionSql(fact: Fact, name: string, context: CompileContext): DimensionSql | undefined {
  if (fact.columns[name]) return ownColumn(fact, name, 'f');
  if (derivedFromDay.includes(name)) return fromDay(fact, name, context);
  const register = context.organisations;
  if (!viaOrganisation.includes(name) || !fact.columns.organisation || !register?.columns[name]) return undefined;
  if (!register.lookup) return { ...ownColumn(register, name, 'o'), joinsOrganisations: true };
  return fromLookup(register, name, fact.columns.organisation.nullable);
}

function fromLookup(register: Fact, name: string, isNullable: boolean): DimensionSql {
  const native = lookedUp(register, name, 'f.organisation', isNullable);
  return { ...inText(native, nativeType(register, name)), joinsOrganisations: false };
}

/** Type of a fact's column in filters and conditions. */
export function nativeType(fact: Fact, name: string): NativeType {
  const column = fact.columns[name];
  switch (column?.kind) {
    case 'year':
      return 'Int64';
    case 'flag':
      return 'Bool';
    case 'day':
      return 'Date32';
    case 'number':
      return 'Float64';
    case 'dimension':
      return 'UUID';
    default:
      return 'String';
  }
}

const ownColumn = (fact: Fact, name: string, alias: string): DimensionSql => ({
  ...inText(`${alias}.${name}`, nativeType(fact, name)),
  joinsOrganisations: false,
});

function inText(native: string, type: NativeType) {
  const text = type === 'Bool' ? `multiIf(isNull(${native}), NULL, ${native}, 'true', 'false')` : `toString(${native})`;
  return { text, native, type };
}

function fromDay(fact: Fact, name: string, context: CompileContext): DimensionSql | undefined {
  const day = dayExpression(fact, context);
  if (!day) return undefined;
  if (name === 'month') {
    const month = `substring(toString(${day}), 1, 7)`;
    return { text: month, native: month, type: 'String', joinsOrganisations: false };
  }
  // An academic year is named by the year it begins in, on 1 September.
  const year = `(toYear(${day}) - if(toMonth(${day}) < 9, 1, 0))`;
  return { text: `toString(${year})`, native: year, type: 'Int64', joinsOrganisations: false };
}

/** The day a row belongs to: its first day column, else the first instant in the region's time zone. */
export function dayExpression(fact: Fact, { timeZone }: CompileContext): string | undefined {
  const named = (kind: string) => Object.keys(fact.columns).find((name) => fact.columns[name]?.kind === kind);
  const day = named('day');
  if (day) return `f.${day}`;
  const instant = named('instant');
  if (!instant) return undefined;
  if (!/^[\w+\-/]+$/.test(timeZone)) throw new Error(`Unknown time zone ${timeZone}`);
  return `toDate32(toTimeZone(f.${instant}, '${timeZone}'))`;
}

const accepts: Record<NativeType, (value: string | number | boolean) => unknown> = {
  UUID: (value) =>
    typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value) ? value : undefined,
  String: String,
  Int64: (value) => (/^-?\d{1,9}$/.test(String(value)) ? Number(value) : undefined),
  Float64: (value) => (value !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined),
  Bool: (value) => (['true', 'false'].includes(String(value)) ? String(value) === 'true' : undefined),
  Date32: (value) => (/^\d{4}-\d\d-\d\d$/.test(String(value)) ? value : undefined),
};

/** Values as the column's own type; a value that cannot be one is the caller's fault and is named. */
export function nativeValues(dimension: string, type: NativeType, values: readonly FilterValue[]): unknown[] {
  return values
    .filter((value) => value !== null)
    .map((value) => {
      const accepted = accepts[type](value);
      if (accepted === undefined) throw invalidInput(`Значение «${String(value)}» не подходит к отбору «${dimension}»`);
      return accepted;
    });
}
