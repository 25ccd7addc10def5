import { z } from 'zod';
import { correctionReason, filledForm, formCell, openedCell } from '@regiso/core/shared/forms';
import { Day } from './words';

export const FormQuery = z.strictObject({
  on: Day.refine((day) => day >= '2015-01-01' && day <= '2100-12-31', 'День вне пределов отчёта'),
  /** One kindergarten; all in reach together when absent. */
  organisation: z.uuid().optional(),
});
export type FormQuery = z.output<typeof FormQuery>;
export const FormCellQuery = FormQuery.extend(formCell);
export type FormCellQuery = z.output<typeof FormCellQuery>;

export const FormView = z.object({
  on: z.string(),
  /** 1 January on which ages are counted. */
  agesOn: z.string(),
  organisations: z.array(z.object({ id: z.string(), name: z.string() })),
  organisation: z.string().nullable(),
  children: z.number(),
  groups: z.number(),
  /** Children of whom something the form asks for is not known. */
  unknown: z.object({ birthDate: z.number(), sex: z.number(), citizenship: z.number() }),
  ...filledForm,
});
export type FormView = z.infer<typeof FormView>;

export const FormCellView = z.object({
  ...openedCell,
  children: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      birthDate: z.string().nullable(),
      group: z.string(),
      organisation: z.string(),
    }),
  ),
  groups: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      ages: z.string(),
      orientation: z.string(),
      children: z.number(),
      organisation: z.string(),
    }),
  ),
  /** How many of the list did not fit. */
  left: z.number(),
});
export type FormCellView = z.infer<typeof FormCellView>;

export const NewCorrection = z.strictObject({
  ...formCell,
  on: FormQuery.shape.on,
  organisation: z.uuid(),
  value: z.int().min(0).max(100_000).nullable(),
  reason: correctionReason,
});
export type NewCorrection = z.output<typeof NewCorrection>;
