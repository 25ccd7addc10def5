import { gridLines } from '../../shared/grid';
import { outlinePath, placeIn, rasterTiles, type Geometry, type View } from '../../shared/ground';
import { circleAround, circlesOf, clusterRadius, markShape, pinShape, reachRadius } from '../../shared/marks';
import { tileSize, type Box, type Place } from '../../shared/mercator';
import { namesThatFit, type Town } from '../../shared/names';

export type Feature = { geometry: Geometry };
export type Found = {
  clusters: (Place & { count: number; box: Box })[];
  points: (Place & { id: string; name: string; kind: string })[];
  total: number;
  isCapped: boolean;
};

export type Here = Place & { radius: number };

type Attributes = Record<string, string | number>;

function element(name: string, attributes: Attributes, ...children: (Element | string)[]) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

type Ground = { features: readonly Feature[]; isOutlined: boolean; tiles: string | undefined };

/** Tiles, outlines, or the grid of degrees where there is neither. */
export function drawGround(svg: SVGSVGElement, view: View, { features, isOutlined, tiles }: Ground) {
  // Outlines still on their way: what the server drew stands until then.
  if (isOutlined && !tiles && !features.length) return;
  const size = { width: tileSize, height: tileSize };
  const images = tiles ? rasterTiles(view, tiles).map((tile) => element('image', { ...tile, ...size })) : [];
  const paths = features.map(({ geometry }) => outlinePath(view, geometry)).filter(Boolean);
  const land = element('g', { class: tiles ? 'land over-tiles' : 'land' }, ...paths.map((d) => element('path', { d })));
  svg.querySelector('.ground')?.replaceChildren(...images, ...(tiles || isOutlined ? [] : [grid(view)]), land);
}

const grid = (view: View) =>
  element(
    'g',
    { class: 'grid' },
    ...gridLines(view).flatMap(({ path, x, y, label }) => [
      element('path', { d: path }),
      element('text', { x, y }, label),
    ]),
  );

/** The chosen place and the circle one looks in. */
export function drawHere(svg: SVGSVGElement, view: View, here: Here) {
  const { x, y, r } = circleAround(view, here, here.radius);
  const pin = element('path', { class: 'here', d: pinShape, transform: `translate(${x} ${y})` });
  svg
    .querySelector('.around-point')
    ?.replaceChildren(...(r ? [element('circle', { class: 'radius', cx: x, cy: y, r })] : []), pin);
}

/** Names of towns clear of the marks. */
export function drawNames(svg: SVGSVGElement, view: View, towns: readonly Town[], clusters: Found['clusters']) {
  const names = namesThatFit(view, towns, circlesOf(view, clusters));
  const drawn = names.flatMap(({ x, y, name, dot }) => [
    ...(dot ? [element('circle', { cx: dot.x, cy: dot.y, r: 3 })] : []),
    element('text', { x, y }, name),
  ]);
  svg.querySelector('.places')?.replaceChildren(...drawn);
}

/** Clusters as buttons that zoom, organisations as links; `cluster` is the words for a cluster with `{n}` in them. */
export function drawMarks(svg: SVGSVGElement, view: View, { clusters, points }: Found, cluster: string) {
  const at = (place: Place) => {
    const { x, y } = placeIn(view, place);
    return `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
  };
  const groups = clusters.map((one, index) =>
    element(
      'a',
      {
        href: '#',
        class: 'cluster',
        role: 'button',
        'data-at': index,
        'aria-label': cluster.replace('{n}', String(one.count)),
        transform: at(one),
      },
      element('circle', { r: clusterRadius(one.count) }),
      element('text', { dy: '.35em' }, String(one.count)),
    ),
  );
  const singles = points.map((one) =>
    element(
      'a',
      { href: `/organisations/${one.id}`, class: `point ${one.kind}`, 'aria-label': one.name, transform: at(one) },
      element('title', {}, one.name),
      element('circle', { class: 'reach', r: reachRadius }),
      element('path', { d: markShape(one.kind) }),
    ),
  );
  const focused = document.activeElement?.closest('.marks a')?.getAttribute('aria-label');
  svg.querySelector('.marks')?.replaceChildren(...groups, ...singles);
  if (focused) refocus(svg, focused);
}

// Redrawn marks are new elements: the focus goes to the one of the same name, or to the map.
function refocus(svg: SVGSVGElement, name: string) {
  const same = [...svg.querySelectorAll<SVGAElement>('.marks a')].find(
    (mark) => mark.getAttribute('aria-label') === name,
  );
  (same ?? svg).focus({ preventScroll: true });
}
