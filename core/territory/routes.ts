import { createHash } from 'node:crypto';
import { z } from 'zod';
import { notFound } from '../server/errors';
import { route } from '../server/route';
import { sql } from '../server/sql';
import { homeRegion } from './home';
import { boundaryMap, listMunicipalities, MunicipalityView, tileMap } from './maps';

const RegionView = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  timeZone: z.string(),
  mapForms: z.array(z.enum(['tiles', 'boundaries'])),
  attributions: z.array(z.string()),
});

const MapQuery = z.object({ form: z.enum(['tiles', 'boundaries']).default('tiles') });

const showMap = route({
  method: 'GET',
  path: '/map',
  access: { public: 'Outlines of municipalities are open data; the public site draws them' },
  summary: 'The map of the region as GeoJSON: equal tiles or imported boundaries',
  query: MapQuery,
  handler: async ({ query, h }) => {
    const map = query.form === 'tiles' ? tileMap() : await boundaryMap();
    if (!map) throw notFound('Границы ещё не загружены. Загрузите их командой: regiso import map ФАЙЛ');
    const body = JSON.stringify(map);
    return h
      .response(body)
      .type('application/geo+json')
      .etag(createHash('sha256').update(body).digest('base64url').slice(0, 22))
      .header('cache-control', 'public, no-cache');
  },
});

const municipalities = route({
  method: 'GET',
  path: '/municipalities',
  access: { public: 'Names and centres of municipalities are open data' },
  summary: 'Municipalities of the region with their place on the tile map',
  reply: z.array(MunicipalityView),
  handler: listMunicipalities,
});

const region = route({
  method: 'GET',
  path: '/region',
  access: { public: 'Says which region this site serves and whose data its maps show' },
  summary: 'The region, its time zone, the maps it has and whom they credit',
  reply: RegionView,
  handler: async (): Promise<z.infer<typeof RegionView>> => {
    const { id, code, name, nameEn, timeZone, attributions } = homeRegion();
    const [row] = await sql<{ imported: boolean }>`SELECT EXISTS (SELECT FROM core.map_boundaries b
      JOIN core.municipalities m ON m.id = b.municipality_id WHERE m.region_id = ${id}) AS imported`;
    const mapForms: ('tiles' | 'boundaries')[] = row?.imported ? ['tiles', 'boundaries'] : ['tiles'];
    return { id, code, name, nameEn, timeZone, mapForms, attributions: attributions.map(({ text }) => text) };
  },
});

export const routes = [showMap, municipalities, region];
