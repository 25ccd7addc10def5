import { sql } from '@regiso/core';

/** «ЕГЭ, Русский язык, 04.06.2026» of results, for whoever deals out the rows of two cards. */
export const describeResults = (keys: readonly string[]) => sql<{ key: string; text: string }>`SELECT r.id AS key,
    concat_ws(', ', k.title, s.title, to_char(b.held_on, 'DD.MM.YYYY')) AS text
  FROM exams.person_results r JOIN exams.batches b ON b.id = r.batch_id JOIN exams.exam_kinds k ON k.code = b.kind
    JOIN exams.subjects s ON s.code = b.subject
  WHERE r.id = ANY (${[...keys]}::uuid[])`;
