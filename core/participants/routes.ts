import { z } from 'zod';
import { notFound } from '../server/errors';
import { route } from '../server/route';
import { sql } from '../server/sql';
import { todayHere } from '../territory/home';
import { countOrganisations, OrganisationCounts } from './counts';
import { exportOrganisations } from './export';
import { HistoryPage, historyOf } from './history';
import { addOrganisation, changeOrganisation } from './organisation';
import { OrganisationFilter } from './organisation-filter';
import { NewOrganisation, OrganisationChange } from './organisation-input';
import { findOrganisation, OrganisationView } from './organisation-view';
import { FoundPage, searchOrganisations } from './search';
import { OrganisationSort } from './search-order';

const One = z.object({ id: z.uuid() });

const ListQuery = OrganisationFilter.extend({
  sort: OrganisationSort.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(8_000).optional(),
});

const list = route({
  method: 'GET',
  path: '/organisations',
  access: { permission: 'participants.read' },
  summary: 'The register of organisations: search, filters, pages',
  query: ListQuery,
  reply: FoundPage,
  handler: ({ query }) => searchOrganisations(query),
});

const counts = route({
  method: 'GET',
  path: '/organisations/counts',
  access: { permission: 'participants.read' },
  summary: 'How many organisations each kind, status and municipality would leave',
  query: OrganisationFilter,
  reply: OrganisationCounts,
  handler: ({ query }) => countOrganisations(query),
});

const exported = route({
  method: 'POST',
  path: '/organisations/export',
  access: { permission: 'participants.read' },
  atMost: 20,
  summary: 'The narrowed register as CSV or XLSX, in the columns of the importer',
  payload: z.strictObject({ format: z.enum(['csv', 'xlsx']), filter: OrganisationFilter.strict().default({}) }),
  handler: async ({ payload: { format, filter }, h }) =>
    h
      .response(await exportOrganisations(filter, format))
      .type(format === 'csv' ? 'text/csv; charset=utf-8' : xlsx)
      .header('Content-Disposition', `attachment; filename="organisations-${todayHere()}.${format}"`)
      .header('Cache-Control', 'no-store'),
});
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

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

const history = route({
  method: 'GET',
  path: '/organisations/{id}/history',
  access: { permission: 'participants.edit' },
  summary: 'Who changed which fields of an organisation, and when',
  params: One,
  query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20), after: z.uuid().optional() }),
  reply: HistoryPage,
  handler: async ({ params: { id }, query }) => {
    await cardOf(id);
    return historyOf(id, query);
  },
});

const add = route({
  method: 'POST',
  path: '/organisations',
  idempotent: 'if-asked',
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
  summary: 'Change given fields of an organisation; refused when the card has changed since it was read',
  params: One,
  payload: OrganisationChange,
  reply: OrganisationView,
  handler: async ({ params: { id }, payload }) => {
    await changeOrganisation(id, payload);
    return cardOf(id);
  },
});

export const routes = [list, counts, exported, regions, one, history, add, change];
