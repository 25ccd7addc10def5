import type { RowOutcome } from '@regiso/core';
import { createOrganisations, ensureRegion, slugOf, type NewOrganisation } from '../services/create-organisations';
import type { Place } from '../services/match-organisations';
import type { Run } from './run';

/** What a row says about whose results it holds; `region` as the file names it. */
export type NamedRow = Omit<Place, 'regionId'> & {
  region: string | null;
  /** The organisation a person has matched rows like this with. */
  matchedTo?: string | undefined;
};
export type Found = { id: string } | Extract<RowOutcome, { outcome: 'staged' }>;

/** Finds every row's organisation; with `createMissing` adds unknown ones of other regions, each once. */
export async function findOrganisations(run: Run, rows: readonly NamedRow[]): Promise<Found[]> {
  const regions = await regionsOf(run, rows);
  const places = rows.map(({ name, code, inn, city, region }): Place => ({
    name,
    code,
    inn,
    city,
    regionId: regions.get(region),
  }));
  const found = rows.map((row, at) => findOne(run, row, places[at]!));
  const unknown = places.filter((_, at) => 'outcome' in found[at]!);
  if (!(await addMissing(run, unknown))) return found;
  return found.map((one, at) => ('id' in one ? one : findOne(run, rows[at]!, places[at]!)));
}

function findOne(run: Run, { matchedTo }: NamedRow, place: Place): Found {
  if (matchedTo) return { id: matchedTo };
  const match = run.matcher.find(place);
  return 'id' in match ? match : { outcome: 'staged', why: match.missing };
}

async function regionsOf(run: Run, rows: readonly NamedRow[]) {
  const ids = new Map<string | null, string | undefined>();
  for (const { region } of rows) if (!ids.has(region)) ids.set(region, await regionOf(run, region));
  return ids;
}

/** The region a row belongs to; undefined when the file names one that is not known and may not be made. */
async function regionOf(run: Run, named: string | null): Promise<string | undefined> {
  const { region, regionName } = run.options;
  if (!named) return region ? knownRegion(run, region, regionName ?? region) : run.homeRegion;
  if (!region) return run.regions.get(run.matcher.normal(named));
  const code = `${region}-${slugOf(named).toUpperCase()}`;
  return knownRegion(run, code, regionName ? `${named} (${regionName})` : named);
}

async function knownRegion(run: Run, code: string, name: string) {
  const known = run.regions.get(run.matcher.normal(code));
  if (known ?? !run.options.createMissing) return known;
  const id = await ensureRegion(code, name);
  run.regions.set(run.matcher.normal(code), id);
  return id;
}

// The register of the home region is kept by people: an import never adds to it.
async function addMissing(run: Run, places: readonly Place[]): Promise<boolean> {
  if (!run.options.createMissing) return false;
  const missing = new Map<string, NewOrganisation>();
  for (const { regionId, name, city } of places) {
    if (!name || !regionId || regionId === run.homeRegion) continue;
    const key = `${regionId}|${run.matcher.normal(name)}|${run.matcher.place(city ?? '')}`;
    if (!missing.has(key)) missing.set(key, { regionId, name, city });
  }
  if (!missing.size) return false;
  const added = [...missing.values()];
  const ids = await createOrganisations(added, run.options);
  for (const [at, { regionId, name, city }] of added.entries()) {
    const names = { short_name: name, full_name: name, settlement: city };
    run.matcher.add({ ...names, id: ids[at] ?? '', region_id: regionId, municipality: [], inn: null, codes: [] });
  }
  run.created += added.length;
  return true;
}
