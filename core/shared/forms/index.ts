import { z } from 'zod';

/** What statistical forms of all subsystems say and are asked, for both sides. */
const code = z.string().regex(/^[0-9А-Я-]{1,8}$/, 'Номер строки или графы');

/** A cell of a form: the code of its line and of its column. */
export const formCell = { line: code, column: code };
export type FormCell = { line: string; column: string };

const named = { title: z.string(), titleEn: z.string() };
const Cell = z.object({
  column: z.string(),
  /** What the records say; null for what РЕГИСО does not keep. */
  counted: z.number().nullable(),
  /** What the form says: counted, or corrected with a reason. */
  value: z.number().nullable(),
  isCorrected: z.boolean(),
});
const FormLine = z.object({
  code: z.string(),
  /** As the paper numbers it within its section. */
  number: z.string(),
  ...named,
  level: z.number(),
  note: z.string().nullable(),
  noteEn: z.string().nullable(),
  cells: z.array(Cell),
});
const FormSection = z.object({
  code: z.string(),
  ...named,
  act: z.string(),
  verified: z.boolean(),
  columns: z.array(z.object({ code: z.string(), ...named, isKept: z.boolean() })),
  lines: z.array(FormLine),
});
export type FormSection = z.infer<typeof FormSection>;

/** An equation of the form that does not hold: `701.3 = 701.4 + … + 701.11`. */
const FormProblem = z.object({
  equation: z.string(),
  ...named,
  left: z.number(),
  sign: z.enum(['=', '≤']),
  right: z.number(),
  /** The cell where the eye should go. */
  line: z.string(),
  column: z.string(),
});
export type FormProblem = z.infer<typeof FormProblem>;

/** The filled form: its sections, the equations that do not hold, how many were checked or could not be for want of figures. */
export const filledForm = {
  sections: z.array(FormSection),
  problems: z.array(FormProblem),
  checked: z.number(),
  unchecked: z.number(),
};
export type FilledForm = { sections: FormSection[]; problems: FormProblem[]; checked: number; unchecked: number };

/** What every cell says when it is opened: its two numbers and everything that was ever written over it. */
export const openedCell = {
  counted: z.number().nullable(),
  value: z.number().nullable(),
  corrections: z.array(
    z.object({
      counted: z.number().nullable(),
      /** Null: back to what the records say. */
      value: z.number().nullable(),
      reason: z.string(),
      madeAt: z.string(),
      by: z.string().nullable(),
      organisation: z.string(),
    }),
  ),
};
export type OpenedCell = z.infer<z.ZodObject<typeof openedCell>>;

/** Why another number is written over a counted one. */
export const correctionReason = z.string().trim().min(5, 'Напишите, почему число другое').max(500);
