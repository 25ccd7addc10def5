import { audit, sql } from '@regiso/core';

/** A note of each of ten made-up organisations. Running it again changes nothing. */
export async function loadDemo(): Promise<void> {
  const written = await sql`INSERT INTO sample.notes (organisation_id, written_on, pages)
    SELECT id, current_date - (row_number() OVER (ORDER BY id))::int, 1 + (row_number() OVER (ORDER BY id)) % 9
    FROM core.organisations WHERE is_demo AND NOT EXISTS (SELECT FROM sample.notes) ORDER BY id LIMIT 10 RETURNING id`;
  if (written.length) await audit('sample.demo-loaded', { type: 'demo' }, { notes: written.length });
}
