import { createApp } from '../../core/server/app';
import { readConfig } from '../../core/server/config';
import { plugins } from './plugins';

/** A worker of its own, to be killed: everything it needs stands in its environment. */
async function main() {
  const config = readConfig();
  const services = {
    databaseUrl: config.databaseUrl ?? '',
    loaderUrl: config.loaderUrl ?? '',
    clickhouseUrl: config.clickhouseUrl ?? '',
    ...(config.redisUrl && { redisUrl: config.redisUrl }),
  };
  const app = await createApp(config, services, { found: plugins, migrate: false });
  await app.start({ web: false, worker: true });
  process.send?.('ready');
  process.on('SIGTERM', () => void app.stop().then(() => process.exit(0)));
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
