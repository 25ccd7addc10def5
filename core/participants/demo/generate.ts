import { between, randomOf, uuidOf, type Random } from '../../server/random';
import type { DemoSize } from '../../server/plugin';
import type { RegionPack } from '../../territory/pack';
import { codesOf, type Codes } from './codes';
import { namesOf } from './names';
import { moved, spotsOf, type Spot } from './places';
import { marksOf, planOf, type Seat } from './plan';
import { profileOf, type Profile, type Programme } from './profile';

export type DemoBuilding = ReturnType<typeof buildingOf>;
export type DemoOrganisation = ReturnType<typeof organisationOf>;

/** Every record of a demo region; the same for the same seed, and those of a smaller size are among those of a larger. */
export function demoOrganisations(pack: RegionPack, size: DemoSize, seed: number): DemoOrganisation[] {
  const all = planOf(pack, 'region');
  const seats = new Map(all.map((seat) => [seat.code, seat]));
  const spots = spotsOf(pack, all, seed);
  const marks = marksOf(pack);
  const codes = codesOf(pack.demo);
  return planOf(pack, size).flatMap((seat) => {
    const spot = spots.get(seat.code);
    if (!spot) return [];
    const head = seat.head ? seats.get(seat.head) : undefined;
    const profile = profileOf(seat, marks.get(seat.code) ?? new Set(), seed);
    return [organisationOf({ seat, head, spot, profile, seed, codes })];
  });
}

type Given = { seat: Seat; head: Seat | undefined; spot: Spot; profile: Profile; seed: number; codes: Codes };
// The numbers below are for the samples of the import pages.
const firstNumber = 10_000;
const teaches = new Set(['school', 'college']);
const slug = (code: string) => code.replaceAll('/', '-');

function organisationOf({ seat, head, spot, profile, seed, codes }: Given) {
  const legal = head ?? seat;
  const { municipality, kind, place } = seat;
  return {
    id: uuidOf(`${seed}/${seat.code}`),
    code: seat.code,
    kind,
    ...namesOf(seat, head),
    municipality: municipality.id,
    oktmo: municipality.oktmo,
    inn: codes.inn(firstNumber + legal.place),
    kpp: codes.kpp(head && seat.at + 1),
    ogrn: codes.ogrn(firstNumber + legal.place),
    licence: kind === 'authority' || kind === 'other' ? null : codes.licence(legal.place),
    accredited: teaches.has(kind) ? true : null,
    address: spot.address,
    settlement: spot.settlement,
    settlementKind: spot.settlementKind,
    ...spot.point,
    phone: codes.phone(place * 10),
    email: `${slug(seat.code)}@example.org`,
    website: `https://example.org/${slug(seat.code)}`,
    parent: head ? uuidOf(`${seed}/${head.code}`) : null,
    features: profile.features,
    programmes: distinct(profile.programmes),
    buildings: buildingsOf({ seat, spot, profile, seed, codes }),
  };
}

function buildingsOf({ seat, spot, profile, seed, codes }: Omit<Given, 'head'>) {
  const random = randomOf(`${seed}/${seat.code}/buildings`);
  let left = profile.capacity;
  return Array.from({ length: profile.buildings }, (_, at) => {
    const share = at === profile.buildings - 1 ? left : Math.round(profile.capacity / profile.buildings);
    left -= share;
    return buildingOf({ seat, spot, seed, codes }, at, share, random);
  });
}

// The first building is where the organisation sits; others stand some streets away.
function buildingOf(
  { seat, spot, seed, codes }: Pick<Given, 'seat' | 'spot' | 'seed' | 'codes'>,
  at: number,
  places: number,
  random: Random,
) {
  const storeys = seat.isUrban ? between(random, 2, 4) : between(random, 1, 2);
  const point = at === 0 ? spot.point : moved(spot.point, random() * 2 * Math.PI, 0.18 + random() * 0.25);
  const access = accessOf(random);
  return {
    id: uuidOf(`${seed}/${seat.code}/building/${at + 1}`),
    number: String(at + 1),
    address:
      at === 0 ? spot.address : spot.address.replace(/\d+$/, (house) => `${Number(house) + 2 * at}, корпус ${at + 1}`),
    ...point,
    phone: codes.phone(seat.place * 10 + at),
    ...access,
    capacity: places || null,
    storeys,
    area: places ? Math.round(places * (9 + random() * 5)) : null,
  };
}

type Access = 'full' | 'partial' | 'none' | null;

// Half of the buildings let a wheelchair in at least partly; of some nothing is known.
function accessOf(random: Random) {
  const draw = (full: number, partial: number, none: number): Access => {
    const point = random();
    return point < full ? 'full' : point < full + partial ? 'partial' : point < full + partial + none ? 'none' : null;
  };
  return {
    wheelchair: draw(0.2, 0.35, 0.35),
    mobility: draw(0.3, 0.4, 0.2),
    vision: draw(0.1, 0.35, 0.4),
    hearing: draw(0.12, 0.35, 0.38),
  };
}

const distinct = (programmes: readonly Programme[]) => [
  ...new Map(programmes.map((one) => [`${one.level}|${one.name}`, one])).values(),
];
