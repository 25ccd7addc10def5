import { createHash } from 'node:crypto';
import type { Request, ResponseObject, ResponseToolkit } from '@hapi/hapi';
import { installed, inTransaction, notFound, ProblemError, route, type Route } from '@regiso/core';
import type { z, ZodObject } from 'zod';
import { acceptedEncodings, pack } from './assets';
import { frame, type Framed, type Page } from './frame';
import { PageCache } from './page-cache';
import { classesOf, cookieOptions } from './preferences';
import { problemPageOf, wrongValuePage } from './pages/problem';
import { presentSite, type Site } from './site';
import { asksForLanguage, languageCookie, languageOf, visitOf, type Visit } from './visit';

type Parsed<S> = S extends ZodObject ? z.output<S> : Record<never, never>;
type Definition<Q extends ZodObject | undefined> = {
  path: `//${string}` | '//';
  summary: string;
  query?: Q;
  /** Brings values of the address into the form in which the page keeps and repeats them. */
  tidy?: (values: Record<string, string>) => Record<string, string>;
  /** Renders inside a read-only transaction; its answer is kept until the data change, for whoever asks next. */
  render(input: { visit: Visit; query: Parsed<Q>; params: Record<string, string> }): Promise<Page>;
};
type Asked = { visit: Visit; values: Record<string, string>; params: Record<string, string> };
type Kept = {
  framed: Framed;
  status: number;
  isPassing: boolean;
  etag: string;
  plain: Buffer;
  gzip: Buffer;
  br: Buffer;
};

const cache = new PageCache<Kept>(64 * 1024 * 1024);
const rendering = new Map<string, Promise<Kept>>();

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
      const given = valuesOf(request, names);
      const values = definition.tidy ? definition.tidy(given) : given;
      const address = request.path + queryText(values);
      const checked = presentSite();
      const site = checked instanceof Promise ? await checked : checked;
      const key = `${language} ${address}`;
      const kept = cache.get(site.version, key);
      if (kept) return send(request, h, kept);
      const params = request.params as Record<string, string>;
      const asked = { visit: visitOf(language, address), values, params };
      return send(request, h, await once(`${site.version} ${key}`, () => renderAndKeep(definition, asked, site, key)));
    },
  });
}

/** Readers who come while a page is being rendered wait for the same one. */
function once(key: string, make: () => Promise<Kept>): Promise<Kept> {
  const made = rendering.get(key) ?? make().finally(() => rendering.delete(key));
  rendering.set(key, made);
  return made;
}

/** The parameters this page knows, in its own order, so that a stranger's ones make no new page; empty means not given. */
function valuesOf(request: Request, names: readonly string[]): Record<string, string> {
  const query = request.query as Record<string, unknown>;
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = query[name];
    if (typeof value === 'string' && value !== '') values[name] = value;
  }
  return values;
}

function queryText(values: Record<string, string>): string {
  let text = '';
  for (const name in values) text += `${text ? '&' : '?'}${name}=${encodeURIComponent(values[name] ?? '')}`;
  return text;
}

async function renderAndKeep<Q extends ZodObject | undefined>(
  definition: Definition<Q>,
  asked: Asked,
  site: Site,
  key: string,
): Promise<Kept> {
  const page = await renderPage(definition, asked);
  const framed = frame(page, asked.visit, site);
  const plain = Buffer.from(framed.before + framed.after);
  const etag = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  const { status = 200, isPassing = false } = page;
  const kept = { framed, status, isPassing, etag, plain, ...pack(plain, 'quick') };
  if (status === 200 && !isPassing) cache.put(site.version, key, kept, plain.length * 2);
  return kept;
}

async function renderPage<Q extends ZodObject | undefined>(
  definition: Definition<Q>,
  { visit, values, params }: Asked,
) {
  const parsed = definition.query?.safeParse(values);
  if (parsed && !parsed.success) return wrongValuePage(visit, parsed.error.issues);
  const query = (parsed?.data ?? {}) as Parsed<Q>;
  try {
    return await inTransaction({ process: 'portal/render', readOnly: true }, () =>
      definition.render({ visit, query, params }),
    );
  } catch (error) {
    // 503: the figures are still on their way; the page says so in the words of the site.
    const isForReader = error instanceof ProblemError && (error.problem.status < 500 || error.problem.status === 503);
    if (isForReader) return problemPageOf(visit, error.problem);
    throw error;
  }
}

function send(request: Request, h: ResponseToolkit, kept: Kept): ResponseObject {
  const classes = classesOf(request);
  const accepts = acceptedEncodings(request);
  const response = classes
    ? h.response(kept.framed.before + classes + kept.framed.after)
    : accepts.includes('br')
      ? h.response(kept.br).compressed('br')
      : accepts.includes('gzip')
        ? h.response(kept.gzip).compressed('gzip')
        : h.response(kept.plain);
  response.code(kept.status).type('text/html; charset=utf-8').vary('Cookie').vary('Accept-Encoding');
  if (kept.status === 503 || kept.isPassing) response.header('Retry-After', '5');
  if (kept.status !== 200 || kept.isPassing) return response.header('Cache-Control', 'no-store');
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
