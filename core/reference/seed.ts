import { audit } from '../server/audit';
import { installed } from '../server/installed';
import type { Reference, ReferenceRow } from '../server/reference';
import { sql } from '../server/sql';
import { allReferences } from './find';

/**
 * Writes shipped rows that are not there yet, of subsystems that are switched off too: switching on needs no restart. A
 * newer shipped value takes the place of a shipped one that nobody has checked; what a person checked or wrote stays,
 * whatever is shipped.
 */
export async function seedReferences(): Promise<void> {
  let added = 0;
  for (const { reference } of allReferences(installed().plugins))
    for (const row of reference.rows) added += Number(await ship(reference, row));
  if (added) await audit('reference.shipped', { type: 'reference' }, { rows: added });
}

async function ship({ id: reference }: Reference, row: ReferenceRow): Promise<boolean> {
  const value = JSON.stringify(row.value);
  const [same] = await sql`SELECT FROM core.reference_rows
    WHERE reference = ${reference} AND code = ${row.code} AND valid_from = ${row.validFrom}
      AND value = ${value}::jsonb AND act = ${row.act}`;
  if (same) return false;
  await sql`UPDATE core.reference_rows SET withdrawn_at = now(), withdrawn_because = 'Новая поставка'
    WHERE reference = ${reference} AND code = ${row.code} AND valid_from = ${row.validFrom}
      AND origin = 'shipped' AND verified_by IS NULL AND withdrawn_at IS NULL`;
  const [kept] = await sql`SELECT FROM core.reference_rows
    WHERE reference = ${reference} AND code = ${row.code} AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') && daterange(${row.validFrom}::date, ${row.validTo ?? null}::date, '[]')`;
  if (kept) return false;
  await sql`INSERT INTO core.reference_rows (reference, code, value, act, clause, valid_from, valid_to, origin, verified)
    VALUES (${reference}, ${row.code}, ${value}::jsonb, ${row.act}, ${row.clause ?? null}, ${row.validFrom},
      ${row.validTo ?? null}, 'shipped', ${row.verified})`;
  return true;
}
