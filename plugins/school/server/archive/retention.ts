import { deleteFile, sql, type RetentionRule } from '@regiso/core';
import { fileOwner } from './take';

/** Archives of journals, with orders that hold none any more: five years after their school year; that term is remembered, not checked against its act. */
export const oldArchives: RetentionRule = {
  id: 'school.journal-archives',
  title: 'Архивы журналов после конца учебного года',
  titleEn: 'Archives of journals after the end of their year',
  days: 5 * 366,
  act: 'Приказ Росархива от 20.12.2019 № 236 (перечень типовых управленческих архивных документов); локальная номенклатура дел школы',
  validFrom: '2020-02-18',
  verified: false,
  // What is kept for years does not come back.
  onlyVerified: true,
  atOnce: 200,
  remove: async (before, { persons, accounts }) => {
    const gone = await sql<{ id: string; fileId: string | null; loadId: string }>`DELETE FROM school.journal_archives
      WHERE id IN (SELECT a.id FROM school.journal_archives a WHERE a.year_ends_on < ${before}::timestamptz
        AND NOT EXISTS (SELECT FROM school.loads j JOIN school.pupils p ON p.class_id = j.class_id
          WHERE j.id = a.load_id AND p.person_id = ANY (${[...persons]}::uuid[])) ORDER BY a.id LIMIT 200)
      RETURNING id, file_id AS "fileId", load_id AS "loadId"`;
    for (const { id, fileId } of gone) if (fileId) await deleteFile(fileId, fileOwner(id));
    const people = await sql<{ id: string }>`SELECT DISTINCT p.person_id AS id FROM school.loads j
      JOIN school.pupils p ON p.class_id = j.class_id WHERE j.id = ANY (${gone.map(({ loadId }) => loadId)}::uuid[]) LIMIT 5000`;
    const orders = await sql`DELETE FROM school.archive_orders WHERE id IN (SELECT o.id FROM school.archive_orders o
      WHERE o.ended_at < ${before}::timestamptz AND (o.ordered_by IS NULL OR o.ordered_by <> ALL (${[...accounts]}::uuid[]))
        AND NOT EXISTS (SELECT FROM school.journal_archives a WHERE a.id = ANY (o.archives))
      ORDER BY o.id LIMIT ${200 - gone.length}) RETURNING id`;
    return { count: gone.length + orders.length, persons: people.map(({ id }) => id) };
  },
};
