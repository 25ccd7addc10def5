import { audit, safeCell } from '@regiso/core';
import type { z } from 'zod';
import type { ExchangeOut } from '../../shared';
import { yearFor } from '../services/draft';
import { inputOf } from './draft-input';
import { tableOf } from './table';
import { writeFet } from './write-fet';

/** The draft of a year as a file with its name and type; recorded, since it names teachers. Throws 404. */
export async function giveDraft(id: string, { format, placed }: z.output<typeof ExchangeOut>) {
  const year = await yearFor('read', id, 'school.keep-classes');
  const input = await inputOf(year);
  const details = { format, placed, lessons: input.slots.length };
  await audit('school.timetable-given-out', { type: 'year', id, organisationId: year.organisation_id }, details);
  const name = `Расписание ${year.first_year}-${year.first_year + 1}.${format}`;
  return format === 'fet'
    ? { name, type: 'application/xml; charset=utf-8', content: Buffer.from(writeFet(input, placed)) }
    : { name, type: 'text/csv; charset=utf-8', content: csvOf(tableOf(input)) };
}

const quoted = (cell: string) => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
/** A table for a spreadsheet in Russian: UTF-8 with a mark, no formulas. */
export const csvOf = (rows: readonly (readonly string[])[]) =>
  Buffer.from(`\uFEFF${rows.map((row) => row.map((cell) => quoted(safeCell(cell))).join(';')).join('\r\n')}\r\n`);
