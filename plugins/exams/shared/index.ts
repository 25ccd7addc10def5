import { z } from 'zod';

export { permissions } from './permissions';

/** In what a result is expressed: test score 0–100, mark 2–5, per cent of the maximum. */
export const resultUnits = ['score', 'mark', 'percent'] as const;
export type ResultUnit = (typeof resultUnits)[number];

/** `all` means the whole year together. */
export const examPeriods = ['all', 'early', 'main', 'additional'] as const;
export type ExamPeriod = (typeof examPeriods)[number];

/** Why a mean is not known. A missing mean is never 0. */
export const missingReasons = ['suppressed', 'absent', 'not-held'] as const;
export type MissingReason = (typeof missingReasons)[number];

export const code = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'Код: строчные латинские буквы, цифры и дефис, например math-pro')
  .max(40);
const title = z.string().trim().min(1).max(200);
const day = z.iso.date();

export const ExamKindInput = z.strictObject({
  code,
  title,
  titleEn: title,
  grade: z.number().int().min(1).max(12).nullable(),
  unit: z.enum(resultUnits),
  maximum: z.number().int().min(1).max(1000),
});
export type ExamKindInput = z.output<typeof ExamKindInput>;

export const SubjectInput = z.strictObject({
  code,
  title,
  titleEn: title,
  /** When it differs from the exam's: base mathematics of the EGE is a mark. */
  unit: z.enum(resultUnits).nullable().default(null),
});
export type SubjectInput = z.output<typeof SubjectInput>;

/** Primary points `from`–`to` give `result`; below `atLeast` points for the condition they give `otherwise`. */
export const Band = z.strictObject({
  from: z.number().int().min(0),
  to: z.number().int().min(0),
  result: z.number().int().min(0).max(100),
  condition: z
    .strictObject({
      name: z.enum(['literacy', 'geometry']),
      /** Null when the source says that the condition exists but not its threshold. */
      atLeast: z.number().int().min(0).nullable(),
      otherwise: z.number().int().min(0).max(100),
    })
    .optional(),
});
export type Band = z.output<typeof Band>;
export type ConditionName = NonNullable<Band['condition']>['name'];

const contiguous = (bands: readonly Band[]) =>
  bands.every(
    ({ from, to, result }, at) =>
      from === (at === 0 ? 0 : (bands[at - 1]?.to ?? 0) + 1)
      && to >= from
      && result >= (at === 0 ? 0 : (bands[at - 1]?.result ?? 0)),
  );

/** One version of a scale. Bands run from 0 to the maximum without gaps and never fall. */
export const ScaleInput = z.strictObject({
  kind: code,
  subject: code,
  /** A series of variants where scales differ by it; otherwise empty. */
  variant: z.string().max(60).default(''),
  unit: z.enum(resultUnits),
  bands: z.array(Band).min(1).refine(contiguous, 'Баллы шкалы должны идти подряд от 0 без пропусков и не убывать'),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  act: z.string().trim().min(1),
  source: z.string().trim().min(1),
  verified: z.boolean().default(false),
});
export type ScaleInput = z.output<typeof ScaleInput>;
