import { readConfig } from '../../config';
import { startServices } from '..';

/** Runs the services as a process of its own and says each thing as one line of JSON, for the tests. */
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function main() {
  const services = await startServices(readConfig({ REGISO_DATA: process.argv[2] ?? '' }), {
    onEvent: (event) => say({ event }),
  });
  process.on('SIGTERM', () => void services.stop().then(() => process.exit(0)));
  say({ ready: { databaseUrl: services.databaseUrl, clickhouseUrl: services.clickhouseUrl } });
}

main().catch((error: unknown) => {
  say({ failed: (error as Error).message });
  process.exit(1);
});
