import type { ClientBase } from 'pg';
import { context } from '../server/context';

/** Where a row stands in the order of sealing. */
export type Position = { era: number; xid: string; id: string };

/** Before the first row of all. */
export const beginning: Position = { era: 0, xid: '0', id: '00000000-0000-0000-0000-000000000000' };

/** Up to all transactions before this one. */
export const beforeTransaction = (era: number, xid: string): Position => ({ era, xid, id: beginning.id });

const instant = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
// Values that hold nothing to escape need no more than quotation marks.
const plain = (value: string) => `coalesce('"' || ${value} || '"', 'null')`;
const free = (value: string) => `coalesce(to_json(${value})::text, 'null')`;

// The first form of a row, names in their order. Its texts decide the hashes: never edit it, add a second form beside it.
const form1 = {
  actor_id: plain('actor_id'),
  at: plain(instant('at')),
  details: free('details::text'),
  era: plain('era'),
  event: free('event'),
  id: plain('id'),
  ip: free('ip'),
  object_id: free('object_id'),
  object_type: free('object_type'),
  on_behalf_of: plain('on_behalf_of'),
  organisation_id: plain('organisation_id'),
  person_id: plain('person_id'),
  process: free('process'),
  purpose: free('purpose'),
  request_id: free('request_id'),
  roles: free('to_json(roles)::text'),
  xid: plain('xid'),
};

export const presentForm = 1;

// RFC 8785 text of a row, put together by PostgreSQL: its JSON texts are escaped as the RFC wants them. All values are texts
// or null; `details` is the text of its jsonb, because a number read into JavaScript would lose digits.
const members = Object.entries(form1).map(([name, value], at) => `'${at ? ',' : '{'}"${name}":', ${value}`);
const columns = `era, xid::text, id::text, concat(${members.join(', ')}, '}')`;

export type RowValues = Readonly<Record<keyof typeof form1, string | null>>;

/** A row of the log: its place and the text that is hashed. */
export type Row = readonly [era: number, xid: string, id: string, text: string];

export const positionOf = ([era, xid, id]: Row): Position => ({ era, xid, id });
export const valuesOf = ([, , , text]: Row) => JSON.parse(text) as RowValues;

const compareNumbers = (a: string, b: string) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

/** Negative when a stands before b. */
export function comparePositions(a: Position, b: Position): number {
  return a.era - b.era || compareNumbers(a.xid, b.xid) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** `1.4711.0199…`: a position as one word, to go on from. */
export const cursorOf = ({ era, xid, id }: Position) => `${era}.${xid}.${id}`;

const cursorShape = /^(\d{1,5})\.(\d{1,20})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export function readCursor(text: string): Position {
  const [, era, xid, id] = cursorShape.exec(text) ?? [];
  if (!era || !xid || !id) throw new Error(`${text} is not a cursor of the audit log`);
  return { era: Number(era), xid, id };
}

// Written into the text of a statement, so nothing but a cursor may pass.
const literal = (position: Position) => {
  const { era, xid, id } = readCursor(cursorOf(position));
  return `(${era}::smallint, '${xid}'::xid8, '${id}'::uuid)`;
};

const between = (after: Position, until: Position) =>
  `(era, xid, id) > ${literal(after)} AND (era, xid, id) <= ${literal(until)}`;

const client = () => (context().transaction as unknown as { connection: ClientBase }).connection;

/** Rows of the present transaction's view in the order of sealing, many at a time; the next are fetched meanwhile. */
export async function* readRows(after: Position, until: Position, batch = 4_096): AsyncGenerator<Row[]> {
  const connection = client();
  // By the index from row to row, also while the statistics of a young table would have all of it sorted.
  await connection.query(`SET LOCAL enable_sort = off; DECLARE audit_rows NO SCROLL CURSOR FOR
    SELECT ${columns} FROM core.audit_events e WHERE ${between(after, until)} ORDER BY e.era, e.xid, e.id;
    SET LOCAL enable_sort = on`);
  const fetch = () => connection.query<Row & unknown[]>({ text: `FETCH ${batch} FROM audit_rows`, rowMode: 'array' });
  let next = fetch();
  try {
    for (;;) {
      const { rows } = await next;
      if (rows.length === batch) next = fetch();
      if (rows.length) yield rows;
      if (rows.length < batch) return;
    }
  } finally {
    await next.catch(() => undefined);
    await connection.query('CLOSE audit_rows').catch(() => undefined);
  }
}

/** One row by its number; undefined when there is none. */
export async function readRow(id: string): Promise<Row | undefined> {
  const text = `SELECT ${columns} FROM core.audit_events e WHERE e.id = $1 LIMIT 1`;
  const { rows } = await client().query<Row & unknown[]>({ text, values: [id], rowMode: 'array' });
  return rows[0];
}
