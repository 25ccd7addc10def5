import { audit } from '../server/audit';
import { installed } from '../server/installed';
import type { ReferenceRow } from '../server/reference';
import { sql } from '../server/sql';
import { part } from '../server/sql-parts';
import { allReferences } from './find';
import { referencesChanged } from './kept';

/**
 * Writes shipped rows that are not there yet, of subsystems that are switched off too: switching on needs no restart. A
 * newer shipped value takes the place of a shipped one that nobody has checked; what a person checked or wrote stays,
 * whatever is shipped.
 */
export async function seedReferences(): Promise<void> {
  await referencesChanged();
  const shipped = allReferences(installed().plugins).flatMap(({ reference }) =>
    reference.rows.map((row) => ({ reference: reference.id, ...row })),
  );
  const news = await sql<{ at: number }>`SELECT s.at::int AS at FROM ${asRows(shipped)} WHERE NOT EXISTS (
    SELECT FROM core.reference_rows r WHERE r.reference = s.reference AND r.code = s.code AND r.valid_from = s."validFrom"
      AND r.value = s.value AND r.act = s.act)`;
  const missing = news.flatMap(({ at }) => shipped[at - 1] ?? []);
  if (!missing.length) return;
  await sql`UPDATE core.reference_rows r SET withdrawn_at = now(), withdrawn_because = 'Новая поставка' FROM ${asRows(missing)}
    WHERE r.reference = s.reference AND r.code = s.code AND r.valid_from = s."validFrom"
      AND r.origin = 'shipped' AND r.verified_by IS NULL AND r.withdrawn_at IS NULL`;
  const added =
    await sql`INSERT INTO core.reference_rows (reference, code, value, act, clause, valid_from, valid_to, origin, verified)
    SELECT s.reference, s.code, s.value, s.act, s.clause, s."validFrom", s."validTo", 'shipped', s.verified FROM ${asRows(missing)}
    WHERE NOT EXISTS (SELECT FROM core.reference_rows r WHERE r.reference = s.reference AND r.code = s.code
      AND r.withdrawn_at IS NULL AND daterange(r.valid_from, r.valid_to, '[]') && daterange(s."validFrom", s."validTo", '[]'))
    ORDER BY s.at RETURNING 1`;
  if (added.length) await audit('reference.shipped', { type: 'reference' }, { rows: added.length });
}

type Shipped = ReferenceRow & { reference: string };

const asRows = (rows: readonly Shipped[]) => part`ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
  AS (reference text, code text, value jsonb, act text, clause text, "validFrom" date, "validTo" date, verified boolean))
  WITH ORDINALITY AS s(reference, code, value, act, clause, "validFrom", "validTo", verified, at)`;
