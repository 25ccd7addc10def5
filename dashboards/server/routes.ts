import { z } from 'zod';
import { forbidden, context, ProblemError, route } from '@regiso/core';
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
  type Question,
} from '../shared';
import { sharedAsOf, type Moments } from './as-of';
import { ask } from './ask';
import { dashboardView, dashboardsOf, findDashboard } from './board';
import { cardOf, catalogueOf } from './catalogue';
import { allDashboards, allIndicators, factsRead, indicatorsOf, mayRead, refuseClosed } from './context';
import { describe, viewOf } from './describe';
import { exportAnswers } from './export';
import { overviewOf } from './overview';
import { ownRoutes } from './own/routes';
import type { Language as Words } from './titles';

const view = { permission: 'dashboards.view' } as const;
const Named = z.object({ id: z.string().max(120) });
const InLanguage = z.object({ language: Language.default('ru') });

/** A question may be asked by who may see its dashboard or works in its subsystem. */
async function refuseForeign(questions: readonly Question[], dashboard: string | undefined) {
  const { actor } = context();
  const open = dashboard ? indicatorsOf(findDashboard(dashboard, actor).item) : undefined;
  const known = open ? [] : (await allIndicators()).filter((owned) => mayRead(actor, owned)).map(({ item }) => item.id);
  const mine = new Set(open ? open.keys() : known);
  const foreign = questions.find(({ indicator }) => !mine.has(indicator));
  if (foreign) throw forbidden(`Показатель «${foreign.indicator}» вам не открыт`);
}

async function answerAll(questions: readonly Question[], language: Words): Promise<QueryReply['answers']> {
  const moments: Moments = new Map();
  return Promise.all(
    questions.map(async (question) => {
      try {
        return await ask(question, { audience: 'internal', language, moments });
      } catch (error) {
        if (error instanceof ProblemError) return { problem: error.message };
        throw error;
      }
    }),
  );
}

const query = route({
  method: 'POST',
  path: '/query',
  access: view,
  summary: 'Answers up to 40 questions of one dashboard at once',
  payload: QueryBody,
  reply: QueryReply,
  database: false,
  unaudited: 'Reads figures without persons',
  handler: async ({ payload: { dashboard, language, questions } }) => {
    await refuseForeign(questions, dashboard);
    return { answers: await answerAll(questions, language) };
  },
});

const list = route({
  method: 'GET',
  path: '/list',
  access: view,
  summary: 'Dashboards the caller may open',
  reply: z.array(DashboardSummary),
  database: false,
  handler: () => dashboardsOf(context().actor),
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
  handler: ({ params, query: { language } }) => dashboardView(params.id, context().actor, language),
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
    const { actor } = context();
    const boards = dashboard
      ? [findDashboard(dashboard, actor)]
      : allDashboards().filter(({ item }) => actor?.permissions.has(item.permission));
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
  handler: async () =>
    (await allIndicators()).filter((owned) => mayRead(context().actor, owned)).map(({ item }) => viewOf(item)),
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
    await refuseClosed(context().actor, id);
    return describe(id, language);
  },
});

const catalogue = route({
  method: 'GET',
  path: '/catalogue',
  access: view,
  summary: 'The catalogue of indicators the caller may see, found by words',
  query: CatalogueQuery,
  reply: Catalogue,
  database: false,
  handler: ({ query: asked }) => catalogueOf(context().actor, asked),
});

const card = route({
  method: 'GET',
  path: '/catalogue/{id}',
  access: view,
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
  access: view,
  summary: 'The main figures of the subsystems open to the caller, of the region or of one municipality',
  query: OverviewQuery,
  reply: Overview,
  database: false,
  handler: ({ query: asked }) => overviewOf(context().actor, asked),
});

const exported = route({
  method: 'POST',
  path: '/export',
  access: { permission: 'dashboards.export' },
  summary: 'Answers as an XLSX file with a sheet about the data',
  payload: ExportBody,
  database: false,
  unaudited: 'Takes out figures without persons',
  handler: async ({ payload, h }) => {
    await refuseForeign(payload.questions, payload.dashboard);
    const answers = await answerAll(payload.questions, payload.language);
    const file = await exportAnswers({ ...payload, answers });
    return h
      .response(file)
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', `attachment; filename="${fileName(payload.dashboard)}"`)
      .header('cache-control', 'no-store');
  },
});

/** `exams.results-2026-11-25.xlsx`; letters that a header may hold come from the id of the board. */
const fileName = (dashboard = 'regiso-figures') =>
  `${dashboard.replace(/[^\w.-]/g, '')}-${new Date().toISOString().slice(0, 10)}.xlsx`;

export const routes = [
  ...[query, list, moment, indicators, indicator, catalogue, card, overview, exported],
  ...ownRoutes,
  show,
];
