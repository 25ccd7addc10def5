import { z } from 'zod';
import { correctionReason, filledForm, formCell, openedCell } from '@regiso/core/shared/forms';

const year = z.coerce.number().int().min(2015).max(2100);

/** The form of one school; of all in reach together, or of a municipality, when no school is named. */
export const FormOfYear = z.strictObject({
  year,
  organisation: z.uuid().optional(),
  municipality: z.string().min(1).max(60).optional(),
});
export type FormOfYear = z.output<typeof FormOfYear>;

export const FormOfSchool = z.strictObject({ year, organisation: z.uuid() });
export const FormCellOfSchool = FormOfSchool.extend(formCell);
export type FormCellOfSchool = z.output<typeof FormCellOfSchool>;
export const FormCellOfAll = FormOfYear.omit({ organisation: true }).extend(formCell);
export type FormCellOfAll = z.output<typeof FormCellOfAll>;

const FormSchool = z.object({
  id: z.string(),
  name: z.string(),
  municipality: z.string().nullable(),
  isFrozen: z.boolean(),
});
export type FormSchool = z.infer<typeof FormSchool>;

/** The form against another source: what it says, what the source does; null when that is not known. */
const Against = z.object({
  code: z.string(),
  title: z.string(),
  titleEn: z.string(),
  line: z.string(),
  column: z.string(),
  form: z.number().nullable(),
  source: z.number().nullable(),
});
export type FormAgainst = z.infer<typeof Against>;

export const SchoolForm = z.object({
  year: z.number(),
  /** The day of the form: 20 September. */
  day: z.string(),
  schools: z.array(FormSchool),
  municipalities: z.array(z.object({ id: z.string(), name: z.string() })),
  organisation: z.string().nullable(),
  frozenAt: z.string().nullable(),
  /** Cells that the records of today would fill otherwise than the frozen form. */
  changed: z.number(),
  /** What the form asks for and cards or the register do not say. */
  unknown: z.object({
    birthDate: z.number(),
    sex: z.number(),
    citizenship: z.number(),
    settlement: z.boolean(),
    moves: z.boolean(),
  }),
  against: z.array(Against),
  ...filledForm,
});
export type SchoolForm = z.infer<typeof SchoolForm>;

/** The list behind a cell of a school: classes, pupils, moves, teachers or hours. */
export const SchoolFormCell = z.object({
  ...openedCell,
  /** What the records of today say, for a form that is frozen. */
  now: z.number().nullable(),
  unit: z.enum(['class', 'pupil', 'move', 'teacher', 'hour']).nullable(),
  rows: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      nameEn: z.string().nullable(),
      birthDate: z.string().nullable(),
      className: z.string().nullable(),
      pupils: z.number().nullable(),
      shift: z.number().nullable(),
      hours: z.number().nullable(),
      isVacant: z.boolean(),
      /** Why somebody moved, and on which day. */
      moved: z.string().nullable(),
      on: z.string().nullable(),
    }),
  ),
  /** How many of the list did not fit. */
  left: z.number(),
});
export type SchoolFormCell = z.infer<typeof SchoolFormCell>;

/** What each school has in a cell: numbers alone. */
export const SchoolsOfCell = z.object({
  ...openedCell,
  schools: z.array(
    z.object({ id: z.string(), name: z.string(), counted: z.number().nullable(), value: z.number().nullable() }),
  ),
  left: z.number(),
});
export type SchoolsOfCell = z.infer<typeof SchoolsOfCell>;

export const FormCorrection = FormCellOfSchool.extend({
  value: z.number().min(0).max(100_000).multipleOf(0.5, 'Число — целое или с половиной').nullable(),
  reason: correctionReason,
});
export type FormCorrection = z.output<typeof FormCorrection>;
