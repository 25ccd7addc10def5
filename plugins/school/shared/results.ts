import { z } from 'zod';
import { PeriodView } from './journal';

const Given = z.object({ value: z.number().nullable(), isSet: z.boolean() });
const YearKind = z.enum(['year', 'exam', 'final']);

const YearMark = z.object({
  value: z.number().nullable(),
  version: z.number(),
  reason: z.string().nullable(),
  suggestion: Given,
});

/** Marks of the year in a subject, beside those of the periods they come from and what the rule suggests. */
export const YearMarks = z.object({
  class: z.string(),
  grade: z.number(),
  subject: z.string(),
  subjectEn: z.string(),
  isOwn: z.boolean(),
  /** The last period is closed: the year changes only by a request. */
  isClosed: z.boolean(),
  periods: z.array(PeriodView),
  thresholds: z.object({ three: z.number(), four: z.number(), five: z.number() }),
  pupils: z.array(
    z.object({
      pupilId: z.string(),
      name: z.string(),
      periods: z.array(Given),
      year: YearMark,
      exam: YearMark,
      final: YearMark,
    }),
  ),
});
export type YearMarks = z.infer<typeof YearMarks>;

export const YearMarksInput = z.strictObject({
  marks: z
    .array(
      z.strictObject({
        pupilId: z.uuid(),
        kind: YearKind,
        version: z.int().min(0),
        value: z.int('Отметка — целое число').min(2, 'Отметка — от 2 до 5').max(5, 'Отметка — от 2 до 5').nullable(),
        reason: z.string().trim().min(5, 'Причина — хотя бы несколько слов').max(500).nullable().default(null),
      }),
    )
    .min(1)
    .max(180)
    .refine((marks) => new Set(marks.map(({ pupilId, kind }) => `${pupilId}/${kind}`)).size === marks.length, {
      message: 'Ученик назван дважды',
    }),
});
export type YearMarksInput = z.output<typeof YearMarksInput>;

/** Every change of the marks of periods and of the year of a pupil in a subject, the last first. */
export const ResultChanges = z.array(
  z.object({
    id: z.string(),
    kind: z.enum(['period', 'year', 'exam', 'final']),
    periodId: z.string().nullable(),
    at: z.string(),
    who: z.string().nullable(),
    before: z.string().nullable(),
    after: z.string(),
    reason: z.string().nullable(),
  }),
);
export type ResultChanges = z.infer<typeof ResultChanges>;

/** Marks of periods and of the year as a family sees them. */
export const DiaryResults = z.object({
  periods: z.array(PeriodView.omit({ isClosed: true })),
  subjects: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      titleEn: z.string(),
      periods: z.array(Given),
      year: Given,
      exam: Given,
      final: Given,
    }),
  ),
});
export type DiaryResults = z.infer<typeof DiaryResults>;
