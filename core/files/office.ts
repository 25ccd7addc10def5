import { refused } from './refused';
import type { FileType } from './types';
import { checkZip } from './zip-check';

const limits = { entries: 1_000, unpacked: 104_857_600 };
const programs = /(^|\/)(vbaProject\.bin|vbaData\.xml)$|^(Basic|Scripts)\//i;
const openDocument: Record<string, FileType> = {
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
};

/** Which document of an office an archive is; undefined for any other archive. Throws for bombs, macros, passwords. */
export async function officeType(path: string): Promise<FileType | undefined> {
  let says = '';
  const names = await checkZip(path, {
    ...limits,
    refuse: (fault) => refused(fault === 'truncated' ? 'damaged' : fault),
    onPiece: (entry, piece) => {
      if (entry === 'mimetype' && says.length < 100) says += piece.toString('latin1');
    },
  });
  if ([...names].some((name) => programs.test(name))) throw refused('active');
  if (names.has('mimetype')) return names.has('content.xml') ? openDocument[says.trim()] : undefined;
  if (!names.has('[Content_Types].xml')) return undefined;
  if (names.has('word/document.xml')) return 'docx';
  return names.has('xl/workbook.xml') ? 'xlsx' : undefined;
}
