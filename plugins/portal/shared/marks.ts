import { placeIn, type View } from './ground';
import { tileSize, type Place } from './mercator';
import type { Circle } from './names';

/** Radius of a cluster's mark: grows slowly with what it holds. */
export const clusterRadius = (count: number) => Math.round(14 + 8 * Math.log10(count));

/** Where clusters lie inside the window. */
export const circlesOf = (view: View, clusters: readonly (Place & { count: number })[]): Circle[] =>
  clusters.map((cluster) => ({ ...placeIn(view, cluster), r: clusterRadius(cluster.count) }));

// Colour never speaks alone: each kind has a form of its own.
const shapes: Readonly<Record<string, string>> = {
  kindergarten: 'M0-8a8 8 0 1 1 0 16a8 8 0 1 1 0-16z',
  school: 'M-7-7H7V7H-7z',
  college: 'M0-9.5L9.5 7.5H-9.5z',
  extracurricular: 'M0-10L10 0 0 10-10 0z',
};
const otherShape = 'M-5-8H5L9 0 5 8H-5L-9 0z';

/** The outline of the mark of one organisation, around its place; what follows a space says how it is filled. */
export const markShape = (kind: string) => shapes[kind.split(' ')[0] ?? kind] ?? otherShape;

const equatorKm = 40_075.017;

/** A circle of so many kilometres around a place inside the window. */
export function circleAround(view: View, place: Place, km: number): Circle {
  const perKm = (tileSize * 2 ** view.zoom) / (equatorKm * Math.cos((place.lat * Math.PI) / 180));
  const { x, y } = placeIn(view, place);
  return { x: Math.round(x), y: Math.round(y), r: Math.round(km * perKm) };
}

/** The pin of a chosen place: its tip is the place. */
export const pinShape = 'M0 0C-7-8-9-12-9-16a9 9 0 1 1 18 0c0 4-2 8-9 16z';

/** Fingers need more than what is drawn: 24 pixels across at least. */
export const reachRadius = 13;
