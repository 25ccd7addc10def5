import { homeRegion, sql } from '@regiso/core';
import type { Place } from '../../shared/mercator';

/** A place one may ask for by name: a settlement, a village that the register names, a building, an organisation. */
export type KnownPlace = Place & {
  /** `s-`, `v-`, `b-`, `a-` (the address of an organisation) or `o-` and an id: what an address carries as `at`. */
  id: string;
  name: string;
  nameEn: string;
  note: string;
  noteEn: string;
};
type Searched = KnownPlace & { plain: string };

let kept: { version: string; places: Promise<ReadonlyMap<string, Searched>> } | undefined;

/** All places known by name, in memory until the data change; the broadest come first. */
export function knownPlaces(version: string): Promise<ReadonlyMap<string, Searched>> {
  if (kept?.version !== version) {
    const places = readPlaces();
    kept = { version, places };
    places.catch(() => (kept = undefined));
  }
  return kept.places;
}

async function readPlaces(): Promise<ReadonlyMap<string, Searched>> {
  const rows = await sql<KnownPlace>`
    WITH placed AS (
      SELECT o.id, o.short_name, o.address, o.settlement, o.municipality_id, coalesce(o.lat, b.lat) AS lat, coalesce(o.lon, b.lon) AS lon
      FROM core.organisations o LEFT JOIN LATERAL (
        SELECT lat, lon FROM core.buildings WHERE organisation_id = o.id AND lat IS NOT NULL AND o.lat IS NULL
        ORDER BY length(number), number LIMIT 1) b ON true
      WHERE o.status <> 'liquidated')
    SELECT id, name, "nameEn", note, "noteEn", lat, lon FROM (
      SELECT 1 AS rank, 's-' || s.id AS id, s.name, s.name_en AS "nameEn", m.short_name AS note, m.name_en AS "noteEn", s.lat, s.lon
      FROM core.settlements s JOIN core.municipalities m ON m.id = s.municipality_id WHERE m.region_id = ${homeRegion().id}
      UNION ALL
      SELECT 2, 'v-' || (array_agg(p.id ORDER BY p.id))[1], p.settlement, p.settlement, m.short_name, m.name_en, avg(p.lat), avg(p.lon)
      FROM placed p JOIN core.municipalities m ON m.id = p.municipality_id
      WHERE p.lat IS NOT NULL AND p.settlement <> '' AND NOT EXISTS (SELECT FROM core.settlements s
        WHERE s.municipality_id = m.id AND right(core.plain_text(s.name), length(core.plain_text(p.settlement))) = core.plain_text(p.settlement))
      GROUP BY p.settlement, m.id
      UNION ALL
      SELECT 3, 'b-' || b.id, b.address, b.address, o.short_name, o.short_name, b.lat, b.lon
      FROM core.buildings b JOIN core.organisations o ON o.id = b.organisation_id
      WHERE b.lat IS NOT NULL AND b.address <> '' AND o.status <> 'liquidated'
      UNION ALL
      SELECT 3, 'a-' || p.id, p.address, p.address, p.short_name, p.short_name, p.lat, p.lon
      FROM placed p WHERE p.lat IS NOT NULL AND p.address <> ''
        AND NOT EXISTS (SELECT FROM core.buildings b WHERE b.organisation_id = p.id AND b.address = p.address AND b.lat IS NOT NULL)
      UNION ALL
      SELECT 4, 'o-' || p.id, p.short_name, p.short_name, coalesce(p.address, ''), coalesce(p.address, ''), p.lat, p.lon
      FROM placed p WHERE p.lat IS NOT NULL) places
    ORDER BY rank, name COLLATE "ru-x-icu", id LIMIT 100000`;
  return new Map(rows.map((one) => [one.id, { ...one, plain: plain(`${one.name} ${one.nameEn} ${one.note}`) }]));
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether a text names this place: what a form sends back after it was filled in from the place. */
export const isNamed = (place: KnownPlace, text: string) =>
  [place.name, place.nameEn].some((name) => plain(name) === plain(text));

/** Places in whose name or note every word of a text begins a word; exact names first, then the broader ones. */
export function findPlaces(places: ReadonlyMap<string, Searched>, text: string, limit: number): KnownPlace[] {
  const words = plain(text).split(' ').filter(Boolean);
  if (!words.length) return [];
  const found = [...places.values()].filter(({ plain: own }) => words.every((word) => begins(own, word)));
  const phrase = words.join(' ');
  const rank = (place: Searched) => {
    const names = [place.name, place.nameEn].map(plain);
    if (names.some((name) => name === phrase || name.endsWith(` ${phrase}`))) return 0;
    return names.some((name) => words.every((word) => begins(name, word))) ? 1 : 2;
  };
  // Sorting is stable, so settlements stay before buildings and those before organisations.
  return found.sort((one, other) => rank(one) - rank(other)).slice(0, limit);
}

// A number is a whole word: «5» is not «55»; a word may be half typed.
const begins = (own: string, word: string) =>
  /^\d+$/.test(word) ? ` ${own} `.includes(` ${word} `) : ` ${own}`.includes(` ${word}`);
