import { setTimeout as pause } from 'node:timers/promises';
import type { Job } from 'bullmq';
import { loadDemo } from '../demo';
import { enabledPlugins } from '../installed';
import { inTransaction } from '../database';
import { queueOf, startWorkers } from '../jobs';
import type { DemoSize } from '../plugin';
import { sql } from '../sql';
import type { Output } from './output';

/** Every plugin names so the job that fills what its demo begins with. */
const filling = 'fill-demo';

/** Loads a demo region wholly: its first records, and then by a worker of its own what jobs fill behind them. */
export async function wholeDemo(size: DemoSize, output: Output, signal: AbortSignal) {
  const began = Date.now();
  const shares: Shares = new Map();
  await loadDemo(size, (share, step) => {
    signal.throwIfAborted();
    output.progress(share / 5, step);
  });
  const workers = await startWorkers();
  try {
    // Between a job and what follows from its end everything may be quiet for a moment.
    for (let quiet = 0, unanswered = 0; quiet < 3; quiet += 1) {
      await pause(1_000, undefined, { signal });
      try {
        if (await fills(began, shares)) quiet = -1;
        unanswered = 0;
      } catch (error) {
        // A service that is being restarted comes back: the jobs go on from where they stood.
        unanswered += 1;
        if (error instanceof NotFilled || unanswered > patience) throw error;
        quiet = -1;
      }
      output.progress(0.2 + wholeOf(shares) * 0.8, 'Люди, очередь, журналы');
    }
  } finally {
    await workers.stop();
  }
}

class NotFilled extends Error {}

/** Questions without an answer in a row, a second each, before it is given up. */
const patience = 60;

type Shares = Map<string, number>;

/** Whether something is still being filled. Throws when it could not be. */
async function fills(began: number, shares: Shares): Promise<boolean> {
  let isBusy = await hasOrders();
  for (const { id, jobs = [], demo } of enabledPlugins()) {
    if (!demo || !jobs.some(({ name }) => name === filling)) continue;
    const queue = queueOf(id);
    isBusy ||= (await queue.getJobCountByTypes('wait', 'prioritized', 'active')) > 0;
    const [active] = await named(queue.getJobs('active', 0, 20));
    shares.set(id, active ? shareOf(active) : shares.get(id) ? 1 : 0);
    const [failed] = (await named(queue.getJobs('failed', 0, 20))).filter(({ finishedOn = 0 }) => finishedOn > began);
    if (failed) throw new NotFilled(`The demo of ${id} was not filled: ${failed.failedReason}`);
  }
  return isBusy;
}

const named = async (jobs: Promise<Job[]>) => (await jobs).filter((job) => job?.name === filling);

const shareOf = ({ progress }: Job) => (typeof progress === 'object' && (progress as { share?: number }).share) || 0.01;

const wholeOf = (shares: Shares) => [...shares.values()].reduce((sum, share) => sum + share, 0) / (shares.size || 1);

const hasOrders = () =>
  inTransaction({ process: 'regiso demo', readOnly: true }, async () => {
    const [row] = await sql<{ waits: boolean }>`SELECT EXISTS (SELECT FROM core.outbox) AS waits`;
    return row?.waits === true;
  });
