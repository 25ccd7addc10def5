import { runWorker } from '../../faults/worker-process';
import { plugins } from './plugins';

void runWorker(plugins).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
