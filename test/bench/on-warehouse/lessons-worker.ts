import { runWorker } from '../../faults/worker-process';
import { lessonPlugins } from './lessons';

void runWorker(lessonPlugins).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
