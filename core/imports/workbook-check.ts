import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { ProblemError } from '../server/errors';
import { fileProblem } from './file-problem';
import { countOf } from './count';
import { limits, megabytes } from './limits';

/**
 * Refuses a zip bomb before anything parses it: counts and unpacks every entry against the limits, and demands that the
 * entries fill the file, so that nothing hides between them from the list at the end. Gives about how many rows there are.
 */
export async function checkWorkbook(path: string): Promise<number> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { autoClose: false, validateEntrySizes: true });
    if (zip.entryCount > limits.workbookEntries) throw fileProblem('too-many-entries', String(limits.workbookEntries));
    return await checkEntries(zip);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const cause = error instanceof Error ? error.message : '';
    throw fileProblem(/end of central directory|truncated|past the end/i.test(cause) ? 'truncated' : 'damaged');
  } finally {
    zip?.close();
  }
}

async function checkEntries(zip: ZipFile): Promise<number> {
  const directoryAt = zip.readEntryCursor as unknown as number;
  let unpacked = 0;
  let rows = 0;
  const names = new Set<string>();
  const pieces: { from: number; to: number }[] = [];
  for await (const entry of zip.eachEntry()) {
    if (names.has(entry.fileName)) throw fileProblem('damaged');
    names.add(entry.fileName);
    if (entry.isEncrypted()) throw fileProblem('protected');
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    pieces.push({ from: entry.relativeOffsetOfLocalHeader, to: fileDataStart + entry.compressedSize });
    const found = await unpack(zip, entry, limits.workbookUnpacked - unpacked);
    unpacked += found.size;
    rows += found.rows;
  }
  if (!names.has('xl/workbook.xml')) throw fileProblem('not-a-workbook');
  refuseGaps(pieces, directoryAt);
  return rows;
}

async function unpack(zip: ZipFile, entry: Entry, allowed: number) {
  let size = 0;
  let rows = 0;
  const isSheet = entry.fileName.startsWith('xl/worksheets/');
  const stream = await zip.openReadStreamPromise(entry);
  for await (const piece of stream) {
    const chunk = piece as Buffer;
    size += chunk.length;
    if (isSheet) rows += countOf(chunk, '<row');
    if (size > allowed) throw fileProblem('too-large-unpacked', megabytes(limits.workbookUnpacked));
  }
  return { size, rows };
}

// Between two entries only a data descriptor of at most 24 bytes may stand.
function refuseGaps(pieces: { from: number; to: number }[], end: number) {
  let at = 0;
  for (const { from, to } of [...pieces.sort((a, b) => a.from - b.from), { from: end, to: end }]) {
    if (from < at || from - at > 24) throw fileProblem('damaged');
    at = to;
  }
}
