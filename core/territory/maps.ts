import { z } from 'zod';
import { sql } from '../server/sql';
import { homeRegion } from './home';
import { municipalityKinds } from './pack';
import { tileMapGeoJson } from './tiles';

export const MunicipalityView = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  shortName: z.string(),
  kind: z.enum(Object.keys(municipalityKinds) as [keyof typeof municipalityKinds]),
  centre: z.string(),
  centreLat: z.number(),
  centreLon: z.number(),
  labelLat: z.number(),
  labelLon: z.number(),
  population: z.int().nullable(),
  populationYear: z.int().nullable(),
  oktmo: z.string().nullable(),
  tileColumn: z.int(),
  tileRow: z.int(),
  formerNames: z.array(z.string()),
});
export type MunicipalityView = z.infer<typeof MunicipalityView>;

/** A FeatureCollection for `registerMap`: features carry `municipality`, `name`, `nameEn`; `attribution` must be shown. */
export type TerritoryMap = {
  type: 'FeatureCollection';
  form: 'tiles' | 'boundaries';
  /** The words to show beside the map. */
  attribution: string;
  /** What ECharts needs to draw squares square and degrees true. */
  aspectScale: number;
  features: {
    type: 'Feature';
    id: string;
    properties: { municipality: string; name: string; nameEn: string };
    geometry: { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown[] };
  }[];
};

/** Municipalities of the home region by name. */
export const listMunicipalities = () => sql<MunicipalityView>`
  SELECT id, name, name_en AS "nameEn", short_name AS "shortName", kind, centre, centre_lat AS "centreLat",
    centre_lon AS "centreLon", label_lat AS "labelLat", label_lon AS "labelLon", population,
    population_year AS "populationYear", oktmo, tile_column AS "tileColumn", tile_row AS "tileRow",
    array(SELECT n.name FROM core.municipality_names n WHERE n.municipality_id = m.id AND NOT n.is_current
      ORDER BY n.name) AS "formerNames"
  FROM core.municipalities m WHERE region_id = ${homeRegion().id} ORDER BY short_name COLLATE "ru-x-icu"`;

/** The tile map of the home region, from memory. */
export function tileMap(): TerritoryMap {
  const pack = homeRegion();
  return { form: 'tiles', attribution: pack.mapAttribution, aspectScale: 1, ...tileMapGeoJson(pack) };
}

/** Imported boundaries of the home region; undefined when none are imported. */
export async function boundaryMap(): Promise<TerritoryMap | undefined> {
  const pack = homeRegion();
  const rows = await sql<{ feature: TerritoryMap['features'][number]; attribution: string }>`
    SELECT json_build_object('type', 'Feature', 'id', m.id, 'properties',
        json_build_object('municipality', m.id, 'name', m.short_name, 'nameEn', m.name_en), 'geometry', b.geojson) AS feature,
      b.attribution
    FROM core.map_boundaries b JOIN core.municipalities m ON m.id = b.municipality_id
    WHERE m.region_id = ${pack.id} ORDER BY m.id`;
  if (!rows.length) return undefined;
  const attribution = [...new Set(rows.map((row) => row.attribution))].join('; ');
  // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
  const latitudes = pack.municipalities.map(({ label }) => label.lat);
  const middle = latitudes.reduce((sum, lat) => sum + lat, 0) / latitudes.length;
  const aspectScale = Number(Math.cos((middle * Math.PI) / 180).toFixed(3));
  return {
    type: 'FeatureCollection',
    form: 'boundaries',
    attribution,
    aspectScale,
    features: rows.map((row) => row.feature),
  };
}
