import { Workbook, type Worksheet } from '@protobi/exceljs';
import { invalidInput, type Indicator } from '@regiso/core';
import type { Answer, AnswerRow, Flag, Question, QueryReply } from '../shared';
import { findIndicator } from './context';
import { formulaOf } from './describe';
import { dimensionTitle, titlesOf, type Language } from './titles';

type Exported = {
  title: string;
  language: Language;
  questions: readonly Question[];
  answers: QueryReply['answers'];
};

const words = {
  ru: {
    about: 'О данных',
    value: 'Значение',
    numerator: 'Числитель',
    denominator: 'Знаменатель',
    n: 'Число наблюдений (n)',
    note: 'Примечание',
    total: 'Всего',
    sheet: 'Таблица',
    name: 'Название',
    asOf: 'Данные на',
    version: 'версия определения',
    formula: 'Формула',
    filters: 'Отбор',
    none: 'нет',
    notYet: 'ещё загружаются',
    legend: '[c] скрыто, чтобы нельзя было узнать о людях; [x] нет данных; <5 % и >95 %: крайние доли в малых группах',
  },
  en: {
    about: 'About the data',
    value: 'Value',
    numerator: 'Numerator',
    denominator: 'Denominator',
    n: 'Number of observations (n)',
    note: 'Note',
    total: 'Total',
    sheet: 'Table',
    name: 'Title',
    asOf: 'Data as of',
    version: 'definition version',
    formula: 'Formula',
    filters: 'Filters',
    none: 'none',
    notYet: 'still being loaded',
    legend: '[c] hidden to protect persons; [x] no data; <5 % and >95 %: extreme shares in small groups',
  },
} as const;

const marks: Record<Flag, string> = { c: '[c]', x: '[x]', low: '<5 %', high: '>95 %' };

/** A workbook: one sheet a question, and one that says what the figures are, of when, and by which definition. */
export async function exportAnswers({ title, language, questions, answers }: Exported): Promise<Buffer> {
  const book = new Workbook();
  const about = book.addWorksheet(words[language].about);
  aboutHead(about, title, language);
  for (const [at, answer] of answers.entries()) {
    const question = questions[at];
    if (!question) continue;
    if ('problem' in answer) throw invalidInput(answer.problem);
    const { item, plugin } = findIndicator(answer.indicator);
    const name = `${words[language].sheet} ${at + 1}`;
    addTable(book.addWorksheet(name), item, answer, language);
    const filters = await filterWords(
      question,
      (dimension, values) => titlesOf(dimension, values, plugin, language),
      language,
    );
    aboutTable(about, name, item, answer, filters, language);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

function aboutHead(sheet: Worksheet, title: string, language: Language) {
  sheet.columns = [{ width: 28 }, { width: 90 }];
  sheet.addRow([words[language].name, safeText(title)]);
  sheet.addRow([words[language].note, words[language].legend]);
  sheet.getColumn(1).font = { bold: true };
}

function aboutTable(
  sheet: Worksheet,
  name: string,
  item: Indicator,
  answer: Answer,
  filters: string,
  language: Language,
) {
  const { asOf, version, formula, filters: filtered, notYet } = words[language];
  const title = (language === 'en' && item.titleEn) || item.title;
  sheet.addRow([]);
  sheet.addRow([name, safeText(`${title} (${item.id}, ${version} ${answer.definitionVersion})`)]);
  sheet.addRow([filtered, safeText(filters)]);
  sheet.addRow([asOf, answer.asOf.at ? `${answer.asOf.at} (tick ${answer.asOf.tick})` : notYet]);
  sheet.addRow([formula, safeText(formulaOf(item))]);
  if (item.act) sheet.addRow(['', safeText(item.act)]);
}

async function filterWords(
  { filters, period }: Question,
  wordsFor: (dimension: string, values: (string | null)[]) => Promise<(value: string | null) => string>,
  language: Language,
) {
  const parts = await Promise.all(
    Object.entries(filters).map(async ([dimension, values]) => {
      const texts = values.map((value) => (value === null ? null : String(value)));
      const title = await wordsFor(dimension, texts);
      return `${dimensionTitle(dimension, language)}: ${texts.map(title).join(', ')}`;
    }),
  );
  if (period) parts.push(`${period.from ?? '…'} — ${period.to ?? '…'}`);
  return parts.join('; ') || words[language].none;
}

function addTable(sheet: Worksheet, item: Indicator, answer: Answer, language: Language) {
  const { value, numerator, denominator, n, note, total } = words[language];
  const keys = answer.by.map((name) => dimensionTitle(name, language));
  const title = (language === 'en' && item.titleEn) || item.title;
  sheet.addRow([...keys, title || value, numerator, denominator, n, note].map(safeText));
  sheet.getRow(1).font = { bold: true };
  sheet.views = [{ state: 'frozen', ySplit: 1 }];
  sheet.columns.forEach((column, at) => (column.width = at < keys.length ? 40 : 18));
  for (const row of answer.rows) sheet.addRow([...row.titles.map(safeText), ...figures(row)]);
  if (answer.total && keys.length)
    sheet.addRow([total, ...keys.slice(1).map(() => ''), ...figures(answer.total)]).font = { bold: true };
  const format = item.decimals ? `0.${'0'.repeat(item.decimals)}` : '#,##0';
  sheet.getColumn(keys.length + 1).numFmt = format;
}

const figures = ({ value, numerator, denominator, n, flags }: Omit<AnswerRow, 'key' | 'titles'>) => [
  value ?? flags.map((flag) => marks[flag]).join(' '),
  numerator,
  denominator,
  n,
  flags.map((flag) => marks[flag]).join(' '),
];

/** A text that begins like a formula must not become one when the file is saved as CSV and opened again. */
export const safeText = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
