import { sql, type RetentionRule } from '@regiso/core';

/** Explanations are in the words of people: alerts that were closed long ago go. */
export const oldAlerts: RetentionRule = {
  id: 'dashboards.closed-alerts',
  title: 'Закрытые тревоги по показателям',
  titleEn: 'Closed alerts on indicators',
  days: 3 * 365,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  // One whose condition still holds stays: without it the same alert would be raised again.
  remove: async (before, { accounts }) =>
    (
      await sql`DELETE FROM dashboards.alerts WHERE closed_at < ${before} AND cleared_at IS NOT NULL
        AND NOT accounts && ${[...accounts]}::uuid[] RETURNING id`
    ).length,
};
