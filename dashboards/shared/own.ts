import { z } from 'zod';

const Column = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** One thing that rows must meet: one of these values, a span, or being known at all. */
export const OwnCondition = z.strictObject({
  column: Column,
  in: z
    .array(z.union([z.string().max(200), z.number(), z.boolean()]))
    .min(1)
    .max(50)
    .optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  known: z.boolean().optional(),
});
export type OwnCondition = z.output<typeof OwnCondition>;

export const OwnMeasure = z.strictObject({
  fact: z.string().max(63),
  count: z.enum(['rows', 'sum', 'distinct']),
  column: Column.optional(),
  where: z.array(OwnCondition).max(6).default([]),
  reads: z.string().trim().min(3, 'Скажите словами, что здесь считается').max(300),
});
export type OwnMeasure = z.output<typeof OwnMeasure>;

const Words = (most: number) => z.string().trim().max(most).nullable().default(null);

/** What an analyst writes; the rest of an indicator follows from it. */
export const OwnDefinition = z.strictObject({
  title: z.string().trim().min(5, 'Назовите показатель').max(120),
  unit: z.enum(['count', 'percent', 'per1000', 'score', 'mark', 'days']),
  decimals: z.int().min(0).max(3),
  better: z.enum(['higher', 'lower', 'neither']),
  numerator: OwnMeasure,
  denominator: OwnMeasure.nullable().default(null),
  by: z.array(Column).max(12).default([]),
  method: Words(1_000),
  act: Words(300),
  clause: Words(100),
});
export type OwnDefinition = z.output<typeof OwnDefinition>;

export const OwnState = z.enum(['draft', 'review', 'returned', 'approved', 'withdrawn']);
export type OwnState = z.infer<typeof OwnState>;

/** A version of an own indicator; `version` is the count of its changes, by which an outdated page is refused. */
export const OwnVersion = z.object({
  code: z.string(),
  number: z.int(),
  version: z.int(),
  state: OwnState,
  definition: OwnDefinition,
  why: z.string().nullable(),
  note: z.string().nullable(),
  author: z.string(),
  reviewer: z.string().nullable(),
  isMine: z.boolean(),
  changedAt: z.string(),
});
export type OwnVersion = z.infer<typeof OwnVersion>;

const Source = z.object({
  name: z.string(),
  title: z.string(),
  grain: z.string(),
  columns: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      /** What a measure may do with it. */
      sums: z.boolean(),
      distinct: z.boolean(),
      /** How it may be asked about; null when it may not. */
      where: z.enum(['values', 'span', 'flag', 'known']).nullable(),
    }),
  ),
  dimensions: z.array(z.object({ name: z.string(), title: z.string() })),
});
export const OwnSource = Source;
export type OwnSource = z.infer<typeof Source>;
