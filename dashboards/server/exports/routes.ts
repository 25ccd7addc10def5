import { z } from 'zod';
import { inTransaction, route, sendFile } from '@regiso/core';
import { ExportView, NewExport } from '../../shared/exports';
import { cancelExport, fileOwner, listExports, openExport, orderExport } from './store';

const access = { permission: 'dashboards.export', within: 'reach' } as const;
const Id = z.object({ id: z.uuid() });

const order = route({
  method: 'POST',
  path: '/exports',
  access,
  atMost: 30,
  summary: 'Orders the whole table of an indicator as a CSV file, up to a million rows',
  payload: NewExport,
  reply: z.object({ id: z.string(), number: z.int() }),
  idempotent: true,
  handler: ({ payload }) => orderExport(payload),
});

const list = route({
  method: 'GET',
  path: '/exports',
  access,
  summary: 'Exports of the caller; by the number in a file also those of others, for whoever looks after the region',
  query: z.strictObject({ number: z.coerce.number().int().min(1).max(2_147_483_647).optional() }),
  reply: z.array(ExportView),
  handler: ({ query: { number } }) => listExports(number),
});

const cancel = route({
  method: 'POST',
  path: '/exports/{id}/cancel',
  access,
  summary: 'Stops one’s own export that waits or is being written',
  params: Id,
  handler: ({ params: { id } }) => cancelExport(id).then(() => ({})),
});

const file = route({
  method: 'GET',
  path: '/exports/{id}/file',
  access,
  summary: 'The file of one’s own export',
  params: Id,
  database: false,
  handler: ({ params: { id }, h }) => inTransaction({}, async () => sendFile(h, await openExport(id), fileOwner(id))),
});

export const exportRoutes = [order, list, cancel, file];
