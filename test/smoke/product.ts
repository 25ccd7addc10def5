import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

export type Product = {
  address: string;
  pid: number;
  /** Signs in a demo analyst and waits until the exam dashboard shows figures. */
  untilFigures(): Promise<void>;
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

async function untilFigures(address: string) {
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address, cookie },
      body: JSON.stringify(body),
    });
  const signedIn = await post('/api/access/sign-in', { login: 'analyst', password: 'demo-analyst' });
  if (!signedIn.ok) throw new Error(`The demo analyst cannot sign in: ${signedIn.status} ${await signedIn.text()}`);
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await post(
      '/api/dashboards/query',
      { questions: [{ indicator: 'exams.participants', by: [] }] },
      cookie,
    );
    const text = await answer.text();
    if (answer.ok && /"value":[1-9]/.test(text)) return;
    await new Promise((next) => setTimeout(next, 200));
  }
  throw new Error('No figures after a minute');
}
