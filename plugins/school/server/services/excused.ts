import { part, sql } from '@regiso/core';
import type { CellInput } from '../../shared';

const certified = part`FROM school.certificates k WHERE k.pupil_id = p.id AND k.withdrawn_at IS NULL
  AND l.day BETWEEN k.starts_on AND k.ends_on`;

/** What an absence of a pupil `p` on the day of a lesson `l` is noted as: by a certificate, or where the class teacher has accepted it. */
export const excusedOn = part`coalesce((SELECT k.code ${certified}),
  (SELECT e.code FROM school.excuses e WHERE e.pupil_id = p.id AND e.state = 'accepted'
    AND l.day BETWEEN e.starts_on AND e.ends_on))`;

type Reasoned = { input: CellInput; certificate: string | null };

/** An absence without a reason on a day that has one gets it, and the certificate that gives it. */
export async function withReason(lessonId: string, pupilId: string, input: CellInput): Promise<Reasoned> {
  if (input.attendance !== 'absent') return { input, certificate: null };
  const [row] = await sql<{ code: CellInput['attendance']; certificate: string | null }>`SELECT ${excusedOn} AS code,
      (SELECT k.id ${certified}) AS certificate
    FROM school.lessons l, school.pupils p WHERE l.id = ${lessonId} AND p.id = ${pupilId}`;
  if (!row?.code) return { input, certificate: null };
  return { input: { ...input, attendance: row.code }, certificate: row.certificate };
}
