import type { Worksheet } from '@protobi/exceljs';
import { bookBytes } from '../server/demo-mark';
import type { FilledForm } from '../shared/forms';

const grey = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF4F6F9' } } as const;
const yellow = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF3CD' } } as const;

type Sheet = { title: string; about: readonly (readonly [what: string, value: string | number])[] };

/** The form as a workbook: what it is and how sure, a sheet a section, then the equations; `more` sheets stand at the end. */
export async function formBook(
  form: FilledForm,
  { title, about }: Sheet,
  more: Readonly<Record<string, readonly (readonly (string | number | null)[])[]>> = {},
): Promise<Buffer> {
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  const sheet = book.addWorksheet('О форме');
  sheet.addRow([title]).font = { bold: true, size: 14 };
  for (const row of [...about, ...surenessOf(form)]) sheet.addRow([...row]);
  sheet.getColumn(1).width = 32;
  sheet.getColumn(2).width = 60;
  for (const section of form.sections) writeSection(book.addWorksheet(`Раздел ${section.code.slice(1)}`), section);
  writeProblems(book.addWorksheet('Контроли'), form);
  for (const [name, rows] of Object.entries(more)) writeRows(book.addWorksheet(name), rows);
  return bookBytes(book);
}

const surenessOf = ({ sections, problems }: FilledForm): Sheet['about'] => [
  ['Основание', sections[0]?.act ?? ''],
  [
    'Сверено с бланком',
    sections.every(({ verified }) => verified) ? 'да' : 'нет: номера строк и граф проверьте по бланку',
  ],
  ['Ошибок баланса', problems.length],
];

function writeSection(sheet: Worksheet, { title, columns, lines }: FilledForm['sections'][number]) {
  sheet.addRow([title]).font = { bold: true };
  const head = sheet.addRow(['Наименование', '№ строки', ...columns.map((column) => column.title)]);
  head.font = { bold: true };
  head.alignment = { wrapText: true, vertical: 'top' };
  sheet.addRow(['1', '2', ...columns.map(({ code }) => code)]).alignment = { horizontal: 'center' };
  for (const { number, title: name, level, cells } of lines) {
    const row = sheet.addRow([name, number, ...cells.map(({ value }) => value)]);
    row.getCell(1).alignment = { indent: level, wrapText: true };
    for (const [at, cell] of cells.entries()) {
      const place = row.getCell(3 + at);
      if (cell.value === null) place.fill = grey;
      if (!cell.isCorrected) continue;
      place.fill = yellow;
      place.note = `Исправлено вручную; по записям ${cell.counted ?? '—'}`;
    }
  }
  sheet.getColumn(1).width = 48;
  sheet.views = [{ state: 'frozen', xSplit: 2, ySplit: 3 }];
}

function writeProblems(sheet: Worksheet, { problems, checked, unchecked }: FilledForm) {
  sheet.addRow(['Равенство', 'Что сверяется', 'Слева', '', 'Справа']).font = { bold: true };
  for (const { equation, title, left, sign, right } of problems)
    sheet.addRow([equation, title, left, sign === '=' ? '≠' : '>', right]);
  if (!problems.length) sheet.addRow(['Все проверенные равенства выполняются']);
  sheet.addRow([`Проверено равенств: ${checked}, не хватило чисел: ${unchecked}`]);
  sheet.getColumn(1).width = 70;
  sheet.getColumn(2).width = 60;
}

function writeRows(sheet: Worksheet, rows: readonly (readonly (string | number | null)[])[]) {
  for (const [at, row] of rows.entries()) sheet.addRow([...row]).font = { bold: at === 0 };
  sheet.columns.forEach((column, at) => (column.width = at ? 24 : 60));
}
