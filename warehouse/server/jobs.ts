import { z } from 'zod';
import { installed, job, log, queueOf } from '@regiso/core';
import { OneFact } from '../shared';
import { alignSchema, replaceEmptied } from './align';
import { activeTables, promoteReady } from './generations';
import { keepShort } from './keep-short';
import { move as moveRange, planMoves, type Due } from './moves';
import { beginRebuild } from './rebuild';
import { takeSnapshot } from './snapshot';
import { tick } from './ticks';
import { verify } from './verify';

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
  attempts: 1,
  transaction: false,
  handler: async () => {
    await tick();
    await enqueueMoves(await planMoves());
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

const rebuildTables = job({
  name: 'rebuild-tables',
  title: 'Build tables of the warehouse anew',
  data: OneFact,
  attempts: 3,
  transaction: false,
  handler: async ({ fact }) => {
    const begun = await beginRebuild(fact);
    await enqueueSnapshots();
    return begun;
  },
});

const verifyTables = job({
  name: 'verify-tables',
  title: 'Compare the warehouse with PostgreSQL row by row',
  data: OneFact,
  attempts: 3,
  transaction: false,
  handler: async ({ fact }, run) => {
    const results = await verify(fact, {
      signal: run.signal,
      progress: (share, step) => run.progress(share, step),
    });
    log.info('the warehouse is verified', { wrong: results.filter(({ ok }) => !ok).map((one) => one.fact) });
    return results;
  },
});

const keepLogShort = job({
  name: 'keep-log-short',
  title: 'Empty what every table holds from the change log',
  every: 60_000,
  attempts: 1,
  transaction: false,
  handler: keepShort,
});

export const jobs = [alignTables, writeTick, move, snapshot, rebuildTables, verifyTables, keepLogShort];
