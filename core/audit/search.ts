import { z } from 'zod';
import { audit } from '../server/audit';
import { joined, part, sql } from '../server/sql';
import { homeRegion } from '../territory/home';
import { catalogue } from './catalogue';
import { rowsOfPeople } from './of-people';
import { afterCursor, PageCursor, pageOf, viewColumns, type RowPage, type ViewRow } from './row-view';

/** The number or code of a record. It begins with a letter unless it is a UUID: a phone or a SNILS must not get in. */
export const RecordId = z.union([z.uuid(), z.string().regex(/^[A-Za-z][A-Za-z0-9_.:-]{0,79}$/)]);

/** Days of the region, both included. */
export const period = { from: z.iso.date().optional(), to: z.iso.date().optional() };

const filters = {
  ...period,
  event: z
    .string()
    .regex(/^[a-z0-9.-]{1,120}$/)
    .optional(),
  /** All events of one subsystem. */
  plugin: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
  actor: z.uuid().optional(),
  object: RecordId.optional(),
  person: z.uuid().optional(),
};

/** How far a page goes, and where it begins. */
export const paging = { after: PageCursor.optional(), limit: z.int().min(1).max(200).default(50) };

export const SearchFilters = z.strictObject(filters);
export type SearchFilters = z.infer<typeof SearchFilters>;
export const SearchInput = z.strictObject({ ...filters, ...paging });
type SearchInput = z.infer<typeof SearchInput>;

/** Rows of the log, the newest first. The search is recorded as well: by whom, about whom, with which filters. */
export async function searchLog(input: SearchInput): Promise<RowPage> {
  const { limit, after, ...asked } = input;
  const page = await pageOf(await findRows(asked, limit + 1, after), limit);
  await audit(
    'audit.searched',
    { type: 'audit-log', ...(input.person && { personId: input.person }) },
    { ...asked, rows: page.items.length, ...(after && { further: true }) },
  );
  return page;
}

type Condition = ReturnType<typeof part>;

/** Conditions for days of the region, both included. */
export function inPeriod({ from, to }: Pick<SearchFilters, 'from' | 'to'>): Condition[] {
  const { timeZone } = homeRegion();
  return [
    ...(from ? [part`e.at >= ${from}::date::timestamp AT TIME ZONE ${timeZone}`] : []),
    ...(to ? [part`e.at < (${to}::date + 1)::timestamp AT TIME ZONE ${timeZone}`] : []),
  ];
}

/** At most so many rows, the newest first; leaves no trace by itself. */
export function findRows(input: SearchFilters, most: number, after?: string): Promise<ViewRow[]> {
  const conditions = conditionsOf(input);
  if (after) conditions.push(afterCursor(after));
  if (input.person) {
    if (input.event || input.plugin) conditions.push(part`e.event = ANY (${eventsOf(input)}::text[])`);
    return rowsOfPeople({ people: [input.person], columns: viewColumns, conditions, period: inPeriod(input), most });
  }
  if (!input.plugin || input.event) {
    if (input.event) conditions.push(part`e.event = ${input.event}`);
    return sql<ViewRow>`SELECT ${viewColumns} FROM core.audit_events e WHERE ${joined(conditions, ' AND ')}
      ORDER BY e.at DESC, e.id DESC LIMIT ${most}`;
  }
  // The newest of each event, then the newest of these: an index answers it, however many rows an event has.
  return sql<ViewRow>`SELECT newest.* FROM unnest(${eventsOf(input)}::text[]) AS wanted (event), LATERAL
      (SELECT ${viewColumns} FROM core.audit_events e WHERE e.event = wanted.event AND ${joined(conditions, ' AND ')}
        ORDER BY e.at DESC, e.id DESC LIMIT ${most}) newest
    ORDER BY newest.at DESC, newest.id DESC LIMIT ${most}`;
}

const eventsOf = ({ event, plugin: wanted }: SearchFilters): string[] =>
  event ? [event] : catalogue().flatMap(({ event: one, plugin }) => (plugin === wanted ? [one] : []));

function conditionsOf({ from, to, actor, object }: SearchFilters): Condition[] {
  const conditions = [part`true`, ...inPeriod({ from, to })];
  if (actor) conditions.push(part`e.actor_id = ${actor}`);
  if (object) conditions.push(part`e.object_id = ${object}`);
  return conditions;
}
