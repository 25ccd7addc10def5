import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { openPromise } from 'yauzl';
import { refused } from './refused';

const tailBytes = 66_000;
// A name in PDF may write its letters as #xx; both ways are read.
const active = /\/(JavaScript|JS|Launch|RichMedia)(?![A-Za-z0-9])/;

/** A PDF from its first byte to its last, without programs as far as they can be seen and without a second file inside. */
export async function checkPdf(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const head = (await file.read(Buffer.alloc(8), 0, 8, 0)).buffer.toString('latin1');
    if (!/^%PDF-[12]\.\d/.test(head)) throw refused('damaged');
    const length = Math.min(size, tailBytes);
    const { buffer: tail } = await file.read(Buffer.alloc(length), 0, length, size - length);
    if (!tail.subarray(-1_100).includes('%%EOF')) throw refused('damaged');
    if (tail.includes('PK\u0005\u0006', 0, 'latin1') && (await opensAsArchive(path))) throw refused('two-in-one');
  } finally {
    await file.close();
  }
  if (await hasProgram(path)) throw refused('active');
}

async function opensAsArchive(path: string): Promise<boolean> {
  try {
    const zip = await openPromise(path, { autoClose: false });
    zip.close();
    return zip.entryCount > 0;
  } catch {
    return false;
  }
}

async function hasProgram(path: string): Promise<boolean> {
  let rest = '';
  for await (const piece of createReadStream(path, { highWaterMark: 1_048_576 })) {
    const text = rest + (piece as Buffer).toString('latin1');
    const plain = text.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    if (active.test(plain)) return true;
    rest = text.slice(-64);
  }
  return false;
}
