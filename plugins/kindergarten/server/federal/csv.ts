import { safeCell } from '@regiso/core';

const quoted = (text: string) => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A table for a spreadsheet in Russian: UTF-8 with a mark, `;` between, no formulas. */
export const csvOf = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(`\uFEFF${rows.map((row) => row.map((cell) => quoted(safeCell(cell))).join(';')).join('\r\n')}\r\n`);
