import { boundaryMap } from '@regiso/core';
import { z } from 'zod';
import { largestZoom, smallestZoom } from '../../shared/mercator';
import { html, type Html } from '../html';
import { attributionsOfPlaces, mapSource } from '../map-source';
import { placedOrganisations, ofKind } from '../points';
import { tellsPlaces } from '../public-lines';
import { publicPage } from '../public-page';
import { countByMunicipality, countElsewhere } from '../register';
import { presentSite } from '../site';
import { codesOf, wordFor } from '../texts/register-words';
import { withQuery, type Visit } from '../visit';
import { formLinks } from './area-map';
import { choropleth, municipalityTable, tileScheme } from './map-municipalities';
import { pointMap } from './map-view';
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
export type MapQuery = z.output<typeof MapQuery>;

export const map = publicPage({
  path: '//map',
  summary: 'Organisations on the map: points and clusters, or municipalities',
  query: MapQuery,
  render: async ({ visit, query }) => {
    const { words } = visit;
    const { all, without } = await placedOrganisations((await presentSite()).version);
    const boundaries = await boundaryMap();
    const form = query.view ?? (all.length ? 'points' : 'tiles');
    const counts = await countByMunicipality(query.kind);
    const points = ofKind(all, query.kind, query.municipality);
    const missing = ofKind(without, query.kind, query.municipality).length;
    const picture: Record<typeof form, () => Html> = {
      points: () => pointMap(visit, query, points, boundaries),
      tiles: () => tileScheme(visit, counts, query.kind),
      boundaries: () =>
        boundaries ? choropleth(visit, counts, boundaries, query.kind) : tileScheme(visit, counts, query.kind),
    };
    const under = {
      tiles: form === 'points',
      boundaries: form === 'tiles' ? undefined : boundaries,
      places: form === 'points' ? await attributionsOfPlaces() : [],
    };
    const body = html`<div class="wide page">
      <h1>${words.map.title}</h1>
      ${toolbar(visit, query, form, Boolean(boundaries))}${picture[form]()}
      ${form === 'points' && missing > 0 && html`<p class="quiet">${words.map.without(missing)}</p>`}
      ${mapSource(visit, under)}
      ${tellsPlaces() && html`<p><a href="${withQuery('/kindergartens', { municipality: query.municipality })}">${words.kindergartens.mapLink}</a></p>`}
      <h2 id="list">${words.map.list}</h2>
      ${municipalityTable(visit, { counts, elsewhere: await countElsewhere(query.kind), kind: query.kind })}
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

function toolbar(visit: Visit, query: MapQuery, form: 'points' | 'tiles' | 'boundaries', hasBoundaries: boolean) {
  const { words, language, address } = visit;
  const forms = ['points', 'tiles', ...(hasBoundaries ? (['boundaries'] as const) : [])] as const;
  const hrefOf = (view: string) => withQuery(address, { view, lat: null, lon: null, z: null });
  const kinds = codesOf('kinds').map((value) => ({ value, text: wordFor('kindsMany', value, language) }));
  return html`<div class="map-tools">
    <form action="/map" class="inline">
      ${selectField({ id: 'kind', name: 'kind', label: words.map.kind, any: words.map.any, chosen: query.kind, choices: kinds })}
      <input type="hidden" name="view" value="${form}" />
      ${query.municipality && html`<input type="hidden" name="municipality" value="${query.municipality}" />`}<button
        class="button second"
      >
        ${words.map.show}
      </button>
    </form>
    ${formLinks(visit, forms, { present: form, hrefOf })}
  </div>`;
}
