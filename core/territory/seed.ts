import { audit } from '../server/audit';
import { sql } from '../server/sql';
import { specialDays } from './calendar';
import { homeRegion } from './home';
import type { RegionPack } from './pack';

type Changed = { changed: number };
const rowsOf = (rows: readonly object[]) => JSON.stringify(rows);
const count = ([row]: Changed[]) => Number(row?.changed ?? 0);

/** Writes the home region's pack into the database. Rows that are the same already are not touched. */
export async function seedTerritory(): Promise<void> {
  const pack = homeRegion();
  const changed = {
    region: await saveRegion(pack),
    municipalities: await saveMunicipalities(pack),
    names: await saveNames(pack),
    settlements: await saveSettlements(pack),
    calendarDays: await saveCalendar(pack),
  };
  if (Object.values(changed).every((rows) => rows === 0)) return;
  await audit('territory.region-loaded', { type: 'region', id: pack.id }, changed);
}

async function saveRegion({ id, code, name, nameEn, oktmo, timeZone }: RegionPack) {
  await sql`UPDATE core.regions SET is_home = false WHERE is_home AND id <> ${id}`;
  return count(
    await sql<Changed>`WITH saved AS (
      INSERT INTO core.regions AS r (id, code, name, name_en, oktmo, time_zone, is_home)
      VALUES (${id}, ${code}, ${name}, ${nameEn}, ${oktmo}, ${timeZone}, true)
      ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, name_en = excluded.name_en,
        oktmo = excluded.oktmo, time_zone = excluded.time_zone, is_home = true
      WHERE (r.code, r.name, r.name_en, r.oktmo, r.time_zone, r.is_home) IS DISTINCT FROM
        (excluded.code, excluded.name, excluded.name_en, excluded.oktmo, excluded.time_zone, true)
      RETURNING 1) SELECT count(*) AS changed FROM saved`,
  );
}

// A code that the pack does not know may have been loaded from the official classifier, so null never overwrites it.
async function saveMunicipalities(pack: RegionPack) {
  const centres = new Map(pack.settlements.map((settlement) => [settlement.id, settlement]));
  const rows = pack.municipalities.map(({ centre, label, tile, names: _, ...rest }) => {
    const place = centres.get(centre);
    const point = { centreLat: place?.point.lat, centreLon: place?.point.lon };
    return { ...rest, centre: place?.name, ...point, labelLat: label.lat, labelLon: label.lon, ...tile };
  });
  return count(
    await sql<Changed>`WITH saved AS (
      INSERT INTO core.municipalities AS m (id, region_id, name, name_en, short_name, kind, centre, centre_lat, centre_lon,
        label_lat, label_lon, population, population_year, oktmo, fias, tile_column, tile_row)
      SELECT id, ${pack.id}, name, "nameEn", "shortName", kind, centre, "centreLat", "centreLon",
        "labelLat", "labelLon", population, "populationYear", oktmo, fias, "column", "row"
      FROM jsonb_to_recordset(${rowsOf(rows)}::jsonb) AS given(id text, name text, "nameEn" text, "shortName" text, kind text,
        centre text, "centreLat" float8, "centreLon" float8, "labelLat" float8, "labelLon" float8, population int,
        "populationYear" int, oktmo text, fias text, "column" int, "row" int)
      ON CONFLICT (id) DO UPDATE SET region_id = excluded.region_id, name = excluded.name, name_en = excluded.name_en,
        short_name = excluded.short_name, kind = excluded.kind, centre = excluded.centre, centre_lat = excluded.centre_lat,
        centre_lon = excluded.centre_lon, label_lat = excluded.label_lat, label_lon = excluded.label_lon,
        population = excluded.population, population_year = excluded.population_year,
        oktmo = coalesce(excluded.oktmo, m.oktmo), fias = coalesce(excluded.fias, m.fias),
        tile_column = excluded.tile_column, tile_row = excluded.tile_row
      WHERE (m.region_id, m.name, m.name_en, m.short_name, m.kind, m.centre, m.centre_lat, m.centre_lon, m.label_lat,
          m.label_lon, m.population, m.population_year, m.oktmo, m.fias, m.tile_column, m.tile_row) IS DISTINCT FROM
        (excluded.region_id, excluded.name, excluded.name_en, excluded.short_name, excluded.kind, excluded.centre,
          excluded.centre_lat, excluded.centre_lon, excluded.label_lat, excluded.label_lon, excluded.population,
          excluded.population_year, coalesce(excluded.oktmo, m.oktmo), coalesce(excluded.fias, m.fias),
          excluded.tile_column, excluded.tile_row)
      RETURNING 1) SELECT count(*) AS changed FROM saved`,
  );
}

async function saveNames(pack: RegionPack) {
  const rows = pack.municipalities.flatMap(({ id, names }) => names.map((name) => ({ municipality: id, ...name })));
  return count(
    await sql<Changed>`WITH given AS (
      SELECT * FROM jsonb_to_recordset(${rowsOf(rows)}::jsonb) AS given(municipality text, name text, kind text,
        "isCurrent" boolean, "validFrom" text, "validTo" text, source text)
    ), gone AS (
      DELETE FROM core.municipality_names n USING core.municipalities m
      WHERE m.id = n.municipality_id AND m.region_id = ${pack.id}
        AND NOT EXISTS (SELECT FROM given WHERE given.municipality = n.municipality_id AND given.name = n.name)
      RETURNING 1
    ), saved AS (
      INSERT INTO core.municipality_names AS n (municipality_id, name, kind, is_current, valid_from, valid_to, source)
      SELECT municipality, name, kind, "isCurrent", "validFrom", "validTo", source FROM given
      ON CONFLICT (municipality_id, name) DO UPDATE SET kind = excluded.kind, is_current = excluded.is_current,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to, source = excluded.source
      WHERE (n.kind, n.is_current, n.valid_from, n.valid_to, n.source) IS DISTINCT FROM
        (excluded.kind, excluded.is_current, excluded.valid_from, excluded.valid_to, excluded.source)
      RETURNING 1
    ) SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM saved) AS changed`,
  );
}

async function saveSettlements(pack: RegionPack) {
  const rows = pack.settlements.map(({ point, ...rest }) => ({ ...rest, ...point }));
  return count(
    await sql<Changed>`WITH saved AS (
      INSERT INTO core.settlements AS s (id, municipality_id, name, name_en, kind, lat, lon, oktmo, fias)
      SELECT id, municipality, name, "nameEn", kind, lat, lon, oktmo, fias
      FROM jsonb_to_recordset(${rowsOf(rows)}::jsonb) AS given(id text, municipality text, name text, "nameEn" text,
        kind text, lat float8, lon float8, oktmo text, fias text)
      ON CONFLICT (id) DO UPDATE SET municipality_id = excluded.municipality_id, name = excluded.name,
        name_en = excluded.name_en, kind = excluded.kind, lat = excluded.lat, lon = excluded.lon,
        oktmo = coalesce(excluded.oktmo, s.oktmo), fias = coalesce(excluded.fias, s.fias)
      WHERE (s.municipality_id, s.name, s.name_en, s.kind, s.lat, s.lon, s.oktmo, s.fias) IS DISTINCT FROM
        (excluded.municipality_id, excluded.name, excluded.name_en, excluded.kind, excluded.lat, excluded.lon,
          coalesce(excluded.oktmo, s.oktmo), coalesce(excluded.fias, s.fias))
      RETURNING 1) SELECT count(*) AS changed FROM saved`,
  );
}

async function saveCalendar({ id, calendar }: RegionPack) {
  const rows = calendar.years.flatMap((year) => specialDays(calendar, year));
  return count(
    await sql<Changed>`WITH given AS (
      SELECT * FROM jsonb_to_recordset(${rowsOf(rows)}::jsonb)
        AS given(day date, "isWorking" boolean, title text, act text, verified boolean)
    ), gone AS (
      DELETE FROM core.calendar_days d WHERE d.region_id = ${id} AND NOT EXISTS (SELECT FROM given WHERE given.day = d.day)
      RETURNING 1
    ), saved AS (
      INSERT INTO core.calendar_days AS d (region_id, day, is_working, title, act, verified)
      SELECT ${id}, day, "isWorking", title, act, verified FROM given
      ON CONFLICT (region_id, day) DO UPDATE SET is_working = excluded.is_working, title = excluded.title,
        act = excluded.act, verified = excluded.verified
      WHERE (d.is_working, d.title, d.act, d.verified) IS DISTINCT FROM
        (excluded.is_working, excluded.title, excluded.act, excluded.verified)
      RETURNING 1
    ) SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM saved) AS changed`,
  );
}
