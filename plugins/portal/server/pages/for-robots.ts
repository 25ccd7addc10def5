import type { ResponseToolkit } from '@hapi/hapi';
import { notFound, route, sql } from '@regiso/core';
import { escape } from '../html';
import { tellsPlaces } from '../public-lines';
import { codesOf } from '../texts/register-words';
import { siteOf } from '../visit';
import { dated, tagged } from './data-file';

const open = { public: 'Search engines read it' };

export const robots = route({
  method: 'GET',
  path: '//robots.txt',
  access: open,
  summary: 'What search engines may visit',
  database: false,
  handler: ({ request, h }) =>
    h
      .response(
        `User-agent: *\nDisallow: /app/\nDisallow: /api/\nDisallow: /map/points\nDisallow: /kindergartens/\nDisallow: /*?*lat=\nDisallow: /*?*at=\nDisallow: /*?*place=\nDisallow: /*?*after=\nSitemap: ${siteOf(request)}/sitemap.xml\n`,
      )
      .type('text/plain; charset=utf-8')
      .header('Cache-Control', 'public, max-age=3600'),
});

const perMap = 40_000;

/** Pages for search engines: the index of parts when one file cannot hold all organisations. */
export const sitemap = route({
  method: 'GET',
  path: '//sitemap.xml',
  access: open,
  summary: 'Sitemap',
  handler: async ({ request, h }) => {
    const site = siteOf(request);
    const parts = await countParts();
    return asXml(h, parts > 1 ? indexOf(site, parts) : await partOf(site, 1));
  },
});

export const sitemapPart = route({
  method: 'GET',
  path: '//sitemap-{part}.xml',
  access: open,
  summary: 'A part of the sitemap',
  handler: async ({ request, h }) => {
    const part = Number(request.params.part);
    if (!Number.isInteger(part) || part < 1 || part > (await countParts())) throw notFound();
    return asXml(h, await partOf(siteOf(request), part));
  },
});

const asXml = (h: ResponseToolkit, body: string) =>
  dated(
    tagged(h.response(body), body).type('application/xml; charset=utf-8').header('Cache-Control', 'public, max-age=60'),
  );

async function countParts(): Promise<number> {
  const [row] = await sql<{
    count: number;
  }>`SELECT count(*)::int AS count FROM core.organisations WHERE status <> 'liquidated'`;
  return Math.max(1, Math.ceil((row?.count ?? 0) / perMap));
}

const partOf = async (site: string, part: number) =>
  [...head, ...(part === 1 ? mainPages(site) : []), ...(await cards(site, (part - 1) * perMap)), '</urlset>\n'].join(
    '',
  );

const head = [
  '<?xml version="1.0" encoding="UTF-8"?>\n',
  '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n',
];

const indexOf = (site: string, parts: number) =>
  `${head[0]}<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${Array.from(
    { length: parts },
    (_, at) => `<sitemap><loc>${escape(site)}/sitemap-${at + 1}.xml</loc></sitemap>\n`,
  ).join('')}</sitemapindex>\n`;

const mainPages = (site: string) =>
  [
    '/',
    '/organisations',
    ...codesOf('kinds').map((kind) => `/organisations?kind=${kind}`),
    '/map',
    ...(tellsPlaces() ? ['/kindergartens'] : []),
    '/exams',
    '/open-data',
    '/documents',
    '/about',
  ].map((path) => `<url><loc>${escape(site + path)}</loc></url>\n`);

async function cards(site: string, offset: number) {
  const rows = await sql<{ id: string; changedAt: Date }>`
    SELECT id, changed_at AS "changedAt" FROM core.organisations WHERE status <> 'liquidated' ORDER BY id
    LIMIT ${perMap} OFFSET ${offset}`;
  return rows.map(
    ({ id, changedAt }) =>
      `<url><loc>${escape(site)}/organisations/${id}</loc><lastmod>${changedAt.toISOString().slice(0, 10)}</lastmod></url>\n`,
  );
}
