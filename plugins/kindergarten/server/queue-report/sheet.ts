import { bookBytes } from '@regiso/core';
import { availability, type QueueReport, type Waiting } from '../../shared';

const heads = [
  'Муниципалитет',
  'Возраст',
  'Ждут места',
  'Актуальная очередь',
  'Отложенный спрос',
  'Предложено место',
  'Приостановлено',
  'На проверке',
  'Посещают',
  'Доступность, %',
];
const others: Readonly<Record<string, string>> = { other: 'Старше', unknown: 'Нет даты рождения' };

/** The report with its day and formula in words. */
export async function workbookOf({ on, countedAt, bands, municipalities, total }: QueueReport): Promise<Buffer> {
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  const sheet = book.addWorksheet('Очередь', { views: [{ state: 'frozen', ySplit: 7 }] });
  sheet.addRow(['Очередь в детские сады']).font = { bold: true, size: 14 };
  sheet.addRow([`На день ${on.split('-').reverse().join('.')}, посчитано ${countedAt}`]);
  sheet.addRow(['Ждут места: заявление на учёте, место не занято. Возраст — полных месяцев на этот день.']);
  sheet.addRow(['Актуальная очередь: желаемая дата не позже этого дня. Отложенный спрос: позже.']);
  sheet.addRow(['Доступность: посещают / (посещают + актуальная очередь) × 100.']);
  sheet.addRow([
    `Границы возраста: ${bands[0]?.act ?? ''}; с актом ${bands.every((one) => one.verified) ? '' : 'не '}сверены.`,
  ]);
  const head = sheet.addRow(heads);
  head.font = { bold: true };
  head.alignment = { wrapText: true, vertical: 'top' };
  const named = (code: string) => bands.find((one) => one.code === code)?.title ?? others[code] ?? code;
  const write = (place: string, rows: readonly Waiting[]) => {
    for (const row of rows) {
      const share = availability(row);
      const { band, waiting, now, later, offered, paused, checked, attending } = row;
      sheet
        .addRow([place, named(band), waiting, now, later, offered, paused, checked, attending, share])
        .getCell(10).numFmt = '0.0';
    }
  };
  for (const { name, rows } of municipalities) write(name, rows);
  if (municipalities.length > 1) write('Всего', total);
  sheet.columns.forEach((column, at) => (column.width = at < 2 ? 26 : 14));
  return bookBytes(book);
}
