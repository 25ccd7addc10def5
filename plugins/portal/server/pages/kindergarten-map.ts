import { installed, type TerritoryMap } from '@regiso/core';
import { placeIn, type View } from '../../shared/ground';
import { circleAround, circlesOf, markShape, pinShape, reachRadius } from '../../shared/marks';
import { fit, type Place } from '../../shared/mercator';
import { clusterPoints, type Point as MapPoint } from '../clusters';
import { attributes, html, raw, type Html } from '../html';
import { mapSource } from '../map-source';
import { boxOf, clusterMark, mapGround, mapNames, towns } from '../map-svg';
import { wholeOf } from '../map-window';
import { roughly } from '../places/distance';
import type { Point } from '../places/point';
import type { Found } from '../places/wanted';
import { withQuery, type Visit } from '../visit';
import { mapArrows, clampZoom, type Go } from './map-arrows';
import type { PlacesQuery } from './kindergartens';

const size = { width: 720, height: 560 };
const nearestShown = 8;

type Drawn = {
  query: PlacesQuery;
  point: Point;
  found: readonly Found[];
  boundaries: TerritoryMap | undefined;
};

/** Marks of kindergartens: their class tells whether they have free places, their name says it. */
export const marksOf = ({ words }: Visit, found: readonly Found[]): MapPoint[] =>
  found.flatMap(({ id, name, municipality, lat, lon, now, later }) => {
    if (lat === null || lon === null) return [];
    const free = (now ?? 0) + (later ?? 0);
    const say = words.kindergartens;
    const told = free ? say.markFree(name, free) : now === null ? say.markUntold(name) : say.markNone(name);
    return [{ id, name: told, kind: free ? 'kindergarten' : 'kindergarten taken', municipality, lat, lon }];
  });

/** The same kindergartens on a map around the point. Links move the point, also without scripts. */
export function kindergartenMap(visit: Visit, { query, point, found, boundaries }: Drawn): Html {
  const { words, address, language } = visit;
  const say = words.kindergartens;
  const marks = marksOf(visit, found);
  const whole = around(query, point, marks, boundaries);
  const view = windowOf(query, point, whole);
  const clustered = clusterPoints(marks, boxOf(view), view.zoom);
  const { tileServer } = installed().config;
  const go: Go = (place, zoom) =>
    withQuery(address, {
      ...{ lat: roughly(place.lat), lon: roughly(place.lon), z: clampZoom(zoom) },
      ...{ place: null, at: null, page: null },
    }) + '#map';
  return html`<section class="aside-map" id="map" aria-labelledby="map-title">
    <h2 id="map-title">${say.mapTitle}</h2>
    <div class="map-box" ${liveData(visit, query, { view, whole, point, hasBoundaries: Boolean(boundaries) })}>
      <svg
        class="map"
        viewBox="0 0 ${view.width} ${view.height}"
        preserveAspectRatio="xMidYMid slice"
        role="group"
        aria-label="${say.mapTitle}"
        aria-describedby="map-shown map-keys"
      >
        <g class="stage">
          ${mapGround(view, boundaries, tileServer)}
          <g class="marks">
            ${clustered.clusters.map((one) => clusterMark(visit, view, one, go(one, view.zoom + 2), say.cluster(one.count)))}${clustered.points.map((one) => mark(view, one))}
          </g>
          <g class="around-point" aria-hidden="true">${aroundPoint(view, point, query.radius)}</g>
          ${mapNames(view, { tiles: tileServer, language, circles: circlesOf(view, clustered.clusters) })}
        </g>
      </svg>
      ${mapArrows(visit, view, go, withQuery(address, { z: null }))}
    </div>
    ${legend(visit, point)}
    <p class="by-script">
      ${say.mapPick}
      <button type="button" class="link" data-pick-centre>${say.pickCentre}</button>
    </p>
    <p id="map-shown" class="quiet" role="status">${say.mapShown.replace('{n}', String(clustered.total))}</p>
    <p id="map-keys" class="quiet only-script">${words.map.keys}</p>
    <p class="note" data-nothing ${clustered.total > 0 && raw('hidden')}>${say.mapNothing}</p>
    <p class="note" data-capped ${!clustered.isCapped && raw('hidden')}>${words.map.capped}</p>
    ${mapSource(visit, { tiles: true, boundaries })}
  </section>`;
}

/** What the map shows at first: the point with its radius, or with its nearest kindergartens; without one the region. */
function around({ radius }: PlacesQuery, { place }: Point, marks: readonly MapPoint[], map: TerritoryMap | undefined) {
  if (!place) return wholeOf({}, marks, map);
  if (!radius) return [place, ...marks.slice(0, nearestShown)].map(({ lat, lon }) => ({ lat, lon }));
  const north = radius / 111.2;
  const east = north / Math.cos((place.lat * Math.PI) / 180);
  return [
    { lat: place.lat - north, lon: place.lon - east },
    { lat: place.lat + north, lon: place.lon + east },
  ];
}

function windowOf({ z }: PlacesQuery, { place }: Point, whole: readonly Place[]): View {
  const fitted = fit(whole, size.width, size.height);
  const zoom = z ?? Math.min(fitted.zoom, 14);
  const centre = z !== undefined && place ? place : fitted.centre;
  // A tile server has pictures for whole zooms only.
  return { ...size, centre, zoom: installed().config.tileServer ? Math.floor(zoom) : zoom };
}

function aroundPoint(view: View, { place, kind }: Point, radius: number | undefined): Html | null {
  if (!place || kind === 'centre') return null;
  const { x, y, r } = circleAround(view, place, radius ?? 0);
  return html`${radius !== undefined && html`<circle class="radius" cx="${x}" cy="${y}" r="${r}" />`}<path
      class="here"
      d="${pinShape}"
      transform="translate(${x} ${y})"
    />`;
}

function mark(view: View, { id, name, kind, ...place }: MapPoint): Html {
  const { x, y } = placeIn(view, place);
  return html`<a${attributes({
    href: `/organisations/${id}`,
    class: `point ${kind}`,
    'aria-label': name,
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
  })}><title>${name}</title><circle class="reach" r="${reachRadius}" /><path d="${markShape(kind)}" /></a>`;
}

type Live = { view: View; whole: readonly Place[]; point: Point; hasBoundaries: boolean };

function liveData(
  { words, language, address }: Visit,
  query: PlacesQuery,
  { view, whole, point, hasBoundaries }: Live,
) {
  const own = { place: null, at: null, lat: null, lon: null, radius: null, z: null, page: null };
  const { place, kind } = point;
  return attributes({
    'data-map': true,
    'data-lat': view.centre.lat,
    'data-lon': view.centre.lon,
    'data-zoom': view.zoom,
    'data-points': withQuery(address.replace(/^[^?]*/, '/kindergartens/points'), own),
    'data-tiles': installed().config.tileServer,
    'data-outlines': hasBoundaries && '/api/territory/map?form=boundaries',
    'data-whole': JSON.stringify(whole),
    'data-towns': JSON.stringify(towns(language)),
    'data-cluster': words.kindergartens.clusterPattern,
    'data-shown': words.kindergartens.mapShown,
    'data-pick': true,
    'data-here': place && kind !== 'centre' ? JSON.stringify({ ...place, radius: query.radius ?? 0 }) : null,
  });
}

function legend({ words }: Visit, { place, kind }: Point): Html {
  const say = words.kindergartens;
  const key = (name: string, text: string) =>
    html`<li>
      <svg class="key point ${name}" viewBox="-12 -12 24 24" width="20" height="20" aria-hidden="true">
        <path d="${markShape(name)}" /></svg
      >${text}
    </li>`;
  return html`<ul class="map-legend" aria-label="${words.map.legend}">
    ${key('kindergarten', say.legendFree)}${key('kindergarten taken', say.legendNone)}
    ${
      place
      && kind !== 'centre'
      && html`<li>
        <svg class="key" viewBox="-12 -12 24 24" width="20" height="20" aria-hidden="true">
          <path class="here" d="${pinShape}" transform="translate(0 10) scale(.8)" /></svg
        >${say.legendHere}
      </li>`
    }
  </ul>`;
}
