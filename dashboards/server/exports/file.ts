import { open } from 'node:fs/promises';
import { holdsDemo } from '@regiso/core';
import { compileContext } from '../context';
import { formulaOf } from '../describe';
import type { Cell } from '../disclosure';
import { filterWords, moment } from '../export';
import { exportWords, marksOf, safeText } from '../export-words';
import { scopeWords } from '../reader';
import { dimensionTitle, titlesOf, type Language } from '../titles';
import type { Plan } from './plan';
import { eachPiece } from './table';
import { bulkWords } from './words';

/** Whose file it is; all of it stands in the file. */
export type Mark = { number: number; owner: string; orderedAt: Date; language: Language };
type Written = { rows: number; hidden: number };
type Writing = { signal: AbortSignal; progress: (rows: number) => void };

const byteOrderMark = '\uFEFF';

/** Writes a table as CSV for Excel, with its watermark before and after the figures. The same plan and mark give the same bytes. */
export async function writeFile(path: string, plan: Plan, mark: Mark, { signal, progress }: Writing): Promise<Written> {
  const written = { rows: 0, hidden: 0 };
  const titles = titler(plan, mark.language);
  const file = await open(path, 'w', 0o600);
  try {
    const head = [...(await markOf(plan, mark)), [], headings(plan, mark.language)];
    await file.write(byteOrderMark + head.map(line).join(''));
    await eachPiece(plan, signal, async (cells) => {
      await titles.learn(cells);
      await file.write(cells.map((cell) => line(cellsOf(cell, titles.of(cell), mark.language))).join(''));
      written.rows += cells.length;
      written.hidden += cells.filter(({ flags }) => flags.includes('c')).length;
      progress(written.rows);
    });
    const { end, rows, hidden } = bulkWords(mark.language);
    await file.write([[], [end, mark.number], [rows, written.rows], [hidden, written.hidden]].map(line).join(''));
  } finally {
    await file.close();
  }
  return written;
}

type Value = string | number | null;

const line = (values: readonly Value[]) => `${values.map(quoted).join(';')}\r\n`;

function quoted(value: Value): string {
  const text = value === null ? '' : String(value);
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function markOf({ owned: { item, plugin }, asked, scope, asOf }: Plan, mark: Mark): Promise<Value[][]> {
  const { language } = mark;
  const { timeZone } = await compileContext();
  const [words, own] = [exportWords(language), bulkWords(language)];
  const title = (language === 'en' && item.titleEn) || item.title;
  const within = await scopeWords(scope, { plugin }, language);
  const ordered = mark.orderedAt.toLocaleString(language === 'ru' ? 'ru-RU' : 'en-GB', { timeZone });
  return [
    [own.export, mark.number],
    [words.indicator, safeText(`${title} (${item.id}, ${words.version} ${item.version})`)],
    [own.who, safeText(mark.owner)],
    [own.when, `${ordered} (${timeZone})`],
    [words.asOf, moment(asOf, { language, timeZone })],
    [words.filters, safeText(await filterWords(asked, plugin, language))],
    ...(within ? [[words.within, safeText(within)]] : []),
    [words.formula, safeText(formulaOf(item, language))],
    [words.note, words.legend],
    ...((await holdsDemo()) ? [[words.note, words.demo]] : []),
  ];
}

function headings({ asked: { by } }: Plan, language: Language): string[] {
  const { value, numerator, denominator, n, note } = exportWords(language);
  const names = by.flatMap((name) => {
    const title = dimensionTitle(name, language);
    return [title, `${title}: ${bulkWords(language).code}`];
  });
  return [...names, value, numerator, denominator, n, note];
}

const cellsOf = (
  { key, value, numerator, denominator, n, flags }: Cell,
  titles: readonly string[],
  language: Language,
): Value[] => [
  ...key.flatMap((code, at) => [safeText(titles[at] ?? ''), code === null ? null : safeText(code)]),
  ...[value, numerator, denominator, n].map((figure) => number(figure, language)),
  marksOf(flags),
];

// Excel reads the decimal sign of its own language.
function number(value: number | null, language: Language): string | null {
  if (value === null) return null;
  const text = String(Number(value.toFixed(6)));
  return language === 'ru' ? text.replace('.', ',') : text;
}

/** Words of the values of each division, asked once each. */
function titler({ owned: { plugin }, asked: { by } }: Plan, language: Language) {
  const known = by.map(() => new Map<string | null, string>());
  const learn = async (cells: readonly Cell[]) => {
    // One after another: a batch brings few new values.
    for (const [at, name] of by.entries()) {
      const fresh = [...new Set(cells.map(({ key }) => key[at] ?? null))].filter((value) => !known[at]?.has(value));
      if (!fresh.length) continue;
      const title = await titlesOf(name, fresh, plugin, language);
      for (const value of fresh) known[at]?.set(value, title(value));
    }
  };
  return { learn, of: ({ key }: Cell) => key.map((value, at) => known[at]?.get(value) ?? '') };
}
