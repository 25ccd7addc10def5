import { sql, type RetentionRule } from '@regiso/core';

const act = 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»';

/** Hashes by which a result is found without signing in; afterwards it is seen by those who sign in. */
export const lookUpKeys: RetentionRule = {
  id: 'exams.look-up-keys',
  title: 'Поиск результата экзамена без входа',
  titleEn: 'Look-up of an exam result without signing in',
  days: 365,
  act,
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  remove: async (before, { persons }) => {
    await sql`DELETE FROM exams.look_up_tries WHERE at < now() - interval '1 day'`;
    const gone = await sql<{ person: string }>`DELETE FROM exams.result_keys k USING exams.person_results r
      WHERE r.id = k.result_id AND r.published_at < ${before} AND r.person_id <> ALL (${[...persons]}::uuid[])
      RETURNING r.person_id AS person`;
    return { count: gone.length, persons: [...new Set(gone.map(({ person }) => person))] };
  },
};

/** Appeals that were decided or withdrawn; the versions of the result and the ground of each stay. */
export const endedAppeals: RetentionRule = {
  id: 'exams.appeals',
  title: 'Рассмотренные и отозванные апелляции по экзаменам',
  titleEn: 'Appeals on exams that were decided or withdrawn',
  days: 3 * 365,
  act,
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  remove: async (before, { persons }) => {
    const gone = await sql<{ person: string }>`DELETE FROM exams.appeals
      WHERE ended_at < ${before} AND person_id <> ALL (${[...persons]}::uuid[]) RETURNING person_id AS person`;
    return { count: gone.length, persons: [...new Set(gone.map(({ person }) => person))] };
  },
};
