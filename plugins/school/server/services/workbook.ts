import { bookBytes } from '@regiso/core';

export const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 2026-11-27 as 27.11.2026. */
export const spokenDay = (day: string) => day.split('-').reverse().join('.');

/** A workbook of one sheet: a title, lines about it, the heads of columns, the first of which holds names. */
export async function newBook(name: string, title: string, lines: readonly string[], heads: readonly string[]) {
  const { Workbook } = await import('@protobi/exceljs');
  const book = new Workbook();
  const sheet = book.addWorksheet(name, {
    views: [{ state: 'frozen', xSplit: 1, ySplit: lines.length + 2 }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToHeight: 0 },
  });
  sheet.addRow([title]).font = { bold: true, size: 14 };
  for (const line of lines) sheet.addRow([line]);
  const head = sheet.addRow([...heads]);
  head.font = { bold: true };
  head.alignment = { wrapText: true, vertical: 'top' };
  sheet.columns.forEach((column, at) => (column.width = at ? 12 : 30));
  return { sheet, bytes: () => bookBytes(book) };
}
