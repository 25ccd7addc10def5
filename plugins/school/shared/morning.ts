import { z } from 'zod';
import { excuseReasons } from './codes';

const Subject = { subject: z.string(), subjectEn: z.string() };

/** What a class teacher asks in the morning of the own class. */
export const MorningBoard = z.object({
  day: z.string(),
  pupils: z.number(),
  /** Lessons of the day; how many had their attendance taken, and which somebody else than usual gives. */
  lessons: z.number(),
  taken: z.number(),
  substitutions: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      ...Subject,
      room: z.string().nullable(),
      teacher: z.string().nullable(),
      absent: z.string().nullable(),
    }),
  ),
  /** Lessons of the day that are not held. */
  cancelled: z.array(z.object({ id: z.string(), number: z.number(), ...Subject })),
  /** What was noted today, by pupil. */
  noted: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      lessons: z.array(
        z.object({
          number: z.number(),
          ...Subject,
          letter: z.string(),
          title: z.string(),
          titleEn: z.string(),
          lateMinutes: z.number().nullable(),
        }),
      ),
    }),
  ),
  /** Whose family has told of an absence of today. */
  excused: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      from: z.string(),
      to: z.string(),
      reason: z.enum(excuseReasons),
      isAccepted: z.boolean(),
    }),
  ),
  /** Absences of the last days that nobody has explained, and whom to call. */
  toCall: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      days: z.array(z.object({ day: z.string(), lessons: z.number() })),
      guardians: z.array(z.object({ name: z.string(), phone: z.string().nullable() })),
    }),
  ),
  /** Marks of the last days that are failing. */
  low: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      marks: z.array(z.object({ day: z.string(), ...Subject, value: z.number() })),
    }),
  ),
});
export type MorningBoard = z.infer<typeof MorningBoard>;
