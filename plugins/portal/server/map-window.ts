import { homeRegion, installed, type TerritoryMap } from '@regiso/core';
import { cornersOf, type Geometry, type View } from '../shared/ground';
import { fit, type Place } from '../shared/mercator';
import { contains, type Point } from './clusters';
import { boxOf } from './map-svg';

const mapSize = { width: 960, height: 600 };

type Asked = {
  municipality?: string | undefined;
  lat?: number | undefined;
  lon?: number | undefined;
  z?: number | undefined;
};

/** What the map shows as a whole: the home region, or the points themselves when all of them lie elsewhere. */
export function wholeOf(asked: Asked, points: readonly Point[], boundaries: TerritoryMap | undefined): Place[] {
  const home = homePlaces(boundaries);
  const box = boxOf({ ...mapSize, ...fit(home, mapSize.width, mapSize.height) });
  const isHome = !points.length || (!asked.municipality && points.some((point) => contains(box, point)));
  return corners(isHome ? home : points);
}

function homePlaces(boundaries: TerritoryMap | undefined): Place[] {
  if (!boundaries) return homeRegion().municipalities.map(({ label }) => label);
  return boundaries.features.flatMap(({ geometry }) => cornersOf(geometry as Geometry));
}

function corners(places: readonly Place[]): Place[] {
  const lats = places.map(({ lat }) => lat);
  const lons = places.map(({ lon }) => lon);
  return [
    { lat: Math.min(...lats), lon: Math.min(...lons) },
    { lat: Math.max(...lats), lon: Math.max(...lons) },
  ];
}

/** The window of the address, or the one in which the whole fits. */
export function windowOf({ lat, lon, z }: Asked, whole: readonly Place[]): View {
  const view = { ...mapSize, ...fit(whole, mapSize.width, mapSize.height) };
  const centre = lat !== undefined && lon !== undefined ? { lat, lon } : view.centre;
  const zoom = z ?? view.zoom;
  // A tile server has pictures for whole zooms only.
  return { ...view, centre, zoom: installed().config.tileServer ? Math.floor(zoom) : zoom };
}
