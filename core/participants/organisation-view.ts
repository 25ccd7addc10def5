import { z } from 'zod';
import { sql } from '../server/sql';

const Access = z.enum(['full', 'partial', 'none']).nullable();

const BuildingView = z.object({
  id: z.string(),
  number: z.string(),
  address: z.string(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  phone: z.string().nullable(),
  access: z.object({ wheelchair: Access, mobility: Access, vision: Access, hearing: Access }),
  capacity: z.number().nullable(),
  storeys: z.number().nullable(),
  areaM2: z.number().nullable(),
  attribution: z.string().nullable(),
});

/** How many branches a card names. */
const shownBranches = 100;

export const OrganisationView = z.object({
  id: z.string(),
  /** Changes with every write; a change of the card names the version it was made on. */
  version: z.string(),
  region: z.object({ id: z.string(), name: z.string(), isHome: z.boolean() }),
  municipality: z.object({ id: z.string(), name: z.string() }).nullable(),
  parent: z.object({ id: z.string(), name: z.string() }).nullable(),
  branches: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
  /** Of all branches, also those not named here. */
  branchCount: z.number(),
  kind: z.string(),
  schoolType: z.string().nullable(),
  fullName: z.string(),
  shortName: z.string(),
  number: z.string().nullable(),
  inn: z.string().nullable(),
  kpp: z.string().nullable(),
  ogrn: z.string().nullable(),
  oktmo: z.string().nullable(),
  licenceNumber: z.string().nullable(),
  licenceExpires: z.string().nullable(),
  licenceUnlimited: z.boolean().nullable(),
  accredited: z.boolean().nullable(),
  address: z.string().nullable(),
  settlement: z.string().nullable(),
  settlementKind: z.string().nullable(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  website: z.string().nullable(),
  features: z.array(z.string()),
  externalIds: z.record(z.string(), z.string()),
  isDemo: z.boolean(),
  source: z.string(),
  attribution: z.string().nullable(),
  status: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
  buildings: z.array(BuildingView),
  programmes: z.array(z.object({ code: z.string(), level: z.string(), name: z.string().nullable() })),
});
export type OrganisationView = z.infer<typeof OrganisationView>;

/** The whole card of an organisation with its buildings and programmes; undefined when there is none. One statement. */
export async function findOrganisation(id: string): Promise<OrganisationView | undefined> {
  const [row] = await sql<OrganisationView>`
    SELECT o.id, o.xmin::text AS version, o.kind, o.school_type AS "schoolType", o.full_name AS "fullName", o.short_name AS "shortName", o.number,
      o.inn, o.kpp, o.ogrn, o.oktmo, o.licence_number AS "licenceNumber", o.licence_expires::text AS "licenceExpires",
      o.licence_unlimited AS "licenceUnlimited", o.accredited, o.address, o.settlement,
      o.settlement_kind AS "settlementKind", o.lat, o.lon, o.phone, o.email, o.website, o.features,
      o.external_ids AS "externalIds", o.is_demo AS "isDemo", o.source, o.attribution, o.status,
      o.created_at AS "createdAt", o.changed_at AS "changedAt",
      json_build_object('id', r.id, 'name', r.name, 'isHome', r.is_home) AS region,
      CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'name', m.short_name) END AS municipality,
      CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.short_name) END AS parent,
      (SELECT count(*)::int FROM core.organisations c WHERE c.parent_id = o.id) AS "branchCount",
      coalesce((SELECT json_agg(c) FROM (SELECT id, short_name AS name, status FROM core.organisations c
        WHERE c.parent_id = o.id ORDER BY short_name, id LIMIT ${shownBranches}) c), '[]') AS branches,
      coalesce((SELECT json_agg(json_build_object('id', b.id, 'number', b.number, 'address', b.address, 'lat', b.lat,
          'lon', b.lon, 'phone', b.phone, 'access', json_build_object('wheelchair', b.access_wheelchair,
          'mobility', b.access_mobility, 'vision', b.access_vision, 'hearing', b.access_hearing),
          'capacity', b.capacity, 'storeys', b.storeys, 'areaM2', b.area_m2, 'attribution', b.attribution)
          ORDER BY length(b.number), b.number)
        FROM core.buildings b WHERE b.organisation_id = o.id), '[]') AS buildings,
      coalesce((SELECT json_agg(json_build_object('code', g.code, 'level', g.level, 'name', g.name) ORDER BY g.level, g.name)
        FROM core.programmes g WHERE g.organisation_id = o.id), '[]') AS programmes
    FROM core.organisations o JOIN core.regions r ON r.id = o.region_id
    LEFT JOIN core.municipalities m ON m.id = o.municipality_id LEFT JOIN core.organisations p ON p.id = o.parent_id
    WHERE o.id = ${id}`;
  return row;
}
