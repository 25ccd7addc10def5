import type { RetentionRule } from '../server/plugin';
import { sql } from '../server/sql';

export const oldTickets: RetentionRule = {
  id: 'support.solved-tickets',
  title: 'Решённые обращения в поддержку',
  titleEn: 'Solved questions to support',
  days: 3 * 365,
  remove: async (before) => {
    await sql`DELETE FROM core.question_tries WHERE at < now() - interval '1 day'`;
    return (await sql`DELETE FROM core.tickets WHERE solved_at < ${before} RETURNING id`).length;
  },
};
