import { z } from 'zod';
import { asDownload, languageOf, route, sampleFile, sentFile } from '@regiso/core';
import { FederalBoard, FederalDecision, FederalDetail, FederalEvent, FederalQuestion } from '../../shared';
import { eventsAfter, makeStatusFile } from '../federal/feedback';
import { federalBoard, federalContent, federalFile } from '../federal/files';
import { most, portalForm } from '../federal/form';
import { loadPortalFile } from '../federal/load';
import { decideFederal, federalQuestions } from '../federal/questions';

const access = { permission: 'kindergarten.exchange', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const csv = 'text/csv; charset=utf-8';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const board = route({
  method: 'GET',
  path: '/federal',
  access,
  summary: 'Files of the exchange with the federal portal, and how many statuses wait to be given to it',
  reply: FederalBoard,
  handler: () => federalBoard(),
});

const load = route({
  method: 'POST',
  path: '/federal/files',
  access,
  summary: 'Take in a file of applications from the federal portal; a repeat changes nothing',
  upload: { maxBytes: most.bytes + 65_536 },
  reply: z.object({
    id: z.string(),
    rows: z.number(),
    fresh: z.number(),
    unchanged: z.number(),
    problems: z.number(),
  }),
  handler: ({ request }) => loadPortalFile(sentFile(request.payload)),
});

const file = route({
  method: 'GET',
  path: '/federal/files/{id}',
  access,
  recorded: true,
  summary: 'A file of the exchange with what became of each row',
  params,
  reply: FederalDetail,
  handler: ({ params: { id }, request }) => federalFile(id, languageOf(request)),
});

const content = route({
  method: 'POST',
  path: '/federal/files/{id}/content',
  reads: true,
  access,
  summary: 'The answer to a file of applications, or a file of statuses, as CSV',
  params,
  handler: async ({ params: { id }, h }) => {
    const { name, content: bytes } = await federalContent(id);
    return asDownload(h.response(bytes), name, csv);
  },
});

const sample = route({
  method: 'GET',
  path: '/federal/sample.{format}',
  access,
  database: false,
  summary: 'A small file of applications in the right shape',
  params: z.object({ format: z.enum(['csv', 'xlsx']) }),
  handler: async ({ params: { format }, h }) =>
    asDownload(
      h.response(await sampleFile(portalForm, format)),
      `federal-sample.${format}`,
      format === 'csv' ? csv : xlsx,
    ),
});

const questions = route({
  method: 'GET',
  path: '/federal/questions',
  access,
  recorded: true,
  summary: 'Applications of the federal portal about which a person has to decide',
  reply: z.array(FederalQuestion),
  handler: () => federalQuestions(),
});

const decide = route({
  method: 'POST',
  path: '/federal/rows/{id}/decide',
  idempotent: 'if-asked',
  access,
  summary: 'Decide who it is, or send the application back to the portal',
  params,
  payload: FederalDecision,
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id }, payload }) => {
    await decideFederal(id, payload);
    return { ok: true } as const;
  },
});

const events = route({
  method: 'GET',
  path: '/federal/events',
  access,
  recorded: true,
  summary: 'Steps of applications of the federal portal after a number, for the portal to take',
  query: z.object({
    after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
    limit: z.coerce.number().int().min(1).max(1_000).default(500),
  }),
  reply: z.object({ items: z.array(FederalEvent), next: z.number() }),
  handler: async ({ query: { after, limit } }) => {
    const items = await eventsAfter(after, limit);
    return { items, next: items.at(-1)?.serial ?? after };
  },
});

const statuses = route({
  method: 'POST',
  path: '/federal/statuses',
  access,
  summary: 'Make a file of all steps since the last one, for the portal',
  idempotent: true,
  reply: params,
  handler: async () => ({ id: await makeStatusFile() }),
});

export const federalRoutes = [board, load, file, content, sample, questions, decide, events, statuses];
