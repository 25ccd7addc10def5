import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { installed } from '@regiso/core';
import type { TestApp } from '../../../core/testing';
import type { Asked, Order } from './crowd';

export type Part = { site: string; kill(): Promise<void> };

const start = (file: string, args: readonly string[], env: NodeJS.ProcessEnv) =>
  fork(join(__dirname, file), args, {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env,
  });

const gone = (child: ChildProcess) =>
  once(child, 'exit').then(() => Promise.reject<never>(new Error('A process of the bench has ended too early')));

/** Starts the web or the worker of the product on the database of the bench; resolves once it works. `kill` is kill -9. */
export async function startPart(part: 'web' | 'worker', { config }: TestApp, port = '0'): Promise<Part> {
  const { plugins, services } = installed();
  const child = start('part.ts', [part, ...plugins.map(({ id }) => id)], {
    ...{ PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, REGISO_LOG_LEVEL: 'silent' },
    ...{ REGISO_DATA: config.dataFolder, REGISO_PORT: port, REGISO_METRICS_PORT: '0' },
    ...{ DATABASE_URL: services.databaseUrl, REGISO_APP_URL: services.appUrl },
    ...{ REGISO_LOADER_URL: services.loaderUrl, CLICKHOUSE_URL: services.clickhouseUrl },
  });
  const ended = once(child, 'exit');
  const early = gone(child);
  const [site] = (await Promise.race([once(child, 'message'), early])) as [string];
  early.catch(() => undefined);
  return {
    site,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The crowd in a process of its own, so that its journal is no part of what it measures. */
export function startCrowd() {
  const child = start('crowd.ts', [], { PATH: process.env.PATH });
  const early = gone(child);
  early.catch(() => undefined);
  const message = async () => ((await Promise.race([once(child, 'message'), early])) as [Record<string, unknown>])[0];
  return {
    /** Resolves when the reception opens. */
    opened: message,
    /** Gives the crowd an order and waits for what it answers. */
    ask: async <D extends Order['do']>(order: Extract<Order, { do: D }>): Promise<Asked[D]> => {
      child.send(order);
      for (;;) {
        const said = await message();
        if ('result' in said) return said['result'] as Asked[D];
      }
    },
    end: () => child.kill(),
  };
}
