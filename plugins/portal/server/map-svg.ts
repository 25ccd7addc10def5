import { homeRegion, type TerritoryMap } from '@regiso/core';
import { gridLines } from '../shared/grid';
import { outlinePath, placeIn, rasterTiles, type Geometry, type View } from '../shared/ground';
import { clusterRadius, markShape, reachRadius } from '../shared/marks';
import { boxAround, tileSize, type Box, type Place } from '../shared/mercator';
import { namesThatFit, type Circle, type Town } from '../shared/names';
import type { Cluster, Point } from './clusters';
import { attributes, html, raw, type Html } from './html';
import { wordFor } from './texts/register-words';
import type { Language, Visit } from './visit';

export const boxOf = ({ centre, zoom, width, height }: View): Box => boxAround(centre, zoom, width, height);

/** Outlines of municipalities inside the window, one path each. */
export const outlines = (view: View, map: TerritoryMap | undefined) =>
  (map?.features ?? [])
    .map(({ properties, geometry }) => ({ id: properties.municipality, path: outlinePath(view, geometry as Geometry) }))
    .filter(({ path }) => path);

/** Centres of municipalities, the most populous first: what a map without tiles is read by. */
export function towns(language: Language): Town[] {
  const pack = homeRegion();
  const settlements = new Map(pack.settlements.map((settlement) => [settlement.id, settlement]));
  const populous = [...pack.municipalities].sort((one, other) => (other.population ?? 0) - (one.population ?? 0));
  const centres = [...new Set(populous.map(({ centre }) => centre))];
  return centres.flatMap((centre) => {
    const town = settlements.get(centre);
    if (!town) return [];
    // «село Абатское» is «Абатское» on a map.
    const name = language === 'ru' ? town.name.replace(/^[а-яё. ]+(?=[А-ЯЁ])/, '') : town.nameEn;
    return [{ ...town.point, name }];
  });
}

/** The ground of a map: raster tiles of the operator's server, or outlines, or at least the grid of degrees. */
export function mapGround(view: View, map: TerritoryMap | undefined, tiles: string | undefined): Html {
  const size = { width: tileSize, height: tileSize };
  const images = tiles
    ? rasterTiles(view, tiles).map((tile) => html`<image${attributes({ ...tile, ...size })} />`)
    : [];
  const land = outlines(view, map).map(({ path }) => raw(`<path d="${path}"/>`));
  return html`<g class="ground"
    >${images}${!tiles && !map && grid(view)}<g class="${tiles ? 'land over-tiles' : 'land'}">${land}</g></g
  >`;
}

const grid = (view: View) =>
  html`<g class="grid" aria-hidden="true"
    >${gridLines(view).map(({ path, x, y, label }) => html`<path d="${path}" /><text x="${x}" y="${y}">${label}</text>`)}</g
  >`;

type Names = { tiles: string | undefined; language: Language; circles: readonly Circle[]; inset?: number };

/** Names of towns over the marks; a tile server's pictures have names of their own. */
export function mapNames(view: View, { tiles, language, circles, inset }: Names): Html {
  const names = tiles ? [] : namesThatFit(view, towns(language), circles, inset);
  return html`<g class="places" aria-hidden="true"
    >${names.map(({ x, y, name, dot }) => html`${dot && html`<circle cx="${dot.x}" cy="${dot.y}" r="3" />`}<text x="${x}" y="${y}">${name}</text>`)}</g
  >`;
}

const translated = (view: View, place: Place) => {
  const { x, y } = placeIn(view, place);
  return `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
};

/** A cluster: a link to the same map nearer. */
export const clusterMark = ({ words }: Visit, view: View, cluster: Cluster, href: string, label?: string) =>
  html`<a${attributes({
    href,
    class: 'cluster',
    'aria-label': label ?? words.map.cluster(cluster.count),
    transform: translated(view, cluster),
  })}><circle r="${clusterRadius(cluster.count)}" /><text dy=".35em">${cluster.count}</text></a>`;

/** One organisation: a link to its card. */
export function pointMark({ language }: Visit, view: View, point: Point) {
  const label = `${point.name}, ${wordFor('kinds', point.kind, language)}`;
  return html`<a${attributes({
    href: `/organisations/${point.id}`,
    class: `point ${point.kind}`,
    'aria-label': label,
    transform: translated(view, point),
  })}><title>${label}</title><circle class="reach" r="${reachRadius}" /><path d="${markShape(point.kind)}" /></a>`;
}
