import { fixtureCodes, wholeTowns } from '../../participants/demo/plan';
import { sql } from '../../server/sql';
import { homeRegion } from '../../territory/home';
import type { DemoChild, StayKind } from './families';
import type { DemoLink } from './write';

type Place = { id: string; code: string; capacity: number };
/** Organisations of the acceptance stories in one municipality. */
export type Town = Record<StayKind, Place[]>;

/** The municipalities of the stories with those of their organisations that are in the register; none without schools. */
export async function townsOfFixture(): Promise<Town[]> {
  const towns = fixtureCodes(homeRegion());
  const codes = towns.flatMap((town) => Object.values(town).flat());
  const rows = (await placesOfDemo()).filter(({ code }) => codes.includes(code));
  const known = new Map(rows.map((row) => [row.code, row]));
  const placesOf = (list: readonly string[]) => list.flatMap((code) => known.get(code) ?? []);
  return towns
    .map(({ kindergarten, school, college, extracurricular }) => ({
      kindergarten: placesOf(kindergarten),
      school: placesOf(school),
      college: placesOf(college),
      extracurricular: placesOf(extracurricular),
    }))
    .filter(({ school, kindergarten }) => school.length && kindergarten.length);
}

const placesOfDemo = () => sql<Place>`SELECT o.id, o.external_ids->>'demo' AS code,
    coalesce((SELECT sum(capacity) FROM core.buildings b WHERE b.organisation_id = o.id), 1)::int AS capacity
  FROM core.organisations o WHERE is_demo AND external_ids->>'demo' IS NOT NULL ORDER BY o.external_ids->>'demo', o.id`;

/**
 * The rest of a larger size: every municipality that it shows whole with the organisations that the stories leave out. Cities
 * come first, so that a region goes on from a city.
 */
export async function otherTowns(): Promise<Town[]> {
  const pack = homeRegion();
  const ofStories = new Set(fixtureCodes(pack).flatMap((town) => Object.values(town).flat()));
  const places = (await placesOfDemo()).filter(({ code }) => !ofStories.has(code));
  const codes = new Set(places.map(({ code }) => code));
  const ofKind = (municipality: string, kind: StayKind) =>
    places.filter(({ code }) => code.startsWith(`${municipality}/${kind}/`));
  return wholeTowns(pack, codes).map((id) => ({
    kindergarten: ofKind(id, 'kindergarten'),
    school: ofKind(id, 'school'),
    college: ofKind(id, 'college'),
    extracurricular: ofKind(id, 'extracurricular'),
  }));
}

/** The organisation of this seat in [0, 1): one of twice the capacity has twice as many seats. */
function placeAt(places: readonly Place[], seat: number): Place | undefined {
  let left = seat * places.reduce((sum, { capacity }) => sum + capacity, 0);
  return places.find(({ capacity }) => (left -= capacity) < 0) ?? places.at(-1);
}

// Students of a municipality without a college study in the first one.
export const linksOf = (children: readonly DemoChild[], town: Town, first: Town): DemoLink[] =>
  children.flatMap(({ id, stays }) =>
    stays.flatMap(({ kind, seat, since, until }) => {
      const place = placeAt(town[kind].length ? town[kind] : first[kind], seat);
      return place ? [{ person: id, organisation: place.id, kind, since, ...(until && { until }) }] : [];
    }),
  );
