import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from '@protobi/exceljs';
import { form } from '../../testing/form';

/** A folder for the files of one suite. */
export function folderOfFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-import-'));
  return {
    folder,
    write: (name: string, content: string | Buffer) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export const csv = (rows: readonly (readonly string[])[], delimiter = ';') =>
  rows
    .map((row) =>
      row.map((cell) => (/["\n;,\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter),
    )
    .join('\r\n');

export async function xlsx(rows: readonly (readonly unknown[])[]): Promise<Buffer> {
  const book = new Workbook();
  book.addWorksheet('Лист1').addRows(rows as unknown[][]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A workbook as the product wrote it. */
export async function workbookOf(content: Buffer): Promise<Workbook> {
  const book = new Workbook();
  await book.xlsx.load(content as never);
  return book;
}

type Sent = { kind?: string; participantId?: string | undefined; name?: string; content?: Buffer };

/** A form with a file of a kind, for `call(url, …)`. */
export const multipart = ({ kind, participantId, name = 'file.csv', content }: Sent) =>
  form(
    { ...(kind !== undefined && { kind }), ...(participantId && { participantId }) },
    content && { name, content, type: 'application/octet-stream' },
  );
