import { z } from 'zod';
import { closingRuleIds } from './closing-rules';
import { PeriodView } from './journal';

export const ClosingPeriod = PeriodView.omit({ isClosed: true }).extend({
  organisationId: z.string(),
  organisation: z.string(),
  gradeFrom: z.number(),
  gradeTo: z.number(),
});
export type ClosingPeriod = z.infer<typeof ClosingPeriod>;

/** What was found in a class before the closing of a period, in numbers. */
export const ClosingLine = z.object({
  classId: z.string(),
  name: z.string(),
  isClosed: z.boolean(),
  /** How much stops the closing, and how much only warns. */
  stops: z.number(),
  warns: z.number(),
});
export type ClosingLine = z.infer<typeof ClosingLine>;

/** A lesson, cell, pupil or journal that breaks a rule. */
export const Finding = z.object({
  rule: z.enum(closingRuleIds),
  journalId: z.string().nullable(),
  lessonId: z.string().nullable(),
  pupilId: z.string().nullable(),
  name: z.string().nullable(),
  subject: z.string(),
  subjectEn: z.string(),
  day: z.string().nullable(),
  number: z.number().nullable(),
  teacher: z.string().nullable(),
});
export type Finding = z.infer<typeof Finding>;

/** And one by one. */
export const ClosingCells = ClosingLine.extend({
  /** How often each rule is broken; the list gives no more than the first hundred of each. */
  found: z.partialRecord(z.enum(closingRuleIds), z.number()),
  findings: z.array(Finding),
  /** The numbers that the rules go by. */
  norms: z.object({
    least: z.number(),
    hoursShare: z.number(),
    worksShare: z.number(),
    lateDays: z.number(),
    missedShare: z.number(),
  }),
});
export type ClosingCells = z.infer<typeof ClosingCells>;
