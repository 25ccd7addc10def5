import { z } from 'zod';
import { joined, part, sql } from '../server/sql';
import { catalogue } from './catalogue';
import { afterCursor, PageCursor, pageOf, viewColumns, type RowPage, type ViewRow } from './row-view';
import { inPeriod, period, RecordId } from './search';

const paging = { ...period, after: PageCursor.optional(), limit: z.int().min(1).max(200).default(50) };

/** A person, or one record. */
export const SeenInput = z.union([
  z.strictObject({ person: z.uuid(), ...paging }),
  z.strictObject({
    type: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
    id: RecordId,
    ...paging,
  }),
]);
export type SeenInput = z.infer<typeof SeenInput>;

/** Who looked at a person's data or at a record, the newest first: events that their manifests mark as reads. */
export async function whoSaw(input: SeenInput): Promise<RowPage> {
  const reads = catalogue().flatMap(({ event, reads: isRead }) => (isRead ? [event] : []));
  const conditions = [
    part`e.event = ANY (${reads}::text[])`,
    'person' in input
      ? part`e.person_id = ${input.person}`
      : part`e.object_id = ${input.id} AND e.object_type = ${input.type}`,
    ...inPeriod(input),
    ...(input.after ? [afterCursor(input.after)] : []),
  ];
  const rows = await sql<ViewRow>`SELECT ${viewColumns} FROM core.audit_events e WHERE ${joined(conditions, ' AND ')}
    ORDER BY e.at DESC, e.id DESC LIMIT ${input.limit + 1}`;
  return pageOf(rows, input.limit);
}
