import { audit, context, notFound, sql } from '@regiso/core';
import type { ResultChanges } from '../../shared';
import { journalFor } from './journals';
import type { Place } from './lessons';

export type ResultChange = {
  pupilId: string;
  kind: 'period' | 'year' | 'exam' | 'final';
  periodId: string | null;
  /** What stood before; nothing for the first. */
  before: { value: number | null } | null;
  value: number | null;
  suggestion?: number | null;
  reason: string | null;
};

const said = (value: number | null) => (value === null ? 'na' : String(value));

/** Keeps what marks of periods or of the year were and are; what stays as it is leaves nothing. */
export async function keepResults(
  { subject_code, organisation_id, participant_id, municipality_id }: Place & { subject_code: string },
  changes: readonly ResultChange[],
): Promise<void> {
  const rows = changes
    .filter(({ before, value }) => !before || before.value !== value)
    .map(({ before, value, ...row }) => ({ ...row, before: before && said(before.value), after: said(value) }));
  await sql`INSERT INTO school.result_changes (pupil_id, subject, kind, period_id, organisation_id, participant_id, municipality_id,
      account_id, before, after, reason)
    SELECT r."pupilId", ${subject_code}, r.kind, r."periodId", ${organisation_id}, ${participant_id}, ${municipality_id},
      ${context().actor?.accountId ?? null}, r.before, r.after, r.reason
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("pupilId" uuid, kind text, "periodId" uuid, before text, after text,
      reason text)`;
}

/** Every change of the marks of periods and of the year of a pupil in a journal, the last first. Throws 403 and 404. */
export async function resultChanges(id: string, pupilId: string): Promise<ResultChanges> {
  const journal = await journalFor('read', id);
  const [pupil] = await sql<{ person_id: string }>`SELECT person_id FROM school.pupils
    WHERE id = ${pupilId} AND class_id = ${journal.class_id}`;
  if (!pupil) throw notFound('Ученик не найден');
  const object = { type: 'journal', id, personId: pupil.person_id, organisationId: journal.organisation_id };
  await audit('school.cell-history-read', object);
  type Row = Omit<ResultChanges[number], 'at'> & { at: Date };
  const rows =
    await sql<Row>`SELECT h.id, h.kind, h.period_id AS "periodId", h.at, a.name AS who, h.before, h.after, h.reason
    FROM school.result_changes h LEFT JOIN core.accounts a ON a.id = h.account_id
    WHERE h.pupil_id = ${pupilId} AND h.subject = ${journal.subject_code} ORDER BY h.id DESC LIMIT 100`;
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
