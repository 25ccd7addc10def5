import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const regiso = join(__dirname, '../../bin/regiso.cjs');

type Line = Record<string, unknown>;
export type Ended = { code: number | null; lines: Line[]; stderr: string };

/** Runs `regiso … --json` on a data folder as a person would; `on` sees every line of its output as it comes. */
export function regisoOn(folder: string, settings: NodeJS.ProcessEnv = {}) {
  const { NODE_ENV: _test, REGISO_TEST_SERVICES: _services, CI: _ci, ...inherited } = process.env;
  const env = { ...inherited, REGISO_DATA: folder, REGISO_LOG_LEVEL: 'error', ...settings };
  return (
    args: readonly string[],
    on: (line: Line, kill: (signal: NodeJS.Signals) => void) => unknown = () => undefined,
  ) => {
    const child = spawn(process.execPath, [regiso, ...args, '--json'], { env, stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin.end('a password from standard input\n');
    const lines: Line[] = [];
    let stderr = '';
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = jsonOf(text);
      lines.push(line);
      on(line, (signal) => child.kill(signal));
    });
    return new Promise<Ended>((done) => child.once('close', (code) => done({ code, lines, stderr })));
  };
}

function jsonOf(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return { text };
  }
}
