import { bookBytes } from '@regiso/core';
import { countNames, type Counts, type MonthReportView } from '../../shared';

const titles: Record<keyof Counts, string> = {
  capacity: 'Мест по норме',
  before: 'Было к началу месяца',
  came: 'Пришли',
  left: 'Ушли',
  after: 'Осталось после месяца',
  days: 'Дней посещения возможно',
  present: 'Дней посещения',
  illness: 'Пропуски: болезнь',
  family: 'Пропуски: семья',
  holiday: 'Пропуски: отпуск',
  quarantine: 'Пропуски: карантин',
  unknown: 'Пропуски: причина не известна',
  excused: 'Пропуски без оплаты',
  unmarked: 'Не отмечено',
};

/** The frozen report as a workbook, with its version and digest. */
export async function workbookOf({ figures, version, sha256, madeAt }: MonthReportView): Promise<Buffer> {
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  const sheet = book.addWorksheet('Отчёт за месяц', { views: [{ state: 'frozen', xSplit: 1, ySplit: 5 }] });
  const { month, organisation, workedDays, isClosed, total, groups } = figures;
  sheet.addRow([organisation]).font = { bold: true, size: 14 };
  sheet.addRow([`Отчёт за ${month.split('-').reverse().join('.')}, версия ${version} от ${madeAt}`]);
  sheet.addRow([
    `Рабочих дней: ${workedDays}. Табель ${isClosed ? 'закрыт' : 'не закрыт'}. Отпечаток SHA-256: ${sha256}`,
  ]);
  sheet.addRow([]);
  const head = sheet.addRow(['Группа', ...countNames.map((name) => titles[name])]);
  head.font = { bold: true };
  head.alignment = { wrapText: true, vertical: 'top' };
  for (const group of groups) sheet.addRow([group.name, ...countNames.map((name) => group[name])]);
  sheet.addRow(['Всего', ...countNames.map((name) => total[name])]).font = { bold: true };
  sheet.columns.forEach((column, at) => (column.width = at ? 14 : 32));
  return bookBytes(book);
}
