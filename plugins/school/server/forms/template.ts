import { z } from 'zod';
import { formPiece, type FormTemplate, type StatisticalForm } from '@regiso/core';
import { leavingReasons } from '../../shared';
import { formTitles } from './titles';

const span = z.tuple([z.int().min(0), z.int().max(99)]);

/** Which classes, pupils, moves, teachers or hours a line or a column counts; all conditions together. */
const Where = z.strictObject({
  grade: span.optional(),
  shift: z.int().min(1).max(2).optional(),
  /** Of classes: apart from class-sets, joined into them, the sets themselves, or sets and classes apart together. */
  sets: z.enum(['apart', 'joined', 'sets', 'units']).optional(),
  /** Of classes: with fewer pupils, in a town or in a village. */
  fewer: z.strictObject({ than: z.int().min(1).max(100), settlement: z.enum(['urban', 'rural']) }).optional(),
  sex: z.enum(['female', 'male']).optional(),
  /** Full years on 1 January after the day. */
  age: span.optional(),
  citizenship: z.enum(['own', 'foreign', 'none']).optional(),
  /** Of pupils: those who learn one of these subjects; of hours and teachers: those who teach them. */
  subjects: z.array(z.string()).optional(),
  moved: z.array(z.enum(['arrived', ...leavingReasons, 'unknown'])).optional(),
  /** Of hours: with a teacher, or vacant. */
  isTaught: z.boolean().optional(),
});
export type Where = z.output<typeof Where>;
export type Template = FormTemplate<Where>;

const units = ['class', 'pupil', 'move', 'teacher', 'hour'] as const;
export type Unit = (typeof units)[number];

export const Piece = formPiece(Where, units);

/** The form № ОО-1. */
export const form: StatisticalForm<Where> = {
  number: 'ОО-1',
  reference: 'school.form-oo-1',
  piece: Piece,
  titles: formTitles,
};
