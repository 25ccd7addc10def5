import { z } from 'zod';
import { invalidInput } from '../server/errors';
import { part } from '../server/sql';
import type { Piece } from './organisation-filter';
import type { Words } from './search-words';
import { organisationKinds, statuses } from './words';

const columns = ['relevance', 'name', 'kind', 'municipality', 'inn', 'status', 'changed'] as const;
type SortColumn = (typeof columns)[number];

/** `name`, or `-name` for descending. */
export const OrganisationSort = z.enum(columns.flatMap((column) => [column, `-${column}`] as const));
export type OrganisationSort = z.infer<typeof OrganisationSort>;

type Key = { value: Piece; given: (text: string) => Piece };
const asText = (value: Piece): Key => ({ value, given: (text) => part`${text}::text` });
const inOrderOf = (list: object, value: Piece): Key => ({
  value: part`array_position(${Object.keys(list)}::text[], ${value})`,
  given: (text) => part`${text}::int`,
});

const keys: Record<SortColumn, Key> = {
  relevance: { value: part`-f.score`, given: (text) => part`${text}::float8` },
  name: asText(part`f."shortName"`),
  kind: inOrderOf(organisationKinds, part`f.kind`),
  municipality: asText(part`m.short_name`),
  inn: asText(part`f.inn`),
  status: inOrderOf(statuses, part`f.status`),
  changed: { value: part`f."changedAt"`, given: (text) => part`${text}::timestamptz` },
};

const CursorShape = z.tuple([
  OrganisationSort,
  z.enum(['typed', 'corrected', 'alike']),
  z.string().max(400),
  z.string().max(1_000).nullable(),
  z.string().max(1_000),
  z.uuid(),
]);

/** Where a page ended: its order, the words it was found by, and the last row. */
export type Cursor = {
  sort: OrganisationSort;
  way: Words['way'];
  text: string;
  key: string | null;
  name: string;
  id: string;
};

export const writeCursor = ({ sort, way, text, key, name, id }: Cursor) =>
  Buffer.from(JSON.stringify([sort, way, text, key, name, id])).toString('base64url');

/** Throws 400 for what is no cursor, or one of another order. */
export function readCursor(written: string, sort: OrganisationSort): Cursor {
  const shape = CursorShape.safeParse(parsed(written));
  if (!shape.success || shape.data[0] !== sort)
    throw invalidInput('Метка страницы «after» не распознана: начните список сначала');
  const [, way, text, key, name, id] = shape.data;
  return { sort, way, text, key, name, id };
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(Buffer.from(written, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** The order of a list and what comes after a cursor in it; what has no value stands last both ways. */
export function orderOf(sort: OrganisationSort, after?: Cursor): { key: Piece; by: Piece; beyond: Piece } {
  const isDescending = sort.startsWith('-');
  const { value, given } = keys[sort.replace(/^-/, '') as SortColumn];
  const by = isDescending
    ? part`${value} IS NULL, ${value} DESC, f."shortName", f.id`
    : part`${value} IS NULL, ${value}, f."shortName", f.id`;
  if (!after) return { key: value, by, beyond: part`true` };
  const sameButLater = part`(f."shortName", f.id) > (${after.name}::text, ${after.id}::uuid)`;
  if (after.key === null) return { key: value, by, beyond: part`${value} IS NULL AND ${sameButLater}` };
  const last = given(after.key);
  const later = isDescending ? part`${value} < ${last}` : part`${value} > ${last}`;
  const beyond = part`(${value} IS NULL OR ${later} OR (${value} = ${last} AND ${sameButLater}))`;
  return { key: value, by, beyond };
}
