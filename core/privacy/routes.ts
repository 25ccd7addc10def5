import { z } from 'zod';
import { route } from '../server/route';
import { ownArchive } from './archive';
import { CountInput, countSeen, CountView } from './counts';
import {
  changeIncident,
  findIncident,
  IncidentInput,
  IncidentView,
  listIncidents,
  noteSent,
  openIncident,
} from './incidents';
import { holdRoutes } from './hold-routes';
import { issueNotice } from './notice-document';
import { noticeText } from './notice-text';
import { answer, AnswerInput, ask, ownRequests, queue, RequestInput, RequestView } from './requests';
import { askPass, cancelPass, listPasses, PassView, personsOf, PersonLine } from './passes';
import { changeRule, listRules, RuleChange, RuleView } from './retention';

const own = { signedIn: 'one’s own data' } as const;
const manage = { permission: 'privacy.manage' } as const;
const One = z.object({ id: z.uuid() });
const Which = z.enum(['first', 'result']);

const archive = route({
  method: 'POST',
  path: '/own/archive',
  access: own,
  sensitive: 'personal data leave',
  atMost: 10,
  summary: 'Everything held about oneself, as a ZIP of JSON files',
  handler: async ({ h }) =>
    h
      .response(await ownArchive())
      .type('application/zip')
      .header('content-disposition', 'attachment; filename="regiso-own-data.zip"')
      .header('cache-control', 'no-store'),
});

const mine = route({
  method: 'GET',
  path: '/own/requests',
  access: own,
  summary: 'One’s own requests about personal data, with the days they are due',
  reply: z.array(RequestView),
  handler: () => ownRequests(),
});

const send = route({
  method: 'POST',
  path: '/own/requests',
  idempotent: 'if-asked',
  access: own,
  summary: 'Ask for access, correction, deletion or an end of processing',
  payload: RequestInput,
  reply: RequestView,
  handler: ({ payload }) => ask(payload),
});

const requests = route({
  method: 'POST',
  path: '/requests/search',
  access: manage,
  summary: 'The queue of requests by the day they are due; reading it is recorded',
  payload: z.strictObject({ state: RequestView.shape.state.optional() }),
  reply: z.array(RequestView),
  handler: ({ payload: { state } }) => queue(state),
});

const reply = route({
  method: 'POST',
  path: '/requests/{id}/answer',
  access: manage,
  summary: 'Answer a request, once',
  params: One,
  payload: AnswerInput,
  reply: RequestView,
  handler: ({ params: { id }, payload }) => answer(id, payload),
});

const rules = route({
  method: 'GET',
  path: '/retention',
  access: manage,
  summary: 'How long what is kept, and what was removed',
  reply: z.array(RuleView),
  handler: () => listRules(),
});

const rule = route({
  method: 'PUT',
  path: '/retention/{id}',
  access: manage,
  sensitive: 'what is removed for good, and legal holds',
  summary: 'Lay a legal hold on a rule or lift it; its days are a norm',
  params: z.object({ id: z.string().max(120) }),
  payload: RuleChange,
  reply: z.array(RuleView),
  handler: async ({ params: { id }, payload }) => {
    await changeRule(id, payload);
    return listRules();
  },
});

const passes = route({
  method: 'GET',
  path: '/retention/passes',
  access: manage,
  summary: 'The newest passes of the retention rules, with what each rule came to',
  reply: z.array(PassView),
  handler: () => listPasses(),
});

const pass = route({
  method: 'POST',
  path: '/retention/passes',
  access: manage,
  summary: 'Look at what the rules would remove, or remove it; a removal needs a fresh proof of who asks',
  payload: z.strictObject({ kind: PassView.shape.kind }),
  reply: PassView,
  handler: ({ payload: { kind } }) => askPass(kind),
});

const stopped = route({
  method: 'POST',
  path: '/retention/passes/{id}/cancel',
  access: manage,
  summary: 'Stop a pass after the batch it is at',
  params: One,
  reply: PassView,
  handler: ({ params: { id } }) => cancelPass(id),
});

const found = route({
  method: 'POST',
  path: '/retention/passes/{id}/persons',
  access: manage,
  summary: 'Names of the cards that a look found; the reading is recorded',
  params: One,
  reply: z.array(PersonLine),
  reads: true,
  handler: ({ params: { id } }) => personsOf(id),
});

const incidents = route({
  method: 'GET',
  path: '/incidents',
  access: manage,
  summary: 'Incidents, the newest first',
  reply: z.array(IncidentView),
  handler: () => listIncidents(),
});

const opened = route({
  method: 'POST',
  path: '/incidents',
  idempotent: 'if-asked',
  access: manage,
  summary: 'Open an incident; the deadlines of both notices follow from the moment of discovery',
  payload: IncidentInput,
  reply: IncidentView,
  handler: ({ payload }) => openIncident(payload),
});

const changed = route({
  method: 'PUT',
  path: '/incidents/{id}',
  access: manage,
  summary: 'Write down what is known by now',
  params: One,
  payload: z.strictObject({ version: z.int().min(1), incident: IncidentInput }),
  reply: IncidentView,
  handler: ({ params: { id }, payload }) => changeIncident(id, payload.version, payload.incident),
});

const notice = route({
  method: 'GET',
  path: '/incidents/{id}/notices/{which}',
  access: manage,
  summary: 'The text of a notice to the authority',
  params: z.object({ id: z.uuid(), which: Which }),
  reply: z.object({ text: z.string() }),
  handler: async ({ params: { id, which } }) => ({ text: noticeText(await findIncident(id), which) }),
});

const sent = route({
  method: 'POST',
  path: '/incidents/{id}/notices/{which}',
  access: manage,
  summary: 'Note that a notice was sent',
  params: z.object({ id: z.uuid(), which: Which }),
  reply: IncidentView,
  handler: ({ params: { id, which } }) => noteSent(id, which),
});

const issued = route({
  method: 'POST',
  path: '/incidents/{id}/notices/{which}/document',
  access: manage,
  summary: 'Issue a notice to the authority as a numbered document, with what is known by now',
  params: z.object({ id: z.uuid(), which: Which }),
  idempotent: true,
  reply: z.object({ id: z.string(), number: z.string(), issuedOn: z.string(), sha256: z.string() }),
  handler: ({ params: { id, which } }) => issueNotice(id, which),
});

const seen = route({
  method: 'POST',
  path: '/seen-between',
  access: manage,
  summary:
    'How many people and records the audit log names in a span, by account, role, participant and kind of record',
  payload: CountInput,
  reply: CountView,
  reads: true,
  unaudited: 'It gives numbers and names nobody whose data was seen',
  handler: ({ payload }) => countSeen(payload),
});

export const routes = [
  archive,
  mine,
  send,
  requests,
  reply,
  rules,
  rule,
  ...holdRoutes,
  passes,
  pass,
  stopped,
  found,
  incidents,
  opened,
  changed,
  notice,
  sent,
  issued,
  seen,
];
