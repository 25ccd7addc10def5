import { z } from 'zod';
import { route } from '@regiso/core';
import { QueueRules } from '../../shared';
import { queueRules } from '../services/queue-rules';

export const queueRulesRoutes = [
  route({
    method: 'GET',
    path: '/queue-rules',
    access: { signedIn: 'Акт муниципалитета публичен' },
    summary:
      'The rules by which the queue of a municipality is kept: acts, days, and whether a person has checked them',
    query: z.strictObject({ municipality: z.string().min(1).max(60).optional() }),
    reply: QueueRules,
    handler: ({ query: { municipality } }) => queueRules(municipality),
  }),
];
