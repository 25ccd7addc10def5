import { checkZip } from '../files/zip-check';
import { countOf } from './count';
import { fileProblem } from './file-problem';
import { limits, megabytes } from './shared/limits';

const words = {
  'too-many-entries': String(limits.workbookEntries),
  'too-large-unpacked': megabytes(limits.workbookUnpacked),
} as const;

/** Refuses what is no workbook, and a zip bomb before anything parses it. Gives about how many rows there are. */
export async function checkWorkbook(path: string): Promise<number> {
  let rows = 0;
  const names = await checkZip(path, {
    entries: limits.workbookEntries,
    unpacked: limits.workbookUnpacked,
    refuse: (fault) => fileProblem(fault, fault in words ? words[fault as keyof typeof words] : ''),
    onPiece: (entry, piece) => {
      if (entry.startsWith('xl/worksheets/')) rows += countOf(piece, '<row');
    },
  });
  if (!names.has('xl/workbook.xml')) throw fileProblem('not-a-workbook');
  return rows;
}
