import { boxAround, fit, largestZoom, smallestZoom, toPixel, toPlace, type Place } from '../../shared/mercator';
import type { Town, View } from '../../shared/ground';
import { drawGround, drawMarks, type Found, type Feature } from './map-draw';
import { gestures } from './map-gestures';

/** Takes over the map that the server drew: moves it under the hand and asks for new points when it rests. */
function live(box: HTMLElement) {
  const svg = box.querySelector<SVGSVGElement>('svg.map');
  if (!svg) return;
  const { dataset } = box;
  const towns = JSON.parse(dataset.towns ?? '[]') as Town[];
  const list = document.querySelector<HTMLElement>('[data-in-view]');
  let features: Feature[] = [];
  let found: Found = { clusters: [], points: [], total: 0, isCapped: false };
  let asked = 0;
  const size = () => ({ width: svg.clientWidth || 960, height: svg.clientHeight || 600 });
  let view: View = {
    centre: { lat: Number(dataset.lat), lon: Number(dataset.lon) },
    zoom: Number(dataset.zoom),
    ...size(),
  };
  const corners = JSON.parse(dataset.whole ?? '[]') as Place[];
  // A tile server has pictures for whole zooms only.
  const allowed = (zoom: number) =>
    Math.min(Math.max(dataset.tiles ? Math.round(zoom) : Math.round(zoom * 100) / 100, smallestZoom), largestZoom);

  const draw = () => {
    svg.setAttribute('viewBox', `0 0 ${view.width} ${view.height}`);
    svg.querySelector('.stage')?.removeAttribute('transform');
    drawGround(svg, view, features, towns, found.clusters, dataset.tiles);
    drawMarks(svg, view, found, dataset.cluster ?? '');
  };

  const ask = async () => {
    const turn = (asked += 1);
    const { west, south, east, north } = boxAround(view.centre, view.zoom, view.width, view.height);
    const query = new URLSearchParams({
      bbox: [west, south, east, north].map((side) => side.toFixed(5)).join(),
      zoom: String(view.zoom),
    });
    for (const name of ['kind', 'municipality']) if (dataset[name]) query.set(name, dataset[name]);
    const answer = await fetch(`/map/points?${query.toString()}`);
    if (!answer.ok || turn !== asked) return;
    found = (await answer.json()) as Found;
    draw();
    if (list) fillList(list, found);
  };

  const keepAddress = () => {
    const address = new URL(location.href);
    address.searchParams.set('lat', view.centre.lat.toFixed(4));
    address.searchParams.set('lon', view.centre.lon.toFixed(4));
    address.searchParams.set('z', String(view.zoom));
    history.replaceState(null, '', address);
  };

  let timer = 0;
  const show = (centre: Place, zoom: number, isMoved = true) => {
    view = { centre, zoom: allowed(zoom), ...size() };
    draw();
    if (isMoved) keepAddress();
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask().catch(() => undefined), 120);
  };

  /** Moves by pixels, then zooms so that the place under `at` stays where it is. */
  const move = (dx: number, dy: number, steps = 0, at = { x: view.width / 2, y: view.height / 2 }) => {
    const zoom = allowed(view.zoom + steps);
    const middle = toPixel(view.centre, view.zoom);
    const scale = 2 ** (zoom - view.zoom);
    const under = { x: middle.x + at.x - view.width / 2, y: middle.y + at.y - view.height / 2 };
    const centre = {
      x: under.x * scale - (at.x - view.width / 2) + dx,
      y: under.y * scale - (at.y - view.height / 2) + dy,
    };
    show(toPlace(centre, zoom), zoom);
  };

  const moves: Record<string, () => void> = {
    in: () => move(0, 0, 1),
    out: () => move(0, 0, -1),
    north: () => move(0, -view.height * 0.3),
    south: () => move(0, view.height * 0.3),
    west: () => move(-view.width * 0.3, 0),
    east: () => move(view.width * 0.3, 0),
    whole: () => showWhole(true),
  };
  gestures(box, svg, moves, move);

  svg.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<SVGAElement>('a.cluster');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const cluster = found.clusters[Number(link.dataset.at)];
    if (!cluster) return;
    const { west, south, east, north } = cluster.box;
    const near = fit(
      [
        { lat: south, lon: west },
        { lat: north, lon: east },
      ],
      view.width,
      view.height,
    );
    show(near.centre, Math.max(near.zoom, view.zoom + 1));
    svg.focus();
  });

  if (dataset.outlines && !dataset.tiles) {
    void fetch(dataset.outlines)
      .then((answer) => answer.json())
      .then((map: { features: Feature[] }) => {
        features = map.features;
        draw();
      });
  }
  addEventListener('resize', () => show(view.centre, view.zoom, false));
  const showWhole = (isMoved: boolean) => {
    const whole = fit(corners, view.width, view.height);
    show(whole.centre, whole.zoom, isMoved);
  };
  // The server drew for 960 pixels; here the whole is fitted into what there really is.
  if (new URL(location.href).searchParams.has('z')) show(view.centre, view.zoom, false);
  else showWhole(false);
}

function fillList(list: HTMLElement, { points, clusters }: Found) {
  list.hidden = clusters.length > 0 || points.length > 30;
  list.replaceChildren(
    ...points.slice(0, 30).map(({ id, name }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = `/organisations/${id}`;
      link.textContent = name;
      item.append(link);
      return item;
    }),
  );
}

for (const box of document.querySelectorAll<HTMLElement>('[data-map]')) live(box);
