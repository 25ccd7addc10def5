import { placeOf, type Shape, type ShapeColumn } from './shape';
import type { Snapshot } from './ticks';
import { literal, nothing, quoted, valueOf } from './values';

type Range = { source: number; from: Snapshot; to: Snapshot; rows: number };

/** Beyond so many changed rows one pass over the table is cheaper than a look-up for each. */
const fewRows = 100_000;

const tableOf = (shape: Shape) => `${quoted(shape.schema)}.${quoted(shape.table)}`;
const columnsOf = (shape: Shape, row: string) =>
  shape.columns.map((column) => `, ${valueOf(column, row)} AS ${quoted(column.name)}`).join('');

// Row level security would hide rows, and a hidden row looks like a removed one: then fail before the first row. The
// guard is a branch of its own, because PostgreSQL skips conditions beside a table it knows to be hidden whole.
const guard = (
  shape: Shape,
) => `SELECT NULL AS _key${shape.columns.map(({ name }) => `, NULL AS ${quoted(name)}`).join('')}, 0 AS _d
  WHERE 1 / (NOT row_security_active(${literal(tableOf(shape))}))::int = 2 UNION ALL`;

/** Rows of some blocks of the source table, for snapshots. */
export function chunkQuery(shape: Shape, relation: string, first: number, after: number): string {
  return `${guard(shape)} SELECT t.${quoted(shape.key.column)} AS _key${columnsOf(shape, 't')}, 0 AS _d FROM ${relation} t
    WHERE t.ctid >= '(${first},0)'::tid AND t.ctid < '(${after},0)'::tid`;
}

/** The present state of every key changed in a range of ticks: the row, or that it is gone from its place. */
export function changesQuery(shape: Shape, range: Range): string {
  const place = placeOf(shape);
  const changed = `changed AS MATERIALIZED (SELECT key, place FROM warehouse.changes
    WHERE source = ${range.source} AND key IS NOT NULL AND ${inRange(range)})`;
  const keys = `keys AS MATERIALIZED (SELECT DISTINCT key::${shape.key.type} AS key FROM changed)`;
  const few = range.rows <= fewRows;
  const start = `WITH ${changed}, ${keys} ${guard(shape)}`;
  if (!place.length) return `${start} ${present(shape, few, 'LEFT')}`;
  return `${start} ${present(shape, few, 'INNER')} UNION ALL ${gone(shape, place)}`;
}

function inRange({ from, to }: Range) {
  const running = from.running.map((xid) => literal(xid)).join(',');
  const started = `(xid >= ${literal(from.xmax)}::xid8 AND xid < ${literal(to.xmax)}::xid8)`;
  return `(${started}${running && ` OR xid = ANY(ARRAY[${running}]::xid8[])`})
    AND pg_visible_in_snapshot(xid, ${literal(to.text)}::pg_snapshot)`;
}

function present(shape: Shape, few: boolean, join: 'LEFT' | 'INNER') {
  const key = `t.${quoted(shape.key.column)}`;
  // LIMIT keeps the planner from turning few look-ups into a pass over the whole table.
  const source = few
    ? `LATERAL (SELECT * FROM ${tableOf(shape)} r WHERE r.${quoted(shape.key.column)} = k.key LIMIT 1) t ON true`
    : `${tableOf(shape)} t ON ${key} = k.key`;
  return `SELECT k.key AS _key${columnsOf(shape, 't')}, (${key} IS NULL)::int AS _d FROM keys k ${join} JOIN ${source}`;
}

function gone(shape: Shape, place: ShapeColumn[]) {
  const values = (row: string) => place.map((column) => valueOf(column, row)).join(', ');
  const columns = shape.columns.map((column) =>
    place.includes(column)
      ? `, ${valueOf(column, 'o')} AS ${quoted(column.name)}`
      : `, ${nothing(column)} AS ${quoted(column.name)}`,
  );
  return `SELECT l.key::${shape.key.type} AS _key${columns.join('')}, 1 AS _d
    FROM (SELECT DISTINCT key, place FROM changed WHERE place IS NOT NULL) l,
    LATERAL jsonb_populate_record(NULL::${tableOf(shape)}, l.place) o
    WHERE NOT EXISTS (SELECT FROM ${tableOf(shape)} t
      WHERE t.${quoted(shape.key.column)} = l.key::${shape.key.type} AND ROW(${values('t')}) IS NOT DISTINCT FROM ROW(${values('o')}))`;
}
