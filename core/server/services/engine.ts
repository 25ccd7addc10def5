import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { EngineAnswer, EngineOrder } from './engine-process';
import { lastLines, openLog } from './data-folder';
import { freePort } from './ports';
import { howEnded, supervise, tie, type Run } from './supervisor';

export type EngineOptions = {
  /** The data folder of the installation; the engine keeps its files in `clickhouse` below it. */
  dataFolder: string;
  user: string;
  password: string;
  database: string;
  preferredPort?: number;
  connections?: number;
  /** Longest time of a statement that does not set `max_execution_time` itself. */
  timeLimitSeconds?: number;
  onEvent: (sentence: string) => void;
};

export type Engine = { url: string; port: number; stop(): Promise<void> };

/** Starts the embedded ClickHouse engine in a process of its own and keeps it running. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const folder = join(options.dataFolder, 'clickhouse');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const order: EngineOrder = {
    folder,
    port: await freePort(options.preferredPort),
    user: options.user,
    password: options.password,
    database: options.database,
    connections: options.connections ?? 4,
    memoryBytes: Math.floor(totalmem() / 4),
    timeLimitSeconds: options.timeLimitSeconds ?? 600,
  };
  let up = false;
  const logFile = join(options.dataFolder, 'clickhouse.log');
  const launch = async () => {
    const run = await launchPatiently(order, logFile, up, options.onEvent);
    up = true;
    return run;
  };
  const supervisor = await supervise('The ClickHouse engine', launch, options.onEvent);
  const login = `${encodeURIComponent(order.user)}:${encodeURIComponent(order.password)}`;
  return {
    url: `http://${login}@127.0.0.1:${order.port}/${order.database}`,
    port: order.port,
    stop: () => supervisor.stop(),
  };
}

/** An engine whose parent was killed may still hold folder or port for a moment. */
async function launchPatiently(
  order: EngineOrder,
  logFile: string,
  keepPort: boolean,
  say: EngineOptions['onEvent'],
): Promise<Run> {
  const patience = Date.now() + 15_000;
  for (;;) {
    const answer = await launchOnce(order, logFile);
    if ('ended' in answer) return answer;
    const held = /lock file|Cannot lock/i.test(answer.failed);
    const busy = answer.code === 'EADDRINUSE';
    const unread = unreadDefinition(order.folder, answer.failed);
    if (unread) {
      say(setAside(order.folder, unread));
      continue;
    }
    if ((!held && !busy) || Date.now() > patience) throw new Error(sentence(answer.failed, order.folder, held));
    if (busy && !keepPort) order.port = await freePort();
    else await sleep(200);
  }
}

/** The definition of a table or view that the engine cannot read: it was being written when the disk was full, or the machine fell. */
function unreadDefinition(folder: string, failed: string): string | undefined {
  const [, name] = /SYNTAX_ERROR/.test(failed) ? (/metadata file (store\/[\w./-]+\.sql)/.exec(failed) ?? []) : [];
  const file = name && join(folder, name);
  return file && existsSync(file) ? file : undefined;
}

// What it defined is made anew from PostgreSQL, as everything in the warehouse is.
function setAside(folder: string, file: string): string {
  const kept = join(dirname(folder), `unread-${basename(file)}`);
  renameSync(file, kept);
  return `The ClickHouse engine could not read ${basename(file)}: it lies in ${kept} now, and the warehouse makes it anew.`;
}

const sentence = (failed: string, folder: string, held: boolean) =>
  held
    ? `The warehouse files in ${folder} are in use by another process. Stop it, or set REGISO_DATA to another folder.`
    : `The ClickHouse engine did not start in ${folder}: ${failed}`;

async function launchOnce(order: EngineOrder, logFile: string): Promise<Run | { failed: string; code?: string }> {
  const child = spawnEngine(logFile);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(howEnded(code, signal)));
  });
  const answered = new Promise<EngineAnswer>((resolve) => child.once('message', resolve as (answer: unknown) => void));
  child.send(order, () => undefined);
  const died = ended.then((how): EngineAnswer => ({ failed: how }));
  const answer = await Promise.race([answered, died]);
  if ('failed' in answer) {
    await ended;
    // The engine says why in its log alone.
    return { ...answer, failed: `${answer.failed}. ${lastLines(logFile)}`.trim() };
  }
  return { ended, stop: () => stopChild(child, ended) };
}

function spawnEngine(logFile: string) {
  const log = openLog(logFile);
  try {
    // Its own process group: Ctrl-C in a terminal reaches the parent alone, which stops things in order.
    const child = spawn(
      process.execPath,
      ['--import', pathToFileURL(require.resolve('tsx')).href, join(__dirname, 'engine-process.ts')],
      {
        // The engine prints the rest of a failed result to standard output.
        stdio: ['ignore', 'ignore', log, 'ipc'],
        detached: true,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', UV_THREADPOOL_SIZE: '16' },
      },
    );
    return tie(child, 'SIGTERM');
  } finally {
    closeSync(log);
  }
}

async function stopChild(child: ChildProcess, ended: Promise<string>) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (child.connected) child.send('stop', () => undefined);
  else child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 12_000);
  await ended;
  clearTimeout(hard);
}
