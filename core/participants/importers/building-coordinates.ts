import { cell } from '../../imports/cells';
import { importer, type ImportContext, type ImportedRow, type RowOutcome } from '../../server/importer';
import { sql } from '../../server/sql';
import { innProblem } from '../shared/check-digits';
import { noOrganisation, organisationOfRow } from './buildings';
import { RegionOptions, targetOf } from './region';
import { sampleCodes, samplePlaces } from './sample-places';
import { registerPages } from './see-also';

export const buildingCoordinatesImporter = importer({
  kind: 'building-coordinates',
  title: 'Координаты зданий',
  describes:
    'Координаты известных зданий. Здание находится по организации (ЕКИС или ИНН) и адресу; строки без здания ждут '
    + 'сопоставления.',
  permission: 'participants.import',
  columns: {
    ekisId: { title: 'Код ЕКИС', aliases: ['ekis_id', 'ЕКИС', 'Код организации'], value: cell.text(40) },
    inn: { title: 'ИНН', value: cell.checked(innProblem) },
    address: { title: 'Адрес', aliases: ['address', 'Адрес здания'], required: true, value: cell.text() },
    lat: { title: 'Широта', aliases: ['lat', 'latitude'], required: true, value: cell.number(-90, 90) },
    lon: { title: 'Долгота', aliases: ['lon', 'lng', 'longitude'], required: true, value: cell.number(-180, 180) },
    storeys: { title: 'Этажей', aliases: ['storeys', 'Этажность'], value: cell.integer(0, 100) },
    areaM2: { title: 'Площадь, м²', aliases: ['total_area_m2', 'Площадь'], value: cell.number(0, 1_000_000) },
  },
  key: ['ekisId', 'inn', 'address'],
  matchBy: ['ekisId', 'inn'],
  options: RegionOptions,
  seeAlso: registerPages,
  sample: () => {
    const [{ inn }, { town }] = [sampleCodes(), samplePlaces()];
    return [
      ['ИНН', 'Адрес', 'Широта', 'Долгота', 'Этажей', 'Площадь, м²'],
      [inn, `${town.address}, 1`, ...town.point(), '3', '4200'],
      [inn, `${town.address}, 3`, ...town.point(0.0004), '2', '900'],
    ];
  },
  apply: applyCoordinates,
  finish: placeOrganisations,
});

type Values = {
  ekisId: string | null;
  inn: string | null;
  address: string;
  lat: number;
  lon: number;
  storeys: number | null;
  areaM2: number | null;
};

type Saved = { at: number; organisation: string | null; outcome: 'updated' | 'unchanged' | 'staged' };

async function applyCoordinates(rows: readonly ImportedRow<Values>[], context: ImportContext): Promise<RowOutcome[]> {
  const { regionId, attribution } = await targetOf(context);
  const given = rows.flatMap(({ values: { ekisId, ...values }, occurrence, matchedTo }, at) =>
    occurrence === 1 ? [{ ...values, at, ekis: ekisId, matchedTo }] : [],
  );
  const saved = new Map((await saveCoordinates(given, regionId, attribution)).map((row) => [row.at, row]));
  return rows.map(({ values }, at): RowOutcome => {
    const row = saved.get(at);
    if (!row) return { outcome: 'rejected', issues: [{ message: 'Это здание уже есть выше в файле' }] };
    if (row.outcome !== 'staged') return { outcome: row.outcome };
    const why = row.organisation ? 'У организации нет здания с таким адресом' : noOrganisation(values);
    return { outcome: 'staged', why };
  });
}

const saveCoordinates = (rows: readonly object[], regionId: string, attribution: string | null) => sql<Saved>`
  WITH given AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS g("at" int, "matchedTo" uuid, ekis text, inn text,
      address text, lat float8, lon float8, storeys int, "areaM2" float8)
  ), owned AS MATERIALIZED (
    SELECT g.*, ${organisationOfRow(regionId)} AS organisation FROM given g
  ), found AS MATERIALIZED (
    SELECT o.*, (SELECT b.id FROM core.buildings b WHERE b.organisation_id = o.organisation
      AND core.plain_address(b.address) = core.plain_address(o.address) ORDER BY b.number LIMIT 1) AS building
    FROM owned o
  ), changed AS (
    UPDATE core.buildings b SET lat = f.lat, lon = f.lon, storeys = coalesce(f.storeys, b.storeys),
      area_m2 = coalesce(f."areaM2", b.area_m2), attribution = coalesce(${attribution}, b.attribution), changed_at = now()
    FROM found f WHERE b.id = f.building AND (f.lat, f.lon, coalesce(f.storeys, b.storeys), coalesce(f."areaM2", b.area_m2),
        coalesce(${attribution}, b.attribution))
      IS DISTINCT FROM (b.lat, b.lon, b.storeys, b.area_m2, b.attribution)
    RETURNING f."at"
  )
  SELECT f."at", f.organisation, CASE WHEN f.building IS NULL THEN 'staged'
    WHEN EXISTS (SELECT FROM changed c WHERE c."at" = f."at") THEN 'updated' ELSE 'unchanged' END AS outcome
  FROM found f ORDER BY f."at"`;

// An organisation without a point of its own stands where its first building with coordinates stands.
async function placeOrganisations(context: ImportContext) {
  const { regionId } = await targetOf(context);
  await sql`UPDATE core.organisations o SET lat = b.lat, lon = b.lon, changed_at = now(),
      attribution = coalesce(o.attribution, b.attribution)
    FROM (SELECT DISTINCT ON (organisation_id) organisation_id, lat, lon, attribution FROM core.buildings
      WHERE lat IS NOT NULL ORDER BY organisation_id, length(number), number) b
    WHERE b.organisation_id = o.id AND o.region_id = ${regionId} AND o.lat IS NULL`;
}
