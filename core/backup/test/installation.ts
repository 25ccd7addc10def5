import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createApp, type App } from '../../server/app';
import { closeWarehouseClient } from '../../server/clickhouse';
import { readConfig, type Config } from '../../server/config';
import { startServices, type Services } from '../../server/services';
import { findPlugins, root } from '../../server/find';

/** A whole installation on a data folder of its own, to be stopped, restored and started again. */
export class Installation {
  private services: Services | undefined;
  app: App | undefined;
  constructor(
    readonly folder: string,
    private readonly settings: Record<string, string> = {},
  ) {}

  get config(): Config {
    return readConfig({ NODE_ENV: 'test', REGISO_DATA: this.folder, REGISO_PORT: '0', ...this.settings });
  }

  async start() {
    this.services = await startServices(this.config);
    const { found: all } = findPlugins();
    const wanted = new Set<string>();
    const add = (id: string): void => {
      if (wanted.has(id)) return;
      wanted.add(id);
      all.find((plugin) => plugin.id === id)?.requires?.forEach(add);
    };
    ['system', 'backup', 'people'].forEach(add);
    const found = all.filter(({ id }) => wanted.has(id));
    this.app = await createApp(this.config, this.services, { found });
  }

  async stop() {
    await this.app?.stop();
    await closeWarehouseClient();
    await this.services?.stop();
    this.app = undefined;
    this.services = undefined;
  }
}

export type Ended = { code: number | null; result: Record<string, unknown>; error: string };

/** `regiso …` as a process of its own; gives the last line it printed. */
export async function regiso(args: readonly string[], environment: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [`${root}/core/bin/regiso.cjs`, '--json', ...args], {
    env: { ...process.env, REGISO_TEST_SERVICES: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let error = '';
  let last = '{}';
  child.stderr.on('data', (text: Buffer) => (error += text.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('{')) last = line;
  return { code: await ended, result: JSON.parse(last) as Record<string, unknown>, error };
}
