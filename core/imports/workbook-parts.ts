import type { Readable } from 'node:stream';
import { readXml } from './xml';

type Open = (name: string) => Promise<Readable | undefined>;
export type Sheet = { name: string; path: string; hidden: boolean };
export type Book = { sheets: Sheet[]; from1904: boolean; strings: string[]; isDate: (style: number) => boolean };

/** Everything of a workbook that its sheets refer to: order and paths of sheets, shared texts, which styles are dates. */
export async function readBook(open: Open): Promise<Book> {
  const { sheets, from1904 } = await readSheets(open);
  const strings = await readStrings(await open('xl/sharedStrings.xml'));
  return { sheets, from1904, strings, isDate: await readStyles(open) };
}

async function readSheets(open: Open) {
  const targets = new Map<string, string>();
  const relations = await open('xl/_rels/workbook.xml.rels');
  if (relations) {
    await readXml(relations, {
      open: ({ name, attributes }) => {
        if (name === 'Relationship') targets.set(attributes.Id ?? '', attributes.Target ?? '');
      },
    });
  }
  const sheets: Sheet[] = [];
  let from1904 = false;
  const workbook = await open('xl/workbook.xml');
  if (workbook) {
    await readXml(workbook, {
      open: ({ name, attributes }) => {
        if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
        if (name !== 'sheet') return;
        const target = targets.get(attributes['r:id'] ?? '') ?? `worksheets/sheet${sheets.length + 1}.xml`;
        sheets.push({
          name: attributes.name ?? '',
          path: absolute(target),
          hidden: (attributes.state ?? 'visible') !== 'visible',
        });
      },
    });
  }
  return { sheets, from1904 };
}

const absolute = (target: string) => (target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`);

/** Collects the text of `<t>` elements; `<rPh>` holds the reading of Japanese signs, not text. */
export function textCollector() {
  let text = '';
  let inText = false;
  let inReading = false;
  return {
    open: (name: string) => {
      if (name === 't') inText = true;
      else if (name === 'rPh') inReading = true;
    },
    close: (name: string) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') inReading = false;
    },
    add: (piece: string) => {
      if (inText && !inReading) text += piece;
    },
    take: () => {
      const whole = text;
      text = '';
      return whole;
    },
  };
}

async function readStrings(input: Readable | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (!input) return strings;
  const collected = textCollector();
  await readXml(input, {
    open: ({ name }) => collected.open(name),
    text: (text) => collected.add(text),
    close: (name) => {
      collected.close(name);
      if (name === 'si') strings.push(collected.take());
    },
  });
  return strings;
}

// ECMA-376, 18.8.30: numbers of the built-in formats that show a day or a time.
const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47]);
const showsDate = (format: string) => /[dmyhsдмгчс]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, ''));

async function readStyles(open: Open): Promise<Book['isDate']> {
  const custom = new Set<number>();
  const styles: boolean[] = [];
  const input = await open('xl/styles.xml');
  let inCells = false;
  if (input) {
    await readXml(input, {
      open: ({ name, attributes }) => {
        if (name === 'numFmt' && showsDate(attributes.formatCode ?? '')) custom.add(Number(attributes.numFmtId));
        else if (name === 'cellXfs') inCells = true;
        else if (name === 'xf' && inCells) {
          const format = Number(attributes.numFmtId ?? 0);
          styles.push(builtInDates.has(format) || custom.has(format));
        }
      },
      close: (name) => {
        if (name === 'cellXfs') inCells = false;
      },
    });
  }
  return (style) => styles[style] ?? false;
}
