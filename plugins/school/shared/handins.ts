import { z } from 'zod';
import { handinEnds, handinStates } from './codes';
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

/** Homework of a pupil: until when it may be handed in, and what was. */
export const Handing = z.object({
  /** When the next lesson of the subject begins: what comes later is late. Null while none is laid. */
  dueAt: z.string().nullable(),
  /** Why nothing can be handed in or changed any more. */
  ended: z.enum(handinEnds).nullable(),
  handin: Handin.nullable(),
});
export type Handing = z.infer<typeof Handing>;

/** A lesson with works that nobody has looked at yet. */
export const WaitingHandins = z.object({
  id: z.string(),
  day: z.string(),
  number: z.number(),
  class: z.string(),
  subject: z.string(),
  subjectEn: z.string(),
  waiting: z.number(),
});
export type WaitingHandins = z.infer<typeof WaitingHandins>;

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
