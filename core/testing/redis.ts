import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Redis = { url: string; stop(): void; restart(): Promise<void> };

/** Whether redis-server is on this machine. Says so aloud when not; under CI=true that is an error. */
export function hasRedis(): boolean {
  if (spawnSync('redis-server', ['--version']).status === 0) return true;
  if (process.env.CI === 'true') throw new Error('redis-server is missing: the suites that need it must run here');
  process.stderr.write('NOT RUN: the suites on Redis, because redis-server is not installed\n');
  return false;
}

/** A throw-away Redis on a free port. */
export async function startRedis(): Promise<Redis> {
  const port = await freePort();
  let child = await launch(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: () => child.kill(),
    /** Ends it hard and starts it anew, without its data: it saves none. */
    restart: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      child = await launch(port);
    },
  };
}

async function launch(port: number) {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-redis-'));
  const child = spawn('redis-server', ['--port', String(port), '--save', '', '--dir', folder, '--bind', '127.0.0.1']);
  await new Promise<void>((ready, fail) => {
    child.stdout.on('data', (text: Buffer) => text.includes('Ready to accept') && ready());
    child.once('exit', (code) => fail(new Error(`redis-server ended with ${code}`)));
  });
  return child;
}

const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });
