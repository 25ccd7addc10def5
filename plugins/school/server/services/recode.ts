import { audit, conflict, me, sql } from '@regiso/core';
import type { z } from 'zod';
import type { AttendanceCode } from '../../shared';
import { cellsOf, emptyCell, keyOf } from './cells';
import { dictionaryOn } from './dictionary';

type Code = z.infer<typeof AttendanceCode>;
/** An absence in a lesson, and the code it is to have. */
export type Absence = { lesson: string; day: string; to: Code };
type Of = { pupil: string; person: string; certificate?: string };

/**
 * Gives absences of a pupil other codes, each with the history of its cell as when a teacher changes it. Whoever calls has locked
 * the lessons. Throws 409 when the reference has no such code on a day.
 */
export async function recode({ pupil, person, certificate }: Of, absences: readonly Absence[]): Promise<void> {
  const cells = await cellsOf(
    absences.map(({ lesson }) => lesson),
    pupil,
  );
  const codesOn = new Map<string, Awaited<ReturnType<typeof dictionaryOn>>['codes']>();
  for (const { day } of absences) if (!codesOn.has(day)) codesOn.set(day, (await dictionaryOn(day)).codes);
  const rows = absences.map(({ lesson, day, to }) => {
    const countsAs = codesOn.get(day)?.find(({ code }) => code === to)?.countsAs;
    if (!countsAs) throw conflict('Такого обозначения в справочнике на день урока нет');
    const { version, ...before } = cells.get(keyOf({ lessonId: lesson, pupilId: pupil })) ?? emptyCell;
    return { lesson, code: to, counts: countsAs, version: version + 1, before, after: { ...before, attendance: to } };
  });
  await sql`UPDATE school.attendance a SET code = r.code, counts_as = r.counts
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(lesson uuid, code text, counts text)
    WHERE a.lesson_id = r.lesson AND a.pupil_id = ${pupil}`;
  await sql`INSERT INTO school.cell_changes (lesson_id, pupil_id, version, organisation_id, participant_id, municipality_id,
      account_id, before, after, certificate_id)
    SELECT l.id, ${pupil}, r.version, l.organisation_id, l.participant_id, l.municipality_id, ${me().accountId}, r.before, r.after,
      ${certificate ?? null}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(lesson uuid, version int, before jsonb, after jsonb)
    JOIN school.lessons l ON l.id = r.lesson`;
  for (const { lesson: id, version, before } of rows)
    await audit(
      'school.cell-changed',
      { type: 'lesson', id, personId: person },
      { version, marks: before.marks.length },
    );
}
