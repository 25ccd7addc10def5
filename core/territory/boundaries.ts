import { municipalityFinder, type NamedMunicipality } from './municipality-names';
import type { Point } from './pack';

export type Geometry = { type: 'Polygon' | 'MultiPolygon'; coordinates: unknown[] };
export type Boundary = { feature: number; municipality: string; matchedBy: string; geometry: Geometry };
/** What is wrong with the file (feature null) or with one of its features, counted from 1. */
export type BoundaryProblem = { feature: number | null; name: string | null; message: string };
export type CheckedMap = { boundaries: Boundary[]; problems: BoundaryProblem[]; attribution: string | null };

type Known = NamedMunicipality & { readonly label: Point };
type Json = Record<string, unknown>;

const nameKeys = ['name', 'name:ru', 'name_ru', 'name_current', 'official_name', 'short_name', 'district', 'title'];
const codeKeys = ['municipality_id', 'oktmo', 'OKTMO', 'oktmo:user', 'ref:oktmo'];

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a GeoJSON text and finds the municipality of every feature. Pure: says all problems, saves nothing. */
export function checkMap(text: string, municipalities: readonly Known[]): CheckedMap {
  const parsed = parseMap(text);
  if (typeof parsed === 'string') {
    return { boundaries: [], problems: [{ feature: null, name: null, message: parsed }], attribution: null };
  }
  const find = municipalityFinder(municipalities);
  const boundaries: Boundary[] = [];
  const problems: BoundaryProblem[] = [];
  const taken = new Map<string, number>();
  parsed.features.forEach((feature, at) => {
    const checked = checkFeature(feature, find);
    const [number, name] = [at + 1, nameOf(feature)];
    if (typeof checked === 'string') return problems.push({ feature: number, name, message: checked });
    const earlier = taken.get(checked.municipality);
    taken.set(checked.municipality, number);
    if (!earlier) return boundaries.push({ feature: number, ...checked });
    const message = `объект ${earlier} уже описывает ${checked.municipality}: объедините их в один MultiPolygon`;
    return problems.push({ feature: number, name, message });
  });
  return { boundaries, problems, attribution: parsed.attribution };
}

function parseMap(text: string): { features: unknown[]; attribution: string | null } | string {
  if (!text.trim()) return 'файл пуст: нужен GeoJSON (FeatureCollection) в кодировке UTF-8';
  let map: unknown;
  try {
    map = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return `файл не читается как JSON (${(error as Error).message}): сохраните карту как GeoJSON в кодировке UTF-8`;
  }
  if (!isObject(map) || map['type'] !== 'FeatureCollection' || !Array.isArray(map['features'])) {
    return 'это не GeoJSON FeatureCollection: на верхнем уровне нужны "type": "FeatureCollection" и список "features"';
  }
  if (!map['features'].length) return 'в файле нет ни одного объекта: список "features" пуст';
  const { attribution } = map;
  return { features: map['features'], attribution: typeof attribution === 'string' ? attribution : null };
}

type Find = (text: string) => Known | undefined;

function checkFeature(feature: unknown, find: Find): Omit<Boundary, 'feature'> | string {
  if (!isObject(feature) || feature['type'] !== 'Feature') return 'это не объект GeoJSON: нужен "type": "Feature"';
  const match = matchFeature(feature, find);
  if (typeof match === 'string') return match;
  const geometry = checkGeometry(feature['geometry']);
  if (typeof geometry === 'string') return geometry;
  const { id, label } = match.known;
  if (!surrounds(geometry, label)) {
    return `граница «${id}» лежит далеко от него самого (${label.lat} с. ш., ${label.lon} в. д.): не переставлены ли широта и долгота?`;
  }
  return { municipality: id, matchedBy: match.by, geometry };
}

/** The texts by which a feature may name its municipality, surest first. */
function clues(feature: Json): { by: string; text: string }[] {
  const properties = isObject(feature['properties']) ? feature['properties'] : {};
  const from = (by: string, value: unknown) =>
    (typeof value === 'string' && value.trim()) || typeof value === 'number' ? [{ by, text: String(value) }] : [];
  return [from('id', feature['id']), ...[...codeKeys, ...nameKeys].map((key) => from(key, properties[key]))].flat();
}

const nameOf = (feature: unknown) => (isObject(feature) ? (clues(feature).at(-1)?.text ?? null) : null);

function matchFeature(feature: Json, find: Find): { known: Known; by: string } | string {
  const given = clues(feature);
  const found = given.flatMap(({ by, text }) => {
    const known = find(text);
    return known ? [{ by, text, known }] : [];
  });
  const [first, ...rest] = found;
  if (!first) {
    const seen = given.map(({ by, text }) => `${by}: ${text}`).join(', ') || 'ни id, ни названия';
    return `муниципалитет не найден (${seen}): укажите id, municipality_id, ОКТМО или название`;
  }
  const other = rest.find(({ known }) => known.id !== first.known.id);
  if (!other) return { known: first.known, by: first.by };
  return `${first.by} «${first.text}» и ${other.by} «${other.text}» указывают на разные муниципалитеты: ${first.known.id} и ${other.known.id}`;
}

function checkGeometry(geometry: unknown): Geometry | string {
  const type = isObject(geometry) ? geometry['type'] : undefined;
  if (!isObject(geometry) || (type !== 'Polygon' && type !== 'MultiPolygon')) {
    return `границей может быть только Polygon или MultiPolygon, а здесь ${typeof type === 'string' ? type : 'нет геометрии'}`;
  }
  const { coordinates } = geometry;
  const polygons: unknown = type === 'Polygon' ? [coordinates] : coordinates;
  if (!Array.isArray(polygons) || !polygons.length) return 'у границы нет координат';
  for (const polygon of polygons as unknown[]) {
    if (!Array.isArray(polygon) || !polygon.length) return 'у границы есть многоугольник без контура';
    for (const ring of polygon as unknown[]) {
      const fault = ringFault(ring);
      if (fault) return fault;
    }
  }
  return { type, coordinates: coordinates as unknown[] };
}

function ringFault(ring: unknown): string | undefined {
  if (!Array.isArray(ring) || ring.length < 4) return 'контур короче четырёх точек';
  const bad = ring.find((point) => !isPosition(point)) as unknown;
  if (bad !== undefined) {
    return `координата ${JSON.stringify(bad)} вне допустимого: нужны градусы WGS 84 [долгота −180…180, широта −90…90]`;
  }
  const [first, last] = [ring[0], ring.at(-1)] as [number[], number[]];
  return first[0] === last[0] && first[1] === last[1]
    ? undefined
    : 'контур не замкнут: последняя точка должна повторять первую';
}

const isPosition = (point: unknown) =>
  Array.isArray(point)
  && point.length >= 2
  && point.every((value) => typeof value === 'number' && Number.isFinite(value))
  && Math.abs(point[0] as number) <= 180
  && Math.abs(point[1] as number) <= 90;

/** Whether the point lies in the geometry's box, widened by a degree. */
function surrounds(geometry: Geometry, { lat, lon }: Point) {
  const points = (
    geometry.type === 'Polygon' ? geometry.coordinates.flat(1) : geometry.coordinates.flat(2)
  ) as number[][];
  const within = (axis: 0 | 1, value: number) => {
    let [low, high] = [Infinity, -Infinity];
    for (const point of points) {
      low = Math.min(low, point[axis] ?? low);
      high = Math.max(high, point[axis] ?? high);
    }
    return low - 1 <= value && value <= high + 1;
  };
  return within(0, lon) && within(1, lat);
}
