import { z } from 'zod';
import { route } from '@regiso/core';
import { DepartureInput } from '../../shared';
import { recordDeparture, undoDeparture } from '../services/departures';

const keeps = { permission: 'school.keep-classes', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });

const leave = route({
  method: 'POST',
  path: '/pupils/{id}/departure',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'A pupil leaves the school by an order; what was written stays, nothing is asked of the pupil afterwards',
  params,
  payload: DepartureInput,
  reply: z.object({ id: z.uuid() }),
  handler: async ({ params: { id }, payload }) => ({ id: await recordDeparture(id, payload) }),
});

const undo = route({
  method: 'POST',
  path: '/departures/{id}/undo',
  access: keeps,
  summary: 'Takes a departure back while nothing was written since',
  params,
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id } }) => {
    await undoDeparture(id);
    return { ok: true as const };
  },
});

export const departureRoutes = [leave, undo];
