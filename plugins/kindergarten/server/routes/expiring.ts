import { asDownload, route } from '@regiso/core';
import { Expiring, ExpiringPage, ExpiringQuery } from '../../shared';
import { expiringPrivileges, exportExpiring } from '../services/expiring-privileges';
import { workbookOf } from '../services/expiring-sheet';

const access = { permission: 'kindergarten.read-queue', within: 'reach' } as const;
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const list = route({
  method: 'GET',
  path: '/privileges/expiring',
  access,
  recorded: true,
  summary:
    'Confirmed privileges that end soon or have ended, by date, and what their end changes; the reading is recorded',
  query: ExpiringPage,
  reply: Expiring,
  handler: ({ query }) => expiringPrivileges(query),
});

const file = route({
  method: 'POST',
  path: '/privileges/expiring/file',
  reads: true,
  access,
  summary: 'The list of privileges that end as a workbook',
  payload: ExpiringQuery,
  handler: async ({ payload, h }) => {
    const found = await exportExpiring(payload);
    const what = payload.within === 'expired' ? 'закончились' : `заканчиваются за ${payload.within} дней`;
    return asDownload(h.response(await workbookOf(found, what)), `Льготы ${found.on}.xlsx`, xlsx);
  },
});

export const expiringRoutes = [list, file];
