import { inTransaction, route } from '@regiso/core';
import { z } from 'zod';
import { clusterPoints } from '../clusters';
import { ofKind, placedOrganisations } from '../points';
import { presentSite } from '../site';
import { codesOf } from '../texts/register-words';
import { largestZoom, smallestZoom } from '../../shared/mercator';

const degrees = (limit: number) => z.number().min(-limit).max(limit);
export const Box = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .pipe(
    z.tuple([degrees(180), degrees(90), degrees(180), degrees(90)], 'Нужны четыре числа: запад, юг, восток, север'),
  );

export const Zoom = z.coerce.number().min(smallestZoom).max(largestZoom);

export const Points = z.object({
  clusters: z.array(
    z.object({ lat: z.number(), lon: z.number(), count: z.int(), box: z.record(z.string(), z.number()) }),
  ),
  points: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string(), lat: z.number(), lon: z.number() })),
  total: z.int(),
  isCapped: z.boolean(),
});

/** What stands inside a box at a zoom: clusters and single organisations, at most 300 marks. */
export const mapPoints = route({
  method: 'GET',
  path: '//map/points',
  access: { public: 'Places of organisations are open data; the map of the public site draws them' },
  summary: 'Points and clusters of the public map inside a box',
  query: z.object({
    bbox: Box,
    zoom: Zoom,
    kind: z.enum(codesOf('kinds') as [string, ...string[]]).optional(),
    municipality: z
      .string()
      .regex(/^[a-z-]{1,60}$/)
      .optional(),
  }),
  reply: Points,
  database: false,
  handler: async ({ query, h }) => {
    const { version } = await presentSite();
    const { all } = await inTransaction({ process: 'portal/points', readOnly: true }, () =>
      placedOrganisations(version),
    );
    const [west, south, east, north] = query.bbox;
    const found = clusterPoints(ofKind(all, query.kind, query.municipality), { west, south, east, north }, query.zoom);
    const points = found.points.map(({ id, name, kind, lat, lon }) => ({ id, name, kind, lat, lon }));
    return h.response({ ...found, points }).header('Cache-Control', 'public, max-age=5, s-maxage=60');
  },
});
