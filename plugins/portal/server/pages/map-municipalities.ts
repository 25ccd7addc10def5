import { homeRegion, tileGrid, type TerritoryMap } from '@regiso/core';
import { fit } from '../../shared/mercator';
import { renderTileMap } from '@regiso/dashboards/api';
import { html, raw, type Html } from '../html';
import { outlines } from '../map-svg';
import { cornersOf, placeIn, type Geometry, type View } from '../../shared/ground';
import type { MunicipalityCount } from '../register';
import { withQuery, type Visit } from '../visit';

const listOf = (municipality: string, kind?: string) => withQuery('/organisations', { kind, municipality });

/** Five classes of equal size by count, 1–5; 0 where there is nothing. */
function shades(counts: readonly MunicipalityCount[]): Map<string, number> {
  const sorted = counts
    .map(({ count }) => count)
    .filter(Boolean)
    .sort((one, other) => one - other);
  const below = (count: number) => sorted.filter((one) => one < count).length;
  return new Map(
    counts.map(({ id, count }) => [id, count ? Math.min(5, 1 + Math.floor((5 * below(count)) / sorted.length)) : 0]),
  );
}

const nameIn = ({ name, nameEn }: { name: string; nameEn: string }, { language }: Visit) =>
  language === 'ru' ? name : nameEn;

/** Equal tiles laid out like the region: a small town is as visible as a large district. */
export function tileScheme(visit: Visit, counts: readonly MunicipalityCount[], kind?: string): Html {
  const { words, language } = visit;
  const byId = new Map(counts.map((one) => [one.id, one]));
  const tiles = tileGrid(homeRegion()).tiles.map((tile) => ({
    ...tile,
    name: language === 'ru' ? tile.name : tile.nameEn,
    value: byId.get(tile.municipality)?.count ?? 0,
    href: listOf(tile.municipality, kind),
  }));
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const text = { title: words.map.tiles, description: words.map.label(total), decimals: 0, language };
  const draw = (width: number) => raw(renderTileMap(tiles, { ...text, width }));
  return html`<div class="chart chart-wide">${draw(720)}</div>
    <div class="chart chart-narrow">${draw(340)}</div>`;
}

/** The real outlines, shaded by count. */
export function choropleth(visit: Visit, counts: readonly MunicipalityCount[], map: TerritoryMap, kind?: string): Html {
  const size = { width: 960, height: 600 };
  const pack = homeRegion();
  const places = map.features.flatMap(({ geometry }) => cornersOf(geometry as Geometry));
  const whole = fit(places, size.width, size.height);
  const view: View = { ...size, ...whole };
  const shade = shades(counts);
  const byId = new Map(counts.map((one) => [one.id, one]));
  const areas = outlines(view, map).map(({ id, path }) => {
    const there = byId.get(id);
    const label = there ? `${nameIn(there, visit)}: ${there.count}` : id;
    return html`<a href="${listOf(id, kind)}" aria-label="${label}"
      ><title>${label}</title><path class="shade-${shade.get(id) ?? 0}" d="${path}"
    /></a>`;
  });
  const labels = pack.municipalities.map(({ id, label }) => {
    const { x, y } = placeIn(view, label);
    return html`<text x="${Math.round(x)}" y="${Math.round(y)}" class="on-shade-${shade.get(id) ?? 0}"
      >${byId.get(id)?.count}</text
    >`;
  });
  return html`<div class="map-box">
      <svg
        class="map areas"
        viewBox="0 0 ${size.width} ${size.height}"
        role="group"
        aria-label="${visit.words.map.boundaries}"
      >
        ${areas}
        <g aria-hidden="true">${labels}</g>
      </svg>
    </div>
    ${legend(visit)}`;
}

const legend = ({ words }: Visit) =>
  html`<p class="legend">
    <span>${words.map.fewer}</span>${[1, 2, 3, 4, 5].map((step) => html`<i class="shade-${step}"></i>`)}<span
      >${words.map.most}</span
    >
    <span class="quiet">${words.map.shade}</span>
  </p>`;

type Counts = { counts: readonly MunicipalityCount[]; elsewhere: number; kind?: string | undefined };

/** The twin of every map: a table of municipalities with links to their lists. */
export function municipalityTable(visit: Visit, { counts, elsewhere, kind }: Counts): Html {
  const { words } = visit;
  const number = new Intl.NumberFormat(words.locale);
  const rows = counts.map(
    (one) =>
      html`<tr>
        <th scope="row"><a href="${listOf(one.id, kind)}">${nameIn(one, visit)}</a></th>
        <td>${number.format(one.count)}</td>
      </tr>`,
  );
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return html`<table class="narrow">
    <caption class="unseen">
      ${words.map.list}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words.map.municipality}</th>
        <th scope="col">${words.map.count}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">${words.map.total}</th>
        <td>${number.format(total)}</td>
      </tr>
      ${
        elsewhere > 0
        && html`<tr class="quiet-row">
          <th scope="row">${words.map.elsewhere}</th>
          <td>${number.format(elsewhere)}</td>
        </tr>`
      }
    </tfoot>
  </table>`;
}
