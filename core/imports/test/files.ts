import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Workbook } from '@protobi/exceljs';

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

type Sent = { kind?: string; name?: string; content?: Buffer };

/** A multipart body with a file, for `call(url, …)`. */
export function multipart({ kind, name = 'file.csv', content }: Sent) {
  const boundary = 'regiso-boundary';
  const part = (head: string, body: Buffer) =>
    Buffer.concat([Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`), body, Buffer.from('\r\n')]);
  const parts = [
    ...(kind === undefined ? [] : [part('Content-Disposition: form-data; name="kind"', Buffer.from(kind))]),
    ...(content
      ? [
          part(
            `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream`,
            content,
          ),
        ]
      : []),
  ];
  return {
    method: 'POST',
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}
