import { bookBytes, safeCell } from '@regiso/core';
import type { SchoolResults } from '../../shared/revisions';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const fileName = (year: number) => `Результаты экзаменов ${year}.xlsx`;

const stateOf = ({ status, isAppealed, revision }: SchoolResults['lines'][number]) =>
  status === 'annulled' ? 'аннулирован' : isAppealed ? 'на апелляции' : revision > 1 ? 'пересмотрен' : 'действителен';

const spoken = (day: string) => day.split('-').reverse().join('.');
const heads = ['Участник', 'Экзамен', 'Предмет', 'День экзамена', 'Результат', 'Единица', 'Состояние', 'Организация'];
const units = { score: 'баллы', mark: 'отметка', percent: '%' } as const;

/** Results of a school as a workbook of one sheet, a row a result. */
export async function schoolWorkbook({ year, lines }: SchoolResults): Promise<Buffer> {
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  const sheet = book.addWorksheet('Результаты', {
    views: [{ state: 'frozen', xSplit: 1, ySplit: 3 }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  sheet.addRow([`Результаты экзаменов, ${year} год`]).font = { bold: true, size: 14 };
  sheet.addRow(['Персональные данные: только для служебной работы школы.']);
  sheet.addRow(heads).font = { bold: true };
  for (const line of lines)
    sheet.addRow([
      safeCell(line.name),
      line.kindTitle,
      line.subjectTitle,
      spoken(line.heldOn),
      line.result ?? '',
      units[line.unit],
      stateOf(line),
      safeCell(line.organisation),
    ]);
  sheet.columns.forEach((column, at) => (column.width = at ? 18 : 36));
  return bookBytes(book);
}
