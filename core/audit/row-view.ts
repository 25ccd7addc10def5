import { z } from 'zod';
import { part, sql } from '../server/sql';
import { comparePositions, type Position } from './rows';
import { lastBlock } from './blocks';

/** One row for people: numbers of records, never their values; names of accounts stand beside, not in the log. */
const RowView = z.object({
  id: z.string(),
  at: z.string(),
  event: z.string(),
  actor: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  roles: z.array(z.string()),
  onBehalfOf: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  process: z.string().nullable(),
  objectType: z.string(),
  objectId: z.string().nullable(),
  /** What the account is called, when the row is about one. */
  objectName: z.string().nullable(),
  personId: z.string().nullable(),
  organisationId: z.string().nullable(),
  /** Of a list of people only how many were shown. */
  details: z.record(z.string(), z.unknown()),
  purpose: z.string().nullable(),
  requestId: z.string().nullable(),
  ip: z.string().nullable(),
  /** It stands in a signed block. */
  sealed: z.boolean(),
});
export type RowView = z.infer<typeof RowView>;

export const RowPage = z.object({ items: z.array(RowView), next: z.string().nullable() });
export type RowPage = z.infer<typeof RowPage>;

/** What a search reads of each row; `cursor` is where the next page begins. */
export const viewColumns = part`e.id, e.at, e.event, e.actor_id, e.roles, e.on_behalf_of, e.process, e.object_type, e.object_id,
  e.person_id, e.organisation_id, e.details, e.purpose, e.request_id, e.ip, e.era, e.xid,
  to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || e.id AS cursor`;

export type ViewRow = {
  id: string;
  at: Date;
  event: string;
  actor_id: string | null;
  roles: string[] | null;
  on_behalf_of: string | null;
  process: string | null;
  object_type: string;
  object_id: string | null;
  person_id: string | null;
  organisation_id: string | null;
  details: Record<string, unknown>;
  purpose: string | null;
  request_id: string | null;
  ip: string | null;
  era: number;
  xid: string;
  cursor: string;
};

/** Where a page begins, as the page before gave it. */
export const PageCursor = z.string().regex(/^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z~[0-9a-f-]{36}$/);

/** The condition for rows after a cursor, the newest first. */
export function afterCursor(cursor: string) {
  const [at, id] = cursor.split('~');
  return part`(e.at, e.id) < (${at}::timestamptz, ${id}::uuid)`;
}

/** A page of rows that were read with one more than it holds. */
export async function pageOf(rows: readonly ViewRow[], limit: number): Promise<RowPage> {
  const shown = rows.slice(0, limit);
  const names = await namesOf(shown.flatMap((row) => [row.actor_id, row.on_behalf_of, accountOf(row)]));
  const sealed = (await lastBlock())?.until;
  const items = shown.map((row) => viewOf(row, names, sealed));
  return { items, next: rows.length > limit ? (shown.at(-1)?.cursor ?? null) : null };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const accountOf = ({ object_type: type, object_id: id }: ViewRow) =>
  type === 'account' && id && uuid.test(id) ? id : null;

async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (!wanted.length) return new Map();
  const found = await sql<{ id: string; name: string }>`SELECT id, name FROM core.accounts
    WHERE id = ANY (${wanted}::uuid[])`;
  return new Map(found.map(({ id, name }) => [id, name]));
}

// The other people of a list are nobody's question here; the proof and the stream hold the row as it is.
const countedShown = ({ persons, ...details }: ViewRow['details']) =>
  persons === undefined ? details : { ...details, persons: Array.isArray(persons) ? persons.length : persons };

function viewOf(row: ViewRow, names: Map<string, string>, sealed: Position | undefined): RowView {
  const account = (id: string | null) => (id ? { id, name: names.get(id) ?? null } : null);
  const about = accountOf(row);
  return {
    id: row.id,
    at: row.at.toISOString(),
    event: row.event,
    actor: account(row.actor_id),
    roles: row.roles ?? [],
    onBehalfOf: account(row.on_behalf_of),
    process: row.process,
    objectType: row.object_type,
    objectId: row.object_id,
    objectName: (about && names.get(about)) ?? null,
    personId: row.person_id,
    organisationId: row.organisation_id,
    details: countedShown(row.details),
    purpose: row.purpose,
    requestId: row.request_id,
    ip: row.ip,
    sealed: sealed !== undefined && comparePositions(row, sealed) <= 0,
  };
}
