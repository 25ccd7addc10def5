import { homeRegion, type TerritoryMap } from '@regiso/core';
import { cornersOf, placeIn, type Geometry, type View } from '../../shared/ground';
import { fit } from '../../shared/mercator';
import { html, type Html } from '../html';
import { outlines } from '../map-svg';
import type { Visit } from '../visit';

/** A municipality with its value, null or 0 where there is none, the figure to write on it, and where it leads. */
export type Area = { id: string; name: string; value: number | null; figure: string; href: string };
type Shaded = {
  /** What the map is of; read out first. */
  label: string;
  areas: readonly Area[];
  map: TerritoryMap;
  legend: { least: string; most: string; shade: string };
};

const size = { width: 960, height: 600 };

/** Municipalities in their real outlines, shaded by value, each a link with its name and figure. */
export function areaMap({ label, areas, map, legend }: Shaded): Html {
  const places = map.features.flatMap(({ geometry }) => cornersOf(geometry as Geometry));
  const view: View = { ...size, ...fit(places, size.width, size.height) };
  const shade = shades(areas);
  const byId = new Map(areas.map((one) => [one.id, one]));
  const shapes = outlines(view, map).map(({ id, path }) => {
    const there = byId.get(id);
    if (!there) return html`<path class="shade-0" d="${path}" />`;
    const words = `${there.name}: ${there.figure}`;
    return html`<a href="${there.href}" aria-label="${words}"
      ><title>${words}</title><path class="shade-${shade.get(id) ?? 0}" d="${path}"
    /></a>`;
  });
  const figures = homeRegion().municipalities.map(({ id, label: middle }) => {
    const { x, y } = placeIn(view, middle);
    return html`<text x="${Math.round(x)}" y="${Math.round(y)}" class="on-shade-${shade.get(id) ?? 0}"
      >${byId.get(id)?.figure}</text
    >`;
  });
  return html`<div class="map-box">
      <svg class="map areas" viewBox="0 0 ${size.width} ${size.height}" role="group" aria-label="${label}">
        ${shapes}
        <g aria-hidden="true">${figures}</g>
      </svg>
    </div>
    <p class="legend">
      <span>${legend.least}</span>${[1, 2, 3, 4, 5].map((step) => html`<i class="shade-${step}"></i>`)}<span
        >${legend.most}</span
      >
      <span class="quiet">${legend.shade}</span>
    </p>`;
}

/** Five classes of equal size by value, 1–5; 0 where there is nothing. */
function shades(areas: readonly Area[]): Map<string, number> {
  const sorted = areas.flatMap(({ value }) => value || []).sort((one, other) => one - other);
  const below = (value: number) => sorted.filter((one) => one < value).length;
  return new Map(
    areas.map(({ id, value }) => [id, value ? Math.min(5, 1 + Math.floor((5 * below(value)) / sorted.length)) : 0]),
  );
}

type Form = 'points' | 'tiles' | 'boundaries';

/** Links to the forms of a map, the present one marked. */
export const formLinks = (
  { words }: Visit,
  forms: readonly Form[],
  { present, hrefOf }: { present: Form; hrefOf: (form: Form) => string },
): Html =>
  html`<nav aria-label="${words.map.view}">
    <ul class="switch">
      ${forms.map(
        (form) =>
          html`<li>
            <a href="${hrefOf(form)}" ${form === present && html` aria-current="true"`}>${words.map[form]}</a>
          </li>`,
      )}
    </ul>
  </nav>`;
