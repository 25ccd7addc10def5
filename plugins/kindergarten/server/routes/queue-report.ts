import { asDownload, audit, route } from '@regiso/core';
import { QueueReport, QueueReportQuery } from '../../shared';
import { queueReport } from '../queue-report/report';
import { workbookOf } from '../queue-report/sheet';

const access = { permission: 'kindergarten.read-queue', within: 'reach' } as const;
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const read = route({
  method: 'GET',
  path: '/queue-report',
  access,
  summary: 'Who waits for a place now and later, by age and municipality, with the day',
  query: QueueReportQuery,
  reply: QueueReport,
  handler: ({ query }) => queueReport(query),
});

const file = route({
  method: 'POST',
  path: '/queue-report/file',
  reads: true,
  access,
  summary: 'The report of the queue as a workbook',
  payload: QueueReportQuery,
  handler: async ({ payload, h }) => {
    const report = await queueReport(payload);
    await audit('kindergarten.queue-report-exported', { type: 'report', id: 'queue' }, { on: report.on });
    return asDownload(h.response(await workbookOf(report)), `Очередь ${report.on}.xlsx`, xlsx);
  },
});

export const queueReportRoutes = [read, file];
