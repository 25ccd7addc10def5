import { tileSize, toPixel, type Pixel, type Place } from './mercator';

/** A window onto the web map: centre, zoom and size in pixels. */
export type View = { centre: Place; zoom: number; width: number; height: number };
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
