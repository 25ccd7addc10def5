import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { audit } from '../server/audit';
import { sql } from '../server/sql';
import { checkMap, type Boundary, type BoundaryProblem } from './boundaries';
import { homeRegion } from './home';
import type { NamedMunicipality } from './municipality-names';
import type { Point } from './pack';

export type BoundaryOutcome = {
  feature: number;
  municipality: string;
  matchedBy: string;
  outcome: 'created' | 'updated' | 'unchanged';
};
export type BoundaryReport = {
  /** False after a dry run and when there is any problem: then nothing at all was saved. */
  saved: boolean;
  boundaries: BoundaryOutcome[];
  problems: BoundaryProblem[];
  /** Municipalities that still have no boundary, neither here nor in the database. */
  missing: string[];
  attribution: string;
};

type Options = { dryRun?: boolean; source?: string; attribution?: string };

/**
 * Takes the boundaries of municipalities from a GeoJSON text, all or none, in the present transaction. Bad input is not
 * thrown but listed in `problems`, in Russian, by feature.
 */
export async function importBoundaries(text: string, options: Options = {}): Promise<BoundaryReport> {
  const municipalities = await knownMunicipalities();
  const { boundaries, problems, attribution: given } = checkMap(text, municipalities);
  const attribution = options.attribution ?? given ?? homeRegion().mapAttribution;
  const outcomes = await compare(boundaries, attribution);
  const missing = await withoutBoundary(outcomes);
  const report = { boundaries: outcomes, problems, missing, attribution };
  if (problems.length || options.dryRun) return { saved: false, ...report };
  const source = options.source ?? 'GeoJSON';
  await save(boundaries, outcomes, source, attribution);
  const count = (outcome: BoundaryOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
  await audit(
    'territory.boundaries-imported',
    { type: 'map', id: homeRegion().id },
    {
      source,
      sha256: createHash('sha256').update(text).digest('hex'),
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
    },
  );
  return { saved: true, ...report };
}

/** The same from a file. Throws one sentence for a file that is missing, too large or not UTF-8. */
export async function importBoundaryFile(path: string, options: Options = {}): Promise<BoundaryReport> {
  return importBoundaries(await readMapFile(path), { source: basename(path), ...options });
}

const maxMegabytes = 100;

async function readMapFile(path: string) {
  const about = await stat(path).catch(() => undefined);
  if (!about?.isFile()) throw new Error(`Файл ${path} не найден: укажите путь к файлу GeoJSON.`);
  if (about.size > maxMegabytes * 1_048_576) {
    throw new Error(`Файл ${path} больше ${maxMegabytes} МБ: упростите границы и сохраните карту снова.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
  } catch {
    throw new Error(`Файл ${path} не в кодировке UTF-8: сохраните карту как GeoJSON в UTF-8.`);
  }
}

type KnownRow = NamedMunicipality & { label: Point };

const knownMunicipalities = () => sql<KnownRow>`
  SELECT m.id, m.short_name AS "shortName", m.oktmo, json_build_object('lat', m.label_lat, 'lon', m.label_lon) AS label,
    array(SELECT n.name FROM core.municipality_names n WHERE n.municipality_id = m.id) AS names
  FROM core.municipalities m WHERE m.region_id = ${homeRegion().id} ORDER BY m.id`;

const rowsOf = (boundaries: readonly Boundary[]) =>
  JSON.stringify(boundaries.map(({ municipality, geometry }) => ({ municipality, geometry })));

async function compare(boundaries: readonly Boundary[], attribution: string): Promise<BoundaryOutcome[]> {
  const rows = await sql<{ municipality: string; same: boolean }>`
    SELECT given.municipality, b.geojson = given.geometry AND b.attribution = ${attribution} AS same
    FROM jsonb_to_recordset(${rowsOf(boundaries)}::jsonb) AS given(municipality text, geometry jsonb)
    JOIN core.map_boundaries b ON b.municipality_id = given.municipality`;
  const stored = new Map(rows.map(({ municipality, same }) => [municipality, same]));
  return boundaries.map(({ feature, municipality, matchedBy }) => {
    const same = stored.get(municipality);
    const outcome = same === undefined ? 'created' : same ? 'unchanged' : 'updated';
    return { feature, municipality, matchedBy, outcome };
  });
}

async function withoutBoundary(outcomes: readonly BoundaryOutcome[]) {
  const given = outcomes.map(({ municipality }) => municipality);
  const rows = await sql<{ id: string }>`
    SELECT id FROM core.municipalities m WHERE region_id = ${homeRegion().id} AND id <> ALL (${given}::text[])
      AND NOT EXISTS (SELECT FROM core.map_boundaries b WHERE b.municipality_id = m.id) ORDER BY id`;
  return rows.map(({ id }) => id);
}

// An unchanged boundary keeps its row as it was, so that a repeated import changes nothing.
async function save(
  boundaries: readonly Boundary[],
  outcomes: readonly BoundaryOutcome[],
  source: string,
  attribution: string,
) {
  const changed = new Set(
    outcomes.filter(({ outcome }) => outcome !== 'unchanged').map(({ municipality }) => municipality),
  );
  const rows = rowsOf(boundaries.filter(({ municipality }) => changed.has(municipality)));
  await sql`INSERT INTO core.map_boundaries (municipality_id, geojson, source, attribution)
    SELECT municipality, geometry, ${source}, ${attribution}
    FROM jsonb_to_recordset(${rows}::jsonb) AS given(municipality text, geometry jsonb)
    ON CONFLICT (municipality_id) DO UPDATE SET geojson = excluded.geojson, source = excluded.source,
      attribution = excluded.attribution, imported_at = now()`;
}
