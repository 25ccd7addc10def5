import { readdirSync, readFileSync } from 'node:fs';

type Process = { pid: number; parent: number; command: string };

/** The processes of this machine (Linux). */
export function processes(): Process[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const [, fields = ''] = /\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      const [state, parent] = fields.split(' ');
      if (state === 'Z') return [];
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return [{ pid: Number(pid), parent: Number(parent), command }];
    } catch {
      return [];
    }
  });
}

/** The child of a process whose command has this in it. */
export function childOf(parent: number, part: string) {
  const found = processes().find((one) => one.parent === parent && one.command.includes(part));
  if (!found) throw new Error(`Process ${parent} has no child with ${part} in its command`);
  return found.pid;
}

export const processesWith = (part: string) => processes().filter(({ command }) => command.includes(part));

export function residentBytes(pid: number) {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}
