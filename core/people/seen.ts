import { z } from 'zod';
import { catalogue } from '../audit/catalogue';
import { afterCursor, PageCursor } from '../audit/row-view';
import { beyondReach } from '../server/database';
import { part, sql } from '../server/sql';

export const SeenPaging = z.strictObject({ after: PageCursor.optional(), limit: z.int().min(1).max(100).default(50) });

const SeenLine = z.object({
  id: z.string(),
  at: z.string(),
  /** What was looked at, as the subsystem says it. */
  what: z.string(),
  whatEn: z.string(),
  /** In which role: names of roles, or `guardian` and `system`. */
  roles: z.array(z.string()),
  /** An employee by name; a guardian or the person without it. */
  who: z.string().nullable(),
  post: z.string().nullable(),
  organisation: z.string().nullable(),
  isMe: z.boolean(),
});
export const SeenPage = z.object({ items: z.array(SeenLine), next: z.string().nullable() });

type Row = {
  id: string;
  at: Date;
  event: string;
  roles: string[] | null;
  process: string | null;
  actor_id: string | null;
  name: string | null;
  post: string | null;
  organisation: string | null;
  cursor: string;
};

/** Who opened the records of a person, when and in which role, the newest first; of cards merged into it as well. */
export const whoLooked = (personId: string, me: string | undefined, { after, limit }: z.output<typeof SeenPaging>) =>
  beyondReach('the card was in reach, or the child is one’s own', async () => {
    const reads = new Map(
      catalogue()
        .filter(({ reads: isRead }) => isRead)
        .map((event) => [event.event, event]),
    );
    const rows =
      await sql<Row>`SELECT e.id, e.at, e.event, e.roles, e.process, e.actor_id, a.name, a.post, x.name AS organisation,
        to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || e.id AS cursor
      FROM core.audit_events e LEFT JOIN core.accounts a ON a.id = e.actor_id LEFT JOIN core.participants x ON x.id = a.participant_id
      WHERE e.event = ANY (${[...reads.keys()]}::text[])
        AND e.person_id = ANY (ARRAY(SELECT id FROM core.persons WHERE id = ${personId} OR merged_into = ${personId}))
        ${after ? part`AND ${afterCursor(after)}` : part``}
      ORDER BY e.at DESC, e.id DESC LIMIT ${limit + 1}`;
    const items = rows.slice(0, limit).map((row) => {
      const event = reads.get(row.event);
      const isStaff = (row.roles?.length ?? 0) > 0;
      return {
        id: row.id,
        at: row.at.toISOString(),
        what: event?.ru ?? event?.means ?? row.event,
        whatEn: event?.means ?? row.event,
        roles: isStaff ? (row.roles ?? []) : [row.actor_id ? 'guardian' : 'system'],
        who: isStaff ? row.name : null,
        post: isStaff ? row.post : null,
        organisation: isStaff ? row.organisation : null,
        isMe: row.actor_id !== null && row.actor_id === me,
      };
    });
    return { items, next: rows.length > limit ? (rows[limit - 1]?.cursor ?? null) : null };
  });
