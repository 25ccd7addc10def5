import { z } from 'zod';
import { Day } from './journal';

const Lesson = z.object({
  id: z.string(),
  day: z.string(),
  number: z.number(),
  class: z.string(),
  subject: z.string(),
  subjectEn: z.string(),
  subgroup: z.number().nullable(),
  room: z.string().nullable(),
  teacherId: z.string().nullable(),
  teacher: z.string().nullable(),
  /** Why it is cancelled. */
  cancelled: z.string().nullable(),
});

/** Lessons of an absent teacher, with who could give each. */
export const AbsentView = z.array(
  Lesson.extend({
    candidates: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        isSameSubject: z.boolean(),
        /** Lessons given on the day, and in its week from Monday. */
        lessons: z.number(),
        weekLessons: z.number(),
      }),
    ),
  }),
);
export type AbsentView = z.infer<typeof AbsentView>;
export const AbsentQuery = z
  .strictObject({ from: Day, to: Day })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) <= 13 * 86_400_000, {
    path: ['to'],
    message: 'Не больше двух недель',
  });

/** Lessons of a day that somebody else than usual gives, or that are cancelled. */
export const Sheet = z.array(Lesson.extend({ absent: z.string().nullable() }));
export type Sheet = z.infer<typeof Sheet>;

/** Nobody: whoever teaches the journal. */
export const Substitute = z.strictObject({ teacherId: z.uuid().nullable() });

/** Why a lesson is not held; nothing: it is. */
export const Cancelling = z.strictObject({
  reason: z.string().trim().min(5, 'Причина — хотя бы несколько слов').max(500).nullable(),
});
