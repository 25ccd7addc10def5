import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { ProblemError } from '../server/errors';

export type ZipFault = 'too-many-entries' | 'truncated' | 'damaged' | 'protected' | 'too-large-unpacked';
type Look = {
  entries: number;
  /** Bytes of all entries together, unpacked. */
  unpacked: number;
  refuse: (fault: ZipFault) => Error;
  /** Sees the unpacked bytes of every entry, piece by piece. */
  onPiece?: (entryName: string, piece: Buffer) => void;
};

/**
 * Refuses a zip bomb before anything parses it: counts and unpacks every entry against the limits, and demands that the
 * entries fill the file, so that nothing hides between them from the list at the end. Gives the names of the entries.
 */
export async function checkZip(path: string, look: Look): Promise<Set<string>> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(path, { autoClose: false, validateEntrySizes: true });
    if (zip.entryCount > look.entries) throw look.refuse('too-many-entries');
    return await checkEntries(zip, look);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const cause = error instanceof Error ? error.message : '';
    throw look.refuse(/end of central directory|truncated|past the end/i.test(cause) ? 'truncated' : 'damaged');
  } finally {
    zip?.close();
  }
}

async function checkEntries(zip: ZipFile, look: Look): Promise<Set<string>> {
  const directoryAt = zip.readEntryCursor as unknown as number;
  let unpacked = 0;
  const names = new Set<string>();
  const pieces: { from: number; to: number }[] = [];
  for await (const entry of zip.eachEntry()) {
    if (names.has(entry.fileName)) throw look.refuse('damaged');
    names.add(entry.fileName);
    if (entry.isEncrypted()) throw look.refuse('protected');
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    pieces.push({ from: entry.relativeOffsetOfLocalHeader, to: fileDataStart + entry.compressedSize });
    unpacked += await unpack(zip, entry, look.unpacked - unpacked, look);
  }
  refuseGaps(pieces, directoryAt, look);
  return names;
}

async function unpack(zip: ZipFile, entry: Entry, allowed: number, look: Look) {
  let size = 0;
  const stream = await zip.openReadStreamPromise(entry);
  for await (const piece of stream) {
    const chunk = piece as Buffer;
    size += chunk.length;
    look.onPiece?.(entry.fileName, chunk);
    if (size > allowed) throw look.refuse('too-large-unpacked');
  }
  return size;
}

// Between two entries only a data descriptor of at most 24 bytes may stand.
function refuseGaps(pieces: { from: number; to: number }[], end: number, { refuse }: Look) {
  let at = 0;
  for (const { from, to } of [...pieces.sort((a, b) => a.from - b.from), { from: end, to: end }]) {
    if (from < at || from - at > 24) throw refuse('damaged');
    at = to;
  }
}
