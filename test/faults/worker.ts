import { plugins } from './plugins';
import { runWorker } from './worker-process';

void runWorker(plugins).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
