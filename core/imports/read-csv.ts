import { createReadStream } from 'node:fs';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { parse, type CsvError } from 'csv-parse';
import { decodeStream } from 'iconv-lite';
import { unsafeCell } from './cells';
import type { Encoding } from './encoding';
import { fileProblem } from './file-problem';
import { readableError, unpacked } from './inspect';

export type TableRow = {
  /** 1-based, empty rows counted: the number a spreadsheet shows. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Places of cells that hold a formula. */
  readonly formulas?: readonly number[];
};

type CsvForm = { gzip: boolean; encoding: Encoding };
const longestRow = 1_048_576;

/** Rows of a delimited file as text; a broken file throws a sentence. */
export async function* readCsv(path: string, form: CsvForm, delimiter: string): AsyncGenerator<TableRow> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRow,
    skip_empty_lines: false,
  });
  const text = textOf(path, form);
  pipeline(text, parser, () => undefined);
  let line = 0;
  try {
    for await (const record of parser) {
      line += 1;
      yield rowOf(line, record as string[]);
    }
  } catch (error) {
    throw csvProblem(error, line + 1);
  } finally {
    text.destroy();
  }
}

function textOf(path: string, { gzip, encoding }: CsvForm): Readable {
  const raw = createReadStream(path, { highWaterMark: 262_144 });
  const bytes = unpacked(raw, gzip);
  if (encoding === 'utf8') return bytes;
  const decoder = decodeStream(encoding) as unknown as Transform;
  pipeline(bytes, decoder, () => undefined);
  return decoder;
}

// Excel writes ="00123" to keep zeros: that is a text, other signs = begin a formula.
function rowOf(line: number, record: string[]): TableRow {
  let formulas: number[] | undefined;
  for (let at = 0; at < record.length; at += 1) {
    const text = record[at] ?? '';
    const first = text.charCodeAt(0);
    if (first === 61 && text.length > 1) {
      const kept = /^="([^"]*)"$/.exec(text);
      if (kept) record[at] = kept[1] ?? '';
      else (formulas ??= []).push(at);
    } else if (first === 39) record[at] = unsafeCell(text);
  }
  return formulas ? { line, cells: record, formulas } : { line, cells: record };
}

function csvProblem(error: unknown, line: number) {
  const { code } = error as CsvError;
  if (code === 'CSV_QUOTE_NOT_CLOSED') return fileProblem('open-quote', String(line));
  if (code === 'CSV_MAX_RECORD_SIZE') return fileProblem('row-too-long', String(line));
  return readableError(error);
}

/** The sign that divides most cells of the first lines, outside quotes. */
export async function findDelimiter(path: string, form: CsvForm): Promise<string> {
  const text = textOf(path, form);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of text) {
      const piece = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
      chunks.push(piece);
      size += piece.length;
      if (size > 65_536) break;
    }
  } catch (error) {
    throw readableError(error);
  } finally {
    text.destroy();
  }
  const start = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/"[^"]*"/g, '""');
  const lines = start.split(/\r\n|\r|\n/).slice(0, 20);
  const score = (sign: string) => Math.max(...lines.map((line) => line.split(sign).length));
  return [';', '\t', ',', '|'].map((sign) => ({ sign, cells: score(sign) })).sort((a, b) => b.cells - a.cells)[0]!.sign;
}
