import type { Workbook } from '@protobi/exceljs';
import { currentContext } from './context';
import { inTransaction } from './database';
import { sql } from './sql';

/** What everything that leaves an installation with the demonstration says of itself. */
export const demoWords = 'Демонстрационные данные: люди и организации вымышлены';

/** Whether the base holds the demonstration; asked in the present transaction, or in a short one of its own. */
export async function holdsDemo(): Promise<boolean> {
  const ask = async () => {
    const [row] = await sql<{ there: boolean }>`SELECT EXISTS (SELECT FROM core.settings WHERE name = 'demo') AS there`;
    return row?.there === true;
  };
  return currentContext()?.transaction ? ask() : inTransaction({ process: 'demo', readOnly: true }, ask);
}

/** A workbook as bytes; below its rows every sheet says when they are of the demonstration. */
export async function bookBytes(book: Workbook): Promise<Buffer> {
  if (await holdsDemo())
    for (const sheet of book.worksheets) {
      sheet.addRow([]);
      sheet.addRow([demoWords]).font = { italic: true };
    }
  return Buffer.from(await book.xlsx.writeBuffer());
}
