import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Config } from '../server/config';
import { root } from '../server/find';
import { readBackup, type Verified } from './manifest';
import type { Progress } from './create';

/** Verifies a backup in a process of its own: a copy is opened like the live database, and one process has one. */
export async function verifyApart(config: Config, id: string, { signal, progress }: Progress): Promise<Verified> {
  await readBackup(config.backups.folder, id);
  const args = ['--json', 'backup', 'verify', id, '--data', config.dataFolder, '--backups', config.backups.folder];
  const child = spawn(process.execPath, [join(root, 'core/bin/regiso.cjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => void child.kill('SIGINT');
  signal?.addEventListener('abort', stop, { once: true });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said = `${said}${text.toString()}`.slice(-2_000)));
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const told = parsed(line);
      if (told?.progress !== undefined) progress?.(told.progress, told.step ?? '');
    }
    await ended;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  signal?.throwIfAborted();
  const { verified } = await readBackup(config.backups.folder, id);
  if (!verified || child.exitCode === null || (child.exitCode !== 0 && verified.ok))
    throw new Error(parsed(said)?.error ?? `The check ended without a result: ${said}`);
  return verified;
}

type Told = { progress?: number; step?: string; error?: string };

function parsed(line: string): Told | undefined {
  try {
    return JSON.parse(line) as Told;
  } catch {
    return undefined;
  }
}
