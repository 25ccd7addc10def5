import { z } from 'zod';
import { inTransaction, installed, job, queueOf } from '@regiso/core';
import { alignSchema, replaceEmptied } from './align';
import { activeTables, promoteReady } from './generations';
import { keepShort } from './keep-short';
import { move as moveRange, planMoves, type Due } from './moves';
import { beat } from './heartbeat';
import { refreshRollups } from './rollups';
import { execute, requestRun, unfinishedRuns } from './runs';
import { takeSnapshot } from './snapshot';
import { tick } from './ticks';

/** What needs PostgreSQL alone goes on however long ClickHouse takes: ticks, so that the lag is known, and the log's limit. */
const lane = 'upkeep';
const untilDone = { attempts: 1_000_000, backoff: { type: 'fixed', delay: 2_000 } };
const forgotten = { removeOnComplete: true, removeOnFail: true };

const alignTables = job({
  name: 'align-tables',
  title: 'Make the tables of the warehouse equal to the facts',
  atStart: true,
  every: 60_000,
  attempts: 8,
  transaction: false,
  handler: async () => {
    const done = await alignSchema();
    await enqueueSnapshots();
    return done;
  },
});

const writeTick = job({
  name: 'write-tick',
  title: 'See what has changed and hand it to the movers',
  get every() {
    return installed().config.tickMs;
  },
  lane,
  // A tick does not wait for the log to be emptied.
  concurrency: 3,
  attempts: 1,
  transaction: false,
  handler: async () => {
    await tick();
    await enqueueMoves(await planMoves());
  },
});

const settleTables = job({
  name: 'settle-tables',
  title: 'Begin emptied tables anew and let finished ones take their place',
  get every() {
    return Math.max(1_000, installed().config.tickMs);
  },
  attempts: 1,
  transaction: false,
  handler: async () => {
    if ((await replaceEmptied()).length) await enqueueSnapshots();
    await promoteReady();
  },
});

// One id for one range: handing it over again while it waits or runs changes nothing.
const enqueueMoves = (due: Due[]) =>
  queueOf('warehouse').addBulk(
    due.map((data) => ({
      name: 'move',
      data,
      opts: { jobId: `move:${data.tableId}:${data.from}-${data.to}`, ...untilDone, ...forgotten },
    })),
  );

async function enqueueSnapshots() {
  const building = (await activeTables()).filter(({ state }) => state === 'building');
  const snapshots = building.map(({ id }) => ({
    name: 'snapshot',
    data: { tableId: id },
    opts: { jobId: `snapshot:${id}:0`, ...untilDone, ...forgotten },
  }));
  if (snapshots.length) await queueOf('warehouse').addBulk(snapshots);
}

const move = job({
  name: 'move',
  title: 'Carry changed rows into ClickHouse',
  data: z.object({ tableId: z.number(), from: z.number(), to: z.number() }),
  concurrency: 6,
  transaction: false,
  handler: async (due) => moveRange(due),
});

const snapshot = job({
  name: 'snapshot',
  title: 'Fill a table of the warehouse',
  data: z.object({ tableId: z.number() }),
  transaction: false,
  handler: async ({ tableId }, run) => {
    await takeSnapshot(tableId, { signal: run.signal, onChunk: (done, of) => run.progress(done / of) });
    await enqueueMoves(await planMoves());
    await promoteReady();
  },
});

const executeRun = job({
  name: 'execute-run',
  title: 'Rebuild, verify or repair tables of the warehouse',
  data: z.object({ runId: z.uuid() }),
  attempts: 3,
  transaction: false,
  handler: async ({ runId }, run) =>
    execute(runId, { signal: run.signal, onProgress: (share, step) => void run.progress(share, step) }),
});

const resumeRuns = job({
  name: 'resume-runs',
  title: 'Go on with runs whose process has ended',
  atStart: true,
  every: 60_000,
  attempts: 1,
  transaction: false,
  handler: async () => {
    const runs = (await unfinishedRuns()).map((runId) => ({
      name: 'execute-run',
      data: { runId },
      opts: { jobId: `run:${runId}:0`, ...forgotten },
    }));
    if (runs.length) await queueOf('warehouse').addBulk(runs);
  },
});

const repairNightly = job({
  name: 'repair-nightly',
  title: 'Compare the warehouse with PostgreSQL at night and make right what is wrong',
  every: { cron: '30 3 * * *' },
  attempts: 1,
  transaction: false,
  handler: async (_data, run) => {
    const runId = await inTransaction({ process: 'warehouse' }, () => requestRun('repair'));
    return execute(runId, { signal: run.signal });
  },
});

const measureHeartbeat = job({
  name: 'measure-heartbeat',
  title: 'Measure how long a commit takes to be seen in the warehouse',
  every: 30_000,
  attempts: 1,
  transaction: false,
  handler: (_data, run) => beat({ signal: run.signal }),
});

const bringOnRollups = job({
  name: 'bring-on-rollups',
  title: 'Sum up again what has changed in large tables',
  every: 10_000,
  attempts: 1,
  transaction: false,
  handler: refreshRollups,
});

const keepLogShort = job({
  name: 'keep-log-short',
  title: 'Empty what every table holds from the change log',
  every: 10_000,
  lane,
  attempts: 1,
  transaction: false,
  handler: keepShort,
});

export const jobs = [
  alignTables,
  writeTick,
  settleTables,
  move,
  snapshot,
  executeRun,
  resumeRuns,
  repairNightly,
  measureHeartbeat,
  bringOnRollups,
  keepLogShort,
];
