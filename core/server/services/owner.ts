import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

type Owner = { pid: number; born?: string };

// A process that was just killed may still be listed for a moment.
const patienceMs = 1_500;

/**
 * Takes the data folder for this process and returns how to give it back. Throws a sentence with the number of the
 * process that has it; what a dead one left is cleared.
 */
export async function claimFolder(folder: string): Promise<() => void> {
  const file = join(folder, 'owner.json');
  const me: Owner = { pid: process.pid, ...birth(process.pid) };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (created(file, me)) return () => rmSync(file, { force: true });
    const owner = readOwner(file);
    if (owner && (await staysAlive(owner))) {
      throw new Error(
        `REGISO already runs on the data folder ${folder} (process ${owner.pid}). Stop that process first, or set REGISO_DATA to another folder.`,
      );
    }
    setAside(file, owner);
  }
  throw new Error(`The data folder ${folder} could not be claimed; another process keeps taking it. Try again.`);
}

async function staysAlive(owner: Owner) {
  for (const until = Date.now() + patienceMs; Date.now() < until; await pause(50)) if (!isAlive(owner)) return false;
  return isAlive(owner);
}

/** Whether the process lives and is the one that was meant, not a later one with the same number. */
export function isAlive({ pid, born }: Owner) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = birth(pid).born;
  return born === undefined || now === undefined || now === born;
}

/** When the process was born, in ticks since the machine was; known on Linux only. */
export function birth(pid: number): { born?: string } {
  try {
    const [, fields = ''] = /\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const parts = fields.split(' ');
    if (parts[0] === 'Z') return { born: 'ended' };
    return parts[19] ? { born: parts[19] } : {};
  } catch {
    return {};
  }
}

/** Two processes may find the same stale file: it is moved away, and put back should it be somebody's new one. */
function setAside(file: string, stale: Owner | undefined) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    const moved = readOwner(aside);
    if (moved && moved.pid !== stale?.pid && isAlive(moved)) linkSync(aside, file);
  } catch {
    // Somebody else has moved it.
  }
  rmSync(aside, { force: true });
}

function created(file: string, owner: Owner) {
  try {
    writeFileSync(file, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}
