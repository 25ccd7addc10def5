import { part, sql } from '@regiso/core';
import type { CellInput } from '../../shared';

/** What an absence of a pupil `p` on the day of a lesson `l` is noted as: by a certificate, or where the class teacher has accepted it. */
export const excusedOn = part`coalesce((SELECT k.code FROM school.certificates k WHERE k.pupil_id = p.id
    AND k.withdrawn_at IS NULL AND l.day BETWEEN k.starts_on AND k.ends_on),
  (SELECT e.code FROM school.excuses e WHERE e.pupil_id = p.id AND e.state = 'accepted'
    AND l.day BETWEEN e.starts_on AND e.ends_on))`;

/** An absence without a reason on a day that has one gets it. */
export async function withReason(lessonId: string, pupilId: string, input: CellInput): Promise<CellInput> {
  if (input.attendance !== 'absent') return input;
  const [row] = await sql<{ code: CellInput['attendance'] }>`SELECT ${excusedOn} AS code
    FROM school.lessons l, school.pupils p WHERE l.id = ${lessonId} AND p.id = ${pupilId}`;
  return row?.code ? { ...input, attendance: row.code } : input;
}
