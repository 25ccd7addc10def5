import { placeIn, type View } from './ground';
import type { Pixel, Place } from './mercator';

export type Town = Place & { name: string };
export type Circle = Pixel & { r: number };
/** A name on the map and, unless a cluster stands for the town, the dot it belongs to. */
export type Name = Pixel & { name: string; dot?: Pixel };

const halfOf = (name: string) => name.length * 4;
const dotRadius = 3;

/**
 * Towns whose names fit into the window without touching each other or a cluster, the first given first; `inset` is how
 * much of either side may be cut off.
 */
export function namesThatFit(view: View, towns: readonly Town[], clusters: readonly Circle[], inset = 0): Name[] {
  const placed: Name[] = [];
  for (const town of towns) {
    const at = placeIn(view, town);
    const own = clusters.find(({ x, y, r }) => Math.hypot(x - at.x, y - at.y) < r + 8);
    const mark = own ?? { ...at, r: dotRadius };
    const name = around(mark, town.name).find(
      (place) => isInside(view, place, inset) && !touchesName(place, placed) && !touchesCluster(place, clusters, own),
    );
    if (name) placed.push(own ? name : { ...name, dot: { x: Math.round(at.x), y: Math.round(at.y) } });
  }
  return placed;
}

/** Under the mark, over it, to the right, to the left: the first place that is free is taken. */
function around({ x, y, r }: Circle, name: string): Name[] {
  const aside = r + 5 + halfOf(name);
  const places = [
    { x, y: y + r + 14 },
    { x, y: y - r - 6 },
    { x: x + aside, y: y + 4 },
    { x: x - aside, y: y + 4 },
  ];
  return places.map((place) => ({ x: Math.round(place.x), y: Math.round(place.y), name }));
}

const isInside = ({ width, height }: View, { x, y, name }: Name, inset: number) => {
  const margin = inset + halfOf(name);
  return x > margin && x < width - margin && y > 12 && y < height - 20;
};

const touchesName = ({ x, y, name }: Name, placed: readonly Name[]) =>
  placed.some((other) => Math.abs(other.x - x) < halfOf(name) + halfOf(other.name) && Math.abs(other.y - y) < 18);

const touchesCluster = ({ x, y, name }: Name, clusters: readonly Circle[], own: Circle | undefined) =>
  clusters.some(
    (one) => one !== own && Math.abs(one.x - x) < one.r + halfOf(name) && Math.abs(one.y - y + 5) < one.r + 6,
  );
