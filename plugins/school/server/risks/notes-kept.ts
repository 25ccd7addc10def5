import { sql, type RetentionRule } from '@regiso/core';
import { noteText } from './notes';

/** What was done for pupils who needed attention: three years after it was written. */
export const oldRiskNotes: RetentionRule = {
  id: 'school.risk-notes',
  title: 'Записи о том, что сделано для учеников из зоны внимания',
  titleEn: 'What was done for pupils who needed attention',
  days: 3 * 365,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  atOnce: 500,
  remove: async (before, { persons }) => {
    const gone = await sql<{ person: string }>`DELETE FROM school.risk_notes n USING school.pupils p
      WHERE p.id = n.pupil_id AND n.id IN (SELECT o.id FROM school.risk_notes o JOIN school.pupils q ON q.id = o.pupil_id
        WHERE o.written_at < ${before} AND NOT q.person_id = ANY (${[...persons]}::uuid[]) ORDER BY o.written_at LIMIT 500)
      RETURNING p.person_id AS person`;
    return { count: gone.length, persons: [...new Set(gone.map(({ person }) => person))] };
  },
};

type Noted = { id: string; note: Buffer };

/** The same for the pupil's own archive; must run beyond the reach. */
export async function ownRiskNotes(pupil: string): Promise<object[]> {
  const rows = await sql<Noted>`SELECT id, note, written_at AS "когда" FROM school.risk_notes
    WHERE pupil_id = ${pupil} ORDER BY id LIMIT 1000`;
  return rows.map(({ id, note, ...row }) => ({ ...row, что_сделано: noteText({ id, note }) }));
}
