import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { installed } from '../server/installed';
import { log } from '../server/log';

const longestLine = 128;

/**
 * Whether a password stands in the file of leaked ones that the operator has put beside the system; false without a file.
 * The password leaves the machine in no form.
 */
export async function isBreached(password: string): Promise<boolean> {
  const path = installed().config.signIn.breachedPasswords;
  if (!path) return false;
  const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) {
    log.error('the file of leaked passwords cannot be read', { setting: 'REGISO_BREACHED_PASSWORDS' });
    return false;
  }
  try {
    return await stands(file, hash);
  } finally {
    await file.close();
  }
}

/** Looks for a line that begins with the hash by halving: the file is sorted and may be tens of gigabytes. */
async function stands(file: FileHandle, hash: string): Promise<boolean> {
  let from = 0;
  let to = (await file.stat()).size;
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const line = await lineAfter(file, middle);
    if (!line || line.at >= to) {
      to = middle;
      continue;
    }
    if (line.hash === hash) return true;
    if (line.hash < hash) from = line.end;
    else to = middle;
  }
  return false;
}

type Line = { at: number; end: number; hash: string };

// The first line that begins at this place or behind it.
async function lineAfter(file: FileHandle, place: number): Promise<Line | undefined> {
  const start = Math.max(place - 1, 0);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(longestLine * 2), 0, longestLine * 2, start);
  const text = buffer.toString('latin1', 0, bytesRead);
  const skip = place === 0 ? 0 : text.indexOf('\n') + 1;
  if (place !== 0 && skip === 0) return undefined;
  if (skip >= bytesRead) return undefined;
  const close = text.indexOf('\n', skip);
  const end = close < 0 ? bytesRead : close + 1;
  return { at: start + skip, end: start + end, hash: text.slice(skip, skip + 40).toUpperCase() };
}
