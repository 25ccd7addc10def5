import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Options } from '@node-rs/argon2';

const idleMs = 5_000;

type Work = { password: string; stored?: string; options: Options };
type Idle = { worker: Worker; timer: NodeJS.Timeout };
const idle: Idle[] = [];

/** Hashes, or compares with a stored hash, on a thread of low priority of its own. False for a hash that is none. */
export async function onThread(work: Work): Promise<string | boolean> {
  const worker = takeIdle() ?? newWorker();
  worker.ref();
  try {
    const answer = await answerOf(worker, work);
    keepIdle(worker);
    return answer;
  } catch (error) {
    void worker.terminate();
    throw error;
  }
}

// Tools that this process was started with are not wanted there: the worker is plain JavaScript.
const newWorker = () => new Worker(join(__dirname, 'hashing-worker.cjs'), { execArgv: [] });

function answerOf(worker: Worker, work: Work): Promise<string | boolean> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('the thread that hashes has ended'));
    worker.once('error', reject).once('exit', gone);
    worker.once('message', (answer: string | boolean) => {
      worker.off('error', reject).off('exit', gone);
      resolve(answer);
    });
    worker.postMessage(work);
  });
}

function keepIdle(worker: Worker) {
  worker.unref();
  const timer = setTimeout(() => {
    const at = idle.findIndex((one) => one.worker === worker);
    if (at >= 0) idle.splice(at, 1);
    void worker.terminate();
  }, idleMs).unref();
  idle.push({ worker, timer });
}

function takeIdle(): Worker | undefined {
  const found = idle.pop();
  if (found) clearTimeout(found.timer);
  return found?.worker;
}
