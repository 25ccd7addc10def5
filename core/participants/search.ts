import { z } from 'zod';
import { sql } from '../server/sql';
import { allOf, conditionsOf, type OrganisationFilter, type Piece } from './organisation-filter';
import { orderOf, readCursor, writeCursor, type Cursor, type OrganisationSort } from './search-order';
import { firstFinding, plain, wordsAs, type Words } from './search-words';
import { organisationKinds, type OrganisationKind } from './words';

export type OrganisationSearch = { [K in keyof Required<OrganisationFilter>]?: OrganisationFilter[K] | undefined } & {
  /** The best first when there are words, by name when there are none. */
  sort?: OrganisationSort | undefined;
  limit?: number | undefined;
  /** `next` of the page before. */
  after?: string | undefined;
};

export const FoundOrganisation = z.object({
  id: z.string(),
  kind: z.enum(Object.keys(organisationKinds) as [OrganisationKind, ...OrganisationKind[]]),
  shortName: z.string(),
  fullName: z.string(),
  number: z.string().nullable(),
  region: z.object({ id: z.string(), name: z.string(), isHome: z.boolean() }),
  municipality: z.object({ id: z.string(), name: z.string() }).nullable(),
  settlement: z.string().nullable(),
  address: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  phone: z.string().nullable(),
  website: z.string().nullable(),
  inn: z.string().nullable(),
  status: z.string(),
  isDemo: z.boolean(),
  attribution: z.string().nullable(),
  changedAt: z.string(),
});
export type FoundOrganisation = z.infer<typeof FoundOrganisation>;

export const FoundPage = z.object({
  items: z.array(FoundOrganisation),
  /** Of the whole search, not of this page. */
  total: z.number(),
  next: z.string().nullable(),
  /** The words searched instead of mistyped ones. */
  didYouMean: z.string().nullable(),
});
export type FoundPage = z.infer<typeof FoundPage>;

/**
 * Organisations by words and filters, in pages. Words are stemmed, may be half-typed, «ё» equals «е»; a mistyped word is
 * replaced by the nearest one of the register and said in `didYouMean`.
 */
export async function searchOrganisations(search: OrganisationSearch): Promise<FoundPage> {
  const text = plain(search.text ?? '');
  const sort = search.sort ?? (text ? 'relevance' : 'name');
  const filters = [...conditionsOf(search as OrganisationFilter).values()];
  const limit = Math.min(Math.max(search.limit ?? 50, 1), 200);
  const after = search.after ? readCursor(search.after, sort) : undefined;
  const ask = (words: Words) => page({ words, filters, sort, limit, after });
  const found = after ? await nextPage(after, ask) : await firstFinding(text, ask);
  const { words, items, total, next } = found;
  return { items, total, next, didYouMean: words.way === 'corrected' ? words.text : null };
}

// The second page is looked for by the words that found the first one.
async function nextPage<T>({ way, text }: Cursor, ask: (words: Words) => Promise<T>): Promise<T & { words: Words }> {
  const words = wordsAs(way, text);
  return { ...(await ask(words)), words };
}

type Row = FoundOrganisation & { total: number; key: string | null };
type Asked = {
  words: Words;
  filters: readonly Piece[];
  sort: OrganisationSort;
  limit: number;
  after: Cursor | undefined;
};

async function page({ words, filters, sort, limit, after }: Asked) {
  const { key, by, beyond } = orderOf(sort, after);
  const rows = await sql<Row>`
    WITH f AS (
      SELECT o.id, o.kind, o.short_name AS "shortName", o.full_name AS "fullName", o.number, o.settlement, o.address, o.lat,
        o.lon, o.phone, o.website, o.inn, o.status, o.is_demo AS "isDemo", o.attribution, o.changed_at AS "changedAt",
        o.region_id, o.municipality_id, round((${words.score})::numeric, 5)::float8 AS score
      FROM core.organisations o WHERE ${allOf([words.fits, ...filters])}
    )
    SELECT f.id, f.kind, f."shortName", f."fullName", f.number, f.settlement, f.address, f.lat, f.lon, f.phone, f.website,
      f.inn, f.status, f."isDemo", f.attribution, f."changedAt", (${key})::text AS key,
      (SELECT count(*)::int FROM f) AS total,
      json_build_object('id', r.id, 'name', r.name, 'isHome', r.is_home) AS region,
      CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'name', m.short_name) END AS municipality
    FROM f JOIN core.regions r ON r.id = f.region_id LEFT JOIN core.municipalities m ON m.id = f.municipality_id
    WHERE ${beyond} ORDER BY ${by} LIMIT ${limit + 1}`;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const { way, text } = words;
  return {
    items: rows.slice(0, limit).map(({ key: _key, total: _total, ...item }) => item),
    total: rows[0]?.total ?? 0,
    next: last ? writeCursor({ sort, way, text, key: last.key, name: last.shortName, id: last.id }) : null,
  };
}
