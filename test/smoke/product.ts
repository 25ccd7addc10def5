import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

export type Product = {
  address: string;
  pid: number;
  /** Signs in a demo analyst and waits until the warehouse has figures; gives them. */
  untilFigures(): Promise<string>;
  /** Calls the API as a demo account. */
  as(login: string): Promise<(path: string, payload?: object | FormData) => Promise<Response>>;
  /** SIGTERM, then waits for the end; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** What Ctrl-C in a terminal does to the group that it leads. */
  interrupt(): Promise<number | null>;
  /** kill -9 of the process and of all that have come from it, at once. */
  killAll(): Promise<unknown>;
};

type Ready = { ready?: boolean; address?: string };

type Part = {
  command?: 'start' | 'web' | 'worker';
  environment?: NodeJS.ProcessEnv;
  /** It leads a process group of its own, as a terminal gives one; then Ctrl-C here no longer reaches it. */
  isGroup?: boolean;
};

/** Runs `regiso start`, or one part, as a user would: on a folder of its own and free ports. */
export async function startProduct(
  folder: string,
  { command = 'start', environment = {}, isGroup = false }: Part = {},
): Promise<Product> {
  const child = spawn(process.execPath, [join(root, 'core/bin/regiso.cjs'), command, '--json'], {
    cwd: root,
    detached: isGroup,
    env: {
      ...process.env,
      REGISO_DATA: folder,
      REGISO_PORT: '0',
      REGISO_METRICS_PORT: '0',
      REGISO_LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr.on('data', (data: Buffer) => said.push(data.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const address = await new Promise<string>((done, fail) => {
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      said.push(line);
      const message = readLine(line);
      if (message.ready) done(message.address ?? '');
    });
    void ended.then((code) => fail(new Error(`regiso ${command} ended with ${code}:\n${said.slice(-30).join('\n')}`)));
  });
  const pid = child.pid ?? 0;
  return {
    address,
    pid,
    untilFigures: () => untilFigures(address),
    as: (login) => signedIn(address, login),
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
    interrupt: () => {
      process.kill(-pid, 'SIGINT');
      return ended;
    },
    killAll: () => {
      for (const one of treeOf(pid)) process.kill(one, 'SIGKILL');
      return ended;
    },
  };
}

/** Runs `npm run dev` as a developer would. Gives a way to stop it, and what it has said. */
export function startDevelopment(environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'core/server/dev.ts')], {
    cwd: root,
    env: { ...process.env, REGISO_METRICS_PORT: '0', REGISO_LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return { said: () => said, stop: () => (child.kill('SIGINT'), ended) };
}

/** A process and all that have come from it, the root first. */
function treeOf(pid: number): number[] {
  const listing = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = listing
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] => [
    parent,
    ...pairs.filter(([, of]) => of === parent).flatMap(([one = 0]) => below(one)),
  ];
  return below(pid);
}

const readLine = (line: string): Ready => {
  try {
    return JSON.parse(line) as Ready;
  } catch {
    return {};
  }
};

/** Calls the API as a demo account. */
async function signedIn(address: string, login: string) {
  const json = { 'content-type': 'application/json' };
  const headers = { origin: address };
  const body = JSON.stringify({ login, password: `demo-${login}` });
  const answer = await fetch(`${address}/api/access/sign-in`, {
    method: 'POST',
    headers: { ...headers, ...json },
    body,
  });
  if (!answer.ok) throw new Error(`The demo ${login} cannot sign in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return (path: string, payload?: object | FormData) =>
    fetch(`${address}${path}`, {
      headers: { ...headers, cookie, ...(!(payload instanceof FormData) && json) },
      ...(payload && { method: 'POST', body: payload instanceof FormData ? payload : JSON.stringify(payload) }),
    });
}

async function untilFigures(address: string): Promise<string> {
  const call = await signedIn(address, 'analyst');
  const questions = [{ indicator: 'exams.participants', by: ['year'] }];
  return until('figures', async () => {
    const answer = await call('/api/dashboards/query', { questions });
    const text = await answer.text();
    return answer.ok && /"value":[1-9]/.test(text) ? JSON.stringify(rowsIn(text)) : undefined;
  });
}

/** Asks until there is an answer; throws after a minute. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((next) => setTimeout(next, 200));
  }
  throw new Error(`No ${what} after a minute`);
}

// The moment of the figures changes from answer to answer.
const rowsIn = (text: string) => (JSON.parse(text) as { answers: { rows: unknown }[] }).answers[0]?.rows;
