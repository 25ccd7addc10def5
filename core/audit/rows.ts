import type { ClientBase } from 'pg';
import { context } from '../server/context';

/** Where a row stands in the order of sealing. */
export type Position = { era: number; xid: string; id: string };

/** Before the first row of all. */
export const beginning: Position = { era: 0, xid: '0', id: '00000000-0000-0000-0000-000000000000' };

/** Up to all transactions before this one. */
export const beforeTransaction = (era: number, xid: string): Position => ({ era, xid, id: beginning.id });

const utc = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

// The first form of a row. Its texts decide the hashes: never edit it, add a second form beside it.
const form1 = [
  ['actor_id', 'actor_id::text'],
  ['at', `to_char(at AT TIME ZONE 'UTC', ${utc})`],
  ['details', 'details::text'],
  ['era', 'era::text'],
  ['event', 'event'],
  ['id', 'id::text'],
  ['ip', 'ip'],
  ['object_id', 'object_id'],
  ['object_type', 'object_type'],
  ['on_behalf_of', 'on_behalf_of::text'],
  ['organisation_id', 'organisation_id::text'],
  ['person_id', 'person_id::text'],
  ['process', 'process'],
  ['purpose', 'purpose'],
  ['request_id', 'request_id'],
  ['roles', 'to_json(roles)::text'],
  ['xid', 'xid::text'],
] as const;

export const presentForm = 1;
export const rowNames = form1.map(([name]) => name);
export type RowName = (typeof form1)[number][0];

/** One row as PostgreSQL tells it: texts in the order of `rowNames`. */
export type Cells = readonly (string | null)[];

const heads = form1.map(([name], at) => `${at ? ',' : '{'}"${name}":`);
const place = Object.fromEntries(rowNames.map((name, at) => [name, at])) as Record<RowName, number>;

/**
 * RFC 8785 text of a row. All values are texts or null: `details` is the text of its jsonb, because a number read into
 * JavaScript would lose digits that somebody may have changed.
 */
export function canonicalRow(cells: Cells): string {
  let text = '';
  for (let at = 0; at < heads.length; at += 1) {
    const cell = cells[at];
    text += heads[at] + (cell === null || cell === undefined ? 'null' : JSON.stringify(cell));
  }
  return `${text}}`;
}

export const cellOf = (cells: Cells, name: RowName) => cells[place[name]] ?? null;

export const positionOf = (cells: Cells): Position => ({
  era: Number(cellOf(cells, 'era')),
  xid: cellOf(cells, 'xid') ?? '',
  id: cellOf(cells, 'id') ?? '',
});

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

const columns = form1.map(([, text]) => text).join(', ');
const between = (after: Position, until: Position) =>
  `(era, xid, id) > ${literal(after)} AND (era, xid, id) <= ${literal(until)}`;

type Connected = { connection: ClientBase };

/** Rows of the present transaction's view in the order of sealing, many at a time; the next are fetched meanwhile. */
export async function* readRows(after: Position, until: Position, batch = 4_000): AsyncGenerator<Cells[]> {
  const { connection: client } = context().transaction as unknown as Connected;
  // By the index from row to row, also while the statistics of a young table would have all of it sorted.
  await client.query(`SET LOCAL enable_sort = off; DECLARE audit_rows NO SCROLL CURSOR FOR
    SELECT ${columns} FROM core.audit_events e WHERE ${between(after, until)} ORDER BY e.era, e.xid, e.id;
    SET LOCAL enable_sort = on`);
  const fetch = () => client.query<string[]>({ text: `FETCH ${batch} FROM audit_rows`, rowMode: 'array' });
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
    await client.query('CLOSE audit_rows').catch(() => undefined);
  }
}

/** One row by its number; undefined when there is none. */
export async function readRow(id: string): Promise<Cells | undefined> {
  const { connection: client } = context().transaction as unknown as Connected;
  const text = `SELECT ${columns} FROM core.audit_events WHERE id = $1 LIMIT 1`;
  const { rows } = await client.query<string[]>({ text, values: [id], rowMode: 'array' });
  return rows[0];
}
