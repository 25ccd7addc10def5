import { z } from 'zod';
import { route } from '@regiso/core';
import { Language } from '../../shared';
import {
  AlertCard,
  AlertChoice,
  AlertList,
  AlertPerson,
  AlertPreview,
  AlertQuery,
  AlertRule,
  AlertRuleView,
} from '../../shared/alerts';
import { allIndicators } from '../context';
import { viewOf } from '../describe';
import { mayRead } from '../reader';
import { dimensionTitle } from '../titles';
import { alertCard } from './card';
import { lookAt, previewOf } from './look';
import { isGrain } from './periods';
import { changeRule, checked, createRule, listRules, oversOf, switchRule } from './rules';
import { assignAlert, closeAlert, explainAlert, peopleFor } from './steps';
import { listAlerts } from './store';

const view = { permission: 'dashboards.view', within: 'reach' } as const;
const lead = { permission: 'dashboards.alert', within: 'reach' } as const;
const Id = z.object({ id: z.uuid() });
const InLanguage = z.object({ language: Language.default('ru') });
const Seen = z.strictObject({ version: z.int() });
const said = z.string().trim().max(2_000);

const list = route({
  method: 'GET',
  path: '/alerts',
  access: view,
  summary: 'Alerts of the places and indicators open to the caller, with how many stand in each state',
  query: AlertQuery,
  reply: AlertList,
  handler: ({ query }) => listAlerts(query),
});

const card = route({
  method: 'GET',
  path: '/alerts/{id}',
  access: view,
  summary: 'An alert, what was done about it, and how its figure has gone since',
  params: Id,
  query: InLanguage,
  reply: AlertCard,
  database: false,
  handler: ({ params: { id }, query: { language } }) => alertCard(id, language),
});

const people = route({
  method: 'GET',
  path: '/alerts/{id}/people',
  access: lead,
  summary: 'People of the place of an alert to whom it may be assigned',
  params: Id,
  reply: z.array(AlertPerson),
  handler: ({ params: { id } }) => peopleFor(id),
});

const assign = route({
  method: 'POST',
  path: '/alerts/{id}/assign',
  access: lead,
  summary: 'Hands an alert to a person who may see it',
  params: Id,
  payload: Seen.extend({ accountId: z.uuid() }),
  handler: ({ params: { id }, payload: { version, accountId } }) => done(assignAlert(id, version, accountId)),
});

const explain = route({
  method: 'POST',
  path: '/alerts/{id}/explain',
  access: view,
  summary: 'What whoever an alert is assigned to has found out',
  params: Id,
  payload: Seen.extend({ text: said.min(3, 'Объясните, что произошло') }),
  handler: ({ params: { id }, payload: { version, text } }) => done(explainAlert(id, version, text)),
});

const close = route({
  method: 'POST',
  path: '/alerts/{id}/close',
  access: lead,
  summary: 'Closes an alert; one without an explanation says why',
  params: Id,
  payload: Seen.extend({ note: said.nullable().default(null) }),
  handler: ({ params: { id }, payload: { version, note } }) => done(closeAlert(id, version, note || null)),
});

const rules = route({
  method: 'GET',
  path: '/alerts/rules',
  access: lead,
  summary: 'Rules of the caller, and all of them for whoever looks after the region',
  query: InLanguage,
  reply: z.array(AlertRuleView),
  handler: ({ query: { language } }) => listRules(language),
});

const choices = route({
  method: 'GET',
  path: '/alerts/choices',
  access: lead,
  summary: 'Indicators that the caller may watch, with their periods and divisions',
  query: InLanguage,
  reply: z.array(AlertChoice),
  database: false,
  handler: async ({ query: { language } }) => {
    const named = (names: readonly string[]) => names.map((name) => ({ name, title: dimensionTitle(name, language) }));
    const open = (await allIndicators()).filter(mayRead).map(({ item }) => item);
    return open.map((item) => ({
      ...viewOf(item),
      grains: named(item.by.filter(isGrain)),
      overs: named(oversOf(item)),
    }));
  },
});

const preview = route({
  method: 'POST',
  path: '/alerts/preview',
  access: lead,
  summary: 'What a rule would have done with the figures there are: how often, when and where it would have fired',
  payload: z.strictObject({ rule: AlertRule, language: Language.default('ru') }),
  reply: AlertPreview,
  database: false,
  reads: true,
  unaudited: 'Looks at figures without persons',
  handler: async ({ payload: { rule, language } }) => {
    const { owned, scopes } = await checked(rule);
    return previewOf(await lookAt(owned, rule, scopes, language));
  },
});

const create = route({
  method: 'POST',
  path: '/alerts/rules',
  access: lead,
  summary: 'Begins a rule of alerts',
  payload: z.strictObject({ rule: AlertRule }),
  reply: z.object({ id: z.string() }),
  idempotent: true,
  handler: ({ payload }) => createRule(payload.rule),
});

const change = route({
  method: 'PUT',
  path: '/alerts/rules/{id}',
  access: lead,
  summary: 'Changes one’s own rule of alerts',
  params: Id,
  payload: Seen.extend({ rule: AlertRule }),
  handler: ({ params: { id }, payload: { version, rule } }) => done(changeRule(id, version, rule)),
});

const turn = route({
  method: 'PUT',
  path: '/alerts/rules/{id}/active',
  access: lead,
  summary: 'Stops a rule of alerts, or lets it go on',
  params: Id,
  payload: Seen.extend({ isActive: z.boolean() }),
  handler: ({ params: { id }, payload: { version, isActive } }) => done(switchRule(id, version, isActive)),
});

const done = (step: Promise<void>) => step.then(() => ({}));

export const alertRoutes = [
  ...[list, rules, choices, preview, create, change, turn],
  ...[card, people, assign, explain, close],
];
