import { z } from 'zod';
import { Day } from './journal';
import { weekKinds } from './weeks';
import { BellInput } from './year';

const Weeks = z.enum(weekKinds);

const Load = z.object({
  id: z.string(),
  classId: z.string(),
  class: z.string(),
  grade: z.number(),
  shift: z.number(),
  weekDays: z.number(),
  setNumber: z.number().nullable(),
  subject: z.string(),
  subgroup: z.number().nullable(),
  teacherId: z.string().nullable(),
  hours: z.number(),
  title: z.string(),
  titleEn: z.string(),
  teacher: z.string().nullable(),
});
export type DraftLoad = z.infer<typeof Load>;

export const DraftView = z.object({
  yearId: z.string(),
  firstYear: z.number(),
  organisation: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  mayKeep: z.boolean(),
  loads: z.array(Load),
  slots: z.array(
    z.object({
      id: z.string(),
      loadId: z.string(),
      weekday: z.number(),
      number: z.number(),
      weeks: Weeks,
      room: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  bells: z.array(BellInput),
  /** By grade: lessons a day at most, and the points of difficulty by subject. */
  norms: z.record(z.string(), z.object({ day: z.number(), points: z.record(z.string(), z.number()) })),
  areNormsVerified: z.boolean(),
  /** The day from which the timetable in force holds, or will. */
  publishedFrom: z.string().nullable(),
  /** When the last file came into the draft that may still be taken back. */
  takenInAt: z.string().nullable(),
});
export type DraftView = z.infer<typeof DraftView>;

/** A lesson is put (no slot), moved, or taken away (no place). */
export const DraftStep = z.strictObject({
  slotId: z.uuid().nullable().default(null),
  loadId: z.uuid(),
  to: z
    .strictObject({
      weekday: z.int().min(1).max(6),
      number: z.int().min(1).max(12),
      weeks: Weeks.default('every'),
      room: z
        .string()
        .trim()
        .max(20)
        .transform((room) => room || null)
        .nullable()
        .default(null),
    })
    .nullable(),
  /** Why it is to stand in spite of conflicts. */
  reason: z.string().trim().min(5, 'Причина — хотя бы несколько слов').max(200).nullable().default(null),
});
export type DraftStep = z.output<typeof DraftStep>;

export const Publishing = z.strictObject({ from: Day });

export const CalendarKey = z.object({ madeAt: z.string().nullable() });
