import { z } from 'zod';
import { resultUnits } from './index';

export const resultStatuses = ['valid', 'annulled'] as const;
export type ResultStatus = (typeof resultStatuses)[number];

const batchStates = ['draft', 'rejected', 'approved', 'publishing', 'published'] as const;
export type BatchState = (typeof batchStates)[number];

export const BatchView = z.object({
  id: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  kindTitleEn: z.string(),
  subject: z.string(),
  subjectTitle: z.string(),
  subjectTitleEn: z.string(),
  heldOn: z.string(),
  /** Which batch of the exam, subject and day this is, from 1. */
  number: z.number(),
  unit: z.enum(resultUnits),
  state: z.enum(batchStates),
  /** Its publication was stopped by hand and waits to be let go on. */
  isPaused: z.boolean(),
  results: z.number(),
  published: z.number(),
  annulled: z.number(),
  createdAt: z.string(),
  visibleFrom: z.string().nullable(),
  publishedAt: z.string().nullable(),
});
export type BatchView = z.infer<typeof BatchView>;

export const BatchDetail = BatchView.extend({
  /** Of the whole batch, for who approves it; null where nothing is counted. */
  mean: z.number().nullable(),
  least: z.number().nullable(),
  most: z.number().nullable(),
  scale: z.object({ act: z.string(), verified: z.boolean() }).nullable(),
  files: z.array(z.object({ sha256: z.string().nullable(), by: z.string().nullable(), at: z.string() })),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  protocol: z.string().nullable(),
  rejectReason: z.string().nullable(),
  /** Whether the caller had a hand in the batch and therefore cannot approve it. */
  isOwn: z.boolean(),
});
export type BatchDetail = z.infer<typeof BatchDetail>;

const text = (most: number, message: string) => z.string().trim().min(3, message).max(most);

export const Approval = z.strictObject({
  /** Number and date of the minutes of the state examination commission. */
  protocol: text(200, 'Укажите номер и дату протокола ГЭК'),
  /** From when the results may be seen: day and hour of the region, `2026-06-10T09:00`. */
  visibleFrom: z.iso
    .datetime({ local: true, precision: -1, message: 'Укажите день и время' })
    .refine((moment) => !moment.endsWith('Z'), 'Укажите день и время'),
});
export type Approval = z.output<typeof Approval>;

export const Rejection = z.strictObject({ reason: text(1_000, 'Напишите, что исправить') });
export const Pause = z.strictObject({ isPaused: z.boolean() });

const Version = z.object({
  revision: z.number(),
  primaryPoints: z.number().nullable(),
  /** Null for one that is annulled. */
  result: z.number().nullable(),
  status: z.enum(resultStatuses),
});

export const ResultLine = Version.extend({
  id: z.string(),
  kindTitle: z.string(),
  kindTitleEn: z.string(),
  subjectTitle: z.string(),
  subjectTitleEn: z.string(),
  heldOn: z.string(),
  unit: z.enum(resultUnits),
  publishedAt: z.string(),
  /** Why it is as it is now: the act of its last change, or the minutes by which it was annulled; null for one as published. */
  ground: z.string().nullable(),
  /** What it was before, the last first, and on what ground it was changed. */
  history: z.array(Version.extend({ ground: z.string(), replacedAt: z.string() })),
});
export type ResultLine = z.infer<typeof ResultLine>;
