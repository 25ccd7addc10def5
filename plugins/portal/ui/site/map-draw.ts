import {
  circlesOf,
  clusterRadius,
  namesThatFit,
  outlinePath,
  placeIn,
  rasterTiles,
  type Geometry,
  type Town,
  type View,
} from '../../shared/ground';
import type { Box, Place } from '../../shared/mercator';

export type Feature = { geometry: Geometry };
export type Found = {
  clusters: (Place & { count: number; box: Box })[];
  points: (Place & { id: string; name: string; kind: string })[];
  total: number;
  isCapped: boolean;
};

type Attributes = Record<string, string | number>;

function element(name: string, attributes: Attributes, ...children: (Element | string)[]) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** Tiles or outlines, and names of towns; without either loaded yet, what the server drew goes away only when redrawn. */
export function drawGround(
  svg: SVGSVGElement,
  view: View,
  features: readonly Feature[],
  towns: readonly Town[],
  clusters: Found['clusters'],
  tiles?: string,
) {
  const images = tiles
    ? rasterTiles(view, tiles).map((tile) => element('image', { ...tile, width: 256, height: 256 }))
    : [];
  const paths = features.map(({ geometry }) => outlinePath(view, geometry)).filter(Boolean);
  const names = tiles
    ? []
    : namesThatFit(view, towns, circlesOf(view, clusters)).map(({ x, y, name }) => element('text', { x, y }, name));
  svg.querySelector('.places')?.replaceChildren(...names);
  svg
    .querySelector('.ground')
    ?.replaceChildren(
      ...images,
      element('g', { class: tiles ? 'land over-tiles' : 'land' }, ...paths.map((d) => element('path', { d }))),
    );
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
      element('circle', { r: 8 }),
    ),
  );
  svg.querySelector('.marks')?.replaceChildren(...groups, ...singles);
}
