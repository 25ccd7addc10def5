import { z } from 'zod';
import { route } from '@regiso/core';
import { ChangeRequestInput, ChangeRequests, DecisionInput } from '../../shared';
import { askChange, changeRequests, decideChange } from '../services/change-requests';

const teaches = { permission: 'school.teach', within: 'reach' } as const;

const ask = route({
  method: 'POST',
  path: '/lessons/{id}/pupils/{pupil}/requests',
  idempotent: 'if-asked',
  access: teaches,
  summary: 'Ask for a change of a cell in a closed period, with a reason',
  params: z.object({ id: z.uuid(), pupil: z.uuid() }),
  payload: ChangeRequestInput,
  reply: z.object({ id: z.string() }),
  handler: async ({ params: { id, pupil }, payload }) => ({ id: await askChange(id, pupil, payload) }),
});

const list = route({
  method: 'GET',
  path: '/change-requests',
  access: teaches,
  recorded: true,
  summary: 'Requests for changes in closed periods: those to decide on, and one’s own',
  reply: ChangeRequests,
  handler: () => changeRequests(),
});

const decide = route({
  method: 'POST',
  path: '/change-requests/{id}/decision',
  idempotent: 'if-asked',
  access: { permission: 'school.keep-classes', within: 'reach' },
  summary: 'Grant or refuse a request; granted, the cell holds what was asked for and both values stay',
  params: z.object({ id: z.uuid() }),
  payload: DecisionInput,
  reply: z.object({ ok: z.literal(true) }),
  handler: async ({ params: { id }, payload }) => {
    await decideChange(id, payload);
    return { ok: true } as const;
  },
});

export const changeRequestRoutes = [ask, list, decide];
