import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { ProblemError } from '../server/errors';
import { unsafeCell } from './cells';
import { fileProblem } from './file-problem';
import type { TableRow } from './read-csv';
import { readBook, textCollector, type Book, type Sheet } from './workbook-parts';
import { walkXml, type Tag } from './xml';

/** Which sheet is read and which visible ones are not. */
export type SheetChoice = { sheet: string; otherSheets: string[] };

/** Rows of the first visible sheet that has any, as text. Formulas are not evaluated; their places are named. */
export async function* readWorkbook(path: string, onSheet?: (choice: SheetChoice) => void): AsyncGenerator<TableRow> {
  const zip = await openPromise(path, { autoClose: false });
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    const open = async (name: string) => {
      const entry = entries.get(name);
      return entry && zip.openReadStreamPromise(entry);
    };
    const book = await readBook(open);
    yield* rowsOfFirstFilled(book, (sheet) => rowsOfSheet(zip, entries.get(sheet.path), book), onSheet);
  } catch (error) {
    throw error instanceof ProblemError ? error : fileProblem('damaged');
  } finally {
    zip.close();
  }
}

async function* rowsOfFirstFilled(
  book: Book,
  read: (sheet: Sheet) => AsyncGenerator<TableRow>,
  onSheet?: (choice: SheetChoice) => void,
) {
  const visible = book.sheets.filter(({ hidden }) => !hidden);
  for (const sheet of visible) {
    let any = false;
    for await (const row of read(sheet)) {
      if (!any && !row.cells.some(Boolean)) continue;
      if (!any) onSheet?.({ sheet: sheet.name, otherSheets: visible.filter((one) => one !== sheet).map(nameOf) });
      any = true;
      yield row;
    }
    if (any) return;
  }
}

const nameOf = ({ name }: Sheet) => name;

async function* rowsOfSheet(zip: ZipFile, entry: Entry | undefined, book: Book): AsyncGenerator<TableRow> {
  if (!entry) return;
  const reader = rowReader(book);
  const stream = await zip.openReadStreamPromise(entry);
  try {
    for await (const _ of walkXml(stream, reader)) yield* reader.take();
    yield* reader.take();
  } finally {
    stream.destroy();
  }
}

type Present = { place: number; type: string; style: number; formula: boolean; value: string };

function rowReader(book: Book) {
  const collected = textCollector();
  let rows: TableRow[] = [];
  let line = 0;
  let cells: string[] = [];
  let formulas: number[] = [];
  let cell: Present | undefined;
  let inValue = false;
  const close = (name: string) => {
    collected.close(name);
    if (name === 'v') inValue = false;
    else if (name === 'c' && cell) {
      while (cells.length < cell.place) cells.push('');
      cells[cell.place] = unsafeCell(cellText(cell, collected.take(), book));
      if (cell.formula) formulas.push(cell.place);
      cell = undefined;
    } else if (name === 'row') rows.push(formulas.length ? { line, cells, formulas } : { line, cells });
  };
  return {
    take: () => {
      const ready = rows;
      rows = [];
      return ready;
    },
    open: ({ name, attributes }: Tag) => {
      collected.open(name);
      if (name === 'row') {
        line = Number(attributes.r ?? line + 1);
        cells = [];
        formulas = [];
      } else if (name === 'c') cell = newCell(attributes, cells.length);
      else if (name === 'v') inValue = true;
      else if (name === 'f' && cell) cell.formula = true;
    },
    text: (text: string) => {
      if (inValue && cell) cell.value += text;
      else collected.add(text);
    },
    close,
  };
}

const newCell = ({ r, t, s }: Record<string, string>, next: number): Present => ({
  place: r ? columnNumber(r) : next,
  type: t ?? 'n',
  style: Number(s ?? 0),
  formula: false,
  value: '',
});

/** `AB12` → 27. */
function columnNumber(reference: string) {
  let number = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    number = number * 26 + letter;
  }
  return Math.min(Math.max(number, 1), 16_384) - 1;
}

function cellText({ type, style, value }: Present, inline: string, book: Book): string {
  if (type === 's') return book.strings[Number(value)] ?? '';
  if (type === 'inlineStr') return inline;
  if (type === 'b') return value === '1' ? 'да' : 'нет';
  if (type !== 'n' || value === '') return value;
  return book.isDate(style) ? dateText(Number(value), book.from1904) : numberText(value);
}

// An INN typed as a number must not become 7.73e9, nor 0.1 + 0.2 show its tail.
function numberText(value: string) {
  if (/^-?\d{1,15}$/.test(value)) return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return Number.isInteger(number) ? BigInt(number).toString() : String(Number(number.toPrecision(15)));
}

// Excel counts days from 30.12.1899 (from 1904 on old Macs).
function dateText(serial: number, from1904: boolean) {
  const days = serial + (from1904 ? 1_462 : 0);
  const text = new Date(Math.round((days - 25_569) * 86_400) * 1_000);
  if (Number.isNaN(text.getTime())) return String(serial);
  const iso = text.toISOString();
  return Number.isInteger(serial) ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}
