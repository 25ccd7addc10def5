import { sql, type RetentionRule } from '@regiso/core';

/** Own boards that were taken away long ago. */
export const oldBoards: RetentionRule = {
  id: 'dashboards.own-boards',
  title: 'Удалённые свои панели',
  titleEn: 'Own boards that were taken away',
  days: 365,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  remove: async (before, { accounts }) => {
    const gone = await sql`DELETE FROM dashboards.own_boards
      WHERE removed_at < ${before} AND NOT owner_id = ANY (${[...accounts]}::uuid[]) RETURNING id`;
    return gone.length;
  },
};
