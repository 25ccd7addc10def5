import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';

export const oldNotices: RetentionRule = {
  id: 'notices.old',
  title: 'Уведомления пользователей',
  titleEn: 'Notices of users',
  days: 365,
  remove: async (before) => (await sql`DELETE FROM core.notices WHERE created_at < ${before} RETURNING id`).length,
};

export const oldMails: RetentionRule = {
  id: 'notices.old-mails',
  title: 'Исходящие письма',
  titleEn: 'Letters of the outbox',
  days: 90,
  remove: async (before) =>
    (await sql`DELETE FROM core.mails WHERE created_at < ${before} AND state <> 'sending' RETURNING id`).length,
};
