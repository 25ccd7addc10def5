import type { ShapeColumn } from './shape';

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
export const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

// ClickHouse keeps days from 1900 to 2299; what lies beyond (infinity too) stands at the edge.
const within = (value: string, type: 'date' | 'timestamptz') =>
  `CASE WHEN ${value} < '1900-01-01' THEN ${type} '1900-01-01'
        WHEN ${value} > '2299-12-31' THEN ${type} '2299-12-31' ELSE ${value} END`;

/** PostgreSQL expression of a column's value as the warehouse holds it; `row` is the alias of the source row. */
export function valueOf({ kind, column, type }: ShapeColumn, row: string): string {
  const value = `${row}.${quoted(column)}`;
  if (kind === 'day') return within(`${value}::date`, 'date');
  // Without an offset in the text, and read with session_timezone = UTC: no server's own zone takes part.
  if (kind === 'instant') return `(${within(`${value}::timestamptz`, 'timestamptz')} AT TIME ZONE 'UTC')`;
  if (kind === 'code') return `${value}::text`;
  if (kind === 'dimension') return `${value}::uuid`;
  if (kind === 'year') return `${value}::int`;
  if (kind === 'codes') return arrayText(value);
  if (kind === 'document') return `${value}::jsonb::text`;
  if (type.startsWith('Decimal')) return decimalText(value);
  if (type === 'Float64') return `${value}::float8`;
  return value;
}

/** What stands in a column of a row that is gone. */
export const nothing = ({ kind }: ShapeColumn) => (kind === 'codes' ? `'[]'` : 'NULL');

// Arrays and long numbers travel as text that ClickHouse reads into its own type, alike on both ways of moving.
const arrayText = (value: string) =>
  `(SELECT '[' || coalesce(string_agg('''' || e || '''', ',' ORDER BY n), '') || ']'
    FROM (SELECT replace(replace(e, '\\', '\\\\'), '''', '\\''') AS e, n
          FROM unnest(${value}::text[]) WITH ORDINALITY u(e, n) WHERE e IS NOT NULL) q)`;
const decimalText = (value: string) =>
  `CASE WHEN ${value} <> 'NaN' AND abs(${value}) < 1e28 THEN trim_scale(round(${value}, 10))::text END`;

/** The value as text, the same on both sides, for checksums: PostgreSQL. */
export function postgresText(column: ShapeColumn, row: string): string {
  const value = valueOf(column, row);
  const text = {
    day: `(${value} - date '1970-01-01')::text`,
    instant: `(extract(epoch FROM ${value}) * 1000000)::bigint::text`,
    flag: `${value}::int::text`,
    number: column.type === 'Float64' ? `encode(float8send(${value}), 'hex')` : `${value}::text`,
    year: `${value}::text`,
    dimension: `${value}::text`,
    code: value,
    codes: `array_to_string(${row}.${quoted(column.column)}::text[], chr(31))`,
    document: value,
  }[column.kind];
  return `coalesce(${text}, ${column.kind === 'codes' ? `''` : `'~'`})`;
}

/** The value as text, the same on both sides, for checksums: ClickHouse. */
export function clickhouseText({ kind, name, type }: ShapeColumn): string {
  const value = `\`${name}\``;
  const text = {
    day: `toString(toInt32(${value}))`,
    instant: `toString(toUnixTimestamp64Micro(${value}))`,
    flag: `toString(toUInt8(${value}))`,
    number: type === 'Float64' ? `lower(leftPad(hex(reinterpretAsUInt64(${value})), 16, '0'))` : `toString(${value})`,
    year: `toString(${value})`,
    dimension: `toString(${value})`,
    code: `toString(${value})`,
    codes: `arrayStringConcat(${value}, char(31))`,
    document: value,
  }[kind];
  return `ifNull(${text}, '~')`;
}
