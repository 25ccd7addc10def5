import { context, type Context } from './context';
import { installed } from './installed';
import { log } from './log';
import { prepared } from './sql';

type AuditObject = {
  type: string;
  id?: string;
  /** Whose data it is, when the object is about a person. */
  personId?: string;
  /** Everybody who was shown, when the object is a list of people: each finds the row in "who looked at me". */
  personIds?: readonly string[];
  organisationId?: string;
};
type Circumstances = {
  /** Why it was done, in the words of who did it. */
  purpose?: string;
  /** The account for whom the actor did it. */
  onBehalfOf?: string;
  /** The account of whoever has shown who they are before a sign-in stands: on the way in. */
  by?: string;
};

/** Writes one audit row in the present transaction; details never hold personal values. Throws for an undeclared event. */
export async function audit(
  event: string,
  object: AuditObject,
  details: Record<string, unknown> = {},
  circumstances: Circumstances = {},
): Promise<void> {
  await write([rowOf({ event, object, details, asker: context() }, context().process, circumstances)]);
}

/** Who asked, where several requests are answered in one transaction: taken from the context of each. */
export type Asker = Pick<Context, 'actor' | 'requestId' | 'ip'>;
type Answered = { event: string; object: AuditObject; details?: Record<string, unknown>; asker: Asker };

/** Writes a row for each of several requests that are answered together, with one statement. Throws for an undeclared event. */
export async function auditEach(answered: readonly Answered[]): Promise<void> {
  await write(answered.map((one) => rowOf(one, context().process)));
}

type Row = ReturnType<typeof rowOf>;

const rowOf = (
  { event, object, details = {}, asker: { actor, requestId, ip } }: Answered,
  process?: string,
  { purpose, onBehalfOf, by }: Circumstances = {},
) => ({
  actor_id: actor?.accountId ?? by,
  roles: actor?.roles,
  on_behalf_of: onBehalfOf,
  process,
  event,
  object_type: object.type,
  object_id: object.id,
  person_id: personOf(object),
  organisation_id: object.organisationId,
  details: { ...declared(event, details), ...shownOf(object) },
  purpose,
  request_id: requestId,
  ip,
});

async function write(rows: readonly Row[]) {
  await prepared`INSERT INTO core.audit_events (actor_id, roles, on_behalf_of, process, event, object_type, object_id, person_id,
      organisation_id, details, purpose, request_id, ip)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(actor_id uuid, roles text[], on_behalf_of uuid,
      process text, event text, object_type text, object_id text, person_id uuid, organisation_id uuid, details jsonb,
      purpose text, request_id text, ip text)`;
  context().audited += rows.length;
}

const personOf = ({ type, id, personId }: AuditObject) => personId ?? (type === 'person' ? (id ?? null) : null);

const mostShown = 1_000;

// Sealed with the other details, so that the form of a row stays as it is; of more than so many only the number is kept.
function shownOf({ personIds }: AuditObject) {
  const persons = [...new Set(personIds)].sort();
  return persons.length ? { persons: persons.length > mostShown ? persons.length : persons } : {};
}

// What no manifest declares is not kept: it could be a personal value that slipped in.
function declared(event: string, details: Record<string, unknown>) {
  const { plugins, config } = installed();
  const known = plugins.find((plugin) => plugin.events?.[event])?.events?.[event];
  if (!known) throw new Error(`Audit event ${event} is not declared in any manifest`);
  const extra = Object.keys(details).filter((name) => !known.details?.includes(name));
  if (!extra.length) return details;
  if (!config.production) throw new Error(`Audit event ${event} does not declare its details ${extra.join(', ')}`);
  log.error('audit details are not declared', { event, details: extra });
  return Object.fromEntries(Object.entries(details).filter(([name]) => !extra.includes(name)));
}
