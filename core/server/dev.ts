import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { readConfig } from './config';
import { root } from './find';
import { startServices } from './services';
import { freePort } from './services/ports';

/** Development: services stay up, web and worker restart on each change, Vite serves the interface with reloading. */
async function dev() {
  const config = readConfig();
  const services = await startServices(config, { onEvent: (sentence) => process.stdout.write(`${sentence}\n`) });
  // Chosen here, so that Vite and every restart of the server know the same one.
  const port = await freePort(config.port, config.host);
  if (config.port && port !== config.port) process.stdout.write(`Port ${config.port} is busy, ${port} is taken.\n`);
  const environment = {
    ...process.env,
    REGISO_PORT: String(port),
    DATABASE_URL: services.databaseUrl,
    ...(services.appUrl && { REGISO_APP_URL: services.appUrl }),
    REGISO_LOADER_URL: services.loaderUrl,
    CLICKHOUSE_URL: services.clickhouseUrl,
  };
  const children = [
    run(
      ['--import', 'tsx', '--watch', '--watch-preserve-output', join(root, 'core/server/main.ts'), 'serve'],
      environment,
    ),
    run(
      [
        join(root, 'node_modules/vite/bin/vite.js'),
        '--config',
        join(root, 'core/vite.config.ts'),
        '--host',
        config.host,
      ],
      {
        ...environment,
        VITE_API: `http://${config.host}:${port}`,
      },
    ),
  ];
  const stop = () => {
    for (const child of children) child.kill('SIGTERM');
    void Promise.all(children.map(ended))
      .then(() => services.stop())
      .then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

const run = (args: string[], env: NodeJS.ProcessEnv) =>
  spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
const ended = (child: ChildProcess) =>
  new Promise<void>((done) => (child.exitCode === null ? child.once('exit', () => done()) : done()));

void dev();
