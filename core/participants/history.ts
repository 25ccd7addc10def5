import { z } from 'zod';
import { sql } from '../server/sql';

export const OrganisationEvent = z.object({
  id: z.string(),
  at: z.string(),
  event: z.string(),
  /** Who did it; null when a command or a job did. */
  by: z.string().nullable(),
  process: z.string().nullable(),
  /** Names of the changed fields; the audit keeps no values. */
  fields: z.array(z.string()),
});
export const HistoryPage = z.object({ items: z.array(OrganisationEvent), next: z.string().nullable() });
type OrganisationEvent = z.infer<typeof OrganisationEvent>;

/** What the audit knows of one organisation, the newest first. */
export async function historyOf(id: string, { limit, after }: { limit: number; after?: string | undefined }) {
  const rows = await sql<OrganisationEvent>`
    SELECT e.id, e.at, e.event, a.name AS by, e.process,
      array(SELECT jsonb_array_elements_text(
        CASE jsonb_typeof(e.details -> 'fields') WHEN 'array' THEN e.details -> 'fields' ELSE '[]' END)) AS fields
    FROM core.audit_events e LEFT JOIN core.accounts a ON a.id = e.actor_id
    WHERE e.object_type = 'organisation' AND e.object_id = ${id}
      AND (${after ?? null}::uuid IS NULL OR (e.at, e.id) < (SELECT p.at, p.id FROM core.audit_events p WHERE p.id = ${after ?? null}::uuid))
    ORDER BY e.at DESC, e.id DESC LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
