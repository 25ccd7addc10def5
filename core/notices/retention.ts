import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';

export const oldNotices: RetentionRule = {
  id: 'notices.old',
  title: 'Уведомления пользователей',
  titleEn: 'Notices of users',
  days: 365,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  remove: async (before, { accounts }) =>
    (
      await sql`DELETE FROM core.notices WHERE created_at < ${before}
        AND NOT account_id = ANY (${[...accounts]}::uuid[]) RETURNING id`
    ).length,
};

export const oldMails: RetentionRule = {
  id: 'notices.old-mails',
  title: 'Исходящие письма',
  titleEn: 'Letters of the outbox',
  days: 90,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  remove: async (before, { accounts }) =>
    (
      await sql`DELETE FROM core.mails WHERE created_at < ${before} AND state <> 'sending'
        AND (account_id = ANY (${[...accounts]}::uuid[])) IS NOT TRUE RETURNING id`
    ).length,
};
