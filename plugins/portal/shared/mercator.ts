/** Places as pixels of the usual web map (Web Mercator, 256 pixels for the world at zoom 0); for server and browser. */
export type Place = { lat: number; lon: number };
export type Pixel = { x: number; y: number };
export type Box = { west: number; south: number; east: number; north: number };

export const smallestZoom = 3;
export const largestZoom = 18;
export const tileSize = 256;

const worldSize = (zoom: number) => tileSize * 2 ** zoom;

export function toPixel({ lat, lon }: Place, zoom: number): Pixel {
  const sine = Math.min(Math.max(Math.sin((lat * Math.PI) / 180), -0.9999), 0.9999);
  const size = worldSize(zoom);
  return { x: ((lon + 180) / 360) * size, y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size };
}

export function toPlace({ x, y }: Pixel, zoom: number): Place {
  const size = worldSize(zoom);
  const turn = Math.PI - (2 * Math.PI * y) / size;
  return { lat: (Math.atan(Math.sinh(turn)) * 180) / Math.PI, lon: (x / size) * 360 - 180 };
}

/** What a window of so many pixels shows around a centre. */
export function boxAround(centre: Place, zoom: number, width: number, height: number): Box {
  const middle = toPixel(centre, zoom);
  const corner = toPlace({ x: middle.x - width / 2, y: middle.y - height / 2 }, zoom);
  const opposite = toPlace({ x: middle.x + width / 2, y: middle.y + height / 2 }, zoom);
  return { west: corner.lon, north: corner.lat, east: opposite.lon, south: opposite.lat };
}

/** Centre and the largest zoom, in quarters, at which all these places fit into the window. */
export function fit(places: readonly Place[], width: number, height: number): { centre: Place; zoom: number } {
  const pixels = places.map((place) => toPixel(place, 0));
  const [west, east] = [Math.min(...pixels.map(({ x }) => x)), Math.max(...pixels.map(({ x }) => x))];
  const [north, south] = [Math.min(...pixels.map(({ y }) => y)), Math.max(...pixels.map(({ y }) => y))];
  const room = Math.min((width * 0.9) / (east - west || 1e-9), (height * 0.9) / (south - north || 1e-9));
  const zoom = Math.min(Math.max(Math.floor(Math.log2(room) * 4) / 4, smallestZoom), 16);
  return { centre: toPlace({ x: (west + east) / 2, y: (north + south) / 2 }, 0), zoom };
}
