import { z } from 'zod';
import { Appeal } from './appeals';
import { ResultLine, resultStatuses } from './persons';
import { resultUnits } from './index';

const annulmentActions = ['annul', 'restore'] as const;
export type AnnulmentAction = (typeof annulmentActions)[number];
const annulmentStates = ['proposed', 'confirmed', 'refused'] as const;

/** What is proposed to be done with a result, by which decision of the commission and why. */
export const AnnulmentInput = z.strictObject({
  action: z.enum(annulmentActions),
  protocol: z.string().trim().min(3, 'Укажите номер и дату решения ГЭК').max(200),
  reason: z.string().trim().min(10, 'Напишите причину хотя бы одним предложением').max(500),
});
export type AnnulmentInput = z.output<typeof AnnulmentInput>;

const Annulment = z.object({
  id: z.string(),
  action: z.enum(annulmentActions),
  state: z.enum(annulmentStates),
  protocol: z.string(),
  reason: z.string(),
  askedBy: z.string().nullable(),
  askedAt: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  answer: z.string().nullable(),
  /** The caller has proposed it and therefore does not confirm it. */
  isOwn: z.boolean(),
});
export type Annulment = z.infer<typeof Annulment>;

/** A result of a person before whoever keeps results: all versions, appeals and what was proposed. */
export const ResultCard = ResultLine.extend({
  name: z.string(),
  publishedAt: z.string().nullable(),
  batchId: z.string(),
  isDecided: z.boolean(),
  appeals: z.array(Appeal),
  annulments: z.array(Annulment),
});
export type ResultCard = z.infer<typeof ResultCard>;

export const ResultSearch = z.strictObject({
  /** The beginning of surname and name. */
  name: z.string().trim().min(2, 'Напишите хотя бы две буквы фамилии').max(100),
});

const Found = z.object({
  id: z.string(),
  name: z.string(),
  kindTitle: z.string(),
  kindTitleEn: z.string(),
  subjectTitle: z.string(),
  subjectTitleEn: z.string(),
  heldOn: z.string(),
  unit: z.enum(resultUnits),
  result: z.number().nullable(),
  status: z.enum(resultStatuses),
  isPublished: z.boolean(),
});
export type Found = z.infer<typeof Found>;

export const FoundResults = z.object({ results: z.array(Found), isMore: z.boolean() });
export type FoundResults = z.infer<typeof FoundResults>;

/** A change that waits for a second person. */
export const WaitingAnnulment = Annulment.pick({ id: true, action: true, askedAt: true, isOwn: true }).extend({
  resultId: z.string(),
  name: z.string(),
  kindTitle: z.string(),
  kindTitleEn: z.string(),
  subjectTitle: z.string(),
  subjectTitleEn: z.string(),
  heldOn: z.string(),
});
export type WaitingAnnulment = z.infer<typeof WaitingAnnulment>;

/** Published results of the own pupils of a school. */
export const SchoolQuery = z.strictObject({ year: z.coerce.number().int().min(2000).max(2100).optional() });

const SchoolLine = Found.omit({ isPublished: true }).extend({
  organisation: z.string(),
  organisationId: z.string(),
  revision: z.number(),
  publishedAt: z.string(),
  /** Whether an appeal waits for its decision. */
  isAppealed: z.boolean(),
});
export type SchoolLine = z.infer<typeof SchoolLine>;

export const SchoolResults = z.object({
  year: z.number(),
  lines: z.array(SchoolLine),
  /** There are more than are shown. */
  isMore: z.boolean(),
});
export type SchoolResults = z.infer<typeof SchoolResults>;
