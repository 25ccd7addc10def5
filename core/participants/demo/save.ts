import { sql } from '../../server/sql';
import type { DemoOrganisation } from './generate';

const demoSource = 'Демонстрационные данные';
type Changed = { changed: number };
const count = ([row]: Changed[]) => row?.changed ?? 0;

/** Makes the demo records equal to the given ones and gives how many rows changed: none the second time. */
export async function saveDemo(regionId: string, organisations: readonly DemoOrganisation[]): Promise<number> {
  const ids = organisations.map(({ id }) => id);
  return (
    (await saveOrganisations(regionId, organisations))
    + (await saveBuildings(ids, organisations))
    + (await saveProgrammes(ids, organisations))
  );
}

const saveOrganisations = async (regionId: string, organisations: readonly DemoOrganisation[]) =>
  count(
    await sql<Changed>`WITH saved AS (
      INSERT INTO core.organisations AS o (id, region_id, municipality_id, kind, school_type, full_name, short_name, number,
        inn, kpp, ogrn, oktmo, licence_number, licence_unlimited, accredited, address, settlement, settlement_kind, lat, lon,
        phone, email, website, parent_id, features, external_ids, is_demo, source)
      SELECT id, ${regionId}, municipality, kind, "schoolType", "fullName", "shortName", number, inn, kpp, ogrn, oktmo,
        licence, CASE WHEN licence IS NOT NULL THEN true END, accredited, address, settlement, "settlementKind", lat, lon,
        phone, email, website, parent, features, jsonb_build_object('demo', code), true, ${demoSource}
      FROM jsonb_to_recordset(${JSON.stringify(organisations)}::jsonb) AS g(id uuid, municipality text, kind text,
        "schoolType" text, "fullName" text, "shortName" text, number text, inn text, kpp text, ogrn text, oktmo text,
        licence text, accredited boolean, address text, settlement text, "settlementKind" text, lat float8, lon float8,
        phone text, email text, website text, parent uuid, features text[], code text)
      ON CONFLICT (id) DO UPDATE SET municipality_id = excluded.municipality_id, kind = excluded.kind,
        school_type = excluded.school_type, full_name = excluded.full_name, short_name = excluded.short_name,
        number = excluded.number, inn = excluded.inn, kpp = excluded.kpp, ogrn = excluded.ogrn, oktmo = excluded.oktmo,
        licence_number = excluded.licence_number, licence_unlimited = excluded.licence_unlimited,
        licence_expires = NULL, accredited = excluded.accredited, address = excluded.address,
        settlement = excluded.settlement, settlement_kind = excluded.settlement_kind, lat = excluded.lat,
        lon = excluded.lon, phone = excluded.phone, email = excluded.email, website = excluded.website,
        parent_id = excluded.parent_id, features = excluded.features, external_ids = excluded.external_ids,
        source = excluded.source, status = 'active', changed_at = now()
      WHERE (o.municipality_id, o.kind, o.school_type, o.full_name, o.short_name, o.number, o.inn, o.kpp, o.ogrn, o.oktmo,
          o.licence_number, o.licence_unlimited, o.licence_expires, o.accredited, o.address, o.settlement,
          o.settlement_kind, o.lat, o.lon, o.phone, o.email, o.website, o.parent_id, o.features, o.external_ids, o.source,
          o.status) IS DISTINCT FROM
        (excluded.municipality_id, excluded.kind, excluded.school_type, excluded.full_name, excluded.short_name,
          excluded.number, excluded.inn, excluded.kpp, excluded.ogrn, excluded.oktmo, excluded.licence_number,
          excluded.licence_unlimited, excluded.licence_expires, excluded.accredited, excluded.address,
          excluded.settlement, excluded.settlement_kind, excluded.lat, excluded.lon, excluded.phone, excluded.email,
          excluded.website, excluded.parent_id, excluded.features, excluded.external_ids, excluded.source, 'active')
      RETURNING 1) SELECT count(*)::int AS changed FROM saved`,
  );

const saveBuildings = async (ids: readonly string[], organisations: readonly DemoOrganisation[]) => {
  const rows = organisations.flatMap(({ id, buildings }) => buildings.map((one) => ({ ...one, organisation: id })));
  return count(
    await sql<Changed>`WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g(id uuid, organisation uuid, number text,
        address text, lat float8, lon float8, phone text, wheelchair text, mobility text, vision text, hearing text,
        capacity int, storeys int, area float8)
    ), gone AS (
      DELETE FROM core.buildings b WHERE b.organisation_id = ANY (${ids}::uuid[])
        AND NOT EXISTS (SELECT FROM given g WHERE g.organisation = b.organisation_id AND g.number = b.number)
      RETURNING 1
    ), saved AS (
      INSERT INTO core.buildings AS b (id, organisation_id, number, address, lat, lon, phone, access_wheelchair,
        access_mobility, access_vision, access_hearing, capacity, storeys, area_m2, is_demo, source)
      SELECT id, organisation, number, address, lat, lon, phone, wheelchair, mobility, vision, hearing, capacity, storeys,
        area, true, ${demoSource} FROM given
      ON CONFLICT (organisation_id, number) DO UPDATE SET address = excluded.address, lat = excluded.lat,
        lon = excluded.lon, phone = excluded.phone, access_wheelchair = excluded.access_wheelchair,
        access_mobility = excluded.access_mobility, access_vision = excluded.access_vision,
        access_hearing = excluded.access_hearing, capacity = excluded.capacity, storeys = excluded.storeys,
        area_m2 = excluded.area_m2, changed_at = now()
      WHERE (b.address, b.lat, b.lon, b.phone, b.access_wheelchair, b.access_mobility, b.access_vision, b.access_hearing,
          b.capacity, b.storeys, b.area_m2) IS DISTINCT FROM
        (excluded.address, excluded.lat, excluded.lon, excluded.phone, excluded.access_wheelchair,
          excluded.access_mobility, excluded.access_vision, excluded.access_hearing, excluded.capacity, excluded.storeys,
          excluded.area_m2)
      RETURNING 1
    ) SELECT (SELECT count(*) FROM gone)::int + (SELECT count(*) FROM saved)::int AS changed`,
  );
};

const saveProgrammes = async (ids: readonly string[], organisations: readonly DemoOrganisation[]) => {
  const rows = organisations.flatMap(({ id, programmes }) => programmes.map((one) => ({ ...one, organisation: id })));
  return count(
    await sql<Changed>`WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g(organisation uuid, code text, level text, name text)
    ), gone AS (
      DELETE FROM core.programmes p WHERE p.organisation_id = ANY (${ids}::uuid[])
        AND NOT EXISTS (SELECT FROM given g WHERE g.organisation = p.organisation_id AND g.level = p.level
          AND g.code = p.code AND g.name IS NOT DISTINCT FROM p.name)
      RETURNING 1
    ), saved AS (
      INSERT INTO core.programmes (organisation_id, code, level, name) SELECT organisation, code, level, name FROM given
      ON CONFLICT DO NOTHING RETURNING 1
    ) SELECT (SELECT count(*) FROM gone)::int + (SELECT count(*) FROM saved)::int AS changed`,
  );
};
