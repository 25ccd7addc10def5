import { createApp } from '../../../core/server/app';
import { readConfig } from '../../../core/server/config';
import { findPlugins } from '../../../core/server/find';
import { goSecond } from '../../../core/server/priority';

/** The web or the worker of an installation in a process of its own; where it works stands in its environment. */
async function run([part = '', ...ids]: readonly string[]) {
  if (part === 'worker') goSecond();
  const config = readConfig();
  const { databaseUrl = '', appUrl, loaderUrl = '', clickhouseUrl = '' } = config;
  const services = { databaseUrl, loaderUrl, clickhouseUrl, ...(appUrl && { appUrl }) };
  const found = findPlugins().found.filter(({ id }) => ids.includes(id));
  const app = await createApp(config, services, { found, migrate: false });
  const site = await app.start({ web: part === 'web', worker: part === 'worker' });
  process.send?.(site ?? '');
  process.on('disconnect', () => process.exit(0));
}

void run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
