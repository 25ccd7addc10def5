import { audit, notFound, sql } from '@regiso/core';
import type { CellView } from '../../shared';
import { lessonFor } from './lessons';

type Held = Omit<CellView, 'version'>;
type Change = {
  version: number;
  at: string;
  who: string | null;
  before: Held;
  after: Held;
  request: { reason: string; decider: string | null } | null;
  isByCertificate: boolean;
};

/** Every change of a cell, the last first. Throws 403 and 404. */
export async function cellHistory(lessonId: string, pupilId: string): Promise<Change[]> {
  const lesson = await lessonFor('read', lessonId);
  const [pupil] = await sql<{ person_id: string }>`SELECT person_id FROM school.pupils
    WHERE id = ${pupilId} AND class_id = ${lesson.class_id}`;
  if (!pupil) throw notFound('Ученик не найден');
  const object = { type: 'lesson', id: lessonId, personId: pupil.person_id, organisationId: lesson.organisation_id };
  await audit('school.cell-history-read', object);
  const rows = await sql<Omit<Change, 'at'> & { at: Date }>`SELECT h.version, h.at, a.name AS who, h.before, h.after,
      CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('reason', r.reason, 'decider', d.name) END AS request,
      h.certificate_id IS NOT NULL AS "isByCertificate"
    FROM school.cell_changes h LEFT JOIN core.accounts a ON a.id = h.account_id
    LEFT JOIN school.change_requests r ON r.id = h.request_id LEFT JOIN core.accounts d ON d.id = r.decided_by
    WHERE h.lesson_id = ${lessonId} AND h.pupil_id = ${pupilId} ORDER BY h.version DESC LIMIT 100`;
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
