import { job, todayHere } from '@regiso/core';
import { freezeDue } from './frozen';

/** Nightly: forms whose day has just passed are frozen as the records say them, unless a person has done so. */
export const freezeForms = job({
  name: 'freeze-forms',
  title: 'Фиксация формы ОО-1 после её дня',
  every: { cron: '35 1 * * *' },
  transaction: false,
  handler: async (_, run) => ({ schools: await freezeDue(todayHere(), run.signal) }),
});
