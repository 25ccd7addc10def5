import { sql, type RetentionRule } from '@regiso/core';

/** Who was sent which figures when: old sendings go, and deliveries that ended or were taken away long ago. */
export const oldDeliveries: RetentionRule = {
  id: 'dashboards.deliveries',
  title: 'Рассылки панелей и сведения об отправках',
  titleEn: 'Deliveries of dashboards and what was sent',
  days: 365,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  remove: async (before, { accounts }) => {
    const held = [...accounts];
    const runs = await sql`DELETE FROM dashboards.delivery_runs r WHERE r.finished_at < ${before}
      AND NOT r.owner_id = ANY (${held}::uuid[]) AND NOT EXISTS (SELECT FROM dashboards.delivery_sendings s
        WHERE s.run_id = r.id AND s.account_id = ANY (${held}::uuid[])) RETURNING id`;
    const ended = await sql`DELETE FROM dashboards.deliveries
      WHERE (removed_at < ${before} OR ends_on < ${before}::date) AND NOT accounts && ${held}::uuid[]
        AND NOT EXISTS (SELECT FROM dashboards.delivery_runs r WHERE r.delivery_id = deliveries.id) RETURNING id`;
    return runs.length + ended.length;
  },
};
