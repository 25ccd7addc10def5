import { audit, sql } from '@regiso/core';
import { shippedSubjects } from './subjects';

/** Subjects that are taught. Safe to run again. */
export async function seed(): Promise<void> {
  const of = (at: 0 | 1 | 2) => shippedSubjects.map((subject) => subject[at]);
  const added = await sql`INSERT INTO school.subjects (code, title, title_en)
    SELECT * FROM unnest(${of(0)}::text[], ${of(1)}::text[], ${of(2)}::text[]) ON CONFLICT DO NOTHING RETURNING code`;
  if (added.length) await audit('school.reference-loaded', { type: 'region' }, { subjects: added.length });
}
