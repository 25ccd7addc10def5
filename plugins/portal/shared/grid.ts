import { placeIn, type View } from './ground';
import { boxAround } from './mercator';

/** A line of the grid and where its label stands. */
export type GridLine = { path: string; x: number; y: number; label: string };

const minutes = [600, 300, 120, 60, 30, 10, 5, 2, 1];
const apart = 110;

/** Meridians and parallels at a pace that suits the zoom: the ground of a map that has neither outlines nor tiles. */
export function gridLines(view: View): GridLine[] {
  const { centre, zoom, width, height } = view;
  const { west, south, east, north } = boxAround(centre, zoom, width, height);
  const perMinute = width / (east - west) / 60;
  const meridians = multiples(west, east, stepFor(perMinute)).map((at) => {
    const x = Math.round(placeIn(view, { lat: centre.lat, lon: at / 60 }).x);
    return { path: `M${x} 0V${height}`, x: x + 4, y: height - 6, label: angle(at) };
  });
  const northward = perMinute / Math.cos((centre.lat * Math.PI) / 180);
  const parallels = multiples(south, north, stepFor(northward)).map((at) => {
    const y = Math.round(placeIn(view, { lat: at / 60, lon: centre.lon }).y);
    return { path: `M0 ${y}H${width}`, x: 4, y: y - 4, label: angle(at) };
  });
  return [...meridians, ...parallels];
}

const stepFor = (perMinute: number) => minutes.findLast((step) => step * perMinute >= apart) ?? 600;

/** Whole multiples of a step, in minutes of arc, between two angles in degrees. */
function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil((from * 60) / step);
  const last = Math.floor((to * 60) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => (first + at) * step);
}

const angle = (at: number) => `${Math.floor(at / 60)}°${at % 60 ? `${at % 60}′` : ''}`;
