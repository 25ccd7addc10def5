import { z } from 'zod';
import { homeRegion } from '../territory/home';
import { audit } from '../server/audit';
import { conflict, invalidInput, notFound } from '../server/errors';
import { columnName } from '../server/model';
import { sql } from '../server/sql';
import { Organisation } from './models';
import type { NewOrganisation, OrganisationChange } from './organisation-input';

const Access = z.enum(['full', 'partial', 'none']).nullable();

export const BuildingView = z.object({
  id: z.string(),
  number: z.string(),
  address: z.string(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  phone: z.string().nullable(),
  access: z.object({ wheelchair: Access, mobility: Access, vision: Access, hearing: Access }),
  capacity: z.number().nullable(),
  storeys: z.number().nullable(),
  attribution: z.string().nullable(),
});

export const OrganisationView = z.object({
  id: z.string(),
  region: z.object({ id: z.string(), name: z.string(), isHome: z.boolean() }),
  municipality: z.object({ id: z.string(), name: z.string() }).nullable(),
  parent: z.object({ id: z.string(), name: z.string() }).nullable(),
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
    SELECT o.id, o.kind, o.school_type AS "schoolType", o.full_name AS "fullName", o.short_name AS "shortName", o.number,
      o.inn, o.kpp, o.ogrn, o.oktmo, o.licence_number AS "licenceNumber", o.licence_expires::text AS "licenceExpires",
      o.licence_unlimited AS "licenceUnlimited", o.accredited, o.address, o.settlement,
      o.settlement_kind AS "settlementKind", o.lat, o.lon, o.phone, o.email, o.website, o.features,
      o.external_ids AS "externalIds", o.is_demo AS "isDemo", o.source, o.attribution, o.status,
      o.created_at AS "createdAt", o.changed_at AS "changedAt",
      json_build_object('id', r.id, 'name', r.name, 'isHome', r.is_home) AS region,
      CASE WHEN m.id IS NOT NULL THEN json_build_object('id', m.id, 'name', m.short_name) END AS municipality,
      CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.short_name) END AS parent,
      coalesce((SELECT json_agg(json_build_object('id', b.id, 'number', b.number, 'address', b.address, 'lat', b.lat,
          'lon', b.lon, 'phone', b.phone, 'access', json_build_object('wheelchair', b.access_wheelchair,
          'mobility', b.access_mobility, 'vision', b.access_vision, 'hearing', b.access_hearing),
          'capacity', b.capacity, 'storeys', b.storeys, 'attribution', b.attribution)
          ORDER BY length(b.number), b.number)
        FROM core.buildings b WHERE b.organisation_id = o.id), '[]') AS buildings,
      coalesce((SELECT json_agg(json_build_object('code', g.code, 'level', g.level, 'name', g.name) ORDER BY g.level, g.name)
        FROM core.programmes g WHERE g.organisation_id = o.id), '[]') AS programmes
    FROM core.organisations o JOIN core.regions r ON r.id = o.region_id
    LEFT JOIN core.municipalities m ON m.id = o.municipality_id LEFT JOIN core.organisations p ON p.id = o.parent_id
    WHERE o.id = ${id}`;
  return row;
}

/** Adds an organisation of the home region by hand. Throws 409 when its INN and KPP, or its name, stand already. */
export async function addOrganisation(input: NewOrganisation): Promise<string> {
  await checkReferences(input);
  await refuseTwin(input);
  const created = await Organisation.create({
    ...given(input),
    regionId: homeRegion().id,
    source: 'Внесено вручную',
  } as never);
  await audit('participants.organisation-created', { type: 'organisation', id: created.id }, { kind: input.kind });
  return created.id;
}

/** Changes given fields. Throws 404, and 409 when the codes would then belong to two organisations. */
export async function changeOrganisation(id: string, change: OrganisationChange): Promise<void> {
  const organisation = await Organisation.findByPk(id);
  if (!organisation) throw notFound('Организация не найдена');
  if (change.parentId === id)
    throw invalidInput([{ path: ['payload', 'parentId'], message: 'Организация не может быть головной сама себе' }]);
  await checkReferences(change);
  const next = { inn: organisation.inn, kpp: organisation.kpp, ...given(change) };
  if ('inn' in change || 'kpp' in change) await refuseTwin(next, id);
  const fields = Object.keys(given(change)).map(columnName);
  organisation.set({ ...given(change), changedAt: new Date() } as never);
  await organisation.save();
  await audit('participants.organisation-changed', { type: 'organisation', id }, { fields });
}

const given = <T extends object>(input: T) =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));

async function checkReferences({ municipalityId, parentId }: OrganisationChange) {
  if (municipalityId) {
    const [known] = await sql`SELECT 1 AS one FROM core.municipalities WHERE id = ${municipalityId}`;
    if (!known) throw invalidInput([{ path: ['payload', 'municipalityId'], message: 'Такого муниципалитета нет' }]);
  }
  if (parentId) {
    const [known] = await sql`SELECT 1 AS one FROM core.organisations WHERE id = ${parentId}`;
    if (!known) throw invalidInput([{ path: ['payload', 'parentId'], message: 'Такой организации нет' }]);
  }
}

type Codes = { inn?: string | null | undefined; kpp?: string | null | undefined };

// A branch shares the INN of its head, never INN and KPP together.
async function refuseTwin({ inn, kpp }: Codes, exceptId: string | null = null) {
  if (!inn) return;
  const [twin] = await sql<{ name: string }>`SELECT short_name AS name FROM core.organisations
    WHERE inn = ${inn} AND kpp IS NOT DISTINCT FROM ${kpp ?? null} AND id IS DISTINCT FROM ${exceptId}::uuid LIMIT 1`;
  if (twin) throw conflict(`Организация с такими ИНН и КПП уже есть: ${twin.name}`);
}
