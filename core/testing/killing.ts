import { spawn } from 'node:child_process';
import { installed } from '../server';
import { root } from '../server/find';
import type { TestApp } from '.';
import type { Stage } from './victim';

type Given = { script: string; order: object; settings?: Record<string, string> };

/** Starts a victim on the database of a test and waits until it has begun to work. */
export async function startVictim(test: TestApp, { script, order, settings = {} }: Given) {
  const { databaseUrl, appUrl } = installed().services;
  const { dataFolder } = test.config;
  const stage: Stage = { databaseUrl, ...(appUrl && { appUrl }), dataFolder, settings };
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify({ ...order, ...stage })], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let said = 0;
  let waiting: (() => void) | undefined;
  child.stdout.on('data', (text: Buffer) => {
    said += text.length;
    waiting?.();
  });
  /** Waits until the victim has committed so many steps, or is gone. */
  const reached = async (steps: number) => {
    let isGone = false;
    void ended.then(() => (isGone = true));
    while (said <= steps && !isGone) await Promise.race([new Promise<void>((next) => (waiting = next)), ended]);
  };
  await reached(0);
  return {
    reached,
    ended,
    /** Steps that the victim has told to be committed. */
    steps: () => Math.max(0, said - 1),
    /** kill -9. Gives whether the victim was still at work; throws what it complained of. */
    kill: async () => {
      const wasAtWork = child.exitCode === null;
      child.kill('SIGKILL');
      await ended;
      if (complaint) throw new Error(complaint);
      return wasAtWork;
    },
  };
}

/** Waits some time up to `ms`, which nobody can foresee. */
export const anyTime = (ms: number) => new Promise((next) => setTimeout(next, Math.random() * ms));
