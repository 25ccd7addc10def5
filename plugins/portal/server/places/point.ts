import { homeRegion } from '@regiso/core';
import type { Place } from '../../shared/mercator';
import type { Language } from '../visit';
import { findPlaces, isNamed, knownPlaces, type KnownPlace } from './known-places';

export type AskedPoint = {
  place?: string | undefined;
  at?: string | undefined;
  lat?: number | undefined;
  lon?: number | undefined;
  municipality?: string | undefined;
};
/** Around what a family looks: a place known by name, a picked point, the centre of a municipality, or nothing yet. */
export type Point = {
  place?: Place;
  kind: 'known' | 'picked' | 'centre' | 'unknown' | 'none';
  name?: string;
  /** What the search box shows and sends back. */
  typed?: string;
  at?: string;
  /** Other places that answer to the words. */
  others: readonly KnownPlace[];
};

const mostOthers = 6;

/** Words of the search box go before what the address carried along; they may name the same place. */
export async function pointFor(asked: AskedPoint, version: string, language: Language): Promise<Point> {
  const places = await knownPlaces(version);
  const carried = asked.at ? places.get(asked.at) : undefined;
  if (asked.place && !(carried && isNamed(carried, asked.place))) {
    const [first, ...others] = findPlaces(places, asked.place, 1 + mostOthers);
    if (!first) return { kind: 'unknown', typed: asked.place, others: [] };
    return { ...known(first, language), others };
  }
  if (carried) return known(carried, language);
  if (asked.lat !== undefined && asked.lon !== undefined) {
    return { kind: 'picked', place: { lat: asked.lat, lon: asked.lon }, others: [] };
  }
  return asked.municipality ? centreOf(asked.municipality, language) : { kind: 'none', others: [] };
}

const known = (one: KnownPlace, language: Language): Point => ({
  kind: 'known',
  place: { lat: one.lat, lon: one.lon },
  name: nameOf(one, language),
  typed: nameOf(one, language),
  at: one.id,
  others: [],
});

export const nameOf = ({ name, nameEn }: Pick<KnownPlace, 'name' | 'nameEn'>, language: Language) =>
  language === 'ru' ? name : nameEn;

function centreOf(municipality: string, language: Language): Point {
  const pack = homeRegion();
  const centre = pack.municipalities.find(({ id }) => id === municipality)?.centre;
  const town = pack.settlements.find(({ id }) => id === centre);
  return town
    ? { kind: 'centre', place: town.point, name: nameOf(town, language), others: [] }
    : { kind: 'none', others: [] };
}
