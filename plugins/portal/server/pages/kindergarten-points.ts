import { inTransaction, route } from '@regiso/core';
import { z } from 'zod';
import { clusterPoints } from '../clusters';
import { PageCache } from '../page-cache';
import { findPlaces, knownPlaces } from '../places/known-places';
import { nameOf } from '../places/point';
import { presentVacancies } from '../places/vacancies';
import { kindergartensFor, wantedShape } from '../places/wanted';
import { presentSite } from '../site';
import { languageOf, visitOf, type Language } from '../visit';
import { Box, Points, Zoom } from './map-points';
import { marksOf } from './kindergarten-map';

/** Kindergartens that fit what is wanted inside a box of the map, at most 300 marks. */
export const kindergartenPoints = route({
  method: 'GET',
  path: '//kindergartens/points',
  access: { public: 'Places and free places of kindergartens are open data; the map of the public site draws them' },
  summary: 'Points and clusters of kindergartens inside a box',
  query: z.object({ bbox: Box, zoom: Zoom, ...wantedShape }),
  reply: Points,
  database: false,
  handler: async ({ query: { bbox, zoom, ...wanted }, request, h }) => {
    const { version } = await presentSite();
    const vacancies = await inTransaction({ process: 'portal/kindergarten-points', readOnly: true }, () =>
      presentVacancies(version),
    );
    const marks = vacancies ? marksOf(visitOf(languageOf(request), ''), kindergartensFor(vacancies, wanted)) : [];
    const [west, south, east, north] = bbox;
    const found = clusterPoints(marks, { west, south, east, north }, zoom);
    const points = found.points.map(({ id, name, kind, lat, lon }) => ({ id, name, kind, lat, lon }));
    return h
      .response({ ...found, points })
      .header('Cache-Control', 'public, max-age=5, s-maxage=60')
      .vary('Cookie');
  },
});

const Suggestions = z.array(z.object({ id: z.string(), name: z.string(), note: z.string() }));
type Suggestions = z.infer<typeof Suggestions>;

const kept = new PageCache<Suggestions>(4 * 1024 * 1024);
const most = 7;

/** Settlements, buildings and organisations for a half-typed address; the box works without them. */
export const kindergartenPlaces = route({
  method: 'GET',
  path: '//kindergartens/places',
  access: { public: 'Settlements and buildings of organisations are open data' },
  summary: 'Known places for a half-typed address',
  query: z.object({ q: z.string().trim().min(2).max(120) }),
  reply: Suggestions,
  database: false,
  handler: async ({ query, request, h }) => {
    const { version } = await presentSite();
    const language = languageOf(request);
    const key = `${language} ${query.q.toLowerCase()}`;
    const found = kept.get(version, key) ?? (await look(version, query.q, language));
    kept.put(version, key, found, 1_000);
    return h.response(found).header('Cache-Control', 'public, max-age=5').vary('Cookie');
  },
});

const look = (version: string, text: string, language: Language): Promise<Suggestions> =>
  inTransaction({ process: 'portal/known-places', readOnly: true }, async () =>
    findPlaces(await knownPlaces(version), text, most).map((one) => ({
      id: one.id,
      name: nameOf(one, language),
      note: language === 'ru' ? one.note : one.noteEn,
    })),
  );
