import { z } from 'zod';
import { asDownload, audit, route } from '@regiso/core';
import { Movement, MovementOf, MovementPupils, MovementSpan } from '../../shared';
import { movementBook, movementOf, movementPupils } from '../services/movement';
import { workbookType } from '../services/workbook';

const oversees = { permission: 'school.oversee', within: 'reach' } as const;
const params = z.object({ id: z.uuid() });

const ofYear = route({
  method: 'GET',
  path: '/years/{id}/movement',
  access: oversees,
  summary: 'How many pupils the classes of a year had, gained and lost from a day to a day, by reason',
  params,
  query: MovementSpan,
  reply: Movement,
  handler: ({ params: { id }, query }) => movementOf(id, query),
});

const file = route({
  method: 'POST',
  path: '/years/{id}/movement/file',
  reads: true,
  access: oversees,
  summary: 'The movement of pupils as a workbook',
  params,
  payload: MovementSpan,
  handler: async ({ params: { id }, payload, h }) => {
    const found = await movementOf(id, payload);
    const { from, to, classes } = found;
    await audit('school.movement-exported', { type: 'year', id }, { from, to, classes: classes.length });
    return asDownload(h.response(await movementBook(found)), `Движение ${from} ${to}.xlsx`, workbookType);
  },
});

const ofClass = route({
  method: 'GET',
  path: '/classes/{id}/movement',
  access: oversees,
  recorded: true,
  summary: 'Pupils behind one number of the movement of a class',
  params,
  query: MovementOf,
  reply: MovementPupils,
  handler: ({ params: { id }, query }) => movementPupils(id, query),
});

export const movementRoutes = [ofYear, file, ofClass];
