import type { Municipality, OrganisationTotals, RegionPack } from '../../territory/pack';
import type { OrganisationKind } from '../words';
import { allocate } from './allocate';

export type SeatType =
  | 'secondary'
  | 'gymnasium'
  | 'lyceum'
  | 'basic'
  | 'primary'
  | 'primary-kindergarten'
  | 'kindergarten'
  | 'private-kindergarten'
  | 'college'
  | 'extracurricular'
  | 'authority'
  | 'centre';

/** An organisation of a list; `branchOf` is the place of its head in the same list. */
export type Draft = { readonly type: SeatType; readonly branchOf?: number };
type Lists = Readonly<Record<OrganisationKind, readonly Draft[]>>;

export const isCity = ({ kind }: Municipality) => kind === 'city-okrug';
export const people = ({ population }: Municipality) => population ?? 10_000;

/** Whether its centre is a town and lies in it. */
export const isUrban = ({ settlements }: RegionPack, { id, centre }: Municipality) =>
  settlements.some((one) => one.id === centre && one.municipality === id && one.kind !== 'village');

/** What each municipality has in the whole region, in the order in which smaller sizes show it. */
export function listsOf(pack: RegionPack): Lists[] {
  const { municipalities, demo } = pack;
  const totals = demo.organisations;
  const schools = schoolsOf(municipalities, totals.schools);
  const kindergartens = kindergartensOf(municipalities, totals.kindergartens);
  const centres = municipalities.map((one) => (isUrban(pack, one) ? people(one) : 0));
  const colleges = allocateAmong(totals.colleges, centres);
  const extracurricular = allocate(totals.extracurricular, municipalities.map(people), 4);
  return municipalities.map((_, at) => ({
    authority: [{ type: 'authority' }],
    school: schools[at] ?? [],
    kindergarten: kindergartens[at] ?? [],
    college: several('college', colleges[at]),
    extracurricular: several('extracurricular', extracurricular[at]),
    other: several('centre', centres[at] ? 1 : 0),
  }));
}

const several = (type: SeatType, count = 0): Draft[] => Array.from({ length: count }, () => ({ type }));

/** As `allocate` with at least one, but only among places with a weight. */
function allocateAmong(whole: number, weights: readonly number[], least = 1): number[] {
  const among = allocate(
    whole,
    weights.filter((weight) => weight > 0),
    least,
  ).values();
  return weights.map((weight) => (weight > 0 ? (among.next().value ?? 0) : 0));
}

function schoolsOf(municipalities: readonly Municipality[], totals: OrganisationTotals['schools']): Draft[][] {
  const { all, basic, primary, primaryKindergartens, heads, ofCities, branchesOfCities } = totals;
  const city = municipalities.map((one) => (isCity(one) ? people(one) : 0));
  // Villages need more schools a person than towns do, and the smaller the municipality, the more.
  const rural = municipalities.map((one) => (isCity(one) ? 0 : people(one) ** 0.7));
  const counts = {
    city: allocateAmong(ofCities, city, 5),
    cityBranches: allocateAmong(branchesOfCities, city),
    cityPrimary: allocateAmong(primaryKindergartens, city),
    rural: allocateAmong(all - ofCities, rural, 8),
    ruralHeads: allocateAmong(heads - ofCities + branchesOfCities, rural, 2),
    ruralBasic: allocateAmong(basic, rural),
    ruralPrimary: allocateAmong(primary - primaryKindergartens, rural),
  };
  return municipalities.map((one, at) =>
    isCity(one)
      ? citySchools(counts.city[at] ?? 0, counts.cityBranches[at] ?? 0, counts.cityPrimary[at] ?? 0)
      : ruralSchools(
          counts.rural[at] ?? 0,
          counts.ruralHeads[at] ?? 0,
          counts.ruralBasic[at] ?? 0,
          counts.ruralPrimary[at] ?? 0,
        ),
  );
}

function citySchools(all: number, branches: number, primary: number): Draft[] {
  const heads = all - branches - primary;
  return [
    ...Array.from({ length: heads }, (_, at): Draft => ({
      type: at % 5 === 1 ? 'gymnasium' : at % 7 === 4 ? 'lyceum' : 'secondary',
    })),
    ...several('primary-kindergarten', primary),
    ...Array.from({ length: branches }, (_, at): Draft => ({ type: 'secondary', branchOf: at % Math.max(1, heads) })),
  ];
}

// The third is a small school with class-sets: the stories need one where only a few are shown.
function ruralSchools(all: number, heads: number, basic: number, primary: number): Draft[] {
  const types: SeatType[] = [
    ...several('basic', basic).map(({ type }) => type),
    ...several('secondary', all - heads - basic - primary).map(({ type }) => type),
    ...several('primary', primary).map(({ type }) => type),
  ];
  const branches = types.map((type, at): Draft => ({ type, branchOf: at % Math.max(1, Math.min(heads, 2)) }));
  const [first, ...rest] = branches;
  const chief = several('secondary', heads);
  return [...chief.slice(0, 2), ...(first ? [first] : []), ...chief.slice(2), ...rest];
}

function kindergartensOf(
  municipalities: readonly Municipality[],
  totals: OrganisationTotals['kindergartens'],
): Draft[][] {
  const { municipal, branches, private: own, municipalOfLargestCity } = totals;
  const cities = municipalities.filter(isCity).sort((a, b) => people(b) - people(a));
  const [largest] = cities;
  const others = municipalities.map((one) => (one === largest ? 0 : people(one)));
  const municipals = allocateAmong(municipal - municipalOfLargestCity, others);
  const branched = allocateAmong(
    branches,
    municipalities.map((one) => (isCity(one) ? 0 : people(one))),
  );
  const privates = allocateAmong(
    own,
    municipalities.map((one) => (cities.indexOf(one) >= 0 && cities.indexOf(one) < 2 ? people(one) : 0)),
  );
  return municipalities.map((one, at) => [
    ...several('kindergarten', one === largest ? municipalOfLargestCity : municipals[at]),
    ...several('kindergarten', branched[at]).map((draft): Draft => ({ ...draft, branchOf: 0 })),
    ...several('private-kindergarten', privates[at]),
  ]);
}
