import { context } from './context';
import { installed } from './installed';
import { sql } from './sql';

type AuditObject = { type: string; id?: string };

/** Writes one audit row in the present transaction; details never hold personal values. Throws for an undeclared event. */
export async function audit(event: string, object: AuditObject, details: Record<string, unknown> = {}): Promise<void> {
  const known = installed().plugins.some((plugin) => plugin.events?.[event]);
  if (!known) throw new Error(`Audit event ${event} is not declared in any manifest`);
  const present = context();
  await sql`INSERT INTO core.audit_events (actor_id, process, event, object_type, object_id, details, request_id, ip)
    VALUES (${present.actor?.accountId ?? null}, ${present.process ?? null}, ${event}, ${object.type}, ${object.id ?? null},
            ${JSON.stringify(details)}::jsonb, ${present.requestId}, ${present.ip ?? null})`;
  present.audited += 1;
}
