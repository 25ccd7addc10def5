import { homeRegion, tileGrid, type TerritoryMap } from '@regiso/core';
import { renderTileMap } from '@regiso/dashboards/api';
import { html, raw, type Html } from '../html';
import type { MunicipalityCount } from '../register';
import { withQuery, type Visit } from '../visit';
import { areaMap } from './area-map';

const listOf = (municipality: string, kind?: string) => withQuery('/organisations', { kind, municipality });

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
  const { boundaries, fewer, most, shade } = visit.words.map;
  const areas = counts.map((one) => ({
    id: one.id,
    name: nameIn(one, visit),
    value: one.count,
    figure: String(one.count),
    href: listOf(one.id, kind),
  }));
  return areaMap({ label: boundaries, areas, map, legend: { least: fewer, most, shade } });
}

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
