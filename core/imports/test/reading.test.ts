import { gzipSync } from 'node:zlib';
import { encode } from 'iconv-lite';
import { cell, safeCell, unsafeCell } from '../cells';
import { suggestMapping } from '../headings';
import { dataRows, openTable } from '../table';
import { csv, folderOfFiles, xlsx } from './files';
import { shelf } from './shelf';

const files = folderOfFiles();
const [boxes] = shelf.importers ?? [];
if (!boxes) throw new Error('no importer');
afterAll(() => files.remove());

const rows = [
  ['Название', 'Вес, кг', 'День'],
  ['Ящик «Ёж»; большой', '1,5', '01.09.2026'],
  ['Второй\nс переносом', '', ''],
];

async function read(path: string) {
  const shape = await openTable(path, boxes!);
  const read = [];
  for await (const row of dataRows(path, shape)) read.push(row);
  return { shape, cells: read.map(({ cells }) => [...cells]), lines: read.map(({ line }) => line), rows: read };
}

describe('A table is read', () => {
  const text = csv(rows);
  it.each([
    ['UTF-8 with BOM', `\uFEFF${text}`, 'utf8'],
    ['UTF-8 without BOM', text, 'utf8'],
    ['windows-1251', encode(text, 'win1251'), 'win1251'],
    ['cp866', encode(text, 'cp866'), 'cp866'],
    ['koi8-r', encode(text, 'koi8-r'), 'koi8-r'],
    ['UTF-16 LE', encode(text, 'utf16le', { addBOM: true }), 'utf16le'],
    ['UTF-16 BE', encode(text, 'utf16be', { addBOM: true }), 'utf16be'],
    ['UTF-16 LE without BOM', encode(csv(Array.from({ length: 30 }, () => ['name', 'weight'])), 'utf16le'), 'utf16le'],
  ])('in %s', async (name, content, encoding) => {
    const { shape, cells } = await read(files.write(`${name}.csv`, content as string | Buffer));
    expect(shape).toMatchObject({ format: 'csv', encoding });
    if (!name.includes('without BOM') || encoding === 'utf8') {
      const quotes = ['cp866', 'koi8-r'].includes(encoding) ? /[«»]/g : /(?!)/;
      expect(cells).toEqual(rows.slice(1).map((row) => row.map((text) => text.replace(quotes, '?'))));
    }
  });

  it.each([
    [';', ';'],
    [',', ','],
    ['\t', '\t'],
  ])('divided by «%s», packed by gzip or not', async (delimiter) => {
    const content = csv(rows, delimiter);
    expect((await read(files.write('a.csv', content))).cells).toEqual(rows.slice(1));
    expect((await read(files.write('a.csv.gz', gzipSync(content)))).cells).toEqual(rows.slice(1));
  });

  it('with LF and CR line ends, stray quotes and no final line end', async () => {
    expect((await read(files.write('lf.csv', 'name;weight\nООО "Ромашка";1\nдва;2'))).cells).toEqual([
      ['ООО "Ромашка"', '1'],
      ['два', '2'],
    ]);
    expect((await read(files.write('cr.csv', 'name;weight\rодин;1\rдва;2'))).cells).toHaveLength(2);
  });

  it('with a title and empty lines above the headings; lines are those of the spreadsheet', async () => {
    const { shape, lines } = await read(
      files.write('t.csv', 'Отчёт за 2026 год;;\n\nНазвание;Вес, кг;\nа;1;\n\nб;2;\n'),
    );
    expect(shape.headingLine).toBe(3);
    expect(shape.headings).toEqual(['Название', 'Вес, кг', '']);
    expect(lines).toEqual([4, 6]);
  });

  it('from a workbook: numbers, dates, rich text, booleans, codes as typed', async () => {
    const content = await xlsx([
      ['Название', 'Вес, кг', 'День', 'Полка', 'Флаг'],
      [{ richText: [{ text: 'Жир' }, { text: 'ный' }] }, 93.4, new Date(Date.UTC(2026, 8, 1)), 7734077088, true],
      ['0012', 0.1 + 0.2, null, '1037739525273', false],
    ]);
    const { shape, cells, lines } = await read(files.write('b.xlsx', content));
    expect(shape.format).toBe('xlsx');
    expect(cells).toEqual([
      ['Жирный', '93.4', '2026-09-01', '7734077088', 'да'],
      ['0012', '0.3', '', '1037739525273', 'нет'],
    ]);
    expect(lines).toEqual([2, 3]);
  });

  it('naming the places of formulas, whose values are not trusted', async () => {
    const content = await xlsx([
      ['Название', 'Вес, кг'],
      ['а', { formula: 'A1+1', result: 7 }],
    ]);
    expect((await read(files.write('f.xlsx', content))).rows[0]).toMatchObject({ formulas: [1] });
    const { rows: found } = await read(files.write('f.csv', 'name;weight\n="0012";=1+1\n'));
    expect(found[0]).toMatchObject({ formulas: [1], cells: ['0012', '=1+1'] });
  });
});

describe('Cells', () => {
  const value = (schema: { safeParse: (text: string) => { success: boolean; data?: unknown } }, text: string) =>
    schema.safeParse(text).data;

  it('are understood as people type them', () => {
    expect(value(cell.number(), '93,4')).toBe(93.4);
    expect(value(cell.number(), '12\u00A0480')).toBe(12_480);
    expect(value(cell.number(), 'двенадцать')).toBeUndefined();
    expect(value(cell.number(), '1e3')).toBe(1_000);
    expect(value(cell.number(), '')).toBeUndefined();
    expect(value(cell.integer(), '1,5')).toBeUndefined();
    expect(value(cell.day(), '1.9.2026')).toBe('2026-09-01');
    expect(value(cell.day(), '31.02.2026')).toBeUndefined();
    expect(value(cell.flag(), 'Да')).toBe(true);
    expect(value(cell.flag(), 'no')).toBe(false);
  });

  it('run nothing in a spreadsheet they are exported to, and come back as they were', () => {
    for (const text of ['=1+1', '+cmd|calc', '@SUM(A1)', '-2+3+cmd', '\tx']) {
      expect(safeCell(text)).toBe(`'${text}`);
      expect(unsafeCell(safeCell(text))).toBe(text);
    }
    for (const text of ['+7 (3452) 00-00-00', '-5', 'обычный', "'кавычка"]) expect(safeCell(text)).toBe(text);
  });
});

describe('Headings', () => {
  it('are recognised by title, alias and field, without case, spaces and punctuation', () => {
    expect(suggestMapping(boxes, ['НАЗВАНИЕ ', 'вес кг', 'Day', 'иное'])).toEqual({
      name: 'НАЗВАНИЕ ',
      weight: 'вес кг',
      day: 'Day',
    });
  });
});
