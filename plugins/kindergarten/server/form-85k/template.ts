import { z } from 'zod';
import { conflict, sql } from '@regiso/core';
import { Language, Orientation, Regime } from '../../shared';

const span = z.tuple([z.int().min(0), z.int().max(99)]);

/** Which groups or children a line or a column counts; all conditions together. */
export const Where = z.strictObject({
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

// Null: the form asks for it, РЕГИСО does not keep it.
const counts = Where.nullable();
const Column = z.strictObject({ code: z.string(), title: z.string(), titleEn: z.string(), where: counts });
const Section = z.strictObject({
  kind: z.literal('section'),
  unit: z.enum(['group', 'child']),
  columns: z.array(Column).min(1),
});
const Line = z.strictObject({
  kind: z.literal('line'),
  section: z.string(),
  level: z.int().min(0).max(3),
  where: counts,
  note: z.string().optional(),
  noteEn: z.string().optional(),
});
/** `401.*` = the sum of `402.*`, `413.*` …, for each column; `*.3` = the sum of `*.4` …, for each line of the section. */
const Equation = z.strictObject({
  kind: z.literal('equation'),
  section: z.string().optional(),
  left: z.array(z.string()).min(1),
  sign: z.enum(['=', '≤']),
  right: z.array(z.string()).min(1),
});

/** One piece of the form as the reference keeps it; its number is the code of the row. */
export const Piece = z.discriminatedUnion('kind', [Section, Line, Equation]);
export type Piece = z.output<typeof Piece>;
export type FormColumn = z.output<typeof Column>;
type Kept = { code: string; act: string; verified: boolean };
export type Section = z.output<typeof Section> & Kept;
export type Line = z.output<typeof Line> & Kept;
export type Equation = z.output<typeof Equation> & Kept;
export type Template = { sections: Section[]; lines: Line[]; equations: Equation[] };

/** The form in force on a day, its lines in the order of their numbers. Throws 409 when there was none. */
export async function templateOn(day: string): Promise<Template> {
  const rows = await sql<Kept & { value: unknown }>`SELECT code, value, act, verified FROM core.reference_rows
    WHERE reference = 'kindergarten.form-85k' AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') @> ${day}::date ORDER BY code COLLATE "C"`;
  if (!rows.length) throw conflict('На этот день бланка формы 85-К в справочнике нет');
  const template: Template = { sections: [], lines: [], equations: [] };
  for (const { value, ...kept } of rows) {
    const piece = Piece.parse(value);
    if (piece.kind === 'section') template.sections.push({ ...piece, ...kept });
    else if (piece.kind === 'line') template.lines.push({ ...piece, ...kept });
    else template.equations.push({ ...piece, ...kept });
  }
  return template;
}
