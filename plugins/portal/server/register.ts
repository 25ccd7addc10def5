import { homeRegion, sql } from '@regiso/core';

export type KindCount = { kind: string; count: number };
export type MunicipalityCount = { id: string; name: string; nameEn: string; count: number };

/** How many working organisations of each kind the register has. */
export const countByKind = () => sql<KindCount>`
  SELECT kind, count(*)::int AS count FROM core.organisations WHERE status <> 'liquidated' GROUP BY kind`;

/** All municipalities of the home region with their working organisations, of one kind when given. */
export const countByMunicipality = (kind?: string) => sql<MunicipalityCount>`
  SELECT m.id, m.short_name AS name, m.name_en AS "nameEn", count(o.id)::int AS count
  FROM core.municipalities m LEFT JOIN core.organisations o ON o.municipality_id = m.id AND o.status <> 'liquidated'
    AND (${kind ?? null}::text IS NULL OR o.kind = ${kind ?? null})
  WHERE m.region_id = ${homeRegion().id} GROUP BY m.id ORDER BY m.short_name COLLATE "ru-x-icu"`;

/** Working organisations that stand in no municipality of the home region. */
export async function countElsewhere(kind?: string): Promise<number> {
  const [row] = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM core.organisations o LEFT JOIN core.municipalities m ON m.id = o.municipality_id
    WHERE o.status <> 'liquidated' AND m.region_id IS DISTINCT FROM ${homeRegion().id}
      AND (${kind ?? null}::text IS NULL OR o.kind = ${kind ?? null})`;
  return row?.count ?? 0;
}

export type Municipality = { id: string; name: string; nameEn: string };

export const municipalities = () => sql<Municipality>`
  SELECT id, short_name AS name, name_en AS "nameEn" FROM core.municipalities WHERE region_id = ${homeRegion().id}
  ORDER BY short_name COLLATE "ru-x-icu"`;

/** Regions by their ids, the home region first. */
export const regionsNamed = (ids: readonly string[]) => sql<Municipality>`
  SELECT id, name, name_en AS "nameEn" FROM core.regions WHERE id = ANY(${ids}::text[]) ORDER BY is_home DESC, name`;

/** Which of these organisations have a building that is at least partly accessible for somebody. */
export async function accessibleAmong(ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }>`
    SELECT DISTINCT organisation_id AS id FROM core.buildings WHERE organisation_id = ANY(${ids}::uuid[])
      AND (access_wheelchair IN ('full', 'partial') OR access_mobility IN ('full', 'partial')
        OR access_vision IN ('full', 'partial') OR access_hearing IN ('full', 'partial'))`;
  return new Set(rows.map(({ id }) => id));
}

export type BuildingRow = {
  number: string;
  address: string;
  phone: string | null;
  lat: number | null;
  lon: number | null;
  wheelchair: string | null;
  mobility: string | null;
  vision: string | null;
  hearing: string | null;
  capacity: number | null;
};
export type ProgrammeRow = { code: string; level: string; name: string | null };
export type OrganisationRow = {
  id: string;
  regionId: string;
  regionName: string;
  municipalityId: string | null;
  municipality: string | null;
  municipalityEn: string | null;
  kind: string;
  fullName: string;
  shortName: string;
  inn: string | null;
  kpp: string | null;
  ogrn: string | null;
  licenceNumber: string | null;
  licenceExpires: string | null;
  licenceUnlimited: boolean | null;
  accredited: boolean | null;
  address: string | null;
  settlement: string | null;
  lat: number | null;
  lon: number | null;
  phone: string | null;
  email: string | null;
  website: string | null;
  isDemo: boolean;
  source: string;
  attribution: string | null;
  status: string;
  changedAt: Date;
  parent: { id: string; name: string } | null;
  parts: { id: string; name: string }[];
  buildings: BuildingRow[];
  programmes: ProgrammeRow[];
};

/** Everything the public card of one organisation shows, in one statement. */
export async function organisationCard(id: string): Promise<OrganisationRow | undefined> {
  const [row] = await sql<OrganisationRow>`
    SELECT o.id, o.region_id AS "regionId", r.name AS "regionName", o.municipality_id AS "municipalityId",
      m.short_name AS municipality, m.name_en AS "municipalityEn", o.kind, o.full_name AS "fullName",
      o.short_name AS "shortName", o.inn, o.kpp, o.ogrn, o.licence_number AS "licenceNumber",
      o.licence_expires::text AS "licenceExpires", o.licence_unlimited AS "licenceUnlimited", o.accredited, o.address,
      o.settlement, o.lat, o.lon, o.phone, o.email, o.website, o.is_demo AS "isDemo", o.source, o.attribution, o.status,
      o.changed_at AS "changedAt",
      (SELECT json_build_object('id', p.id, 'name', p.short_name) FROM core.organisations p WHERE p.id = o.parent_id) AS parent,
      coalesce((SELECT json_agg(json_build_object('id', c.id, 'name', c.short_name) ORDER BY c.short_name)
        FROM core.organisations c WHERE c.parent_id = o.id AND c.status <> 'liquidated'), '[]') AS parts,
      coalesce((SELECT json_agg(json_build_object('number', b.number, 'address', b.address, 'phone', b.phone, 'lat', b.lat,
          'lon', b.lon, 'wheelchair', b.access_wheelchair, 'mobility', b.access_mobility, 'vision', b.access_vision,
          'hearing', b.access_hearing, 'capacity', b.capacity)
          ORDER BY length(b.number), b.number)
        FROM core.buildings b WHERE b.organisation_id = o.id), '[]') AS buildings,
      coalesce((SELECT json_agg(json_build_object('code', p.code, 'level', p.level, 'name', p.name) ORDER BY p.code, p.name)
        FROM core.programmes p WHERE p.organisation_id = o.id), '[]') AS programmes
    FROM core.organisations o JOIN core.regions r ON r.id = o.region_id
      LEFT JOIN core.municipalities m ON m.id = o.municipality_id
    WHERE o.id = ${id}::uuid`;
  return row;
}
