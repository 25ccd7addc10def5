import { inReach, joined, me, part, placesOf, sql, type Indicator } from '@regiso/core';
import type { RowScope, Scopes } from '../compile';
import { allIndicators, type Owned } from '../context';
import { openRows } from '../reader';

type Piece = ReturnType<typeof part>;
export type Readable = ReadonlyMap<string, { owned: Owned<Indicator>; scopes: Scopes }>;

/** Indicators of the alerts that the database shows, as far as they are open to the caller, with the rows they may read. */
export async function readable(): Promise<Readable> {
  const rows = await sql<{ indicator: string }>`SELECT DISTINCT indicator FROM dashboards.alerts`;
  const named = new Set(rows.map(({ indicator }) => indicator));
  if (!named.size) return new Map();
  const found = new Map<string, { owned: Owned<Indicator>; scopes: Scopes }>();
  for (const owned of await allIndicators()) {
    const open = named.has(owned.item.id) ? await openRows(owned) : undefined;
    if (open) found.set(owned.item.id, { owned, scopes: open.scopes });
  }
  return found;
}

/**
 * Alerts `a` of places whose figures the caller may ask about: by the right to dashboards, and by that to the indicator. The
 * author of the rule and whoever it is assigned to see it while its indicator is open to them.
 */
export function seen(known: Readable, permission = 'dashboards.view'): Piece {
  if (!known.size) return part`false`;
  const placed = [...known].map(([id, { scopes }]) => part`(a.indicator = ${id} AND ${within(scopes)})`);
  const reach = inReach(permission, { participant: part`a.participant_id`, municipality: part`a.municipality_id` });
  // What is of no place is of the whole region.
  const whole = placesOf(permission).some(({ region, narrowed }) => region && !narrowed.length);
  const placeless = part`(a.participant_id IS NOT NULL OR a.municipality_id IS NOT NULL OR ${whole}::boolean)`;
  return part`((${reach} AND ${placeless} AND (${joined(placed, ' OR ')}))
    OR (${me().accountId}::uuid = ANY (a.accounts) AND a.indicator = ANY (${[...known.keys()]}::text[])))`;
}

function within(scopes: Scopes): Piece {
  if (!scopes) return part`true`;
  const known = scopes.filter((scope) => Object.keys(scope).every((name) => name in columns));
  return known.length ? part`(${joined(known.map(ofPlace), ' OR ')})` : part`false`;
}

const columns: Record<string, Piece> = {
  municipality: part`a.municipality_id`,
  organisation: part`a.organisation_id::text`,
};

const ofPlace = (scope: RowScope): Piece =>
  joined(
    [
      part`true`,
      ...Object.entries(scope).map(([name, values]) => part`${columns[name]} = ANY (${[...values]}::text[])`),
    ],
    ' AND ',
  );
