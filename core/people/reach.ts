import { context, type HeldGrant } from '../server/context';
import { beyondReach } from '../server/database';
import { closedIn, participantsIn } from '../server/reach';
import { joined, named, part, sql } from '../server/sql';
import { todayHere } from '../territory/home';

type Piece = ReturnType<typeof part>;

/**
 * A place of a person as the cards keep it: a participant, a municipality (for what belongs to no participant) or the region,
 * with a subsystem or any.
 */
const placesOf = (grant: HeldGrant): string[] => {
  const { scope, subsystem, participants, municipalityId, connected } = grant;
  const within = subsystem ?? '*';
  if (scope === 'region') return [`r/${within}`];
  const municipality = scope === 'municipality' && municipalityId ? [`m:${municipalityId}/${within}`] : [];
  const by = Object.entries(connected ?? { [within]: participants });
  return [...municipality, ...by.flatMap(([of, ids]) => ids.map((id) => `p:${id}/${of}`))];
};

/**
 * The application's filter: cards `p` in which the actor holds the permission. A card whose places have changed with the
 * day and were not counted anew is seen by nobody but the region.
 */
export function personInReach(permission: string): Piece {
  const { actor, reach } = context();
  if (!actor) return reach === 'actor' ? part`false` : part`true`;
  const grants = (actor.grants ?? []).filter(({ permissions }) => permissions.has(permission));
  if (grants.some(({ scope, subsystem }) => scope === 'region' && subsystem === null)) return part`true`;
  const places = [...new Set(grants.filter((grant) => !closedTo(grant).length).flatMap(placesOf))];
  const ways = [
    ...(places.length ? [part`p.places && ${places}::text[]`] : []),
    ...grants.filter((grant) => closedTo(grant).length).map(whereOpen),
  ];
  if (!ways.length) return part`false`;
  return part`((${joined(ways, ' OR ')}) AND (p.reach_until IS NULL OR p.reach_until >= ${todayHere()}::date))`;
}

const closedTo = (grant: HeldGrant) => closedIn(grant, grant.subsystem ?? undefined);

// A right over a whole subsystem does not show who is only where the agreement is closed.
const whereOpen = (grant: HeldGrant) => {
  const closed = closedTo(grant).map((id) => `p:${id}/${grant.subsystem}`);
  return part`p.places && ${placesOf(grant)}::text[] AND EXISTS (SELECT FROM unnest(p.places) place
    WHERE place LIKE ${`_:%/${grant.subsystem}`} AND NOT place = ANY (${closed}::text[]))`;
};

/** SQL: the same places of a grant `g` of the database, with participants whose agreement lets it read today. */
export const placesInSql = (today: string): Piece => part`(CASE g.scope
  WHEN 'region' THEN ARRAY['r/' || coalesce(g.subsystem, '*')]
  ELSE ARRAY(SELECT DISTINCT 'p:' || c.participant_id || '/' || c.subsystem FROM core.connections c
    WHERE (g.scope = 'participant' AND c.participant_id = g.participant_id
        OR g.scope = 'municipality' AND c.municipality_id = g.municipality_id)
      AND (g.subsystem IS NULL OR c.subsystem = g.subsystem)
      AND c.starts_on <= ${today}::date AND (c.ends_on IS NULL OR c.closes_on >= ${today}::date))
    || CASE WHEN g.scope = 'municipality' THEN ARRAY['m:' || g.municipality_id || '/' || coalesce(g.subsystem, '*')]
      ELSE '{}' END END)`;

/** Whether the actor holds the permission over this card. */
export async function mayOn(id: string, permission: string): Promise<boolean> {
  const [row] = await sql`SELECT 1 AS one FROM core.persons p WHERE p.id = ${id} AND ${personInReach(permission)}`;
  return row !== undefined;
}

/** Whether the actor may act under the permission at an organisation, in a subsystem. */
export async function reachesOrganisation(permission: string, organisationId: string, subsystem: string) {
  const { actor, reach } = context();
  if (!actor) return reach !== 'actor';
  const [place] = await sql<{ municipality: string | null; participant: string | null }>`
    SELECT o.municipality_id AS municipality, x.id AS participant FROM core.organisations o
    LEFT JOIN core.participants x ON x.organisation_id = o.id WHERE o.id = ${organisationId}`;
  return (actor.grants ?? []).some(
    (grant) =>
      grant.permissions.has(permission)
      && (grant.subsystem === null || grant.subsystem === subsystem)
      && (grant.scope === 'region'
        ? !place?.participant || !closedIn(grant, subsystem).includes(place.participant)
        : place?.participant
          ? participantsIn(grant, subsystem).includes(place.participant)
          : grant.scope === 'municipality' && grant.municipalityId === place?.municipality),
  );
}

/** True when the actor holds the permission for the whole region. */
export const reachesRegion = (permission: string) => {
  const { actor, reach } = context();
  if (!actor) return reach !== 'actor';
  return actor.permissions.has(permission);
};

const inForce = (alias: 'l' | 'g') => {
  const [starts, ends] = ['starts_on', 'ends_on'].map((column) => named(`${alias}.${column}`));
  const today = todayHere();
  return part`${starts} <= ${today}::date AND (${ends} IS NULL OR ${ends} >= ${today}::date)`;
};

// Guardians are seen where their children are; a guardian whom a court bars from seeing a child does not see its card.
const counted = (wanted: Piece) => {
  const today = todayHere();
  return part`
  wanted AS (${wanted}),
  subject AS (
    SELECT w.id AS person_id, w.id AS of FROM wanted w
    UNION SELECT g.guardian_id, g.child_id FROM core.guardianships g JOIN wanted w ON w.id = g.guardian_id WHERE ${inForce('g')}),
  place AS (
    SELECT s.person_id, x.id AS participant, CASE WHEN x.id IS NULL THEN o.municipality_id END AS municipality, l.subsystem
    FROM subject s JOIN core.person_organisations l ON l.person_id = s.of JOIN core.organisations o ON o.id = l.organisation_id
    LEFT JOIN core.participants x ON x.organisation_id = o.id WHERE ${inForce('l')}),
  marks AS (
    SELECT person_id, array_agg(DISTINCT mark ORDER BY mark) AS places FROM place, LATERAL unnest(
      ARRAY['p:' || participant || '/*', 'p:' || participant || '/' || subsystem, 'm:' || municipality || '/*',
        'm:' || municipality || '/' || subsystem, 'r/' || subsystem]) mark
    WHERE mark IS NOT NULL GROUP BY person_id),
  wide AS (
    SELECT person_id, coalesce(array_agg(DISTINCT participant) FILTER (WHERE participant IS NOT NULL), '{}') AS participants,
      coalesce(array_agg(DISTINCT municipality) FILTER (WHERE municipality IS NOT NULL), '{}') AS municipalities
    FROM place GROUP BY person_id),
  -- Each way in a part of its own: joined by OR the planner compares every card with every other.
  login AS (
    SELECT w.id AS person_id, a.account_id FROM wanted w JOIN core.persons a ON a.id = w.id WHERE a.account_id IS NOT NULL
    UNION SELECT w.id, a.account_id FROM wanted w JOIN core.persons a ON a.merged_into = w.id WHERE a.account_id IS NOT NULL
    UNION SELECT g.child_id, a.account_id FROM core.guardianships g JOIN wanted w ON w.id = g.child_id, LATERAL (
      SELECT account_id FROM core.persons WHERE id = g.guardian_id
      UNION ALL SELECT account_id FROM core.persons WHERE merged_into = g.guardian_id) a
    WHERE a.account_id IS NOT NULL AND ${inForce('g')} AND NOT EXISTS (
      SELECT FROM core.guardianships b WHERE b.guardian_id = g.guardian_id AND b.child_id = g.child_id
        AND 'see' = ANY (b.limits) AND (b.ends_on IS NULL OR b.ends_on >= ${today}::date) AND b.starts_on <= ${today}::date)),
  logins AS (SELECT person_id, array_agg(DISTINCT account_id ORDER BY account_id) AS accounts FROM login GROUP BY person_id),
  change AS (
    SELECT s.person_id, l.starts_on, l.ends_on FROM subject s JOIN core.person_organisations l ON l.person_id = s.of
    UNION ALL SELECT w.id, g.starts_on, g.ends_on FROM core.guardianships g JOIN wanted w ON w.id = g.guardian_id
    UNION ALL SELECT w.id, g.starts_on, g.ends_on FROM core.guardianships g JOIN wanted w ON w.id = g.child_id),
  term AS (
    SELECT person_id, min(day) AS until FROM change, LATERAL (VALUES (ends_on), (starts_on - 1)) v(day)
    WHERE day >= ${today}::date GROUP BY person_id),
  next AS (
    SELECT w.id, coalesce(d.participants, '{}') AS participants, coalesce(d.municipalities, '{}') AS municipalities,
      coalesce(m.places, '{}') AS places, coalesce(n.accounts, '{}') AS accounts, t.until
    FROM wanted w LEFT JOIN wide d ON d.person_id = w.id LEFT JOIN marks m ON m.person_id = w.id
    LEFT JOIN logins n ON n.person_id = w.id LEFT JOIN term t ON t.person_id = w.id)`;
};

const recount = (wanted: Piece) =>
  beyondReach(
    'who may see a card follows from links and guardians, whoever writes them',
    () => sql<{ id: string }>`WITH ${counted(wanted)}
      UPDATE core.persons p SET participants = n.participants, municipalities = n.municipalities, places = n.places,
        accounts = n.accounts, reach_until = n.until
      FROM next n WHERE p.id = n.id AND (p.participants, p.municipalities, p.places, p.accounts, p.reach_until)
        IS DISTINCT FROM (n.participants, n.municipalities, n.places, n.accounts, n.until) RETURNING p.id`,
  );

/** Counts anew who may see these people, their guardians and their children; after every change of links or guardians. */
export const keepReach = (ids: readonly string[]) =>
  recount(part`SELECT unnest(${[...ids]}::uuid[]) AS id
    UNION SELECT guardian_id FROM core.guardianships WHERE child_id = ANY (${[...ids]}::uuid[])
    UNION SELECT child_id FROM core.guardianships WHERE guardian_id = ANY (${[...ids]}::uuid[])`);

const batch = 1_000;

/** Counts anew everybody, in parts by id; gives how many cards have changed. */
export async function recountReach(after = '00000000-0000-0000-0000-000000000000') {
  const ids = await sql<{
    id: string;
  }>`SELECT id FROM core.persons WHERE id > ${after}::uuid ORDER BY id LIMIT ${batch}`;
  const changed = ids.length ? await recount(part`SELECT unnest(${ids.map(({ id }) => id)}::uuid[]) AS id`) : [];
  return { changed: changed.length, last: ids.length === batch ? ids.at(-1)?.id : undefined };
}
