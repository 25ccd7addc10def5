import { z } from 'zod';
import { riskSigns } from './risk-signs';

const Sign = z.object({
  sign: z.enum(riskSigns),
  /** Shares are of 1, all else is whole, but for the fall of the average. */
  value: z.number(),
  points: z.number(),
  /** The figure reaches the border from which the sign counts twice. */
  isGrave: z.boolean(),
  /** In which subjects: with the average, the share of missed lessons, how many marks, or the mark of the period (`null`: not attested). */
  subjects: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      titleEn: z.string(),
      journalId: z.string().nullable(),
      value: z.number().nullable(),
    }),
  ),
});

/** What was done for a pupil, as somebody of the school wrote it; it is never changed. */
const RiskNote = z.object({ id: z.string(), text: z.string(), who: z.string().nullable(), at: z.string() });
export type RiskNote = z.infer<typeof RiskNote>;

export const RiskNotes = z.array(RiskNote);
export const RiskNoteInput = z.strictObject({
  text: z.string().trim().min(1, 'Напишите, что сделано').max(1000),
});
export type RiskNoteInput = z.infer<typeof RiskNoteInput>;

/** Pupils who need attention, the most urgent first: why, by which figures, and by which rules of the school. */
export const RiskList = z.object({
  day: z.string(),
  /** Over how many days absences and failing marks are counted, and from which score a pupil is urgent. */
  missedDays: z.number(),
  twosDays: z.number(),
  urgentFrom: z.number(),
  /** Pupils looked at, and those of them who need attention; no more than the first hundreds are listed. */
  looked: z.number(),
  found: z.number(),
  norms: z.array(
    z.object({
      sign: z.enum(riskSigns),
      from: z.number(),
      twiceFrom: z.number(),
      weight: z.number(),
      act: z.string(),
      verified: z.boolean(),
    }),
  ),
  pupils: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      classId: z.string(),
      class: z.string(),
      organisation: z.string(),
      score: z.number(),
      signs: z.array(Sign),
      missed: z.number(),
      lessons: z.number(),
      /** Since which day the pupil has missed every lesson. */
      awaySince: z.string().nullable(),
      average: z.number().nullable(),
      averageBefore: z.number().nullable(),
      /** What was done for the pupil in this school year: how often, and the last of it. */
      done: z.object({ count: z.int(), last: RiskNote.nullable() }),
    }),
  ),
});
export type RiskList = z.infer<typeof RiskList>;
