import { z } from 'zod';
import { invalidInput } from '../server/errors';
import { joined, part, sql } from '../server/sql';
import { organisationKinds, programmeCodes, type OrganisationKind, type ProgrammeCode } from './words';

export type OrganisationSearch = {
  /** Words of the name, a number, an INN, OGRN or KPP. */
  text?: string | undefined;
  kind?: OrganisationKind | undefined;
  /** Id of a municipality. */
  municipality?: string | undefined;
  /** Id of a region; all regions when absent. */
  region?: string | undefined;
  programme?: ProgrammeCode | undefined;
  /** At least one building is fully or partly accessible for these. */
  accessibility?: 'wheelchair' | 'mobility' | 'vision' | 'hearing' | undefined;
  status?: string | undefined;
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

export const ProgrammeFilter = z.enum(Object.keys(programmeCodes) as [ProgrammeCode, ...ProgrammeCode[]]);

type Piece = ReturnType<typeof part>;
const everything = part`true`;

/**
 * Organisations by words and filters, the best first, in pages. Words are stemmed, may be half-typed, «ё» equals «е»; a
 * mistyped word is replaced by the nearest one of the register and said in `didYouMean`.
 */
export async function searchOrganisations(search: OrganisationSearch): Promise<FoundPage> {
  const text = plain(search.text ?? '');
  const filters = filtersOf(search);
  const asTyped = await page(search, filters, wordsOf(text));
  if (asTyped.total > 0 || !text || search.after) return { ...asTyped, didYouMean: null };
  const corrected = await correct(text);
  if (corrected && corrected !== text) {
    const found = await page(search, filters, wordsOf(corrected));
    if (found.total > 0) return { ...found, didYouMean: corrected };
  }
  const alike = await page(search, filters, {
    fits: part`o.plain_names %> ${text}`,
    score: part`word_similarity(${text}, o.plain_names)`,
  });
  return { ...alike, didYouMean: null };
}

const plain = (text: string) => text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim().slice(0, 200);

const tokensOf = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.slice(0, 12) ?? [];

type Words = { fits: Piece; score: Piece };

// Digits of a code's length are a code; any other digits are a word like «48» in «Детский сад № 48».
function wordsOf(text: string): Words {
  const compact = text.replace(/[\s-]/g, '');
  if (/^(\d{10}|\d{12})$/.test(compact)) return { fits: part`o.inn = ${compact}`, score: part`1::real` };
  if (/^(\d{13}|\d{15})$/.test(compact)) return { fits: part`o.ogrn = ${compact}`, score: part`1::real` };
  if (/^\d{9}$/.test(compact)) return { fits: part`o.kpp = ${compact}`, score: part`1::real` };
  const tokens = tokensOf(text);
  if (!tokens.length) return { fits: everything, score: part`0::real` };
  // A half-typed number must not find longer ones: «5» is not «55».
  const query = tokens.map((token) => (/^\d+$/.test(token) ? `'${token}'` : `'${token}':*`)).join(' & ');
  return {
    fits: part`o.words @@ to_tsquery('russian', ${query})`,
    score: part`ts_rank(o.words, to_tsquery('russian', ${query}), 1)`,
  };
}

function filtersOf({ kind, municipality, region, programme, accessibility, status }: OrganisationSearch): Piece[] {
  const filters: Piece[] = [];
  if (kind) filters.push(part`o.kind = ${kind}`);
  if (municipality) filters.push(part`o.municipality_id = ${municipality}`);
  if (region) filters.push(part`o.region_id = ${region}`);
  if (status) filters.push(part`o.status = ${status}`);
  if (programme)
    filters.push(part`EXISTS (SELECT FROM core.programmes p WHERE p.organisation_id = o.id AND p.code = ${programme})`);
  if (accessibility) {
    filters.push(part`EXISTS (SELECT FROM core.buildings b WHERE b.organisation_id = o.id
      AND ${accessColumns[accessibility]} IN ('full', 'partial'))`);
  }
  return filters;
}

const accessColumns = {
  wheelchair: part`b.access_wheelchair`,
  mobility: part`b.access_mobility`,
  vision: part`b.access_vision`,
  hearing: part`b.access_hearing`,
};

type Row = Omit<FoundOrganisation, 'region' | 'municipality'> & {
  region: FoundOrganisation['region'];
  municipality: FoundOrganisation['municipality'];
  score: number;
  total: number;
};

async function page(search: OrganisationSearch, filters: Piece[], { fits, score }: Words) {
  const limit = Math.min(Math.max(search.limit ?? 50, 1), 200);
  const after = search.after ? readCursor(search.after) : undefined;
  const beyond = after
    ? part`WHERE (-f.score, f."shortName", f.id) > (-${after.score}::float8, ${after.name}, ${after.id}::uuid)`
    : part``;
  const rows = await sql<Row>`
    WITH f AS (
      SELECT o.id, o.kind, o.short_name AS "shortName", o.full_name AS "fullName", o.number, o.settlement, o.address, o.lat,
        o.lon, o.phone, o.website, o.inn, o.status, o.is_demo AS "isDemo", o.attribution, o.region_id, o.municipality_id,
        round((${score})::numeric, 5)::float8 AS score
      FROM core.organisations o WHERE ${joined([fits, ...filters], ' AND ')}
    )
    SELECT f.id, f.kind, f."shortName", f."fullName", f.number, f.settlement, f.address, f.lat, f.lon, f.phone, f.website,
      f.inn, f.status, f."isDemo", f.attribution, f.score, (SELECT count(*)::int FROM f) AS total,
      json_build_object('id', r.id, 'name', r.name, 'isHome', r.is_home) AS region,
      CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'name', m.short_name) END AS municipality
    FROM f JOIN core.regions r ON r.id = f.region_id LEFT JOIN core.municipalities m ON m.id = f.municipality_id
    ${beyond} ORDER BY -f.score, f."shortName", f.id LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? writeCursor(last) : null;
  return { items: items.map(({ score: _s, total: _t, ...item }) => item), total: rows[0]?.total ?? 0, next };
}

const writeCursor = ({ score, shortName, id }: Row) =>
  Buffer.from(JSON.stringify([score, shortName, id])).toString('base64url');

const Cursor = z.tuple([z.number(), z.string(), z.uuid()]);
function readCursor(text: string) {
  try {
    const [score, name, id] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return { score, name, id };
  } catch {
    throw invalidInput('Метка страницы «after» не распознана: начните список сначала');
  }
}

// Each word that no name has is replaced by the nearest word some name has; undefined when none is near.
async function correct(text: string): Promise<string | undefined> {
  const tokens = tokensOf(text);
  const rows = await sql<{ token: string; known: boolean; nearest: string | null }>`
    WITH vocabulary AS (
      SELECT word FROM ts_stat('SELECT to_tsvector(''simple'', plain_names) FROM core.organisations')
      WHERE length(word) > 2
    ), given AS (SELECT token, at FROM unnest(${tokens}::text[]) WITH ORDINALITY AS t(token, at))
    SELECT token, EXISTS (SELECT FROM vocabulary WHERE word LIKE token || '%') AS known,
      (SELECT word FROM vocabulary WHERE similarity(word, token) >= 0.35
       ORDER BY similarity(word, token) DESC, abs(length(word) - length(token)), word LIMIT 1) AS nearest
    FROM given ORDER BY at`;
  if (rows.every(({ known, nearest }) => known || !nearest)) return undefined;
  return rows.map(({ token, known, nearest }) => (known ? token : (nearest ?? token))).join(' ');
}
