import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Hapi, { type Server } from '@hapi/hapi';
import Inert from '@hapi/inert';
import { registerWays } from '../access/providers/ways';
import { actorOf } from '../access/sign-ins';
import { loadKeptYears } from '../territory/kept-years';
import type { Config } from './config';
import { connectDatabase, disconnectDatabase, inTransaction } from './database';
import { findPlugins, root } from './find';
import { install, installed, type Installed } from './installed';
import { closeQueues, startWorkers, type RunningWorkers } from './jobs';
import { firstLine, load, type LoadProblem } from './loader';
import { log } from './log';
import { countRequests } from './metrics';
import { builtIn } from './built-in';
import { migrateUp } from './migrate';
import { finishAnswers, mountRoutes } from './mount';
import { documentRoutes } from './openapi';
import type { Plugin } from './plugin';
import { problemPage } from './problem-page';
import { seedAll } from './seeding';
import { watchSignals } from './signals';
import { loadDisabled } from './switches';
import { freePort } from './services/ports';
import { serveUi } from './ui';

export type App = {
  server: Server;
  /** Begins to listen (web) and to work on jobs (worker). Gives the address. */
  start(parts?: { web?: boolean; worker?: boolean }): Promise<string | undefined>;
  stop(): Promise<void>;
};

type Services = Installed['services'];
type Options = { found?: Plugin[]; onStep?: (step: string) => void; migrate?: boolean };

/** Connects, migrates, seeds and mounts everything; listening comes with `start()`. Refuses when the core itself is broken. */
export async function createApp(config: Config, services: Services, options: Options = {}): Promise<App> {
  const loaded = loadAll(options.found);
  mkdirSync(join(config.dataFolder, 'uploads'), { recursive: true });
  await connectDatabase(services.databaseUrl, services.appUrl ? { appUrl: services.appUrl } : {});
  install({ ...loaded, disabled: new Set(), config, services, version: releaseVersion() });
  if (options.migrate !== false) await prepareDatabase(options.onStep ?? (() => undefined));
  await loadDisabled();
  await loadKeptYears();
  const server = buildServer(config);
  await registerWays(server);
  let workers: RunningWorkers | undefined;
  let watching: { stop(): Promise<void> } | undefined;
  return {
    server,
    start: async ({ web = true, worker = true } = {}) => {
      watching = await watchSignals();
      if (worker) workers = await startWorkers();
      if (web) await listen(server, config);
      return web ? server.info.uri : undefined;
    },
    stop: async () => {
      await server.stop({ timeout: 5_000 });
      await workers?.stop();
      await watching?.stop();
      await closeQueues();
      await disconnectDatabase();
    },
  };
}

function loadAll(given?: Plugin[]) {
  const { found, failed } = given ? { found: given, failed: [] } : findPlugins();
  const loaded = load(found);
  const problems: LoadProblem[] = [...failed, ...loaded.failed];
  const fatal = problems.filter(({ plugin }) => builtIn.has(plugin));
  if (fatal.length)
    throw new Error(`The core is broken:\n${fatal.map((one) => `  ${one.plugin}: ${one.problem}`).join('\n')}`);
  for (const { plugin, problem } of problems) log.error('plugin left out', { failedPlugin: plugin, problem });
  return { plugins: loaded.plugins, failed: problems };
}

async function prepareDatabase(onStep: (step: string) => void) {
  const state = installed();
  const failures = await migrateUp(state.plugins, onStep);
  leaveOut(failures);
  leaveOut(await seedAll());
}

/** Takes failed plugins, and those that require them, out of what runs; each is named with its cause. */
export function leaveOut(failures: LoadProblem[]) {
  if (!failures.length) return;
  const state = installed();
  const out = new Set(failures.map(({ plugin }) => plugin));
  const dependent: LoadProblem[] = [];
  for (const { id, requires = [] } of state.plugins) {
    const cause = requires.find((required) => out.has(required));
    if (!cause || out.has(id)) continue;
    out.add(id);
    dependent.push({ plugin: id, problem: `requires ${cause}, which was left out` });
  }
  const named = [...failures, ...dependent];
  for (const { plugin, problem } of named) log.error('plugin left out', { failedPlugin: plugin, problem });
  install({
    ...state,
    plugins: state.plugins.filter(({ id }) => !out.has(id)),
    failed: [...state.failed, ...named],
  });
}

function buildServer(config: Config): Server {
  const server = Hapi.server({
    host: config.host,
    port: config.port,
    router: { stripTrailingSlash: true },
    routes: { timeout: { server: 60_000 }, state: { failAction: 'ignore' } },
    compression: { minBytes: 1024 },
  });
  finishAnswers(server, problemPage);
  countRequests(server);
  leaveOut(mountAll(server));
  return server;
}

/** A plugin whose routes are not taken is named; a core room throws. */
function mountAll(server: Server): LoadProblem[] {
  return installed().plugins.flatMap((plugin) => {
    try {
      mountRoutes(server, plugin, actorOf);
      return [];
    } catch (error) {
      if (builtIn.has(plugin.id)) throw error;
      return [{ plugin: plugin.id, problem: `a route cannot be served: ${firstLine(error)}` }];
    }
  });
}

async function listen(server: Server, config: Config) {
  await server.register(Inert);
  serveUi(server, config);
  documentRoutes(server);
  // Asked before: a server of hapi that could not listen is of no further use.
  const port = await freePort(config.port, config.host);
  if (config.port && port !== config.port) log.warn('the port is busy, another one is taken', { port: config.port });
  server.settings.port = port;
  await server.start();
}

const releaseVersion = () =>
  (JSON.parse(readFileSync(join(root, 'lerna.json'), 'utf8')) as { version: string }).version;

/** Work outside requests and jobs (a command, a seed) in one audited transaction. */
export const asProcess = <T>(name: string, work: () => Promise<T>) => inTransaction({ process: name }, work);
