import type { HeldGrant } from '../server/context';
import { isUnderstood } from '../server/narrowing';
import { part, sql } from '../server/sql';
import { subsystems } from '../server/subsystem';
import { todayHere } from '../territory/home';
import { permissionsByRole, permissionsWithin } from './roles';

type Level = 'full' | 'read' | 'suspended' | 'none';
type Row = {
  id: string;
  role: string;
  subsystem: string | null;
  scope: HeldGrant['scope'];
  participant_id: string | null;
  municipality_id: string | null;
  narrowing: Record<string, unknown> | null;
  ends_on: string | null;
  participants: string[];
  connected: Record<string, { reads: string[]; writes: string[] | null }> | null;
  closed: Record<string, { reads: string[] | null; writes: string[] }> | null;
  level: Level;
};

/** How far agreements let a grant `g` go today: in full, to read only, or not at all. One of no participant stands with where its holder works. */
export const levelOfGrant = (today: string) => part`CASE
  WHEN EXISTS (SELECT FROM core.accounts a JOIN core.suspensions s ON s.participant_id = a.participant_id
      AND s.lifted_at IS NULL WHERE a.id = g.account_id AND g.participant_id IS NULL) THEN 'suspended'
  WHEN g.participant_id IS NULL THEN 'full'
  WHEN EXISTS (SELECT FROM core.suspensions s WHERE s.participant_id = g.participant_id AND s.lifted_at IS NULL)
    THEN 'suspended'
  ELSE coalesce((SELECT CASE
      WHEN bool_or(c.starts_on <= ${today}::date AND (c.ends_on IS NULL OR c.ends_on >= ${today}::date)) THEN 'full'
      WHEN bool_or(c.ends_on < ${today}::date AND c.closes_on >= ${today}::date) THEN 'read' END
    FROM core.connections c
    WHERE c.participant_id = g.participant_id AND (g.subsystem IS NULL OR c.subsystem = g.subsystem)), 'none') END`;

/** By subsystem, which participants of a grant `g` agreements let it read today and to which it may write. */
const connectedOf = (today: string) => part`(SELECT jsonb_object_agg(s.subsystem, s.of) FROM (
  SELECT c.subsystem, jsonb_build_object('reads', jsonb_agg(DISTINCT c.participant_id), 'writes',
    jsonb_agg(DISTINCT c.participant_id) FILTER (WHERE c.ends_on IS NULL OR c.ends_on >= ${today}::date)) AS of
  FROM core.connections c WHERE (g.subsystem IS NULL OR c.subsystem = g.subsystem)
    AND (g.scope = 'participant' AND c.participant_id = g.participant_id
      OR g.scope = 'municipality' AND c.municipality_id = g.municipality_id)
    AND c.starts_on <= ${today}::date AND (c.ends_on IS NULL OR c.closes_on >= ${today}::date)
  GROUP BY c.subsystem) s)`;

/** By subsystem, which participants of agreements that are not in force a grant `g` over the region may not read and not write to. */
const closedOf = (today: string) => part`(SELECT jsonb_object_agg(s.subsystem, s.of) FROM (
  SELECT d.subsystem, jsonb_build_object('writes', jsonb_agg(d.participant_id),
    'reads', jsonb_agg(d.participant_id) FILTER (WHERE NOT d.reads)) AS of
  FROM (SELECT c.subsystem, c.participant_id,
      bool_or(c.starts_on <= ${today}::date AND (c.ends_on IS NULL OR c.closes_on >= ${today}::date)) AS reads,
      bool_or(c.starts_on <= ${today}::date AND (c.ends_on IS NULL OR c.ends_on >= ${today}::date)) AS writes
    FROM core.connections c WHERE g.subsystem IS NULL OR c.subsystem = g.subsystem
    GROUP BY c.subsystem, c.participant_id) d
  WHERE NOT d.writes GROUP BY d.subsystem) s)`;

export type Held = {
  grants: HeldGrant[];
  /** Why none of the rights that the person has may be used: the participant is suspended, or its agreement is not in force. */
  blocked?: 'suspended' | 'no-agreement';
};

/** Rights of an account that are in force today, with what each allows and where. */
export async function heldGrants(accountId: string): Promise<Held> {
  const today = todayHere();
  const rows = await sql<Row>`
    SELECT g.id, g.role, g.subsystem, g.scope, g.participant_id, g.municipality_id, g.narrowing, g.ends_on::text,
      CASE g.scope WHEN 'participant' THEN ARRAY[g.participant_id]
        WHEN 'municipality' THEN ARRAY(SELECT DISTINCT m.participant_id FROM core.connections m
          WHERE m.municipality_id = g.municipality_id AND (g.subsystem IS NULL OR m.subsystem = g.subsystem))
        ELSE '{}' END AS participants,
      ${connectedOf(today)} AS connected, CASE WHEN g.scope = 'region' THEN ${closedOf(today)} END AS closed,
      ${levelOfGrant(today)} AS level
    FROM core.grants g WHERE g.account_id = ${accountId} AND g.state = 'active' AND g.starts_on <= ${today}::date
      AND (g.ends_on IS NULL OR g.ends_on >= ${today}::date)
    ORDER BY g.role, g.id`;
  const open = rows.filter(({ level }) => level === 'full' || level === 'read');
  if (rows.length && !open.length) {
    return { grants: [], blocked: rows.some(({ level }) => level === 'suspended') ? 'suspended' : 'no-agreement' };
  }
  const inForce = open.filter(({ narrowing }) => isUnderstood(narrowing));
  const roles = await permissionsByRole(inForce.map(({ role }) => role));
  return { grants: inForce.map((row) => grantOf(row, roles.get(row.role) ?? [])) };
}

const grantOf = (row: Row, ofRole: readonly string[]): HeldGrant => ({
  id: row.id,
  role: row.role,
  subsystem: row.subsystem,
  scope: row.scope,
  participantId: row.participant_id,
  municipalityId: row.municipality_id,
  participants: row.participants,
  ...(row.scope === 'region' ? closedTo(row) : connectedBy(row)),
  readOnly: row.level === 'read',
  narrowing: row.narrowing,
  endsOn: row.ends_on,
  permissions: permissionsWithin(row.role, row.subsystem, ofRole),
});

function closedTo({ closed }: Row): Pick<HeldGrant, 'closed' | 'unwritable'> {
  if (!closed) return {};
  const of = (list: 'reads' | 'writes') =>
    Object.fromEntries(Object.entries(closed).map(([subsystem, lists]) => [subsystem, lists[list] ?? []]));
  return { closed: of('reads'), unwritable: of('writes') };
}

function connectedBy({ connected }: Row): Pick<HeldGrant, 'connected' | 'writable'> {
  const of = (list: 'reads' | 'writes') =>
    Object.fromEntries(subsystems.map((subsystem) => [subsystem, connected?.[subsystem]?.[list] ?? []]));
  const [reads, writes] = [of('reads'), of('writes')];
  const onlyRead = subsystems.some((subsystem) => reads[subsystem]?.length !== writes[subsystem]?.length);
  return { connected: reads, ...(onlyRead && { writable: writes }) };
}
