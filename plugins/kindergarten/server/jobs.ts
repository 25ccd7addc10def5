import { audit, inTransaction, job, sql } from '@regiso/core';
import { endOverdue, remind } from './services/directions';
import { followTerms } from './services/families';
import { countChildren } from './services/groups';
import { archiveGrown, endPrivileges, warnOfPrivileges } from './services/nightly';
import { recount } from './services/queue';
import { acceptSent } from './services/reception';
import { findRings } from './services/rings';
import { openPlanned } from './services/year-plans';

/** Woken by whoever sends an application; looks by itself too, should that have come to nothing. */
export const receiveApplications = job({
  name: 'receive-applications',
  title: 'Принять заявления в детский сад',
  every: 5_000,
  // The next run is the next attempt.
  attempts: 1,
  lane: 'intake',
  transaction: false,
  handler: async (_, { signal }) => ({ accepted: await acceptSent(signal) }),
});

/** Nightly: terms that are over, children grown out, privileges that have run out or soon will, ages on 1 September, groups planned for it, reminders. */
export const keepQueue = job({
  name: 'keep-queue',
  title: 'Пересчёт очереди и сроки',
  every: { cron: '15 2 * * *' },
  handler: async () => {
    const families = await followTerms();
    const overdue = await endOverdue();
    const archived = await archiveGrown();
    const expired = await endPrivileges();
    const changed = await recount('everybody', 'nightly');
    const reminded = (await remind()) + (await warnOfPrivileges());
    const opened = await openPlanned();
    await countChildren('all');
    const done = { families, overdue, archived, expired, changed, reminded, opened };
    await audit('kindergarten.queue-kept', { type: 'region' }, done);
    return done;
  },
});

/** Nightly, after the queue: rings of families willing to swap, a municipality in a transaction. */
export const findExchanges = job({
  name: 'find-exchanges',
  title: 'Поиск обменов местами',
  every: { cron: '45 2 * * *' },
  transaction: false,
  handler: async (_, run) => {
    const transacted = <T>(work: () => Promise<T>) => inTransaction({ process: 'kindergarten/find-exchanges' }, work);
    const towns = await transacted(
      () => sql<{ id: string }>`SELECT municipality_id AS id FROM kindergarten.applications
        WHERE swaps AND status = 'queued' AND municipality_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1 ORDER BY 1`,
    );
    let found = 0;
    for (const { id } of towns) {
      if (run.signal.aborted) break;
      found += await transacted(() => findRings(id));
    }
    return { found };
  },
});
