import { createApp } from '../app';
import { closeWarehouseClient } from '../clickhouse';
import { readConfig } from '../config';
import { disconnectDatabase } from '../database';
import { joinServices, startServices } from '../services';
import type { Output } from './output';
import type { Stoppable } from './stoppable';

/** Joins the running installation, or starts its services for the time of one command. */
export async function openSession(output: Output, { signal, atEnd }: Stoppable, { migrate = true } = {}) {
  const config = readConfig();
  for (const warning of config.warnings) output.say(warning);
  const joined = await joinServices(config);
  const services = joined ?? (await startServices(config, { onProgress: (step) => output.progress(0, step) }));
  if (!joined) atEnd(() => services.stop());
  signal.throwIfAborted();
  atEnd(disconnectDatabase);
  const app = await createApp(config, services, { migrate, onStep: (step) => output.progress(0, step) });
  atEnd(closeWarehouseClient);
  atEnd(() => app.stop());
  signal.throwIfAborted();
}
