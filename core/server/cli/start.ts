import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { demoAccounts } from '../../access/demo';
import { buildUi } from '../../ui/build';
import { createApp, leaveOut, type App } from '../app';
import { closeWarehouseClient } from '../clickhouse';
import { readConfig, type Config } from '../config';
import { demoToLoad, loadDemo, loadedDemo } from '../demo';
import { installed } from '../installed';
import { serveMetrics } from '../metrics';
import { goSecond } from '../priority';
import { joinServices, startServices, type Services } from '../services';
import { outputFor, type Output } from './output';

type Parts = { web: boolean; worker: boolean; ui: boolean };

/** Services, interface, demo, web and worker in one process; runs until Ctrl-C or SIGTERM. */
export async function start({ json }: { json?: boolean }) {
  const output = outputFor({ ...(json && { json }) });
  const config = settings(output);
  const began = Date.now();
  output.progress(0.02, 'PostgreSQL, ClickHouse');
  const services = await startServices(config, {
    onProgress: (step) => output.progress(0.1, step),
    onEvent: (sentence) => output.say(sentence),
  });
  await run(config, services, { web: true, worker: true, ui: true }, output, began);
}

/** The settings, with a word about each that nobody knows. */
function settings(output: Output): Config {
  const config = readConfig();
  for (const warning of config.warnings) output.say(warning);
  return config;
}

/** One part of an installation whose services run elsewhere: real servers, or another process of this machine. */
export async function startPart(parts: Parts, { json }: { json?: boolean }) {
  const output = outputFor({ ...(json && { json }) });
  const config = settings(output);
  const external = config.databaseUrl && config.clickhouseUrl;
  const services = external ? await startServices(config) : await joinServices(config);
  if (!services)
    throw new Error('No running services found. Set DATABASE_URL and CLICKHOUSE_URL, or run `regiso start` first.');
  if (!parts.web) goSecond();
  await run(config, services, parts, output, Date.now());
}

async function run(config: Config, services: Services, parts: Parts, output: Output, began: number) {
  const stopping = stopOnSignal(services, output);
  try {
    mkdirSync(config.dataFolder, { recursive: true });
    const building = parts.ui ? buildUi({ outDir: join(config.dataFolder, 'ui') }) : Promise.resolve([]);
    // Waited for below; should it fail first, that is no reason to leave the services running.
    building.catch(() => undefined);
    output.progress(0.2, 'Схема данных');
    const app = await createApp(config, services, { onStep: (step) => output.progress(0.3, step) });
    stopping.app = app;
    await demoIfFresh(config, output);
    output.progress(0.9, 'Интерфейс');
    leaveOut(await building);
    const address = await app.start(parts);
    const metrics = await serveMetrics(config.host, config.metricsPort);
    stopping.closeMetrics = () => metrics.close();
    await announce(output, config, { address, metricsPort: (metrics.address() as AddressInfo).port, began });
  } catch (error) {
    await stopping.stop();
    throw error;
  }
}

async function demoIfFresh(config: Config, output: Output) {
  const size = config.demo === 'none' ? undefined : await demoToLoad(config.demo);
  if (!size) return;
  await loadDemo(size, (share, step) => output.progress(0.4 + share * 0.45, `Демо-регион: ${step}`));
}

type Started = { address: string | undefined; metricsPort: number; began: number };

async function announce(output: Output, config: Config, { address, metricsPort, began }: Started) {
  output.end();
  const seconds = Math.round((Date.now() - began) / 100) / 10;
  const { failed } = installed();
  const demo = await loadedDemo();
  if (output.json) {
    output.result({
      ready: true,
      address,
      metricsPort,
      // Where a watcher looks in vain when they differ.
      wantedPort: config.port,
      wantedMetricsPort: config.metricsPort,
      seconds,
      demo: demo ?? null,
      failed,
    });
    return;
  }
  const lines = [
    '',
    `  РЕГИСО готова за ${seconds} с`,
    ...(address
      ? [`  Открыть:  ${address}`, `  Кабинеты: ${address}/app/`, `  API:      ${address}/documentation`]
      : []),
    ...(demo ? ['', '  Демонстрационные входы (все данные вымышлены):', ...accounts()] : []),
    ...failed.map(({ plugin, problem }) => `  Не работает ${plugin}: ${problem}`),
    ...moved('Порт', config.port, address && Number(new URL(address).port)),
    ...moved('Порт показателей работы', config.metricsPort, metricsPort),
    '',
    '  Остановить: Ctrl-C',
    '',
  ];
  output.say(lines.join('\n'));
  if (config.host === '0.0.0.0' && !config.production)
    output.say('  Внимание: вход по http без шифрования, только для демонстрации.');
  if (config.signIn.simulator)
    output.say('  Внимание: ЕСИА заменена имитатором, им входит кто угодно. Выключить: REGISO_ESIA_SIMULATOR=off\n');
}

/** Who watches the wanted port would otherwise look in vain. */
const moved = (what: string, wanted: number, taken: number | string | undefined) =>
  wanted && taken && taken !== wanted ? [`  ${what} ${wanted} занят, взят ${taken}`] : [];

const accounts = () =>
  demoAccounts.map(({ login, password, who }) => `    ${login.padEnd(10)} ${password.padEnd(16)} ${who}`);

type Stopping = { app?: App; closeMetrics?: () => void; stop(): Promise<void> };

function stopOnSignal(services: Services, output: Output): Stopping {
  let stopped: Promise<void> | undefined;
  const stopping: Stopping = {
    stop: () =>
      (stopped ??= (async () => {
        stopping.closeMetrics?.();
        await stopping.app?.stop().catch(() => undefined);
        await closeWarehouseClient();
        await services.stop();
      })()),
  };
  const onSignal = () => {
    if (stopped) process.exit(1);
    output.say('Останавливаюсь…');
    void stopping.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return stopping;
}
