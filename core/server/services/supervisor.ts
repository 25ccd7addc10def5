import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** One run of a child process that is up. */
export type Run = {
  /** Resolves with how the process ended, e.g. "killed by SIGKILL". */
  ended: Promise<string>;
  stop(): Promise<void>;
};

export type Supervisor = { stop(): Promise<void> };

const longestPauseMs = 30_000;

/** Launches a process and, whenever it ends by itself, launches it again, waiting longer after each failure. */
export async function supervise(name: string, launch: () => Promise<Run>, onEvent: (sentence: string) => void) {
  let run = await launch();
  const leaving = new AbortController();
  const watch = async () => {
    while (!leaving.signal.aborted) {
      const how = await run.ended;
      if (leaving.signal.aborted) return;
      const again = await relaunch(how);
      if (!again) return;
      run = again;
    }
  };
  const relaunch = async (how: string): Promise<Run | undefined> => {
    for (let pause = 250; !leaving.signal.aborted; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        const next = await launch();
        onEvent(`${name} stopped (${how}) and was started again.`);
        return next;
      } catch (error) {
        onEvent(`${name} stopped (${how}) and could not be started again yet: ${(error as Error).message}`);
      }
      await sleep(pause, undefined, { signal: leaving.signal }).catch(() => undefined);
    }
    return undefined;
  };
  const watching = watch();
  return {
    async stop() {
      leaving.abort();
      await run.stop();
      // A launch that was under way ends first and is then stopped like any other.
      await Promise.race([watching, run.ended]);
      await run.stop();
    },
  } satisfies Supervisor;
}

const children = new Map<ChildProcess, NodeJS.Signals>();
process.on('exit', () => children.forEach((signal, child) => child.kill(signal)));

/** Sees to it that the child gets the signal when this process leaves without having stopped it. */
export function tie<T extends ChildProcess>(child: T, signal: NodeJS.Signals): T {
  children.set(child, signal);
  child.once('exit', () => children.delete(child));
  return child;
}

/** How a child process ended, in words. */
export const howEnded = (code: number | null, signal: NodeJS.Signals | null) =>
  signal ? `killed by ${signal}` : `exit code ${code}`;
