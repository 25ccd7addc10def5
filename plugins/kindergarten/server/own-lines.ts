import { sql, type ChildLine, type ChildLines } from '@regiso/core';
import { statusWords } from './services/step';
import type { Status } from '../shared';

/** What a guardian sees of the queue beside each child. */
export const ownLines: ChildLines = {
  title: 'Детский сад',
  titleEn: 'Kindergarten',
  lines: async (children) => {
    type Row = { childId: string; id: string; number: string; status: Status };
    const rows =
      await sql<Row>`SELECT a.child_id AS "childId", a.id, a.number, a.status FROM kindergarten.applications a
      WHERE a.child_id = ANY (${[...children]}::uuid[]) AND a.status NOT IN ('draft', 'withdrawn', 'archived')
      ORDER BY a.filed_at LIMIT 200`;
    return rows.map(({ childId, id, number, status }): ChildLine => ({
      childId,
      text: `Заявление № ${number}: ${statusWords[status][0]}`,
      textEn: `Application ${number}: ${statusWords[status][1]}`,
      to: `/kindergarten/own/${id}`,
    }));
  },
};
