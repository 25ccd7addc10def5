import { z } from 'zod';
import { formPiece, type FormTemplate, type StatisticalForm } from '@regiso/core';
import { Language, Orientation, Regime } from '../../shared';
import { formTitles } from './titles';

const span = z.tuple([z.int().min(0), z.int().max(99)]);

/** Which groups or children a line or a column counts; all conditions together. */
const Where = z.strictObject({
  orientation: z.array(Orientation).optional(),
  regime: z.array(Regime).optional(),
  language: z.array(Language).optional(),
  /** Of a group: the ages it is for lie within; `mixed` are those that lie in none of the spans. */
  groupAges: z.union([span, z.literal('mixed')]).optional(),
  sex: z.enum(['female', 'male']).optional(),
  citizenship: z.enum(['foreign', 'none']).optional(),
  /** Full years on 1 January after the day. */
  age: span.optional(),
});
export type Where = z.output<typeof Where>;
export type Template = FormTemplate<Where>;

/** One piece of the form as the reference keeps it; its number is the code of the row. */
export const Piece = formPiece(Where, ['group', 'child']);

/** The form № 85-К. */
export const form: StatisticalForm<Where> = {
  number: '85-К',
  reference: 'kindergarten.form-85k',
  piece: Piece,
  titles: formTitles,
};
