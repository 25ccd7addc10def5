import { z } from 'zod';
import { route } from '@regiso/core';
import { ClosingCells, ClosingLine, ClosingPeriod, ReopeningInput } from '../../shared';
import { closePeriod, closingCells, closingLines, closingPeriods } from '../services/closing';
import { reopenPeriod } from '../services/reopen';

const oversees = { permission: 'school.oversee', within: 'reach' } as const;
const keeps = { permission: 'school.keep-classes', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });
const ofPeriod = z.object({ id: z.uuid(), period: z.uuid() });
const Done = z.object({ ok: z.literal(true) });
const ok = { ok: true } as const;

const periods = route({
  method: 'GET',
  path: '/periods',
  access: oversees,
  summary: 'Periods of the year, the present one first',
  reply: z.array(ClosingPeriod),
  handler: () => closingPeriods(),
});

const lines = route({
  method: 'GET',
  path: '/periods/{id}/closing',
  access: oversees,
  summary: 'What stands in the way of closing a period, class by class',
  params,
  reply: z.array(ClosingLine),
  handler: ({ params: { id } }) => closingLines(id),
});

const cells = route({
  method: 'GET',
  path: '/classes/{id}/closing/{period}',
  access: oversees,
  recorded: true,
  summary: 'What stops the closing of a class and what is worth a look, one by one',
  params: ofPeriod,
  reply: ClosingCells,
  handler: ({ params: { id, period } }) => closingCells(period, id),
});

const close = route({
  method: 'POST',
  path: '/classes/{id}/closing/{period}',
  access: keeps,
  summary: 'Close a period of a class; 409 while a cell stops it',
  params: ofPeriod,
  reply: Done,
  handler: async ({ params: { id, period } }) => {
    await closePeriod(period, id);
    return ok;
  },
});

const reopen = route({
  method: 'POST',
  path: '/classes/{id}/closing/{period}/reopening',
  idempotent: 'if-asked',
  access: keeps,
  summary: 'Open a closed period of a class again by an act, up to a day; it closes by itself after it',
  params: ofPeriod,
  payload: ReopeningInput,
  reply: Done,
  handler: async ({ params: { id, period }, payload }) => {
    await reopenPeriod(period, id, payload);
    return ok;
  },
});

export const closingRoutes = [periods, lines, cells, close, reopen];
