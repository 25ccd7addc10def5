import { clusterRadius } from '../shared/marks';
import { toPixel, toPlace, type Box, type Pixel, type Place } from '../shared/mercator';

export type Point = Place & { id: string; name: string; kind: string; municipality: string | null };
export type Cluster = Place & { count: number; box: Box };
export type Clustered = { clusters: Cluster[]; points: Point[]; total: number; isCapped: boolean };

type Group = Pixel & { members: Point[] };

const cell = 56;
const mostMarks = 300;

/** Groups the points of a box that would touch each other at this zoom; at the last zooms everything stands alone. */
export function clusterPoints(points: readonly Point[], box: Box, zoom: number): Clustered {
  const inside = points.filter((point) => contains(box, point));
  const groups = mergeNear(groupByCell(inside, zoom));
  const single = groups.filter(({ members }) => members.length === 1).flatMap(({ members }) => members);
  const clusters = groups.filter(({ members }) => members.length > 1).map((group) => describe(group, zoom));
  clusters.sort((one, other) => other.count - one.count);
  const room = Math.max(mostMarks - clusters.length, 0);
  const isCapped = clusters.length > mostMarks || single.length > room;
  return { clusters: clusters.slice(0, mostMarks), points: single.slice(0, room), total: inside.length, isCapped };
}

export const contains = (box: Box, { lat, lon }: Place) =>
  lat >= box.south && lat <= box.north && lon >= box.west && lon <= box.east;

function groupByCell(points: readonly Point[], zoom: number): Group[] {
  const groups = new Map<string, Group>();
  for (const point of points) {
    const { x, y } = toPixel(point, zoom);
    const key = `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
    const group = groups.get(key);
    if (!group) groups.set(key, { x, y, members: [point] });
    else add(group, { x, y, members: [point] });
  }
  return [...groups.values()];
}

// Cells cut a crowd along their edges: the larger group takes in those whose marks would overlap it.
function mergeNear(groups: Group[]): Group[] {
  const kept: Group[] = [];
  for (const group of groups.sort((one, other) => other.members.length - one.members.length)) {
    const near = kept.find((other) => Math.hypot(other.x - group.x, other.y - group.y) < reach(other) + reach(group));
    if (near) add(near, group);
    else kept.push(group);
  }
  return kept;
}

const reach = ({ members }: Group) => (members.length > 1 ? clusterRadius(members.length) : 10);

function add(group: Group, { x, y, members }: Group) {
  const [own, others] = [group.members.length, members.length];
  group.x = (group.x * own + x * others) / (own + others);
  group.y = (group.y * own + y * others) / (own + others);
  group.members.push(...members);
}

function describe({ x, y, members }: Group, zoom: number): Cluster {
  const lats = members.map(({ lat }) => lat);
  const lons = members.map(({ lon }) => lon);
  const box = {
    west: Math.min(...lons),
    east: Math.max(...lons),
    south: Math.min(...lats),
    north: Math.max(...lats),
  };
  return { ...toPlace({ x, y }, zoom), count: members.length, box };
}
