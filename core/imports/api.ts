import type { TableForm } from '../server/importer';
import { fileProblem } from './file-problem';
import { placesOf, suggestMapping } from './headings';
import { readableError } from './inspect';
import { dataRows, openTable } from './table';
import { rowReader, type ReadRow } from './validate';

export { cell, safeCell } from './cells';
export { sampleFile } from './downloads';
export { readXml } from './xml';

type Limits = { rows: number; bytes: number };

/**
 * Reads a file by a form, for a plugin that stores the rows by itself since they must not lie in the journal of imports:
 * every row checked, or with what to correct; `places` say where in a row its fields are. Throws a sentence for what is no such table and for more than may be.
 */
export async function readTable(path: string, form: TableForm, most: Limits) {
  try {
    const shape = await openTable(path, form, most.bytes);
    const { headings, sha256 } = shape;
    const places = placesOf(form, headings, suggestMapping(form, headings));
    const read = rowReader(form, places, new Map());
    const rows: ReadRow[] = [];
    for await (const row of dataRows(path, shape)) {
      if (rows.length >= most.rows) throw fileProblem('too-many-rows', String(most.rows));
      rows.push(read(row));
    }
    return { sha256, places, rows };
  } catch (error) {
    throw readableError(error);
  }
}
