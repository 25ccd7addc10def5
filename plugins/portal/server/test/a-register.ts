import { homeRegion, namedNumberKey, sql } from '@regiso/core';
import { writePerson } from '../../../../core/people/test/builders';
import { importBoundaries } from '../../../../core/territory/import-boundaries';

type Given = Partial<{
  kind: string;
  shortName: string;
  fullName: string;
  municipality: string;
  address: string;
  lat: number;
  lon: number;
  website: string;
  email: string;
  phone: string;
  status: string;
  isDemo: boolean;
}>;

/** Writes one organisation of the home region and gives its id. */
export async function anOrganisation(given: Given = {}): Promise<string> {
  const one = {
    kind: 'school',
    shortName: 'Гимназия № 5',
    municipality: 'tyumen-city',
    status: 'active',
    isDemo: false,
    ...given,
  };
  const [row] = await sql<{ id: string }>`
    INSERT INTO core.organisations (region_id, municipality_id, kind, short_name, full_name, address, lat, lon, website, email,
      phone, status, is_demo, source)
    VALUES ('tyumen', ${one.municipality}, ${one.kind}, ${one.shortName}, ${one.fullName ?? one.shortName},
      ${one.address ?? null}, ${one.lat ?? null}, ${one.lon ?? null}, ${one.website ?? null}, ${one.email ?? null},
      ${one.phone ?? null}, ${one.status}, ${one.isDemo}, 'test')
    RETURNING id`;
  return row?.id ?? '';
}

/** Gives an organisation a building; access levels are `full`, `partial` or `none`. */
export const aBuilding = (organisation: string, address: string, wheelchair: string | null = null) => sql`
  INSERT INTO core.buildings (organisation_id, number, address, access_wheelchair, source)
  VALUES (${organisation}, '1', ${address}, ${wheelchair}, 'test')`;

export const aProgramme = (organisation: string, code: string, name: string | null = null) => sql`
  INSERT INTO core.programmes (organisation_id, code, level, name) VALUES (${organisation}, ${code}, ${code}, ${name})`;

type Result = { kind?: string; year?: number; subject?: string; participants: number; mean: number };

/** Writes the mean of one organisation in one subject of an exam. */
export const aResult = (
  organisation: string,
  { kind = 'ege', year = 2026, subject = 'russian', ...given }: Result,
) => sql`
  INSERT INTO exams.results (organisation_id, kind, year, period, subject, occurrence, unit, participants, mean, source)
  VALUES (${organisation}, ${kind}, ${year}, 'main', ${subject}, 1, 'score', ${given.participants}, ${given.mean}, 'test')`;

/** A GeoJSON file with a square around the middle of each of these municipalities, imported as the operator does. */
export function importSquares(...municipalities: string[]) {
  const features = homeRegion()
    .municipalities.filter(({ id }) => municipalities.includes(id))
    .map(({ id, label: { lat, lon } }) => {
      const [south, north, west, east] = [lat - 0.4, lat + 0.4, lon - 0.6, lon + 0.6];
      const ring = [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ];
      return { type: 'Feature', id, properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } };
    });
  const attribution = '© Картограф, CC BY';
  return importBoundaries(JSON.stringify({ type: 'FeatureCollection', features }), { attribution });
}

type PersonResult = { surname: string; name: string; number: string; series?: string; result: number };

/** A result of a person of an exam day of its own, found by name and document once it is published. */
export async function aPersonResult(given: PersonResult & { isPublished?: boolean; publishedAt?: string }) {
  const { surname, name, number, series, result, isPublished = true, publishedAt = '2026-06-10T04:00:00Z' } = given;
  const at = isPublished ? publishedAt : null;
  const person = await writePerson({ surname, name });
  const [row] = await sql<{ id: string }>`WITH batch AS (
      INSERT INTO exams.batches (kind, subject, held_on, number, unit, state, decided_at, visible_from, published_at)
      SELECT 'ege', 'russian', '2026-06-04', count(*) + 1, 'score', CASE WHEN ${isPublished} THEN 'published' ELSE 'approved' END,
        now(), coalesce(${at}::timestamptz, now() + interval '1 day'), ${at} FROM exams.batches RETURNING id)
    INSERT INTO exams.person_results (batch_id, person_id, result, published_at) SELECT id, ${person}, ${result}, ${at}
    FROM batch RETURNING id`;
  for (const text of [number, ...(series ? [series + number] : [])])
    await sql`INSERT INTO exams.result_keys VALUES (${row?.id}, ${namedNumberKey({ surname, name }, text)})`;
}
