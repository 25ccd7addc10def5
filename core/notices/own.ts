import { z } from 'zod';
import { me } from '../access/proof';
import { sql } from '../server/sql';

export const NoticeView = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  titleEn: z.string().nullable(),
  text: z.string().nullable(),
  textEn: z.string().nullable(),
  link: z.string().nullable(),
  createdAt: z.string(),
  isRead: z.boolean(),
});
export type NoticeView = z.output<typeof NoticeView>;

const size = 30;

/** Notices of the present person, the newest first, page by page. */
export async function ownNotices({ after, unread }: { after?: string | undefined; unread?: boolean | undefined }) {
  const rows = await sql<NoticeView>`
    SELECT id, kind, title, title_en AS "titleEn", text, text_en AS "textEn", link, created_at AS "createdAt",
      read_at IS NOT NULL AS "isRead"
    FROM core.notices WHERE account_id = ${me().accountId} AND (${after ?? null}::uuid IS NULL OR id < ${after ?? null}::uuid)
      AND (NOT ${unread ?? false}::boolean OR read_at IS NULL) ORDER BY id DESC LIMIT ${size + 1}`;
  const items = rows.slice(0, size);
  return { items, next: rows.length > size ? (items.at(-1)?.id ?? null) : null };
}

/** How many are unread; counting stops at a hundred. */
export async function countUnread(): Promise<number> {
  const [row] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM
    (SELECT FROM core.notices WHERE account_id = ${me().accountId} AND read_at IS NULL LIMIT 100) AS counted`;
  return row?.n ?? 0;
}

/** Marks these, or all, as read. */
export const markRead = (ids: readonly string[] | undefined) => sql`UPDATE core.notices SET read_at = now()
  WHERE account_id = ${me().accountId} AND read_at IS NULL AND (${ids ?? null}::uuid[] IS NULL OR id = ANY (${ids ?? null}::uuid[]))`;

/** Whoever opens what a notice is about has read the notice. */
export const markReadAbout = (link: string) => sql`UPDATE core.notices SET read_at = now()
  WHERE account_id = ${me().accountId} AND read_at IS NULL AND link = ${link}`;
