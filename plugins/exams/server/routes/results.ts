import { route } from '@regiso/core';
import { z } from 'zod';
import { missingReasons, resultUnits } from '../../shared';
import { resultsOfOrganisation } from '../services/results-of-organisation';

const listResults = route({
  method: 'GET',
  path: '/organisations/{id}/results',
  access: { permission: 'exams.read' },
  summary: 'Results of one organisation by year and subject',
  params: z.strictObject({ id: z.uuid() }),
  reply: z.array(
    z.object({
      kind: z.string(),
      kindTitle: z.string(),
      year: z.number(),
      period: z.string(),
      subject: z.string(),
      subjectTitle: z.string(),
      unit: z.enum(resultUnits),
      participants: z.number().nullable(),
      mean: z.number().nullable(),
      meanMissingReason: z.enum(missingReasons).nullable(),
      isDemo: z.boolean(),
    }),
  ),
  handler: ({ params }) => resultsOfOrganisation(params.id),
});

export const resultRoutes = [listResults];
