import { audit, conflict, invalidInput, sql } from '@regiso/core';
import type { ScaleInput } from '../../shared';

export type StoredScale = ScaleInput & { id: string };
type Wanted = { kind?: string | undefined; subject?: string | undefined; on?: string | undefined };

/** Versions of scales, the newest first; those in force on a day when it is given. */
export const listScales = ({ kind, subject, on }: Wanted) => sql<StoredScale>`
  SELECT id, kind, subject, variant, unit, bands, valid_from::text AS "validFrom", valid_to::text AS "validTo", act, source,
    verified
  FROM exams.scales
  WHERE (${kind ?? null}::text IS NULL OR kind = ${kind ?? null})
    AND (${subject ?? null}::text IS NULL OR subject = ${subject ?? null})
    AND (${on ?? null}::date IS NULL OR daterange(valid_from, valid_to, '[]') @> ${on ?? null}::date)
  ORDER BY kind, subject, variant, valid_from DESC NULLS LAST`;

/** The scale in force on a day, `2026-06-01`; undefined when none is known for it. */
export async function scaleOn(kind: string, subject: string, on: string, variant = '') {
  return (await listScales({ kind, subject, on })).find((scale) => scale.variant === variant);
}

/** Adds a version. The one before it ends on the eve; it is not edited otherwise. Gives the new version's id. */
export async function addScale(scale: ScaleInput): Promise<string> {
  const { kind, subject, variant, validFrom, validTo } = scale;
  if (!validFrom) throw invalidInput('Укажите, с какого дня действует новая версия шкалы');
  const [known] =
    await sql`SELECT FROM exams.exam_kinds k, exams.subjects s WHERE k.code = ${kind} AND s.code = ${subject}`;
  if (!known) throw invalidInput('Такого вида экзамена или предмета нет в справочнике: сначала добавьте его');
  const overlapping = await sql<{ id: string; starts: string | null; ends: string | null }>`
    SELECT id, valid_from::text AS starts, valid_to::text AS ends FROM exams.scales
    WHERE (kind, subject, variant) = (${kind}, ${subject}, ${variant})
      AND daterange(valid_from, valid_to, '[]') && daterange(${validFrom}::date, ${validTo}::date, '[]')
    FOR UPDATE`;
  for (const { starts, ends } of overlapping) {
    if ((starts ?? '') < validFrom && (validTo ?? '9999-12-31') >= (ends ?? '9999-12-31')) continue;
    throw conflict(`На эти дни уже есть шкала (с ${starts ?? 'начала'} по ${ends ?? 'отмены'}): выберите другие дни`);
  }
  await sql`UPDATE exams.scales SET valid_to = ${validFrom}::date - 1
    WHERE id = ANY(${overlapping.map(({ id }) => id)}::uuid[])`;
  const [added] = await sql<{ id: string }>`
    INSERT INTO exams.scales (kind, subject, variant, unit, bands, valid_from, valid_to, act, source, verified)
    VALUES (${kind}, ${subject}, ${variant}, ${scale.unit}, ${JSON.stringify(scale.bands)}::jsonb, ${validFrom}, ${validTo},
      ${scale.act}, ${scale.source}, ${scale.verified}) RETURNING id`;
  const id = added?.id ?? '';
  await audit('exams.scale-added', { type: 'scale', id }, { kind, subject, validFrom });
  return id;
}
