import { z } from 'zod';
import { inTransaction, me, part, route, sentFile } from '@regiso/core';
import { PaperView } from '../../shared';
import { applicationsIn } from '../services/applications';
import { addPaper, papersOf, sendPaper, upload } from '../services/papers';

const own = (id: string) => part`a.id = ${id} AND ${me().accountId}::uuid = ANY (a.accounts)`;
const inReachOf = (permission: string) => (id: string) =>
  part`a.id = ${id} AND a.status <> 'draft' AND ${applicationsIn(permission)}`;

const params = z.object({ id: z.uuid() });
const one = params.extend({ file: z.uuid() });
const ofFamily = { signedIn: 'Документы собственного заявления' } as const;
const reads = { permission: 'kindergarten.read-queue', within: 'reach' } as const;
const keeps = { permission: 'kindergarten.keep-queue', within: 'reach' } as const;

const addOwn = route({
  method: 'POST',
  path: '/own/applications/{id}/files',
  access: ofFamily,
  summary: 'Put a scan beside an own application',
  params,
  upload,
  reply: params,
  handler: ({ params: { id }, request }) => addPaper(own(id), sentFile(request.payload)),
});

const listOwn = route({
  method: 'GET',
  path: '/own/applications/{id}/files',
  access: ofFamily,
  summary: 'Scans beside an own application',
  params,
  reply: z.array(PaperView),
  handler: ({ params: { id } }) => papersOf(own(id)),
});

const sendOwn = route({
  method: 'GET',
  path: '/own/applications/{id}/files/{file}',
  access: ofFamily,
  summary: 'A scan of an own application; the reading is recorded',
  params: one,
  database: false,
  handler: ({ params: { id, file }, h }) => inTransaction({}, () => sendPaper(h, own(id), file)),
});

const add = route({
  method: 'POST',
  path: '/applications/{id}/files',
  access: keeps,
  summary: 'Put a scan beside an application, at the desk',
  params,
  upload,
  reply: params,
  handler: ({ params: { id }, request }) =>
    addPaper(inReachOf('kindergarten.keep-queue')(id), sentFile(request.payload)),
});

const list = route({
  method: 'GET',
  path: '/applications/{id}/files',
  access: reads,
  summary: 'Scans beside an application',
  params,
  reply: z.array(PaperView),
  handler: ({ params: { id } }) => papersOf(inReachOf('kindergarten.read-queue')(id)),
});

const send = route({
  method: 'GET',
  path: '/applications/{id}/files/{file}',
  access: reads,
  summary: 'A scan of an application; the reading is recorded',
  params: one,
  database: false,
  handler: ({ params: { id, file }, h }) =>
    inTransaction({}, () => sendPaper(h, inReachOf('kindergarten.read-queue')(id), file)),
});

export const paperRoutes = [addOwn, listOwn, sendOwn, add, list, send];
