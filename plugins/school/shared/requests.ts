import { z } from 'zod';
import { AttendanceCode, CellInput, Dictionary } from './journal';

/** What a cell of a closed period is to hold, and why. */
export const ChangeRequestInput = z.strictObject({
  cell: CellInput,
  reason: z.string().trim().min(5, 'Причина — хотя бы несколько слов').max(500),
});
export type ChangeRequestInput = z.output<typeof ChangeRequestInput>;

export const DecisionInput = z.strictObject({
  isGranted: z.boolean(),
  answer: z.string().trim().min(5, 'Ответ — хотя бы несколько слов').max(500).nullable().default(null),
});
export type DecisionInput = z.output<typeof DecisionInput>;

const Held = z.object({ attendance: AttendanceCode.nullable(), marks: z.array(z.object({ value: z.number() })) });

/** Requests to decide on and one's own, those that wait first. */
export const ChangeRequests = z.object({
  dictionary: Dictionary,
  requests: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['asked', 'granted', 'refused']),
      class: z.string(),
      subject: z.string(),
      subjectEn: z.string(),
      name: z.string(),
      day: z.string(),
      number: z.number(),
      journalId: z.string(),
      lessonId: z.string(),
      pupilId: z.string(),
      before: Held,
      wanted: Held,
      reason: z.string(),
      who: z.string().nullable(),
      askedAt: z.string(),
      decider: z.string().nullable(),
      decidedAt: z.string().nullable(),
      answer: z.string().nullable(),
      /** It waits, and the reader may decide: one's own is for somebody else. */
      mayDecide: z.boolean(),
    }),
  ),
});
export type ChangeRequests = z.infer<typeof ChangeRequests>;
