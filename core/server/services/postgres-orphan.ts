import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stops a postmaster that still runs on this folder although its parent was killed, and clears what a dead one left. */
export async function stopOrphan(folder: string): Promise<boolean> {
  const file = join(folder, 'postmaster.pid');
  const pid = writtenPid(file);
  if (!pid) return false;
  if (!isPostmasterOf(pid, folder)) {
    // The number may belong to another process by now, which PostgreSQL would take for a postmaster.
    rmSync(file, { force: true });
    return false;
  }
  for (const [signal, patienceMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5000],
    ['SIGKILL', 5000],
  ] as const) {
    signalTo(pid, signal);
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      if (!isPostmasterOf(pid, folder)) return true;
      await sleep(25);
    }
  }
  throw new Error(`PostgreSQL of an earlier start (process ${pid}) holds ${folder} and does not stop. End it by hand.`);
}

function writtenPid(file: string) {
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

function isPostmasterOf(pid: number, folder: string) {
  try {
    if (existsSync('/proc/self/stat')) {
      // A process that has ended and waits for its parent is none any more.
      const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.[0];
      return state !== 'Z' && readlinkSync(`/proc/${pid}/cwd`) === folder;
    }
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(folder);
  } catch {
    return false;
  }
}

function signalTo(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
