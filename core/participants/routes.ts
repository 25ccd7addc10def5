import { z } from 'zod';
import { notFound } from '../server/errors';
import { route } from '../server/route';
import { sql } from '../server/sql';
import { addOrganisation, changeOrganisation, findOrganisation, OrganisationView } from './organisation';
import { NewOrganisation, OrganisationChange } from './organisation-input';
import { FoundPage, ProgrammeFilter, searchOrganisations } from './search';
import { organisationKinds, statuses, type OrganisationKind } from './words';

const One = z.object({ id: z.uuid() });

const Filter = z.object({
  text: z.string().max(200).optional(),
  kind: z.enum(Object.keys(organisationKinds) as [OrganisationKind, ...OrganisationKind[]]).optional(),
  municipality: z.string().max(80).optional(),
  region: z.string().max(80).optional(),
  programme: ProgrammeFilter.optional(),
  accessibility: z.enum(['wheelchair', 'mobility', 'vision', 'hearing']).optional(),
  status: z.enum(Object.keys(statuses) as [keyof typeof statuses, ...(keyof typeof statuses)[]]).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(2_000).optional(),
});

const list = route({
  method: 'GET',
  path: '/organisations',
  access: { permission: 'participants.read' },
  summary: 'The register of organisations: search, filters, pages',
  query: Filter,
  reply: FoundPage,
  handler: ({ query }) => searchOrganisations(query),
});

const regions = route({
  method: 'GET',
  path: '/regions',
  access: { permission: 'participants.read' },
  summary: 'Regions whose organisations the register holds',
  reply: z.array(z.object({ id: z.string(), name: z.string(), isHome: z.boolean(), organisations: z.number() })),
  handler: () => sql`SELECT r.id, r.name, r.is_home AS "isHome",
      (SELECT count(*)::int FROM core.organisations o WHERE o.region_id = r.id) AS organisations
    FROM core.regions r ORDER BY r.is_home DESC, r.name`,
});

async function cardOf(id: string) {
  const organisation = await findOrganisation(id);
  if (!organisation) throw notFound('Организация не найдена');
  return organisation;
}

const one = route({
  method: 'GET',
  path: '/organisations/{id}',
  access: { permission: 'participants.read' },
  summary: 'One organisation with buildings and programmes',
  params: One,
  reply: OrganisationView,
  handler: ({ params }) => cardOf(params.id),
});

const add = route({
  method: 'POST',
  path: '/organisations',
  access: { permission: 'participants.edit' },
  summary: 'Add an organisation of the home region',
  payload: NewOrganisation,
  reply: OrganisationView,
  handler: async ({ payload }) => cardOf(await addOrganisation(payload)),
});

const change = route({
  method: 'PATCH',
  path: '/organisations/{id}',
  access: { permission: 'participants.edit' },
  summary: 'Change given fields of an organisation',
  params: One,
  payload: OrganisationChange,
  reply: OrganisationView,
  handler: async ({ params: { id }, payload }) => {
    await changeOrganisation(id, payload);
    return cardOf(id);
  },
});

export const routes = [list, regions, one, add, change];
