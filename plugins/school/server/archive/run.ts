import { z } from 'zod';
import { audit, inTransaction, job, log, notify, sql, type JobRun } from '@regiso/core';
import { archivedJournal } from './gather';
import { archiveNotice } from './notices';
import { take, type Cause } from './take';

const process = 'school/make-archive';

type Order = Cause & { journal: string | null; left: number; all: number };

/** Takes the journals of an order into the archive, one after the other; called twice, it goes on where it was. */
export async function makeArchive(
  id: string,
  { signal, progress }: Pick<JobRun, 'signal' | 'progress'>,
): Promise<void> {
  try {
    for (;;) {
      signal.throwIfAborted();
      const share = await takeNext(id);
      if (share === undefined) return;
      await progress(share);
    }
  } catch (error) {
    // A worker that stops leaves the rest to the next one.
    if (signal.aborted) throw error;
    log.warn('an archive was not made', { order: id, error });
    await inTransaction({ process }, () => end(id, 'failed'));
  }
}

/** The next journal of an order, in a transaction of its own. Gives how far the order is; nothing once it has ended. */
const takeNext = (id: string): Promise<number | undefined> =>
  inTransaction({ process }, async () => {
    const [order] = await sql<Order>`SELECT o.number, o.reason,
        o.journals[cardinality(o.archives) + 1] AS journal, o.ordered_by AS "orderedBy", a.name AS who,
        cardinality(o.journals) - cardinality(o.archives) AS "left", cardinality(o.journals) AS "all"
      FROM school.archive_orders o LEFT JOIN core.accounts a ON a.id = o.ordered_by
      WHERE o.id = ${id} AND o.state IN ('waiting', 'running') FOR UPDATE OF o`;
    if (!order) return undefined;
    if (order.journal === null) {
      await end(id, 'done');
      return undefined;
    }
    const journal = await archivedJournal(order.journal);
    const taken = journal ? await take(journal, order) : { id: null, isNew: false };
    await sql`UPDATE school.archive_orders SET state = 'running', archives = archives || ${taken.id}::uuid,
        made = made + ${taken.isNew ? 1 : 0} WHERE id = ${id}`;
    if (!journal) await audit('school.archive-made', { type: 'journal', id: order.journal }, { order: order.number });
    return (order.all - order.left + 1) / order.all;
  });

type Ended = { number: number; made: number; organisationId: string; orderedBy: string | null };

/** The end of an order, recorded, and told to who asked. */
async function end(id: string, state: 'done' | 'failed') {
  const [order] = await sql<Ended>`UPDATE school.archive_orders SET state = ${state}, ended_at = now()
    WHERE id = ${id} AND state IN ('waiting', 'running')
    RETURNING number, made, organisation_id AS "organisationId", ordered_by AS "orderedBy"`;
  if (!order) return;
  const { number, made, organisationId, orderedBy } = order;
  await audit('school.archive-ended', { type: 'archive-order', id, organisationId }, { number, state, made });
  if (!orderedBy) return;
  await notify({
    kind: archiveNotice.id,
    accountIds: [orderedBy],
    title:
      state === 'done'
        ? `Архив журналов по заказу № ${number} готов`
        : `Архив журналов по заказу № ${number} не получился`,
    titleEn:
      state === 'done'
        ? `Archive of journals no. ${number} is ready`
        : `Archive of journals no. ${number} could not be made`,
    link: '/app/school/archive',
    once: `archive/${id}`,
  });
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
