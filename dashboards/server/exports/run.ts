import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  audit,
  inTransaction,
  installed,
  job,
  log,
  notify,
  placesOf,
  ProblemError,
  sql,
  storeMade,
  todayHere,
  type JobRun,
} from '@regiso/core';
import type { ExportWhy, NewExport } from '../../shared/exports';
import { actorNow, asReader } from '../deliveries/people';
import { writeFile } from './file';
import { exportNotice } from './notices';
import { planOf, type Plan } from './plan';
import { fileOwner } from './store';

const process = 'dashboards/make-export';
const unaudited = 'how far an export is; its end is recorded';
const daysKept = 7;

type Order = NewExport & { id: string; number: number; ownerId: string; owner: string; orderedAt: Date };
type Made = { path: string; plan: Plan; rows: number; hidden: number };
type Run = Pick<JobRun, 'signal' | 'progress'>;

/** Writes the file of an export with the rights its owner has now. Called twice, it leaves one file and one end. */
export async function makeExport(id: string, run: Run, everyMs = 1_000): Promise<void> {
  const order = await take(id);
  if (!order) return;
  const stop = new AbortController();
  const place = { share: 0 };
  const signal = AbortSignal.any([run.signal, stop.signal]);
  const path = await scratch(id);
  const beat = setInterval(() => void show(id, place.share, stop, run).catch(() => undefined), everyMs);
  try {
    const plan = await planNow(order);
    if (!plan) return await end(order, 'refused', 'no-right');
    // A file of half the data would look like one of all of them.
    if (!plan.asOf.at) return await end(order, 'failed', 'no-warehouse');
    const progress = (rows: number) => (place.share = Math.min(rows / Math.max(plan.rows, 1), 1));
    const written = await writeFile(path, plan, order, { signal, progress });
    signal.throwIfAborted();
    // The end holds the row: who would say meanwhile how far it is would only wait for it.
    clearInterval(beat);
    if (!(await finish(order, { path, plan, ...written }))) await end(order, 'cancelled', null);
  } catch (error) {
    // A worker that stops leaves the export to the next one.
    if (run.signal.aborted) throw error;
    if (stop.signal.aborted) return await end(order, 'cancelled', null);
    log.warn('an export was not made', { export: id, error });
    const why = whyOf(error);
    await end(order, why === 'no-right' || why === 'unfit' ? 'refused' : 'failed', why);
  } finally {
    clearInterval(beat);
    await rm(path, { force: true });
  }
}

const writing = <T>(work: () => Promise<T>) => inTransaction({ process, unaudited }, work);

const take = (id: string) =>
  writing(async () => {
    const [order] = await sql<Order>`UPDATE dashboards.exports e SET state = 'running', share = 0
      FROM core.accounts a WHERE e.id = ${id} AND a.id = e.owner_id AND e.state IN ('waiting', 'running')
      RETURNING e.id, number, owner_id AS "ownerId", a.name AS owner, indicator, divided_by AS by, filters, language,
        ordered_at AS "orderedAt"`;
    return order;
  });

async function show(id: string, share: number, stop: AbortController, run: Run) {
  const [row] = await writing(
    () => sql<{ asked: boolean }>`UPDATE dashboards.exports SET share = ${share}
      WHERE id = ${id} AND state = 'running' RETURNING cancel_asked AS asked`,
  );
  if (row?.asked) stop.abort();
  await run.progress(share);
}

// In the folder that the sweep of uploads clears when a worker dies; a name of its own for each who tries.
async function scratch(id: string) {
  const folder = join(installed().config.dataFolder, 'uploads');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, `export-${id}-${Date.now()}`);
}

/** Undefined for an owner who may take nothing out any more. */
async function planNow({ ownerId, indicator, by, filters }: Order): Promise<Plan | undefined> {
  const owner = await actorNow(ownerId);
  if (!owner) return undefined;
  return asReader(owner, async () => {
    if (!placesOf('dashboards.export').length) return undefined;
    return planOf({ indicator, by, filters });
  });
}

function whyOf(error: unknown): ExportWhy {
  if (!(error instanceof ProblemError)) return 'failed';
  const { status } = error.problem;
  if (status === 403 || status === 404) return 'no-right';
  if (status === 400) return 'unfit';
  return status === 503 ? 'no-warehouse' : 'failed';
}

/** Only what is still being written: whoever comes second finds it done, and whoever cancelled gets nothing. Gives whether it was. */
const finish = (order: Order, { path, plan, rows, hidden }: Made) =>
  inTransaction({ process }, async () => {
    const { id, number, indicator, ownerId } = order;
    if (!(await isWanted(id))) return false;
    const name = `${indicator.replace(/[^\w.-]/g, '')}-${todayHere()}-${number}.csv`;
    const { id: fileId, bytes, sha256 } = await storeMade({ path, name, type: 'csv' }, fileOwner(id));
    const { tick, at } = plan.asOf;
    await sql`UPDATE dashboards.exports SET state = 'done', share = 1, rows = ${rows}, hidden = ${hidden},
        definition_version = ${plan.owned.item.version}, tick = ${tick}, as_of = ${at}, file_id = ${fileId},
        bytes = ${bytes}, sha256 = ${sha256}, ended_at = now(), expires_at = now() + make_interval(days => ${daysKept}::int)
      WHERE id = ${id}`;
    const made = { number, owner: ownerId, indicator, rows, hidden, tick, bytes, sha256 };
    await audit('dashboards.export-made', { type: 'export', id }, made);
    await tell(order, `Выгрузка № ${number} готова`, `Export no. ${number} is ready`);
    return true;
  });

async function isWanted(id: string): Promise<boolean> {
  const [row] = await sql`SELECT id FROM dashboards.exports
    WHERE id = ${id} AND state = 'running' AND NOT cancel_asked FOR UPDATE`;
  return row !== undefined;
}

const end = (order: Order, state: 'refused' | 'failed' | 'cancelled', why: ExportWhy | null) =>
  inTransaction({ process, ...(state === 'cancelled' && { unaudited: 'who cancelled it is recorded' }) }, async () => {
    const { id, number, ownerId } = order;
    const [row] = await sql`UPDATE dashboards.exports SET state = ${state}, why = ${why}, ended_at = now()
      WHERE id = ${id} AND state = 'running' RETURNING id`;
    if (!row || state === 'cancelled') return;
    await audit('dashboards.export-failed', { type: 'export', id }, { number, owner: ownerId, why });
    await tell(order, `Выгрузка № ${number} не получилась`, `Export no. ${number} could not be made`);
  });

const tell = ({ id, ownerId }: Order, title: string, titleEn: string) =>
  notify({
    kind: exportNotice.id,
    accountIds: [ownerId],
    title,
    titleEn,
    link: '/app/dashboards/exports',
    once: `export/${id}`,
  });

export const makeExportJob = job({
  name: 'make-export',
  title: 'Выгрузка таблицы показателей',
  data: z.object({ id: z.uuid() }),
  lane: 'exports',
  // Long enough for a database that is away: an export that never ends keeps one of the owner's places.
  attempts: 12,
  transaction: false,
  handler: ({ id }, run) => makeExport(id, run),
});
