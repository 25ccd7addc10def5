import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A primary with a replica, watched by one sentinel; `failover` ends the primary hard and waits for the new one. */
export async function startWatchedRedis() {
  const [primaryPort, replicaPort, sentinelPort] = [await freePort(), await freePort(), await freePort()];
  const primary = await launch(primaryPort);
  const way = await wayTo(primaryPort);
  const replica = await launch(replicaPort, '--replicaof', '127.0.0.1', String(way.port));
  const file = join(mkdtempSync(join(tmpdir(), 'regiso-sentinel-')), 'sentinel.conf');
  writeFileSync(
    file,
    [
      `port ${sentinelPort}`,
      'bind 127.0.0.1',
      `sentinel monitor main 127.0.0.1 ${way.port} 1`,
      'sentinel down-after-milliseconds main 500',
      'sentinel failover-timeout main 3000',
    ].join('\n'),
  );
  const sentinel = await started([file, '--sentinel'], '+monitor');
  const ask = (port: number, ...words: string[]) =>
    spawnSync('redis-cli', ['-p', String(port), ...words]).stdout.toString();
  await until(() => ask(sentinelPort, 'sentinel', 'replicas', 'main').includes(String(replicaPort)));
  await until(() => ask(primaryPort, 'info', 'replication').includes('state=online'));
  return {
    url: `redis+sentinel://127.0.0.1:${sentinelPort}/main`,
    /** From now on the replica takes over nothing, until the failover. */
    holdReplica: () => way.keepFromReplica(),
    failover: async () => {
      primary.kill('SIGKILL');
      await until(() => ask(replicaPort, 'role').startsWith('master'));
    },
    stop: () => {
      way.close();
      [sentinel, replica, primary].forEach((child) => child.kill('SIGKILL'));
    },
  };
}

/** A way to a server on which what it says to its replica can be kept back. */
async function wayTo(port: number) {
  let isKept = false;
  const proxy = createServer((client) => {
    let isReplica = false;
    const server = connect(port, '127.0.0.1');
    client.on('data', (data) => {
      isReplica ||= data.includes('PSYNC');
      server.write(data);
    });
    server.on('data', (data) => !(isKept && isReplica) && client.write(data));
    for (const [one, other] of [[client, server] as const, [server, client] as const]) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    keepFromReplica: () => void (isKept = true),
    close: () => proxy.close(),
  };
}

/** Three primaries that share the slots. */
export async function startRedisCluster() {
  const ports = [await freePort(), await freePort(), await freePort()];
  const nodes = await Promise.all(
    ports.map(async (port) => launch(port, '--cluster-enabled', 'yes', '--cluster-port', String(await freePort()))),
  );
  const hosts = ports.map((port) => `127.0.0.1:${port}`);
  const made = spawnSync('redis-cli', ['--cluster', 'create', ...hosts, '--cluster-yes']);
  if (made.status !== 0) throw new Error(`The cluster could not be made: ${made.stdout.toString()}`);
  await until(() =>
    spawnSync('redis-cli', ['-p', String(ports[0]), 'cluster', 'info']).stdout.includes('cluster_state:ok'),
  );
  const url = `redis+cluster://${hosts.join(',')}`;
  return { url, ports, stop: () => nodes.forEach((node) => node.kill('SIGKILL')) };
}

async function until(isSo: () => boolean) {
  for (let tries = 0; !isSo(); tries += 1) {
    if (tries > 150) throw new Error('Redis did not come to the wanted state within 15 s');
    await pause(100);
  }
}

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

async function launch(port: number, ...more: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'regiso-redis-'));
  return started(['--port', String(port), '--save', '', '--dir', folder, '--bind', '127.0.0.1', ...more]);
}

async function started(parameters: string[], sign = 'Ready to accept') {
  const child = spawn('redis-server', parameters);
  await new Promise<void>((ready, fail) => {
    child.stdout.on('data', (text: Buffer) => text.includes(sign) && ready());
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
