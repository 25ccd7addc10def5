import { audit, job, sql, todayHere } from '@regiso/core';
import { endReopenings } from './services/reopen';

/** Nightly: lessons whose day has passed count in the figures of journals, filled or not. */
export const endLessons = job({
  name: 'end-lessons',
  title: 'Прошедшие уроки',
  every: { cron: '20 2 * * *' },
  handler: async () => {
    const over = await sql`UPDATE school.lessons SET is_over = true
      WHERE NOT is_over AND cancelled_at IS NULL AND day < ${todayHere()}::date RETURNING id`;
    if (over.length) await audit('school.lessons-over', { type: 'region' }, { lessons: over.length });
    return { lessons: over.length };
  },
});

/** Nightly: periods that an act had opened are closed again; they were locked from midnight on, this says so. */
export const relockPeriods = job({
  name: 'relock-periods',
  title: 'Закрытие периодов после срока акта',
  every: { cron: '5 0 * * *' },
  handler: async () => ({ periods: await endReopenings() }),
});
