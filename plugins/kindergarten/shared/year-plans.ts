import { z } from 'zod';
import { groupFields } from './groups';

/** A group of the year to come, and the groups of this year whose children go on in it. */
export const PlanLine = z
  .strictObject({
    /** Of a group that the plan named before. */
    id: z.uuid().optional(),
    name: z.string().trim().min(1, 'Назовите группу').max(80),
    ...groupFields,
    growsFrom: z.array(z.uuid()).max(10).default([]),
  })
  .refine(({ ageFrom, ageTo }) => ageFrom <= ageTo, { message: 'Возраст «от» больше возраста «до»', path: ['ageTo'] })
  .refine(({ ownLimit, ownLimitGround }) => ownLimit === null || ownLimitGround, {
    message: 'Назовите приказ, которым мест меньше нормы',
    path: ['ownLimitGround'],
  });
export type PlanLine = z.output<typeof PlanLine>;

export const YearPlanInput = z.strictObject({
  lines: z
    .array(PlanLine)
    .min(1, 'В плане нет групп')
    .max(60)
    .refine((lines) => new Set(lines.map(({ name }) => name)).size === lines.length, 'Две группы названы одинаково')
    .refine(
      (lines) =>
        new Set(lines.flatMap(({ growsFrom }) => growsFrom)).size === lines.flatMap((one) => one.growsFrom).length,
      'Группа этого года переходит только в одну группу следующего',
    ),
  /** Hands the plan to the municipality; otherwise it stays a draft. */
  submit: z.boolean().default(false),
});
export type YearPlanInput = z.output<typeof YearPlanInput>;

export const PlanDecision = z.strictObject({
  approve: z.boolean(),
  ground: z.string().trim().min(5, 'Назовите документ или причину').max(300),
});

export const PlanState = z.enum(['none', 'draft', 'submitted', 'approved', 'returned']);

export const YearPlanRow = z.object({
  organisationId: z.string(),
  organisation: z.string(),
  schoolYear: z.number(),
  state: PlanState,
  groups: z.number(),
  capacity: z.number(),
  growing: z.number(),
  free: z.number(),
  submittedAt: z.string().nullable(),
});
export type YearPlanRow = z.infer<typeof YearPlanRow>;

export const YearPlanView = z.object({
  organisationId: z.string(),
  organisation: z.string(),
  schoolYear: z.number(),
  state: PlanState,
  ground: z.string().nullable(),
  submittedAt: z.string().nullable(),
  decidedAt: z.string().nullable(),
  /** Whether the caller may change it, and whether the caller decides. */
  mayEdit: z.boolean(),
  mayDecide: z.boolean(),
  /** Area a child needs, under 3 and from 3 years. */
  norms: z.object({ under3: z.number(), from3: z.number(), verified: z.boolean() }),
  lines: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      ageFrom: z.number(),
      ageTo: z.number(),
      orientation: z.string(),
      regime: z.string(),
      language: z.string(),
      areaM2: z.number(),
      ownLimit: z.number().nullable(),
      ownLimitGround: z.string().nullable(),
      growsFrom: z.array(z.string()),
      capacity: z.number(),
    }),
  ),
  /** Groups of this year, from which those of the next grow. */
  present: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      ageFrom: z.number(),
      ageTo: z.number(),
      orientation: z.string(),
      regime: z.string(),
      language: z.string(),
      areaM2: z.number(),
    }),
  ),
  growth: z.array(z.object({ groupId: z.string(), age: z.number(), children: z.number() })),
});
export type YearPlanView = z.infer<typeof YearPlanView>;
