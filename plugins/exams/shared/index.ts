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

/** What a minimum is for. */
export const purposes = [
  'certificate',
  'university',
  'university-science-ministry',
  'mark-3',
  'profile-class',
] as const;

/** A minimum is also given in primary points. */
export const thresholdUnits = ['primary', ...resultUnits] as const;

const highest: Record<(typeof thresholdUnits)[number], number> = { primary: 1000, score: 100, mark: 5, percent: 100 };
const chosen = z.string().min(1, 'Выберите из списка').max(40);
const dayOfTerm = z.iso.date('Укажите день');
const points = z.number('Укажите число').int().min(0).max(1000);
const source = z.string().trim().min(1, 'Назовите источник').max(1000);

/** A minimum result for one purpose and the days on which it holds. */
export const ThresholdInput = z
  .strictObject({
    kind: chosen,
    subject: chosen,
    purpose: z.enum(purposes),
    /** Profile of the class where minima differ by it; otherwise empty. */
    profile: z.string().trim().max(120).default(''),
    unit: z.enum(thresholdUnits),
    minimum: points,
    /** Upper end where the source gives a range. */
    minimumTo: points.nullable().default(null),
    minimumGeometry: points.nullable().default(null),
    validFrom: dayOfTerm,
    validTo: dayOfTerm,
    source,
    verified: z.boolean().default(false),
  })
  .superRefine(({ unit, minimum, minimumTo, minimumGeometry, validFrom, validTo }, issues) => {
    const wrong = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message });
    const most = highest[unit];
    if (minimum > most) wrong('minimum', `В этих единицах бывает не больше ${most}`);
    if (minimumTo !== null && minimumTo > most) wrong('minimumTo', `В этих единицах бывает не больше ${most}`);
    if (minimumTo !== null && minimumTo <= minimum) wrong('minimumTo', 'Верхний край должен быть больше минимума');
    if (minimumGeometry !== null && minimumGeometry > minimum)
      wrong('minimumGeometry', 'Баллов по геометрии не может быть больше, чем всего');
    if (validTo < validFrom) wrong('validTo', 'Последний день раньше первого');
  });
export type ThresholdInput = z.output<typeof ThresholdInput>;

/** Parts of a year that have days of their own. */
export const sessionPeriods = ['early', 'main', 'additional'] as const;

/** The days of one session of exams. */
export const SessionInput = z
  .strictObject({
    kind: chosen,
    year: z.number('Укажите год').int().min(1990).max(2100),
    period: z.enum(sessionPeriods),
    startsOn: dayOfTerm,
    endsOn: dayOfTerm,
    /** Last day for applications. */
    applyBy: dayOfTerm.nullable().default(null),
    source,
  })
  .superRefine(({ year, startsOn, endsOn, applyBy }, issues) => {
    const wrong = (path: string, message: string) => issues.addIssue({ code: 'custom', path: [path], message });
    for (const [path, value] of Object.entries({ startsOn, endsOn }))
      if (!value.startsWith(`${year}-`)) wrong(path, `День не в ${year} году`);
    if (endsOn < startsOn) wrong('endsOn', 'Последний день раньше первого');
    if (applyBy !== null && applyBy > startsOn) wrong('applyBy', 'Заявления принимают до первого экзамена');
  });
export type SessionInput = z.output<typeof SessionInput>;
