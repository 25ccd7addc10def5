import { z } from 'zod';
import { part, sql } from '../server/sql';
import { allOf, conditionsOf, type OrganisationFilter, type Piece } from './organisation-filter';
import { firstFinding, plain, type Words } from './search-words';

const Counts = z.record(z.string(), z.number());

export const OrganisationCounts = z.object({ total: z.number(), kind: Counts, status: Counts, municipality: Counts });
export type OrganisationCounts = z.infer<typeof OrganisationCounts>;

const facets = ['kind', 'status', 'municipality'] as const;
type Facet = (typeof facets)[number];
type Row = { facet: Facet | 'total'; value: string; count: number };

/** How many organisations each kind, status and municipality would leave, the other filters staying as they are. */
export async function countOrganisations(filter: OrganisationFilter): Promise<OrganisationCounts> {
  const conditions = conditionsOf(filter);
  const { words: _words, ...counts } = await firstFinding(plain(filter.text ?? ''), (words) =>
    count(words, conditions),
  );
  return counts;
}

async function count(words: Words, conditions: ReadonlyMap<string, Piece>): Promise<OrganisationCounts> {
  const own = (facet: Facet) => conditions.get(facet) ?? part`true`;
  const others = [...conditions].filter(([name]) => !facets.includes(name as Facet)).map(([, piece]) => piece);
  const rows = await sql<Row>`
    WITH f AS MATERIALIZED (
      SELECT o.kind, o.status, o.municipality_id AS municipality, ${own('kind')} AS by_kind, ${own('status')} AS by_status,
        coalesce(${own('municipality')}, false) AS by_municipality
      FROM core.organisations o WHERE ${allOf([words.fits, ...others])}
    )
    SELECT 'kind' AS facet, kind AS value, count(*)::int AS count FROM f WHERE by_status AND by_municipality GROUP BY kind
    UNION ALL SELECT 'status', status, count(*)::int FROM f WHERE by_kind AND by_municipality GROUP BY status
    UNION ALL SELECT 'municipality', municipality, count(*)::int FROM f
      WHERE by_kind AND by_status AND municipality IS NOT NULL GROUP BY municipality
    UNION ALL SELECT 'total', '', count(*)::int FROM f WHERE by_kind AND by_status AND by_municipality`;
  const of = (facet: Row['facet']) =>
    Object.fromEntries(rows.filter((row) => row.facet === facet).map(({ value, count: found }) => [value, found]));
  return { total: of('total')[''] ?? 0, kind: of('kind'), status: of('status'), municipality: of('municipality') };
}
