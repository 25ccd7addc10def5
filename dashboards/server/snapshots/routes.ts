import { z } from 'zod';
import { audit, inTransaction, route } from '@regiso/core';
import { Language } from '../../shared';
import { Difference, NewSnapshot, Snapshot, SnapshotSummary } from '../../shared/snapshots';
import { differenceOf } from './difference';
import { freeze } from './freeze';
import { findSnapshot, listSnapshots } from './store';
import { differenceFile } from './workbook';

const view = { permission: 'dashboards.view', within: 'reach' } as const;
const Id = z.object({ id: z.uuid() });
const Against = z.uuid().optional();

const list = route({
  method: 'GET',
  path: '/snapshots',
  access: view,
  summary: 'Snapshots of a dashboard as it was reported, as far as the right of the caller covers them',
  query: z.strictObject({ dashboard: z.string().max(120) }),
  reply: z.array(SnapshotSummary),
  handler: ({ query: { dashboard } }) => listSnapshots(dashboard),
});

const create = route({
  method: 'POST',
  path: '/snapshots',
  access: { permission: 'dashboards.freeze', within: 'reach' },
  atMost: 30,
  summary: 'Freezes a dashboard as it was reported, with its filters and figures of now',
  payload: NewSnapshot,
  reply: z.object({ id: z.string() }),
  idempotent: true,
  handler: ({ payload }) => freeze(payload),
});

const show = route({
  method: 'GET',
  path: '/snapshots/{id}',
  access: view,
  summary: 'A dashboard as it was reported: its definition and figures of that day',
  params: Id,
  reply: Snapshot,
  handler: async ({ params: { id } }) => (await findSnapshot(id)).snapshot,
});

const difference = route({
  method: 'GET',
  path: '/snapshots/{id}/difference',
  access: view,
  summary: 'What has changed since the report: against live figures or another snapshot',
  params: Id,
  query: z.strictObject({ against: Against }),
  reply: Difference,
  handler: ({ params: { id }, query: { against } }) => differenceOf(id, against),
});

const file = route({
  method: 'POST',
  path: '/snapshots/{id}/difference/file',
  access: { permission: 'dashboards.export', within: 'reach' },
  atMost: 60,
  summary: 'The same difference as an XLSX file',
  params: Id,
  payload: z.strictObject({ against: Against, language: Language.default('ru') }),
  database: false,
  reads: true,
  unaudited: 'recorded in a transaction of its own',
  handler: async ({ params: { id }, payload: { against, language }, h }) => {
    const found = await inTransaction({}, async () => {
      const counted = await differenceOf(id, against);
      await audit('dashboards.exported', { type: 'snapshot', id }, { tables: counted.tables.length });
      return counted;
    });
    return h
      .response(await differenceFile(found, language))
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', `attachment; filename="${found.was.dashboard}-${found.was.reportedOn}.xlsx"`)
      .header('cache-control', 'no-store');
  },
});

export const snapshotRoutes = [list, create, show, difference, file];
