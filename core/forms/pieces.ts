import { z } from 'zod';

/** A column of a section; `where` is the condition of the subsystem, null for what РЕГИСО does not keep. */
export type FormColumn<W> = { code: string; title: string; titleEn: string; where: W | null };
type SectionPiece<W> = { kind: 'section'; unit: string; columns: FormColumn<W>[] };
type LinePiece<W> = {
  kind: 'line';
  section: string;
  level: number;
  where: W | null;
  /** What the line counts, when not what its section does. */
  unit?: string | undefined;
  /** As the paper numbers it, when numbers begin anew in each section; its code otherwise. */
  number?: string | undefined;
  note?: string | undefined;
  noteEn?: string | undefined;
};
/** `401.*` = the sum of `402.*`, `413.*` …, for each column; `*.3` = the sum of `*.4` …, for each line of the section. */
type EquationPiece = {
  kind: 'equation';
  section?: string | undefined;
  left: string[];
  sign: '=' | '≤';
  right: string[];
};
/** The day of the year on which the form is frozen: `09-20`. */
type DayPiece = { kind: 'day'; day: string };
/** A cell must say what another source does: a register, or another form. */
type AgainstPiece = { kind: 'against'; cell: string; source: string };

/** One piece of a form as its reference keeps it; its code is the code of the row. */
export type FormPiece<W> = SectionPiece<W> | LinePiece<W> | EquationPiece | DayPiece | AgainstPiece;

type Kept = { code: string; act: string; verified: boolean };
export type FormSectionRow<W> = SectionPiece<W> & Kept;
export type FormLineRow<W> = LinePiece<W> & Kept;
export type FormTemplate<W> = {
  sections: FormSectionRow<W>[];
  lines: FormLineRow<W>[];
  equations: (EquationPiece & Kept)[];
  days: (DayPiece & Kept)[];
  against: (AgainstPiece & Kept)[];
};

const terms = z.array(z.string()).min(1);

/** The schema of the pieces of a form whose lines and columns count these units by conditions of this shape. */
export function formPiece<W>(where: z.ZodType<W>, units: readonly [string, ...string[]]): z.ZodType<FormPiece<W>> {
  const unit = z.enum(units);
  const counts = where.nullable();
  const column = z.strictObject({ code: z.string(), title: z.string(), titleEn: z.string(), where: counts });
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('section'), unit, columns: z.array(column).min(1) }),
    z.strictObject({
      kind: z.literal('line'),
      section: z.string(),
      level: z.int().min(0).max(3),
      where: counts,
      unit: unit.optional(),
      number: z.string().optional(),
      note: z.string().optional(),
      noteEn: z.string().optional(),
    }),
    z.strictObject({
      kind: z.literal('equation'),
      section: z.string().optional(),
      left: terms,
      sign: z.enum(['=', '≤']),
      right: terms,
    }),
    z.strictObject({ kind: z.literal('day'), day: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) }),
    z.strictObject({ kind: z.literal('against'), cell: z.string(), source: z.string() }),
  ]);
}

/** Makes rows of a reference out of shorter words: what each piece counts and by which clause. */
export type ShippedPiece<W> = { value: FormPiece<W>; clause: string };

/** Columns are numbered from 3: the first two are the name of a line and its number. */
export const numberedColumns = <W>(columns: readonly Omit<FormColumn<W>, 'code'>[]): FormColumn<W>[] =>
  columns.map((one, at) => ({ code: String(3 + at), ...one }));

/** An equation with its terms written in a row: `401.*`, `=`, `402.* 413.*`. */
export const formEquation = (left: string, sign: '=' | '≤', right: string, section?: string): EquationPiece => ({
  ...{ kind: 'equation', left: left.split(' '), sign, right: right.split(' ') },
  ...(section && { section }),
});

/** The same column of several lines, as a sum. */
export const sumOfLines = (lines: readonly string[], column = '*') => lines.map((one) => `${one}.${column}`).join(' ');
