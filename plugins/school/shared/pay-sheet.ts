import { z } from 'zod';
import { Day } from './journal';

/** Days of a pay sheet, both included. */
export const PaySpan = z
  .strictObject({ from: Day, to: Day })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < 92 * 86_400_000, {
    path: ['to'],
    message: 'От первого дня до последнего — не больше 92 дней',
  });
export type PaySpan = z.output<typeof PaySpan>;

/** Hours of a teacher: lessons by the bell, several classes that sit together at once being one. */
const Hours = z.object({
  /** By the timetable, of the journals the teacher has now. */
  planned: z.number(),
  /** Of others, which the teacher gives. */
  replaced: z.number(),
  /** Of the teacher's own, which others give. */
  taken: z.number(),
  /** Of the teacher's own, which nobody gives. */
  cancelled: z.number(),
  /** Which the teacher gives in all. */
  given: z.number(),
});
export const hourNames = ['planned', 'replaced', 'taken', 'cancelled', 'given'] as const;

export const PaySheet = z.object({
  organisation: z.string(),
  from: z.string(),
  to: z.string(),
  rows: z.array(Hours.extend({ teacherId: z.string(), teacher: z.string() })),
});
export type PaySheet = z.infer<typeof PaySheet>;
