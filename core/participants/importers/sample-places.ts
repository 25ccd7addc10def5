import { homeRegion } from '../../territory/home';
import type { Municipality, Settlement } from '../../territory/pack';
import { codesOf } from '../demo/codes';
import { people } from '../demo/lists';

/** Name without its kind: «село Абатское» → «Абатское». */
const nameOf = ({ name }: Settlement) => name.replace(/^[\p{Ll}\s-]+(?=\p{Lu})/u, '');
const degrees = (number: number) => number.toFixed(4).replace('.', ',');
const placeOf = (settlement: Settlement, municipality: Municipality) => ({
  municipality: municipality.name,
  settlement: nameOf(settlement),
  address: `${settlement.name}, ул. Образцовая`,
  point: (north = 0) => [degrees(settlement.point.lat + north), degrees(settlement.point.lon)] as const,
});

/** Places of the home region that samples of the register speak of: its smallest town and another settlement. */
export function samplePlaces() {
  const { municipalities, settlements } = homeRegion();
  const places = municipalities
    .toSorted((a, b) => people(a) - people(b))
    .flatMap((one) =>
      settlements.filter(({ municipality }) => municipality === one.id).map((settlement) => ({ one, settlement })),
    );
  const town = places.find(({ settlement }) => settlement.kind !== 'village') ?? places[0];
  const village = places.find((place) => place.settlement.kind === 'village') ?? town;
  if (!town || !village) throw new Error('The region pack has no settlements');
  return { town: placeOf(town.settlement, town.one), village: placeOf(village.settlement, village.one) };
}

/** Codes of the organisation of the samples, which is nobody. */
export function sampleCodes() {
  const codes = codesOf(homeRegion().demo);
  return { inn: codes.inn(1), kpp: codes.kpp(), ogrn: codes.ogrn(1), phone: codes.phone(1) };
}
