import type { Place } from '../../shared/mercator';

const earthKm = 6371.0088;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Kilometres between two places in a straight line over the globe. */
export function kilometres(one: Place, other: Place): number {
  const [north, east] = [radians(other.lat - one.lat), radians(other.lon - one.lon)];
  const half =
    Math.sin(north / 2) ** 2 + Math.cos(radians(one.lat)) * Math.cos(radians(other.lat)) * Math.sin(east / 2) ** 2;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** A coordinate as addresses carry it: to about a hundred metres, so that it names no door. */
export const roughly = (degrees: number) => Math.round(degrees * 1000) / 1000;
