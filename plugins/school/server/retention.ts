import { deleteFile, filesOf, sql, type RetentionRule } from '@regiso/core';
import { ownerOfHandin } from './services/handed';

/** Homework that was handed in, with its files: a year after it was looked for last. */
export const oldHandins: RetentionRule = {
  id: 'school.handins',
  title: 'Сданные домашние работы и их фотографии',
  titleEn: 'Homework handed in, and its photos',
  days: 365,
  act: 'Федеральный закон от 27.07.2006 № 152-ФЗ «О персональных данных»',
  clause: 'ст. 5 ч. 7',
  validFrom: '2006-07-27',
  verified: false,
  atOnce: 500,
  remove: async (before, { persons }) => {
    const gone = await sql<{ id: string; person: string }>`DELETE FROM school.handins h USING school.pupils p
      WHERE p.id = h.pupil_id AND h.id IN (SELECT o.id FROM school.handins o JOIN school.pupils q ON q.id = o.pupil_id
        WHERE o.sent_at < ${before} AND NOT q.person_id = ANY (${[...persons]}::uuid[]) ORDER BY o.sent_at LIMIT 500)
      RETURNING h.id, p.person_id AS person`;
    for (const { id } of gone)
      for (const file of await filesOf(ownerOfHandin(id))) await deleteFile(file.id, ownerOfHandin(id));
    return { count: gone.length, persons: [...new Set(gone.map(({ person }) => person))] };
  },
};
