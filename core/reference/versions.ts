import { z } from 'zod';
import { audit } from '../server/audit';
import { context } from '../server/context';
import { conflict, invalidInput, notFound } from '../server/errors';
import { sql } from '../server/sql';
import { findReference } from './find';
import { referencesChanged } from './kept';

export const VersionInput = z.strictObject({
  code: z.string().min(1).max(80),
  value: z.json(),
  act: z.string().trim().min(3, 'Назовите акт').max(500),
  clause: z.string().trim().max(100).nullable().default(null),
  validFrom: z.iso.date('Укажите день начала'),
  validTo: z.iso.date().nullable().default(null),
  note: z.string().trim().max(1_000).nullable().default(null),
});

export const RowView = z.object({
  id: z.string(),
  code: z.string(),
  value: z.json(),
  act: z.string(),
  clause: z.string().nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  note: z.string().nullable(),
  origin: z.enum(['shipped', 'operator']),
  verified: z.boolean(),
  withdrawnAt: z.string().nullable(),
  withdrawnBecause: z.string().nullable(),
});
export type RowView = z.output<typeof RowView>;

/** Versions of all values of a reference, the newest first; those in force on a day when it is given. */
export const listRows = (reference: string, on: string | null = null) => sql<RowView>`
  SELECT id, code, value, act, clause, valid_from::text AS "validFrom", valid_to::text AS "validTo", note, origin, verified,
    withdrawn_at AS "withdrawnAt", withdrawn_because AS "withdrawnBecause"
  FROM core.reference_rows
  WHERE reference = ${reference} AND (${on}::date IS NULL
    OR withdrawn_at IS NULL AND daterange(valid_from, valid_to, '[]') @> ${on}::date)
  ORDER BY code, withdrawn_at NULLS FIRST, valid_from DESC, created_at DESC LIMIT 2000`;

/**
 * Adds a version; the one before it ends on the eve and says nothing else than before, so decisions made by it stay as
 * they were. Throws 409 when the days meet a later version: that one is withdrawn first.
 */
export async function addVersion(id: string, version: z.output<typeof VersionInput>): Promise<string> {
  const { reference } = findReference(id);
  const { code, validFrom, validTo } = version;
  if (!reference.codes[code]) throw invalidInput([{ path: ['payload', 'code'], message: 'Такого значения нет' }]);
  const value = reference.schema.safeParse(version.value);
  if (!value.success) throw invalidInput(value.error.issues.map((one) => ({ ...one, path: ['payload', 'value'] })));
  if (validTo && validTo < validFrom)
    throw invalidInput([{ path: ['payload', 'validTo'], message: 'Конец раньше начала' }]);
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${id}/${code}`}, 7214011))`;
  const meeting = await sql<{ id: string; starts: string; ends: string | null }>`
    SELECT id, valid_from::text AS starts, valid_to::text AS ends FROM core.reference_rows
    WHERE reference = ${id} AND code = ${code} AND withdrawn_at IS NULL
      AND daterange(valid_from, valid_to, '[]') && daterange(${validFrom}::date, ${validTo}::date, '[]')`;
  const [before, ...others] = meeting;
  if (before && (others.length || before.starts >= validFrom || !lastsAsLong(validTo, before.ends)))
    throw conflict(
      `На эти дни уже есть значение (с ${before.starts}${before.ends ? ` по ${before.ends}` : ''}). Отзовите его или выберите другие дни.`,
    );
  if (before) await sql`UPDATE core.reference_rows SET valid_to = ${validFrom}::date - 1 WHERE id = ${before.id}`;
  const [added] = await sql<{ id: string }>`
    INSERT INTO core.reference_rows (reference, code, value, act, clause, valid_from, valid_to, note, origin, created_by)
    VALUES (${id}, ${code}, ${JSON.stringify(value.data)}::jsonb, ${version.act}, ${version.clause}, ${validFrom}, ${validTo},
      ${version.note}, 'operator', ${context().actor?.accountId ?? null}) RETURNING id`;
  const row = added?.id ?? '';
  await referencesChanged();
  await audit('reference.version-added', { type: 'reference-row', id: row }, { reference: id, code, validFrom });
  return row;
}

const lastsAsLong = (end: string | null, other: string | null) => end === null || (other !== null && end >= other);

/** Notes that a person compared the row with the text of its act. */
export async function verifyRow(id: string): Promise<void> {
  const [row] = await sql<{ reference: string; code: string }>`
    UPDATE core.reference_rows SET verified = true, verified_by = ${context().actor?.accountId ?? null}, verified_at = now()
    WHERE id = ${id} AND withdrawn_at IS NULL RETURNING reference, code`;
  if (!row) throw notFound('Такой строки нет или она отозвана');
  await audit('reference.row-verified', { type: 'reference-row', id }, { reference: row.reference, code: row.code });
}

/** Takes a wrong row out of use from now on; what was decided by it keeps pointing to it. */
export async function withdrawRow(id: string, reason: string): Promise<void> {
  const [row] = await sql<{ reference: string; code: string }>`
    UPDATE core.reference_rows SET withdrawn_at = now(), withdrawn_by = ${context().actor?.accountId ?? null},
      withdrawn_because = ${reason}
    WHERE id = ${id} AND withdrawn_at IS NULL RETURNING reference, code`;
  if (!row) throw notFound('Такой строки нет или она уже отозвана');
  await referencesChanged();
  await audit('reference.row-withdrawn', { type: 'reference-row', id }, { reference: row.reference, code: row.code });
}
