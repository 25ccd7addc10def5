import { z } from 'zod';
import { joined, part, sql } from '../server/sql';
import { catalogue } from './catalogue';
import { rowsOfPeople } from './of-people';
import { afterCursor, pageOf, viewColumns, type RowPage, type ViewRow } from './row-view';
import { inPeriod, paging, period, RecordId } from './search';

const ofPerson = { person: z.uuid(), actor: z.uuid().optional(), ...period };
const ofRecord = {
  /** The kind of the record; a number that is unique without it needs none. */
  type: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,59}$/)
    .optional(),
  id: RecordId,
  actor: z.uuid().optional(),
  ...period,
};

/** A person, or one record; of everybody's looks or of one account's. */
export const SeenFilters = z.union([z.strictObject(ofPerson), z.strictObject(ofRecord)]);
export type SeenFilters = z.infer<typeof SeenFilters>;
export const SeenInput = z.union([
  z.strictObject({ ...ofPerson, ...paging }),
  z.strictObject({ ...ofRecord, ...paging }),
]);
type SeenInput = z.infer<typeof SeenInput>;

/** Who looked at a person's data or at a record, the newest first: events that their manifests mark as reads. */
export async function whoSaw({ limit, after, ...filters }: SeenInput): Promise<RowPage> {
  return pageOf(await findLooks(filters, limit + 1, after), limit);
}

/** At most so many looks; leaves no trace by itself. */
export function findLooks(input: SeenFilters, most: number, after?: string): Promise<ViewRow[]> {
  const reads = catalogue().flatMap(({ event, reads: isRead }) => (isRead ? [event] : []));
  const conditions = [
    part`e.event = ANY (${reads}::text[])`,
    ...('id' in input ? [part`e.object_id = ${input.id}`] : []),
    ...('id' in input && input.type ? [part`e.object_type = ${input.type}`] : []),
    ...(input.actor ? [part`e.actor_id = ${input.actor}`] : []),
    ...inPeriod(input),
    ...(after ? [afterCursor(after)] : []),
  ];
  if ('person' in input)
    return rowsOfPeople({ people: [input.person], columns: viewColumns, conditions, period: inPeriod(input), most });
  return sql<ViewRow>`SELECT ${viewColumns} FROM core.audit_events e WHERE ${joined(conditions, ' AND ')}
    ORDER BY e.at DESC, e.id DESC LIMIT ${most}`;
}
