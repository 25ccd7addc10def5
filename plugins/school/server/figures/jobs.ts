import { inTransaction, job, sql, todayHere } from '@regiso/core';
import { countFigures } from './count';

const transacted = <T>(work: () => Promise<T>) =>
  inTransaction(
    { process: 'school/count-figures', unaudited: 'figures that follow from journals, whose changes are recorded' },
    work,
  );

/** Nightly: what figures need of many rows together, a school in a transaction. */
export const countFiguresJob = job({
  name: 'count-figures',
  title: 'Показатели посещаемости, заданий и расписания',
  every: { cron: '50 2 * * *' },
  transaction: false,
  handler: async (_, run) => {
    const today = todayHere();
    const years = await transacted(
      () => sql<{ id: string }>`SELECT id FROM school.years WHERE ${today}::date BETWEEN starts_on AND ends_on
        ORDER BY id LIMIT 5000`,
    );
    for (const { id } of years) {
      if (run.signal.aborted) break;
      await transacted(() => countFigures(id, today));
    }
    return { schools: years.length };
  },
});
