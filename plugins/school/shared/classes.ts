import { z } from 'zod';
import { Departure } from './departures';
import { Day } from './journal';

export const ClassBrief = z.object({
  id: z.string(),
  name: z.string(),
  grade: z.number(),
  organisationId: z.string(),
  organisation: z.string(),
  teacher: z.string().nullable(),
  pupils: z.number(),
});
export type ClassBrief = z.infer<typeof ClassBrief>;

export const ClassView = ClassBrief.extend({
  members: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      birthDate: z.string().nullable(),
      from: z.string(),
      to: z.string().nullable(),
      departure: Departure.nullable(),
      /** The class of the school in which the pupil is since. */
      movedTo: z.string().nullable(),
    }),
  ),
  /** Other classes of the grade, into which a pupil can move. */
  others: z.array(z.object({ id: z.string(), name: z.string(), pupils: z.number() })),
});
export type ClassView = z.infer<typeof ClassView>;

export const Move = z.strictObject({ classId: z.uuid(), from: Day });
export type Move = z.output<typeof Move>;

const PeriodMark = z.object({
  pupilId: z.string(),
  name: z.string(),
  average: z.number().nullable(),
  marks: z.number(),
  suggestion: z.number().nullable(),
  /** `null` with a version above 0: not attested. */
  value: z.number().nullable(),
  version: z.number(),
});
export const PeriodMarks = z.object({
  least: z.number(),
  thresholds: z.object({ three: z.number(), four: z.number(), five: z.number() }),
  pupils: z.array(PeriodMark),
});
export type PeriodMarks = z.infer<typeof PeriodMarks>;

export const PeriodMarksInput = z.strictObject({
  marks: z
    .array(
      z.strictObject({
        pupilId: z.uuid(),
        version: z.int().min(0),
        value: z.int('Отметка — целое число').min(2, 'Отметка — от 2 до 5').max(5, 'Отметка — от 2 до 5').nullable(),
      }),
    )
    .min(1)
    .max(60)
    .refine((marks) => new Set(marks.map(({ pupilId }) => pupilId)).size === marks.length, {
      message: 'Ученик назван дважды',
    }),
});
export type PeriodMarksInput = z.output<typeof PeriodMarksInput>;
