import { PassThrough } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { inTransaction } from '../server/database';
import type { Importer } from '../server/importer';
import { log } from '../server/log';
import { sentenceIn, type Language } from '../server/refusals';
import { sql } from '../server/sql';
import { safeCell } from './cells';
import { cellsOf } from './sealing';

const remarks: Record<Language, string> = { ru: 'Что исправить', en: 'What to correct' };
const pageLines = 2_000;

type ProblemLine = {
  line: number;
  cells: string[];
  sealed: Buffer | null;
  columns: (string | null)[];
  messages: string[];
};

const problemLines = (runId: string, after: number) =>
  inTransaction(
    { process: 'imports/problems', readOnly: true },
    () => sql<ProblemLine>`SELECT line, (array_agg(cells ORDER BY id))[1] AS cells,
        (array_agg(sealed ORDER BY id))[1] AS sealed, array_agg("column" ORDER BY id) AS columns, array_agg(message ORDER BY id) AS messages
      FROM core.import_problems WHERE run_id = ${runId} AND line > ${after}
      GROUP BY line ORDER BY line LIMIT ${pageLines}`,
  );

/** The rows with problems as they came, each with what to correct, to be sent again. Streams; keeps 2,000 rows in memory. */
export function problemsWorkbook(runId: string, headings: readonly string[], language: Language): PassThrough {
  const out = new PassThrough();
  void writeProblems(out, runId, headings, language).catch((error: unknown) => {
    log.error('problems not written', { error });
    out.destroy(error as Error);
  });
  return out;
}

const remarkOf = ({ columns, messages }: ProblemLine, language: Language) =>
  messages.map((message, at) => `${columns[at] ? `${columns[at]}: ` : ''}${sentenceIn(language, message)}`).join('; ');

async function writeProblems(out: PassThrough, runId: string, headings: readonly string[], language: Language) {
  const { stream: excel } = await import('@protobi/exceljs');
  const book = new excel.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet('Исправить', { views: [{ state: 'frozen', ySplit: 1 }] });
  const kept = headings
    .map((heading, at) => ({ heading, at }))
    .filter(({ heading }) => !Object.values(remarks).includes(heading));
  sheet.columns = [
    ...kept.map(({ heading }) => ({ width: Math.min(Math.max(heading.length + 2, 12), 40) })),
    { width: 60 },
  ];
  const head = sheet.addRow([...kept.map(({ heading }) => safeCell(heading)), remarks[language]]);
  head.font = { bold: true };
  head.commit();
  for (let after = 0; ;) {
    const lines = await problemLines(runId, after);
    for (const line of lines) {
      const cells = cellsOf(runId, line);
      sheet.addRow([...kept.map(({ at }) => safeCell(cells[at] ?? '')), safeCell(remarkOf(line, language))]).commit();
    }
    const last = lines.at(-1);
    if (!last || lines.length < pageLines) break;
    after = last.line;
  }
  sheet.commit();
  await book.commit();
}

/** A small right file of a kind: for Excel in Russian (`;`, BOM) or as a workbook. */
export async function sampleFile(importer: Pick<Importer, 'sample'>, format: 'csv' | 'xlsx'): Promise<Buffer> {
  const rows = importer.sample().map((row) => row.map(safeCell));
  if (format === 'csv') return Buffer.from(stringify(rows, { delimiter: ';', bom: true, record_delimiter: '\r\n' }));
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  const sheet = book.addWorksheet('Образец', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.addRows(rows);
  sheet.getRow(1).font = { bold: true };
  sheet.columns.forEach((column) => (column.width = 24));
  // Excel must show 0012 and long INN as they are.
  sheet.columns.forEach((column) => (column.numFmt = '@'));
  return Buffer.from(await book.xlsx.writeBuffer());
}
