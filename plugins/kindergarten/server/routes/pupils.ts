import { z } from 'zod';
import { route } from '@regiso/core';
import { Release, Transfer } from '../../shared';
import { recentActs } from '../services/pupil-acts';
import { release, transfer, undoAct } from '../services/pupils';

const access = { permission: 'kindergarten.keep-groups', within: 'reach' } as const;
const Act = z.object({ act: z.string() });

const move = route({
  method: 'POST',
  path: '/pupils/transfer',
  access,
  summary: 'Move children to another group of their kindergarten from a day',
  payload: Transfer,
  idempotent: true,
  reply: Act,
  handler: async ({ payload }) => ({ act: await transfer(payload) }),
});

const letGo = route({
  method: 'POST',
  path: '/pupils/release',
  access,
  summary: 'Let many children go on one day with one ground',
  payload: Release,
  idempotent: true,
  reply: Act,
  handler: async ({ payload }) => ({ act: await release(payload) }),
});

const undo = route({
  method: 'POST',
  path: '/pupil-acts/{id}/undo',
  access,
  summary: 'Take a transfer or a release back as a whole, within thirty days',
  params: z.object({ id: z.uuid() }),
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id } }) => {
    await undoAct(id);
    return { ok: true } as const;
  },
});

const ActView = z.object({
  id: z.string(),
  kind: z.enum(['transfer', 'release']),
  organisation: z.string(),
  group: z.string().nullable(),
  onDay: z.string(),
  ground: z.string().nullable(),
  doneAt: z.string(),
  children: z.number(),
  isUndone: z.boolean(),
});

const acts = route({
  method: 'GET',
  path: '/pupil-acts',
  access: { permission: 'kindergarten.read-groups', within: 'reach' },
  summary: 'Transfers and releases of the last thirty days, which can still be taken back',
  reply: z.array(ActView),
  handler: () => recentActs(),
});

export const pupilRoutes = [move, letGo, undo, acts];
