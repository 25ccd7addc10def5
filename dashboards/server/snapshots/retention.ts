import { sql, type RetentionRule } from '@regiso/core';

/** Boards as they were reported: five years, as reports of less than a year are kept. */
export const oldSnapshots: RetentionRule = {
  id: 'dashboards.snapshots',
  title: 'Снимки панелей «как отчитались»',
  titleEn: 'Boards frozen as reported',
  days: 1_826,
  act: 'Приказ Росархива от 20.12.2019 № 236 «Об утверждении Перечня типовых управленческих архивных документов»',
  clause: 'разд. 2.3',
  validFrom: '2020-02-18',
  verified: false,
  remove: async (before, { accounts }) => {
    const gone = await sql`DELETE FROM dashboards.snapshots
      WHERE frozen_at < ${before} AND NOT owner_id = ANY (${[...accounts]}::uuid[]) RETURNING id`;
    return gone.length;
  },
};
