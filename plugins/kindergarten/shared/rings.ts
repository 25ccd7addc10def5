import { z } from 'zod';
import { Day } from './words';

/** Families who each want the place of the next, as the officer sees them. */
export const RingView = z.object({
  id: z.string(),
  municipalityId: z.string(),
  municipality: z.string(),
  state: z.enum(['offered', 'agreed', 'done', 'broken']),
  answerBy: z.string(),
  /** The day may still move: the production calendar of its year is not entered whole. */
  isProvisional: z.boolean(),
  foundAt: z.string(),
  endedAt: z.string().nullable(),
  endGround: z.string().nullable(),
  orderNumber: z.string().nullable(),
  startsOn: z.string().nullable(),
  inputSha256: z.string(),
  /** In the order of the ring: each takes the place of the next. */
  members: z.array(
    z.object({
      applicationId: z.string(),
      number: z.string(),
      child: z.string(),
      status: z.string(),
      from: z.string().nullable(),
      to: z.string(),
      group: z.string(),
      state: z.string(),
      documentsBy: z.string().nullable(),
    }),
  ),
});
export type RingView = z.infer<typeof RingView>;

export const RingOrder = z.strictObject({
  number: z.string().trim().min(1, 'Номер распоряжения').max(60),
  on: Day,
  startsOn: Day,
});
