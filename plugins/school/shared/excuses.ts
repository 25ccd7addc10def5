import { z } from 'zod';
import { excuseReasons, excuseStates, excusingCodes } from './codes';
import { HomeworkFile } from './homework';
import { Day } from './journal';

const Reason = z.enum(excuseReasons);

/** A family tells of an absence: which days, and why. */
export const ExcuseInput = z
  .strictObject({ from: Day, to: Day, reason: Reason })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'Последний день раньше первого' });
export type ExcuseInput = z.output<typeof ExcuseInput>;

/** What the family sees: whether the class teacher has read it, and the answer. */
export const ExcuseView = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  reason: Reason,
  state: z.enum(excuseStates),
  answer: z.string().nullable(),
  sentAt: z.string(),
  seenAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
  files: z.array(HomeworkFile),
});
export type ExcuseView = z.infer<typeof ExcuseView>;

/** What the class teacher sees. `absences`: lessons of these days at which the reason is not known yet. */
export const ClassExcuse = ExcuseView.extend({ name: z.string(), absences: z.number() });
export type ClassExcuse = z.infer<typeof ClassExcuse>;

/** The decision of the class teacher: what the absences are noted as, or why not. */
export const ExcuseDecision = z
  .strictObject({
    code: z.enum(excusingCodes).nullable().default(null),
    reason: z.string().trim().max(300).nullable().default(null),
  })
  .refine(({ code, reason }) => (code ? reason === null : (reason?.length ?? 0) >= 3), {
    path: ['reason'],
    message: 'Причина — хотя бы несколько слов',
  });
export type ExcuseDecision = z.output<typeof ExcuseDecision>;
