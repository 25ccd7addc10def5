import type { Workbook, Worksheet } from '@protobi/exceljs';
import { holdsDemo, invalidInput } from '@regiso/core';
import type { AsOf, Question, QueryReply, Sheet } from '../shared';
import { compileContext, findIndicator, type Owned } from './context';
import { formulaOf } from './describe';
import { writeSheet, type Part } from './export-sheets';
import { exportWords, safeText } from './export-words';
import { dimensionTitle, titlesOf, type Language } from './titles';

type Exported = {
  title: string;
  language: Language;
  questions: readonly Question[];
  sheets?: readonly Sheet[] | undefined;
  answers: QueryReply['answers'];
  /** Of which rows the figures are when the reader may not see all, in words. */
  within: string | null;
};
type Owner = Owned<unknown>['plugin'];
type OwnedPart = Part & { plugin: Owner };

/** A workbook: a sheet a tile as it is seen, and one that says what the figures are, of when, by which definition. */
export async function exportAnswers({ title, language, questions, answers, ...rest }: Exported): Promise<Buffer> {
  const { timeZone } = await compileContext();
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  const about = book.addWorksheet(exportWords(language).about);
  const isDemo = await holdsDemo();
  aboutHead(about, title, language, isDemo);
  if (rest.within) about.addRow([exportWords(language).within, safeText(rest.within)]);
  const parts = await Promise.all(questions.map((question, at) => partOf(question, answers[at])));
  const sheets = rest.sheets ?? parts.map((_, at) => ({ title: '', questions: [at] }));
  for (const [at, sheet] of sheets.entries()) {
    const own = sheet.questions.map((place) => parts[place]).filter((part) => part !== undefined);
    const name = sheetName(sheet.title || `${exportWords(language).sheet} ${at + 1}`, book);
    const sheetOfTile = book.addWorksheet(name);
    writeSheet(sheetOfTile, own, language);
    if (isDemo) markDemo(sheetOfTile, language);
    await aboutSheet(about, name, own, { language, timeZone });
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function partOf(question: Question, answer: QueryReply['answers'][number] | undefined): Promise<OwnedPart> {
  if (!answer || 'problem' in answer) throw invalidInput(answer?.problem ?? 'Нет ответа');
  const { item, plugin } = await findIndicator(answer.indicator);
  return { item, plugin, question, answer };
}

/** Excel takes 31 letters, none of `[]:*?/\`, and no name twice. */
export function sheetName(title: string, book: Workbook): string {
  const plain = title.replace(/[[\]:*?/\\]/g, ' ').replace(/^'+|'+$/g, '');
  const taken = new Set(book.worksheets.map(({ name }) => name.toLowerCase()));
  for (let at = 1; ; at += 1) {
    const ending = at === 1 ? '' : ` (${at})`;
    const name = plain.slice(0, 31 - ending.length).trim() + ending;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

function aboutHead(sheet: Worksheet, title: string, language: Language, isDemo: boolean) {
  const { name, note, legend, demo } = exportWords(language);
  sheet.columns = [{ width: 28 }, { width: 90 }];
  sheet.addRow([name, safeText(title)]);
  if (isDemo) sheet.addRow([note, demo]).font = { bold: true };
  sheet.addRow([note, legend]);
  sheet.getColumn(1).font = { bold: true };
}

// Below the figures, so that the headings stay in the first row for whoever reads the file by a program.
function markDemo(sheet: Worksheet, language: Language) {
  sheet.addRow([]);
  sheet.addRow([exportWords(language).demo]).font = { bold: true };
}

type Manner = { language: Language; timeZone: string };

async function aboutSheet(sheet: Worksheet, name: string, parts: readonly OwnedPart[], manner: Manner) {
  const words = exportWords(manner.language);
  sheet.addRow([]);
  let saidFilters = '';
  for (const { item, plugin, question, answer } of parts) {
    const title = (manner.language === 'en' && item.titleEn) || item.title;
    const filters = await filterWords(question, plugin, manner.language);
    sheet.addRow([name, safeText(`${title} (${item.id}, ${words.version} ${answer.definitionVersion})`)]);
    if (filters !== saidFilters) sheet.addRow([words.filters, safeText(filters)]);
    saidFilters = filters;
    sheet.addRow([words.asOf, moment(answer.asOf, manner)]);
    sheet.addRow([words.formula, safeText(formulaOf(item, manner.language))]);
    if (item.act) sheet.addRow(['', safeText(item.act)]);
  }
}

/** Up to when figures hold, by the clocks of the region. */
export function moment({ at, tick }: AsOf, { language, timeZone }: Manner): string {
  if (!at) return exportWords(language).notYet;
  const locale = language === 'ru' ? 'ru-RU' : 'en-GB';
  const words = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'medium', timeZone }).format(
    new Date(at),
  );
  return `${words} (${timeZone}; tick ${tick})`;
}

/** «Предмет: Математика; 2026-01-01 — …». */
export async function filterWords(
  { filters, period }: Pick<Question, 'filters' | 'period'>,
  plugin: Owner,
  language: Language,
) {
  const parts: string[] = [];
  // One after another: they share the connection of the present transaction.
  for (const [dimension, values] of Object.entries(filters)) {
    const texts = values.map((value) => (value === null ? null : String(value)));
    const title = await titlesOf(dimension, texts, plugin, language);
    parts.push(`${dimensionTitle(dimension, language)}: ${texts.map(title).join(', ')}`);
  }
  if (period) parts.push(`${period.from ?? '…'} — ${period.to ?? '…'}`);
  return parts.join('; ') || exportWords(language).none;
}
