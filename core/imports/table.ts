import type { Importer } from '../server/importer';
import { fileProblem } from './file-problem';
import { missingColumns, suggestMapping } from './headings';
import { inspectFile, type FileForm } from './inspect';
import { findDelimiter, readCsv, type TableRow } from './read-csv';
import { readWorkbook, type SheetChoice } from './read-workbook';

/** What is known of a table after its first rows: how to read it and what its columns are. */
export type TableShape = FileForm & {
  delimiter?: string;
  sheet?: string;
  /** Visible sheets that are not read. */
  otherSheets?: string[];
  headingLine: number;
  headings: string[];
  preview: { line: number; cells: string[] }[];
};

const headingSearch = 10;
const previewRows = 6;

/** Looks at a file: kind, encoding, delimiter, headings, first rows. Throws a sentence for what is no table with rows. */
export async function openTable(
  path: string,
  importer: Pick<Importer, 'columns'>,
  limit?: number,
): Promise<TableShape> {
  const form = await inspectFile(path, limit);
  const delimiter = form.format === 'csv' ? await findDelimiter(path, form) : undefined;
  const first: TableRow[] = [];
  let choice: SheetChoice | undefined;
  for await (const row of rowsOf(path, form, delimiter, (found) => (choice = found))) {
    if (row.cells.some((cell) => cell.trim())) first.push(row);
    if (first.length >= headingSearch + previewRows) break;
  }
  const at = headingPlace(first, importer);
  const heading = first[at];
  if (!heading) throw fileProblem('empty');
  const headings = heading.cells.map((cell) => cell.trim());
  refuseLostLetters(headings);
  const preview = first.slice(at + 1, at + 1 + previewRows);
  if (!preview.length) throw fileProblem('no-rows');
  return {
    ...form,
    ...(delimiter && { delimiter }),
    ...(choice as SheetChoice | undefined),
    headingLine: heading.line,
    headings,
    preview: preview.map(({ line, cells }) => ({ line, cells: [...cells] })),
  };
}

const rowsOf = (path: string, form: FileForm, delimiter = ',', onSheet?: (choice: SheetChoice) => void) =>
  form.format === 'xlsx' ? readWorkbook(path, onSheet) : readCsv(path, form, delimiter);

// Reports often have a title above the table: the headings are the row that names the required columns.
function headingPlace(rows: readonly TableRow[], importer: Pick<Importer, 'columns'>) {
  const complete = rows
    .slice(0, headingSearch)
    .findIndex(({ cells }) => missingColumns(importer, suggestMapping(importer, trimmed(cells))).length === 0);
  return Math.max(complete, 0);
}

const trimmed = (cells: readonly string[]) => cells.map((cell) => cell.trim());

// U+FFFD stands where a letter was lost; «Рџ», «Рµ» and the like are UTF-8 once read as windows-1251.
function refuseLostLetters(headings: readonly string[]) {
  const text = headings.join(' ');
  const mangled = text.match(/[РС][\u0080-\u00BF\u0402-\u040F\u0452-\u045F‚„…†‡€‰‹‘’“”•–—™›]/g)?.length ?? 0;
  if (text.includes('\uFFFD') || mangled > 3) throw fileProblem('lost-letters');
}

/** The rows below the headings, without empty ones. */
export async function* dataRows(path: string, shape: TableShape): AsyncGenerator<TableRow> {
  for await (const row of rowsOf(path, shape, shape.delimiter)) {
    if (row.line > shape.headingLine && row.cells.some((cell) => cell !== '' && cell.trim() !== '')) yield row;
  }
}
