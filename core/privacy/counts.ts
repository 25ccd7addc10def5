import { z } from 'zod';
import { joined, part, sql } from '../server/sql';

type Dimension = 'account' | 'role' | 'participant' | 'kind';

/** A span and what narrows it: who acted, in which role, of which participant, and kinds of records. */
export const CountInput = z
  .strictObject({
    from: z.iso.datetime({ offset: true }),
    to: z.iso.datetime({ offset: true }),
    account: z.uuid().optional(),
    role: z.string().min(1).max(100).optional(),
    participant: z.uuid().optional(),
    kind: z.string().min(1).max(100).optional(),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'Начало должно быть раньше конца' });
export type CountInput = z.output<typeof CountInput>;

const Count = z.object({ subjects: z.int(), records: z.int() });
const Line = Count.extend({ key: z.string(), title: z.string().nullable() });
export const CountView = Count.extend({
  /** The same counts by account, role, participant and kind of record, the largest 50 of each. */
  by: z.object({ account: z.array(Line), role: z.array(Line), participant: z.array(Line), kind: z.array(Line) }),
});
export type CountView = z.output<typeof CountView>;
type Row = z.output<typeof Line> & { dimension: Dimension | 'all' };

/**
 * How many people and how many records the audit log says were opened, to begin the count of an incident from. A list that
 * showed a group counts everybody in it, and a person once however often they were seen.
 */
export async function countSeen(input: CountInput): Promise<CountView> {
  const where = joined(
    [
      part`e.at >= ${input.from} AND e.at < ${input.to}`,
      ...(input.account ? [part`e.actor_id = ${input.account}`] : []),
      ...(input.role ? [part`e.roles @> ARRAY[${input.role}]::text[]`] : []),
      ...(input.participant ? [part`a.participant_id = ${input.participant}`] : []),
      ...(input.kind ? [part`e.object_type = ${input.kind}`] : []),
    ],
    ' AND ',
  );
  const rows = await sql<Row>`
    WITH hit AS MATERIALIZED (
      SELECT e.id, e.actor_id, e.roles, a.participant_id, e.object_type, e.object_id, e.person_id, e.details -> 'persons' AS persons
      FROM core.audit_events e LEFT JOIN core.accounts a ON a.id = e.actor_id WHERE ${where}),
    seen AS MATERIALIZED (
      SELECT id, person_id::text AS person FROM hit WHERE object_id IS NOT NULL AND person_id IS NOT NULL
      UNION SELECT id, jsonb_array_elements_text(persons) FROM hit WHERE jsonb_typeof(persons) = 'array'),
    keyed AS (
      SELECT id, 'all' AS dimension, '' AS key FROM hit
      UNION ALL SELECT id, 'account', actor_id::text FROM hit WHERE actor_id IS NOT NULL
      UNION ALL SELECT id, 'role', role FROM hit, unnest(roles) AS role
      UNION ALL SELECT id, 'participant', participant_id::text FROM hit WHERE participant_id IS NOT NULL
      UNION ALL SELECT id, 'kind', object_type FROM hit WHERE object_type IS NOT NULL),
    people AS (SELECT dimension, key, count(DISTINCT person)::int AS subjects FROM keyed JOIN seen USING (id) GROUP BY 1, 2),
    records AS (SELECT dimension, key, (count(DISTINCT (object_type, object_id)) FILTER (WHERE object_id IS NOT NULL))::int
      AS records FROM keyed JOIN hit USING (id) GROUP BY 1, 2)
    SELECT dimension, key, coalesce(subjects, 0) AS subjects, records,
      CASE dimension WHEN 'account' THEN (SELECT name || ' (' || login || ')' FROM core.accounts WHERE id::text = key)
        WHEN 'participant' THEN (SELECT name FROM core.participants WHERE id::text = key) END AS title
    FROM (SELECT *, row_number() OVER (PARTITION BY dimension ORDER BY coalesce(subjects, 0) DESC, records DESC, key) AS place
      FROM records LEFT JOIN people USING (dimension, key)) counted
    WHERE place <= 50 ORDER BY dimension, place`;
  const of = (wanted: Row['dimension']) =>
    rows.flatMap(({ dimension, ...line }) => (dimension === wanted ? [line] : []));
  const [all] = of('all');
  return {
    subjects: all?.subjects ?? 0,
    records: all?.records ?? 0,
    by: { account: of('account'), role: of('role'), participant: of('participant'), kind: of('kind') },
  };
}
