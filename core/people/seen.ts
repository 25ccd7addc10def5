import { z } from 'zod';
import { catalogue } from '../audit/catalogue';
import { rowsOfPeople } from '../audit/of-people';
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
  cursor: string;
};

const columns = part`e.id, e.at, e.event, e.roles, e.process, e.actor_id,
  to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '~' || e.id AS cursor`;

type Account = { id: string; name: string | null; post: string | null; organisation: string | null };

async function accountsOf(rows: readonly Row[]): Promise<ReadonlyMap<string | null, Account>> {
  const ids = [...new Set(rows.flatMap(({ actor_id: id }) => (id ? [id] : [])))];
  const found = await sql<Account>`SELECT a.id, a.name, a.post, x.name AS organisation
    FROM core.accounts a LEFT JOIN core.participants x ON x.id = a.participant_id WHERE a.id = ANY (${ids}::uuid[])`;
  return new Map(found.map((account) => [account.id, account]));
}

/** Who opened the records of a person, when and in which role, the newest first, also in a list of many; of cards merged into it as well. */
export const whoLooked = (personId: string, me: string | undefined, { after, limit }: z.output<typeof SeenPaging>) =>
  beyondReach('the card was in reach, or the child is one’s own', async () => {
    const reads = new Map(
      catalogue()
        .filter(({ reads: isRead }) => isRead)
        .map((event) => [event.event, event]),
    );
    const cards = await sql<{ id: string }>`SELECT id FROM core.persons
      WHERE id = ${personId} OR merged_into = ${personId}`;
    const rows = await rowsOfPeople<Row>({
      people: cards.map(({ id }) => id),
      columns,
      conditions: [part`e.event = ANY (${[...reads.keys()]}::text[])`, ...(after ? [afterCursor(after)] : [])],
      most: limit + 1,
    });
    const accounts = await accountsOf(rows);
    const items = rows.slice(0, limit).map((row) => {
      const event = reads.get(row.event);
      const isStaff = (row.roles?.length ?? 0) > 0;
      const account = isStaff ? accounts.get(row.actor_id) : undefined;
      return {
        id: row.id,
        at: row.at.toISOString(),
        what: event?.ru ?? event?.means ?? row.event,
        whatEn: event?.means ?? row.event,
        roles: isStaff ? (row.roles ?? []) : [row.actor_id ? 'guardian' : 'system'],
        who: account?.name ?? null,
        post: account?.post ?? null,
        organisation: account?.organisation ?? null,
        isMe: row.actor_id !== null && row.actor_id === me,
      };
    });
    return { items, next: rows.length > limit ? (rows[limit - 1]?.cursor ?? null) : null };
  });
