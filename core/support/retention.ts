import type { RetentionRule } from '../server/plugin';
import { deleteFile, filesOf } from '../files/api';
import { sql } from '../server/sql';
import { ownerOf } from './attachments';

export const oldTickets: RetentionRule = {
  id: 'support.solved-tickets',
  title: 'Решённые обращения в поддержку',
  titleEn: 'Solved questions to support',
  days: 3 * 365,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  remove: async (before, { accounts }) => {
    await sql`DELETE FROM core.question_tries WHERE at < now() - interval '1 day'`;
    const gone = await sql<{ id: string }>`DELETE FROM core.tickets WHERE solved_at < ${before}
      AND (account_id = ANY (${[...accounts]}::uuid[])) IS NOT TRUE RETURNING id`;
    for (const { id } of gone) for (const file of await filesOf(ownerOf(id))) await deleteFile(file.id, ownerOf(id));
    return gone.length;
  },
};
