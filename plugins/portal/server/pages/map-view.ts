import { installed, type TerritoryMap } from '@regiso/core';
import type { View } from '../../shared/ground';
import { circlesOf, markShape } from '../../shared/marks';
import type { Place } from '../../shared/mercator';
import { clusterPoints, type Clustered, type Point } from '../clusters';
import { attributes, html, raw, type Html } from '../html';
import { boxOf, clusterMark, mapGround, mapNames, pointMark, towns } from '../map-svg';
import { wholeOf, windowOf } from '../map-window';
import { codesOf, wordFor } from '../texts/register-words';
import { withQuery, type Visit } from '../visit';
import type { MapQuery } from './map';
import { clampZoom, mapArrows, type Go } from './map-arrows';

/** Points and clusters in a window of the map; links move it without scripts, `data-map` is where the script takes over. */
export function pointMap(
  visit: Visit,
  query: MapQuery,
  points: readonly Point[],
  boundaries: TerritoryMap | undefined,
): Html {
  const { words, address, language } = visit;
  const whole = wholeOf(query, points, boundaries);
  const view = windowOf(query, whole);
  const found = clusterPoints(points, boxOf(view), view.zoom);
  const { tileServer } = installed().config;
  const go: Go = (place, zoom) =>
    withQuery(address, { lat: place.lat.toFixed(4), lon: place.lon.toFixed(4), z: clampZoom(zoom) });
  return html`<div class="map-box" ${liveData(visit, query, view, whole, Boolean(boundaries))}>
      <svg
        class="map"
        viewBox="0 0 ${view.width} ${view.height}"
        preserveAspectRatio="xMidYMid slice"
        role="group"
        aria-label="${words.map.title}"
        aria-describedby="map-shown map-keys"
      >
        <g class="stage">
          ${mapGround(view, boundaries, tileServer)}
          <g class="marks">
            ${found.clusters.map((cluster) => clusterMark(visit, view, cluster, go(cluster, view.zoom + 2)))}${found.points.map((point) => pointMark(visit, view, point))}
          </g>
          ${mapNames(view, { tiles: tileServer, language, circles: circlesOf(view, found.clusters) })}
        </g>
      </svg>
      ${mapArrows(visit, view, go, withQuery(address, { lat: null, lon: null, z: null }))}
    </div>
    ${legend(visit, points)}
    <p id="map-shown" class="quiet" role="status">${words.map.shown.replace('{n}', String(found.total))}</p>
    <p id="map-keys" class="quiet only-script">${words.map.keys}</p>
    <p class="note" data-nothing ${found.total > 0 && raw('hidden')}>${words.map.nothing}</p>
    <p class="note" data-capped ${!found.isCapped && raw('hidden')}>${words.map.capped}</p>
    ${visibleList(visit, found)}`;
}

function liveData({ words, language }: Visit, query: MapQuery, view: View, whole: Place[], hasBoundaries: boolean) {
  return attributes({
    'data-map': true,
    'data-lat': view.centre.lat,
    'data-lon': view.centre.lon,
    'data-zoom': view.zoom,
    'data-points': withQuery('/map/points', { kind: query.kind, municipality: query.municipality }),
    'data-tiles': installed().config.tileServer,
    'data-outlines': hasBoundaries && '/api/territory/map?form=boundaries',
    'data-whole': JSON.stringify(whole),
    'data-towns': JSON.stringify(towns(language)),
    'data-cluster': words.map.clusterPattern,
    'data-shown': words.map.shown,
  });
}

/** Which form and colour stands for which kind, of those that are on the map at all. */
function legend({ words, language }: Visit, points: readonly Point[]) {
  const there = new Set(points.map(({ kind }) => kind));
  const items = codesOf('kinds')
    .filter((kind) => there.has(kind))
    .map(
      (kind) =>
        html`<li>
          <svg class="key point ${kind}" viewBox="-12 -12 24 24" width="20" height="20" aria-hidden="true">
            <path d="${markShape(kind)}" /></svg
          >${wordFor('kindsMany', kind, language)}
        </li>`,
    );
  return (
    items.length > 1
    && html`<ul class="map-legend" aria-label="${words.map.legend}">
      ${items}
    </ul>`
  );
}

/** The organisations one sees, as links, once the map is near enough to tell them apart. */
function visibleList({ language }: Visit, { clusters, points }: Clustered) {
  const isNear = clusters.length === 0 && points.length <= 30;
  const items = points.map(
    ({ id, name, kind }) =>
      html`<li>
        <a href="/organisations/${id}">${name}</a> <span class="quiet">${wordFor('kinds', kind, language)}</span>
      </li>`,
  );
  return html`<ul class="in-view" data-in-view ${!isNear && raw('hidden')}>
    ${isNear && items}
  </ul>`;
}
