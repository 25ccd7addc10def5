import { z } from 'zod';
import { closingRuleIds } from './closing-rules';
import { Day, PeriodView } from './journal';

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
  /** The last day of the act that holds the closed period open. */
  openUntil: z.string().nullable(),
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

/** The act by which a closed period is opened again, and its last day. */
export const ReopeningInput = z.strictObject({
  number: z.string().trim().min(1, 'Номер не заполнен').max(60),
  date: Day,
  ground: z.string().trim().min(5, 'Основание — хотя бы несколько слов').max(500),
  until: Day,
});
export type ReopeningInput = z.output<typeof ReopeningInput>;

export const Reopening = ReopeningInput.extend({
  id: z.string(),
  who: z.string().nullable(),
  openedAt: z.string(),
  closedAt: z.string().nullable(),
  isOpen: z.boolean(),
});
export type Reopening = z.infer<typeof Reopening>;

/** And one by one. */
export const ClosingCells = ClosingLine.extend({
  /** How often each rule is broken; the list gives no more than the first hundred of each. */
  found: z.partialRecord(z.enum(closingRuleIds), z.number()),
  findings: z.array(Finding),
  reopenings: z.array(Reopening),
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
