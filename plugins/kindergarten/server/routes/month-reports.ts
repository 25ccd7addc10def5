import { z } from 'zod';
import { asDownload, audit, route } from '@regiso/core';
import { Month, MonthReportRow, MonthReportView, NewMonthReport } from '../../shared';
import { report, reportById, reportsOf } from '../month-report/reports';
import { workbookOf } from '../month-report/sheet';

const reads = { permission: 'kindergarten.read-groups', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const list = route({
  method: 'GET',
  path: '/month-reports',
  access: reads,
  summary: 'Kindergartens in reach in a month, with what each reported last to its founder',
  query: z.strictObject({ month: Month }),
  reply: z.array(MonthReportRow),
  handler: ({ query: { month } }) => reportsOf(month),
});

const make = route({
  method: 'POST',
  path: '/month-reports',
  access: { permission: 'kindergarten.keep-groups', within: 'reach' },
  summary: 'Report a month of a kindergarten: a copy with version and digest that later changes leave as it is',
  payload: NewMonthReport,
  idempotent: true,
  reply: z.object({ id: z.string(), version: z.number() }),
  handler: ({ payload: { organisation, month } }) => report(organisation, month),
});

const one = route({
  method: 'GET',
  path: '/month-reports/{id}',
  access: reads,
  summary: 'A report as it was made, what the records say otherwise today, and its versions',
  params,
  reply: MonthReportView,
  handler: ({ params: { id } }) => reportById(id),
});

const file = route({
  method: 'POST',
  path: '/month-reports/{id}/file',
  reads: true,
  access: reads,
  summary: 'A report as a workbook',
  params,
  handler: async ({ params: { id }, h }) => {
    const view = await reportById(id);
    const { figures, version } = view;
    const object = { type: 'organisation', id: figures.organisationId, organisationId: figures.organisationId };
    await audit('kindergarten.month-report-exported', object, { month: figures.month, version });
    return asDownload(h.response(await workbookOf(view)), `Отчёт ${figures.month} версия ${version}.xlsx`, xlsx);
  },
});

export const monthReportRoutes = [list, make, one, file];
