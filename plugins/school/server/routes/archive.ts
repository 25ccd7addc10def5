import { z } from 'zod';
import { inTransaction, route, sendFile, sendTogether } from '@regiso/core';
import { ArchiveOrders, ArchiveRoom, ClassArchives, NewArchive } from '../../shared';
import { archiveOrders, cancelArchive, orderArchive } from '../archive/orders';
import { fileOwner } from '../archive/take';
import { archiveRoom, classArchives, openOrder, openVersion } from '../archive/versions';

const access = { permission: 'school.archive', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });

const room = route({
  method: 'GET',
  path: '/archive',
  access,
  summary: 'Years and classes whose journals one may take into the archive',
  reply: ArchiveRoom,
  handler: () => archiveRoom(),
});

const orders = route({
  method: 'GET',
  path: '/archive/orders',
  access,
  summary: 'What was asked for lately of the archive of journals, and how far it is',
  reply: ArchiveOrders,
  handler: async () => ({ orders: await archiveOrders() }),
});

const ofClass = route({
  method: 'GET',
  path: '/classes/{id}/archive',
  access,
  summary: 'Journals of a class with the versions of the archive of each',
  params,
  reply: ClassArchives,
  handler: ({ params: { id } }) => classArchives(id),
});

const order = route({
  method: 'POST',
  path: '/archive/orders',
  access,
  atMost: 30,
  summary: 'Asks for the archive of a journal, of a class or of a year; a worker makes it',
  payload: NewArchive,
  reply: z.object({ id: z.string(), number: z.int() }),
  idempotent: true,
  handler: ({ payload }) => orderArchive(payload),
});

const cancel = route({
  method: 'POST',
  path: '/archive/orders/{id}/cancel',
  access,
  summary: 'Stops the making of an archive; what was made stays',
  params,
  handler: ({ params: { id } }) => cancelArchive(id).then(() => ({})),
});

const fileOfOrder = route({
  method: 'GET',
  path: '/archive/orders/{id}/file',
  access,
  summary: 'All journals of an archive that was asked for, a PDF each, as one ZIP',
  params,
  database: false,
  handler: ({ params: { id }, h }) =>
    inTransaction({}, async () => {
      const { number, files } = await openOrder(id);
      const wanted = files.map(({ id: archive, file }) => ({ ...fileOwner(archive), file }));
      return sendTogether(h, wanted, `Архив журналов ${number}.zip`);
    }),
});

const file = route({
  method: 'GET',
  path: '/archive/{id}/file',
  access,
  summary: 'A version of the archive of a journal as a PDF',
  params,
  database: false,
  handler: ({ params: { id }, h }) => inTransaction({}, async () => sendFile(h, await openVersion(id), fileOwner(id))),
});

export const archiveRoutes = [room, orders, ofClass, order, cancel, fileOfOrder, file];
