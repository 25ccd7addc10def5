import { z } from 'zod';
import { audit, context, inTransaction, route } from '@regiso/core';
import {
  Catalogue,
  CatalogueQuery,
  DashboardSummary,
  DashboardView,
  ExportBody,
  Freshness,
  IndicatorCard,
  IndicatorDescription,
  IndicatorView,
  Language,
  Overview,
  OverviewQuery,
  QueryBody,
  QueryReply,
} from '../shared';
import { answerAll, type Asked } from './answers';
import { sharedAsOf } from './as-of';
import { dashboardView, findDashboard, openDashboards } from './board';
import { cardOf, catalogueOf } from './catalogue';
import { allDashboards, allIndicators, factsRead, indicatorsOf } from './context';
import { describe, viewOf } from './describe';
import { exportAnswers } from './export';
import { overviewOf } from './overview';
import { alertRoutes } from './alerts/routes';
import { annotationRoutes } from './annotations/routes';
import { boardRoutes } from './boards/routes';
import { deliveryRoutes } from './deliveries/routes';
import { exportRoutes } from './exports/routes';
import { ownRoutes } from './own/routes';
import { snapshotRoutes } from './snapshots/routes';
import { isOpen, mayRead, refuseClosed, scopesOn, scopeWords } from './reader';

const view = { permission: 'dashboards.view', within: 'reach' } as const;
// What speaks of the whole region is for those whose right is of the whole region.
const viewAll = { permission: 'dashboards.view' } as const;
const Named = z.object({ id: z.string().max(120) });
const InLanguage = z.object({ language: Language.default('ru') });

const query = route({
  method: 'POST',
  path: '/query',
  access: view,
  summary: 'Answers up to 40 questions of one dashboard at once',
  payload: QueryBody,
  reply: QueryReply,
  database: false,
  reads: true,
  unaudited: 'Reads figures without persons',
  handler: async ({ payload }) => ({ answers: await answerAll(payload) }),
});

const list = route({
  method: 'GET',
  path: '/list',
  access: view,
  summary: 'Dashboards the caller may open',
  reply: z.array(DashboardSummary),
  database: false,
  handler: () => openDashboards(),
});

const show = route({
  method: 'GET',
  path: '/{id}',
  access: view,
  summary: 'The definition of one dashboard with the values of its filters',
  params: Named,
  query: InLanguage,
  reply: DashboardView,
  database: false,
  handler: ({ params, query: { language } }) => dashboardView(params.id, language),
});

const moment = route({
  method: 'GET',
  path: '/as-of',
  access: view,
  summary: 'Up to which moment the figures of a dashboard hold; cheap, for polling',
  query: z.object({ dashboard: z.string().max(120).optional() }),
  reply: Freshness,
  database: false,
  handler: async ({ query: { dashboard } }): Promise<Freshness> => {
    const boards = dashboard ? [findDashboard(dashboard)] : allDashboards().filter(({ item }) => isOpen(item));
    const indicators = boards.flatMap(({ item }) => [...indicatorsOf(item).values()]);
    const asOf = await sharedAsOf([...new Set(indicators.flatMap(factsRead))]);
    return { ...asOf, now: new Date().toISOString() };
  },
});

const indicators = route({
  method: 'GET',
  path: '/indicators',
  access: view,
  summary: 'Indicators the caller may ask about',
  reply: z.array(IndicatorView),
  database: false,
  handler: async () => (await allIndicators()).filter(mayRead).map(({ item }) => viewOf(item)),
});

const indicator = route({
  method: 'GET',
  path: '/indicators/{id}',
  access: view,
  summary: 'How an indicator is computed: words, formula, act, SQL, sources',
  params: Named,
  query: InLanguage,
  reply: IndicatorDescription,
  database: false,
  handler: async ({ params: { id }, query: { language } }) => {
    await refuseClosed(id);
    return describe(id, language);
  },
});

const catalogue = route({
  method: 'GET',
  path: '/catalogue',
  access: viewAll,
  summary: 'The catalogue of indicators the caller may see, found by words',
  query: CatalogueQuery,
  reply: Catalogue,
  database: false,
  handler: ({ query: asked }) => catalogueOf(context().actor, asked),
});

const card = route({
  method: 'GET',
  path: '/catalogue/{id}',
  access: viewAll,
  summary: 'An indicator of the catalogue: how it is computed and was, where it is shown',
  params: Named,
  query: InLanguage,
  reply: IndicatorCard,
  database: false,
  handler: ({ params: { id }, query: { language } }) => cardOf(context().actor, id, language),
});

const overview = route({
  method: 'GET',
  path: '/overview',
  access: viewAll,
  summary: 'The main figures of the subsystems open to the caller, of the region or of one municipality',
  query: OverviewQuery,
  reply: Overview,
  database: false,
  handler: ({ query: asked }) => overviewOf(context().actor, asked),
});

const exported = route({
  method: 'POST',
  path: '/export',
  access: { permission: 'dashboards.export', within: 'reach' },
  atMost: 60,
  summary: 'Answers as an XLSX file with a sheet about the data',
  payload: ExportBody,
  database: false,
  reads: true,
  unaudited: 'recorded in a transaction of its own',
  handler: async ({ payload, h }) => {
    const answers = await answerAll(payload);
    const file = await exportAnswers({ ...payload, answers, within: await wordsOf(payload) });
    await inTransaction({}, () =>
      audit('dashboards.exported', { type: 'dashboard', ...knownBoard(payload) }, { tables: answers.length }),
    );
    return h
      .response(file)
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', `attachment; filename="${fileName(payload.dashboard)}"`)
      .header('cache-control', 'no-store');
  },
});

// A word that is no dashboard is somebody's own: the log does not keep it.
const knownBoard = ({ dashboard: id }: z.output<typeof ExportBody>) =>
  id !== undefined && allDashboards().some(({ item }) => item.id === id) ? { id } : {};

async function wordsOf({ dashboard, language }: Pick<Asked, 'dashboard' | 'language'>) {
  if (!dashboard) return null;
  const board = findDashboard(dashboard);
  return scopeWords(await scopesOn(board.item), board, language);
}

/** `exams.results-2026-11-25.xlsx`; letters that a header may hold come from the id of the board. */
const fileName = (dashboard = 'regiso-figures') =>
  `${dashboard.replace(/[^\w.-]/g, '')}-${new Date().toISOString().slice(0, 10)}.xlsx`;

export const routes = [
  ...[query, list, moment, indicators, indicator, catalogue, card, overview, exported],
  ...ownRoutes,
  ...alertRoutes,
  ...annotationRoutes,
  ...boardRoutes,
  ...deliveryRoutes,
  ...exportRoutes,
  ...snapshotRoutes,
  show,
];
