export type Point = { lat: number; lon: number };
export type View = { centre: Point; widthKm: number };
type Ring = readonly (readonly number[])[];
type Outline = { geometry: { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown[] } };

export const width = 480;
export const height = 300;
/** Kilometres from west to east, the nearest last. */
export const steps = [240, 100, 40, 15, 5] as const;

export const pointText = ({ lat, lon }: Point) => `${lat.toFixed(5)}, ${lon.toFixed(5)}`;

const kmPerDegree = 111.32;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Where a point stands in the picture; near a town the earth is flat enough. */
export function placeIn({ centre, widthKm }: View, { lat, lon }: Point): { x: number; y: number } {
  const perKm = width / widthKm;
  const perDegreeEast = kmPerDegree * Math.cos(radians(centre.lat)) * perKm;
  return {
    x: width / 2 + (lon - centre.lon) * perDegreeEast,
    y: height / 2 - (lat - centre.lat) * kmPerDegree * perKm,
  };
}

export const isSeen = ({ x, y }: { x: number; y: number }, margin = 0) =>
  x >= margin && x <= width - margin && y >= margin && y <= height - margin;

/** Kilometres between two points, over the ground. */
export function distanceKm(a: Point, b: Point): number {
  const half = (degrees: number) => Math.sin(radians(degrees) / 2) ** 2;
  const chord = half(b.lat - a.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(b.lon - a.lon);
  return 2 * 6_371 * Math.asin(Math.sqrt(Math.min(chord, 1)));
}

/** The outline of a municipality as an SVG path; empty when it lies outside the picture. */
export function pathOf(view: View, { geometry: { type, coordinates } }: Outline): string {
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as Ring[][];
  return polygons.flatMap((rings) => rings.map((ring) => ringPath(view, ring))).join('');
}

function ringPath(view: View, ring: Ring): string {
  const places = ring.map(([lon = 0, lat = 0]) => placeIn(view, { lat, lon }));
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  const [west, east] = [min(xs), -min(xs.map((x) => -x))];
  const [north, south] = [min(ys), -min(ys.map((y) => -y))];
  if (west > width || east < 0 || north > height || south < 0) return '';
  return `${places.map(({ x, y }, at) => `${at ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')}Z`;
}

// Spreading tens of thousands of corners into Math.min would overflow the stack.
const min = (values: readonly number[]) => values.reduce((least, value) => (value < least ? value : least), Infinity);

/** A round length for the scale, about a quarter of the picture. */
export function scaleOf({ widthKm }: View): { km: number; pixels: number } {
  const wanted = widthKm / 4;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const km = [5, 2, 1].map((step) => step * power).find((length) => length <= wanted) ?? power;
  return { km, pixels: (km / widthKm) * width };
}

type Label = { name: string; x: number; y: number };

/** Of the labels those that fit into the picture without lying on each other or on the point itself, in the given order. */
export function clearLabels(labels: readonly Label[], taken: readonly { x: number; y: number }[]): Label[] {
  const kept: Label[] = [];
  const half = (name: string) => name.length * 3.6 + 4;
  for (const label of labels) {
    const reach = half(label.name);
    const fits = label.x - reach > 0 && label.x + reach < width && label.y > 20 && label.y < height - 8;
    const isFree =
      kept.every(({ name, x, y }) => Math.abs(x - label.x) > reach + half(name) || Math.abs(y - label.y) > 18)
      && taken.every(({ x, y }) => Math.abs(x - label.x) > reach + 8 || Math.abs(y - 8 - label.y) > 18);
    if (fits && isFree) kept.push(label);
  }
  return kept;
}
