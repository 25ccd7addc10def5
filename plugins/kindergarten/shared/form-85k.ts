import { z } from 'zod';
import { Day } from './words';

/** A cell of the form: the number of its line and of its column, as the paper has them. */
const code = z.string().regex(/^[0-9А-Я]{1,6}$/, 'Номер строки или графы');

export const FormQuery = z.strictObject({
  on: Day.refine((day) => day >= '2015-01-01' && day <= '2100-12-31', 'День вне пределов отчёта'),
  /** One kindergarten; all in reach together when absent. */
  organisation: z.uuid().optional(),
});
export type FormQuery = z.output<typeof FormQuery>;
const cell = { line: code, column: code };
export type FormCell = { line: string; column: string };
export const FormCellQuery = FormQuery.extend(cell);
export type FormCellQuery = z.output<typeof FormCellQuery>;

const Cell = z.object({
  column: z.string(),
  /** What the records say; null for what РЕГИСО does not keep. */
  counted: z.number().nullable(),
  /** What the form says: counted, or corrected with a reason. */
  value: z.number().nullable(),
  isCorrected: z.boolean(),
});
const Named = { title: z.string(), titleEn: z.string() };
const FormLine = z.object({
  code: z.string(),
  ...Named,
  level: z.number(),
  note: z.string().nullable(),
  noteEn: z.string().nullable(),
  cells: z.array(Cell),
});
const FormSection = z.object({
  code: z.string(),
  ...Named,
  act: z.string(),
  verified: z.boolean(),
  unit: z.enum(['group', 'child']),
  columns: z.array(z.object({ code: z.string(), ...Named, isKept: z.boolean() })),
  lines: z.array(FormLine),
});
export type FormSection = z.infer<typeof FormSection>;

/** An equation of the form that does not hold: `701.3 = 701.4 + … + 701.11`. */
export const FormProblem = z.object({
  equation: z.string(),
  ...Named,
  left: z.number(),
  sign: z.enum(['=', '≤']),
  right: z.number(),
  /** The cell where the eye should go. */
  line: z.string(),
  column: z.string(),
});
export type FormProblem = z.infer<typeof FormProblem>;
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
  sections: z.array(FormSection),
  problems: z.array(FormProblem),
  /** How many equations were checked, and how many could not be for want of figures. */
  checked: z.number(),
  unchecked: z.number(),
});
export type FormView = z.infer<typeof FormView>;

const Correction = z.object({
  counted: z.number().nullable(),
  /** Null: back to what the records say. */
  value: z.number().nullable(),
  reason: z.string(),
  madeAt: z.string(),
  by: z.string().nullable(),
  organisation: z.string(),
});
export const FormCellView = z.object({
  counted: z.number().nullable(),
  value: z.number().nullable(),
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
  corrections: z.array(Correction),
});
export type FormCellView = z.infer<typeof FormCellView>;

export const NewCorrection = z.strictObject({
  ...cell,
  on: FormQuery.shape.on,
  organisation: z.uuid(),
  value: z.int().min(0).max(100_000).nullable(),
  reason: z.string().trim().min(5, 'Напишите, почему число другое').max(500),
});
export type NewCorrection = z.output<typeof NewCorrection>;
