import { bookBytes } from '@regiso/core';
import type { Worksheet } from '@protobi/exceljs';
import type { FormView } from '../../shared';

const dayText = (day: string) => day.split('-').reverse().join('.');
const grey = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF4F6F9' } } as const;
const yellow = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF3CD' } } as const;

/** The form as a workbook: a sheet a section, then the equations and the corrections, and on top what it is and how sure. */
export async function workbookOf(form: FormView): Promise<Buffer> {
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  writeAbout(book.addWorksheet('О форме'), form);
  for (const section of form.sections) writeSection(book.addWorksheet(`Раздел ${section.code.slice(1)}`), section);
  writeProblems(book.addWorksheet('Контроли'), form);
  return bookBytes(book);
}

function writeAbout(
  sheet: Worksheet,
  { on, agesOn, children, groups, organisations, organisation, ...form }: FormView,
) {
  const whose = organisation ? organisations.find(({ id }) => id === organisation)?.name : 'Свод по доступным садам';
  sheet.addRow(['Форма № 85-К, черновик']).font = { bold: true, size: 14 };
  const [first] = form.sections;
  const rows: [string, string | number][] = [
    ['Детский сад', whose ?? ''],
    ['На день', dayText(on)],
    ['Возраст на', dayText(agesOn)],
    ['Воспитанников', children],
    ['Групп', groups],
    ['Основание', first?.act ?? ''],
    [
      'Сверено с бланком',
      form.sections.every(({ verified }) => verified) ? 'да' : 'нет: номера строк и граф проверьте по бланку',
    ],
    ['Ошибок баланса', form.problems.length],
    ['Не указана дата рождения', form.unknown.birthDate],
    ['Не указан пол', form.unknown.sex],
    ['Не указано гражданство', form.unknown.citizenship],
  ];
  for (const row of rows) sheet.addRow(row);
  sheet.getColumn(1).width = 32;
  sheet.getColumn(2).width = 60;
}

function writeSection(sheet: Worksheet, { title, columns, lines }: FormView['sections'][number]) {
  sheet.addRow([title]).font = { bold: true };
  const head = sheet.addRow(['Наименование', '№ строки', ...columns.map((column) => column.title)]);
  head.font = { bold: true };
  head.alignment = { wrapText: true, vertical: 'top' };
  sheet.addRow(['1', '2', ...columns.map(({ code }) => code)]).alignment = { horizontal: 'center' };
  for (const { code, title: name, level, cells } of lines) {
    const row = sheet.addRow([name, code, ...cells.map(({ value }) => value)]);
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

function writeProblems(sheet: Worksheet, { problems, checked, unchecked }: FormView) {
  sheet.addRow(['Равенство', 'Что сверяется', 'Слева', '', 'Справа']).font = { bold: true };
  for (const { equation, title, left, sign, right } of problems)
    sheet.addRow([equation, title, left, sign === '=' ? '≠' : '>', right]);
  if (!problems.length) sheet.addRow(['Все проверенные равенства выполняются']);
  sheet.addRow([`Проверено равенств: ${checked}, не хватило чисел: ${unchecked}`]);
  sheet.getColumn(1).width = 70;
  sheet.getColumn(2).width = 60;
}
