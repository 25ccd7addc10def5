import type { z } from 'zod';
import { conflict, notFound } from '../server/errors';
import { sql } from '../server/sql';
import type { FormCell } from '../shared/forms';
import type { FormPiece, FormTemplate } from './pieces';

/** A federal statistical form: its number on paper, the reference that keeps its pieces, and what they are called. */
export type StatisticalForm<W> = {
  number: string;
  reference: string;
  piece: z.ZodType<FormPiece<W>>;
  titles: Readonly<Record<string, { title: string; titleEn: string }>>;
};

/** The form in force on a day, its lines in the order of their codes. Throws 409 when there was none. */
export async function formTemplateOn<W>(form: StatisticalForm<W>, day: string): Promise<FormTemplate<W>> {
  const rows = await sql<{
    code: string;
    act: string;
    verified: boolean;
    value: unknown;
  }>`SELECT code, value, act, verified
    FROM core.reference_rows WHERE reference = ${form.reference} AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') @> ${day}::date ORDER BY code COLLATE "C"`;
  if (!rows.length) throw conflict(`На этот день бланка формы ${form.number} в справочнике нет`);
  const template: FormTemplate<W> = { sections: [], lines: [], equations: [], days: [], against: [] };
  for (const { value, ...kept } of rows) {
    const piece = form.piece.parse(value);
    if (piece.kind === 'section') template.sections.push({ ...piece, ...kept });
    else if (piece.kind === 'line') template.lines.push({ ...piece, ...kept });
    else if (piece.kind === 'equation') template.equations.push({ ...piece, ...kept });
    else if (piece.kind === 'day') template.days.push({ ...piece, ...kept });
    else template.against.push({ ...piece, ...kept });
  }
  return template;
}

/** The section, line and column of a cell. Throws 404 for one that the form does not have. */
export function formCellOf<W>({ sections, lines }: FormTemplate<W>, cell: FormCell) {
  const line = lines.find(({ code }) => code === cell.line);
  const section = sections.find(({ code }) => code === line?.section);
  const column = section?.columns.find(({ code }) => code === cell.column);
  if (!line || !section || !column) throw notFound('Такой клетки в форме нет');
  return { section, line, column };
}

/** The name of a piece; its code when an operator added one that the product does not know. */
export const formTitle = ({ titles }: Pick<StatisticalForm<never>, 'titles'>, code: string) =>
  titles[code] ?? { title: code, titleEn: code };
