import { route } from '@regiso/core';
import { z } from 'zod';
import { Approval, BatchDetail, BatchView, Pause, Rejection } from '../../shared/persons';
import { approveBatch, batchDetail, listBatches, pausePublication, rejectBatch } from '../persons/batches';

const keep = { permission: 'exams.keep-results' } as const;
const approve = { permission: 'exams.approve-results' } as const;
const params = z.strictObject({ id: z.uuid() });

const list = route({
  method: 'GET',
  path: '/batches',
  access: keep,
  summary: 'Batches of results of persons with their state',
  reply: z.array(BatchView),
  handler: () => listBatches(),
});

const detail = route({
  method: 'GET',
  path: '/batches/{id}',
  access: keep,
  summary: 'A batch: counts, scale, files and hands; nobody’s result',
  params,
  reply: BatchDetail,
  handler: ({ params: { id } }) => batchDetail(id),
});

const approval = route({
  method: 'POST',
  path: '/batches/{id}/approve',
  access: approve,
  summary: 'Approve a batch as a second person, from the moment given it may be seen',
  params,
  payload: Approval,
  reply: BatchDetail,
  handler: async ({ params: { id }, payload }) => {
    await approveBatch(id, payload);
    return batchDetail(id);
  },
});

const rejection = route({
  method: 'POST',
  path: '/batches/{id}/reject',
  access: approve,
  summary: 'Send a draft back with the reason',
  params,
  payload: Rejection,
  reply: BatchDetail,
  handler: async ({ params: { id }, payload: { reason } }) => {
    await rejectBatch(id, reason);
    return batchDetail(id);
  },
});

const pause = route({
  method: 'PUT',
  path: '/batches/{id}/paused',
  access: approve,
  summary: 'Stop the publication of a batch, or let it go on',
  params,
  payload: Pause,
  reply: BatchDetail,
  handler: async ({ params: { id }, payload: { isPaused } }) => {
    await pausePublication(id, isPaused);
    return batchDetail(id);
  },
});

export const batchRoutes = [list, detail, approval, rejection, pause];
