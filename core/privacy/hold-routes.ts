import { z } from 'zod';
import { route } from '../server/route';
import { HoldEnd, HoldInput, HoldView, layHold, liftHold, listHolds } from './holds';

const manage = { permission: 'privacy.manage' } as const;

const holds = route({
  method: 'GET',
  path: '/holds',
  access: manage,
  recorded: true,
  summary: 'Legal holds on people, those in force first; the reading is recorded',
  reply: z.array(HoldView),
  handler: () => listHolds(),
});

const laid = route({
  method: 'POST',
  path: '/holds',
  idempotent: 'if-asked',
  access: manage,
  sensitive: 'what is kept past its term',
  summary: 'Lay a legal hold on a person, on a ground and to a day',
  payload: HoldInput,
  reply: z.array(HoldView),
  handler: ({ payload }) => layHold(payload),
});

const lifted = route({
  method: 'POST',
  path: '/holds/{id}/lift',
  access: manage,
  sensitive: 'what is removed for good',
  summary: 'Lift a legal hold before its last day, with the reason',
  params: z.object({ id: z.uuid() }),
  payload: HoldEnd,
  reply: z.array(HoldView),
  handler: ({ params: { id }, payload }) => liftHold(id, payload),
});

export const holdRoutes = [holds, laid, lifted];
