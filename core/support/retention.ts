import type { RetentionRule } from '../server/plugin';
import { deleteFile, filesOf } from '../files/api';
import { sql } from '../server/sql';
import { ownerOf } from './attachments';

export const oldTickets: RetentionRule = {
  id: 'support.solved-tickets',
  title: 'Решённые обращения в поддержку',
  titleEn: 'Solved questions to support',
  days: 3 * 365,
  remove: async (before) => {
    await sql`DELETE FROM core.question_tries WHERE at < now() - interval '1 day'`;
    const gone = await sql<{ id: string }>`DELETE FROM core.tickets WHERE solved_at < ${before} RETURNING id`;
    for (const { id } of gone) for (const file of await filesOf(ownerOf(id))) await deleteFile(file.id, ownerOf(id));
    return gone.length;
  },
};
