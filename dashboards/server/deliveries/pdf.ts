import { printReport, type DocumentPiece, type Indicator } from '@regiso/core';
import type { AnswerRow, Question, Sheet } from '../../shared';
import { compileContext, findIndicator } from '../context';
import { moment } from '../export';
import { linesOf, type Part } from '../export-sheets';
import { exportWords, marksOf } from '../export-words';
import { dimensionTitle, type Language } from '../titles';
import { chartOf } from './charts';
import type { Figures, Replied } from './figures';
import { deliveryWords } from './words';

type Cell = Pick<AnswerRow, 'value' | 'n' | 'flags'> | undefined;

/** Longer tables are for the workbook and the page. */
const mostRows = 200;

/** The board as pages to read: what it is of, up to when, and a table a tile, with the chart where the server can draw it. */
export async function pdfOf(figures: Figures): Promise<Buffer> {
  const { view, title, words, language } = figures;
  const say = deliveryWords(language);
  const heads = exportWords(language);
  const tiles: DocumentPiece[] = [];
  for (const sheet of figures.sheets) tiles.push(...(await tileOf(sheet, figures)));
  const quiet = (text: string) => ({ text, style: 'quiet' });
  return printReport({
    title,
    language,
    content: [
      ...(words ? [quiet(`${heads.filters}: ${words}`)] : []),
      quiet(`${heads.asOf}: ${await momentOf(figures)}`),
      ...(view.within ? [quiet(`${say.within}: ${view.within}`)] : []),
      quiet(say.legend),
      ...tiles,
    ],
    notes: view.isDemo ? [heads.demo] : [],
  });
}

/** The moment that all figures hold up to. */
export async function momentOf({ replies, language }: Figures): Promise<string> {
  const { timeZone } = await compileContext();
  const known = replies.flatMap((reply) => ('answer' in reply ? [reply.answer.asOf] : []));
  const oldest = known.reduce((least, one) => (one.tick < least.tick ? one : least), known[0] ?? { tick: 0, at: null });
  return moment(oldest, { language, timeZone });
}

async function tileOf(sheet: Sheet, { view, replies, language }: Figures): Promise<DocumentPiece[]> {
  const own = sheet.questions.flatMap((at) => replies[at] ?? []);
  const parts: Part[] = [];
  for (const reply of own) if ('answer' in reply) parts.push(await partOf(reply));
  const problems = [...new Set(own.flatMap((reply) => ('problem' in reply ? [reply.problem] : [])))];
  const tile = view.tiles.find(({ title, draw }) => title === sheet.title && draw !== 'figure');
  const chart = tile && chartOf(tile, parts, language);
  const table = parts[0]?.answer.by.length ? tableOf(parts, language) : figuresTable(parts, language);
  return [
    { text: sheet.title, style: 'heading', headlineLevel: 1 },
    ...problems.map((text) => ({ text, style: 'quiet' })),
    ...(chart ? [{ svg: chart, width: 720, margin: [0, 0, 0, 8] }] : []),
    ...(parts.length ? table : []),
  ];
}

async function partOf({ question, answer }: Extract<Replied, { answer: object }>): Promise<Part> {
  const { item } = await findIndicator(answer.indicator);
  return { item, question, answer };
}

const titleOf = (item: Indicator, language: Language) => (language === 'en' && item.titleEn) || item.title;

function measured({ item, question }: Part, language: Language): string {
  if (question.distribution) return exportWords(language).counted;
  const unit = deliveryWords(language).unit[item.unit];
  return unit ? `${titleOf(item, language)}, ${unit}` : titleOf(item, language);
}

const locale = (language: Language) => (language === 'ru' ? 'ru-RU' : 'en-GB');
const number = (value: number, decimals: number, language: Language) =>
  value.toLocaleString(locale(language), { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

const shown = (cell: Cell, decimals: number, language: Language) => {
  if (!cell) return '[x]';
  return cell.value === null ? marksOf(cell.flags) : number(cell.value, decimals, language);
};
const counted = (cell: Cell, language: Language) => (typeof cell?.n === 'number' ? number(cell.n, 0, language) : '');

function figuresTable(parts: readonly Part[], language: Language): DocumentPiece[] {
  const say = exportWords(language);
  const rows = parts.map(
    ({
      item,
      answer: {
        rows: [figure],
      },
      question,
    }) => [
      measured({ item, question } as Part, language),
      shown(figure, item.decimals, language),
      counted(figure, language),
    ],
  );
  return [printed([say.indicator, say.value, 'n'], rows, 1)];
}

function tableOf(parts: readonly Part[], language: Language): DocumentPiece[] {
  const say = deliveryWords(language);
  const [first] = parts;
  if (!first) return [];
  const names = namesOf(first.answer.by, first.question, language);
  const lines = linesOf(parts);
  if (!lines.length) return [{ text: say.empty, style: 'quiet' }];
  const decimals = parts.map(({ item, question }) => (question.distribution ? 0 : item.decimals));
  const cells = (figureOf: (at: number) => Cell) =>
    parts.flatMap((_, at) => [shown(figureOf(at), decimals[at] ?? 0, language), counted(figureOf(at), language)]);
  const rows = lines.slice(0, mostRows).map(({ titles, figures }) => [...titles, ...cells((at) => figures.get(at))]);
  if (!first.question.distribution && parts.some(({ answer }) => answer.total))
    rows.push([
      exportWords(language).total,
      ...names.slice(1).map(() => ''),
      ...cells((at) => parts[at]?.answer.total ?? undefined),
    ]);
  const heads = parts.flatMap((part) => [measured(part, language), 'n']);
  return [
    printed([...names, ...heads], rows, names.length),
    ...(lines.length > mostRows ? [{ text: `${say.rest} ${lines.length}`, style: 'quiet' }] : []),
  ];
}

const namesOf = (by: readonly string[], { distribution }: Question, language: Language) =>
  distribution ? [exportWords(language).bins] : by.map((name) => dimensionTitle(name, language));

const printed = (head: readonly string[], rows: readonly (readonly string[])[], names: number): DocumentPiece => ({
  layout: 'lightHorizontalLines',
  table: {
    headerRows: 1,
    widths: head.map((_, at) => (at < names ? '*' : 'auto')),
    body: [
      head.map((text, at) => ({ text, style: 'head', alignment: at < names ? 'left' : 'right' })),
      ...rows.map((row) => row.map((text, at) => ({ text, alignment: at < names ? 'left' : 'right' }))),
    ],
  },
});
