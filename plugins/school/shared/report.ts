import { z } from 'zod';
import { countings } from './codes';
import { PeriodView } from './journal';

const Absences = z.record(z.string(), z.number());
const Code = z.object({ code: z.string(), countsAs: z.enum(countings), title: z.string(), titleEn: z.string() });
const share = z.number().nullable();

/** A period of a class: marks by pupil and subject (`null`: not attested), and lessons missed by code. */
export const ClassReport = z.object({
  classId: z.string(),
  name: z.string(),
  organisation: z.string(),
  teacher: z.string().nullable(),
  isMarked: z.boolean(),
  periods: z.array(PeriodView),
  period: PeriodView,
  subjects: z.array(z.object({ code: z.string(), title: z.string(), titleEn: z.string() })),
  codes: z.array(Code),
  pupils: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      due: z.array(z.string()),
      marks: z.record(z.string(), z.number().nullable()),
      absences: Absences,
    }),
  ),
});
export type ClassReport = z.infer<typeof ClassReport>;

export const ReportQuery = z.strictObject({ period: z.uuid().optional() });
export type ReportQuery = z.output<typeof ReportQuery>;

/** All classes of a period, in numbers alone. */
export const PeriodReport = z.object({
  codes: z.array(Code),
  classes: z.array(
    z.object({
      classId: z.string(),
      name: z.string(),
      isMarked: z.boolean(),
      isClosed: z.boolean(),
      pupils: z.number(),
      excellent: z.number(),
      good: z.number(),
      satisfactory: z.number(),
      failing: z.number(),
      waiting: z.number(),
      oneThree: z.number(),
      oneFour: z.number(),
      quality: share,
      success: share,
      average: share,
      absences: Absences,
    }),
  ),
});
export type PeriodReport = z.infer<typeof PeriodReport>;
