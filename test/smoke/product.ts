import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

export type Product = {
  address: string;
  pid: number;
  /** Signs in a demo analyst and waits until the warehouse has figures; gives them. */
  untilFigures(): Promise<string>;
  /** Calls the API as the demo analyst. */
  analyst(): Promise<(path: string, payload?: object) => Promise<Response>>;
  /** SIGTERM, then waits for the end; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

type Ready = { ready?: boolean; address?: string };

/** Runs `regiso start` as a user would, on a folder of its own and free ports. */
export async function startProduct(folder: string, environment: NodeJS.ProcessEnv = {}): Promise<Product> {
  const child = spawn(process.execPath, [join(root, 'core/bin/regiso.cjs'), 'start', '--json'], {
    cwd: root,
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
      if (message.ready && message.address) done(message.address);
    });
    void ended.then((code) => fail(new Error(`regiso start ended with ${code}:\n${said.slice(-30).join('\n')}`)));
  });
  return {
    address,
    pid: child.pid ?? 0,
    untilFigures: () => untilFigures(address),
    analyst: () => analystAt(address),
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

const readLine = (line: string): Ready => {
  try {
    return JSON.parse(line) as Ready;
  } catch {
    return {};
  }
};

/** Calls the API as the demo analyst. */
async function analystAt(address: string) {
  const headers = { 'content-type': 'application/json', origin: address };
  const credentials = JSON.stringify({ login: 'analyst', password: 'demo-analyst' });
  const signedIn = await fetch(`${address}/api/access/sign-in`, { method: 'POST', headers, body: credentials });
  if (!signedIn.ok) throw new Error(`The demo analyst cannot sign in: ${signedIn.status} ${await signedIn.text()}`);
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  return (path: string, payload?: object) =>
    fetch(`${address}${path}`, {
      headers: { ...headers, cookie },
      ...(payload && { method: 'POST', body: JSON.stringify(payload) }),
    });
}

async function untilFigures(address: string): Promise<string> {
  const call = await analystAt(address);
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await call('/api/dashboards/query', {
      questions: [{ indicator: 'exams.participants', by: ['year'] }],
    });
    const text = await answer.text();
    if (answer.ok && /"value":[1-9]/.test(text)) return JSON.stringify(rowsIn(text));
    await new Promise((next) => setTimeout(next, 200));
  }
  throw new Error('No figures after a minute');
}

// The moment of the figures changes from answer to answer.
const rowsIn = (text: string) => (JSON.parse(text) as { answers: { rows: unknown }[] }).answers[0]?.rows;
