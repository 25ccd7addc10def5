import { boundaryMap, homeRegion, installed, type TerritoryMap } from '@regiso/core';
import { z } from 'zod';
import { fit, largestZoom, smallestZoom, toPixel, toPlace, type Place } from '../../shared/mercator';
import { circlesOf, clusterRadius, cornersOf, placeIn, type Geometry, type View } from '../../shared/ground';
import { clusterPoints, contains, type Clustered, type Point } from '../clusters';
import { attributes, html, raw, type Html } from '../html';
import { boxOf, mapGround, mapNames, towns } from '../map-svg';
import { ofKind, placedOrganisations } from '../points';
import { publicPage } from '../public-page';
import { countByMunicipality } from '../register';
import { presentSite } from '../site';
import { codesOf, wordFor } from '../texts/register-words';
import { withQuery, type Visit } from '../visit';
import { choropleth, municipalityTable, tileScheme } from './map-municipalities';
import { selectField } from './search-box';

const MapQuery = z.object({
  view: z.enum(['points', 'tiles', 'boundaries']).optional(),
  kind: z.enum(codesOf('kinds') as [string, ...string[]]).optional(),
  municipality: z
    .string()
    .regex(/^[a-z-]{1,60}$/)
    .optional(),
  lat: z.coerce.number().min(-85).max(85).optional(),
  lon: z.coerce.number().min(-180).max(180).optional(),
  z: z.coerce.number().min(smallestZoom).max(largestZoom).optional(),
});
type MapQuery = z.output<typeof MapQuery>;

const size = { width: 960, height: 600 };

export const map = publicPage({
  path: '//map',
  summary: 'Organisations on the map: points and clusters, or municipalities',
  query: MapQuery,
  render: async ({ visit, query }) => {
    const { words } = visit;
    const { all, without } = await placedOrganisations((await presentSite()).version);
    const points = ofKind(all, query.kind, query.municipality);
    const boundaries = await boundaryMap();
    const form = query.view ?? (all.length ? 'points' : 'tiles');
    const counts = await countByMunicipality(query.kind);
    const picture =
      form === 'points'
        ? pointMap(visit, query, points, boundaries)
        : form === 'boundaries' && boundaries
          ? choropleth(visit, counts, boundaries, query.kind)
          : tileScheme(visit, counts, query.kind);
    const missing = query.kind
      ? (without.get(query.kind) ?? 0)
      : [...without.values()].reduce((sum, one) => sum + one, 0);
    const body = html`<div class="wide page">
      <h1>${words.map.title}</h1>
      ${toolbar(visit, query, form, Boolean(boundaries))}${picture}
      ${form === 'points' && missing > 0 && html`<p class="quiet">${words.map.without(missing)}</p>`}
      <p class="quiet">${attribution(visit, form, boundaries)}</p>
      <h2 id="list">${words.map.list}</h2>
      ${municipalityTable(visit, counts, query.kind)}
    </div>`;
    return {
      title: words.map.title,
      section: 'map',
      description: words.home.nearText,
      body,
      map: form === 'points',
      canonical: query.kind ? `/map?kind=${query.kind}` : '/map',
    };
  },
});

function toolbar(visit: Visit, query: MapQuery, form: string, hasBoundaries: boolean) {
  const { words, language, address } = visit;
  const forms = (['points', 'tiles', ...(hasBoundaries ? (['boundaries'] as const) : [])] as const).map(
    (value) =>
      html`<li>
        <a
          href="${withQuery(address, { view: value, lat: null, lon: null, z: null })}"
          ${value === form && html` aria-current="true"`}
          >${words.map[value]}</a
        >
      </li>`,
  );
  const kinds = codesOf('kinds').map((value) => ({ value, text: wordFor('kindsMany', value, language) }));
  return html`<div class="map-tools">
    <form action="/map" class="inline">
      ${selectField({ id: 'kind', name: 'kind', label: words.map.kind, any: words.map.any, chosen: query.kind, choices: kinds })}
      <input type="hidden" name="view" value="${form}" /><button class="button second">${words.map.show}</button>
    </form>
    <nav aria-label="${words.map.view}">
      <ul class="switch">
        ${forms}
      </ul>
    </nav>
  </div>`;
}

/** What the map shows as a whole: the home region, or the points themselves when all of them lie elsewhere. */
function wholeOf(query: MapQuery, points: readonly Point[], boundaries: TerritoryMap | undefined): readonly Place[] {
  const home = homePlaces(boundaries);
  const box = boxOf({ ...size, ...fit(home, size.width, size.height) });
  const isHome = !points.length || (!query.municipality && points.some((point) => contains(box, point)));
  return isHome ? home : points;
}

/** The window of the address, or the one in which the whole fits. */
function windowOf(query: MapQuery, whole: readonly Place[]): View {
  const view = { ...size, ...fit(whole, size.width, size.height) };
  const centre = query.lat !== undefined && query.lon !== undefined ? { lat: query.lat, lon: query.lon } : view.centre;
  const zoom = query.z ?? view.zoom;
  // A tile server has pictures for whole zooms only.
  return { ...view, centre, zoom: installed().config.tileServer ? Math.floor(zoom) : zoom };
}

const corners = (places: readonly Place[]) => {
  const lats = places.map(({ lat }) => lat);
  const lons = places.map(({ lon }) => lon);
  return [
    { lat: Math.min(...lats), lon: Math.min(...lons) },
    { lat: Math.max(...lats), lon: Math.max(...lons) },
  ];
};

function homePlaces(boundaries: TerritoryMap | undefined): Place[] {
  if (!boundaries) return homeRegion().municipalities.map(({ label }) => label);
  return boundaries.features.flatMap(({ geometry }) => cornersOf(geometry as Geometry));
}

function pointMap(visit: Visit, query: MapQuery, points: readonly Point[], boundaries: TerritoryMap | undefined): Html {
  const { words, address, language } = visit;
  const whole = wholeOf(query, points, boundaries);
  const view = windowOf(query, whole);
  const found = clusterPoints(points, boxOf(view), view.zoom);
  const { tileServer } = installed().config;
  const go = (place: Place, zoom: number) =>
    withQuery(address, { lat: place.lat.toFixed(4), lon: place.lon.toFixed(4), z: clampZoom(zoom) });
  const live = attributes({
    'data-map': true,
    'data-lat': view.centre.lat,
    'data-lon': view.centre.lon,
    'data-zoom': view.zoom,
    'data-kind': query.kind,
    'data-municipality': query.municipality,
    'data-tiles': tileServer,
    'data-outlines': boundaries && '/api/territory/map?form=boundaries',
    'data-whole': JSON.stringify(corners(whole)),
    'data-towns': JSON.stringify(towns(language)),
    'data-cluster': words.map.clusterPattern,
  });
  return html`<div class="map-box" ${live}>
      <svg
        class="map"
        viewBox="0 0 ${view.width} ${view.height}"
        preserveAspectRatio="xMidYMid slice"
        role="group"
        aria-label="${words.map.label(found.total)}"
        aria-describedby="map-keys"
      >
        <g class="stage">
          ${mapGround(view, boundaries, tileServer)}
          <g class="marks">${marks(visit, view, found, go)}</g>
          ${mapNames(view, tileServer, language, circlesOf(view, found.clusters))}
        </g>
      </svg>
      ${arrows(visit, view, go)}
    </div>
    <p id="map-keys" class="quiet only-script">${words.map.keys}</p>
    ${found.total === 0 && html`<p class="note">${words.map.nothing}</p>`}${found.isCapped && html`<p class="note">${words.map.capped}</p>`}
    ${visibleList(visit, found)}`;
}

const clampZoom = (zoom: number) => Math.min(Math.max(zoom, smallestZoom), largestZoom);

function marks({ words, language }: Visit, view: View, found: Clustered, go: (place: Place, zoom: number) => string) {
  const clusters = found.clusters.map((cluster) => {
    const { x, y } = placeIn(view, cluster);
    const radius = clusterRadius(cluster.count);
    return html`<a
      href="${go(cluster, view.zoom + 2)}"
      class="cluster"
      aria-label="${words.map.cluster(cluster.count)}"
      transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"
      ><circle r="${radius}" /><text dy=".35em">${cluster.count}</text></a
    >`;
  });
  const singles = found.points.map((point) => {
    const { x, y } = placeIn(view, point);
    const label = `${point.name}, ${wordFor('kinds', point.kind, language)}`;
    return html`<a
      href="/organisations/${point.id}"
      class="point ${point.kind}"
      aria-label="${label}"
      transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"
      ><title>${label}</title><circle r="8"
    /></a>`;
  });
  return [...clusters, ...singles];
}

function arrows({ words, address }: Visit, view: View, go: (place: Place, zoom: number) => string) {
  const { x, y } = toPixel(view.centre, view.zoom);
  const moved = (dx: number, dy: number) =>
    go(toPlace({ x: x + dx * view.width, y: y + dy * view.height }, view.zoom), view.zoom);
  const link = (name: string, href: string, title: string, sign: string) =>
    html`<li class="${name}">
      <a href="${href}" data-move="${name}" aria-label="${title}" title="${title}">${sign}</a>
    </li>`;
  return html`<ul class="map-arrows">
    ${link('in', go(view.centre, view.zoom + 1), words.map.zoomIn, '+')}
    ${link('out', go(view.centre, view.zoom - 1), words.map.zoomOut, '−')}${link('north', moved(0, -0.4), words.map.north, '↑')}
    ${link('west', moved(-0.4, 0), words.map.west, '←')}${link('east', moved(0.4, 0), words.map.east, '→')}
    ${link('south', moved(0, 0.4), words.map.south, '↓')}${link('whole', withQuery(address, { lat: null, lon: null, z: null }), words.map.whole, '⤢')}
  </ul>`;
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

function attribution({ words }: Visit, form: string, boundaries: TerritoryMap | undefined) {
  const { tileServer, tileAttribution } = installed().config;
  const sources = [
    form === 'points' && tileServer ? tileAttribution : undefined,
    form !== 'tiles' ? boundaries?.attribution : undefined,
  ].filter(Boolean);
  return sources.length ? `${words.map.source}: ${sources.join('; ')}` : '';
}
