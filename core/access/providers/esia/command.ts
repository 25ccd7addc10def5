import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EntryRefusal } from '../refusal';

const waitMs = 10_000;

/** Gives bytes to a program without a shell and takes what it prints. Throws an EntryRefusal when it fails. */
export function runWith([program = '', ...args]: readonly string[], input: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { encoding: 'buffer' as const, timeout: waitMs, maxBuffer: 1 << 20 };
    const child = execFile(program, args, options, (error, printed) => {
      if (error) reject(new EntryRefusal('provider-silent', `the program ${program} failed: ${String(error.code)}`));
      else resolve(printed);
    });
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** Whether a program accepts a signature over bytes: it gets the bytes, and the signature in the file `{signature}`. */
export async function accepts(command: readonly string[], message: Buffer, signature: Buffer): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'regiso-esia-'));
  const file = join(folder, 'signature');
  try {
    await writeFile(file, signature, { mode: 0o600 });
    await runWith(
      command.map((part) => part.replaceAll('{signature}', file)),
      message,
    );
    return true;
  } catch {
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
