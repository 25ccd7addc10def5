import { createHash } from 'node:crypto';
import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { installed, inTransaction, notFound, ProblemError, route, type Route } from '@regiso/core';
import type { z, ZodObject } from 'zod';
import { pack } from './assets';
import { frame, type Framed, type Page } from './frame';
import { PageCache } from './page-cache';
import { classesOf, cookieOptions } from './preferences';
import { problemPageOf, wrongValuePage } from './pages/problem';
import { presentSite, type Site } from './site';
import { asksForLanguage, languageCookie, languageOf, visitOf, type Language, type Visit } from './visit';

type Parsed<S> = S extends ZodObject ? z.output<S> : Record<never, never>;
type Definition<Q extends ZodObject | undefined> = {
  path: `//${string}` | '//';
  summary: string;
  query?: Q;
  /** Renders inside a read-only transaction; its answer is kept until the data change. */
  render(input: { visit: Visit; query: Parsed<Q>; params: Record<string, string>; request: Request }): Promise<Page>;
};

type Kept = { framed: Framed; status: number; etag: string; plain: Buffer; gzip: Buffer; br: Buffer };

const cache = new PageCache<Kept>(64 * 1024 * 1024);

/** A page of the public site: from memory when the data have not changed since it was last rendered. */
export function publicPage<Q extends ZodObject | undefined = undefined>(definition: Definition<Q>): Route<never> {
  const names = definition.query ? Object.keys(definition.query.shape) : [];
  return route({
    method: 'GET',
    path: definition.path,
    access: { public: 'Pages of the public site are for everyone' },
    summary: definition.summary,
    // A page in memory needs no transaction; rendering opens one of its own.
    database: false,
    handler: async ({ request, h }) => {
      const language = languageOf(request);
      const address = canonicalAddress(request, names);
      const checked = presentSite();
      const site = checked instanceof Promise ? await checked : checked;
      const key = `${language} ${address}`;
      const kept =
        cache.get(site.version, key) ?? (await renderAndKeep(definition, request, site, language, address, key));
      return send(request, h, kept);
    },
  });
}

/** The path with those parameters the page knows, in its own order, so that a stranger's ones make no new page. */
function canonicalAddress(request: Request, names: readonly string[]): string {
  const query = request.query as Record<string, unknown>;
  let text = '';
  for (const name of names) {
    const value = query[name];
    if (typeof value !== 'string' || value === '') continue;
    text += `${text ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
  }
  return request.path + text;
}

async function renderAndKeep<Q extends ZodObject | undefined>(
  definition: Definition<Q>,
  request: Request,
  site: Site,
  language: Language,
  address: string,
  key: string,
): Promise<Kept> {
  const visit = visitOf(language, address);
  const page = await renderPage(definition, request, visit);
  const framed = frame(page, visit, site);
  const plain = Buffer.from(framed.before + framed.after);
  const etag = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  const status = page.status ?? 200;
  const kept = { framed, status, etag, plain, ...pack(plain) };
  if (status === 200) cache.put(site.version, key, kept, plain.length * 2);
  return kept;
}

async function renderPage<Q extends ZodObject | undefined>(definition: Definition<Q>, request: Request, visit: Visit) {
  const parsed = definition.query?.safeParse(withoutEmpty(request.query as Record<string, unknown>));
  if (parsed && !parsed.success) return wrongValuePage(visit, parsed.error.issues);
  const query = (parsed?.data ?? {}) as Parsed<Q>;
  const params = request.params as Record<string, string>;
  try {
    return await inTransaction({ process: 'portal/render', readOnly: true }, () =>
      definition.render({ visit, query, params, request }),
    );
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status < 500) return problemPageOf(visit, error.problem);
    throw error;
  }
}

// A form sends its untouched fields as empty text: that is "not given".
const withoutEmpty = (query: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));

function send(request: Request, h: ResponseToolkit, kept: Kept): ResponseObject {
  const classes = classesOf(request);
  const accepts = String(request.headers['accept-encoding'] ?? '');
  const response = classes
    ? h.response(kept.framed.before + classes + kept.framed.after)
    : accepts.includes('br')
      ? h.response(kept.br).compressed('br')
      : accepts.includes('gzip')
        ? h.response(kept.gzip).compressed('gzip')
        : h.response(kept.plain);
  response.code(kept.status).type('text/html; charset=utf-8').vary('Cookie').vary('Accept-Encoding');
  if (kept.status !== 200) return response.header('Cache-Control', 'no-store');
  if (asksForLanguage(request)) return rememberLanguage(request, response);
  response.etag(classes ? `${kept.etag}-${classes.replaceAll(' ', '.')}` : kept.etag, { weak: true, vary: false });
  // Browsers ask again each time (a 304 is cheap) so that an import is seen at once; shared caches hold a minute.
  return response.header('Cache-Control', 'public, max-age=0, s-maxage=60, stale-while-revalidate=60');
}

function rememberLanguage(request: Request, response: ResponseObject) {
  response.state(languageCookie, languageOf(request), { ...cookieOptions, isSecure: installed().config.production });
  return response.header('Cache-Control', 'private, no-cache');
}

/** 404 with the portal's own words: for a record that is not there. */
export const noSuch = (sentence: string) => notFound(sentence);
