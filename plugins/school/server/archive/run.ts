import { z } from 'zod';
import { audit, inTransaction, job, log, notify, sql, type JobRun } from '@regiso/core';
import { archivedJournal } from './gather';
import { archiveNotice } from './notices';
import { take, type Cause } from './take';

const process = 'school/make-archive';

type Order = Cause & { journal: string | null; taken: number; all: number };

/** The order was stopped, or somebody else has taken its journal: what was made of it is not kept. */
class Overtaken extends Error {}

/** Takes the journals of an order into the archive, one after the other; called twice, it goes on where it was. */
export async function makeArchive(
  id: string,
  { signal, progress }: Pick<JobRun, 'signal' | 'progress'>,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const order = await inTransaction({ process }, () => openOrder(id));
    if (!order) return;
    const { journal } = order;
    if (journal === null) return inTransaction({ process }, () => end(id));
    try {
      await inTransaction({ process }, () => takeOne(id, journal, order));
    } catch (error) {
      // A worker that stops leaves the rest to the next one.
      if (signal.aborted) throw error;
      if (error instanceof Overtaken) continue;
      log.warn('a journal was not taken into the archive', { order: id, journal, error });
      await inTransaction({ process }, () => skip(id, journal, order));
    }
    await progress((order.taken + 1) / order.all);
  }
}

/** An order that is under way, with its next journal; nothing once it has ended. It is not locked: it may be stopped meanwhile. */
async function openOrder(id: string): Promise<Order | undefined> {
  const [order] = await sql<Order>`SELECT o.number, o.reason, o.journals[cardinality(o.archives) + 1] AS journal,
      o.ordered_by AS "orderedBy", a.name AS who, cardinality(o.archives) AS taken, cardinality(o.journals) AS "all"
    FROM school.archive_orders o LEFT JOIN core.accounts a ON a.id = o.ordered_by
    WHERE o.id = ${id} AND o.state IN ('waiting', 'running')`;
  return order;
}

async function takeOne(id: string, journalId: string, order: Order) {
  const journal = await archivedJournal(journalId);
  const taken = journal ? await take(journal, order) : { id: null, isNew: false };
  const [kept] = await sql`UPDATE school.archive_orders SET state = 'running', archives = archives || ${taken.id}::uuid,
      made = made + ${taken.isNew ? 1 : 0}
    WHERE id = ${id} AND state IN ('waiting', 'running') AND cardinality(archives) = ${order.taken} RETURNING id`;
  if (!kept) throw new Overtaken();
  if (!journal) await audit('school.archive-made', { type: 'journal', id: journalId }, { order: order.number });
}

async function skip(id: string, journalId: string, order: Order) {
  const [skipped] = await sql`UPDATE school.archive_orders SET state = 'running', archives = archives || NULL::uuid,
      skipped = skipped + 1
    WHERE id = ${id} AND state IN ('waiting', 'running') AND cardinality(archives) = ${order.taken} RETURNING id`;
  if (skipped) await audit('school.archive-skipped', { type: 'journal', id: journalId }, { order: order.number });
}

type Ended = {
  number: number;
  state: 'done' | 'failed';
  made: number;
  skipped: number;
  organisationId: string;
  orderedBy: string | null;
};

/** The end of an order, recorded, and told to who asked; it has failed when every journal was skipped. */
async function end(id: string) {
  const [order] = await sql<Ended>`UPDATE school.archive_orders
    SET state = CASE WHEN skipped = cardinality(journals) THEN 'failed' ELSE 'done' END, ended_at = now()
    WHERE id = ${id} AND state IN ('waiting', 'running')
    RETURNING number, state, made, skipped, organisation_id AS "organisationId", ordered_by AS "orderedBy"`;
  if (!order) return;
  const { number, state, made, skipped, organisationId, orderedBy } = order;
  const object = { type: 'archive-order', id, organisationId };
  await audit('school.archive-ended', object, { number, state, made, skipped });
  if (!orderedBy) return;
  await notify({
    ...{ kind: archiveNotice.id, accountIds: [orderedBy], link: '/app/school/archive', once: `archive/${id}` },
    ...titlesOf(order),
  });
}

function titlesOf({ number, state, skipped }: Ended) {
  const [ru, en] = [`Архив журналов по заказу № ${number}`, `Archive of journals no. ${number}`];
  if (state === 'failed') return { title: `${ru} не получился`, titleEn: `${en} could not be made` };
  if (!skipped) return { title: `${ru} готов`, titleEn: `${en} is ready` };
  return {
    title: `${ru} готов не весь, не получилось журналов: ${skipped}`,
    titleEn: `${en} is ready but for journals that could not be made: ${skipped}`,
  };
}

export const makeArchiveJob = job({
  name: 'make-archive',
  title: 'Архив журналов',
  data: z.object({ id: z.uuid() }),
  lane: 'archive',
  attempts: 12,
  transaction: false,
  handler: ({ id }, run) => makeArchive(id, run),
});
