import { z } from 'zod';
import { route } from '@regiso/core';
import { RingOrder, RingView } from '../../shared';
import { endRing, performRing, replayRing, ringsInReach, searchRings } from '../services/rings';

const access = { permission: 'kindergarten.allocate', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });

const list = route({
  method: 'GET',
  path: '/rings',
  access,
  recorded: true,
  summary: 'Rings of exchange with their families: who has agreed, whose documents are taken; the reading is recorded',
  reply: z.array(RingView),
  handler: () => ringsInReach(),
});

const search = route({
  method: 'POST',
  path: '/rings/search',
  idempotent: 'if-asked',
  access,
  summary: 'Look for rings among families willing to swap, in one municipality or all in reach, and offer them',
  payload: z.strictObject({ municipalityId: z.string().min(1).max(60).optional() }),
  reply: z.object({ found: z.number() }),
  handler: async ({ payload }) => ({ found: await searchRings(payload.municipalityId) }),
});

const perform = route({
  method: 'POST',
  path: '/rings/{id}/perform',
  access,
  summary: 'Carry out a ring to which all have agreed: every child changes its place by one order, or none does',
  params,
  payload: RingOrder,
  idempotent: true,
  reply: z.object({ moved: z.number() }),
  handler: async ({ params: { id }, payload }) => ({ moved: await performRing(id, payload) }),
});

const end = route({
  method: 'POST',
  path: '/rings/{id}/end',
  access,
  summary: 'End a ring that cannot be carried out: the families go back to their places in the queue',
  params,
  payload: z.strictObject({ reason: z.string().trim().min(5, 'Напишите причину').max(300) }),
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id }, payload: { reason } }) => {
    await endRing(id, reason);
    return { ok: true } as const;
  },
});

const replay = route({
  method: 'POST',
  path: '/rings/{id}/replay',
  reads: true,
  access,
  summary: 'Run the frozen input of a ring again and say whether it is found anew',
  params,
  unaudited: 'Проверка ничего не меняет',
  reply: z.object({ same: z.boolean() }),
  handler: async ({ params: { id } }) => ({ same: await replayRing(id) }),
});

export const ringRoutes = [list, search, perform, end, replay];
