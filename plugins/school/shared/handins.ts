import { z } from 'zod';
import { handinStates } from './codes';
import { HomeworkFile } from './homework';

/** A short text beside the files of a homework that is handed in. */
export const HandinInput = z.strictObject({ text: z.string().trim().min(1, 'Напишите хотя бы слово').max(1000) });
export type HandinInput = z.output<typeof HandinInput>;

/** What a family handed in, and what the teacher said of it. */
export const Handin = z.object({
  id: z.string(),
  text: z.string().nullable(),
  state: z.enum(handinStates),
  isLate: z.boolean(),
  version: z.number(),
  sentAt: z.string(),
  decidedAt: z.string().nullable(),
  comment: z.string().nullable(),
  files: z.array(HomeworkFile),
});
export type Handin = z.infer<typeof Handin>;

/** What the teacher sees of it. */
export const LessonHandin = Handin.extend({ pupilId: z.string(), name: z.string() });
export type LessonHandin = z.infer<typeof LessonHandin>;

/** The answer of the teacher to the version that was looked at: accepted, or returned with what is to be done. */
export const HandinDecision = z
  .strictObject({
    version: z.int().min(1),
    isAccepted: z.boolean(),
    comment: z.string().trim().min(1).max(500).nullable().default(null),
  })
  .refine(({ isAccepted, comment }) => isAccepted || (comment?.length ?? 0) >= 3, {
    path: ['comment'],
    message: 'Напишите, что исправить',
  });
export type HandinDecision = z.output<typeof HandinDecision>;
