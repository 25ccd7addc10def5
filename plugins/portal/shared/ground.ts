import { tileSize, toPixel, type Pixel, type Place } from './mercator';

/** A window onto the web map: centre, zoom and size in pixels. */
export type View = { centre: Place; zoom: number; width: number; height: number };
export type Town = Place & { name: string };
export type Ring = readonly (readonly [lon: number, lat: number])[];
export type Geometry = { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown };

/** Where a place falls inside the window. */
export function placeIn({ centre, zoom, width, height }: View, place: Place): Pixel {
  const middle = toPixel(centre, zoom);
  const { x, y } = toPixel(place, zoom);
  return { x: x - middle.x + width / 2, y: y - middle.y + height / 2 };
}

/** All corners of an outline. */
export const cornersOf = ({ type, coordinates }: Geometry): Place[] => {
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as Ring[][];
  return polygons.flat(2).map(([lon, lat]) => ({ lat, lon }));
};

/** An outline as an SVG path inside the window; points closer than a pixel and rings far away are left out. */
export function outlinePath(view: View, { type, coordinates }: Geometry): string {
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as Ring[][];
  return polygons.flatMap((rings) => rings.map((ring) => ringPath(view, ring))).join('');
}

function ringPath(view: View, ring: Ring): string {
  const pixels = ring.map(([lon, lat]) => placeIn(view, { lat, lon }));
  const xs = pixels.map(({ x }) => x);
  const ys = pixels.map(({ y }) => y);
  const isSeen =
    Math.max(...xs) > 0 && Math.min(...xs) < view.width && Math.max(...ys) > 0 && Math.min(...ys) < view.height;
  if (!isSeen) return '';
  let last: Pixel | undefined;
  let path = '';
  for (const { x, y } of pixels) {
    if (last && Math.hypot(x - last.x, y - last.y) < 1) continue;
    path += `${last ? 'L' : 'M'}${Math.round(x)} ${Math.round(y)}`;
    last = { x, y };
  }
  return `${path}Z`;
}

export type Circle = Pixel & { r: number };
type Name = Pixel & { name: string };

/** Towns whose names fit into the window without touching each other or a cluster, the first given first. */
export function namesThatFit(view: View, towns: readonly Town[], clusters: readonly Circle[]): Name[] {
  const placed: Name[] = [];
  for (const town of towns) {
    const at = placeIn(view, town);
    const own = clusters.find(({ x, y, r }) => Math.hypot(x - at.x, y - at.y) < r + 8);
    const name = { x: Math.round(own?.x ?? at.x), y: Math.round(own ? own.y + own.r + 14 : at.y + 4), name: town.name };
    const half = town.name.length * 4;
    const isOutside = name.x < half || name.y < 12 || name.x > view.width - half || name.y > view.height - 4;
    const touchesName = placed.some(
      (other) => Math.abs(other.x - name.x) < half + other.name.length * 4 && Math.abs(other.y - name.y) < 18,
    );
    const touchesCluster = clusters.some(
      ({ x, y, r }) => Math.abs(x - name.x) < r + half && Math.abs(y - name.y + 5) < r + 6 && own?.x !== x,
    );
    if (!isOutside && !touchesName && !touchesCluster) placed.push(name);
  }
  return placed;
}

/** Where clusters lie inside the window. */
export const circlesOf = (view: View, clusters: readonly (Place & { count: number })[]): Circle[] =>
  clusters.map((cluster) => ({ ...placeIn(view, cluster), r: clusterRadius(cluster.count) }));

/** The pictures of a tile server that cover the window. */
export function rasterTiles(view: View, template: string): (Pixel & { href: string })[] {
  const { x, y } = toPixel(view.centre, view.zoom);
  const [left, top] = [x - view.width / 2, y - view.height / 2];
  const tiles: (Pixel & { href: string })[] = [];
  for (let column = Math.floor(left / tileSize); column * tileSize < left + view.width; column += 1) {
    for (let row = Math.floor(top / tileSize); row * tileSize < top + view.height; row += 1) {
      const href = template
        .replace('{z}', String(view.zoom))
        .replace('{x}', String(column))
        .replace('{y}', String(row))
        .replace('{s}', 'abc'[(column + row) % 3] ?? 'a');
      tiles.push({ href, x: Math.round(column * tileSize - left), y: Math.round(row * tileSize - top) });
    }
  }
  return tiles;
}

/** Radius of a cluster's mark: grows slowly with what it holds. */
export const clusterRadius = (count: number) => Math.round(14 + 8 * Math.log10(count));
