import type { Workbook, Worksheet } from '@protobi/exceljs';
import type { AsOf, PlainFigure } from '../../shared';
import type { Difference, DifferenceTable } from '../../shared/snapshots';
import { compileContext } from '../context';
import { moment, sheetName } from '../export';
import { exportWords, marksOf, safeText } from '../export-words';
import type { Language } from '../titles';

const words = {
  ru: {
    reported: 'Как отчитались',
    on: 'День отчёта',
    ground: 'Основание',
    frozen: 'Зафиксировано',
    sha256: 'SHA-256',
    against: 'Сравнивается с',
    live: 'живыми данными',
    was: 'Было',
    is: 'Стало',
    difference: 'Разница',
    figures: 'Показатели',
  },
  en: {
    reported: 'As reported',
    on: 'Day of the report',
    ground: 'Ground',
    frozen: 'Frozen',
    sha256: 'SHA-256',
    against: 'Compared with',
    live: 'live data',
    was: 'Was',
    is: 'Is',
    difference: 'Difference',
    figures: 'Figures',
  },
} as const;

/** A workbook of a difference: a sheet about both sides, one of the single figures, one a table. */
export async function differenceFile(found: Difference, language: Language): Promise<Buffer> {
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  await about(book.addWorksheet(exportWords(language).about), found, language);
  const shown = found.tables.filter(({ problem }) => problem === null);
  const single = shown.filter(({ dimension }) => dimension === null);
  if (single.length) writeFigures(addSheet(book, words[language].figures, language), single, language);
  for (const table of shown)
    if (table.dimension !== null) writeTable(addSheet(book, table.title, language), table, language);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function about(sheet: Worksheet, { was, is, isAsOf, isDemo }: Difference, language: Language) {
  const { timeZone } = await compileContext();
  const [own, told] = [words[language], exportWords(language)];
  const at = (asOf: AsOf) => moment(asOf, { language, timeZone });
  sheet.columns = [{ width: 28 }, { width: 90 }];
  sheet.getColumn(1).font = { bold: true };
  for (const side of is ? [was, is] : [was])
    sheet.addRows([
      [side === was ? own.reported : own.against, safeText(side.title)],
      [own.on, side.reportedOn],
      [own.ground, safeText(side.ground)],
      [told.filters, safeText(side.words || told.none)],
      [told.asOf, at(side.asOf)],
      [own.frozen, safeText(`${at({ tick: side.asOf.tick, at: side.frozenAt })}, ${side.author}`)],
      [own.sha256, side.sha256],
      [],
    ]);
  if (!is) sheet.addRow([own.against, own.live]);
  if (!is && isAsOf) sheet.addRow([told.asOf, at(isAsOf)]);
  sheet.addRow([told.note, told.legend]);
  if (isDemo) sheet.addRow([told.note, told.demo]);
}

function addSheet(book: Workbook, title: string, language: Language): Worksheet {
  return book.addWorksheet(sheetName(title || exportWords(language).sheet, book));
}

const headings = (language: Language) => {
  const { was, is, difference } = words[language];
  return [was, `${was}: n`, is, `${is}: n`, difference];
};

const valueOf = ({ value, flags }: PlainFigure) => value ?? marksOf(flags);
const cellsOf = ({ was, is, difference }: { was: PlainFigure; is: PlainFigure; difference: number | null }) => [
  ...[valueOf(was), was.n, valueOf(is), is.n],
  difference,
];
const formatOf = ({ indicator: { decimals } }: DifferenceTable) => (decimals ? `0.${'0'.repeat(decimals)}` : '#,##0');

function writeFigures(sheet: Worksheet, tables: readonly DifferenceTable[], language: Language) {
  sheet.addRow([exportWords(language).indicator, ...headings(language)]);
  for (const table of tables)
    for (const row of table.rows) {
      const added = sheet.addRow([safeText(table.title), ...cellsOf(row)]);
      for (const at of [2, 4, 6]) added.getCell(at).numFmt = formatOf(table);
    }
  dress(sheet, 1);
}

function writeTable(sheet: Worksheet, table: DifferenceTable, language: Language) {
  const [sample] = table.rows;
  const names = Array.from({ length: sample?.titles.length ?? 1 }, (_, at) =>
    at === 0 ? safeText(table.dimension ?? '') : '',
  );
  sheet.addRow([...names, ...headings(language)]);
  for (const row of table.rows) sheet.addRow([...row.titles.map(safeText), ...cellsOf(row)]);
  if (table.total)
    sheet.addRow([exportWords(language).total, ...names.slice(1), ...cellsOf(table.total)]).font = { bold: true };
  for (const at of [1, 3, 5]) sheet.getColumn(names.length + at).numFmt = formatOf(table);
  dress(sheet, names.length);
}

function dress(sheet: Worksheet, names: number) {
  sheet.getRow(1).font = { bold: true };
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  sheet.columns.forEach((column, at) => (column.width = at < names ? 40 : 16));
}
