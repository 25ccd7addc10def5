import { homeRegion, type TerritoryMap } from '@regiso/core';
import {
  namesThatFit,
  outlinePath,
  rasterTiles,
  type Circle,
  type Geometry,
  type Town,
  type View,
} from '../shared/ground';
import { boxAround, tileSize, type Box } from '../shared/mercator';
import { attributes, html, raw, type Html } from './html';
import type { Language } from './visit';

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
  return populous.flatMap(({ centre }) => {
    const town = settlements.get(centre);
    if (!town) return [];
    // «село Абатское» is «Абатское» on a map.
    const name = language === 'ru' ? town.name.replace(/^[а-яё. ]+(?=[А-ЯЁ])/, '') : town.nameEn;
    return [{ ...town.point, name }];
  });
}

/** The ground of a map: raster tiles of the operator's server, or outlines. */
export function mapGround(view: View, map: TerritoryMap | undefined, tiles: string | undefined): Html {
  const size = { width: tileSize, height: tileSize };
  const images = tiles
    ? rasterTiles(view, tiles).map((tile) => html`<image${attributes({ ...tile, ...size })} />`)
    : [];
  const land = outlines(view, map).map(({ path }) => raw(`<path d="${path}"/>`));
  return html`<g class="ground">${images}<g class="${tiles ? 'land over-tiles' : 'land'}">${land}</g></g>`;
}

/** Names of towns over the marks; a tile server's pictures have names of their own. */
export function mapNames(view: View, tiles: string | undefined, language: Language, clusters: readonly Circle[]): Html {
  const names = tiles ? [] : namesThatFit(view, towns(language), clusters);
  return html`<g class="places" aria-hidden="true"
    >${names.map(({ x, y, name }) => html`<text x="${x}" y="${y}">${name}</text>`)}</g
  >`;
}
