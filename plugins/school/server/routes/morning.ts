import { z } from 'zod';
import { route } from '@regiso/core';
import { MorningBoard } from '../../shared';
import { morningBoard } from '../services/morning';

const board = route({
  method: 'GET',
  path: '/classes/{id}/morning',
  access: { permission: 'school.teach', within: 'reach' },
  recorded: true,
  summary: 'The day of the class that one leads: who is away, whom to call, substitutions, failing marks',
  params: z.object({ id: z.uuid() }),
  reply: MorningBoard,
  handler: ({ params: { id } }) => morningBoard(id),
});

export const morningRoutes = [board];
