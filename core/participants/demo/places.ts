import { oneOf, randomOf, type Random } from '../../server/random';
import type { Municipality, Point, RegionPack, Settlement } from '../../territory/pack';
import { people } from './lists';
import type { Seat } from './plan';

export type Spot = {
  readonly address: string;
  /** Null where the municipality's centre is a town outside it. */
  readonly settlement: string | null;
  readonly settlementKind: 'urban' | 'rural';
  readonly point: Point;
};

const streets = [
  'Школьная',
  'Садовая',
  'Молодёжная',
  'Центральная',
  'Лесная',
  'Новая',
  'Речная',
  'Полевая',
  'Солнечная',
  'Заречная',
  'Береговая',
  'Луговая',
  'Зелёная',
  'Кедровая',
  'Берёзовая',
  'Весенняя',
  'Цветочная',
  'Дружбы',
  'Строителей',
  'Юбилейная',
] as const;

// The golden angle: points of a spiral that never come close to each other.
const goldenAngle = Math.PI * (3 - Math.sqrt(5));
const kilometresADegree = 111.2;

/** Where each seat is: spread over a real settlement of the pack, nothing stacked, the same in every size. */
export function spotsOf(pack: RegionPack, seats: readonly Seat[], seed: number): Map<string, Spot> {
  return new Map(
    pack.municipalities.flatMap((one) =>
      spotsIn(
        pack,
        one,
        seats.filter(({ municipality }) => municipality === one),
        seed,
      ),
    ),
  );
}

function spotsIn(pack: RegionPack, municipality: Municipality, seats: readonly Seat[], seed: number): [string, Spot][] {
  const own = pack.settlements.filter((one) => one.municipality === municipality.id);
  const centre = pack.settlements.find(({ id }) => id === municipality.centre);
  if (!centre) return [];
  const order = shuffled(randomOf(`${seed}/${municipality.id}`), seats);
  return order.map((seat, at): [string, Spot] => {
    const random = randomOf(`${seed}/${seat.code}/spot`);
    const turn = at * goldenAngle;
    const share = Math.sqrt((at + 0.5 + (random() - 0.5) * 0.4) / order.length);
    const place = settlementFor(seat, own, municipality.centre);
    return [seat.code, place ? inside(seat, place, turn, share, random) : outside(seat, centre, turn, share, random)];
  });
}

// Heads sit in the centre; branches go round the other settlements, when the pack knows any.
function settlementFor({ head, at }: Seat, own: readonly Settlement[], centre: string) {
  const others = own.filter(({ id }) => id !== centre);
  if (head && others.length) return others[at % others.length];
  return own.find(({ id }) => id === centre) ?? own[0];
}

function inside(seat: Seat, place: Settlement, turn: number, share: number, random: Random): Spot {
  const radius = place.kind === 'village' ? 1.5 : 1.2 + Math.sqrt(people(seat.municipality)) / 210;
  const { municipality } = seat;
  return {
    address: [...(municipality.kind === 'city-okrug' ? [] : [municipality.name]), place.name, street(random)].join(
      ', ',
    ),
    settlement: place.name,
    settlementKind: place.kind === 'village' ? 'rural' : 'urban',
    point: moved(place.point, turn, share * radius),
  };
}

// A district round a city has no centre of its own in the pack: a place between the city and the middle of the district.
function outside({ municipality }: Seat, city: Settlement, turn: number, share: number, random: Random): Spot {
  const { label } = municipality;
  const away = Math.min(1, 22 / Math.max(1, distance(city.point, label)));
  const middle = { lat: mix(city.point.lat, label.lat, away), lon: mix(city.point.lon, label.lon, away) };
  return {
    address: [municipality.name, `близ г. ${city.name.replace(/^город /, '')}`, street(random)].join(', '),
    settlement: null,
    settlementKind: 'rural',
    point: moved(middle, turn, share * 4),
  };
}

const street = (random: Random) => `ул. ${oneOf(random, streets)}, ${1 + Math.floor(random() * 80)}`;
const mix = (from: number, to: number, share: number) => from + (to - from) * share;
const rounded = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/** A point some kilometres away in a direction. */
export function moved({ lat, lon }: Point, turn: number, kilometres: number): Point {
  const north = (kilometres * Math.cos(turn)) / kilometresADegree;
  const east = (kilometres * Math.sin(turn)) / (kilometresADegree * Math.cos((lat * Math.PI) / 180));
  return { lat: rounded(lat + north), lon: rounded(lon + east) };
}

/** Kilometres between points that are near each other. */
const distance = (a: Point, b: Point) =>
  kilometresADegree * Math.hypot(a.lat - b.lat, (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180));

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  const cards = values.map((value) => ({ value, order: random() }));
  return cards.sort((a, b) => a.order - b.order).map(({ value }) => value);
}
