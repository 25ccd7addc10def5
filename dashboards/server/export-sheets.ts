import type { Worksheet } from '@protobi/exceljs';
import type { Indicator } from '@regiso/core';
import type { Answer, AnswerRow, Question } from '../shared';
import { exportWords, marksOf, safeText } from './export-words';
import { dimensionTitle, type Language } from './titles';

/** One question of a sheet with what answers it. */
export type Part = { item: Indicator; question: Question; answer: Answer };
type Line = { key: string; titles: string[]; figures: Map<number, Figure> };
type Figure = Omit<AnswerRow, 'key' | 'titles'>;

/** Writes what a tile shows: a row a value of `by`, the parts side by side; without `by` a row an indicator. */
export function writeSheet(sheet: Worksheet, parts: readonly Part[], language: Language) {
  const [first] = parts;
  if (!first) return;
  if (first.answer.by.length) writeTable(sheet, parts, first, language);
  else writeFigures(sheet, parts, language);
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).alignment = { wrapText: true, vertical: 'top' };
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
}

const titleOf = ({ item }: Part, language: Language) => (language === 'en' && item.titleEn) || item.title;
const numberFormat = ({ decimals }: Indicator) => (decimals ? `0.${'0'.repeat(decimals)}` : '#,##0');
const valueOf = ({ value, flags }: Figure) => value ?? marksOf(flags);
const wholeFigure = (figure: Figure) => [
  valueOf(figure),
  figure.numerator,
  figure.denominator,
  figure.n,
  marksOf(figure.flags),
];

function writeFigures(sheet: Worksheet, parts: readonly Part[], language: Language) {
  const { indicator, value, numerator, denominator, n, note } = exportWords(language);
  sheet.addRow([indicator, value, numerator, denominator, n, note]);
  for (const part of parts) {
    const [figure] = part.answer.rows;
    if (!figure) continue;
    const row = sheet.addRow([safeText(titleOf(part, language)), ...wholeFigure(figure)]);
    row.getCell(2).numFmt = numberFormat(part.item);
  }
  setWidths(sheet, 1);
}

function writeTable(sheet: Worksheet, parts: readonly Part[], first: Part, language: Language) {
  const words = exportWords(language);
  const { by } = first.answer;
  const isBins = Boolean(first.question.distribution);
  const names = isBins ? [words.bins] : by.map((name) => dimensionTitle(name, language));
  const heads = parts.map((part) => (isBins ? words.counted : titleOf(part, language)));
  const isSingle = parts.length === 1;
  const columns = heads.flatMap((head) =>
    isSingle ? [head, words.numerator, words.denominator, words.n, words.note] : [head, `${head}: n`],
  );
  sheet.addRow([...names, ...columns].map(safeText));
  const shown = (figure: Figure | undefined) => figureCells(figure, isSingle);
  for (const { titles, figures } of linesOf(parts))
    sheet.addRow([...titles.map(safeText), ...parts.flatMap((_, at) => shown(figures.get(at)))]);
  if (!isBins && parts.some(({ answer }) => answer.total)) {
    const totals = parts.flatMap(({ answer }) => shown(answer.total ?? undefined));
    sheet.addRow([words.total, ...names.slice(1).map(() => ''), ...totals]).font = { bold: true };
  }
  parts.forEach(({ item }, at) => {
    sheet.getColumn(names.length + 1 + at * (isSingle ? 5 : 2)).numFmt = isBins ? '#,##0' : numberFormat(item);
  });
  setWidths(sheet, names.length);
}

function figureCells(figure: Figure | undefined, isWhole: boolean) {
  const known = figure ?? { value: null, numerator: null, denominator: null, n: null, flags: ['x' as const] };
  return isWhole ? wholeFigure(known) : [valueOf(known), known.n];
}

/** Rows of all parts by their key, in the order of the part that was asked in one. */
export function linesOf(parts: readonly Part[]): Line[] {
  const lines = new Map<string, Line>();
  const leading = Math.max(
    parts.findIndex(({ question }) => question.order),
    0,
  );
  const order = [leading, ...parts.keys()];
  for (const at of order) {
    for (const { key, titles, ...figure } of parts[at]?.answer.rows ?? []) {
      const name = JSON.stringify(key);
      const line = lines.get(name) ?? { key: name, titles, figures: new Map() };
      line.figures.set(at, figure);
      lines.set(name, line);
    }
  }
  return [...lines.values()];
}

function setWidths(sheet: Worksheet, names: number) {
  sheet.columns.forEach((column, at) => (column.width = at < names ? 40 : 18));
}
