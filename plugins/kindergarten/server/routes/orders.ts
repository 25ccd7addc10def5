import { z } from 'zod';
import { inTransaction, route, sendDocument } from '@regiso/core';
import { OrderPaper, OrderView } from '../../shared';
import { gardenFor } from '../services/gardens';
import { issueOrder, ordersInReach, subjectOf } from '../services/orders';

const reads = { permission: 'kindergarten.read-groups', within: 'reach' } as const;

const list = route({
  method: 'GET',
  path: '/orders',
  access: reads,
  summary: 'Orders by which the kindergartens in reach enrolled children, with how many',
  reply: z.array(OrderView),
  handler: () => ordersInReach(),
});

const issue = route({
  method: 'POST',
  path: '/orders/papers',
  access: { permission: 'kindergarten.keep-groups', within: 'reach' },
  summary: 'The order as a numbered document, or its extract for the site without names',
  payload: OrderPaper,
  idempotent: true,
  reply: z.object({ id: z.string(), number: z.string() }),
  handler: ({ payload }) => issueOrder(payload),
});

const send = route({
  method: 'GET',
  path: '/orders/{organisation}/papers/{document}',
  access: reads,
  summary: 'The PDF of an order or an extract; the reading is recorded',
  params: z.object({ organisation: z.uuid(), document: z.uuid() }),
  database: false,
  handler: ({ params: { organisation, document }, h }) =>
    inTransaction({}, async () => {
      await gardenFor('kindergarten.read-groups', organisation);
      return sendDocument(h, document, subjectOf(organisation));
    }),
});

export const orderRoutes = [list, issue, send];
