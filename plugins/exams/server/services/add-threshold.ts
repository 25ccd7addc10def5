import { audit, invalidInput, sql } from '@regiso/core';
import type { ThresholdInput } from '../../shared';
import { demandCodes } from './known-codes';

type Version = { id: string; starts: string; ends: string };

/** Adds a version of a minimum; the one that holds on its first day ends on the eve. Gives the new version's id. */
export async function addThreshold(threshold: ThresholdInput): Promise<string> {
  const { kind, subject, purpose, profile, unit, minimum, minimumTo, minimumGeometry } = threshold;
  const { validFrom, validTo, source, verified } = threshold;
  await demandCodes({ kind, subject });
  // Two that enter the same minimum at once are told one after the other.
  await sql`SELECT pg_advisory_xact_lock(hashtext('exams.thresholds'))`;
  const overlapping = await sql<Version>`
    SELECT id, valid_from::text AS starts, valid_to::text AS ends FROM exams.thresholds
    WHERE (kind, subject, purpose, profile) = (${kind}, ${subject}, ${purpose}, ${profile})
      AND daterange(valid_from, valid_to, '[]') && daterange(${validFrom}::date, ${validTo}::date, '[]')
    ORDER BY valid_from`;
  const standing = overlapping.find(({ starts, ends }) => starts >= validFrom || ends > validTo);
  if (standing) throw alreadyThere(standing);
  await sql`UPDATE exams.thresholds SET valid_to = ${validFrom}::date - 1
    WHERE id = ANY(${overlapping.map(({ id }) => id)}::uuid[])`;
  const [added] = await sql<{ id: string }>`
    INSERT INTO exams.thresholds (kind, subject, purpose, profile, unit, minimum, minimum_to, minimum_geometry,
      valid_from, valid_to, source, verified)
    VALUES (${kind}, ${subject}, ${purpose}, ${profile}, ${unit}, ${minimum}, ${minimumTo}, ${minimumGeometry},
      ${validFrom}, ${validTo}, ${source}, ${verified}) RETURNING id`;
  const id = added?.id ?? '';
  await audit('exams.threshold-added', { type: 'threshold', id }, { kind, subject, purpose, validFrom, validTo });
  return id;
}

const alreadyThere = ({ starts, ends }: Version) =>
  invalidInput([
    {
      path: ['payload', 'validFrom'],
      message: `На эти дни уже есть минимум (с ${starts} по ${ends}): выберите другие дни`,
    },
  ]);
