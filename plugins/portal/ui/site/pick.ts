import type { View } from '../../shared/ground';
import { toPixel, toPlace, type Place } from '../../shared/mercator';

/** A press on the ground of the map, or the button for its middle, makes that the place of the page. */
export function picking(svg: SVGSVGElement, viewNow: () => View) {
  svg.addEventListener('click', (event) => {
    if ((event.target as Element).closest('a') || event.ctrlKey || event.metaKey) return;
    const view = viewNow();
    const { left, top } = svg.getBoundingClientRect();
    const { x, y } = toPixel(view.centre, view.zoom);
    const at = { x: x + event.clientX - left - view.width / 2, y: y + event.clientY - top - view.height / 2 };
    goTo(toPlace(at, view.zoom));
  });
  document.querySelector('[data-pick-centre]')?.addEventListener('click', () => goTo(viewNow().centre));
}

function goTo({ lat, lon }: Place) {
  const address = new URL(location.href);
  for (const name of ['place', 'at', 'z', 'page']) address.searchParams.delete(name);
  address.searchParams.set('lat', lat.toFixed(3));
  address.searchParams.set('lon', lon.toFixed(3));
  address.hash = 'map';
  location.assign(address);
}
