import { createApp, type App } from '../app';
import { closeWarehouseClient } from '../clickhouse';
import { readConfig, type Config } from '../config';
import { joinServices, startServices } from '../services';
import type { Output } from './output';

export type Session = { app: App; config: Config; end(): Promise<void> };

/** Joins the running installation, or starts its services for the time of one command. */
export async function openSession(output: Output, { migrate = true } = {}): Promise<Session> {
  const config = readConfig();
  for (const warning of config.warnings) output.say(warning);
  const joined = await joinServices(config);
  const services = joined ?? (await startServices(config, { onProgress: (step) => output.progress(0, step) }));
  try {
    const app = await createApp(config, services, { migrate, onStep: (step) => output.progress(0, step) });
    return {
      app,
      config,
      end: async () => {
        await app.stop();
        await closeWarehouseClient();
        if (!joined) await services.stop();
      },
    };
  } catch (error) {
    if (!joined) await services.stop();
    throw error;
  }
}
