import { boxAround, fit, largestZoom, smallestZoom, toPixel, toPlace, type Place } from '../../shared/mercator';
import type { View } from '../../shared/ground';
import type { Town } from '../../shared/names';
import { drawGround, drawHere, drawMarks, drawNames, type Feature, type Found, type Here } from './map-draw';
import { gestures, type Move } from './map-gestures';
import { picking } from './pick';
import { tellFound } from './map-words';

type Live = {
  box: HTMLElement;
  svg: SVGSVGElement;
  towns: Town[];
  /** The corners of what "the whole" is. */
  whole: Place[];
  features: Feature[];
  found: Found;
  here: Here | undefined;
  view: View;
  asked: number;
  timer: number;
};

/** Takes over the map that the server drew: moves it under the hand and asks for new points when it rests. */
function live(box: HTMLElement) {
  const svg = box.querySelector<SVGSVGElement>('svg.map');
  if (!svg) return;
  const { dataset } = box;
  const map: Live = {
    box,
    svg,
    towns: JSON.parse(dataset.towns ?? '[]') as Town[],
    whole: JSON.parse(dataset.whole ?? '[]') as Place[],
    features: [],
    found: { clusters: [], points: [], total: 0, isCapped: false },
    here: JSON.parse(dataset.here ?? 'null') as Here | undefined,
    view: {
      centre: { lat: Number(dataset.lat), lon: Number(dataset.lon) },
      zoom: Number(dataset.zoom),
      ...sizeOf(svg),
    },
    asked: 0,
    timer: 0,
  };
  gestures(box, svg, moves(map), (...move) => moveBy(map, ...move));
  svg.addEventListener('click', (event) => openCluster(map, event));
  if (dataset.pick !== undefined) picking(svg, () => map.view);
  addEventListener('resize', () => show(map, map.view.centre, map.view.zoom, false));
  void loadOutlines(map).catch(() => undefined);
  // The server drew for 960 pixels; here the whole is fitted into what there really is.
  if (new URL(location.href).searchParams.has('z')) show(map, map.view.centre, map.view.zoom, false);
  else showWhole(map, false);
}

const sizeOf = (svg: SVGSVGElement) => ({ width: svg.clientWidth || 960, height: svg.clientHeight || 600 });

// A tile server has pictures for whole zooms only.
function allowed({ box }: Live, zoom: number) {
  const rounded = box.dataset.tiles ? Math.round(zoom) : Math.round(zoom * 100) / 100;
  return Math.min(Math.max(rounded, smallestZoom), largestZoom);
}

function draw({ svg, view, features, towns, found, here, box: { dataset } }: Live) {
  svg.setAttribute('viewBox', `0 0 ${view.width} ${view.height}`);
  svg.querySelector('.stage')?.removeAttribute('transform');
  drawGround(svg, view, { features, isOutlined: Boolean(dataset.outlines), tiles: dataset.tiles });
  if (!dataset.tiles) drawNames(svg, view, towns, found.clusters);
  if (here) drawHere(svg, view, here);
  drawMarks(svg, view, found, dataset.cluster ?? '');
}

function show(map: Live, centre: Place, zoom: number, isMoved = true) {
  map.view = { centre, zoom: allowed(map, zoom), ...sizeOf(map.svg) };
  draw(map);
  // Where a point is picked, the address is that of the point.
  if (isMoved && map.box.dataset.pick === undefined) keepAddress(map.view);
  clearTimeout(map.timer);
  map.timer = window.setTimeout(() => void ask(map).catch(() => undefined), 120);
}

function showWhole(map: Live, isMoved: boolean) {
  const { centre, zoom } = fit(map.whole, map.view.width, map.view.height);
  show(map, centre, zoom, isMoved);
}

async function ask(map: Live) {
  const turn = (map.asked += 1);
  const { centre, zoom, width, height } = map.view;
  const { west, south, east, north } = boxAround(centre, zoom, width, height);
  const bbox = [west, south, east, north].map((side) => side.toFixed(5)).join();
  const address = new URL(map.box.dataset.points ?? '', location.href);
  address.searchParams.set('bbox', bbox);
  address.searchParams.set('zoom', String(zoom));
  const answer = await fetch(address);
  if (!answer.ok || turn !== map.asked) return;
  map.found = (await answer.json()) as Found;
  draw(map);
  tellFound(map.found, map.box.dataset.shown ?? '');
}

function keepAddress({ centre, zoom }: View) {
  const address = new URL(location.href);
  address.searchParams.set('lat', centre.lat.toFixed(4));
  address.searchParams.set('lon', centre.lon.toFixed(4));
  address.searchParams.set('z', String(zoom));
  history.replaceState(null, '', address);
}

type Step = Parameters<Move>;

/** Moves by pixels, then zooms so that the place under `at` stays where it is. */
function moveBy(map: Live, dx: Step[0], dy: Step[1], steps: Step[2] = 0, at: Step[3] = undefined) {
  const { centre, zoom: before, width, height } = map.view;
  const zoom = allowed(map, before + steps);
  const middle = toPixel(centre, before);
  const scale = 2 ** (zoom - before);
  const [aside, below] = at ? [at.x - width / 2, at.y - height / 2] : [0, 0];
  const next = { x: (middle.x + aside) * scale - aside + dx, y: (middle.y + below) * scale - below + dy };
  show(map, toPlace(next, zoom), zoom);
}

const moves = (map: Live): Record<string, () => void> => ({
  in: () => moveBy(map, 0, 0, 1),
  out: () => moveBy(map, 0, 0, -1),
  north: () => moveBy(map, 0, -map.view.height * 0.3),
  south: () => moveBy(map, 0, map.view.height * 0.3),
  west: () => moveBy(map, -map.view.width * 0.3, 0),
  east: () => moveBy(map, map.view.width * 0.3, 0),
  whole: () => showWhole(map, true),
});

function openCluster(map: Live, event: MouseEvent) {
  const link = (event.target as Element).closest<SVGAElement>('a.cluster');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const cluster = map.found.clusters[Number(link.dataset.at)];
  if (!cluster) return;
  const { west, south, east, north } = cluster.box;
  const corners = [
    { lat: south, lon: west },
    { lat: north, lon: east },
  ];
  const near = fit(corners, map.view.width, map.view.height);
  show(map, near.centre, Math.max(near.zoom, map.view.zoom + 1));
  map.svg.focus();
}

async function loadOutlines(map: Live) {
  const { outlines } = map.box.dataset;
  if (!outlines) return;
  const answer = await fetch(outlines);
  map.features = ((await answer.json()) as { features: Feature[] }).features;
  draw(map);
}

for (const box of document.querySelectorAll<HTMLElement>('[data-map]')) live(box);
