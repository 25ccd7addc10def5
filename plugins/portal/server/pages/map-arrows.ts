import { largestZoom, smallestZoom, toPixel, toPlace, type Place } from '../../shared/mercator';
import type { View } from '../../shared/ground';
import { html, type Html } from '../html';
import type { Visit } from '../visit';

/** The address of the same page with another place in the middle of its map. */
export type Go = (place: Place, zoom: number) => string;

export const clampZoom = (zoom: number) => Math.min(Math.max(zoom, smallestZoom), largestZoom);

/** Links that move and zoom a map without scripts; scripts do the same in place. */
export function mapArrows({ words }: Visit, view: View, go: Go, whole: string): Html {
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
    ${link('south', moved(0, 0.4), words.map.south, '↓')}${link('whole', whole, words.map.whole, '⤢')}
  </ul>`;
}
