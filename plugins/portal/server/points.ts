import { sql } from '@regiso/core';
import type { Point } from './clusters';

type Unplaced = Pick<Point, 'kind' | 'municipality'>;
type Points = { all: readonly Point[]; without: readonly Unplaced[] };

let kept: { version: string; points: Points } | undefined;

/** Working organisations that have a place, in memory until the data change; and those that have none. */
export async function placedOrganisations(version: string): Promise<Points> {
  if (kept?.version === version) return kept.points;
  const rows = await sql<Point & { lat: number | null; lon: number | null }>`
    SELECT o.id, o.short_name AS name, o.kind, o.municipality_id AS municipality,
      coalesce(o.lat, b.lat) AS lat, coalesce(o.lon, b.lon) AS lon
    FROM core.organisations o LEFT JOIN LATERAL (
      SELECT lat, lon FROM core.buildings WHERE organisation_id = o.id AND lat IS NOT NULL AND o.lat IS NULL
      ORDER BY length(number), number LIMIT 1) b ON true
    WHERE o.status <> 'liquidated' ORDER BY o.short_name, o.id`;
  const points = { all: rows.filter(({ lat }) => lat !== null), without: rows.filter(({ lat }) => lat === null) };
  kept = { version, points };
  return points;
}

export const ofKind = <T extends Unplaced>(points: readonly T[], kind?: string, municipality?: string): T[] =>
  points.filter((point) => (!kind || point.kind === kind) && (!municipality || point.municipality === municipality));
